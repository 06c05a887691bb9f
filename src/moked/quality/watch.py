"""The running engine's watch over stories that never end: which days must be judged, and when.

A day is judged again when an event joins its window, at most once a minute, and once as it begins: silence
is a failure too, and no event announces it.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from moked.core.events import NEVER, Event
from moked.policy import Policy
from moked.quality.detector import Detector
from moked.quality.finding import Finding
from moked.quality.links import Key
from moked.quality.plan import Plan, readable, subject_of
from moked.quality.shelf import Shelf
from moked.quality.windows import DAY, days_between, judge_day, merged

REST = timedelta(minutes=1)
"""How long a window rests after it was judged, before new events have it judged again."""


class _Window:
    """The findings of one endless story by one detector, a day at a time."""

    def __init__(self) -> None:
        self.found: dict[date, list[Finding]] = {}
        self.stale: set[date] = set()
        self.judged_at = NEVER


class Watch:
    """The windows of every endless story."""

    def __init__(self, shelf: Shelf, plan: Plan, policy: Policy) -> None:
        """Watch the endless stories of a shelf."""
        self._shelf = shelf
        self._plan = plan
        self._policy = policy
        self._local = policy.calendar().local
        self._windows: dict[tuple[Key, Detector], _Window] = {}
        self._stale: dict[tuple[Key, Detector], None] = {}
        self._today: date | None = None
        self._horizon = NEVER
        self._reach = max((d.look_back for d in plan.endless if d.look_back), default=DAY)

    def mark(self, key: Key, detector: Detector, event: Event) -> None:
        """Note that an event joined a story, early or late.

        One older than twice the longest look-back comes too late: what its windows need is forgotten.
        """
        if event.at < self._horizon:
            return
        window = self._windows.setdefault((key, detector), _Window())
        assert detector.look_back is not None
        first = self._local(event.at).date()
        last = self._local(event.at + detector.look_back).date()
        if self._today:
            window.stale.update(days_between(first, min(last, self._today)))
        self._stale[key, detector] = None

    def judge(
        self, now: datetime, *, rested: bool = True
    ) -> Iterator[tuple[Key, Detector, list[Finding]]]:
        """Yield the findings of every story judged anew.

        With `rested`, stories that were judged less than a minute before `now` are left for later.
        """
        if now > NEVER:
            self._begin_days(now)
        for key, detector in list(self._stale):
            window = self._windows[key, detector]
            if rested and now - window.judged_at < REST:
                continue
            del self._stale[key, detector]
            yield key, detector, self._judge(key, detector, window, now)

    def _begin_days(self, now: datetime) -> None:
        """On a new day, have every window judged for it, and forget what nothing can need."""
        today = self._local(now).date()
        if self._today == today:
            return
        for (key, detector), window in self._windows.items():
            story = self._shelf.story(key)
            first = self._today + DAY if self._today else self._local(story[0].at).date()
            window.stale.update(days_between(first, today))
            window.judged_at = NEVER
            self._stale[key, detector] = None
        self._today = today
        self._forget(now)

    def _forget(self, now: datetime) -> None:
        self._horizon = now - 2 * self._reach
        for key in {key for key, _ in self._windows}:
            self._shelf.forget(key, self._horizon)

    def _judge(self, key: Key, detector: Detector, window: _Window, now: datetime) -> list[Finding]:
        events = readable(detector, self._shelf.story(key))
        subject = subject_of(key)
        for day in window.stale:
            window.found[day] = judge_day(detector, subject, events, day, self._policy)
        window.stale.clear()
        window.judged_at = now
        return merged(detector, window.found)

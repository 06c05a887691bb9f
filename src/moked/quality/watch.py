"""The running engine's watch over stories that never end: which days must be judged, and when.

A day is judged again when an event joins its window, at most once a minute, and once as it begins: silence
is a failure too, and no event announces it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from moked.core.events import NEVER
from moked.policy import Policy
from moked.quality.detector import Detector
from moked.quality.finding import Finding
from moked.quality.links import Key
from moked.quality.plan import Plan, subject_of
from moked.quality.shelf import Joined, Shelf
from moked.quality.windows import DAY, DayByDay, bounds, days_between, merged

REST = timedelta(minutes=1)
"""How long a window rests after it was judged, before new events have it judged again."""


class _Window:
    """The findings of one endless story by one detector, a day at a time."""

    def __init__(self) -> None:
        self.found: dict[date, list[Finding]] = {}
        self.stale: set[date] = set()
        self.judged_at = NEVER
        self.day_by_day: DayByDay | None = None


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
        self._today = date.min
        self._today_from = self._today_until = NEVER
        self._horizon = NEVER
        self._reach = max((d.look_back for d in plan.endless if d.look_back), default=DAY)

    def mark(self, joined: Joined) -> None:
        """Note that an event joined a story, early or late.

        One older than twice the longest look-back comes too late: what its windows need is forgotten.
        """
        event = joined.event
        if event.at < self._horizon:
            return
        for detector in self._plan.of_kind[joined.key[0]]:
            if type(event) in detector.reads:
                self._mark(joined, detector)

    def _mark(self, joined: Joined, detector: Detector) -> None:
        origin = joined.key, detector
        window = self._windows.get(origin)
        if window is None:
            window = self._windows[origin] = _Window()
        self._stale[origin] = None
        event = joined.event
        if joined.at_end and self._today_from <= event.at:
            if event.at < self._today_until:
                window.stale.add(self._today)
            return
        window.day_by_day = None
        assert detector.look_back is not None
        first = self._local(event.at).date()
        last = self._local(event.at + detector.look_back).date()
        window.stale.update(days_between(first, min(last, self._today)))

    def judge(
        self, now: datetime, *, rested: bool = True
    ) -> Iterator[tuple[Key, Detector, list[Finding]]]:
        """Yield the findings of every story judged anew.

        With `rested`, stories that were judged less than a minute before `now` are left for later.
        """
        if now > NEVER:
            self._begin_days(now)
        ready = [
            origin
            for origin in self._stale
            if not rested or now - self._windows[origin].judged_at >= REST
        ]
        yield from self.judge_these(ready, now)

    def judge_these(
        self, origins: Iterable[tuple[Key, Detector]], now: datetime
    ) -> Iterator[tuple[Key, Detector, list[Finding]]]:
        """Yield the findings of those of the stories that changed them since they were judged."""
        for origin in origins:
            if origin in self._stale:
                del self._stale[origin]
                window = self._windows[origin]
                if self._judge(origin, window, now):
                    yield *origin, merged(origin[1], window.found)

    def _begin_days(self, now: datetime) -> None:
        """On a new day, have every window judged for it, and forget what nothing can need."""
        if self._today_from <= now < self._today_until:
            return
        today = self._local(now).date()
        for (key, detector), window in self._windows.items():
            story = self._shelf.story(key)
            if not story:
                # All of it is forgotten, and what was found in it stands.
                continue
            first = max(self._today + DAY, self._local(story[0].at).date())
            window.stale.update(days_between(first, today))
            window.judged_at = NEVER
            self._stale[key, detector] = None
        self._today = today
        self._today_from, self._today_until = bounds(today, self._policy.calendar())
        self._forget(now)

    def _forget(self, now: datetime) -> None:
        self._horizon = now - 2 * self._reach
        for key in {key for key, _ in self._windows}:
            self._shelf.forget(key, self._horizon)

    def _judge(self, origin: tuple[Key, Detector], window: "_Window", now: datetime) -> bool:
        """Judge a window's stale days, and return whether anything else is found now."""
        key, detector = origin
        story = self._shelf.story(key)
        if window.day_by_day is None:
            window.day_by_day = DayByDay(detector, subject_of(key), self._policy)
        is_changed = False
        for day in sorted(window.stale):
            found = window.day_by_day.judge(story, day)
            is_changed = is_changed or found != window.found.get(day, [])
            window.found[day] = found
        window.stale.clear()
        window.judged_at = now
        return is_changed

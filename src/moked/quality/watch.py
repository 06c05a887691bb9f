"""The running engine's watch over stories that never end: which days must be judged, and when.

A day is judged again when an event joins its window, at most once a minute, and once as it begins: silence
is a failure too, and no event announces it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from moked.core.events import NEVER, Event
from moked.policy import Policy
from moked.quality.detector import Detector
from moked.quality.finding import Finding
from moked.quality.links import Key
from moked.quality.plan import Plan, subject_of
from moked.quality.shelf import Joined, Shelf
from moked.quality.windows import DAY, DayByDay, bounds, days_between, merged

FOR_EVER = datetime.max.replace(tzinfo=UTC)

REST = timedelta(minutes=1)
"""How long a window rests after it was judged, before new events have it judged again."""


class _Window:
    """The findings of one endless story by one detector, a day at a time."""

    __slots__ = ("_day_by_day", "_policy", "detector", "found", "judged_at", "key", "stale")

    def __init__(self, key: Key, detector: Detector, policy: Policy) -> None:
        self.key = key
        self.detector = detector
        self.found: dict[date, list[Finding]] = {}
        self.stale: set[date] = set()
        self.judged_at = NEVER
        self._policy = policy
        self._day_by_day: DayByDay | None = None

    def begin_anew(self) -> None:
        """Forget how far the detector has read: the story changed before that."""
        self._day_by_day = None

    def judge(self, story: Sequence[Event]) -> bool:
        """Judge the stale days, and return whether anything else is found now."""
        if self._day_by_day is None:
            self._day_by_day = DayByDay(self.detector, subject_of(self.key), self._policy)
        is_changed = False
        for day in sorted(self.stale):
            found = self._day_by_day.judge(story, day)
            is_changed = is_changed or found != self.found.get(day, [])
            self.found[day] = found
        self.stale.clear()
        return is_changed


class Watch:
    """The windows of every endless story."""

    def __init__(self, shelf: Shelf, plan: Plan, policy: Policy) -> None:
        """Watch the endless stories of a shelf."""
        self._shelf = shelf
        self._plan = plan
        self._policy = policy
        self._local = policy.calendar().local
        self._windows: dict[Key, dict[Detector, _Window]] = {}
        self._reading: dict[Key, dict[type[Event], list[_Window]]] = {}
        self._waiting: dict[_Window, None] = {}
        self._ready_at = FOR_EVER
        self._today = date.min
        self._today_from = self._today_until = NEVER
        self._horizon = NEVER
        self._reach = max((d.look_back for d in plan.endless if d.look_back), default=DAY)

    def mark(self, joined: Joined) -> None:
        """Note that an event joined a story, early or late.

        One older than twice the longest look-back comes too late: what its windows need is forgotten.
        """
        at = joined.event.at
        if at < self._horizon:
            return
        is_next = joined.at_end and self._today_from <= at
        for window in self._readers(joined.key, type(joined.event)):
            if window not in self._waiting:
                self._wait(window)
            if is_next:
                # What lies after today is judged when its day begins.
                if at < self._today_until:
                    window.stale.add(self._today)
            else:
                self._mark_late(window, at)

    def _mark_late(self, window: _Window, at: datetime) -> None:
        window.begin_anew()
        assert window.detector.look_back is not None
        first = self._local(at).date()
        last = self._local(at + window.detector.look_back).date()
        window.stale.update(days_between(first, min(last, self._today)))

    def _readers(self, key: Key, event_type: type[Event]) -> list[_Window]:
        """Return the windows of a story in which a type is read."""
        by_type = self._reading.setdefault(key, {})
        readers = by_type.get(event_type)
        if readers is None:
            windows = self._windows.setdefault(key, {})
            reading = [d for d in self._plan.of_kind[key[0]] if event_type in d.reads]
            for detector in reading:
                if detector not in windows:
                    windows[detector] = _Window(key, detector, self._policy)
            readers = by_type[event_type] = [windows[detector] for detector in reading]
        return readers

    def _wait(self, window: _Window) -> None:
        self._waiting[window] = None
        ready_at = window.judged_at + REST
        self._ready_at = min(self._ready_at, ready_at)

    def judge(
        self, now: datetime, *, rested: bool = True
    ) -> Iterator[tuple[Key, Detector, list[Finding]]]:
        """Yield the findings of every story judged anew.

        With `rested`, stories that were judged less than a minute before `now` are left for later.
        """
        if now > NEVER:
            self._begin_days(now)
        if rested and now < self._ready_at:
            return
        ready = [w for w in self._waiting if not rested or now >= w.judged_at + REST]
        yield from self._judged(ready, now)
        self._ready_at = min((w.judged_at + REST for w in self._waiting), default=FOR_EVER)

    def judge_these(
        self, origins: Iterable[tuple[Key, Detector]], now: datetime
    ) -> Iterator[tuple[Key, Detector, list[Finding]]]:
        """Yield the findings of those of the stories that changed them since they were judged."""
        for key, detector in origins:
            window = self._windows.get(key, {}).get(detector)
            if window in self._waiting:
                yield from self._judged([window], now)

    def _judged(
        self, windows: Iterable[_Window], now: datetime
    ) -> Iterator[tuple[Key, Detector, list[Finding]]]:
        for window in windows:
            del self._waiting[window]
            window.judged_at = now
            if window.judge(self._shelf.story(window.key)):
                yield window.key, window.detector, merged(window.detector, window.found)

    def _begin_days(self, now: datetime) -> None:
        """On a new day, have every window judged for it, and forget what nothing can need."""
        if self._today_from <= now < self._today_until:
            return
        today = self._local(now).date()
        for key, windows in self._windows.items():
            story = self._shelf.story(key)
            if not story:
                # All of it is forgotten, and what was found in it stands.
                continue
            first = max(self._today + DAY, self._local(story[0].at).date())
            for window in windows.values():
                window.stale.update(days_between(first, today))
                window.judged_at = NEVER
                self._wait(window)
        self._today = today
        self._today_from, self._today_until = bounds(today, self._policy.calendar())
        self._forget(now)

    def _forget(self, now: datetime) -> None:
        self._horizon = now - 2 * self._reach
        for key in self._windows:
            self._shelf.forget(key, self._horizon)

"""Stories that never end, judged a day at a time with the look-back before it.

Every moment belongs to one local day, so live and replay judge the same windows and agree.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from operator import attrgetter

from moked.core.calendar import Calendar
from moked.core.events import Event, in_order
from moked.policy import Policy
from moked.quality.detector import Begin, Detector, Fold, Rolling
from moked.quality.finding import Finding, Subject
from moked.quality.plan import readable
from moked.quality.story import Story

_at = attrgetter("at")
DAY = timedelta(days=1)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from the first to the last, both included."""
    while first <= last:
        yield first
        first += DAY


def bounds(day: date, calendar: Calendar) -> tuple[datetime, datetime]:
    """Return where a local day begins and ends."""
    return calendar.moment(day, time.min), calendar.moment(day + DAY, time.min)


class DayByDay:
    """A detector's way through the days of one endless story.

    A function reads the window of each day anew. A fold reads on while the day is the same, and a rolling
    one when the next day begins.
    """

    __slots__ = ("_day", "_detector", "_fold", "_policy", "_read_to", "_subject")

    def __init__(self, detector: Detector, subject: Subject, policy: Policy) -> None:
        """Begin with nothing read."""
        self._detector = detector
        self._subject = subject
        self._policy = policy
        self._day = date.min
        self._fold: Fold | None = None
        self._read_to: Event | None = None

    def judge(self, events: Sequence[Event], day: date) -> list[Finding]:
        """Return the detector's findings of one local day.

        `events` are the subject's, in order; the ones after the day, those before its look-back and those
        that the detector does not read are left out here. From call to call the day never goes back,
        and the events may only have grown at their end and lost what is before every look-back.
        """
        detector = self._detector
        since, until = bounds(day, self._policy.calendar())
        story = Story(detector, self._subject, (), since=since, until=until)
        high = bisect_left(events, until, key=_at)
        low = bisect_left(events, story.begins, hi=high, key=_at)
        found: Iterable[Finding] = ()
        if low == high:
            self._fold = None
        elif detector.begin:
            found = self._read_on(detector.begin, events, low, high, day, story).findings()
        else:
            story.events = readable(detector, events[low:high])
            found = detector.find(story, self._policy) if story.events else ()
        return [each for each in found if since <= each.at < until]

    def _read_on(
        self, begin: Begin, events: Sequence[Event], low: int, high: int, day: date, story: Story
    ) -> Fold:
        """Return the fold of a day that has read all events of its window."""
        fold = self._fold_of(day, story)
        if fold is None:
            fold = begin(story, self._policy)
        else:
            assert self._read_to is not None
            low = bisect_right(events, in_order(self._read_to), hi=high, key=in_order)
        reads, take = self._detector.reads, fold.take
        for event in events[low:high]:
            if type(event) in reads:
                take(event)
        self._day, self._fold, self._read_to = day, fold, events[high - 1]
        return fold

    def _fold_of(self, day: date, story: Story) -> Fold | None:
        """Return the fold so far, if it can go on with a day."""
        fold = self._fold
        if fold is None or day == self._day:
            return fold
        if day == self._day + DAY and isinstance(fold, Rolling) and fold.roll_to(story):
            return fold
        return None


def merged(detector: Detector, days: Mapping[date, Iterable[Finding]]) -> list[Finding]:
    """Return the findings of many days as one list.

    Where the detector tells of episodes, a subject found again within the look-back goes on with its
    episode and adds no finding.
    """
    if not detector.episode:
        return [found for day in sorted(days) for found in days[day]]
    assert detector.look_back is not None
    kept: list[Finding] = []
    last_seen: dict[Subject, date] = {}
    for day in sorted(days):
        for found in days[day]:
            seen = last_seen.get(found.subject)
            if seen is None or (day - seen) > detector.look_back:
                kept.append(found)
            last_seen[found.subject] = day
    return kept

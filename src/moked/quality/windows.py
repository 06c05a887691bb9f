"""Stories that never end, judged a day at a time with the look-back before it.

Every moment belongs to one local day, so live and replay judge the same windows and agree.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from operator import attrgetter

from moked.core.calendar import Calendar
from moked.core.events import Event
from moked.policy import Policy
from moked.quality.detector import Detector
from moked.quality.finding import Finding, Subject
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


def judge_day(
    detector: Detector, subject: Subject, events: Sequence[Event], day: date, policy: Policy
) -> list[Finding]:
    """Return a detector's findings of one local day.

    `events` are all that the detector reads of the subject, in order; the ones after the day and those
    before its look-back are left out here.
    """
    assert detector.look_back is not None
    since, until = bounds(day, policy.calendar())
    low = bisect_left(events, until - detector.look_back, key=_at)
    high = bisect_left(events, until, lo=low, key=_at)
    if low == high:
        return []
    story = Story(detector, subject, events[low:high], since=since, until=until)
    return [found for found in detector(story, policy) if since <= found.at < until]


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

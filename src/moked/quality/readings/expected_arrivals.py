"""How many arrivals a channel should have seen in a stretch of silence, judged by its own past weeks.

What came in the same open hours of the same weekday, one to three weeks before, is what is expected now.
Closed hours, holidays and the night before a Sabbath expect nothing, and an hour that the clocks skip
or repeat is as long as it is open.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import NamedTuple

from moked.core.calendar import Calendar

WEEKS = 3
_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)


class _Hour(NamedTuple):
    """One local hour: its bounds, and the arrivals expected in a second of it that is open."""

    begins: datetime
    ends: datetime
    rate: float


class ExpectedArrivals:
    """What the past arrivals of one channel let us expect."""

    def __init__(self, calendar: Calendar, arrivals: Sequence[datetime]) -> None:
        """Take the moments of all known arrivals, in order, at least one."""
        self._calendar = calendar
        self._arrivals = arrivals
        self._hours: dict[tuple[date, int], _Hour] = {}

    def reach(self, expected: float, since: datetime, until: datetime) -> datetime | None:
        """Return when so many arrivals were to be expected since a moment; None if not before `until`."""
        left = expected
        for hour in takewhile(lambda hour: hour.begins < until, self._from(since)):
            begins = max(since, hour.begins)
            coming = hour.rate * self._open(begins, hour.ends) if hour.rate else 0.0
            if coming and coming >= left:
                at = self._calendar.add_open(begins, timedelta(seconds=left / hour.rate))
                return at if at < until else None
            left -= coming
        return None

    def _from(self, since: datetime) -> Iterator[_Hour]:
        local = self._calendar.local(since)
        day, first = local.date(), local.hour
        while True:
            for number in range(first, 24):
                yield self._hour(day, number)
            day, first = day + _DAY, 0

    def _hour(self, day: date, number: int) -> _Hour:
        key = day, number
        if key not in self._hours:
            self._hours[key] = _Hour(*self._bounds(day, number), self._rate(day, number))
        return self._hours[key]

    def _rate(self, day: date, number: int) -> float:
        """Return the arrivals in a second of the hour, over the weeks in which the channel was there."""
        came, seconds = 0, 0.0
        for week in range(1, WEEKS + 1):
            begins, ends = self._bounds(day - week * _WEEK, number)
            open_for = self._open(begins, ends) if begins >= self._arrivals[0] else 0
            if open_for:
                low = bisect_left(self._arrivals, begins)
                came += bisect_left(self._arrivals, ends, lo=low) - low
                seconds += open_for
        return came / seconds if seconds else 0.0

    def _bounds(self, day: date, number: int) -> tuple[datetime, datetime]:
        begins = self._calendar.moment(day, time(number))
        if number == 23:
            return begins, self._calendar.moment(day + _DAY, time())
        return begins, self._calendar.moment(day, time(number + 1))

    def _open(self, begins: datetime, ends: datetime) -> float:
        return self._calendar.open_between(begins, ends).total_seconds()

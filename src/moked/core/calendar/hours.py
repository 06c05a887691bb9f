"""Weekly opening hours, as a person writes them on the door.

A period lies within one day and may run to 24:00; a night shift is two periods. Its end is not
part of it: at 13:00 a place open 08:00-13:00 is closed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from moked.core.errors import Refused

DAY = 24 * 60
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PERIOD = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)")


class Period(NamedTuple):
    """Open from `opens` until just before `closes`, both in minutes after midnight (0 to 1440)."""

    opens: int
    closes: int


Periods = tuple[Period, ...]
WHOLE_DAY: Periods = (Period(0, DAY),)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of each weekday, Monday first, and the hours within which a half day stays.

    A half day keeps what its weekday has inside `half`. It only ever shortens: the eve of a
    holiday that falls on a closed Saturday stays closed. By default it shortens nothing.
    """

    week: tuple[Periods, Periods, Periods, Periods, Periods, Periods, Periods]
    half: Periods = WHOLE_DAY

    def __post_init__(self) -> None:
        for of_day in (*self.week, self.half):
            checked(of_day)

    @classmethod
    def of(cls, week: Mapping[str, str], *, half: str = "00:00-24:00") -> "Hours":
        """Read `{"sun-thu": "08:00-13:00, 16:00-19:00", "fri": "08:00-13:00"}`.

        Days not named are closed. Raises Refused for what cannot be read or is said twice.
        """
        by_day: dict[int, Periods] = {}
        for days, text in week.items():
            for day in weekdays(days):
                if day in by_day:
                    raise Refused(f"The hours of {WEEK[day]} are given twice: name each day once.")
                by_day[day] = periods(text)
        mon, tue, wed, thu, fri, sat, sun = (by_day.get(day, ()) for day in range(7))
        return cls((mon, tue, wed, thu, fri, sat, sun), half=periods(half))

    def on(self, weekday: int, *, half: bool = False) -> Periods:
        """The periods of a weekday (Monday is 0), shortened where the day is a half day."""
        whole = self.week[weekday]
        return _shared(whole, self.half) if half else whole


def weekdays(text: str) -> frozenset[int]:
    """Read "fri", "sun-thu" or "mon, wed-fri" as weekday numbers, Monday 0; Refused otherwise."""
    return frozenset(day for part in _parts(text) for day in _run(part))


def periods(text: str) -> Periods:
    """Read "08:00-13:00, 16:00-19:00"; empty text is a closed day. Refused for anything else."""
    return checked(tuple(_period(part) for part in _parts(text)))


def checked(of_day: Periods) -> Periods:
    """The periods themselves, if in order, apart and within the day; Refused otherwise."""
    for period in of_day:
        if not 0 <= period.opens < period.closes <= DAY:
            raise Refused(
                f"{_written(period)} must end after it starts, and by 24:00: "
                "write a night as the end of one day and the start of the next."
            )
    for earlier, later in pairwise(of_day):
        if later.opens < earlier.closes:
            raise Refused(
                f"{_written(earlier)} and {_written(later)} overlap: "
                "write periods in order, each ending before the next."
            )
    return of_day


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")] if text.strip() else []


def _run(part: str) -> list[int]:
    first, _, last = part.lower().partition("-")
    if first not in WEEK or (last or first) not in WEEK:
        raise Refused(f"{part!r} is not a weekday: write it like sun, or sun-thu.")
    start, stop = WEEK.index(first), WEEK.index(last or first)
    # The week may be walked past Sunday: "sun-thu" starts on the last day of this list.
    return [(start + step) % 7 for step in range((stop - start) % 7 + 1)]


def _period(part: str) -> Period:
    match = _PERIOD.fullmatch(part)
    if match is None:
        raise Refused(f"{part!r} is not a period: write it like 08:00-13:00.")
    from_hour, from_minute, to_hour, to_minute = map(int, match.groups())
    return Period(from_hour * 60 + from_minute, to_hour * 60 + to_minute)


def _written(period: Period) -> str:
    (from_hour, from_minute), (to_hour, to_minute) = (divmod(minute, 60) for minute in period)
    return f"{from_hour:02}:{from_minute:02}-{to_hour:02}:{to_minute:02}"


def _shared(some: Periods, others: Periods) -> Periods:
    both = (
        Period(max(one.opens, other.opens), min(one.closes, other.closes))
        for one in some
        for other in others
    )
    return tuple(period for period in both if period.opens < period.closes)

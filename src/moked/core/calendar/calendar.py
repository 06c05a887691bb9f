"""The calendar of one place: zone, weekly hours, holidays, and the organisation's own dates.

A calendar is a value: two with the same fields are equal, and nothing can be changed from outside.
Inside it keeps the years that it has laid out. That is sound because a year follows from the
fields alone: to lose it, or to lay it out twice in two threads, changes no answer.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from moked.core.calendar.hours import WHOLE_DAY, Hours, Periods, checked
from moked.core.calendar.moments import first_tick, from_ticks, span_ticks, ticks
from moked.core.calendar.public_holidays import is_eve, is_holiday
from moked.core.calendar.years import LAST_YEAR, Year, Years, lay_out
from moked.core.errors import Refused


class NoOpening(Refused):
    """A calendar was asked for its next opening or business day, and has none for a year."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a place is open. Moments are aware, in any offset; answers are in UTC.

    zone: its IANA name, such as "Asia/Jerusalem".
    holidays: a country "IL" or region "GB-ENG" whose public holidays are closed days.
    eves: whether the day before a holiday is a half day.
    business_days: the weekdays (Monday 0) that count as business days, holidays and `closed` dates
        excepted, whatever the hours; None counts every day with an opening.
    closed, half: dates of the organisation's own; closed wins over half.
    opened: dates with periods of their own, which win over everything, holidays too.

    Outside the years 1970 to 2100 every calendar is closed. Raises Refused for an unknown zone at
    once, for an unknown country when first asked, so that start-up does not pay for the holidays.
    """

    zone: str
    hours: Hours
    _: KW_ONLY
    holidays: str | None = None
    eves: bool = False
    business_days: frozenset[int] | None = None
    closed: frozenset[date] = frozenset()
    half: frozenset[date] = frozenset()
    opened: Mapping[date, Periods] = field(default_factory=dict, hash=False)
    _zone: ZoneInfo = field(init=False, repr=False, compare=False)
    _years: Years = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_zone", _known_zone(self.zone))
        object.__setattr__(self, "_years", Years(self._laid_out))
        object.__setattr__(self, "opened", {day: checked(of) for day, of in self.opened.items()})

    # Wall time

    def local(self, at: datetime) -> datetime:
        """The moment as the clocks of the place show it."""
        return at.astimezone(self._zone)

    def moment(self, day: date, wall: time) -> datetime:
        """The first moment at which the clocks show that time of that day, or later.

        A time shown twice in autumn is the first of the two; one skipped in spring is the jump.
        """
        return from_ticks(first_tick(datetime.combine(day, wall.replace(fold=0), self._zone)))

    # Days

    def is_holiday(self, day: date) -> bool:
        """Whether it is a public holiday of the place, whatever the organisation makes of it."""
        return self.holidays is not None and is_holiday(self.holidays, day)

    def is_half_day(self, day: date) -> bool:
        """Whether the organisation names it a half day, or it is the eve of a holiday."""
        if day in self.half:
            return True
        return self.eves and self.holidays is not None and is_eve(self.holidays, day)

    def periods_on(self, day: date) -> Periods:
        """The periods of a day in wall time; empty if closed."""
        if day in self.opened:
            return self.opened[day]
        if day in self.closed or self.is_holiday(day):
            return ()
        return self.hours.on(day.weekday(), half=self.is_half_day(day))

    def open_of_day(self, day: date) -> datetime | None:
        """The first opening of the day; None if closed all day."""
        span = self._years.span_of(day)
        return None if span is None else from_ticks(span[0])

    def close_of_day(self, day: date) -> datetime | None:
        """The last closing of the day (at 24:00, the next midnight); None if closed all day."""
        span = self._years.span_of(day)
        return None if span is None else from_ticks(span[1])

    def closing(self, at: datetime) -> datetime | None:
        """The last closing of the moment's own day, if it is still to come; else None.

        In the lunch break of a split day that is the evening's closing.
        """
        close = self.close_of_day(self.local(at).date())
        return close if close is not None and at < close else None

    # Business days

    def is_business_day(self, day: date) -> bool:
        """Whether the day counts in a deadline of so many business days."""
        if self.business_days is None:
            return bool(self.periods_on(day))
        if day.weekday() not in self.business_days or day in self.closed:
            return False
        return not self.is_holiday(day)

    def business_day_after(self, day: date, n: int) -> date:
        """The n-th business day after the day, which is not counted itself; n of 1 or more.

        Raises NoOpening if a year has none, ValueError for n below 1.
        """
        if n < 1:
            raise ValueError(f"n counts business days from 1, not {n}")
        found = self._years.business_after(day, n)
        if found is None:
            raise self._no("business day", day)
        return found

    def previous_business_day(self, day: date) -> date:
        """The last business day before the day. Raises NoOpening if there is none for a year."""
        found = self._years.business_before(day)
        if found is None:
            raise self._no("business day", day)
        return found

    def business_days_between(self, a: date, b: date) -> int:
        """How many business days come after `a` and not after `b`; negative if `b` is earlier.

        So `business_days_between(day, business_day_after(day, n)) == n`.
        """
        return self._years.business_between(a, b)

    # Open time

    def is_open(self, at: datetime) -> bool:
        """Whether the place is open at the moment; at the very closing it is not."""
        tick = ticks(at)
        return self._years[self._years.number_at(tick)].is_open(tick)

    def next_opening(self, at: datetime) -> datetime:
        """The moment itself if open, else the next opening.

        Raises NoOpening if neither the rest of the year nor the year after has one.
        """
        opening = self._years.next_opening(ticks(at))
        if opening is None:
            raise self._no("opening", at)
        return from_ticks(opening)

    def open_between(self, start: datetime, end: datetime) -> timedelta:
        """The open time from start to end; negative if the end is earlier."""
        return timedelta(0, 0, self._years.open_between(ticks(start), ticks(end)))

    def add_open(self, at: datetime, span: timedelta) -> datetime:
        """The earliest moment by which so much open time has passed since `at`.

        No span at all gives `at`, open or not. A span used up at a closing ends there, not at the
        next opening. Raises NoOpening if a year passes without any, ValueError for a span below 0.
        """
        wanted = span_ticks(span)
        if wanted < 0:
            raise ValueError("open time is added forward only; measure it with open_between")
        if wanted == 0:
            return at.astimezone(UTC)
        found = self._years.add_open(ticks(at), wanted)
        if found is None:
            raise self._no("opening", at)
        return from_ticks(found)

    def _laid_out(self, number: int) -> Year:
        first = date(number, 1, 1).toordinal()
        days = [date.fromordinal(day) for day in range(first, date(number + 1, 1, 1).toordinal())]
        business = [day for day in days if self.is_business_day(day)]
        return lay_out(number, self._zone, ((day, self.periods_on(day)) for day in days), business)

    def _no(self, what: str, since: date) -> NoOpening:
        return NoOpening(
            f"The calendar of {self.zone} has no {what} near {since}, for a year or up to its end "
            f"in {LAST_YEAR}: give it weekly hours, or leave this deadline out of the policy."
        )


def always(zone: str) -> Calendar:
    """A place that never closes: every hour is open and every day a business day."""
    return Calendar(zone, Hours((WHOLE_DAY,) * 7))


def _known_zone(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError):
        raise Refused(f"{zone!r} is not a time zone: write it like Asia/Jerusalem.") from None

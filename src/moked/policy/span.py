"""Spans of time as policy writes them: by the clock, in open hours, or in business days."""

import re
from datetime import datetime, time, timedelta
from enum import StrEnum

import msgspec

from moked.core.calendar import Calendar


class Basis(StrEnum):
    """What a span counts."""

    CLOCK = "clock"
    OPEN = "open"
    BUSINESS_DAYS = "business days"


_UNITS = {"s": 1, "min": 60, "h": 3600, "d": 86400}
# Half a business day is no day to end on, and none at all is not a deadline.
_WRITTEN = re.compile(r"(\d+(?:\.\d+)?) (open )?(s|min|h|d)|([1-9]\d*) business days?")
_ONE_DAY = timedelta(days=1)


class Span(msgspec.Struct, frozen=True):
    """A length of time: `amount` in seconds, or in days where the basis is business days."""

    amount: float
    basis: Basis = Basis.CLOCK

    @classmethod
    def parse(cls, text: str) -> "Span | None":
        """Return the span that `text` writes ("360 s", "3 open h", "15 business days"), or None."""
        written = _WRITTEN.fullmatch(text)
        if written is None:
            return None
        number, is_open, unit, days = written.groups()
        if days:
            return cls(float(days), Basis.BUSINESS_DAYS)
        return cls(float(number) * _UNITS[unit], Basis.OPEN if is_open else Basis.CLOCK)

    @property
    def length(self) -> timedelta:
        """The span as time on the clock; a span of business days has no such length."""
        if self.basis is Basis.BUSINESS_DAYS:
            raise TypeError("business days have no fixed length; ask `after`")
        return timedelta(seconds=self.amount)

    @property
    def shortest(self) -> timedelta:
        """Time on the clock than which the span is never shorter, whatever the calendar.

        Of business days, the first may begin in a moment, and one may be short for its change of clocks.
        """
        if self.basis is Basis.BUSINESS_DAYS:
            return timedelta(days=max(self.amount - 2, 0))
        return timedelta(seconds=self.amount)

    def after(self, at: datetime, calendar: Calendar) -> datetime:
        """Return the moment at which the span has passed since `at`.

        A span of business days ends at the close of the last of them; the day of `at` is not counted.
        """
        if self.basis is Basis.CLOCK:
            return at + timedelta(seconds=self.amount)
        if self.basis is Basis.OPEN:
            return calendar.add_open(at, timedelta(seconds=self.amount))
        day = calendar.business_day_after(calendar.local(at).date(), int(self.amount))
        # A business day may have no opening hours; its end is then midnight.
        return calendar.close_of_day(day) or calendar.moment(day + _ONE_DAY, time())

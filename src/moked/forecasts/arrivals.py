"""How many contacts to expect in each half-hour of the week, and how odd it is that none came.

The rule: an hour with nothing counts. The mean is over the dates on which somebody looked, not
over the dates on which something happened, so the caller says which dates those were.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from moked.forecasts.series import falling_root, log_sum, log_terms

HALF_HOUR = timedelta(minutes=30)


class Slot(NamedTuple):
    """A half-hour of the week: weekday as in `date.weekday` (Monday 0), half_hour 0..47."""

    weekday: int
    half_hour: int


def slot_of(at: datetime) -> Slot:
    """Return the slot of a moment, on the clock that the moment carries: give local time."""
    return Slot(at.weekday(), at.hour * 2 + at.minute // 30)


@dataclass(frozen=True, slots=True)
class Expected:
    """So many contacts came in this slot over so many dates."""

    count: int
    dates: int

    @property
    def mean(self) -> float:
        """Contacts to expect in one such half-hour."""
        return self.count / self.dates

    def interval(self, share: float = 0.95) -> tuple[float, float]:
        """Return the exact Poisson interval of the mean (Garwood, Biometrika 28, 1936).

        It holds the true mean with at least this probability if arrivals are Poisson. Real days
        differ by more than that (Brown et al., JASA 100, 2005): read it as the narrowest claim.
        """
        if not 0 < share < 1:
            raise ValueError(f"a share lies strictly between 0 and 1: {share}")
        low, high = _garwood(self.count, (1 - share) / 2)
        return low / self.dates, high / self.dates


def expected_arrivals(moments: Iterable[datetime], dates: Iterable[date]) -> dict[Slot, Expected]:
    """Return what to expect in each of the 48 slots of every weekday among the watched dates.

    Moments on a date that was not watched are left out.
    """
    watched = set(dates)
    counts = Counter(slot_of(at) for at in moments if at.date() in watched)
    days = Counter(day.weekday() for day in watched)
    return {
        Slot(weekday, half): Expected(counts[Slot(weekday, half)], days[weekday])
        for weekday in days
        for half in range(48)
    }


def expected_between(history: Mapping[Slot, Expected], start: datetime, end: datetime) -> float:
    """Return the contacts to expect from start to end, with parts of half-hours in proportion.

    KeyError when the span touches a weekday without history: silence says nothing there.
    """
    total = 0.0
    while start < end:
        into = timedelta(minutes=start.minute % 30, seconds=start.second)
        until = min(start - into - timedelta(microseconds=start.microsecond) + HALF_HOUR, end)
        total += history[slot_of(start)].mean * ((until - start) / HALF_HOUR)
        start = until
    return total


def silence_is_odd(expected: float) -> float:
    """Return the probability that nothing comes in when so many contacts are expected: exp(-x).

    Small is odd: 0.001 means that a working channel is so quiet once in a thousand such spans.
    """
    if expected < 0:
        raise ValueError(f"an expected number is not negative: {expected}")
    return math.exp(-expected)


def _garwood(count: int, beyond: float) -> tuple[float, float]:
    """Return the means at which `count` or more, and `count` or fewer, have chance `beyond`."""
    # Chebyshev: a mean further off than 1/sqrt(beyond) deviations cannot give that chance.
    far = count + 1 + (1 + math.sqrt(count + 1)) * 4 / beyond
    low = 0.0
    if count:
        low = falling_root(lambda mean: _at_most(count - 1, mean) - (1 - beyond), 0.0, far)
    return low, falling_root(lambda mean: _at_most(count, mean) - beyond, 0.0, far)


def _at_most(count: int, mean: float) -> float:
    """Return P(Poisson(mean) <= count)."""
    return math.exp(log_sum(log_terms(mean / k for k in range(1, count + 1))) - mean)

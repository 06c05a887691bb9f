"""Opening, laid out year by year for bisection.

Once a year is laid out no time zone and no holiday is asked again, so an answer costs a microsecond
or three, however many openings lie between its moments.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, chain
from zoneinfo import ZoneInfo

from moked.core.calendar.hours import Periods
from moked.core.calendar.moments import wall_tick

# The years that the holiday tables know. Before and after them every calendar is closed, which
# also keeps a wild date in somebody's log from laying out eight thousand years.
FIRST_YEAR, LAST_YEAR = 1970, 2100

Span = tuple[int, int]

_MEAN_YEAR = 31_556_952_000_000  # microseconds in 365.2425 days


@dataclass(frozen=True, slots=True)
class Year:
    """One local year from `start` to `end`, in ticks: its open spans and its business days.

    `through` holds the open time of the year up to the end of each span; `days` the first opening
    and the last closing of each day that has any.
    """

    start: int
    end: int
    opens: list[int]
    closes: list[int]
    through: list[int]
    days: dict[date, Span]
    business: list[date]
    total: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", self.through[-1] if self.through else 0)

    def is_open(self, tick: int) -> bool:
        """Whether a span holds the moment; a span does not hold its own end."""
        index = bisect_right(self.opens, tick)
        return index > 0 and tick < self.closes[index - 1]

    def next_opening(self, tick: int) -> int | None:
        """The moment itself if open, else the start of the next span of the year, if any."""
        index = bisect_right(self.opens, tick)
        if index and tick < self.closes[index - 1]:
            return tick
        return self.opens[index] if index < len(self.opens) else None

    def open_before(self, tick: int) -> int:
        """The open time from New Year to the moment."""
        index = bisect_right(self.opens, tick) - 1
        return self.through[index] - max(0, self.closes[index] - tick) if index >= 0 else 0

    def reaching(self, open_time: int) -> int:
        """The first moment at which that much of the year's open time has passed (1 to total)."""
        index = bisect_left(self.through, open_time)
        return self.closes[index] - (self.through[index] - open_time)


def lay_out(
    number: int, zone: ZoneInfo, days: Iterable[tuple[date, Periods]], business: list[date]
) -> Year:
    """A year from the periods of its days, in order."""
    spans = {day: _spans(day, periods, zone) for day, periods in days}
    flat = list(chain.from_iterable(spans.values()))
    return Year(
        start=wall_tick(date(number, 1, 1), 0, zone),
        end=wall_tick(date(number + 1, 1, 1), 0, zone),
        opens=[opens for opens, _ in flat],
        closes=[closes for _, closes in flat],
        through=list(accumulate(closes - opens for opens, closes in flat)),
        days={day: (of_day[0][0], of_day[-1][1]) for day, of_day in spans.items() if of_day},
        business=business,
    )


def _spans(day: date, periods: Periods, zone: ZoneInfo) -> list[Span]:
    walls = ((wall_tick(day, p.opens, zone), wall_tick(day, p.closes, zone)) for p in periods)
    # A period that falls whole into a skipped hour is no span at all.
    return [(opens, closes) for opens, closes in walls if opens < closes]


class Years(dict[int, Year]):
    """The years of a calendar, laid out when first asked for, and the answers that cross them."""

    def __init__(self, laid_out: Callable[[int], Year]) -> None:
        super().__init__()
        self._laid_out = laid_out

    def __missing__(self, number: int) -> Year:
        year = self[number] = self._laid_out(number)
        return year

    def number_at(self, tick: int) -> int:
        """The local year of a moment; the nearest known year for one outside them."""
        number = min(max(1970 + tick // _MEAN_YEAR, FIRST_YEAR), LAST_YEAR)
        # The division may miss by one near New Year.
        if tick < self[number].start and number > FIRST_YEAR:
            return number - 1
        if tick >= self[number].end and number < LAST_YEAR:
            return number + 1
        return number

    def next_opening(self, tick: int) -> int | None:
        """The moment itself if open, else the next opening of its year or the year after."""
        number = self.number_at(tick)
        opening = self[number].next_opening(tick)
        if opening is None and number < LAST_YEAR:
            return self[number + 1].next_opening(tick)
        return opening

    def open_between(self, start: int, end: int) -> int:
        """The open time from start to end; negative if the end is earlier."""
        first, last = self.number_at(start), self.number_at(end)
        if last < first:
            return -self.open_between(end, start)
        whole = sum([self[number].total for number in range(first, last)])
        return whole + self[last].open_before(end) - self[first].open_before(start)

    def add_open(self, tick: int, span: int) -> int | None:
        """The first moment a span (of 1 or more) of open time after; None if a year has none."""
        number = self.number_at(tick)
        wanted = span + self[number].open_before(tick)
        while wanted > self[number].total:
            wanted -= self[number].total
            number += 1
            if number > LAST_YEAR or not self[number].total:
                return None
        return self[number].reaching(wanted)

    def business_after(self, day: date, n: int) -> date | None:
        """The n-th business day after (n of 1 or more); None if a year has none."""
        number = _clamped(day)
        index = bisect_right(self[number].business, day) + n - 1
        while index >= len(self[number].business):
            index -= len(self[number].business)
            number += 1
            if number > LAST_YEAR or not self[number].business:
                return None
        return self[number].business[index]

    def business_before(self, day: date) -> date | None:
        """The last business day before, in its year or the one before that."""
        number = _clamped(day)
        earlier = self[number].business[: bisect_left(self[number].business, day)]
        if not earlier and number > FIRST_YEAR:
            earlier = self[number - 1].business
        return earlier[-1] if earlier else None

    def business_between(self, a: date, b: date) -> int:
        """The business days after `a` and not after `b`, negative if `b` is earlier."""
        first, last = _clamped(a), _clamped(b)
        if last < first:
            return -self.business_between(b, a)
        whole = sum([len(self[number].business) for number in range(first, last)])
        into_last = bisect_right(self[last].business, b)
        return whole + into_last - bisect_right(self[first].business, a)

    def span_of(self, day: date) -> Span | None:
        """The first opening and the last closing of the day; None if closed all day."""
        return self[_clamped(day)].days.get(day)


def _clamped(day: date) -> int:
    return min(max(day.year, FIRST_YEAR), LAST_YEAR)

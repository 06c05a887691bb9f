"""Laws of open time, against a clock that is walked minute by minute across both clock changes."""

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from moked.core.calendar import Calendar, Hours, NoOpening, Period, Periods

MINUTE = timedelta(minutes=1)
JERUSALEM = ZoneInfo("Asia/Jerusalem")
# Two days on either side of the clock changes of 2026, and of a New Year.
STARTS = [datetime(2026, 3, 24, 22, tzinfo=UTC), datetime(2026, 10, 22, 21, tzinfo=UTC)]
STARTS += [datetime(2026, 12, 29, 22, tzinfo=UTC)]
LENGTH = 5 * 24 * 60


@cache
def walked(start: datetime) -> list[tuple[date, int]]:
    """The day and minute of each minute's wall clock; turned back, it stands until it is past."""
    shown = [(start + minute * MINUTE).astimezone(JERUSALEM) for minute in range(LENGTH)]
    latest: list[tuple[date, int]] = []
    for clock in shown:
        now = (clock.date(), clock.hour * 60 + clock.minute)
        latest.append(max(now, latest[-1]) if latest else now)
    return latest


def minutes_open(calendar: Calendar, start: datetime) -> list[int]:
    """The minutes after the start in which the calendar's wall hours say open."""
    days = {day for day, _ in walked(start)}
    said = {
        (day, minute)
        for day in days
        for period in calendar.periods_on(day)
        for minute in range(period.opens, period.closes)
    }
    return [number for number, shown in enumerate(walked(start)) if shown in said]


@st.composite
def days(draw: st.DrawFn) -> Periods:
    """Up to three periods; many edges fall into the hours that clocks skip or show twice."""
    edge = st.one_of(st.integers(0, 1440), st.integers(55, 185), st.sampled_from([0, 120, 1440]))
    edges = sorted(draw(st.lists(edge, max_size=6, unique=True)))
    return tuple(Period(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    mon, tue, wed, thu, fri, sat, sun = (draw(days()) for _ in range(7))
    return Calendar("Asia/Jerusalem", Hours((mon, tue, wed, thu, fri, sat, sun)))


minutes = st.integers(0, LENGTH)
moments = st.builds(
    lambda at, zone: at.astimezone(zone),
    st.timedeltas(timedelta(0), timedelta(days=420)).map(datetime(2025, 12, 1, tzinfo=UTC).__add__),
    st.sampled_from([UTC, JERUSALEM]),
)
spans = st.timedeltas(timedelta(0), timedelta(days=90))


@given(calendars(), st.sampled_from(STARTS), minutes, minutes)
def test_open_time_is_the_number_of_minutes_walked(
    calendar: Calendar, start: datetime, a: int, b: int
) -> None:
    opened = minutes_open(calendar, start)
    counted = bisect_left(opened, b) - bisect_left(opened, a)
    assert calendar.open_between(start + a * MINUTE, start + b * MINUTE) == counted * MINUTE


@given(calendars(), st.sampled_from(STARTS), st.integers(0, LENGTH - 1))
def test_open_and_next_opening_agree_with_the_walk(
    calendar: Calendar, start: datetime, minute: int
) -> None:
    opened = minutes_open(calendar, start)
    at = start + minute * MINUTE
    ahead = opened[bisect_left(opened, minute) :]
    assert calendar.is_open(at) is (ahead[:1] == [minute])
    if ahead:
        assert calendar.next_opening(at) == start + ahead[0] * MINUTE


@given(calendars(), st.sampled_from(STARTS), minutes, st.integers(1, 600))
def test_added_minutes_end_where_the_walk_has_counted_them(
    calendar: Calendar, start: datetime, minute: int, wanted: int
) -> None:
    opened = minutes_open(calendar, start)
    ahead = opened[bisect_left(opened, minute) :]
    assume(len(ahead) >= wanted)
    due = calendar.add_open(start + minute * MINUTE, wanted * MINUTE)
    assert due == start + (ahead[wanted - 1] + 1) * MINUTE


@given(calendars(), moments, spans)
def test_adding_and_measuring_undo_each_other_and_the_moment_is_the_earliest(
    calendar: Calendar, at: datetime, span: timedelta
) -> None:
    assume(any(calendar.hours.week))
    due = calendar.add_open(at, span)
    assert calendar.open_between(at, due) == span
    if span:
        assert calendar.open_between(at, due - timedelta.resolution) < span


@given(calendars(), moments, spans, spans)
def test_spans_may_be_added_one_after_another(
    calendar: Calendar, at: datetime, one: timedelta, other: timedelta
) -> None:
    assume(any(calendar.hours.week))
    assert calendar.add_open(calendar.add_open(at, one), other) == calendar.add_open(
        at, one + other
    )


@given(calendars(), moments, moments, moments)
def test_open_time_adds_up_over_any_waypoint(
    calendar: Calendar, a: datetime, b: datetime, c: datetime
) -> None:
    by_way = calendar.open_between(a, b) + calendar.open_between(b, c)
    assert by_way == calendar.open_between(a, c)


@given(calendars(), moments)
def test_the_next_opening_is_open_and_nothing_is_open_before_it(
    calendar: Calendar, at: datetime
) -> None:
    try:
        opening = calendar.next_opening(at)
    except NoOpening:
        assert not any(calendar.hours.week)
        return
    assert calendar.is_open(opening)
    assert calendar.open_between(at, opening) == timedelta(0)
    assert (opening == at.astimezone(UTC)) is calendar.is_open(at)


@given(calendars(), st.dates(date(2025, 6, 1), date(2027, 6, 1)), st.integers(1, 600))
def test_counting_business_days_undoes_going_forward(calendar: Calendar, day: date, n: int) -> None:
    assume(any(calendar.hours.week))
    later = calendar.business_day_after(day, n)
    assert calendar.is_business_day(later)
    assert calendar.business_days_between(day, later) == n
    assert calendar.business_days_between(later, day) == -n
    assert calendar.business_days_between(day, calendar.previous_business_day(later)) == n - 1

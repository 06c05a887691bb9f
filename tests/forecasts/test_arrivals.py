"""Contacts to expect by half-hour, and the oddness of silence."""

import math
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.forecasts.arrivals import (
    Expected,
    Slot,
    expected_arrivals,
    expected_between,
    silence_is_odd,
    slot_of,
)

SUNDAY = date(2026, 3, 1)
SUNDAYS = [SUNDAY, SUNDAY + timedelta(weeks=1)]


def on(day, clock):
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "half_hour"), [("00:00", 0), ("08:29", 16), ("08:30", 17), ("23:59", 47)]
)
def test_a_moment_belongs_to_its_half_hour(clock, half_hour):
    assert slot_of(on(SUNDAY, clock)) == Slot(6, half_hour)


def test_the_mean_is_over_the_dates_watched_not_the_dates_with_contacts():
    history = expected_arrivals([on(SUNDAY, "09:00"), on(SUNDAY, "09:10")], SUNDAYS)
    assert history[Slot(6, 18)] == Expected(count=2, dates=2)
    assert history[Slot(6, 18)].mean == 1


def test_a_half_hour_in_which_nothing_came_expects_nothing():
    assert expected_arrivals([], SUNDAYS)[Slot(6, 3)] == Expected(count=0, dates=2)


def test_a_weekday_that_was_not_watched_is_not_known():
    history = expected_arrivals([on(SUNDAY + timedelta(days=1), "09:00")], SUNDAYS)
    assert len(history) == 48
    assert sum(slot.count for slot in history.values()) == 0


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904)]
)
def test_the_interval_is_garwoods(count, low, high):
    assert Expected(count, 1).interval() == (
        pytest.approx(low, abs=5e-5),
        pytest.approx(high, abs=5e-5),
    )


def test_twice_the_dates_halve_the_interval_of_the_same_count():
    once, twice = Expected(10, 1).interval(), Expected(10, 2).interval()
    assert twice == pytest.approx([end / 2 for end in once])


@given(st.integers(0, 200), st.integers(1, 50), st.floats(0.5, 0.99))
def test_the_interval_surrounds_the_mean(count, dates, share):
    low, high = Expected(count, dates).interval(share)
    assert low <= count / dates < high


@pytest.mark.parametrize("share", [0, 1])
def test_an_interval_of_nothing_or_everything_is_a_bug(share):
    with pytest.raises(ValueError, match="strictly"):
        Expected(3, 1).interval(share)


def test_part_of_a_half_hour_expects_its_part():
    history = expected_arrivals([on(SUNDAY, "09:00")] * 6 + [on(SUNDAY, "09:30")] * 3, [SUNDAY])
    expected = expected_between(history, on(SUNDAY, "09:10"), on(SUNDAY, "09:40"))
    assert expected == pytest.approx(6 * 2 / 3 + 3 * 1 / 3)


def test_a_span_within_one_half_hour_expects_its_part():
    history = expected_arrivals([on(SUNDAY, "09:00")] * 6, [SUNDAY])
    start = on(SUNDAY, "09:10") + timedelta(seconds=30, microseconds=5)
    assert expected_between(history, start, start + timedelta(minutes=5)) == pytest.approx(1)


def test_no_time_expects_nothing():
    assert expected_between({}, on(SUNDAY, "09:00"), on(SUNDAY, "09:00")) == 0


def test_silence_on_a_day_without_history_says_nothing():
    history = expected_arrivals([], [SUNDAY])
    with pytest.raises(KeyError):
        expected_between(history, on(SUNDAY, "23:30"), on(SUNDAYS[1], "00:30"))


def test_silence_is_odd_when_seven_were_expected():
    assert silence_is_odd(7) == pytest.approx(0.000912, abs=1e-6)


def test_silence_is_no_wonder_when_nothing_was_expected():
    assert silence_is_odd(0) == 1


@given(st.floats(0, 50), st.floats(0, 50))
def test_two_quiet_spans_are_as_odd_as_both_together(first, second):
    both = silence_is_odd(first) * silence_is_odd(second)
    assert math.isclose(silence_is_odd(first + second), both, rel_tol=1e-9)


def test_a_negative_expectation_is_a_bug():
    with pytest.raises(ValueError, match="not negative"):
        silence_is_odd(-1)

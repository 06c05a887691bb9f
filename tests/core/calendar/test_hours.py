"""Opening hours as people write them."""

import pytest

from moked.core.calendar import Hours, Period, periods, weekdays
from moked.core.errors import Refused

MON, FRI, SAT, SUN = 0, 4, 5, 6


def test_a_day_may_have_several_periods_and_run_to_midnight() -> None:
    assert periods("08:00-13:00, 16:00-24:00") == (Period(480, 780), Period(960, 1440))


def test_one_period_may_start_where_another_ends() -> None:
    assert periods("08:00-12:00, 12:00-13:00") == (Period(480, 720), Period(720, 780))


def test_no_text_is_a_closed_day() -> None:
    assert periods(" ") == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("fri", {FRI}),
        ("sun-thu", {SUN, 0, 1, 2, 3}),
        ("Mon, wed-fri", {MON, 2, 3, FRI}),
        ("sat-sun", {SAT, SUN}),
        ("", set()),
    ],
)
def test_weekdays_are_read_singly_and_in_runs_past_the_end_of_the_week(
    text: str, days: set[int]
) -> None:
    assert weekdays(text) == days


@pytest.mark.parametrize("text", ["someday", "-sun", "sun-thursday", "sun thu"])
def test_what_is_no_weekday_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="sun-thu"):
        weekdays(text)


@pytest.mark.parametrize("text", ["8:00-13:00", "08:00", "08:60-13:00", "08:00-13:00 16:00-19:00"])
def test_what_is_no_period_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="like 08:00-13:00"):
        periods(text)


@pytest.mark.parametrize("text", ["22:00-06:00", "08:00-08:00", "08:00-24:01"])
def test_a_period_must_end_later_on_the_same_day(text: str) -> None:
    with pytest.raises(Refused, match=f"{text} must end"):
        periods(text)


@pytest.mark.parametrize("text", ["08:00-13:00, 12:59-19:00", "16:00-19:00, 08:00-13:00"])
def test_periods_that_overlap_or_stand_out_of_order_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="overlap"):
        periods(text)


def test_hours_built_without_text_are_checked_too() -> None:
    with pytest.raises(Refused, match="must end"):
        Hours(((Period(600, 540),), (), (), (), (), (), ()))


def test_days_not_named_are_closed() -> None:
    hours = Hours.of({"sun-thu": "08:00-19:00"})
    assert hours.on(SUN) == (Period(480, 1140),)
    assert hours.on(FRI) == ()


def test_a_day_named_twice_is_refused() -> None:
    with pytest.raises(Refused, match="hours of mon are given twice"):
        Hours.of({"sun-thu": "08:00-19:00", "mon": "09:00-10:00"})


def test_a_half_day_keeps_what_lies_inside_the_half_hours() -> None:
    hours = Hours.of({"mon": "08:00-12:00, 12:30-14:00, 16:00-19:00"}, half="09:00-13:00")
    assert hours.on(MON, half=True) == (Period(540, 720), Period(750, 780))


def test_a_half_day_never_opens_what_its_weekday_closes() -> None:
    hours = Hours.of({"sat": "20:00-24:00"}, half="08:00-13:00")
    assert hours.on(SAT, half=True) == ()
    assert hours.on(FRI, half=True) == ()


def test_without_half_hours_a_half_day_is_a_day_like_any() -> None:
    hours = Hours.of({"mon": "08:00-19:00"})
    assert hours.on(MON, half=True) == hours.on(MON)

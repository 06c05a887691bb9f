"""Public holidays by place, and the eves of Israel."""

import os
import subprocess
import sys
from datetime import date

import pytest

from moked.core.calendar.public_holidays import is_eve, is_holiday, public_holidays
from moked.core.errors import Refused

# Feasts of 5786 and 5787 in 2026: name, eve, days without work.
FEASTS_2026 = {
    "Passover": (date(2026, 4, 1), [date(2026, 4, 2)]),
    "the seventh day of Passover": (date(2026, 4, 7), [date(2026, 4, 8)]),
    "Independence Day": (date(2026, 4, 21), [date(2026, 4, 22)]),
    "Shavuot": (date(2026, 5, 21), [date(2026, 5, 22)]),
    "Rosh Hashanah": (date(2026, 9, 11), [date(2026, 9, 12), date(2026, 9, 13)]),
    "Yom Kippur": (date(2026, 9, 20), [date(2026, 9, 21)]),
    "Sukkot": (date(2026, 9, 25), [date(2026, 9, 26)]),
    "Simchat Torah": (date(2026, 10, 2), [date(2026, 10, 3)]),
}


@pytest.mark.parametrize("feast", FEASTS_2026)
def test_israel_rests_on_its_feasts_and_their_eves_are_eves(feast: str) -> None:
    eve, rest = FEASTS_2026[feast]
    assert is_eve("IL", eve)
    assert not is_holiday("IL", eve)
    assert all(is_holiday("IL", day) and not is_eve("IL", day) for day in rest)


def test_israel_has_no_other_public_holidays() -> None:
    assert public_holidays("IL", 2026) == {day for _, rest in FEASTS_2026.values() for day in rest}


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 4, 5), id="chol hamoed of Passover"),
        pytest.param(date(2026, 9, 28), id="chol hamoed of Sukkot"),
        pytest.param(date(2026, 3, 3), id="Purim"),
        pytest.param(date(2026, 7, 23), id="Tisha B'Av"),
        pytest.param(date(2026, 4, 20), id="the evening on which Memorial Day begins"),
    ],
)
def test_some_named_days_in_israel_are_neither_holiday_nor_eve(day: date) -> None:
    assert not is_holiday("IL", day)
    assert not is_eve("IL", day)


@pytest.mark.parametrize(
    ("memorial", "independence"),
    [
        pytest.param(date(2024, 5, 13), date(2024, 5, 14), id="put off from a Monday"),
        pytest.param(date(2025, 4, 30), date(2025, 5, 1), id="brought forward from a Saturday"),
        pytest.param(date(2021, 4, 14), date(2021, 4, 15), id="brought forward from a Friday"),
        pytest.param(date(2023, 4, 25), date(2023, 4, 26), id="on its own date"),
    ],
)
def test_memorial_day_is_the_eve_of_independence_day_wherever_the_law_moves_it(
    memorial: date, independence: date
) -> None:
    assert is_eve("IL", memorial)
    assert is_holiday("IL", independence)


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("ES", date(2026, 10, 12)),
        ("ES-MD", date(2026, 5, 2)),
        ("gb", date(2026, 5, 25)),
        ("GB-ENG", date(2026, 8, 31)),
        ("DE", date(2026, 10, 3)),
        ("DE-BY", date(2026, 1, 6)),
        ("US", date(2026, 7, 3)),
        ("BR", date(2026, 9, 7)),
        ("AU", date(2026, 4, 25)),
        ("AU-NSW", date(2026, 6, 8)),
    ],
)
def test_other_places_have_their_own_holidays(place: str, day: date) -> None:
    assert is_holiday(place, day)


def test_a_country_without_a_region_has_only_what_the_whole_country_keeps() -> None:
    assert not is_holiday("GB", date(2026, 8, 31))


def test_the_eve_of_new_year_is_found_across_the_year_end() -> None:
    assert is_eve("DE", date(2026, 12, 31))


@pytest.mark.parametrize("place", ["XX", "GB-ZZZ", ""])
def test_an_unknown_place_is_refused_with_an_example(place: str) -> None:
    with pytest.raises(Refused, match="like IL or a region like GB-ENG"):
        public_holidays(place, 2026)


def test_nothing_imports_the_holidays_before_a_calendar_asks_for_one() -> None:
    code = "import sys, moked.core.calendar; sys.exit('holidays' in sys.modules)"
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | paths)

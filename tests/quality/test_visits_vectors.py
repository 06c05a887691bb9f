"""Israel's law of visits by the worked examples of its explainers: an appointment at 13:00."""

import pytest

from moked.quality.replay import replay
from tests.quality import words as w
from tests.quality.table import IL
from tests.quality.words import at

BOOKED = w.visit_booked("Sun 10:00", hour="Tue 13:00")


def failures(*events):
    """Return what an appointment led to, as codes with the sum owed."""
    found = replay([BOOKED, *events], IL, until=at("Sun2 12:00"))
    return [(f.code, f.facts.get("amount")) for f in found]


@pytest.mark.parametrize(
    ("arrived", "expected"),
    {
        "14:59": [],
        "15:00": [],
        "16:59": [("F17", None)],
        "17:01": [("F17", 300)],
        "17:59": [("F17", 300)],
        "18:01": [("F17", 600)],
    }.items(),
)
def test_lateness_is_owed_from_the_fourth_hour(arrived, expected):
    assert failures(w.visit_arrived(f"Tue {arrived}")) == expected


def test_cancelled_by_eight_the_evening_before_is_in_time():
    assert failures(w.visit_cancelled("Mon 19:59")) == []


def test_cancelled_after_eight_leaves_the_hour_as_it_stood():
    assert failures(w.visit_cancelled("Mon 20:01")) == [("F18", None), ("F17", 600)]


def test_the_customer_may_cancel_at_any_time():
    assert failures(w.visit_cancelled("Tue 12:59", by="customer")) == []

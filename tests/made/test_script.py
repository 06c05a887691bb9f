from datetime import UTC, date, datetime, timedelta

import pytest

from moked.core.events import ContactStarted, ContactTransferred
from moked.made.encounter import Encounter
from moked.made.script import Script, business_day, clock, together

DAY = date(2026, 11, 1)
NINE = clock(DAY, "09:00")


def test_a_clock_is_jerusalems():
    assert datetime(2026, 11, 1, 7, 0, tzinfo=UTC) == NINE
    assert clock(DAY, "09:00:20", days=1) - NINE == timedelta(days=1, seconds=20)


@pytest.mark.parametrize(
    ("day", "step", "expected"),
    {
        "after a Wednesday": (4, 1, 5),
        "after a Thursday": (5, 1, 8),
        "before a Sunday": (8, -1, 5),
        "after a Saturday": (7, 1, 8),
    }.values(),
)
def test_business_days_leave_out_the_weekend(day, step, expected):
    assert business_day(date(2026, 11, day), step) == date(2026, 11, expected)


def test_ids_follow_the_order_of_writing():
    script = Script("desk")
    for number in range(2):
        started = script.add(
            ContactStarted, NINE, contact=f"c{number}", channel="phone", direction="in"
        )
        assert (started.source, started.id) == ("desk", f"desk-{number:07}")


def test_moments_are_cut_to_whole_seconds():
    at = NINE + timedelta(seconds=1.75)
    moved = Script("desk").add(ContactStarted, at, contact="c1", channel="phone", direction="in")
    assert moved.at == NINE + timedelta(seconds=1)


def test_what_is_none_is_left_out_and_from_loses_its_underscore():
    event = Script("desk").add(
        ContactTransferred, NINE, contact="c1", from_="noa", to="amir", reason=None
    )
    assert (event.from_, event.reason) == ("noa", None)


def test_two_scripts_are_one_log_in_order_of_time():
    early, late = Script("a"), Script("b")
    Encounter(late, "c2", "יוסף", NINE + timedelta(minutes=1))
    Encounter(early, "c1", "דנה", NINE)
    assert [event.contact for event in together([late, early])] == ["c1", "c2"]


def test_an_encounters_moments_count_from_its_beginning():
    call = Encounter(Script("desk"), "c1", "דנה", NINE)
    assert call.at("61:40") - NINE == timedelta(minutes=61, seconds=40)


def test_messages_of_an_encounter_are_numbered():
    script = Script("desk")
    chat = Encounter(script, "c1", "דנה", NINE, channel="chat")
    chat.writes("0:10", "שלום")
    chat.reads("1:00", "נועה", "החיוב בוטל", "answer")
    assert [e.message for e in script.events[1:]] == ["c1-1", "c1-2", "c1-2"]

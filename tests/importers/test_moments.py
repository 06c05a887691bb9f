"""Moments of other systems."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.importers.moments import Clock, Order, from_epoch

JERUSALEM = ZoneInfo("Asia/Jerusalem")
NINE = datetime(2026, 1, 4, 9, tzinfo=UTC)

READ = {
    "a day comes before its month where the format says so": (
        Clock(["%d/%m/%Y %H:%M"], JERUSALEM), "04/01/2026 11:00",
    ),
    "the second format is tried where the first does not fit": (
        Clock(["%d/%m/%Y", "%Y-%m-%d %H:%M:%S"], JERUSALEM), "2026-01-04 11:00:00",
    ),
    "ISO 8601 needs no format": (Clock(), "2026-01-04T11:00:00+02:00"),
    "ISO 8601 may leave its offset to the zone": (Clock(zone=JERUSALEM), "2026-01-04 11:00"),
    "an offset that is written goes before the zone": (Clock(zone=JERUSALEM), "2026-01-04T09:00Z"),
    "seconds since 1970 are in UTC whatever the zone": (Clock(["epoch"], JERUSALEM), "1767517200"),
    "and may have a fraction": (Clock(["epoch"]), "1767517200.000000"),
}  # fmt: skip

UNREAD = {
    "no offset and no zone": (Clock(), "2026-01-04T09:00", "time without offset"),
    "no time at all": (Clock(zone=JERUSALEM), "אתמול", "is not a time"),
    "none of the formats": (Clock(["%d/%m/%Y"]), "2026-01-04", "is not a time like %d/%m/%Y"),
    "a year that stands for never": (Clock(zone=JERUSALEM), "9999-12-31", "the year 9999 is not"),
    "a year out of the calendar": (Clock(), "0001-01-01T00:00:00+05:00", "the year 1 is not"),
    "a negative epoch": (Clock(["epoch"]), "-5", "is not a time like epoch"),
}


@pytest.mark.parametrize(("clock", "text"), READ.values(), ids=READ)
def test_is_nine_in_utc(clock: Clock, text: str) -> None:
    assert clock.moment(text) == NINE
    assert clock.moment(text).tzinfo is UTC


@pytest.mark.parametrize(("clock", "text", "reason"), UNREAD.values(), ids=UNREAD)
def test_is_refused_with_a_reason(clock: Clock, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        clock.moment(text)


def test_an_hour_shown_twice_is_its_first_showing() -> None:
    at = Clock(zone=JERUSALEM).moment("2026-10-25 01:30")
    assert at == datetime(2026, 10, 24, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", ".5", "1_0", "+5", "٣", "1.", "1.x", "1e9", "9" * 12])
def test_an_epoch_is_digits_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="seconds since 1970"):
        from_epoch(text)


def test_an_epochs_fraction_counts_to_the_microsecond() -> None:
    assert from_epoch("0.1234569").microsecond == 123456


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=20))
def test_events_of_one_subject_keep_the_order_of_their_log(steps: list[tuple[int, int]]) -> None:
    order, at, keys = Order(), NINE, []
    for seconds, rank in steps:
        at += timedelta(seconds=seconds)
        placed = order.place("c1", at, rank)
        assert timedelta() <= placed - at < timedelta(milliseconds=1)
        keys.append((placed, rank))
    assert keys == sorted(keys)


def test_a_log_out_of_order_is_not_put_in_order() -> None:
    order = Order()
    order.place("c1", NINE, 5)
    earlier = NINE - timedelta(seconds=1)
    assert order.place("c1", earlier, 1) == earlier


def test_subjects_do_not_move_each_other() -> None:
    order = Order()
    order.place("c1", NINE, 5)
    assert order.place("c2", NINE, 1) == NINE
    order.forget("c1")
    assert order.place("c1", NINE, 1) == NINE

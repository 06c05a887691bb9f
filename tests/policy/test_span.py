"""Spans as policy writes them, and the moments that they come to."""

from datetime import UTC, datetime, timedelta

import pytest

from moked.core.calendar import Calendar, Hours
from moked.policy import Span
from moked.policy.span import Basis

OFFICE = Calendar("Asia/Jerusalem", Hours.of({"sun-thu": "08:00-18:00", "fri": "08:00-13:00"}))
FRIDAY_NOON = datetime(2026, 11, 6, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("360 s", Span(360)),
        ("4.5 min", Span(270)),
        ("24 h", Span(86400)),
        ("5 d", Span(432000)),
        ("3 open h", Span(10800, Basis.OPEN)),
        ("1 business day", Span(1, Basis.BUSINESS_DAYS)),
        ("15 business days", Span(15, Basis.BUSINESS_DAYS)),
    ],
)
def test_a_span_is_read_as_it_is_written(text: str, span: Span) -> None:
    assert Span.parse(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "360",
        "360s",
        "-1 h",
        "3 hours",
        "1.5 business days",
        "0 business days",
        "3 open days",
        "h",
    ],
)
def test_what_writes_no_span_is_none(text: str) -> None:
    assert Span.parse(text) is None


def test_a_span_of_the_clock_passes_while_the_place_is_closed() -> None:
    assert Span(7200).after(FRIDAY_NOON, OFFICE) == FRIDAY_NOON + timedelta(hours=2)


def test_open_time_passes_only_while_the_place_is_open() -> None:
    # An hour is left on Friday; two more pass on Sunday from eight.
    assert Span(10800, Basis.OPEN).after(FRIDAY_NOON, OFFICE) == datetime(
        2026, 11, 8, 8, tzinfo=UTC
    )


def test_business_days_end_at_the_close_of_the_last_and_do_not_count_today() -> None:
    due = Span(1, Basis.BUSINESS_DAYS).after(FRIDAY_NOON, OFFICE)
    assert due == datetime(2026, 11, 8, 16, tzinfo=UTC)


def test_a_business_day_without_hours_ends_at_midnight() -> None:
    closed = Calendar("Asia/Jerusalem", Hours.of({}), business_days=frozenset({6}))
    due = Span(1, Basis.BUSINESS_DAYS).after(FRIDAY_NOON, closed)
    assert due == datetime(2026, 11, 8, 22, tzinfo=UTC)


def test_only_business_days_have_no_length() -> None:
    assert Span(60).length == Span(60, Basis.OPEN).length == timedelta(minutes=1)
    with pytest.raises(TypeError, match="no fixed length"):
        _ = Span(1, Basis.BUSINESS_DAYS).length


@pytest.mark.parametrize("text", ["90 s", "5 d", "3 open h", "1 business day", "5 business days"])
def test_no_span_passes_before_its_shortest_time(text: str) -> None:
    span = Span.parse(text)
    assert span is not None
    for hours in range(24 * 30):
        # In this month summer time begins.
        at = datetime(2026, 3, 10, tzinfo=UTC) + timedelta(hours=hours)
        assert span.after(at, OFFICE) >= at + span.shortest

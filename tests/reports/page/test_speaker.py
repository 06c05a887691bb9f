"""Numbers, spans and dates read as the language reads them."""

from datetime import UTC, datetime, timedelta

import pytest

from moked.reports.page.parts import Cell, Kind
from moked.reports.page.speaker import Speaker
from moked.ui.language import translator
from tests.reports.page.pages import ISRAEL

ENGLISH, HEBREW = (Speaker(translator(lang), ISRAEL) for lang in ("en", "he"))
MIDNIGHT = datetime(2026, 11, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0:00"), (68.4, "1:08"), (3_600, "1:00:00"), (90_061, "25:01:01"), (5 * 86_400, "5 days")],
)
def test_a_span_is_said_as_a_clock_or_in_days(seconds: float, said: str) -> None:
    assert ENGLISH.span(seconds) == said


def test_a_small_share_has_the_digits_that_tell_it_apart() -> None:
    assert [ENGLISH.share(x) for x in (0, 0.0046, 0.209, 1)] == ["0.0%", "0.46%", "20.9%", "100.0%"]


def test_dates_are_those_of_the_place_in_the_languages_order() -> None:
    assert (ENGLISH.moment(MIDNIGHT), HEBREW.moment(MIDNIGHT)) == (
        "2 Nov 2026 00:30",
        "2.11.2026 00:30",
    )
    assert (ENGLISH.short_day(MIDNIGHT), HEBREW.short_day(MIDNIGHT)) == ("2 Nov", "2.11")


def test_a_week_begins_as_the_language_begins_it() -> None:
    assert (ENGLISH.weekdays()[0], HEBREW.weekdays()[0]) == (0, 6)
    assert HEBREW.weekday(6) == "א׳"


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (timedelta(minutes=6), "6 minutes"),
        (4 * 3_600, "4 hours"),
        (48 * 3_600, "48 hours"),
        (5 * 86_400, "5 days"),
        (90, "90 seconds"),
    ],
)
def test_a_limit_is_said_in_its_own_unit(limit: timedelta | float, said: str) -> None:
    assert ENGLISH.length(limit) == said


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (None, Kind.COUNT, "–"),
        (1_234, Kind.COUNT, "1,234"),
        (0.5, Kind.SHARE, "50.0%"),
        (61, Kind.SPAN, "1:01"),
        (13.42, Kind.NUMBER, "13.4"),
        (MIDNIGHT, Kind.MOMENT, "2 Nov 2026 00:30"),
        ("word", Kind.SEVERITY, "broken word"),
        ("word", Kind.TEXT, "word"),
    ],
)
def test_a_cell_is_said_as_its_column_says(value: Cell, kind: Kind, said: str) -> None:
    assert ENGLISH.cell(value, kind) == said


def test_what_is_not_known_is_a_dash() -> None:
    assert (ENGLISH.share(None), ENGLISH.span(None)) == ("–", "–")

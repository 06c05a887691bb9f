"""Columns that hold in both directions."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from moked.reports.columns import DOT, row, widths, wrapped
from moked.ui.language import translator

HEBREW, ENGLISH = translator("he"), translator("en")

words = st.text("ab אב漢\u0301", max_size=8)
tables = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.tuples(*[words] * columns), min_size=1, max_size=4)
)


def test_a_column_is_as_wide_as_its_widest_cell() -> None:
    assert widths([("F01", "נציג"), ("", "call lost")]) == [3, 9]
    assert widths([]) == []


@given(tables)
def test_every_row_takes_the_same_room_in_either_language(rows: list[tuple[str, ...]]) -> None:
    wide = widths(rows)
    room = {cell_len(row(cells, wide, say)) for cells in rows for say in (ENGLISH, HEBREW)}
    assert room == {sum(wide) + 2 * (len(wide) - 1)}


def test_padding_stands_outside_of_the_isolate_and_an_empty_cell_needs_none() -> None:
    assert row(("F01", ""), (5, 2), HEBREW) == "\u2068F01\u2069  " + "  " + "  "


@given(st.lists(words.filter(bool), max_size=6), st.integers(1, 30))
def test_lines_break_only_between_phrases_and_lose_none(phrases: list[str], width: int) -> None:
    lines = list(wrapped(phrases, width, ENGLISH))
    assert DOT.join(lines) == DOT.join(phrases)
    for line in lines:
        assert cell_len(line) <= width or line in phrases


@given(st.lists(words.filter(bool), max_size=6), st.integers(1, 30))
def test_no_line_ends_within_an_isolate(phrases: list[str], width: int) -> None:
    for line in wrapped(phrases, width, HEBREW):
        assert line.count("\u2068") == line.count("\u2069") > 0


def test_without_a_width_all_is_one_line() -> None:
    assert list(wrapped(["x" * 100] * 9, None, ENGLISH)) == [DOT.join(["x" * 100] * 9)]

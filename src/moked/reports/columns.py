"""Text in columns, for terminals and files, that stays in its columns in Hebrew.

A cell is isolated as a whole, its padding stands outside it, and no line ends within an isolate: so
columns keep their places whichever direction a terminal gives to the line. Tables that wrap at will cut
isolates in two, which is why this is our own.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from moked.ui.language import Translator

GAP = "  "
DOT = " · "


def widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """Return how wide each column is, in a terminal's cells."""
    found: list[int] = []
    for row in rows:
        mine = [cell_len(cell) for cell in row]
        found = [*map(max, found, mine)] if found else mine
    return found


def row(cells: Sequence[str], wide: Sequence[int], _: Translator) -> str:
    """Return one row, each cell padded to its column's width."""
    padded = (
        (cell and _.isolated(cell)) + " " * (width - cell_len(cell))
        for cell, width in zip(cells, wide, strict=True)
    )
    return GAP.join(padded)


def wrapped(phrases: Iterable[str], width: int | None, _: Translator) -> Iterator[str]:
    """Yield lines of phrases with dots between them; a phrase is never cut. None is any width."""
    line = ""
    for phrase in map(_.isolated, phrases):
        if line and width is not None and cell_len(line + DOT + phrase) > width:
            yield line
            line = phrase
        else:
            line = line + DOT + phrase if line else phrase
    if line:
        yield line

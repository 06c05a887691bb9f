"""Tables of text: rows of named columns, each with the number of the line it begins at.

Built on the standard library's csv, which knows quotes and cells that run over several lines.
"""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain

from moked.core.errors import Refused
from moked.importers.lines import Lines, is_wide, lines_of
from moked.importers.reader import Refusal
from moked.importers.sentence import one_line
from moked.importers.source import Source

Row = dict[str, str]
"""What a row holds, by column; a row that is too short holds less."""

DELIMITERS = ",;\t|"

# What spreadsheets leave round a cell: no-break spaces, and the marks of writing direction.
_AROUND = " \t\r\n\ufeff\xa0\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"


class Table:
    """A source read as a table. `columns` is its header, or what was given in place of one."""

    def __init__(
        self,
        source: Source,
        *,
        encoding: str = "utf-8",
        delimiter: str | None = None,
        columns: Sequence[str] | None = None,
    ) -> None:
        """Read the header. Without a delimiter, take the one that the first line has most of.

        Bytes that the encoding does not know become lone surrogates, for the cell to be refused.
        """
        self._source = source
        self._lost: list[Refusal] = []
        lines = self._texts(encoding)
        first = next(lines, "")
        self._cells = csv.reader(
            chain([first], lines), delimiter=delimiter or likely_delimiter(first)
        )
        self.columns = list(columns) if columns is not None else self._header()

    def rows(self) -> Iterator[tuple[int, Row] | Refusal]:
        """Yield the rows and what could not be read as one; blank lines are neither."""
        width = len(self.columns)
        for row in self._read():
            if isinstance(row, Refusal):
                yield row
                continue
            line, cells = row
            if len(cells) > width and any(map(bare, cells[width:])):
                yield Refusal(line, f"has {len(cells)} cells, and the table {width} columns")
            elif any(map(bare, cells)):
                yield line, dict(zip(self.columns, cells, strict=False))

    def need(self, columns: Sequence[str], wanted_by: str) -> None:
        """Raise Refused if the table lacks one of these columns."""
        for column in columns:
            if column not in self.columns:
                has = one_line(", ".join(self.columns))
                raise Refused(
                    f"{self._source.name}: no column {column!r}, which {wanted_by} needs; it has {has}"
                )

    def _header(self) -> list[str]:
        header = next(self._read(), (0, []))
        if isinstance(header, Refusal):
            raise Refused(f"{self._source.name}: no header in line {header.line}: {header.reason}")
        return [bare(cell) for cell in header[1]]

    def _read(self) -> Iterator[tuple[int, list[str]] | Refusal]:
        while True:
            line = self._cells.line_num + 1
            try:
                cells = next(self._cells, None)
            except csv.Error as error:
                yield Refusal(line, f"not a row: {error}")
                continue
            yield from self._lost
            self._lost.clear()
            if cells is None:
                return
            yield line, cells

    def _texts(self, encoding: str) -> Iterator[str]:
        """Yield the lines as text; one that cannot be had leaves a blank one, so that numbers hold."""
        for batch in lines_of(self._source, encoding):
            if isinstance(batch, Refusal):
                self._lost.append(batch)
                yield "\n"
            else:
                yield from self._decoded(batch, encoding)

    def _decoded(self, batch: Lines, encoding: str) -> Iterator[str]:
        codec = "utf-8" if is_wide(encoding) else encoding
        for number, line in enumerate(batch.lines, start=batch.first):
            try:
                yield line.decode(codec, "surrogateescape") + "\n"
            except UnicodeError as error:
                self._lost.append(Refusal(number, f"not {encoding}: {error}"))
                yield "\n"


def bare(cell: str) -> str:
    """Return a cell's text without what a spreadsheet leaves round it."""
    return cell.strip(_AROUND)


def likely_delimiter(header: str) -> str:
    """Return the delimiter that stands most often in a header, a comma if none does."""
    return max(DELIMITERS, key=header.count)

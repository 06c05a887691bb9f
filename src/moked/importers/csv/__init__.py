"""csv: a table of any system, through a mapping file (docs/csv-mapping.md)."""

from collections.abc import Iterator

from moked.importers.mapping import RowMapping
from moked.importers.reader import Head, Item, Reader, Refusal
from moked.importers.rows import RowReader
from moked.importers.source import Source
from moked.importers.table import DELIMITERS, Table

_WIDE = (b"\xff\xfe", b"\xfe\xff")


def looks_like(head: Head, name: str) -> bool:
    """Its first line is text and has a delimiter in it, and it is nothing in brackets."""
    first = head.lstrip().split(b"\n", 1)[0]
    readable = b"\0" not in head or head.startswith(_WIDE)
    return (
        readable
        and not first.startswith((b"{", b"[", b"<"))
        and any(delimiter.encode() in first for delimiter in DELIMITERS)
    )


def read(source: Source, mapping: RowMapping | None) -> Iterator[Item]:
    """Yield what the mapping makes of each row. Raises Refused if a column of it is missing."""
    assert mapping is not None, "open_log sees to it"
    table = Table(
        source, encoding=mapping.encoding, delimiter=mapping.delimiter, columns=mapping.columns
    )
    rows = RowReader(mapping)
    table.need(rows.columns(), mapping.file)
    for row in table.rows():
        if isinstance(row, Refusal):
            yield row
        else:
            line, cells = row
            yield from rows.items(cells, line)


READER = Reader(looks_like, read, needs_mapping=True)

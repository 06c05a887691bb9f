"""xes: the XML event logs of process mining (IEEE 1849), through a mapping file (docs/csv-mapping.md).

An event is a row: its attributes by key, and those of its trace with "trace:" before the key.
"""

from collections.abc import Iterator

from moked.importers.mapping import RowMapping
from moked.importers.reader import Head, Item, Reader, Refusal
from moked.importers.rows import RowReader
from moked.importers.source import Source
from moked.importers.xes.log import xes_rows


def looks_like(head: Head, name: str) -> bool:
    """XML with a log in it."""
    return head.lstrip().startswith(b"<") and b"<log" in head


def read(source: Source, mapping: RowMapping | None) -> Iterator[Item]:
    """Yield what the mapping makes of each event; XML that breaks ends the reading with a refusal."""
    assert mapping is not None, "open_log sees to it"
    rows = RowReader(mapping)
    for row in xes_rows(source):
        if isinstance(row, Refusal):
            yield row
        else:
            line, attributes = row
            yield from rows.items(attributes, line)


READER = Reader(looks_like, read, needs_mapping=True)

"""bpic-2013: Volvo IT's incidents of 2010-12, the log of the BPI Challenge 2013, as XES or as its CSV.

A row is one step of a case: who holds it, and in what state. Every row becomes a case.assigned, so that no
step is lost; `line` (the organization), `status` and `impact` are kept beside its fields. Waiting for
the user is waiting for the customer; VINST's "customer" is the firm that he works for, a third party.
Work after a completion is a reopening. What anybody wrote or said is not in the log.

Data: Steeman, BPI Challenge 2013, incidents, doi:10.4121/uuid:a7ce5c55-03a7-4583-b855-98b86e1a2b07.
"""

from collections.abc import Iterator

from moked.core.events import MessageReceived, MessageSent, RecordWritten, WaitAnnounced
from moked.importers.bpic_2013.cases import Cases, Step
from moked.importers.mapping import RowMapping
from moked.importers.moments import Clock
from moked.importers.reader import Head, Item, Reader, Refusal
from moked.importers.source import Source
from moked.importers.table import Row, Table
from moked.importers.xes.log import OF_TRACE, xes_rows

# What the two editions call the same thing, in the order of Step's fields.
IN_CSV = (
    "SR Number",
    "Change Date+Time",
    "Status",
    "Sub Status",
    "Involved ST",
    "Involved Org line 3",
    "Country",
    "Owner First Name",
    "Product",
    "SR Latest Impact",
)
IN_XES = (
    OF_TRACE + "concept:name",
    "time:timestamp",
    "concept:name",
    "lifecycle:transition",
    "org:group",
    "organization involved",
    "organization country",
    "org:resource",
    "product",
    "impact",
)


def looks_like(head: Head, name: str) -> bool:
    """The CSV's header, or XES with the challenge's own attributes."""
    if head.lstrip().startswith(b"<"):
        return b'"organization involved"' in head and b'"impact"' in head
    header = head.split(b"\n", 1)[0]
    return all(column.encode() in header for column in IN_CSV[:5])


def read(source: Source, mapping: RowMapping | None) -> Iterator[Item]:
    """Yield the events of each step; a row that lacks its case, moment or team is refused."""
    cases, clock = Cases(), Clock()
    if source.head.lstrip().startswith(b"<"):
        rows, names = xes_rows(source), IN_XES
    else:
        table = Table(source)
        table.need(IN_CSV, "bpic-2013")
        rows, names = table.rows(), IN_CSV
    for row in rows:
        if isinstance(row, Refusal):
            yield row
            continue
        line, cells = row
        try:
            step = _step(cells, names, clock)
        except ValueError as error:
            yield Refusal(line, str(error))
        else:
            yield from cases.events(step)


def _step(cells: Row, names: tuple[str, ...], clock: Clock) -> Step:
    case, at, status, sub_status, team, *rest = (cells.get(name, "").strip() for name in names)
    if not case or not team:
        raise ValueError("no case" if not case else "no team")
    return Step(case, clock.moment(at), status, sub_status, team, *rest)


READER = Reader(
    looks_like,
    read,
    never=frozenset({MessageReceived, MessageSent, RecordWritten, WaitAnnounced}),
)

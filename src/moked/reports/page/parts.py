"""What a page is made of, in words already: sections, tiles, pictures, tables.

A table's cells keep their values; its columns say how people read them. So one table is a table on the
page, the numbers under a picture, and a CSV file.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

Cell = str | int | float | datetime | None


class Kind(StrEnum):
    """What a column holds: spans are seconds, shares 0 to 1."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    SPAN = "span"
    NUMBER = "number"
    MOMENT = "moment"
    SEVERITY = "severity"


class Column(msgspec.Struct, frozen=True):
    """A column: its heading, what it holds, and the name it has in a file."""

    title: str
    name: str
    kind: Kind = Kind.COUNT


class Table(msgspec.Struct, frozen=True):
    """Rows of values; `name` is that of its file, `caption` says what it shows."""

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


class Picture(msgspec.Struct, frozen=True):
    """A chart: `option` is what ECharts draws, `table` the same numbers to read."""

    title: str
    description: str
    option: dict[str, Any]
    table: Table
    tall: bool = False


class Tile(msgspec.Struct, frozen=True):
    """One figure, large, with what it counts; `tone` names a severity whose colour it bears."""

    value: str
    label: str
    tone: str = ""


class Square(msgspec.Struct, frozen=True):
    """A square of a heat map: `heat` is 0 to 100, and `says` all that it shows, in words."""

    text: str
    heat: int
    says: str


class HeatMap(msgspec.Struct, frozen=True):
    """Hours across, weekdays down; None is an hour in which nothing came."""

    title: str
    caption: str
    hours: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Square | None]]]


class Proof(msgspec.Struct, frozen=True):
    """An event that shows a failure."""

    moment: str
    words: str
    id: str


class Failed(msgspec.Struct, frozen=True):
    """A finding of an incident, in words, with the events that show it."""

    moment: str
    code: str
    title: str
    severity: str
    state: str
    facts: Sequence[str]
    proofs: Sequence[Proof]


class Journey(msgspec.Struct, frozen=True):
    """An incident, in words; `sums` are its failures: severity, title, how often."""

    severity: str
    severity_words: str
    heading: str
    since: str
    sums: Sequence[tuple[str, str, str]]
    failed: Sequence[Failed]
    more: str


class Section(msgspec.Struct, frozen=True):
    """A section of the page; `short` is its title in a menu.

    `needs` says, where there is nothing to show, which events it asks for.
    """

    id: str
    short: str
    title: str
    lead: Sequence[str] = ()
    tiles: Sequence[Tile] = ()
    journeys: Sequence[Journey] = ()
    pictures: Sequence[Picture] = ()
    tables: Sequence[Table] = ()
    maps: Sequence[HeatMap] = ()
    needs: str = ""
    terms: Sequence[tuple[str, str]] = ()

"""A mapping file: which column of a table, or attribute of a log, is which field of which event.

It is TOML, described in docs/csv-mapping.md. A key that nobody knows is refused with its place, so that a
misspelt one is not quietly ignored.
"""

import codecs
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from moked.core.errors import Refused
from moked.core.events import EVENT_TYPES, Ref
from moked.importers.moments import Clock
from moked.importers.sentence import one_line

Columns = str | list[str]
"""One name, or several."""

_IN_BRACES = re.compile(r"\{([^{}]+)\}")


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a field's value comes from: just one of a column, a constant and a text with columns in it.

    `values` translates what the column holds; what it does not list is refused, unless `other` says
    what it becomes.
    """

    column: str | None = None
    constant: str | int | float | bool | None = None
    text: str | None = None
    values: dict[str, str | int | float | bool] | None = None
    other: str | int | float | bool | None = None


class EventMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event that a row may hold: its type, its moment's column or columns, its fields.

    `only` names the values of which a column must have one for the row to hold this event, `unless`
    those of which it must have none.
    """

    type: str
    at: Columns
    fields: dict[str, str | Cell]
    only: dict[str, Columns] = {}
    unless: dict[str, Columns] = {}
    id: str | None = None


class RowMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole mapping file."""

    source: Ref
    event: Annotated[list[EventMapping], Meta(min_length=1)]
    encoding: str = "utf-8"
    delimiter: Annotated[str, Meta(min_length=1, max_length=1)] | None = None
    columns: list[str] | None = None
    zone: str | None = None
    moments: list[str] = []
    file: str = msgspec.field(default="", name="$file")

    def clock(self) -> Clock:
        """Return what reads this mapping's moments."""
        return Clock(self.moments, ZoneInfo(self.zone) if self.zone else None)


def load_mapping(path: Path | str) -> RowMapping:
    """Read a mapping file. Raises Refused, naming the file and the key, for one that is wrong."""
    try:
        with Path(path).open("rb") as file:
            written = tomllib.load(file)
        mapping = msgspec.convert({**written, "$file": str(path)}, RowMapping)
        _check(mapping)
    except FileNotFoundError:
        raise Refused(f"{path}: no such mapping file") from None
    except msgspec.ValidationError as error:
        raise Refused(f"{path}: {_place(error)}") from None
    except (OSError, ValueError, LookupError, RecursionError) as error:
        raise Refused(f"{path}: {one_line(error)}") from None
    return mapping


def columns_of(columns: Columns) -> list[str]:
    """Return the names of one or several columns."""
    return [columns] if isinstance(columns, str) else columns


def columns_in(text: str) -> list[str]:
    """Return the names of the columns that stand in braces in a text."""
    return _IN_BRACES.findall(text)


def fill(text: str, values: Iterable[str]) -> str:
    """Return a text with these values in the places of its columns, in turn."""
    left = iter(values)
    return _IN_BRACES.sub(lambda _: next(left), text)


def _check(mapping: RowMapping) -> None:
    """Raise ValueError or LookupError for what is well-formed and yet cannot be meant."""
    codecs.lookup(mapping.encoding)
    mapping.clock()
    for number, event in enumerate(mapping.event, start=1):
        _check_event(f"event {number}", event)


def _check_event(place: str, event: EventMapping) -> None:
    cls = EVENT_TYPES.get(event.type)
    if cls is None:
        raise ValueError(f"{place}: {event.type!r} is not a type of event")
    known = {
        f.encode_name for f in msgspec.structs.fields(cls) if not f.encode_name.startswith("$")
    }
    for field, cell in event.fields.items():
        if field not in known:
            names = ", ".join(sorted(known))
            raise ValueError(f"{place}: {event.type} has no field {field!r}; it has {names}")
        if isinstance(cell, Cell):
            _check_cell(f"{place}, {field}", cell)


def _check_cell(place: str, cell: Cell) -> None:
    if sum(given is not None for given in (cell.column, cell.constant, cell.text)) != 1:
        raise ValueError(f"{place}: give one of column, constant and text")
    if cell.values is None and cell.other is not None:
        raise ValueError(f"{place}: `other` is for what `values` does not list")


def _place(error: msgspec.ValidationError) -> str:
    """Say a validation error with events counted from 1, as a person counts them."""
    text = re.sub(r"\[(\d+)\]", lambda found: f"[{int(found[1]) + 1}]", str(error))
    return text.replace("Object contains unknown field", "unknown key").replace("`$.", "`")

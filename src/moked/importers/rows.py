"""Rows of a table, or events of another kind of log, made into events by a mapping.

A row is a dictionary from column to text. What cannot be used in a row refuses the one event that needs
it, with the column's name; the row's other events, and the other rows, go on.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any, get_args, get_origin

import msgspec

from moked.core.events import EVENT_TYPES, Event
from moked.importers.mapping import Cell, EventMapping, RowMapping, columns_in, columns_of, fill
from moked.importers.reader import Item, Refusal
from moked.importers.table import bare

Row = Mapping[str, str]
Get = Callable[[Row], Any]


class BadCell(Exception):
    """A cell that cannot be used; the text names its column and the reason."""


class RowReader:
    """What a mapping makes of rows."""

    def __init__(self, mapping: RowMapping) -> None:
        """Prepare each event of the mapping."""
        self._kinds = [_Kind(event, mapping) for event in mapping.event]

    def columns(self) -> list[str]:
        """Return every column that the mapping names."""
        return sorted({column for kind in self._kinds for column in kind.columns})

    def items(self, row: Row, line: int) -> Iterator[Item]:
        """Yield the events of a row, and the refusals of those that it should hold and does not."""
        key = _digest(row)
        for number, kind in enumerate(self._kinds, start=1):
            try:
                event = kind.event(row, f"{key}-{number}")
            except BadCell as error:
                yield Refusal(line, f"{kind.cls.TYPE}: {error}")
            else:
                if event is not None:
                    yield event


class _Kind:
    """One event of a mapping, ready to be made of rows."""

    def __init__(self, event: EventMapping, mapping: RowMapping) -> None:
        self.cls = EVENT_TYPES[event.type]
        self._source = mapping.source
        self._clock = mapping.clock()
        self._at = columns_of(event.at)
        self._only = {column: columns_of(values) for column, values in event.only.items()}
        self._unless = {column: columns_of(values) for column, values in event.unless.items()}
        self._id = event.id
        self._cells = {name: _as_cell(cell) for name, cell in event.fields.items()}
        types = {f.encode_name: f.type for f in msgspec.structs.fields(self.cls)}
        self._moments = {name for name in self._cells if _admits(types[name], datetime)}
        self._lists = {name for name in self._cells if _admits(types[name], list)}
        self.columns = {
            *self._at,
            *self._only,
            *self._unless,
            *columns_in(self._id or ""),
            *(column for cell in self._cells.values() for column in _columns(cell)),
        }

    def event(self, row: Row, id: str) -> Event | None:
        """Return the row's event, or None where it did not happen: filtered out, or no moment."""
        if not self._holds(row):
            return None
        at = " ".join(text for column in self._at if (text := _text(row, column)))
        if not at:
            return None
        data = {"$source": self._source, "$at": self._moment(at, self._at[0])}
        data["$id"] = _filled(self._id, row) or id if self._id else id
        for name, cell in self._cells.items():
            value = _value(cell, row)
            if value is not None:
                data[name] = self._typed(name, value, cell)
        try:
            return msgspec.convert(data, self.cls, strict=False)
        except msgspec.ValidationError as error:
            raise BadCell(str(error).replace("`$.", "`")) from None

    def _holds(self, row: Row) -> bool:
        return all(
            _text(row, column) in values for column, values in self._only.items()
        ) and not any(_text(row, column) in values for column, values in self._unless.items())

    def _typed(self, name: str, value: Any, cell: Cell) -> Any:
        if name in self._moments and isinstance(value, str):
            return self._moment(value, cell.column or name)
        return [value] if name in self._lists else value

    def _moment(self, text: str, column: str) -> datetime:
        try:
            return self._clock.moment(text)
        except ValueError as error:
            raise BadCell(f"column {column!r}: {error}") from None


def _as_cell(written: str | Cell) -> Cell:
    return Cell(column=written) if isinstance(written, str) else written


def _columns(cell: Cell) -> list[str]:
    return [cell.column] if cell.column is not None else columns_in(cell.text or "")


def _value(cell: Cell, row: Row) -> Any:
    """Return what a cell gives, or None for nothing."""
    if cell.constant is not None:
        return cell.constant
    text = _filled(cell.text, row) if cell.text is not None else _text(row, cell.column or "")
    if text is None or cell.values is None:
        return text
    if text in cell.values:
        return cell.values[text]
    if cell.other is None:
        raise BadCell(f"column {cell.column or cell.text!r}: {text!r} is not among its `values`")
    return cell.other


def _text(row: Row, column: str) -> str | None:
    """Return a cell's text, or None of an empty one."""
    text = bare(row.get(column, ""))
    if not text.isascii() and any("\ud800" <= letter < "\ue000" for letter in text):
        raise BadCell(f"column {column!r}: not in the mapping's encoding")
    return text or None


def _filled(template: str, row: Row) -> str | None:
    """Return a text with its columns filled in, or None if one of them is empty."""
    texts = [_text(row, column) for column in columns_in(template)]
    given = [text for text in texts if text is not None]
    return fill(template, given) if len(given) == len(texts) else None


def _admits(declared: Any, wanted: type) -> bool:
    """Return whether a field's declared type is, or holds among others, the wanted one."""
    if wanted in (declared, get_origin(declared)):
        return True
    return any(_admits(part, wanted) for part in get_args(declared))


def _digest(row: Row) -> str:
    """Return a row's identity: what it holds. The same row delivered twice is the same row."""
    cells = "\0".join(f"{column}\1{text}" for column, text in row.items())
    return blake2b(cells.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()

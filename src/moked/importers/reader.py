"""What a reader of one format is, and how the readers are found.

A reader yields what it found, in the order of the file: events, refusals, and what it passed over. It
never stops at a line that it cannot use, and never guesses a moment's zone that nobody told it.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

import moked.importers
from moked.core.events import Event
from moked.importers.mapping import RowMapping
from moked.importers.source import Source


class Refusal(NamedTuple):
    """A line, or a row that began there, of which something could not be used."""

    line: int
    reason: str


class PassedOver(NamedTuple):
    """Something well-formed of which the vocabulary has no event."""

    what: str


Item = Event | Refusal | PassedOver

Head = bytes
"""The first bytes of an input: unpacked, without a byte order mark, cut off anywhere."""


class Reader(NamedTuple):
    """One format. `looks_like` judges by the head and the file's name, and never raises.

    `never` are the types that such a log cannot carry, though they may well have happened: where
    they are missing, nothing follows.
    """

    looks_like: Callable[[Head, str], bool]
    read: Callable[[Source, RowMapping | None], Iterator[Item]]
    needs_mapping: bool = False
    never: frozenset[type[Event]] = frozenset()


@cache
def found_readers() -> Mapping[str, Reader]:
    """Return every reader by the name of its format: its package's, with dashes."""
    package = moked.importers
    names = (found.name for found in pkgutil.iter_modules(package.__path__) if found.ispkg)
    return {
        name.replace("_", "-"): importlib.import_module(f"{package.__name__}.{name}").READER
        for name in names
    }


def unnamed(ref: str) -> str:
    """Return a reference for the person of a contact or a case whom the log does not name.

    It is somebody else each time: one reference for all of them would join strangers, and would make
    of them one agent with a pattern of his own.
    """
    return f"unnamed of {ref}"

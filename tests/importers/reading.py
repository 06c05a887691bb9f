"""Reads bytes as a log, and gathers all that comes of it."""

import gzip
from io import BytesIO
from typing import NamedTuple

from moked.core.events import Event
from moked.core.wire import as_object
from moked.importers.log import Log
from moked.importers.mapping import RowMapping
from moked.importers.source import Source


class Reading(NamedTuple):
    events: list[Event]
    refusals: list[tuple[int, str]]
    log: Log

    def facts(self) -> list[tuple[str, str, dict[str, object]]]:
        """The events as (type, moment, data): what a table in a test says of them."""
        objects = map(as_object, self.events)
        return [(each["type"], each["time"], each["data"]) for each in objects]

    def types(self) -> list[str]:
        return [event.TYPE for event in self.events]


def reading(data: bytes | str, format: str, mapping: RowMapping | None = None) -> Reading:
    refusals: list[tuple[int, str]] = []
    source = Source(BytesIO(data.encode() if isinstance(data, str) else data), "the log")
    log = Log(
        source,
        format,
        mapping,
        strict=False,
        on_refusal=lambda line, reason: refusals.append((line, reason)),
    )
    return Reading(list(log), refusals, log)


def gzipped(data: bytes | str) -> bytes:
    return gzip.compress(data.encode() if isinstance(data, str) else data, mtime=0)

"""jsonl: Moked's own events, CloudEvents one a line, or a batch of them in one JSON array.

Blank lines count as lines and as nothing else.
"""

from collections.abc import Iterator

import msgspec

from moked.core.errors import Rejected
from moked.core.wire import decode_line
from moked.importers.lines import lines_of
from moked.importers.mapping import RowMapping
from moked.importers.reader import Head, Item, Reader, Refusal
from moked.importers.source import Source

_decode_batch = msgspec.json.Decoder(list[msgspec.Raw]).decode


def looks_like(head: Head, name: str) -> bool:
    """Some line near the top opens an object, or all of it is an array of objects."""
    lines = (line.lstrip() for line in head.split(b"\n"))
    return _is_batch(head) or any(line.startswith(b"{") and b'"' in line for line in lines)


def read(source: Source, mapping: RowMapping | None) -> Iterator[Item]:
    """Yield the events; a refusal's number is the line's, or in a batch the event's."""
    if _is_batch(source.head):
        yield from _read_batch(source)
        return
    for batch in lines_of(source):
        if isinstance(batch, Refusal):
            yield batch
            continue
        for number, line in enumerate(batch.lines, start=batch.first):
            try:
                event = decode_line(line)
            except Rejected as error:
                if line.strip():
                    yield Refusal(number, str(error))
            else:
                yield event


def _is_batch(head: Head) -> bool:
    return b"".join(head[:200].split()).startswith((b"[{", b"[]"))


def _read_batch(source: Source) -> Iterator[Item]:
    try:
        batch = _decode_batch(b"".join(source.chunks()))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Refusal(1, source.cut or f"not a JSON array: {error}")
        return
    for number, raw in enumerate(batch, start=1):
        try:
            yield decode_line(bytes(raw))
        except Rejected as error:
            yield Refusal(number, str(error))


READER = Reader(looks_like, read)

"""queue-log: Asterisk's record of its queues, `epoch|callid|queue|agent|EVENT|data…`, in UTC.

A call is first seen when it enters a queue; what it heard before is not in the log, and so is not in its
wait. A call put out of a queue, or out of it by a key, that no queue sees again ends there: the log knows no more.
A transferred one is open, since its talk goes on elsewhere. A member's telephone that rang in vain is
passed over: the caller went on waiting, and no event says more.
"""

from collections.abc import Iterator

from moked.core.events import RecordWritten, WaitAnnounced
from moked.importers.lines import lines_of
from moked.importers.mapping import RowMapping
from moked.importers.queue_log.calls import Calls
from moked.importers.queue_log.line import entry_of
from moked.importers.reader import Head, Item, PassedOver, Reader, Refusal
from moked.importers.source import Source


def looks_like(head: Head, name: str) -> bool:
    """Some line near the top has a moment, and a word in capitals as its fifth field."""
    return any(_is_entry(line) for line in head.split(b"\n", 200)[:200])


def read(source: Source, mapping: RowMapping | None) -> Iterator[Item]:
    """Yield the events of each line, and at the end those of calls that no queue saw again."""
    calls = Calls()
    for batch in lines_of(source):
        if isinstance(batch, Refusal):
            yield batch
            continue
        for number, line in enumerate(batch.lines, start=batch.first):
            if not line.strip():
                continue
            try:
                entry = entry_of(line)
                events = calls.events(entry)
            except ValueError as error:
                yield Refusal(number, str(error))
            else:
                yield from events if events is not None else (PassedOver(entry.verb),)
    yield from calls.left_open()


def _is_entry(line: bytes) -> bool:
    try:
        return entry_of(line).verb.isupper()
    except ValueError:
        return False


READER = Reader(looks_like, read, never=frozenset({RecordWritten, WaitAnnounced}))

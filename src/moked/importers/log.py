"""One input as a log: its format found, its events each once, its refusals told."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from moked.core.errors import Refused
from moked.core.events import EVENT_TYPES, Event
from moked.importers.mapping import RowMapping, load_mapping
from moked.importers.reader import PassedOver, Reader, Refusal, found_readers
from moked.importers.sentence import one_line
from moked.importers.source import Progress, Source, open_source

OnRefusal = Callable[[int, str], None]
"""Called with the number of a line that could not be used, and the reason."""


def open_log(
    path: Path | str,
    *,
    format: str | None = None,
    mapping: Path | str | None = None,
    strict: bool = False,
    on_refusal: OnRefusal | None = None,
    on_progress: Progress | None = None,
) -> "Log":
    """Open a file, or standard input for "-", as a log of events.

    `format` is the name of a reader; without it the input is recognised by how it begins. `mapping`
    is the TOML file that csv and xes need. With `strict` the first refusal ends the reading.
    `on_progress` gets the bytes read so far, as they lie in the file.

    Raises Refused, in one line that says what to do, for an input that cannot be used.
    """
    if format is not None and format not in found_readers():
        raise Refused(f"{format!r} is not a format; known are {_names()}")
    loaded = load_mapping(mapping) if mapping is not None else None
    source = open_source(path, on_progress)
    try:
        name = _recognised(source, format, loaded)
    except Refused:
        source.close()
        raise
    return Log(source, name, loaded, strict=strict, on_refusal=on_refusal)


class Log:
    """The events of one input, to be iterated over once, and what became of the rest.

    The counters grow while it is iterated: `read` events, `repeated` deliveries of one that was here
    before, `refused` lines or rows, and what was `passed_over`, by name. `size` is the length of the
    file in bytes, or None of a pipe. `first_refusal` is the line and reason of the first refusal.
    """

    def __init__(
        self,
        source: Source,
        format: str,
        mapping: RowMapping | None,
        *,
        strict: bool,
        on_refusal: OnRefusal | None,
    ) -> None:
        """Take an open source whose format is known."""
        self.format = format
        self.name = source.name
        self.size = source.size
        self.repeated = 0
        self.refused = 0
        self.passed_over: Counter[str] = Counter()
        self.first_refusal: Refusal | None = None
        self._source = source
        self._mapping = mapping
        self._strict = strict
        self._on_refusal = on_refusal
        self._ids: defaultdict[str, set[str]] = defaultdict(set)

    @property
    def never(self) -> frozenset[type[Event]]:
        """The types that this log cannot carry: by its format, or because its mapping makes none."""
        never = found_readers()[self.format].never
        if self._mapping is None:
            return never
        made = {EVENT_TYPES[event.type] for event in self._mapping.event}
        return never | (set(EVENT_TYPES.values()) - made)

    @property
    def read(self) -> int:
        """How many events came out so far, each counted once."""
        return sum(map(len, self._ids.values()))

    def __iter__(self) -> Iterator[Event]:
        """Yield the events in the order of the file.

        Raises Refused at the end if there was nothing to use, and with `strict` at the first refusal.
        """
        seen = self._ids
        with self:
            for item in found_readers()[self.format].read(self._source, self._mapping):
                if isinstance(item, Refusal):
                    self._refuse(Refusal(item.line, one_line(item.reason)))
                elif isinstance(item, PassedOver):
                    self.passed_over[item.what] += 1
                elif item.id in (ids := seen[item.source]):
                    self.repeated += 1
                else:
                    ids.add(item.id)
                    yield item
        if not self.read and not self.passed_over:
            raise Refused(self._nothing())

    def close(self) -> None:
        """Close the input; iterating to the end does so too."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _refuse(self, refusal: Refusal) -> None:
        self.refused += 1
        if self.first_refusal is None:
            self.first_refusal = refusal
        if self._on_refusal:
            self._on_refusal(refusal.line, refusal.reason)
        if self._strict:
            raise Refused(f"{self.name}, line {refusal.line}: {refusal.reason}")

    def _nothing(self) -> str:
        first = self.first_refusal
        why = f"; line {first.line}: {first.reason}" if first else ""
        return f"{self.name}: not one usable line, read as {self.format}{why}"


def _recognised(source: Source, format: str | None, mapping: RowMapping | None) -> str:
    """Return the name of the format, or raise Refused if it is unknown or not the one named."""
    looks = _looks(source, mapping)
    if format is None:
        if looks is None:
            raise Refused(f"{source.name}: not recognised; name its --format: {_names()}")
        format = looks
    readers = found_readers()
    if readers[format].needs_mapping and mapping is None:
        raise Refused(
            f"{source.name}: {format} needs a --mapping file: which column is which field"
        )
    if looks not in (format, None) and not _fits(readers[format], source):
        raise Refused(f"{source.name}: is not {format}; it looks like {looks}")
    return format


def _looks(source: Source, mapping: RowMapping | None) -> str | None:
    """Return the format an input looks like; readers with a mapping come last, or first with one."""
    inclined = sorted(
        found_readers().items(), key=lambda each: each[1].needs_mapping == (mapping is None)
    )
    return next((name for name, reader in inclined if _fits(reader, source)), None)


def _fits(reader: Reader, source: Source) -> bool:
    return reader.looks_like(source.head, source.name)


def _names() -> str:
    return ", ".join(sorted(found_readers()))

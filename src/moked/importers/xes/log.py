"""An XES log as rows, read as a stream with expat.

A document type is refused before anything of it is read: XES has none, and its entities are how a
small file becomes a large one, or reads another.
"""

from collections.abc import Iterator
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from moked.importers.reader import Refusal
from moked.importers.source import Source
from moked.importers.table import Row

OF_TRACE = "trace:"
"""What stands before the key of an attribute of the trace."""

_SLICE = 1 << 16


def xes_rows(source: Source) -> Iterator[tuple[int, Row] | Refusal]:
    """Yield each event's attributes with its line, and a refusal where the XML breaks off."""
    parser = _Parser()
    for chunk in source.chunks():
        # Expat's stack of open elements is its own, and events wait here until the slice is done.
        for start in range(0, len(chunk), _SLICE):
            refusal = parser.feed(chunk[start : start + _SLICE])
            yield from parser.taken()
            if refusal:
                yield refusal
                return
    refusal = parser.end(source.cut)
    if refusal:
        yield refusal


class _Parser:
    """Where in the log the parser is, and the rows that are ready."""

    def __init__(self) -> None:
        self._expat = ParserCreate()
        self._expat.StartDoctypeDeclHandler = self._doctype
        self._expat.StartElementHandler = self._open
        self._expat.EndElementHandler = self._close
        self._path: list[str] = []
        self._trace: Row = {}
        self._event: Row = {}
        self._line = 0
        self._ready: list[tuple[int, Row]] = []

    def feed(self, xml: bytes, *, last: bool = False) -> Refusal | None:
        """Take in a piece; return a refusal if it cannot be XML."""
        try:
            self._expat.Parse(xml, last)
        except ExpatError as error:
            return Refusal(error.lineno, f"not XML: {ErrorString(error.code)}")
        except (ValueError, LookupError) as error:
            return Refusal(self._expat.CurrentLineNumber, str(error))
        return None

    def end(self, cut: str) -> Refusal | None:
        """Say that there is no more; return a refusal if there should have been."""
        refusal = self.feed(b"", last=True)
        return Refusal(refusal.line, cut) if refusal and cut else refusal

    def taken(self) -> list[tuple[int, Row]]:
        """Return the rows that are ready, once."""
        ready, self._ready = self._ready, []
        return ready

    def _doctype(self, *_: object) -> None:
        raise ValueError("a document type has no place in XES")

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "trace":
            self._trace = {}
        elif name == "event":
            self._event, self._line = {}, self._expat.CurrentLineNumber
        elif parent == "event":
            self._event[attributes.get("key", "")] = attributes.get("value", "")
        elif parent == "trace":
            self._trace[OF_TRACE + attributes.get("key", "")] = attributes.get("value", "")

    def _close(self, name: str) -> None:
        self._path.pop()
        if name == "event":
            self._ready.append((self._line, self._trace | self._event))

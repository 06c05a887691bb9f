"""A source's bytes as numbered lines, many at a time.

Lines come in batches because millions of them pass through, and what each one costs here is what an
import takes. A line without an end in sight is refused and dropped, not gathered.
"""

from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from moked.importers.reader import Refusal
from moked.importers.source import Source

LONGEST = 1 << 24
"""The longest line that is read, in bytes: thousands of times what a message with its text takes."""


class Lines(NamedTuple):
    """Lines that follow each other, without their line feeds; `first` is the number of the first."""

    first: int
    lines: list[bytes]


def lines_of(source: Source, encoding: str = "utf-8") -> Iterator[Lines | Refusal]:
    """Yield a source's lines in batches, and refusals of those that cannot be had.

    The last line of an input that was cut off is one of these, since nobody knows how it went on. An
    encoding of two or four bytes a letter comes out as UTF-8; any other is left as it is.
    """
    chunks = source.chunks()
    if is_wide(encoding):
        chunks = _narrowed(chunks, encoding)
    number, begun, dropping = 1, b"", False
    for chunk in chunks:
        *lines, begun = (begun + chunk).split(b"\n")
        if lines and dropping:
            yield _too_long(number)
            number, dropping = number + 1, False
            del lines[0]
        if lines:
            yield Lines(number, lines)
            number += len(lines)
        if dropping or len(begun) > LONGEST:
            begun, dropping = b"", True
    if dropping:
        yield _too_long(number)
    elif source.cut:
        yield Refusal(number, source.cut)
    elif begun:
        yield Lines(number, [begun])


def _too_long(number: int) -> Refusal:
    return Refusal(number, f"longer than {LONGEST >> 20} MiB")


def is_wide(encoding: str) -> bool:
    """Say whether line feeds in an encoding are more than a byte."""
    return "\n".encode(encoding) != b"\n"


def _narrowed(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = getincrementaldecoder(encoding)(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()

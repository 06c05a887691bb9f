"""Bytes from a file or a pipe, unpacked where they are gzip, and looked at before they are read.

Nothing here seeks, so a pipe serves as well as a file, and nothing is held but the piece at hand.
"""

import gzip
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from moked.core.errors import Refused

STANDARD_INPUT = "-"
GZIP = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"
# Enough lines to know a format by, and little enough to hold.
HEAD = 1 << 16
CHUNK = 1 << 20

Progress = Callable[[int], None]
"""Called now and then with the bytes read so far, as they lie in the file: packed, where it is."""


class _Tap:
    """A file from which the first bytes were already taken, and which counts what is read."""

    def __init__(self, file: IO[bytes], on_progress: Progress | None) -> None:
        self._file = file
        self._on_progress = on_progress
        self._read = 0
        self.first = file.read(len(GZIP))

    def read(self, size: int) -> bytes:
        if self.first:
            taken, self.first = self.first[:size], self.first[size:]
        else:
            taken = self._file.read(size)
        self._read += len(taken)
        if self._on_progress:
            self._on_progress(self._read)
        return taken


class Source:
    """One input, to be read once. `name` is for messages, `head` its first 64 KiB or all it has.

    `cut` says, once all is read, why the input ended too early; it is empty if it did not.
    """

    def __init__(
        self,
        file: IO[bytes],
        name: str,
        on_progress: Progress | None = None,
        size: int | None = None,
    ) -> None:
        """Take an open file and read its head. `size` is its length in bytes, where one knows it.

        Raises Refused for an input with nothing to read in it.
        """
        self.name = name
        self.size = size
        self.closes = True
        self.cut = ""
        self._file = file
        self._chunks = self._unpacked(file, on_progress)
        head = bytearray()
        for chunk in self._chunks:
            head += chunk
            if len(head) >= HEAD:
                break
        self._first = bytes(head).removeprefix(BOM)
        if not self._first.strip():
            raise Refused(f"{name}: {self.cut or 'is empty: there is nothing to read'}")

    @property
    def head(self) -> bytes:
        """The first bytes, unpacked and without a byte order mark."""
        return self._first[:HEAD]

    def chunks(self) -> Iterator[bytes]:
        """Yield everything from the start, unpacked, in pieces of any size."""
        yield self._first
        self._first = b""
        yield from self._chunks

    def close(self) -> None:
        """Close the file, unless it is not ours."""
        if self.closes:
            self._file.close()

    def _unpacked(self, file: IO[bytes], on_progress: Progress | None) -> Iterator[bytes]:
        try:
            tap = _Tap(file, on_progress)
            if tap.first == GZIP:
                packed = gzip.GzipFile(fileobj=tap, mode="rb")  # type: ignore[call-overload]
                yield from _pieces(packed.read1)
            else:
                yield from _pieces(tap.read)
        except EOFError:
            self.cut = "the gzip file ends in the middle"
        except (gzip.BadGzipFile, zlib.error) as error:
            self.cut = f"the gzip file is damaged ({error})"
        except OSError as error:
            self.cut = f"cannot be read ({error.strerror or error})"


def _pieces(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while piece := read(CHUNK):
        yield piece


def open_source(path: Path | str, on_progress: Progress | None = None) -> Source:
    """Open a file, or standard input for "-". Raises Refused where that cannot be done."""
    if str(path) == STANDARD_INPUT:
        return _standard_input(on_progress)
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - the source closes it
    except FileNotFoundError:
        raise Refused(f"{path}: no such file") from None
    except IsADirectoryError:
        raise Refused(f"{path}: is a directory; name a file in it") from None
    except (OSError, ValueError) as error:
        raise Refused(f"{path}: cannot be opened ({error})") from None
    try:
        return Source(file, str(path), on_progress, os.fstat(file.fileno()).st_size or None)
    except Refused:
        file.close()
        raise


def _standard_input(on_progress: Progress | None) -> Source:
    if sys.stdin is None:
        raise Refused("standard input: is closed; pipe a log into it")
    source = Source(sys.stdin.buffer, "standard input", on_progress)
    source.closes = False
    return source

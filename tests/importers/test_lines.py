"""Lines keep their numbers, whatever the pieces they come in."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.importers import lines, source
from moked.importers.lines import lines_of
from moked.importers.reader import Refusal
from moked.importers.source import Source


def numbered(data: bytes) -> list[tuple[int, bytes | str]]:
    found: list[tuple[int, bytes | str]] = []
    for batch in lines_of(Source(BytesIO(data), "log")):
        if isinstance(batch, Refusal):
            found.append((batch.line, batch.reason))
        else:
            found += enumerate(batch.lines, start=batch.first)
    return found


@given(
    whole=st.lists(st.binary(max_size=9).map(lambda line: line.replace(b"\n", b"")), min_size=1),
    size=st.integers(1, 7),
)
def test_lines_and_their_numbers_do_not_depend_on_the_pieces(whole: list[bytes], size: int) -> None:
    data = b"first\n" + b"\n".join(whole)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "CHUNK", size)
        patch.setattr(source, "HEAD", 3)
        if whole[-1] == b"":
            whole = whole[:-1]
        assert numbered(data) == list(enumerate([b"first", *whole], start=1))


def test_a_line_without_end_is_refused_and_the_next_ones_keep_their_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(source, "CHUNK", 4)
    monkeypatch.setattr(source, "HEAD", 4)
    monkeypatch.setattr(lines, "LONGEST", 10)
    too_long = "longer than 0 MiB"
    data = b"one\n" + b"x" * 50 + b"\nthree\n" + b"y" * 50
    assert numbered(data) == [(1, b"one"), (2, too_long), (3, b"three"), (4, too_long)]


def test_a_line_of_100_mb_is_refused_and_not_gathered() -> None:
    data = b'{"a":"' + bytes(100 << 20) + b'"}\n{}'
    assert numbered(data) == [(1, "longer than 16 MiB"), (2, b"{}")]

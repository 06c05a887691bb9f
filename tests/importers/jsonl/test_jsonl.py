"""Moked's own events, and the lines that are not."""

import json

import pytest

from moked.core.errors import Refused
from tests.importers.reading import reading
from tests.importers.samples import JSONL

FIRST, SECOND, THIRD = JSONL.splitlines()
DEEP = "[" * 100_000

REFUSED_LINES = {
    "text that is no JSON": (b"hello", "not JSON"),
    "an object that is no event": (b"{}", "missing required field"),
    "a time without an offset": (SECOND.replace("05Z", "05").encode(), "time without offset"),
    "bytes that are no UTF-8": (FIRST.encode().replace("דנה".encode(), b"\xff\xfe"), ""),
    "a run of NUL bytes, as a crashed disk leaves": (bytes(500), "not JSON"),
    "brackets nested without end": (b'{"data":' + DEEP.encode(), ""),
    "data nested without end": (
        FIRST.replace('"דנה"', DEEP + "]" * 100_000).encode(), "",
    ),
    "a line cut in the middle": (FIRST[:80].encode(), "not JSON"),
}  # fmt: skip


@pytest.mark.parametrize(("line", "reason"), REFUSED_LINES.values(), ids=REFUSED_LINES)
def test_is_refused_and_the_rest_goes_on(line: bytes, reason: str) -> None:
    read = reading(b"\n".join((FIRST.encode(), line, THIRD.encode())), "jsonl")
    assert [event.id for event in read.events] == ["1", "3"]
    ((number, why),) = read.refusals
    assert number == 2
    assert reason in why


def test_blank_lines_count_in_the_numbers_and_are_not_refused() -> None:
    read = reading(f"{FIRST}\n\n  \r\n{{}}\n{SECOND}", "jsonl")
    assert [number for number, _ in read.refusals] == [4]
    assert len(read.events) == 2


def test_the_last_line_needs_no_line_feed() -> None:
    assert len(reading(JSONL.rstrip("\n"), "jsonl").events) == 3


def test_a_batch_in_one_array_is_read_too() -> None:
    batch = json.dumps([json.loads(line) for line in (FIRST, SECOND, THIRD)], indent=2)
    assert reading(batch, "jsonl").events == reading(JSONL, "jsonl").events


def test_an_event_of_a_batch_is_refused_by_its_place() -> None:
    read = reading(f"[{FIRST}, {{}}, {THIRD}]", "jsonl")
    assert [event.id for event in read.events] == ["1", "3"]
    assert [number for number, _ in read.refusals] == [2]


@pytest.mark.parametrize("data", [f"[{FIRST}", "[{" + DEEP, "[]"], ids=["cut", "deep", "empty"])
def test_a_batch_of_no_use_is_refused(data: str) -> None:
    with pytest.raises(Refused, match="not one usable line"):
        reading(data, "jsonl")

"""Opening an input: what is recognised, what is counted, and what a person is told."""

import io
import os
import sys
from pathlib import Path

import pytest

from moked.core.errors import Refused
from moked.importers import open_log
from moked.importers.source import Source
from tests.importers.reading import gzipped
from tests.importers.samples import CSV, CSV_MAPPING, JSONL, QUEUE_LOG, XES

GOOD = JSONL.splitlines(keepends=True)[0]


def written(folder: Path, data: bytes | str, name: str = "log") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def why(path: Path | str, **options: object) -> str:
    with pytest.raises(Refused) as refused:
        list(open_log(path, **options))  # type: ignore[arg-type]
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_events_refusals_and_repetitions_are_counted(tmp_path: Path) -> None:
    refused: list[tuple[int, str]] = []
    path = written(tmp_path, JSONL + "{}\n\n" + GOOD + "not json\n")
    log = open_log(path, on_refusal=lambda line, reason: refused.append((line, reason)))
    assert len(list(log)) == log.read == 3
    assert (log.refused, log.repeated) == (2, 1)
    assert [line for line, _ in refused] == [4, 7]
    assert log.first_refusal == refused[0]
    assert log.size == path.stat().st_size


def test_what_has_no_event_is_counted_by_name(tmp_path: Path) -> None:
    log = open_log(written(tmp_path, QUEUE_LOG))
    list(log)
    assert log.passed_over == {"QUEUESTART": 1, "RINGNOANSWER": 1}


def test_a_log_of_nothing_but_what_is_passed_over_is_no_error(tmp_path: Path) -> None:
    path = written(tmp_path, "1767510000|NONE|NONE|NONE|QUEUESTART|\n")
    assert list(open_log(path)) == []


def test_strict_stops_at_the_first_refusal(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD + "{}\n" + GOOD)
    assert why(path, strict=True).startswith(f"{path}, line 2: ")


def test_progress_ends_at_the_size_of_the_packed_file(tmp_path: Path) -> None:
    seen: list[int] = []
    path = written(tmp_path, gzipped(JSONL * 2000))
    log = open_log(path, on_progress=seen.append)
    list(log)
    assert seen == sorted(seen)
    assert seen[-1] == log.size == path.stat().st_size


@pytest.mark.parametrize("data", [JSONL.encode(), gzipped(JSONL)], ids=["plain", "packed"])
def test_a_pipe_serves_as_well_as_a_file(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.write(writer, data)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(pipe))
        log = open_log("-")
        assert len(list(log)) == 3
        assert (log.format, log.size) == ("jsonl", None)
        assert not pipe.closed


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert why(tmp_path / "none") == f"{tmp_path / 'none'}: no such file"


def test_a_directory_is_no_log(tmp_path: Path) -> None:
    assert "is a directory; name a file in it" in why(tmp_path)


def test_a_name_that_no_file_can_have_is_refused() -> None:
    assert "cannot be opened" in why("a\0b")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\n", gzipped(b"")])
def test_an_empty_file_says_so(data: bytes, tmp_path: Path) -> None:
    assert "is empty" in why(written(tmp_path, data))


def test_a_binary_file_is_not_recognised_and_the_formats_are_listed(tmp_path: Path) -> None:
    refusal = why(written(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR,,,"))
    assert "not recognised" in refusal
    assert "anonymous-bank, bpic-2013, csv, jsonl, queue-log, xes" in refusal


def test_an_unknown_format_lists_the_known(tmp_path: Path) -> None:
    refusal = why(written(tmp_path, GOOD), format="parquet")
    assert refusal.startswith("'parquet' is not a format; known are anonymous-bank, ")


def test_a_named_format_that_does_not_fit_is_told_apart_from_what_it_looks_like(
    tmp_path: Path,
) -> None:
    refusal = why(written(tmp_path, JSONL), format="queue-log")
    assert refusal.endswith("is not queue-log; it looks like jsonl")


def test_a_named_format_is_taken_at_its_word_where_nothing_else_fits(tmp_path: Path) -> None:
    refusal = why(written(tmp_path, "nothing of the kind\n"), format="queue-log")
    assert "not one usable line, read as queue-log; line 1: 1 fields" in refusal


def test_a_named_format_is_read_though_another_fits_too(tmp_path: Path) -> None:
    path, toml = written(tmp_path, QUEUE_LOG), written(tmp_path, CSV_MAPPING, "m.toml")
    assert "not one usable" not in why(path, format="csv", mapping=toml)


@pytest.mark.parametrize(("data", "format"), [(CSV, "csv"), (XES, "xes")])
def test_a_format_that_needs_a_mapping_asks_for_one(data: str, format: str, tmp_path: Path) -> None:
    assert f"{format} needs a --mapping file" in why(written(tmp_path, data))


def test_a_log_whose_times_all_lack_an_offset_says_why_nothing_is_usable(tmp_path: Path) -> None:
    refusal = why(written(tmp_path, JSONL.replace("+02:00", "").replace('Z"', '"')))
    assert "not one usable line" in refusal
    assert "line 1: time without offset" in refusal


def test_a_packed_file_that_was_cut_keeps_what_can_be_read(tmp_path: Path) -> None:
    many = "".join(GOOD.replace('"id":"1"', f'"id":"{n * 7919:x}"') for n in range(3000))
    packed = gzipped(many)
    refused: list[tuple[int, str]] = []
    path = written(tmp_path, packed[: len(packed) // 2])
    log = open_log(path, on_refusal=lambda line, reason: refused.append((line, reason)))
    read = len(list(log))
    assert 100 < read < 3000
    assert refused == [(read + 1, "the gzip file ends in the middle")]


def test_a_packed_file_cut_before_its_first_line_is_refused_whole(tmp_path: Path) -> None:
    assert why(written(tmp_path, gzipped(JSONL)[:12])).endswith("the gzip file ends in the middle")


def test_a_damaged_packed_file_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    assert "the gzip file is damaged" in why(written(tmp_path, b"\x1f\x8b" + b"\xff" * 40))


def test_a_file_that_the_machine_cannot_read_says_why() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(Refused, match=r"log: cannot be read \(Input/output error\)"):
        Source(Broken(), "log")


def test_a_closed_standard_input_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert why("-") == "standard input: is closed; pipe a log into it"


def test_a_file_that_is_refused_is_closed_again(tmp_path: Path) -> None:
    # An open file would be a ResourceWarning, which is an error here.
    why(written(tmp_path, b"\0\1\2\3"))
    with open_log(written(tmp_path, JSONL)) as log:
        assert next(iter(log)).id == "1"

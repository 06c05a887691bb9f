"""`moked make-day`: a made day as a log that the other commands read."""

import gzip
from pathlib import Path

import pytest

from moked.cli.main import main
from moked.core.wire import decode_line

Says = pytest.CaptureFixture[str]

FEW = ["make-day", "--contacts", "40"]


def printed(capsys: Says, *args: str) -> list[str]:
    assert main([*FEW, *args]) == 0
    return capsys.readouterr().out.splitlines()


def test_events_are_printed_one_a_line_in_order_of_time(capsys: Says) -> None:
    events = [decode_line(line) for line in printed(capsys)]
    assert len(events) > 1000
    assert events == sorted(events, key=lambda event: event.at)


def test_the_stories_are_in_it_unless_they_are_not_wanted(capsys: Says) -> None:
    assert any('"source":"parcel"' in line for line in printed(capsys, "--stories"))
    bare = printed(capsys, "--no-stories")
    assert {decode_line(line).source for line in bare} == {"made-2026-11-01"}


def test_seed_date_and_days_choose_the_traffic(capsys: Says) -> None:
    one = printed(capsys, "--no-stories")
    assert one == printed(capsys, "--no-stories", "--seed", "1", "--date", "2026-11-01")
    assert one != printed(capsys, "--no-stories", "--seed", "2")
    week = printed(capsys, "--no-stories", "--date", "2026-11-03", "--days", "2")
    sources = {decode_line(line).source for line in week}
    assert sources == {"made-2026-11-03", "made-2026-11-04"}


def test_a_file_has_what_would_be_printed(tmp_path: Path, capsys: Says) -> None:
    lines = printed(capsys)
    assert printed(capsys, "-o", str(tmp_path / "day.jsonl")) == []
    assert (tmp_path / "day.jsonl").read_text().splitlines() == lines


def test_a_name_in_gz_is_compressed_to_the_same_bytes_every_time(
    tmp_path: Path, capsys: Says
) -> None:
    lines = printed(capsys)
    one, other = tmp_path / "one.jsonl.gz", tmp_path / "other.jsonl.gz"
    printed(capsys, "-o", str(one))
    printed(capsys, "-o", str(other))
    assert gzip.decompress(one.read_bytes()).decode().splitlines() == lines
    assert one.read_bytes() == other.read_bytes()


def test_replay_reads_it(tmp_path: Path, capsys: Says) -> None:
    log = str(tmp_path / "day.jsonl.gz")
    printed(capsys, "-o", log)
    assert main(["replay", log, "--lang", "en"]) == 0
    assert "10 findings" in capsys.readouterr().out


def test_a_file_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path, capsys: Says) -> None:
    nowhere = str(tmp_path / "nowhere" / "day.jsonl")
    assert main([*FEW, "-o", nowhere]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"moked: {nowhere}: cannot be written (No such file or directory)"
    ]


@pytest.mark.parametrize("date", ["1.11.2026", "tomorrow", "2026-13-01"])
def test_a_date_must_be_one(date: str, capsys: Says) -> None:
    with pytest.raises(SystemExit):
        main([*FEW, "--date", date])
    assert "is no date; write it as 2026-11-01" in capsys.readouterr().err

"""`moked report`: one page, one JSON object, or a folder of CSV files."""

import csv
import json
from pathlib import Path

import pytest

from moked.cli.main import main
from moked.core.wire import encode_line
from tests.quality.words import agent_connected, contact_ended, contact_started

Says = pytest.CaptureFixture[str]


@pytest.fixture
def log(tmp_path: Path) -> str:
    """A call of Dana's, who waited twelve minutes."""
    events = [
        contact_started("Sun 09:00", customer="dana"),
        agent_connected("Sun 09:12"),
        contact_ended("Sun 09:20"),
    ]
    path = tmp_path / "day.jsonl"
    path.write_bytes(b"\n".join(map(encode_line, events)))
    return str(path)


def test_the_page_is_written_where_it_was_asked_for(log: str, tmp_path: Path, capsys: Says) -> None:
    page = tmp_path / "new folder" / "page.html"
    assert main(["report", log, "-o", str(page), "--lang", "he", "--title", "יום ראשון"]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith('<!doctype html>\n<html lang="he" dir="rtl">')
    assert "<h1>יום ראשון</h1>" in text
    assert capsys.readouterr().out == ""


def test_a_dash_prints_the_page(log: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["report", log, "-o", "-", "--lang", "en"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"<!doctype html>")


def test_json_has_the_figures(log: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["report", log, "--json"]) == 0
    figures = json.loads(capfdbinary.readouterr().out)
    assert figures["waits"]["wait"]["mean"] == 720
    assert figures["failures"]["by_code"][0]["code"] == "F01"
    assert figures["handovers"] is None


def test_csv_is_one_file_a_table(log: str, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    assert main(["report", log, "--csv", str(folder), "--lang", "en"]) == 0
    with (folder / "failures.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["failure"] == "human answer late"
    assert (folder / "waits.csv").exists()


def test_nothing_later_than_until_is_known(
    log: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    until = ["--until", "2026-11-01T09:04:00+02:00"]
    assert main(["report", log, "--json", *until]) == 0
    figures = json.loads(capfdbinary.readouterr().out)
    assert figures["events"] == 1
    assert figures["failures"]["at_risk"] == 1


def refusals(log: str, tmp_path: Path) -> dict[str, list[str]]:
    return {
        "no event": ["report", log, "--json", "--until", "2020-01-01T00:00:00Z"],
        "cannot be written": ["report", log, "-o", str(tmp_path)],
        "no such file": ["report", str(tmp_path / "none.jsonl"), "--json"],
    }


@pytest.mark.parametrize("why", ["no event", "cannot be written", "no such file"])
def test_what_cannot_be_done_is_refused_in_one_line(
    why: str, log: str, tmp_path: Path, capsys: Says
) -> None:
    assert main(refusals(log, tmp_path)[why]) == 2
    error = capsys.readouterr().err
    assert why in error
    assert error.count("\n") == 1


def test_somewhere_to_write_has_to_be_named(log: str, capsys: Says) -> None:
    with pytest.raises(SystemExit) as left:
        main(["report", log])
    assert left.value.code == 2
    assert "one of the arguments" in capsys.readouterr().err

"""`moked demo`: a day made, judged and reported in one go."""

import webbrowser
from functools import partial
from pathlib import Path

import pytest

from moked.cli.commands.demo import has_screen
from moked.cli.main import main
from moked.made import day

Says = pytest.CaptureFixture[str]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the addresses that a browser was asked to open; the day is a small one, on a desktop."""
    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "open", addresses.append)
    monkeypatch.setattr(day, "busy_days", partial(day.busy_days, contacts=30))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("CI", raising=False)
    return addresses


def demo(folder: Path, *args: str) -> int:
    return main(["demo", "--folder", str(folder), "--lang", "en", *args])


def test_it_writes_the_log_and_a_report_in_each_language(tmp_path: Path, opened: list[str]) -> None:
    assert demo(tmp_path / "demo") == 0
    written = sorted(path.name for path in (tmp_path / "demo").iterdir())
    assert written == ["day.jsonl", "report.en.html", "report.he.html"]
    assert 'dir="rtl"' in (tmp_path / "demo" / "report.he.html").read_text()


def test_it_says_what_it_does_what_failed_and_where_the_pages_are(
    tmp_path: Path, opened: list[str], capsys: Says
) -> None:
    demo(tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Making a busy day of a service centre")
    assert any(line.endswith("10 findings") for line in lines)
    reports = [(tmp_path / f"report.{lang}.html").as_uri() for lang in ("en", "he")]
    assert lines[-4:] == ["The day's log and its report:", str(tmp_path / "day.jsonl"), *reports]


def test_the_page_of_its_language_is_opened(tmp_path: Path, opened: list[str]) -> None:
    demo(tmp_path)
    assert opened == [(tmp_path / "report.en.html").as_uri()]


def test_no_browser_is_opened_where_none_is_wanted(tmp_path: Path, opened: list[str]) -> None:
    assert demo(tmp_path, "--no-open") == 0
    assert opened == []


def test_it_is_safe_to_run_again(tmp_path: Path, opened: list[str]) -> None:
    demo(tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert demo(tmp_path) == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_a_folder_that_cannot_be_made_is_refused_in_one_line(
    tmp_path: Path, opened: list[str], capsys: Says
) -> None:
    (tmp_path / "demo").write_text("in the way")
    assert demo(tmp_path / "demo") == 2
    assert capsys.readouterr().err == f"moked: {tmp_path / 'demo'}: cannot be made (File exists)\n"


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    {
        "a desktop": ({"DISPLAY": ":0"}, "linux", True),
        "a Wayland desktop": ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        "a server": ({}, "linux", False),
        "a Mac": ({}, "darwin", True),
        "a Windows machine": ({}, "win32", True),
        "a build server with a screen": ({"CI": "true", "DISPLAY": ":0"}, "linux", False),
    }.values(),
)
def test_a_browser_needs_a_screen(
    environment: dict[str, str], platform: str, expected: bool
) -> None:
    assert has_screen(environment, platform) is expected

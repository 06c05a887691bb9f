"""`moked check-menu`: a menu's file in, sentences and a status out."""

import io
import json
import sys
import tomllib
from pathlib import Path

import pytest

from moked.cli.main import main
from moked.cli.menu_file import menu_of
from moked.quality.menus.menu import check
from moked.ui.language import FIRST_STRONG_ISOLATE, POP_ISOLATE

Says = pytest.CaptureFixture[str]
DOCS = Path(__file__).parents[2] / "docs" / "check-menu.md"

SOUND = """
start = "main"
[nodes.main]
text = "For bills press 1, for a person press 0."
options = { 1 = "bills", 0 = "noa" }
[nodes.bills]
options = { 0 = "noa" }
[nodes.noa]
kind = "human"
"""
BROKEN = """
start = "main"
[nodes.main]
options = { 1 = "bills", 2 = "leave_words", 3 = "nowhere", 9 = "main" }
[nodes.bills]
options = { 0 = "noa" }
[nodes.leave_words]
kind = "message"
[nodes.old]
options = { 0 = "noa" }
[nodes.noa]
kind = "human"
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak English where no language is named."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a menu may be written."""
    return tmp_path / "menu.toml"


def run(path: Path, text: str, *argv: str) -> int:
    """Write a menu and check it."""
    path.write_text(text, "utf-8")
    return main(["check-menu", str(path), *argv])


def plainly(text: str) -> list[str]:
    """Return lines as they look, without the marks that keep directions apart."""
    marks = ("\u200f", "\u2067", FIRST_STRONG_ISOLATE, POP_ISOLATE)
    return text.translate(dict.fromkeys(map(ord, marks))).splitlines()


class TestWhatItSays:
    def test_a_sound_menu_has_its_distances_and_status_0(self, path: Path, capsys: Says) -> None:
        assert run(path, SOUND) == 0
        assert capsys.readouterr().out.splitlines() == [
            "shortest way to a human: 1 step: main → noa",
            "longest way to a human: 2 steps: main → bills → noa",
        ]

    def test_every_fault_is_a_line_and_the_status_1(self, path: Path, capsys: Says) -> None:
        assert run(path, BROKEN) == 1
        assert capsys.readouterr().out.splitlines() == [
            "no way to a human: leave_words (message)",
            "loop: main → main",
            "no such node: option 3 of main leads to nowhere",
            "never reached: old",
            "shortest way to a human: 2 steps: main → bills → noa",
            "longest way to a human: 2 steps: main → bills → noa",
        ]

    def test_in_hebrew_ways_run_to_the_left(self, path: Path, capsys: Says) -> None:
        assert run(path, BROKEN, "--lang", "he") == 1
        out = capsys.readouterr().out
        assert plainly(out) == [
            "אין דרך לנציג אנושי: leave_words (הודעה)",
            "לולאה: main ← main",
            "אין צומת כזה: אפשרות 3 של main מובילה אל nowhere",
            "אף לקוח לא מגיע אליו: old",
            "הדרך הקצרה ביותר לנציג אנושי: 2 צעדים: main ← bills ← noa",
            "הדרך הארוכה ביותר לנציג אנושי: 2 צעדים: main ← bills ← noa",
        ]
        assert "\u2067\u2068main\u2069 ← \u2068main\u2069\u2069" in out

    @pytest.mark.parametrize(
        ("lang", "sentence"),
        [
            ("en", "From the start there is no way to a human at all."),
            ("he", "מן ההתחלה אין שום דרך לנציג אנושי."),
        ],
    )
    def test_without_any_way_one_sentence_says_so(
        self, lang: str, sentence: str, path: Path, capsys: Says
    ) -> None:
        assert run(path, 'start = "main"\n[nodes.main]\n', "--lang", lang) == 1
        assert plainly(capsys.readouterr().out)[-1] == sentence

    def test_more_loops_than_were_asked_for_are_said_to_be_there(
        self, path: Path, capsys: Says
    ) -> None:
        ring = 'start = "a"\n[nodes]\na = { options = { 1 = "a", 2 = "b" } }\nb = { options = { 1 = "a", 2 = "b" } }\n'
        run(path, ring, "--most", "2")
        assert "more loops than these 2;" in capsys.readouterr().out
        run(path, ring, "--most", "0")
        out = capsys.readouterr().out
        assert (out.count("loop: "), "more loops" in out) == (3, False)

    def test_the_middle_of_a_very_long_way_is_left_out(self, path: Path, capsys: Says) -> None:
        row = "".join(f'n{n} = {{ options = {{ 1 = "n{n + 1}" }} }}\n' for n in range(1_299))
        run(path, f'start = "n0"\n[nodes]\n{row}n1299 = {{ kind = "human" }}')
        (line, _) = capsys.readouterr().out.splitlines()
        assert line.startswith("shortest way to a human: 1,299 steps: n0 → n1 → ")
        assert line.endswith(
            " → n9 → … 1,280 more … → n1290 → " + " → ".join(f"n{n}" for n in range(1_291, 1_300))
        )

    def test_json_is_one_object(self, path: Path, capsys: Says) -> None:
        assert run(path, BROKEN, "--json") == 1
        assert json.loads(capsys.readouterr().out) == {
            "no_human": ["leave_words"],
            "unreachable": ["old"],
            "missing": [{"node": "main", "option": "3", "to": "nowhere"}],
            "loops": [["main"]],
            "more_loops": False,
            "shortest": ["main", "bills", "noa"],
            "longest": ["main", "bills", "noa"],
        }


class TestTheFile:
    def test_json_serves_as_well_as_toml(self, path: Path, capsys: Says) -> None:
        run(path, BROKEN, "--json")
        as_toml = capsys.readouterr().out
        run(path, json.dumps(tomllib.loads(BROKEN)), "--json")
        assert capsys.readouterr().out == as_toml

    def test_a_byte_order_mark_is_no_part_of_it(self, path: Path) -> None:
        path.write_bytes(b"\xef\xbb\xbf" + SOUND.encode())
        assert main(["check-menu", str(path)]) == 0

    def test_standard_input_is_read_for_a_dash(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SOUND.encode())))
        assert main(["check-menu", "-"]) == 0

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("start = \n", "line 1"),
            ('{"start": "a",\n "nodes": }', "line 2"),
            ('{"start": "a", "nodes": {"a": {}, "a": {}}}', "a: stands twice"),
            ("{" * 5_000, "not JSON"),
            ('{"start": ' + "[" * 100_000, "nested"),
            ("", "nodes: missing"),
            ('start = "main"\nnodes = 3', "nodes: missing"),
            ("[nodes.main]", "start: "),
            ('start = "mian"\n[nodes.main]', "there is none 'mian'"),
            ("start = [1]\n[nodes.main]", "start: "),
            ('start = "main"\nends = 1\n[nodes.main]', "ends: no such key"),
            ('start = "main"\n[nodes.main]\nhumen = true', "nodes.main: no such key: `humen`"),
            ('start = "main"\n[nodes.main]\nkind = "robot"', "nodes.main: "),
            ('start = "main"\n[nodes.main]\noptions = { 1 = 2 }', "nodes.main: "),
            ('start = "main"\n[nodes]\nmain = 1', "nodes.main: "),
            (
                'start = "noa"\n[nodes.noa]\nkind = "human"\noptions = { 1 = "noa" }',
                "nodes.noa.options: ",
            ),
        ],
    )
    def test_what_is_no_menu_is_refused_with_its_place(
        self, text: str, place: str, path: Path, capsys: Says
    ) -> None:
        assert run(path, text) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert err.startswith(f"moked: {path}: ")
        assert place in err

    @pytest.mark.parametrize("raw", [b"\xff\xfe\x00", "start = 'תפריט'".encode("cp1255")])
    def test_what_is_no_utf_8_is_refused(self, raw: bytes, path: Path, capsys: Says) -> None:
        path.write_bytes(raw)
        assert main(["check-menu", str(path)]) == 2
        assert "save it as UTF-8" in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["", "no-such.toml", "no\0such"])
    def test_so_is_what_cannot_be_read(self, name: str, tmp_path: Path, capsys: Says) -> None:
        assert main(["check-menu", f"{tmp_path}/{name}"]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_the_documentation_s_example_is_a_menu_with_the_faults_it_tells_of() -> None:
    text = DOCS.read_text("utf-8")
    survey = check(menu_of(tomllib.loads(text.split("```toml\n")[1].split("```")[0])))
    assert survey.no_human == ("הודעה",)
    assert survey.loops == (("ראשי", "חשבונות"),)
    assert survey.longest == ("ראשי", "חשבונות", "ראשי", "תקלות", "נציג")

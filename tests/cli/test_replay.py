"""`moked replay`: what a person and a script see of a log's failures."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from moked.cli import logs
from moked.cli.garbage import collector_paused
from moked.cli.main import main
from moked.quality.detectors.contact_undocumented import ContactUndocumented

Says = pytest.CaptureFixture[str]
Write = Callable[..., str]


def line(id: str, type: str, time: str, **data: Any) -> str:
    """Return an event as one line; the day is 1 November 2026 in Jerusalem."""
    at = f"2026-11-01T{time}:00+02:00"
    event = {
        "specversion": "1.0",
        "id": id,
        "source": "desk",
        "type": type,
        "time": at,
        "data": data,
    }
    return json.dumps(event)


def call(contact: str, customer: str, since: str, until: str) -> list[str]:
    """Return a call that Noa took and wrote nothing down of."""
    started = {"channel": "phone", "direction": "in", "customer": customer}
    return [
        line(f"{contact}-1", "contact.started", since, contact=contact, **started),
        line(
            f"{contact}-2",
            "agent.connected",
            since,
            contact=contact,
            agent="noa",
            role="professional",
        ),
        line(f"{contact}-3", "contact.ended", until, contact=contact, by="customer"),
    ]


DANA = call("c1", "dana", "09:00", "09:10")
YUSUF = call("c2", "yusuf", "10:00", "10:10")
LATER = line("s1", "agent.away", "18:00", agent="amir")


@pytest.fixture(autouse=True)
def one_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one detector judge, and English be spoken, so that each test says all that comes out."""
    monkeypatch.setattr(logs, "judging_without", lambda never: (ContactUndocumented,))
    monkeypatch.setattr(logs, "all_detectors", lambda: (ContactUndocumented,))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes lines to a file and returns its path."""

    def write(*lines: str, name: str = "day.jsonl") -> str:
        path = tmp_path / name
        path.write_text("".join(f"{each}\n" for each in lines))
        return str(path)

    return write


class TestJson:
    def test_a_finding_is_one_line_with_every_field_of_the_contract(
        self, write: Write, capsys: Says
    ) -> None:
        assert main(["replay", write(*DANA, LATER), "--json"]) == 0
        assert [json.loads(each) for each in capsys.readouterr().out.splitlines()] == [
            {
                "detector": "contact_undocumented",
                "code": "F23",
                "subject": {"contact": "c1"},
                "customer": "dana",
                "at": "2026-11-01T07:15:00Z",
                "severity": "effort",
                "state": "open",
                "facts": {"limit": 300, "talked": 600, "agent": "noa", "channel": "phone"},
                "evidence": ["c1-3", "c1-2"],
                "clause": None,
            }
        ]

    def test_lines_come_in_order_of_moment(self, write: Write, capsys: Says) -> None:
        main(["replay", write(*YUSUF, *DANA, LATER), "--json"])
        at = [json.loads(each)["at"] for each in capsys.readouterr().out.splitlines()]
        assert at == ["2026-11-01T07:15:00Z", "2026-11-01T08:15:00Z"]

    def test_hebrew_stays_hebrew(self, write: Write, capsys: Says) -> None:
        main(["replay", write(*call("c1", "דנה", "09:00", "09:10")), "--json"])
        assert '"customer":"דנה"' in capsys.readouterr().out

    def test_without_findings_nothing_is_printed(self, write: Write, capsys: Says) -> None:
        assert main(["replay", write(LATER), "--json"]) == 0
        assert capsys.readouterr().out == ""

    def test_several_processes_find_the_same(self, write: Write, capsys: Says) -> None:
        log = write(*DANA, *YUSUF, LATER)
        main(["replay", log, "--json"])
        alone = capsys.readouterr().out
        main(["replay", log, "--json", "--jobs", "2"])
        assert capsys.readouterr().out == alone
        assert len(alone.splitlines()) == 2


class TestUntil:
    def test_nothing_later_is_known(self, write: Write, capsys: Says) -> None:
        log = write(*DANA, *YUSUF, LATER)
        main(["replay", log, "--json", "--until", "2026-11-01T09:30+02:00"])
        assert len(capsys.readouterr().out.splitlines()) == 1
        main(["replay", log, "--json", "--until", "2026-11-01T07:09Z"])
        assert capsys.readouterr().out == ""

    def test_without_it_a_running_deadline_is_at_risk(self, write: Write, capsys: Says) -> None:
        main(["replay", write(*DANA), "--json"])
        found = json.loads(capsys.readouterr().out)
        assert (found["state"], found["at"]) == ("at_risk", "2026-11-01T07:15:00Z")

    @pytest.mark.parametrize("until", ["2026-11-01T13:00", "tomorrow", "13:00"])
    def test_it_must_be_a_moment_with_an_offset(
        self, until: str, write: Write, capsys: Says
    ) -> None:
        assert main(["replay", write(*DANA), "--until", until]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"moked: --until {until}: ")
        assert err.count("\n") == 1


class TestSeveralFiles:
    def test_they_are_one_log(self, write: Write, capsys: Says) -> None:
        first, rest = write(*DANA[:2], name="a.jsonl"), write(*DANA[1:], LATER, name="b.jsonl")
        assert main(["replay", first, rest, "--json"]) == 0
        out, err = capsys.readouterr()
        assert json.loads(out)["state"] == "open"
        assert err == "moked: read 4 events, 1 repeated\n"

    def test_standard_input_can_be_one_of_them_but_only_once(self, capsys: Says) -> None:
        assert main(["replay", "-", "-"]) == 2
        assert "only once" in capsys.readouterr().err

    def test_a_file_that_is_not_there_is_refused_before_any_is_read(
        self, write: Write, capsys: Says
    ) -> None:
        assert main(["replay", write("{broken", *DANA), "/no/such/file"]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert "/no/such/file" in err


class TestWhatIsRefused:
    def test_a_malformed_line_is_named_and_the_rest_goes_on(
        self, write: Write, capsys: Says
    ) -> None:
        log = write(DANA[0], "{broken", *DANA[1:], LATER, LATER, '{"specversion": "1.0"}')
        assert main(["replay", log, "--json"]) == 0
        out, err = capsys.readouterr()
        first, last, closing = err.splitlines()
        assert first.startswith(f"{log}:2: ")
        assert last.startswith(f"{log}:7: ")
        assert closing == "moked: read 4 events, refused 2 lines, 1 repeated"
        assert len(out.splitlines()) == 1

    def test_brackets_in_a_line_are_no_markup(self, write: Write, capsys: Says) -> None:
        log = write(*DANA, name="[bold]day.jsonl")
        Path(log).write_text("\n".join([*DANA, "[red]:smile:[/red]"]))
        main(["replay", log, "--json"])
        assert capsys.readouterr().err.startswith(f"{log}:4: ")

    def test_very_many_are_all_named(self, write: Write, capsys: Says) -> None:
        log = write(*["{broken"] * 2_500, *DANA)
        main(["replay", log, "--json"])
        err = capsys.readouterr().err.splitlines()
        assert [each.split(":")[1] for each in err[:-1]] == [str(n) for n in range(1, 2_501)]

    def test_an_unknown_type_is_counted_and_passed_over(self, write: Write, capsys: Says) -> None:
        assert main(["replay", write(*DANA, line("x", "planet.moved", "11:00"), LATER)]) == 0
        err = capsys.readouterr().err
        assert err == "moked: read 5 events, passed over 1 of unknown type\n"

    def test_a_strict_reading_stops_at_the_first(self, write: Write, capsys: Says) -> None:
        assert main(["replay", write(DANA[0], "{broken", "{worse"), "--strict"]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert "line 2" in err

    @pytest.mark.parametrize("lines", [[], ["no log at all"], ["{broken", "{worse"]])
    def test_a_file_of_no_use_is_one_line_and_status_2(
        self, lines: list[str], write: Write, capsys: Says
    ) -> None:
        assert main(["replay", write(*lines)]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)

    @pytest.mark.parametrize(
        "argv", [["--policy", "atlantis"], ["--format", "papyrus"], ["--mapping", "/no/such.toml"]]
    )
    def test_so_is_an_argument_of_no_use(self, argv: list[str], write: Write, capsys: Says) -> None:
        assert main(["replay", write(*DANA), *argv]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)

    @pytest.mark.parametrize("argv", [["--jobs", "0"], ["--most", "-1"], ["--most", "few"]])
    def test_a_number_out_of_range_is_wrong_usage(
        self, argv: list[str], write: Write, capsys: Says
    ) -> None:
        with pytest.raises(SystemExit) as end:
            main(["replay", write(*DANA), *argv])
        assert end.value.code == 2
        assert "no whole number" in capsys.readouterr().err


class TestPolicy:
    def test_one_pack_is_laid_over_another(
        self, write: Write, tmp_path: Path, capsys: Says
    ) -> None:
        own = tmp_path / "own.toml"
        own.write_text(
            '[pack]\ntitle = "Ours"\n[contact_undocumented]\nwithin = { value = "20 min", source = "us" }\n'
        )
        log = write(*DANA, LATER)
        main(["replay", log, "--json", "--policy", "il", "--policy", str(own)])
        assert json.loads(capsys.readouterr().out)["at"] == "2026-11-01T07:30:00Z"


class TestForPeople:
    def test_findings_stand_by_incident_with_their_sum(self, write: Write, capsys: Says) -> None:
        assert main(["replay", write(*DANA, *YUSUF, LATER)]) == 0
        assert capsys.readouterr().out.splitlines() == [
            "customer dana · needless effort · since 2026-11-01 09:15 · 1 finding",
            "  2026-11-01 09:15  F23  contact undocumented  contact c1  open  "
            "limit 0:05:00 · talked 0:10:00 · agent noa · channel phone",
            "",
            "customer yusuf · needless effort · since 2026-11-01 10:15 · 1 finding",
            "  2026-11-01 10:15  F23  contact undocumented  contact c2  open  "
            "limit 0:05:00 · talked 0:10:00 · agent noa · channel phone",
            "",
            "     failure               open",
            "F23  contact undocumented  2",
        ]

    @pytest.mark.parametrize("chosen", ["argument", "environment"])
    def test_in_hebrew_where_that_is_asked_for(
        self, chosen: str, write: Write, capsys: Says, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        argv = ["replay", write(*DANA, "{broken", LATER)]
        if chosen == "environment":
            monkeypatch.setenv("LANG", "he_IL.UTF-8")
        else:
            argv += ["--lang", "he"]
        assert main(argv) == 0
        out, err = capsys.readouterr()
        assert "מאמץ מיותר" in out
        assert "\u2068F23\u2069  \u2068פנייה ללא תיעוד\u2069" in out
        assert err.splitlines()[-1] == "\u200fmoked: נקראו \u20684\u2069 אירועים, נדחתה שורה אחת"

    def test_an_argument_overrules_the_environment(
        self, write: Write, capsys: Says, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LANG", "he_IL.UTF-8")
        main(["replay", write(*DANA), "--lang", "en"])
        assert "needless effort" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("lang", "sentence"),
        [("en", "No failures found in 1 event.\n"), ("he", "\u200fלא נמצאו כשלים באירוע אחד.\n")],
    )
    def test_where_nothing_failed_one_sentence_says_so(
        self, lang: str, sentence: str, write: Write, capsys: Says
    ) -> None:
        main(["replay", write(LATER), "--lang", lang])
        assert capsys.readouterr().out == sentence

    def test_of_many_incidents_the_first_are_shown_and_all_are_counted(
        self, write: Write, capsys: Says
    ) -> None:
        log = write(
            *(each for n in range(60) for each in call(f"c{n}", f"u{n}", "09:00", "09:10")), LATER
        )
        for argv, shown, rest in (
            ([], 50, "10 more incidents; --most 0 shows them"),
            (["--most", "59"], 59, "1 more incident; --most 0 shows it"),
            (["--most", "0"], 60, None),
        ):
            main(["replay", log, *argv])
            out = capsys.readouterr().out
            assert out.count("customer ") == shown
            assert (rest in out.splitlines()) if rest else "more incident" not in out
            assert out.endswith("F23  contact undocumented  60\n")

    def test_no_colours_and_no_bar_where_no_terminal_is(self, write: Write, capsys: Says) -> None:
        main(["replay", write(*DANA)])
        assert "\x1b" not in "".join(capsys.readouterr())

    def test_a_terminal_gets_colours(
        self, write: Write, capsys: Says, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm")
        main(["replay", write(*DANA)])
        assert capsys.readouterr().out.startswith("\x1b[34mcustomer dana")

    def test_unless_it_wants_none(
        self, write: Write, capsys: Says, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("NO_COLOR", "1")
        main(["replay", write(*DANA)])
        assert "\x1b" not in capsys.readouterr().out


class TestProgress:
    def test_a_terminal_on_standard_error_sees_a_bar_and_standard_output_does_not(
        self, write: Write, capsys: Says, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        main(["replay", write(*DANA, "{broken"), "--json"])
        out, err = capsys.readouterr()
        assert "judging" in err
        assert ":4: " in err
        assert len(out.splitlines()) == 1
        json.loads(out)

    def test_the_bar_moves_as_a_large_file_is_read(
        self, write: Write, capsys: Says, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        surveys = (line(f"s{n}", "survey.sent", "18:00", case=f"k{n}" * 50) for n in range(5_000))
        main(["replay", write(*surveys), "--json"])
        err = capsys.readouterr().err
        assert "  0%" in err
        assert "100%" in err


class TestTheCollector:
    def test_it_rests_within_and_goes_on_afterwards(self) -> None:
        with collector_paused():
            assert not gc.isenabled()
        assert gc.isenabled()

    def test_it_goes_on_after_a_refusal_too(self, write: Write) -> None:
        main(["replay", write("{broken")])
        assert gc.isenabled()

    def test_who_had_stopped_it_finds_it_stopped(self) -> None:
        gc.disable()
        try:
            with collector_paused():
                pass
            assert not gc.isenabled()
        finally:
            gc.enable()


def moked(*argv: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "moked", *argv],
        input=given.encode(),
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


class TestTheProgram:
    """The real thing, with every detector."""

    def test_a_pipe_is_read(self) -> None:
        ended = moked("replay", "-", "--json", given="\n".join([*DANA, LATER]))
        assert ended.returncode == 0, ended.stderr
        codes = {json.loads(each)["code"] for each in ended.stdout.splitlines()}
        assert "F23" in codes

    def test_hebrew_goes_to_a_pipe_that_speaks_only_ascii(self, write: Write) -> None:
        ended = moked("replay", write(*DANA), "--lang", "he", PYTHONIOENCODING="ascii")
        assert ended.returncode == 0, ended.stderr

    def test_what_nobody_can_read_is_one_line_and_status_2(self) -> None:
        ended = moked("replay", "/no/such/file")
        assert (ended.returncode, ended.stdout) == (2, b"")
        assert len(ended.stderr.splitlines()) == 1

    def test_the_installed_script_is_the_same_program(self) -> None:
        script = Path(sys.executable).with_name("moked")
        if not script.exists():
            pytest.skip("moked is not installed here: run make setup")
        ended = subprocess.run([script, "replay", "--help"], capture_output=True, check=False)
        assert ended.returncode == 0
        assert b"--until" in ended.stdout

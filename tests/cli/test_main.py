"""The command line: commands found by their files, and ends that a person can read."""

import subprocess
import sys
from pathlib import Path

import pytest

import moked
from moked.cli import commands
from moked.cli.main import found_commands, main

GREET = '''
"""Greets a customer by name."""
from moked.core.errors import Refused

HELP = "greet a customer"

def arguments(parser):
    parser.add_argument("customer")

def run(args):
    if args.customer == "Mallory":
        raise Refused("Mallory is no customer: name one")
    if args.customer == "Noa":
        raise KeyboardInterrupt
    if args.customer == "nobody":
        raise LookupError("a bug")
    print(f"Shalom {args.customer}")
    return 0 if args.customer == "Dana" else 1
'''

ENDLESS = """
HELP = "findings without end"

def arguments(parser):
    pass

def run(args):
    while True:
        print("a finding")
"""

# What the pure half and the Django half stand on: help must not wait for any of it.
HEAVY = {"msgspec", "holidays", "rich", "django", "asyncio", "zoneinfo", "hypothesis"}


@pytest.fixture
def greet_customer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of commands with one in it, in the place of Moked's own."""
    (tmp_path / "greet_customer.py").write_text(GREET)
    monkeypatch.setattr(commands, "__path__", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, f"{commands.__name__}.greet_customer", raising=False)
    return tmp_path


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.usefixtures("greet_customer")
class TestACommandIsAFile:
    def test_the_help_names_it_with_a_dash_and_its_line(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as end:
            main(["--help"])
        assert end.value.code == 0
        assert ["greet-customer", "greet a customer"] in [
            line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()
        ]

    def test_its_own_help_opens_with_its_docstring(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit):
            main(["greet-customer", "--help"])
        assert "Greets a customer by name." in capsys.readouterr().out

    @pytest.mark.parametrize(("customer", "status"), [("Dana", 0), ("Yusuf", 1)])
    def test_it_runs_and_its_status_is_the_exit_status(
        self, customer: str, status: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["greet-customer", customer]) == status
        assert capsys.readouterr().out == f"Shalom {customer}\n"


@pytest.mark.usefixtures("greet_customer")
class TestHowARunEnds:
    def test_a_refusal_is_one_line_and_status_2(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["greet-customer", "Mallory"]) == 2
        assert capsys.readouterr() == ("", "moked: Mallory is no customer: name one\n")

    def test_ctrl_c_is_status_130_and_silent(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["greet-customer", "Noa"]) == 130
        assert capsys.readouterr() == ("", "")

    def test_a_bug_keeps_its_traceback(self) -> None:
        with pytest.raises(LookupError, match="a bug"):
            main(["greet-customer", "nobody"])

    @pytest.mark.parametrize("argv", [[], ["no-such-command"], ["greet-customer"]])
    def test_wrong_usage_is_status_2(
        self, argv: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as end:
            main(argv)
        assert end.value.code == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "--help says more" in said


def test_a_reader_that_leaves_ends_the_command_quietly(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text(ENDLESS)
    code = f"""
import sys
from moked.cli import commands
from moked.cli.main import main
commands.__path__ = [{str(tmp_path)!r}]
sys.exit(main(["endless"]))
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as replay:
        assert replay.stdout is not None
        assert replay.stderr is not None
        assert replay.stdout.readline() == "a finding\n"
        replay.stdout.close()
        assert replay.stderr.read() == ""
        assert replay.wait(timeout=60) == 141


def test_the_version_is_the_package_s(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"moked {moked.__version__}\n"


def test_help_imports_nothing_heavy() -> None:
    ended = run_python("""
import sys
from moked.cli.main import command_line
command_line().format_help()
print(*{name.partition(".")[0] for name in sys.modules})
""")
    assert ended.returncode == 0, ended.stderr
    assert HEAVY & set(ended.stdout.split()) == set()


def test_every_command_has_one_line_of_help_and_says_what_it_is_for() -> None:
    for name, command in found_commands():
        assert "\n" not in command.HELP, name
        assert command.__doc__, name

"""`moked`: finds the command, runs it, and turns its end into an exit status.

A person sees one line and never a traceback for what a person did: input that cannot be used, a pipe
that was closed, Ctrl-C. A bug keeps its traceback.
"""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import NoReturn

import moked
from moked.cli import commands
from moked.core.errors import Refused

REFUSED = 2
# As a shell reports a program that ended by a signal: 128 and the signal's number.
INTERRUPTED = 128 + 2
READER_LEFT = 128 + 13

# Docstrings keep their paragraphs, and the list of commands its rows.
AS_WRITTEN = RawDescriptionHelpFormatter


class Parser(ArgumentParser):
    """A parser that says what is wrong in one line, and where more is to be read."""

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        self.exit(REFUSED, f"{self.prog}: {message}; {self.prog} --help says more\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; `argv` without the program's name.

    argparse itself exits, with 2, on arguments that it does not know.
    """
    try:
        args = command_line().parse_args(argv)
        status: int = args.run(args)
        sys.stdout.flush()
    except Refused as refusal:
        print(f"moked: {refusal}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        discard_output()
        return READER_LEFT
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def command_line() -> ArgumentParser:
    """The whole command line, with every command found in `moked.cli.commands`."""
    parser = Parser("moked", description=moked.__doc__, formatter_class=AS_WRITTEN)
    parser.add_argument("--version", action="version", version=f"moked {moked.__version__}")
    choices = parser.add_subparsers(metavar="COMMAND", help="one of those below", required=True)
    lines = ["commands:"]
    for name, command in found_commands():
        its = choices.add_parser(name, description=command.__doc__, formatter_class=AS_WRITTEN)
        command.arguments(its)
        its.set_defaults(run=command.run)
        lines.append(f"  {name:<14}  {command.HELP}")
    parser.epilog = "\n".join(lines)
    return parser


def found_commands() -> Iterator[tuple[str, ModuleType]]:
    """Each command's name as typed, and its module, in alphabetical order."""
    for module in iter_modules(commands.__path__):
        command = import_module(f"{commands.__name__}.{module.name}")
        yield module.name.replace("_", "-"), command


def discard_output() -> None:
    """Let the interpreter's last flush of standard output go nowhere: its reader has left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""What commands take on their line, read and refused in one way."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import datetime

from moked.core.errors import Refused


def count_from(least: int) -> Callable[[str], int]:
    """Return what reads a whole number of an argument, not below the least."""

    def count(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise ArgumentTypeError(f"{text!r} is no whole number from {least} on")
        return int(text)

    return count


def moment(option: str, text: str) -> datetime:
    """Return the moment an option names. Raises Refused without an offset: nobody knows when that is."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            f"{option} {text}: no moment; write it as 2026-11-01T13:00:00+02:00"
        ) from None
    if at.tzinfo is None:
        raise Refused(
            f"{option} {text}: without an offset from UTC; is it {text}+02:00, or {text}Z?"
        )
    return at


def log_arguments(parser: ArgumentParser) -> None:
    """Let a command take logs, how to read them, and by what policy and until when they are judged."""
    parser.add_argument("files", nargs="+", metavar="FILE", help='a log; "-" is standard input')
    parser.add_argument("--format", metavar="F", help="its format, where it is not recognised")
    parser.add_argument(
        "--mapping", metavar="TOML", help="which column is which field of which event"
    )
    parser.add_argument(
        "--policy",
        action="append",
        metavar="PACK",
        help="a policy pack's name, or a file of your own; again for one over another (default: il)",
    )
    parser.add_argument("--until", metavar="T", help="know nothing later: 2026-11-01T13:00+02:00")
    parser.add_argument("--strict", action="store_true", help="stop at the first malformed line")
    parser.add_argument(
        "--jobs", type=count_from(1), default=1, metavar="N", help="so many processes"
    )

"""Makes a busy day of a service centre, with the five stories in it, as one log of events.

Nobody in it is real. The same seed, date and size give the same log, to the last byte. The stories begin up to two and
a half weeks before the day and end a day after it; a second day and more are ordinary traffic.

Exit status: 0, or 2 where the file cannot be written.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, Namespace
from datetime import date
from typing import TYPE_CHECKING

from moked.cli.arguments import count_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moked.core.events import Event

HELP = "a made day of a service centre, as a log"
FIRST_DAY = date(2026, 11, 1)
CONTACTS = 3200


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--seed", type=count_from(0), default=1, metavar="N", help="default: 1")
    parser.add_argument(
        "--date",
        type=day_of,
        default=FIRST_DAY,
        metavar="D",
        help=f"the day (default: {FIRST_DAY})",
    )
    parser.add_argument(
        "--contacts",
        type=count_from(1),
        default=CONTACTS,
        metavar="N",
        help=f"so many customers turn to the centre each day (default: {CONTACTS})",
    )
    parser.add_argument(
        "--days", type=count_from(1), default=1, metavar="N", help="business days (default: 1)"
    )
    parser.add_argument(
        "--stories", action=BooleanOptionalAction, default=True, help="with the five stories in it"
    )
    parser.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help='a name in .gz is compressed; "-" prints',
    )


def run(args: Namespace) -> int:
    from moked.made.day import busy_days

    events = busy_days(
        args.date, days=args.days, seed=args.seed, contacts=args.contacts, stories=args.stories
    )
    if args.output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.writelines(lines(events))
    else:
        write(args.output, events)
    return 0


def day_of(text: str) -> date:
    """Return the date of an argument, as 2026-11-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no date; write it as 2026-11-01") from None


def lines(events: "Iterable[Event]") -> "Iterable[bytes]":
    """Yield events as lines of JSON."""
    from moked.core.wire import encode_line

    return (encode_line(event) + b"\n" for event in events)


def write(path: str, events: "Iterable[Event]") -> None:
    """Write events to a file, compressed if its name says so. Raises Refused where that cannot be done."""
    from gzip import GzipFile
    from pathlib import Path

    from moked.core.errors import Refused

    try:
        with Path(path).open("wb") as file:
            if path.endswith(".gz"):
                # No name and no moment of its own: the same day is the same bytes.
                with GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed:
                    packed.writelines(lines(events))
            else:
                file.writelines(lines(events))
    except OSError as error:
        raise Refused(f"{path}: cannot be written ({error.strerror})") from None

"""What commands take on their line, read and refused in one way."""

from argparse import ArgumentTypeError
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

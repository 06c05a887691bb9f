"""One line of a queue log, taken apart."""

import re
from datetime import datetime
from typing import NamedTuple

from moked.importers.moments import from_epoch

NOBODY = ("", "NONE", "REALTIME")
"""What stands where there is no call, no queue or no agent."""

_FIELDS = 5
_NUMBER = re.compile(r"\+?\d{3,15}")
_LAYOUT = re.compile(r"[\s().-]")


class Entry(NamedTuple):
    """A line's fields; those after the verb are `data`, whose meaning is the verb's."""

    at: datetime
    call: str
    queue: str
    agent: str
    verb: str
    data: list[str]

    def datum(self, nth: int) -> str:
        """Return the nth of the data, counted from 0, or nothing."""
        return self.data[nth] if nth < len(self.data) else ""

    def key(self) -> str:
        """Return the line's identity: the same line delivered twice is the same."""
        return "|".join((self.at.isoformat(), self.call, self.queue, self.agent, self.verb))


def entry_of(line: bytes) -> Entry:
    """Return a line's fields. Raises ValueError, with the reason, for what is not such a line."""
    try:
        fields = line.decode().rstrip("\r\n").split("|")
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    if len(fields) < _FIELDS:
        raise ValueError(f"{len(fields)} fields, and a queue log has at least {_FIELDS}")
    epoch, call, queue, agent, verb, *data = fields
    if not verb:
        raise ValueError("no event")
    return Entry(from_epoch(epoch), call, queue, agent, verb, data)


def customer_of(caller: str) -> str | None:
    """Return a caller's number as a customer, or None for one that was withheld."""
    number = _LAYOUT.sub("", caller)
    return f"tel:{number}" if _NUMBER.fullmatch(number) else None


def place_of(text: str) -> int | None:
    """Return a place in the queue, or None where the log names none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None

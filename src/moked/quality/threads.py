"""A thread: what a customer wrote and waits for, with every stretch in which nobody had answered.

An answer may fall away later, and then the thread waits again: what was late stays late, and what is yet to
come counts from the first message still.
"""

from datetime import datetime
from typing import NamedTuple

from moked.core.events import Event, MessageReceived
from moked.quality.finding import Subject
from moked.quality.matters import Matter

Answer = tuple[str, str]
"""What answers: "message" or "contact", and its reference."""


class Gap(NamedTuple):
    """A stretch of waiting; without an end, nobody has answered yet."""

    since: datetime
    until: datetime | None = None
    answer: Event | None = None


class Thread:
    """A message that waits for an answer, with those that joined it.

    `is_first` says that its matter begins with it. `topics` are the topics it was known to have, each
    since a moment.
    """

    def __init__(self, first: MessageReceived, matter: Matter, *, is_first: bool) -> None:
        self.first = first
        self.named = self.matter = matter
        self.is_first = is_first
        self.messages = [first]
        self.gaps = [Gap(first.at)]
        self.topics: dict[str, datetime] = {}
        self.answers: dict[Answer, Event] = {}

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.gaps[-1].until is None

    @property
    def answer(self) -> Gap | None:
        """The gap that an answer ended for good, None while it waits."""
        last = self.gaps[-1]
        return last if last.answer else None

    def subject(self, otherwise: Subject) -> Subject:
        """Return whom it is about, as its first message told: what is learnt later renames nothing."""
        return self.named.subject(otherwise)

    def late(self, due: datetime) -> datetime | None:
        """Return the first moment from `due` on at which it waits, None where it never does."""
        for gap in self.gaps:
            at = max(due, gap.since)
            if gap.until is None or at < gap.until:
                return at
        return None

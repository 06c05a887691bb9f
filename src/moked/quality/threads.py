"""A thread: what a customer wrote and waits for, with every stretch in which nobody had answered.

An answer may fall away later, and then the thread waits again: what was late stays late, and what is
yet to come counts from the first message still.
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


class Part(NamedTuple):
    """One message of a thread, what it names, and its text with single spaces."""

    message: MessageReceived
    matter: Matter
    text: str

    @classmethod
    def of(cls, message: MessageReceived, matter: Matter) -> "Part":
        """Return a message as a part."""
        return cls(message, matter, " ".join(message.text.split()) if message.text else "")

    def says_the_same(self, other: "Part") -> bool:
        """Return whether the texts are the same, or, where one is unknown, the subjects."""
        if self.text and other.text:
            return self.text == other.text
        subject = self.message.subject
        return subject is not None and subject == other.message.subject


class Thread:
    """A message that waits for an answer, with those that joined it and wait still.

    `is_first` says that its matter begins with it, where that was asked; `count` how often the customer wrote. `topics` are the
    topics it was known to have, each since a moment.
    """

    def __init__(self, part: Part, *, since: datetime, is_first: bool) -> None:
        self.first = part.message
        self.parts = [part]
        self.count = 1
        self.is_first = is_first
        self.gaps = [Gap(since)]
        self.topics: dict[str, datetime] = {}
        self.answers: dict[Answer, Event] = {}
        self._named = part.matter

    @property
    def answer(self) -> Gap | None:
        """The gap that an answer ended for good, None while it waits."""
        last = self.gaps[-1]
        return last if last.answer else None

    def subject(self, otherwise: Subject) -> Subject:
        """Return whom it is about, as its first message told: what is learnt later renames nothing."""
        return self._named.subject(otherwise)

    def late(self, due: datetime) -> datetime | None:
        """Return the first moment from `due` on at which it waits, None where it never does."""
        for gap in self.gaps:
            at = max(due, gap.since)
            if gap.until is None or at < gap.until:
                return at
        return None

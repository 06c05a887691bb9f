"""A thread: what a customer wrote and waits for, with every stretch in which nobody had answered.

An answer may fall away later, and then the thread waits again: what was late stays late, and what is
yet to come counts from the first message still.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from moked.core.events import Event, MessageReceived
from moked.quality.finding import Finding, Subject
from moked.quality.readings.matters import Matter

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


class Sayings:
    """What some messages say, to tell at once that none of them says the same as another."""

    __slots__ = ("_subjects", "_texts")

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self._texts: set[str] = set()
        self._subjects: set[str | None] = set()
        for part in parts:
            self.add(part)

    def add(self, part: Part) -> None:
        """Take in a message."""
        self._texts.add(part.text)
        self._subjects.add(part.message.subject)

    def may_hold(self, part: Part) -> bool:
        """Return whether one of the messages may say the same."""
        if part.text and part.text in self._texts:
            return True
        return part.message.subject is not None and part.message.subject in self._subjects


class Thread:
    """Messages that wait for an answer: the first one, and those that joined it and wait still.

    `is_first` says that its matter begins with it, where that was asked; `count` how often the customer
    wrote. `topics` are the topics it was known to have, each since a moment. `kinds` are the matters and
    channels of its messages, far fewer than they are. `found` is what a detector finds of it, None since
    it changed.
    """

    def __init__(self, parts: list[Part], *, since: datetime, is_first: bool) -> None:
        self.first = parts[0].message
        self.count = len(parts)
        self.is_first = is_first
        self.gaps = [Gap(since)]
        self.topics: dict[str, datetime] = {}
        self.answers: dict[Answer, Event] = {}
        self.found: Sequence[Finding] | None = None
        self._named = parts[0].matter
        self.keep(parts)

    def keep(self, parts: list[Part]) -> None:
        """Let only these messages wait on."""
        self.parts = parts
        self.kinds = dict.fromkeys((part.matter, part.message.channel) for part in parts)
        self.sayings = Sayings(parts)

    def join(self, part: Part) -> None:
        """Take in one message more."""
        self.parts.append(part)
        self.kinds[part.matter, part.message.channel] = None
        self.sayings.add(part)
        self.count += 1
        self.found = None

    def learn(self, topic: str, at: datetime) -> None:
        """Note that it is known to be on a topic."""
        if topic not in self.topics:
            self.topics[topic] = at
            self.found = None

    def end(self, until: datetime, answer: Event | None = None) -> None:
        """Let the waiting end, by an answer or for nothing."""
        self.gaps[-1] = Gap(self.gaps[-1].since, until, answer)
        self.found = None

    def reopen(self, at: datetime) -> None:
        """Let it wait again."""
        self.gaps.append(Gap(at))
        self.found = None

    def is_met(self, answers: Callable[[Matter], bool]) -> bool:
        """Return whether what answers some matters answers one of its messages."""
        return any(answers(matter) for matter, _ in self.kinds)

    @property
    def answer(self) -> Gap | None:
        """The gap that an answer ended for good, None while it waits."""
        last = self.gaps[-1]
        return last if last.answer else None

    def subject(self, otherwise: Subject) -> Subject:
        """Return whom it is about, as its first message told: what is learnt later renames nothing."""
        return self._named.subject(otherwise)

    def is_longer_than(self, span: timedelta) -> bool:
        """Return whether it still waits, or has waited anew, `span` after its first message."""
        until = self.gaps[-1].until
        return until is None or until - self.first.at >= span

    def late(self, due: datetime) -> datetime | None:
        """Return the first moment from `due` on at which it waits, None where it never does."""
        for gap in self.gaps:
            at = max(due, gap.since)
            if gap.until is None or at < gap.until:
                return at
        return None

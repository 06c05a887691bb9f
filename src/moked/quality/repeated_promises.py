"""What a customer was promised, and promised again.

Two promises may be one obligation: of one kind on one case, or of one customer where no case is
known. What was promised in words and not recorded may be a callback, an update or an answer. A
promise stands until it is kept or released, or its case closed; a callback, an update and an
answer also until we called or wrote on the matter, unless that talk only promised the same again
(an update may well name the next).
"""

from datetime import datetime
from typing import NamedTuple

from moked.core.events import (
    AgentConnected,
    Author,
    CaseClosed,
    CaseResolved,
    ContactStarted,
    Direction,
    Event,
    MessageSent,
    PromiseKept,
    PromiseKind,
    PromiseMade,
    PromiseMoved,
    PromiseReleased,
    Side,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.finding import Subject
from moked.quality.spoken_promises import SPOKEN_READS, Spoken

REPEATED_READS: tuple[type[Event], ...] = (
    *SPOKEN_READS,
    ContactStarted,
    AgentConnected,
    PromiseMoved,
    PromiseKept,
    PromiseReleased,
    CaseResolved,
    CaseClosed,
)
"""What `Promises` needs to see, and the spoken ones beside them."""

TOLD = frozenset({PromiseKind.CALLBACK, PromiseKind.UPDATE, PromiseKind.ANSWER, None})
"""Kinds that a talk or a message of ours keeps; None is what was spoken and not recorded."""


class Talk(NamedTuple):
    """A contact of ours with the customer, or a message; `again` are the kinds promised in it."""

    at: datetime
    names: frozenset[Subject]
    case: str | None
    again: set[PromiseKind | None]


class Given(NamedTuple):
    """One time that something was promised, or moved by us; `names` are its contact and message."""

    at: datetime
    event: PromiseMade | PromiseMoved | WordsNoticed
    kind: PromiseKind | None
    promise: str | None
    case: str | None
    names: frozenset[Subject] = frozenset()

    def is_same(self, other: "Given") -> bool:
        """Return whether two may be one obligation."""
        if self.promise is not None and self.promise == other.promise:
            return True
        if not _may_be_one(self.case, other.case):
            return False
        same_case = self.case is not None and self.case == other.case
        if self.kind is other.kind:
            return same_case or self.kind not in (None, PromiseKind.OTHER)
        return None in (self.kind, other.kind) and {self.kind, other.kind} <= TOLD

    def was_kept_by(self, talk: Talk) -> bool:
        """Return whether a talk of ours kept it, and did not only promise it again."""
        if self.kind not in TOLD or talk.at <= self.at or talk.names & self.names:
            return False
        if not _may_be_one(self.case, talk.case):
            return False
        if self.kind is PromiseKind.UPDATE or not talk.again:
            return True
        return not (self.kind is None or talk.again & {self.kind, None})


def _names(event: PromiseMade | MessageSent) -> frozenset[Subject]:
    named = (("contact", event.contact), ("message", event.message))
    return frozenset(Subject(kind, ref) for kind, ref in named if ref)


def _may_be_one(case: str | None, other: str | None) -> bool:
    return case is None or other is None or case == other


class Promises:
    """What a customer was promised so far, and what of it still stands."""

    def __init__(self, policy: Policy) -> None:
        """Begin having promised nothing."""
        self._policy = policy
        self._started: dict[str, ContactStarted] = {}
        self._made: dict[str, Given] = {}
        self._standing: list[Given] = []
        self._talks: list[Talk] = []
        self._rolling: list[list[Given]] = []

    def read(self, event: Event | Spoken) -> list[Given]:
        """Take in what came next; return all the turns of a promise that rolls with it, or nothing."""
        match event:
            case Spoken(at=at, subject=subject, notices=notices):
                names = frozenset({subject})
                case = self._case_of(subject.ref)
                return self._give(Given(at, notices[0], None, None, case, names))
            case PromiseMade(kind=kind, promise=promise):
                names = _names(event)
                case = event.case or self._case_of(event.contact)
                self._made[promise] = Given(event.at, event, kind, promise, case, names)
                return self._give(self._made[promise])
            case PromiseMoved(by=Side.US, promise=promise) if promise in self._made:
                made = self._made[promise]
                return self._give(made._replace(at=event.at, event=event, names=frozenset()))
            case ContactStarted():
                self._started.setdefault(event.contact, event)
            case _:
                self._settle(event)
        return []

    def _give(self, again: Given) -> list[Given]:
        for talk in self._talks:
            if talk.names & again.names:
                talk.again.add(again.kind)
        within = self._policy.length("promise_rolling.within", again.at)
        earlier: dict[object, Given] = {}
        for given in self._standing:
            if again.at - given.at <= within and self._repeats(again, given):
                # What was promised several times in one contact was promised once.
                earlier.setdefault(given.names or given.event.id, given)
        self._standing.append(again)
        for turns in self._rolling:
            if any(given in turns for given in earlier.values()):
                turns.append(again)
                return turns
        if len(earlier) < self._policy.number("promise_rolling.times", again.at):
            return []
        self._rolling.append([*earlier.values(), again])
        return self._rolling[-1]

    def _repeats(self, again: Given, given: Given) -> bool:
        if again.names & given.names or not again.is_same(given):
            return False
        return not any(given.was_kept_by(talk) for talk in self._talks)

    def _settle(self, event: Event) -> None:
        """Take in what keeps promises or ends them."""
        match event:
            case PromiseKept(promise=promise) | PromiseReleased(promise=promise) if (
                promise in self._made
            ):
                made = self._made[promise]
                self._standing = [given for given in self._standing if not made.is_same(given)]
            case CaseResolved(case=case) | CaseClosed(case=case):
                self._standing = [given for given in self._standing if given.case != case]
            case AgentConnected(contact=contact):
                started = self._started.get(contact)
                if started and started.direction is Direction.OUT:
                    names = frozenset({Subject("contact", contact)})
                    self._talks.append(Talk(event.at, names, started.case, set()))
            case MessageSent(author=Author.AGENT):
                on = event.case or self._case_of(event.contact)
                self._talks.append(Talk(event.at, _names(event), on, set()))

    def _case_of(self, contact: str | None) -> str | None:
        started = self._started.get(contact) if contact else None
        return started.case if started else None

"""What a customer was promised, and promised again.

Two promises may be one obligation: of one kind on one case, or of one customer where no case is
known. What was promised in words and not recorded may be a callback, an update or an answer. A
promise stands until it is kept or released, or its case closed; a callback, an update and an
answer also until we called or wrote on the matter, unless that talk only promised the same again
(an update may well name the next).

Words spoken in a contact are on its case, as soon as anything links the two (see `linked_cases`). Until
then they are on no known case, and may be one with a promise on any. Each turn of a promise that rolls
is judged by what is known at its moment; a link that comes later counts for the turns to come only.
"""

from datetime import datetime
from typing import NamedTuple, TypeVar

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
from moked.quality.readings.linked_cases import LINKING, LinkedCases
from moked.quality.readings.spoken_promises import SPOKEN_READS, Spoken

REPEATED_READS: tuple[type[Event], ...] = (
    *dict.fromkeys((*SPOKEN_READS, *LINKING)),
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


_Told = TypeVar("_Told", Given, Talk)


class Promises:
    """What a customer was promised so far, and what of it still stands."""

    def __init__(self, policy: Policy) -> None:
        """Begin having promised nothing."""
        self._policy = policy
        self._cases = LinkedCases()
        self._began: dict[str, Direction] = {}
        self._made: dict[str, Given] = {}
        self._standing: list[Given] = []
        self._talks: list[Talk] = []
        self._rolling: list[list[Given]] = []

    def read(self, event: Event | Spoken) -> list[Given]:
        """Take in what came next; return all the turns of a promise that rolls with it, or nothing."""
        if not isinstance(event, Spoken):
            self._cases.learn(event)
        match event:
            case Spoken(at=at, subject=subject, notices=notices):
                return self._give(Given(at, notices[0], None, None, None, frozenset({subject})))
            case PromiseMade(kind=kind, promise=promise):
                made = Given(event.at, event, kind, promise, event.case, _names(event))
                self._made[promise] = made
                return self._give(made)
            case PromiseMoved(by=Side.US, promise=promise) if promise in self._made:
                made = self._by_now(self._made[promise])
                return self._give(made._replace(at=event.at, event=event, names=frozenset()))
            case ContactStarted():
                self._began.setdefault(event.contact, event.direction)
            case _:
                self._settle(event)
        return []

    def _by_now(self, told: _Told) -> _Told:
        """Return what was told with the case that it is known by now to be on."""
        if told.case or not told.names:
            return told
        named = dict(told.names)
        case = self._cases.of(named.get("contact"), named.get("message"))
        return told._replace(case=case) if case else told

    def _give(self, given: Given) -> list[Given]:
        again = self._by_now(given)
        for talk in self._talks:
            if talk.names & again.names:
                talk.again.add(again.kind)
        earlier = self._repeated_by(again)
        self._standing.append(given)
        for turns in self._rolling:
            if _go_on(turns, earlier, again):
                turns.append(again)
                return turns
        if len(earlier) < self._policy.number("promise_rolling.times", again.at):
            return []
        self._rolling.append([*earlier, again])
        return self._rolling[-1]

    def _repeated_by(self, again: Given) -> list[Given]:
        """Return what stands and is promised again, each contact once."""
        within = self._policy.length("promise_rolling.within", again.at)
        earlier: dict[object, Given] = {}
        for given in map(self._by_now, self._standing):
            if again.at - given.at <= within and self._repeats(again, given):
                earlier.setdefault(given.names or given.event.id, given)
        return [*earlier.values()]

    def _repeats(self, again: Given, given: Given) -> bool:
        if again.names & given.names or not again.is_same(given):
            return False
        return not any(given.was_kept_by(self._by_now(talk)) for talk in self._talks)

    def _settle(self, event: Event) -> None:
        """Take in what keeps promises or ends them."""
        match event:
            case PromiseKept(promise=promise) | PromiseReleased(promise=promise) if (
                promise in self._made
            ):
                made = self._by_now(self._made[promise])
                self._standing = [g for g in self._standing if not made.is_same(self._by_now(g))]
            case CaseResolved(case=case) | CaseClosed(case=case):
                self._standing = [g for g in self._standing if self._by_now(g).case != case]
            case AgentConnected(contact=contact):
                if self._began.get(contact) is Direction.OUT:
                    names = frozenset({Subject("contact", contact)})
                    self._talks.append(Talk(event.at, names, None, set()))
            case MessageSent(author=Author.AGENT):
                self._talks.append(Talk(event.at, _names(event), event.case, set()))


def _go_on(turns: list[Given], earlier: list[Given], again: Given) -> bool:
    """Return whether a promise that rolls rolls on, and not another of which a turn was thought its own."""
    case = next((turn.case for turn in turns if turn.case), None)
    if not _may_be_one(case, again.case):
        return False
    return any(given.event is turn.event for given in earlier for turn in turns)

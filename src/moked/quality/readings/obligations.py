"""What we owe a customer, until when, and what was done about it.

An obligation begins with the event that made it. A talk with a person of ours on the matter meets
it, whoever called, unless a front desk took the customer's call; so does what a detector counts as
more. It may be moved or released until it is due. What was still owed then stays broken, even if
it is met later.
"""

from collections.abc import Iterator
from datetime import datetime

from moked.core.events import (
    AgentConnected,
    Channel,
    ContactStarted,
    Direction,
    Event,
    MessageFailed,
    PromiseKept,
    PromiseMade,
    PromiseMoved,
    PromiseReleased,
    QueueLeft,
    Role,
)

Born = PromiseMade | QueueLeft

LEDGER_READS: tuple[type[Event], ...] = (
    ContactStarted,
    AgentConnected,
    PromiseMoved,
    PromiseKept,
    PromiseReleased,
    MessageFailed,
)
"""What a ledger needs to see."""


class Obligation:
    """One thing owed.

    `promise` is the promise that speaks of it, `clause` that of the law which set its due moment; it
    stands as it is `since` it was made or last moved.
    """

    __slots__ = ("_acts", "born", "case", "clause", "due", "promise", "released_at", "since")

    def __init__(self, born: Born, due: datetime, clause: str | None, case: str | None) -> None:
        """Begin with the event that made it; what is due before it was made is due then."""
        self.born = born
        self.since = born.at
        self.promise = born if isinstance(born, PromiseMade) else None
        self.case = case
        self.due = max(due, born.at)
        self.clause = clause
        self.released_at: datetime | None = None
        self._acts: list[tuple[datetime, str | None]] = []

    def concerns(self, case: str | None) -> bool:
        """Return whether what is on this case may be on the matter that is owed."""
        return self.case is None or case is None or self.case == case

    def did(self, at: datetime, message: str | None = None) -> None:
        """Remember that it was met, perhaps by a message."""
        self._acts.append((at, message))

    def move(self, at: datetime, due: datetime) -> None:
        """Take another due moment, unless it is too late for that. Who moves it has not met it."""
        if at <= self.due:
            self.due = max(due, at)
            self.since = at
            self._acts.clear()

    def hasten(self, at: datetime, due: datetime) -> None:
        """Take an earlier due moment, unless it is past."""
        if at < due < self.due:
            self.due = due

    def met_at(self, ledger: "Ledger") -> datetime | None:
        """Return when it was met, None if never. A message that failed by the due moment met nothing."""
        return next((at for at, message in self._acts if ledger.stood(message, self.due)), None)

    def ended_by_due(self, met_at: datetime | None) -> bool:
        """Return whether it was met, or released, in time."""
        return any(at and at <= self.due for at in (met_at, self.released_at))


class Ledger:
    """The obligations of one customer's story, in the order in which they were made."""

    def __init__(self) -> None:
        """Begin owing nothing."""
        self._obligations: list[Obligation] = []
        self._by_promise: dict[str, Obligation] = {}
        self._started: dict[str, ContactStarted] = {}
        self._connected: set[str] = set()
        self._failed: dict[str, datetime] = {}

    def __iter__(self) -> Iterator[Obligation]:
        return iter(self._obligations)

    def owe(
        self, born: Born, due: datetime, clause: str | None = None, *, case: str | None = None
    ) -> Obligation:
        """Add what an event makes us owe, and return it."""
        owed = Obligation(born, due, clause, case or self.case_of(born.contact))
        self._obligations.append(owed)
        if isinstance(born, PromiseMade):
            self._by_promise[born.promise] = owed
        return owed

    def join(self, promise: PromiseMade, owed: Obligation) -> None:
        """Let a promise speak of what is owed already; the moment that it states is the one agreed."""
        self._by_promise[promise.promise] = owed
        owed.promise = promise
        if promise.due:
            owed.move(promise.at, promise.due)
            owed.clause = None

    def open_in(self, contact: str | None, at: datetime) -> Obligation | None:
        """Return what is still to be done since a contact, if anything."""
        mine = (owed for owed in self._obligations if contact and owed.born.contact == contact)
        return next((owed for owed in mine if self._is_open(owed, at)), None)

    def _is_open(self, owed: Obligation, at: datetime) -> bool:
        return at <= owed.due and owed.met_at(self) is None and owed.released_at is None

    def stood(self, message: str | None, until: datetime) -> bool:
        """Return whether a message, if it is one, had not failed by then."""
        failed_at = self._failed.get(message) if message else None
        return failed_at is None or failed_at > until

    def case_of(self, contact: str | None) -> str | None:
        """Return the case that a contact began with, where that is known."""
        started = self._started.get(contact) if contact else None
        return started.case if started else None

    def topic_of(self, contact: str | None) -> str | None:
        """Return the topic that a contact began with, where that is known."""
        started = self._started.get(contact) if contact else None
        return started.topic if started else None

    def read(self, event: Event) -> None:
        """Take in an event; those of types other than LEDGER_READS change nothing."""
        match event:
            case ContactStarted():
                self._started.setdefault(event.contact, event)
            case AgentConnected():
                self._connected.add(event.contact)
                if self._is_talk(event):
                    self._talked(event)
            case MessageFailed():
                self._failed.setdefault(event.message, event.at)
            case PromiseMoved() | PromiseKept() | PromiseReleased():
                owed = self._by_promise.get(event.promise)
                if owed:
                    self._settle(event, owed)

    def _is_talk(self, connected: AgentConnected) -> bool:
        """Return whether the customer got somebody who can speak to the matter."""
        if connected.role is not Role.FRONT_DESK:
            return True
        started = self._started.get(connected.contact)
        return started is not None and started.direction is Direction.OUT

    def _talked(self, connected: AgentConnected) -> None:
        case = self.case_of(connected.contact)
        for owed in self._obligations:
            # A promise is not kept by the talk that it was made in, whomever that is passed on to. A
            # customer who left a queue and is answered after all in the same call has been answered.
            same = owed.born.contact == connected.contact
            if owed.concerns(case) and not (same and isinstance(owed.born, PromiseMade)):
                owed.did(connected.at)

    def _settle(
        self, event: PromiseMoved | PromiseKept | PromiseReleased, owed: Obligation
    ) -> None:
        match event:
            case PromiseMoved():
                owed.move(event.at, event.due)
            case PromiseReleased():
                owed.released_at = owed.released_at or event.at
            case PromiseKept() if not self._was_unanswered(event.contact):
                owed.did(event.at, event.message)

    def _was_unanswered(self, contact: str | None) -> bool:
        """Return whether a contact is a call of which we know that nobody talked in it."""
        started = self._started.get(contact) if contact else None
        is_call = started is not None and started.channel is Channel.PHONE
        return is_call and contact not in self._connected

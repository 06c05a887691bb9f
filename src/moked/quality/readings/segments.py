"""How each segment of the customers was served: how long it waited, how many promises were kept.

A segment stands on a case (`case.opened.segment`) and holds for its customer. Only what a person
answered has a wait, and only what was due is a promise kept or broken.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from moked.core.events import (
    AgentConnected,
    CaseOpened,
    ContactStarted,
    CustomerIdentified,
    Direction,
    Event,
    PromiseKept,
    PromiseMade,
    PromiseMoved,
    PromiseReleased,
    Side,
)
from moked.policy import Policy

UNNAMED = ""
"""The segment of customers whose cases name none."""


class Served(NamedTuple):
    """One contact's wait in seconds, or one promise, kept (1) or not (0)."""

    value: float
    event: Event


Groups = Mapping[str | None, Mapping[str, list[Served]]]
"""Services by what may be compared (a topic, a kind of promise) and by segment."""

_Growing = defaultdict[str | None, defaultdict[str, list[Served]]]


class Segments:
    """The segments of cases and customers, with the contacts and promises of their customers."""

    def __init__(self) -> None:
        """Begin knowing nothing."""
        self._cases: dict[str, CaseOpened] = {}
        self._of_customer: dict[str, str] = {}
        self._started: dict[str, ContactStarted] = {}
        self._callers: dict[str, str] = {}
        self._connected: dict[str, AgentConnected] = {}
        self._promised: dict[str, PromiseMade] = {}
        self._due: dict[str, datetime] = {}
        self._kept: dict[str, datetime] = {}

    def learn(self, event: Event) -> None:
        """Take in an event; it does not matter whether a case comes before or after its contacts."""
        learn = self._LEARN.get(type(event))
        if learn:
            learn(self, event)

    def _start(self, started: ContactStarted) -> None:
        if started.direction is Direction.IN:
            self._started.setdefault(started.contact, started)

    def _connect(self, connected: AgentConnected) -> None:
        self._connected.setdefault(connected.contact, connected)

    def _identify(self, identified: CustomerIdentified) -> None:
        self._callers[identified.contact] = identified.customer

    def _open(self, opened: CaseOpened) -> None:
        self._cases[opened.case] = opened
        named = opened.segment or self._of_customer.get(opened.customer, UNNAMED)
        self._of_customer[opened.customer] = named

    def _promise(self, made: PromiseMade) -> None:
        if made.due:
            self._promised[made.promise] = made
            self._due[made.promise] = made.due

    def _move(self, moved: PromiseMoved) -> None:
        if moved.by is Side.CUSTOMER and moved.promise in self._due:
            self._due[moved.promise] = moved.due

    def _release(self, released: PromiseReleased) -> None:
        if released.promise not in self._kept:
            self._due.pop(released.promise, None)

    def _keep(self, kept: PromiseKept) -> None:
        self._kept.setdefault(kept.promise, kept.at)

    _LEARN: ClassVar[dict[type[Event], Callable[[Any, Any], None]]] = {
        ContactStarted: _start,
        AgentConnected: _connect,
        CustomerIdentified: _identify,
        CaseOpened: _open,
        PromiseMade: _promise,
        PromiseMoved: _move,
        PromiseReleased: _release,
        PromiseKept: _keep,
    }

    def named(self) -> list[str]:
        """Return the segments that cases name, in order."""
        return sorted({case.segment for case in self._cases.values() if case.segment})

    def waits(self, policy: Policy, at: datetime) -> Groups:
        """Return the waits of contacts that a person answered, by topic."""
        least = policy.length("unequal_service.wait_at_least", at).total_seconds()
        topics: dict[str | None, str | None] = {}
        groups: _Growing = defaultdict(lambda: defaultdict(list))
        for contact, connected in self._connected.items():
            start = self._started.get(contact)
            if start is None:
                continue
            segment = self._segment(start.case, start.customer or self._callers.get(contact))
            if segment is not None:
                wait = max(least, (connected.at - start.at).total_seconds())
                word = self._topic(start)
                if word not in topics:
                    topics[word] = policy.topic(word) or word
                groups[topics[word]][segment].append(Served(wait, connected))
        return groups

    def promises(self, at: datetime) -> Groups:
        """Return the promises that were due, kept by their hour or not, by kind."""
        groups: _Growing = defaultdict(lambda: defaultdict(list))
        for promise, due in self._due.items():
            made = self._promised[promise]
            segment = self._segment(made.case, made.customer)
            if segment is not None and due <= at:
                kept = promise in self._kept and self._kept[promise] <= due
                groups[made.kind][segment].append(Served(float(kept), made))
        return groups

    def _segment(self, case: str | None, customer: str | None) -> str | None:
        """Return a segment, UNNAMED where a known customer has none, None for a stranger."""
        opened = self._cases.get(case or "")
        if opened and opened.segment:
            return opened.segment
        return self._of_customer.get(opened.customer if opened else customer or "")

    def _topic(self, start: ContactStarted) -> str | None:
        opened = self._cases.get(start.case or "")
        return start.topic or (opened.topic if opened else None)

"""Contacts as the figures need them: how long each waited, where, and who talked with it how long."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from moked.core.events import (
    AgentConnected,
    Channel,
    ContactEnded,
    ContactStarted,
    ContactTransferred,
    Direction,
    EndedBy,
    Event,
    QueueJoined,
    QueueLeft,
    WhyLeft,
)
from moked.quality.readings.answering import LIVE, SOLVERS, stops_waiting

Takes = Mapping[type[Event], Callable[[Any], None]]
"""What a collector does with which types of events."""


OUTCOME = "outcome"
"""The field, unknown to the vocabulary, in which a log may keep its own word for how a contact ended."""


class Stay(msgspec.Struct):
    """A stay in a queue; `left_at` and `why` are None while it lasts."""

    queue: str
    joined_at: datetime
    left_at: datetime | None = None
    why: WhyLeft | None = None


class Talk(msgspec.Struct):
    """One agent's part of a contact."""

    agent: str
    since: datetime
    until: datetime | None = None


class Contact(msgspec.Struct):
    """A contact.

    `human_at` is when a person who can solve the matter came, `stopped_at` when the wait for one was
    over, whichever way. `outcome` is what the log itself calls its end, where it does.
    """

    started_at: datetime
    channel: Channel
    direction: Direction
    stays: list[Stay]
    talks: list[Talk]
    human_at: datetime | None = None
    stopped_at: datetime | None = None
    ended_by: EndedBy | None = None
    outcome: str | None = None

    @property
    def is_live(self) -> bool:
        """Whether a customer waits at the other end.

        He called or opened a chat, or we called him and let him wait in a queue again.
        """
        return self.channel in LIVE and (self.direction is Direction.IN or bool(self.stays))

    def waited(self, now: datetime) -> float:
        """Return the seconds from its start until the wait for a person was over, or until now."""
        return ((self.stopped_at or now) - self.started_at).total_seconds()


class Contacts:
    """Collects the contacts of a log whose events come in order."""

    def __init__(self) -> None:
        """Begin with none."""
        self.by_ref: dict[str, Contact] = {}

    @property
    def takes(self) -> Takes:
        """The types of events that are collected."""
        return {
            ContactStarted: self._started,
            QueueJoined: self._joined,
            QueueLeft: self._left,
            AgentConnected: self._connected,
            ContactTransferred: self._transferred,
            ContactEnded: self._ended,
        }

    def __iter__(self) -> Iterator[Contact]:
        return iter(self.by_ref.values())

    def _started(self, event: ContactStarted) -> None:
        contact = Contact(event.at, event.channel, event.direction, [], [])
        self.by_ref.setdefault(event.contact, contact)

    def _joined(self, event: QueueJoined) -> None:
        if contact := self.by_ref.get(event.contact):
            contact.stays.append(Stay(event.queue, event.at))

    def _left(self, event: QueueLeft) -> None:
        contact = self.by_ref.get(event.contact)
        if contact is None:
            return
        if contact.stays and contact.stays[-1].left_at is None:
            contact.stays[-1].left_at, contact.stays[-1].why = event.at, event.why
        _stop(contact, event)

    def _connected(self, event: AgentConnected) -> None:
        contact = self.by_ref.get(event.contact)
        if contact is None:
            return
        _hang_up(contact, event.at)
        contact.talks.append(Talk(event.agent, event.at))
        if event.role in SOLVERS and contact.stopped_at is None:
            contact.human_at = event.at
        _stop(contact, event)

    def _transferred(self, event: ContactTransferred) -> None:
        if contact := self.by_ref.get(event.contact):
            _hang_up(contact, event.at)

    def _ended(self, event: ContactEnded) -> None:
        contact = self.by_ref.get(event.contact)
        if contact is None:
            return
        _hang_up(contact, event.at)
        contact.ended_by = contact.ended_by or event.by
        contact.outcome = (event.unknown or {}).get(OUTCOME)
        _stop(contact, event)


def _stop(contact: Contact, event: AgentConnected | QueueLeft | ContactEnded) -> None:
    if contact.stopped_at is None and stops_waiting(event):
        contact.stopped_at = event.at


def _hang_up(contact: Contact, at: datetime) -> None:
    """Let the agent who talks, if any, be done."""
    if contact.talks and contact.talks[-1].until is None:
        contact.talks[-1].until = at

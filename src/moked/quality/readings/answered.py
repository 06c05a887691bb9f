"""Whom a person answered: on which channels, and which customers, since when.

A customer counts as answered on whatever channel it was: forms are answered by e-mail.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from moked.core.events import AgentConnected, Author, Channel, ContactStarted, MessageSent


class Answered:
    """When a person first answered anybody on a channel, and when each customer."""

    def __init__(self) -> None:
        """Begin with nobody answered."""
        self._channels: dict[Channel, datetime] = {}
        self._customers: dict[str, datetime] = {}
        self._started: dict[str, list[ContactStarted]] = defaultdict(list)
        self._reached: set[str] = set()

    def begin(self, started: ContactStarted) -> None:
        """Take in a contact; in an untidy log somebody may have answered it before."""
        self._started[started.contact].append(started)
        if started.contact in self._reached:
            self._note(started.channel, started.customer, started.at)

    def connect(self, connected: AgentConnected) -> None:
        """Take in a person's answer."""
        self._reach(connected.contact, connected.at)

    def write(self, sent: MessageSent) -> None:
        """Take in a message of ours, which is an answer where an agent wrote it."""
        if sent.author is Author.AGENT:
            self._note(sent.channel, sent.customer, sent.at)
            if sent.contact:
                self._reach(sent.contact, sent.at)

    def _reach(self, contact: str, at: datetime) -> None:
        if contact not in self._reached:
            self._reached.add(contact)
            for started in self._started.get(contact, ()):
                self._note(started.channel, started.customer, at)

    def _note(self, channel: Channel, customer: str | None, at: datetime) -> None:
        self._channels.setdefault(channel, at)
        if customer:
            self._customers.setdefault(customer, at)

    def on(self, channel: Channel, at: datetime) -> bool:
        """Return whether a person was active on a channel by a moment."""
        return channel in self._channels and self._channels[channel] <= at

    def any_of(self, customers: Iterable[str | None], at: datetime) -> bool:
        """Return whether by a moment one of the customers was answered, on whatever channel."""
        firsts = (self._customers.get(customer) for customer in customers if customer)
        return any(first is not None and first <= at for first in firsts)

"""Which matter a contact or a message is about, as far as the story has told by then.

A matter is a case; before there is one, a contact; and what names neither is the customer's rest. A
link that comes later holds from then on, and changes nothing that was found before.
"""

from collections.abc import Sequence
from typing import NamedTuple

from moked.core.events import (
    CaseOpened,
    Channel,
    ContactStarted,
    Direction,
    Event,
    MessageReceived,
    MessageSent,
    RecordWritten,
)
from moked.policy import Policy
from moked.quality.finding import Subject


class Matter(NamedTuple):
    """The case and the contact that something names; a contact that we began names no matter."""

    case: str | None = None
    contact: str | None = None

    def subject(self, otherwise: Subject) -> Subject:
        """Return the narrowest subject that is known: the case, else the contact."""
        if self.case:
            return Subject("case", self.case)
        return Subject("contact", self.contact) if self.contact else otherwise


LINKING = (ContactStarted, CaseOpened, MessageReceived, MessageSent, RecordWritten)
"""The events that tell what contacts are about."""

_NAMING = (MessageReceived, MessageSent, RecordWritten)

LIVE = frozenset({Channel.PHONE, Channel.CHAT, Channel.BRANCH})
"""Channels on which people talk at the same time; on all others they write."""


class Matters:
    """What a customer's story has told so far about his matters."""

    def __init__(self, policy: Policy) -> None:
        """Begin knowing nothing."""
        self._policy = policy
        self._cases: dict[str, str] = {}
        self._contacts: dict[str, list[str]] = {}
        self._topics: dict[str, str | None] = {}
        self._started: dict[str, ContactStarted] = {}

    def learn(self, event: Event) -> bool:
        """Take in an event; return whether it tells something new of a contact or a case.

        Events of types other than LINKING tell nothing.
        """
        if isinstance(event, _NAMING):
            return self._link(event.contact, event.case)
        if type(event) is ContactStarted:
            is_new = event.contact not in self._started
            if is_new:
                self._started[event.contact] = event
            return self._link(event.contact, event.case) or is_new
        if type(event) is CaseOpened:
            self._topics[event.case] = event.topic
            return True
        return False

    def _link(self, contact: str | None, case: str | None) -> bool:
        if not contact or not case or contact in self._cases:
            return False
        self._cases[contact] = case
        self._contacts.setdefault(case, []).append(contact)
        return True

    def of(self, contact: str | None, case: str | None = None) -> Matter:
        """Return the matter of what names this contact, this case, both or neither."""
        if contact is None:
            return Matter(case)
        started = self._started.get(contact)
        is_ours = started is not None and started.direction is Direction.OUT
        return Matter(case or self._cases.get(contact), None if is_ours else contact)

    def channel(self, contact: str) -> Channel | None:
        """Return the channel of a contact, None where nobody knows."""
        started = self._started.get(contact)
        return started.channel if started else None

    def case(self, matter: Matter) -> str | None:
        """Return the case of a matter, which may have become known after the matter did."""
        return matter.case or (self._cases.get(matter.contact) if matter.contact else None)

    def contacts(self, case: str) -> Sequence[str]:
        """Return the contacts that are known to be on a case."""
        return self._contacts.get(case, ())

    def topic(self, matter: Matter) -> str | None:
        """Return the topic of a matter in the policy's word for it, else in its own."""
        started = self._started.get(matter.contact or "")
        own = (started and started.topic) or self._topics.get(self.case(matter) or "")
        return (self._policy.topic(own) or own.casefold()) if own else None

    def may_be_one(self, one: Matter, other: Matter) -> bool:
        """Return whether nothing tells two written matters apart.

        Two cases are two matters, and so are two contacts without a case; what names neither may be
        about any.
        """
        case, another = self.case(one), self.case(other)
        if case and another:
            return case == another
        return one.contact == other.contact or not (one.contact and other.contact)

    def are_same(self, one: Matter, other: Matter) -> bool:
        """Return whether two matters have one contact or one case."""
        if one.contact and one.contact == other.contact:
            return True
        case = self.case(one)
        return case is not None and case == self.case(other)

    def are_alike(self, one: Matter, other: Matter) -> bool:
        """Return whether two matters, of any channels, are most likely one.

        They are if they have one case, or else one topic, or else if neither has a case and nobody knows the
        topics of both.
        """
        case, another = self.case(one), self.case(other)
        if case and another:
            return case == another
        topic, other_topic = self.topic(one), self.topic(other)
        if topic and other_topic:
            return topic == other_topic
        return not case and not another

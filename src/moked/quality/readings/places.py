"""Where words were said: in which contact, on which case, by which agent.

Reading names the message or the contact it read, and nothing else. What those belong to stands in
other events, which come earlier in the story; only those count, so that a place known later changes
nothing that was found before.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from moked.core.events import (
    NEVER,
    AgentConnected,
    CaseOpened,
    Channel,
    ContactStarted,
    Event,
    MessageReceived,
    MessageSent,
    WordsNoticed,
)
from moked.quality.finding import Subject


class Place(NamedTuple):
    """A contact or a message, with its case, our agent in it, topic and channel, as far as known."""

    contact: str | None = None
    message: str | None = None
    case: str | None = None
    agent: str | None = None
    topic: str | None = None
    channel: Channel | None = None

    @property
    def subject(self) -> Subject:
        """The contact; outside of contacts the case; without a case the message itself."""
        if self.contact:
            return Subject("contact", self.contact)
        if self.case:
            return Subject("case", self.case)
        return Subject("message", self.message or "")


PLACED = (ContactStarted, CaseOpened, AgentConnected, MessageReceived, MessageSent)
"""The events that tell where words were said."""


class Places:
    """What a story has told so far about its contacts and messages."""

    def __init__(self) -> None:
        """Begin knowing nothing."""
        self._contacts: dict[str, Place] = {}
        self._messages: dict[str, Place] = {}
        self._began: dict[str, datetime] = {}
        self._topics: dict[str, str | None] = {}

    def learn(self, event: Event) -> None:
        """Take in an event; those of types other than PLACED tell nothing."""
        learn = _LEARN.get(type(event))
        if learn:
            learn(self, event)

    def _begin(self, started: ContactStarted) -> None:
        contact = started.contact
        self._contacts[contact] = Place(
            contact, None, started.case, None, started.topic, started.channel
        )
        self._began.setdefault(contact, started.at)

    def _open(self, opened: CaseOpened) -> None:
        self._topics[opened.case] = opened.topic

    def _connect(self, connected: AgentConnected) -> None:
        contact = connected.contact
        _, message, case, _, topic, channel = self.of_contact(contact)
        self._contacts[contact] = Place(contact, message, case, connected.agent, topic, channel)
        self._began.setdefault(contact, connected.at)

    def of(self, words: WordsNoticed) -> Place:
        """Return where words were said."""
        place = self.of_message(words.message or "")
        if words.contact and words.contact != place.contact:
            return self.of_contact(words.contact)._replace(message=words.message)
        return place

    def of_contact(self, contact: str) -> Place:
        """Return what is known of a contact; its agent is the last who connected."""
        return self._with_topic(self._contacts.get(contact) or Place(contact))

    def of_message(self, message: str) -> Place:
        """Return what is known of a message, from itself and from its contact."""
        return self._with_topic(self._messages.get(message) or Place(message=message))

    def began(self, contact: str) -> datetime:
        """Return when a contact began, before all time where nobody knows."""
        return self._began.get(contact, NEVER)

    def _write(self, event: MessageReceived | MessageSent) -> None:
        around = self.of_contact(event.contact) if event.contact else _NOWHERE
        writer = event.agent if type(event) is MessageSent else None
        self._messages[event.message] = Place(
            around.contact,
            event.message,
            event.case or around.case,
            writer or around.agent,
            around.topic,
            event.channel,
        )

    def _with_topic(self, place: Place) -> Place:
        """Return a place with its case's topic, where the contact named none."""
        if place.topic or place.case is None:
            return place
        topic = self._topics.get(place.case)
        return place._replace(topic=topic) if topic else place


_NOWHERE = Place()

_LEARN: dict[type[Event], Callable[[Places, Any], None]] = {
    ContactStarted: Places._begin,
    CaseOpened: Places._open,
    AgentConnected: Places._connect,
    MessageReceived: Places._write,
    MessageSent: Places._write,
}

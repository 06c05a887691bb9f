"""Where words were said: in which contact, on which case, by which agent.

Reading names the message or the contact it read, and nothing else. What those belong to stands in
other events, which come earlier in the story; only those count, so that a place known later changes
nothing that was found before.
"""

from datetime import datetime
from typing import NamedTuple

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
        match event:
            case ContactStarted(contact=contact):
                self._contacts[contact] = Place(
                    contact, case=event.case, topic=event.topic, channel=event.channel
                )
                self._began.setdefault(contact, event.at)
            case CaseOpened(case=case, topic=topic):
                self._topics[case] = topic
            case AgentConnected(contact=contact, agent=agent):
                self._contacts[contact] = self.of_contact(contact)._replace(agent=agent)
                self._began.setdefault(contact, event.at)
            case MessageReceived() | MessageSent():
                self._messages[event.message] = self._of_message(event)

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

    def _of_message(self, event: MessageReceived | MessageSent) -> Place:
        around = self.of_contact(event.contact) if event.contact else Place()
        writer = event.agent if isinstance(event, MessageSent) else None
        return around._replace(
            message=event.message,
            case=event.case or around.case,
            agent=writer or around.agent,
            channel=event.channel,
        )

    def _with_topic(self, place: Place) -> Place:
        """Return a place with its case's topic, where the contact named none."""
        if place.topic or place.case is None:
            return place
        return place._replace(topic=self._topics.get(place.case))

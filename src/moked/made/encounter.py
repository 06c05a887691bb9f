"""One contact as a story tells it, its moments counted from its beginning.

`Encounter(script, …)` begins it; `call.meets("1:05", "נועה")` is what happened a minute and five seconds on.
"""

from datetime import datetime, timedelta
from typing import Any

from moked.core.events import (
    AgentConnected,
    BotReplied,
    ContactEnded,
    ContactStarted,
    ContactTransferred,
    HumanRequested,
    MenuShown,
    MessageReceived,
    MessageSent,
    QueueJoined,
    QueueLeft,
    RecordWritten,
    WaitAnnounced,
    WordsNoticed,
)
from moked.made.script import Script

SURE = 0.95
"""How sure a reader is of words that leave no doubt."""


class Encounter:
    """A contact of a customer's with us, from its first moment on."""

    def __init__(
        self,
        script: Script,
        contact: str,
        customer: str,
        at: datetime,
        *,
        channel: str = "phone",
        direction: str = "in",
        **more: Any,
    ) -> None:
        """Begin the contact; `more` are further fields of `contact.started`."""
        self.script = script
        self.contact = contact
        self.customer = customer
        self.channel = channel
        self._began = at
        self._written = 0
        script.add(
            ContactStarted,
            at,
            contact=contact,
            channel=channel,
            direction=direction,
            customer=customer,
            **more,
        )

    def at(self, after: str) -> datetime:
        """Return the moment that is "1:05" (minutes and seconds) after the beginning."""
        minutes, seconds = after.split(":")
        return self._began + timedelta(minutes=int(minutes), seconds=int(seconds))

    def hears_menu(self, after: str, node: str, *, human: bool) -> None:
        """A menu's node is played or shown."""
        self.script.add(MenuShown, self.at(after), contact=self.contact, node=node, human=human)

    def bot(self, after: str, intent: str, text: str) -> None:
        """The bot answers, sure of itself."""
        self.script.add(
            BotReplied,
            self.at(after),
            contact=self.contact,
            intent=intent,
            confidence=0.8,
            text=text,
        )

    def asks_for_human(self, after: str, words: str) -> None:
        """The customer asks for a person."""
        self.script.add(HumanRequested, self.at(after), contact=self.contact, words=words)

    def joins(self, after: str, queue: str, place: int | None = None) -> None:
        """The customer begins to wait."""
        self.script.add(QueueJoined, self.at(after), contact=self.contact, queue=queue, place=place)

    def is_told(self, after: str, place: int, low: int, seconds: int, high: int) -> None:
        """The waiting customer hears a place and an estimate in seconds, and may leave a message."""
        self.script.add(
            WaitAnnounced,
            self.at(after),
            contact=self.contact,
            place=place,
            seconds=seconds,
            low=low,
            high=high,
            message_offered=True,
        )

    def leaves_queue(self, after: str, why: str, *, chosen: bool | None = None) -> None:
        """The wait ends."""
        self.script.add(QueueLeft, self.at(after), contact=self.contact, why=why, chosen=chosen)

    def meets(self, after: str, agent: str, role: str = "professional") -> None:
        """A person answers."""
        self.script.add(
            AgentConnected, self.at(after), contact=self.contact, agent=agent, role=role
        )

    def is_answered(self, after: str, agent: str, role: str = "professional") -> None:
        """A person answers, and the wait in the queue is over."""
        self.leaves_queue(after, "answered")
        self.meets(after, agent, role)

    def is_passed(self, after: str, giver: str, taker: str) -> None:
        """The contact is transferred, at our wish."""
        self.script.add(
            ContactTransferred,
            self.at(after),
            contact=self.contact,
            from_=giver,
            to=taker,
            asked_by="agent",
        )

    def hears(
        self,
        after: str,
        kind: str,
        words: str,
        *,
        speaker: str = "agent",
        due: datetime | None = None,
    ) -> None:
        """Reading notices something in the talk."""
        self.script.add(
            WordsNoticed,
            self.at(after),
            contact=self.contact,
            kind=kind,
            speaker=speaker,
            words=words,
            confidence=SURE,
            due=due,
        )

    def writes(self, after: str, text: str) -> None:
        """The customer writes within the contact."""
        self._written += 1
        self.script.add(
            MessageReceived,
            self.at(after),
            message=f"{self.contact}-{self._written}",
            channel=self.channel,
            customer=self.customer,
            contact=self.contact,
            text=text,
        )

    def reads(self, after: str, agent: str, text: str, kind: str, words: str | None = None) -> None:
        """An agent writes within the contact; reading notices a kind in it, in all of it or in `words`."""
        self._written += 1
        message = f"{self.contact}-{self._written}"
        self.script.add(
            MessageSent,
            self.at(after),
            message=message,
            channel=self.channel,
            customer=self.customer,
            author="agent",
            agent=agent,
            contact=self.contact,
            text=text,
        )
        self.script.add(
            WordsNoticed,
            self.at(after),
            message=message,
            kind=kind,
            speaker="agent",
            words=words or text,
            confidence=SURE,
        )

    def ends(self, after: str, by: str = "customer", *, farewell: bool | None = None) -> None:
        """The contact ends."""
        self.script.add(
            ContactEnded, self.at(after), contact=self.contact, by=by, farewell=farewell
        )

    def is_recorded(
        self, after: str, agent: str, text: str, *, case: str | None = None, shared: bool = False
    ) -> None:
        """The agent writes down what was said."""
        self.script.add(
            RecordWritten,
            self.at(after),
            agent=agent,
            text=text,
            shared=shared,
            contact=self.contact,
            case=case,
        )

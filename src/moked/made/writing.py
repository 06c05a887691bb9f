"""The made day's written channels: mail and forms that are answered in hours, chats in minutes."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from moked.core.events import (
    AgentConnected,
    BotReplied,
    CaseOpened,
    CaseResolved,
    Channel,
    ContactEnded,
    ContactStarted,
    HumanRequested,
    MessageDelivered,
    MessageReceived,
    MessageSent,
    QueueJoined,
    QueueLeft,
    RecordWritten,
    WordsNoticed,
)
from moked.made.crowd import QUEUES, Visitor
from moked.made.people import ANSWERS, QUESTIONS, RECEIPT, RECORDS, THANKS
from moked.made.script import Script

# How often a letter lies for days, and is answered then or never; how often nobody comes to a chat.
FORGOTTEN = 0.02
FOUND_AGAIN = 0.6
NOBODY_CAME = 0.015

LIVE = frozenset({Channel.CHAT})


class Writing:
    """The desks that answer in writing."""

    def __init__(self, script: Script, chance: random.Random, agents: Sequence[str]) -> None:
        """Seat the agents."""
        self._script = script
        self._chance = chance
        self._agents = agents

    def write(self, visitor: Visitor) -> None:
        """Play one written contact."""
        if visitor.channel in LIVE:
            self._chat(visitor)
        else:
            self._letter(visitor)

    def _letter(self, visitor: Visitor) -> None:
        at = visitor.at
        self._begin(visitor)
        self._receive(visitor, at, 1, self._chance.choice(QUESTIONS[visitor.topic]))
        self._open_case(visitor, at)
        self._send(
            visitor, at + timedelta(seconds=20), 2, RECEIPT, author="automatic", kind="holding"
        )
        delay = timedelta(minutes=min(self._chance.lognormvariate(4.2, 0.7), 230))
        if self._chance.random() < FORGOTTEN:
            if self._chance.random() > FOUND_AGAIN:
                return
            delay += timedelta(days=self._chance.choice((1, 2, 3)))
        agent = self._chance.choice(self._agents)
        self._answer(visitor, at + delay, 3, agent)
        if self._chance.random() < 0.3:
            thanked = at + delay + timedelta(minutes=self._chance.uniform(2, 60))
            self._receive(visitor, thanked, 4, self._chance.choice(THANKS))

    def _chat(self, visitor: Visitor) -> None:
        add, at, contact = self._script.add, visitor.at, visitor.contact
        self._begin(visitor)
        self._receive(visitor, at, 1, self._chance.choice(QUESTIONS[visitor.topic]))
        add(
            BotReplied,
            at + timedelta(seconds=2),
            contact=contact,
            intent=visitor.topic,
            confidence=0.8,
        )
        add(HumanRequested, at + timedelta(seconds=20), contact=contact, words="נציג בבקשה")
        joined = at + timedelta(seconds=22)
        add(QueueJoined, joined, contact=contact, queue=QUEUES[visitor.topic])
        if self._chance.random() < NOBODY_CAME:
            left = joined + timedelta(minutes=self._chance.uniform(2, 12))
            add(QueueLeft, left, contact=contact, why="abandoned")
            add(ContactEnded, left, contact=contact, by="customer")
            return
        answered = joined + timedelta(seconds=min(self._chance.expovariate(1 / 45), 170))
        self._served(visitor, answered, self._chance.choice(self._agents))

    def _served(self, visitor: Visitor, answered: datetime, agent: str) -> None:
        add, contact = self._script.add, visitor.contact
        add(QueueLeft, answered, contact=contact, why="answered")
        add(AgentConnected, answered, contact=contact, agent=agent, role="professional")
        self._open_case(visitor, answered + timedelta(seconds=5))
        self._answer(visitor, answered + timedelta(seconds=self._chance.uniform(40, 200)), 2, agent)
        end = answered + timedelta(minutes=self._chance.uniform(4, 12))
        add(ContactEnded, end, contact=contact, by="customer", farewell=True)

    def _begin(self, visitor: Visitor) -> None:
        self._script.add(
            ContactStarted,
            visitor.at,
            contact=visitor.contact,
            channel=visitor.channel,
            direction="in",
            customer=visitor.customer,
            topic=visitor.topic,
        )

    def _open_case(self, visitor: Visitor, at: datetime) -> None:
        self._script.add(
            CaseOpened,
            at,
            case=visitor.case,
            customer=visitor.customer,
            channel=visitor.channel,
            topic=visitor.topic,
        )

    def _receive(self, visitor: Visitor, at: datetime, nth: int, text: str) -> None:
        self._script.add(
            MessageReceived,
            at,
            message=f"{visitor.message}-{nth}",
            channel=visitor.channel,
            customer=visitor.customer,
            contact=visitor.contact,
            case=visitor.case,
            text=text,
        )

    def _answer(self, visitor: Visitor, at: datetime, nth: int, agent: str) -> None:
        text = self._chance.choice(ANSWERS[visitor.topic])
        self._send(visitor, at, nth, text, author="agent", kind="answer", agent=agent)
        self._script.add(
            RecordWritten,
            at + timedelta(minutes=2),
            contact=visitor.contact,
            case=visitor.case,
            agent=agent,
            text=RECORDS[visitor.topic],
            shared=True,
        )
        self._script.add(CaseResolved, at + timedelta(minutes=3), case=visitor.case, by=agent)

    def _send(
        self,
        visitor: Visitor,
        at: datetime,
        nth: int,
        text: str,
        *,
        author: str,
        kind: str,
        agent: str | None = None,
    ) -> None:
        message = f"{visitor.message}-{nth}"
        self._script.add(
            MessageSent,
            at,
            message=message,
            channel=visitor.channel,
            customer=visitor.customer,
            author=author,
            agent=agent,
            contact=visitor.contact,
            case=visitor.case,
            text=text,
        )
        self._script.add(
            WordsNoticed,
            at,
            message=message,
            kind=kind,
            speaker="agent" if author == "agent" else "bot",
            words=text,
            confidence=0.9,
        )
        self._script.add(MessageDelivered, at + timedelta(seconds=3), message=message)

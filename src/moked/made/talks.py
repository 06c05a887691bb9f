"""What is said on the made day's telephone, and what is written down of it."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from moked.core.events import (
    AgentConnected,
    CaseAssigned,
    CaseOpened,
    CaseResolved,
    ContactEnded,
    ContactHeld,
    ContactResumed,
    ContactStarted,
    ContactTransferred,
    PromiseKept,
    PromiseMade,
    RecordWritten,
    WordsNoticed,
)
from moked.made.crowd import QUEUES, Visitor
from moked.made.people import ANSWERS, RECORDS
from moked.made.script import Script

# How often a talk takes such a turn.
TRANSFERRED = 0.04
HELD = 0.1
PROMISED = 0.08

# How often the centre fails its callers, apart from letting them wait.
UNRECORDED = 0.03
FORGOTTEN = 0.06


class Talks:
    """Talks of agents with customers, whoever called."""

    def __init__(self, script: Script, chance: random.Random, agents: Sequence[str]) -> None:
        """Take the agents to whom a talk may be passed on."""
        self._script = script
        self._chance = chance
        self._agents = agents

    def answered(self, visitor: Visitor, agent: str, since: datetime, until: datetime) -> None:
        """Play the talk of a call that was answered, and what was promised in it."""
        self._open_case(visitor, since + timedelta(seconds=5))
        self._talk(visitor, visitor.contact, agent, since, until)
        if self._chance.random() < PROMISED:
            self._promised(visitor, agent, until)

    def misdialled(self, visitor: Visitor, agent: str, since: datetime, until: datetime) -> None:
        """Play a talk with somebody who meant another number."""
        add, contact = self._script.add, visitor.contact
        add(AgentConnected, since, contact=contact, agent=agent, role="professional")
        add(ContactEnded, until, contact=contact, by="customer", farewell=True)

    def called_back(self, visitor: Visitor, at: datetime) -> None:
        """Play our call to somebody who had hung up in the queue."""
        contact = f"{visitor.contact}-חזרה"
        self._dial(visitor, contact, at)
        self._open_case(visitor, at + timedelta(seconds=13))
        agent = self._chance.choice(self._agents)
        self._talk(visitor, contact, agent, at + timedelta(seconds=8), at + timedelta(minutes=3))

    def _dial(self, visitor: Visitor, contact: str, at: datetime, case: str | None = None) -> None:
        self._script.add(
            ContactStarted,
            at,
            contact=contact,
            channel="phone",
            direction="out",
            customer=visitor.customer,
            topic=visitor.topic,
            case=case,
        )

    def _open_case(self, visitor: Visitor, at: datetime) -> None:
        self._script.add(
            CaseOpened,
            at,
            case=visitor.case,
            customer=visitor.customer,
            channel="phone",
            topic=visitor.topic,
        )
        self._script.add(CaseAssigned, at, case=visitor.case, team=QUEUES[visitor.topic])

    def _talk(
        self, visitor: Visitor, contact: str, agent: str, since: datetime, until: datetime
    ) -> None:
        add, length = self._script.add, until - since
        add(AgentConnected, since, contact=contact, agent=agent, role="professional")
        if self._chance.random() < HELD:
            add(ContactHeld, since + length * 0.2, contact=contact)
            add(ContactResumed, since + length * 0.35, contact=contact)
        if self._chance.random() < TRANSFERRED:
            agent = self._passed_on(visitor, contact, since + length * 0.4)
        add(
            WordsNoticed,
            since + length * 0.7,
            contact=contact,
            kind="answer",
            speaker="agent",
            words=self._chance.choice(ANSWERS[visitor.topic]),
            confidence=0.9,
        )
        add(ContactEnded, until, contact=contact, by="customer", farewell=True)
        self._record(visitor, contact, agent, until)
        add(CaseResolved, until + timedelta(seconds=200), case=visitor.case, by=agent)

    def _passed_on(self, visitor: Visitor, contact: str, at: datetime) -> str:
        """Pass a talk on to another team; return the agent who takes it."""
        here = QUEUES[visitor.topic]
        there = self._chance.choice(sorted({*QUEUES.values()} - {here}))
        agent = self._chance.choice(self._agents)
        add = self._script.add
        add(ContactTransferred, at, contact=contact, from_=here, to=there, asked_by="agent")
        at += timedelta(seconds=12)
        add(AgentConnected, at, contact=contact, agent=agent, role="professional", team=there)
        add(CaseAssigned, at, case=visitor.case, team=there)
        return agent

    def _record(self, visitor: Visitor, contact: str, agent: str, until: datetime) -> None:
        if self._chance.random() > UNRECORDED:
            self._script.add(
                RecordWritten,
                until + timedelta(seconds=self._chance.uniform(15, 150)),
                contact=contact,
                case=visitor.case,
                agent=agent,
                text=RECORDS[visitor.topic],
                shared=True,
            )

    def _promised(self, visitor: Visitor, agent: str, at: datetime) -> None:
        add, promise = self._script.add, f"הבטחה-{visitor.number}"
        due = at + timedelta(hours=2)
        add(
            PromiseMade,
            at,
            promise=promise,
            kind="callback",
            customer=visitor.customer,
            by=agent,
            owner=agent,
            case=visitor.case,
            contact=visitor.contact,
            due=due,
            words="אחזור אליך בתוך שעתיים",
        )
        if self._chance.random() > FORGOTTEN:
            called = due - timedelta(minutes=self._chance.uniform(10, 90))
            contact = f"{visitor.contact}-הבטחה"
            self._dial(visitor, contact, called, visitor.case)
            end = called + timedelta(minutes=2)
            self._talk(visitor, contact, agent, called + timedelta(seconds=8), end)
            add(PromiseKept, end, promise=promise, contact=contact)

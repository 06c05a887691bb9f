"""The made day's telephone: one line of callers, so many desks, first come first served.

Waits are not drawn: they come of arrivals, service times and patience, as in a real centre.
"""

import heapq
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from moked.core.events import (
    AgentAvailable,
    AgentConnected,
    CaseOpened,
    CaseResolved,
    ContactEnded,
    ContactStarted,
    MenuShown,
    PromiseKept,
    PromiseMade,
    QueueJoined,
    QueueLeft,
    RecordWritten,
    WaitAnnounced,
    WordsNoticed,
)
from moked.made.crowd import QUEUES, Visitor
from moked.made.people import ANSWERS, RECORDS
from moked.made.script import Script

MENU = timedelta(seconds=25)
MEAN_TALK = 240.0
MEAN_PATIENCE = 420.0

# How often the centre fails its callers, apart from letting them wait.
UNRECORDED = 0.03
PROMISED = 0.08
FORGOTTEN = 0.06


class Telephone:
    """The desks of one day."""

    def __init__(
        self, script: Script, chance: random.Random, agents: Sequence[str], opens: datetime
    ) -> None:
        """Seat the agents at the moment the lines open."""
        self._script = script
        self._chance = chance
        self._free = [(opens, agent) for agent in agents]
        heapq.heapify(self._free)
        self._waits: list[float] = []
        for agent in agents:
            script.add(AgentAvailable, opens, agent=agent)

    def call(self, visitor: Visitor) -> None:
        """Play one call; calls come in order of time."""
        joined = self._dialled(visitor)
        free_at, agent = self._free[0]
        wait = max(0.0, (free_at - joined).total_seconds())
        patience = 10 + self._chance.expovariate(1 / MEAN_PATIENCE)
        self._announced(visitor, joined, min(wait, patience))
        if wait > patience:
            self._gave_up(visitor, joined + timedelta(seconds=patience))
            return
        answered = joined + timedelta(seconds=wait)
        self._script.add(QueueLeft, answered, contact=visitor.contact, why="answered")
        talk = timedelta(seconds=20 + self._chance.lognormvariate(5.0, 0.8))
        busy = talk + timedelta(seconds=self._chance.uniform(20, 60))
        heapq.heapreplace(self._free, (answered + busy, agent))
        self._waits.append(wait)
        self._talked(visitor, agent, answered, answered + talk)

    def _dialled(self, visitor: Visitor) -> datetime:
        add, contact = self._script.add, visitor.contact
        add(
            ContactStarted,
            visitor.at,
            contact=contact,
            channel="phone",
            direction="in",
            customer=visitor.customer,
            topic=visitor.topic,
        )
        menu = visitor.at + timedelta(seconds=3)
        add(MenuShown, menu, contact=contact, node="ראשי", human=True)
        joined = visitor.at + MENU
        add(QueueJoined, joined, contact=contact, queue=QUEUES[visitor.topic])
        return joined

    def _announced(self, visitor: Visitor, joined: datetime, wait: float) -> None:
        """Tell those who wait for long their place and an estimate, after a minute and a half."""
        if wait > 90:
            expected = sum(self._waits[-5:]) / len(self._waits[-5:]) if self._waits else 120.0
            self._script.add(
                WaitAnnounced,
                joined + timedelta(seconds=80),
                contact=visitor.contact,
                place=1 + int(wait // 60),
                seconds=round(expected),
                low=round(expected * 0.3),
                high=round(expected * 2 + 120),
                message_offered=True,
            )

    def _gave_up(self, visitor: Visitor, left: datetime) -> None:
        add, contact = self._script.add, visitor.contact
        add(QueueLeft, left, contact=contact, why="abandoned")
        add(ContactEnded, left, contact=contact, by="customer")
        if self._chance.random() > 0.15:
            self._called_back(visitor, left + timedelta(minutes=self._chance.uniform(10, 100)))

    def _called_back(self, visitor: Visitor, at: datetime) -> None:
        add, contact = self._script.add, f"{visitor.contact}-חזרה"
        agent = self._chance.choice(self._free)[1]
        add(
            ContactStarted,
            at,
            contact=contact,
            channel="phone",
            direction="out",
            customer=visitor.customer,
            topic=visitor.topic,
        )
        self._open_case(visitor, at + timedelta(seconds=13))
        self._talk(visitor, contact, agent, at + timedelta(seconds=8), at + timedelta(minutes=3))

    def _open_case(self, visitor: Visitor, at: datetime) -> None:
        self._script.add(
            CaseOpened,
            at,
            case=visitor.case,
            customer=visitor.customer,
            channel="phone",
            topic=visitor.topic,
        )

    def _talked(self, visitor: Visitor, agent: str, answered: datetime, end: datetime) -> None:
        self._open_case(visitor, answered + timedelta(seconds=5))
        self._talk(visitor, visitor.contact, agent, answered, end)
        if self._chance.random() < PROMISED:
            self._promised(visitor, agent, end)

    def _talk(
        self, visitor: Visitor, contact: str, agent: str, answered: datetime, end: datetime
    ) -> None:
        add = self._script.add
        add(AgentConnected, answered, contact=contact, agent=agent, role="professional")
        answer = self._chance.choice(ANSWERS[visitor.topic])
        add(
            WordsNoticed,
            answered + (end - answered) * 0.7,
            contact=contact,
            kind="answer",
            speaker="agent",
            words=answer,
            confidence=0.9,
        )
        add(ContactEnded, end, contact=contact, by="customer", farewell=True)
        if self._chance.random() > UNRECORDED:
            add(
                RecordWritten,
                end + timedelta(seconds=self._chance.uniform(15, 150)),
                contact=contact,
                case=visitor.case,
                agent=agent,
                text=RECORDS[visitor.topic],
                shared=True,
            )
        add(CaseResolved, end + timedelta(seconds=200), case=visitor.case, by=agent)

    def _promised(self, visitor: Visitor, agent: str, end: datetime) -> None:
        add, promise = self._script.add, f"הבטחה-{visitor.number}"
        due = end + timedelta(hours=2)
        add(
            PromiseMade,
            end,
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
            at = due - timedelta(minutes=self._chance.uniform(10, 90))
            contact = f"{visitor.contact}-הבטחה"
            add(
                ContactStarted,
                at,
                contact=contact,
                channel="phone",
                direction="out",
                customer=visitor.customer,
                case=visitor.case,
            )
            self._talk(
                visitor, contact, agent, at + timedelta(seconds=8), at + timedelta(minutes=2)
            )
            add(PromiseKept, at + timedelta(minutes=2), promise=promise, contact=contact)

"""The made day's telephone: one line of callers, so many desks, first come first served.

Waits are not drawn: they come of arrivals, service times and patience, as in a real centre.
"""

import heapq
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from moked.core.events import (
    AgentAvailable,
    ContactEnded,
    ContactStarted,
    MenuShown,
    QueueJoined,
    QueueLeft,
    WaitAnnounced,
)
from moked.made.crowd import MISDIALLED, QUEUES, Visitor
from moked.made.script import Script
from moked.made.talks import Talks

MENU = timedelta(seconds=25)
MEAN_PATIENCE = 420.0
ANNOUNCED_AFTER = 80.0
"""How long a caller waits, in seconds, before he is told his place and an estimate."""

CALLED_BACK = 0.85
"""How often somebody calls those who gave up."""


class Telephone:
    """The desks of one day."""

    def __init__(
        self, script: Script, chance: random.Random, agents: Sequence[str], opens: datetime
    ) -> None:
        """Seat the agents at the moment the lines open."""
        self._script = script
        self._chance = chance
        self._talks = Talks(script, chance, agents)
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
        self._waits.append(wait)
        self._script.add(QueueLeft, answered, contact=visitor.contact, why="answered")
        self._answered(visitor, agent, answered)

    def _answered(self, visitor: Visitor, agent: str, at: datetime) -> None:
        if visitor.topic == MISDIALLED:
            until = at + timedelta(seconds=self._chance.uniform(4, 12))
            heapq.heapreplace(self._free, (until, agent))
            self._talks.misdialled(visitor, agent, at, until)
            return
        until = at + timedelta(seconds=20 + self._chance.lognormvariate(5.0, 0.8))
        rest = timedelta(seconds=self._chance.uniform(20, 60))
        heapq.heapreplace(self._free, (until + rest, agent))
        self._talks.answered(visitor, agent, at, until)

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
        """Tell those who wait for long their place and an estimate."""
        if wait <= ANNOUNCED_AFTER:
            return
        lately = self._waits[-5:] or [120.0]
        expected = sum(lately) / len(lately)
        self._script.add(
            WaitAnnounced,
            joined + timedelta(seconds=ANNOUNCED_AFTER),
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
        if visitor.topic != MISDIALLED and self._chance.random() < CALLED_BACK:
            later = timedelta(minutes=self._chance.uniform(10, 100))
            self._talks.called_back(visitor, left + later)

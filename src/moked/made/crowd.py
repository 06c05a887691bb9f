"""The crowd of a made day: who calls when, about what, and who sits at the desks."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec
from msgspec.structs import replace

from moked.core.events import Channel
from moked.made.people import AGENTS, FIRST, LAST
from moked.made.script import clock

# Share of a day's contacts that begin in each hour from 08:00: a morning peak, a dip at noon.
HOURS = (0.08, 0.13, 0.14, 0.12, 0.09, 0.08, 0.10, 0.10, 0.09, 0.07)

CHANNELS = {
    Channel.PHONE: 0.45,
    Channel.CHAT: 0.15,
    Channel.WHATSAPP: 0.15,
    Channel.EMAIL: 0.12,
    Channel.FORM: 0.08,
    Channel.MESSENGER: 0.05,
}

TOPICS = {"fault": 0.3, "billing": 0.3, "delivery": 0.2, "sales": 0.12, "ending_contract": 0.08}

MISDIALLED = "wrong_number"
"""The topic of a call that was meant for somebody else, and how often it happens."""
MISDIALS = 0.02

RETURNING = 0.015
"""How many of a day's contacts are by somebody who turned to us earlier that day, on the same matter,"""
SOON = timedelta(hours=1)
"""and more than so long before."""

QUEUES = {
    MISDIALLED: "חשבונות",
    "fault": "תקלות",
    "billing": "חשבונות",
    "ending_contract": "חשבונות",
    "delivery": "משלוחים",
    "sales": "מכירות",
}


class Visitor(msgspec.Struct, frozen=True):
    """One contact of the crowd before anything happened to it."""

    number: int
    at: datetime
    channel: Channel
    topic: str
    customer: str

    @property
    def contact(self) -> str:
        """The contact's reference."""
        return f"מגע-{self.number}"

    @property
    def case(self) -> str:
        """The reference of the case that the contact is about."""
        return f"פנייה-{self.number}"

    @property
    def message(self) -> str:
        """The stem of the references of its messages."""
        return f"הודעה-{self.number}"


def drawn(chance: random.Random, shares: dict[str, float]) -> str:
    """Return one of the keys, each as likely as its share."""
    return chance.choices(list(shares), list(shares.values()))[0]


def visitors(chance: random.Random, day: date, contacts: int, first: int = 1) -> list[Visitor]:
    """Return a day's contacts in order of time, numbered from `first`."""
    moments = sorted(_moment(chance, day) for _ in range(contacts))
    found: list[Visitor] = []
    for number, at in enumerate(moments, start=first):
        visitor = _visitor(chance, number, at)
        if found and chance.random() < RETURNING:
            before = chance.choice(found)
            if visitor.topic != MISDIALLED != before.topic and at - before.at > SOON:
                visitor = replace(visitor, customer=before.customer, topic=before.topic)
        found.append(visitor)
    return found


def _visitor(chance: random.Random, number: int, at: datetime) -> Visitor:
    channel = Channel(drawn(chance, {str(c): share for c, share in CHANNELS.items()}))
    misdialled = channel is Channel.PHONE and chance.random() < MISDIALS
    return Visitor(
        number=number,
        at=at,
        channel=channel,
        topic=MISDIALLED if misdialled else drawn(chance, TOPICS),
        customer=f"{chance.choice(FIRST)} {chance.choice(LAST)} {number}",
    )


def _moment(chance: random.Random, day: date) -> datetime:
    hour = chance.choices(range(len(HOURS)), HOURS)[0]
    return clock(day, "08:00") + timedelta(hours=hour, seconds=chance.randrange(3600))


def desks(count: int) -> Iterator[str]:
    """Yield the agents of so many desks, a number beside the name from the second round on."""
    for number in range(count):
        name = AGENTS[number % len(AGENTS)]
        yield name if number < len(AGENTS) else f"{name} {number // len(AGENTS) + 1}"

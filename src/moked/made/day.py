"""A busy day of a made service centre, from a seed: the crowd, the probes, and the stories in it.

The same seed and size give the same day, to the last event.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from moked.core.events import Channel, Event, ProbeDone
from moked.made.calls import Telephone
from moked.made.crowd import desks, visitors
from moked.made.script import Script, clock, together
from moked.made.visits import play_visits
from moked.made.writing import Writing

CONTACTS = 3200
CALLS_A_DESK = 105
VISITS_IN_A_HUNDRED = 4
PROBED = (Channel.CHAT, Channel.EMAIL, Channel.FORM, Channel.WHATSAPP)


def crowd_day(day: date, *, seed: int, contacts: int = CONTACTS, first: int = 1) -> Script:
    """Return a day of ordinary traffic, its contacts numbered from `first`."""
    chance = random.Random(f"{seed} {day}")
    script = Script(f"made-{day}")
    crowd = visitors(chance, day, contacts, first)
    calls = [visitor for visitor in crowd if visitor.channel is Channel.PHONE]
    agents = list(desks(max(2, round(len(calls) / CALLS_A_DESK))))
    telephone = Telephone(script, chance, agents, clock(day, "08:00"))
    writing = Writing(script, chance, agents)
    for visitor in crowd:
        if visitor.channel is Channel.PHONE:
            telephone.call(visitor)
        else:
            writing.write(visitor)
    play_visits(script, chance, day, contacts * VISITS_IN_A_HUNDRED // 100)
    _probe(script, chance, day)
    return script


def _probe(script: Script, chance: random.Random, day: date) -> None:
    """Have Moked probe its own channels every ten minutes."""
    at = clock(day, "08:00")
    while at < clock(day, "20:00"):
        for channel in PROBED:
            took = chance.lognormvariate(6, 0.5)
            script.add(ProbeDone, at, channel=channel, stage="reply", ok=True, milliseconds=took)
        at += timedelta(minutes=10)


def crowd_days(first: date, days: int, *, seed: int, contacts: int = CONTACTS) -> Iterator[Event]:
    """Yield the events of so many business days of ordinary traffic (Friday and Saturday rest)."""
    day, done = first, 0
    while done < days:
        if day.isoweekday() not in (5, 6):
            script = crowd_day(day, seed=seed, contacts=contacts, first=1 + done * contacts)
            yield from together([script])
            done += 1
        day += timedelta(days=1)

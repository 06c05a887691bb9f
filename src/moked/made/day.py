"""A busy day of a made service centre, from a seed: the crowd, the probes, and the stories in it.

The same seed and size give the same day, to the last event.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from moked.core.events import Channel, Event, ProbeDone
from moked.made.calls import Telephone
from moked.made.crowd import desks, visitors
from moked.made.script import REST, Script, business_day, clock, together
from moked.made.stories import all_stories
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
    for script in _crowds(first, days, seed=seed, contacts=contacts):
        yield from together([script])


def busy_days(
    first: date, *, days: int = 1, seed: int = 1, contacts: int = CONTACTS, stories: bool = True
) -> list[Event]:
    """Return so many business days of traffic as one log, with the five stories around the first of them.

    The stories begin up to two and a half weeks before it and end a day after it; near a holiday a story
    may fail in less, because a closed centre owes nobody an answer. A Friday or Saturday stands for the
    Sunday after.
    """
    first = business_day(first, 1) if first.isoweekday() in REST else first
    scripts = [story.script(first) for story in all_stories()] if stories else []
    return together([*_crowds(first, days, seed=seed, contacts=contacts), *scripts])


def _crowds(first: date, days: int, *, seed: int, contacts: int) -> Iterator[Script]:
    day = first
    for done in range(days):
        if done or day.isoweekday() in REST:
            day = business_day(day, 1)
        yield crowd_day(day, seed=seed, contacts=contacts, first=1 + done * contacts)

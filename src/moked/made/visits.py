"""The made day's technicians: visits booked days before, most of them on time."""

import random
from datetime import date, timedelta

from moked.core.events import VisitArrived, VisitBooked, VisitContacted, VisitDone, VisitPlanned
from moked.made.people import FIRST, LAST
from moked.made.script import Script, clock

LATE = 0.04
TECHNICIANS = 12


def play_visits(script: Script, chance: random.Random, day: date, count: int) -> None:
    """Play a day's visits."""
    for number in range(count):
        visit = f"ביקור-{day:%j}-{number}"
        customer = f"{chance.choice(FIRST)} {chance.choice(LAST)} ב{number}"
        hour = clock(day, f"{chance.randrange(8, 17):02}:00")
        script.add(
            VisitBooked,
            clock(day, "14:00", days=-2),
            visit=visit,
            customer=customer,
            hour=hour,
            until=hour + timedelta(hours=2),
            kind="התקנה",
        )
        arrives = hour + timedelta(minutes=chance.uniform(0, 110))
        if chance.random() < LATE:
            arrives += timedelta(minutes=chance.uniform(60, 300))
        planned = min(arrives, hour + timedelta(minutes=90))
        script.add(
            VisitPlanned,
            clock(day, "18:00", days=-1),
            visit=visit,
            technician=f"טכנאי {number % TECHNICIANS + 1}",
            arrives=planned,
            constraint_known=True,
        )
        script.add(VisitContacted, arrives - timedelta(minutes=20), visit=visit, wants=arrives)
        script.add(VisitArrived, arrives, visit=visit)
        script.add(VisitDone, arrives + timedelta(minutes=40), visit=visit)

"""When customers come in, and how long they then wait: an hour of the week at a time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec

from moked.forecasts.best_times import Call, best_times
from moked.policy import Policy
from moked.reports.figures.contacts import Contact
from moked.reports.figures.waits import limit_of

CENTRE = "centre"
"""All queues as one: a caller does not know the queues."""


class Hour(msgspec.Struct, frozen=True):
    """An hour of the week (weekday: Monday 0), local.

    `chance` is that of a person within the limit, drawn towards the week's where calls are few;
    `mean_wait` is in seconds. Both are None where nobody could wait: what came in was written.
    """

    weekday: int
    hour: int
    contacts: int
    mean_wait: float | None
    chance: float | None


class Arrivals(msgspec.Struct, frozen=True):
    """Every hour of the week in which something came in, in order, and the best to call in."""

    contacts: int
    limit: float
    hours: list[Hour]
    best: list[Hour]


def arrival_figures(
    moments: Iterable[datetime], contacts: Iterable[Contact], policy: Policy, now: datetime
) -> Arrivals | None:
    """Return arrivals by hour of the week; None where none came.

    `moments` are those at which customers came in, in writing or live; `contacts` those who then waited.
    """
    local = policy.calendar().local
    counts: defaultdict[tuple[int, int], int] = defaultdict(int)
    for at in moments:
        there = local(at)
        counts[there.weekday(), there.hour] += 1
    if not counts:
        return None
    limit, _ = limit_of(policy, now)
    waits = _waits(contacts, policy, now)
    chances = _chances(waits, limit)
    hours = [
        _hour(weekday, hour, came, waits.get((weekday, hour), []), chances)
        for (weekday, hour), came in sorted(counts.items())
    ]
    return Arrivals(sum(counts.values()), limit, hours, _best(hours))


def _waits(
    contacts: Iterable[Contact], policy: Policy, now: datetime
) -> dict[tuple[int, int], list[Call]]:
    local = policy.calendar().local
    waits: defaultdict[tuple[int, int], list[Call]] = defaultdict(list)
    for contact in contacts:
        if contact.is_live:
            # The forecast's slots are half-hours; a whole hour counts as its first half.
            hour = local(contact.started_at).replace(minute=0)
            call = Call(CENTRE, hour, contact.waited(now), contact.human_at is not None)
            waits[hour.weekday(), hour.hour].append(call)
    return waits


def _chances(
    waits: dict[tuple[int, int], list[Call]], limit: float
) -> dict[tuple[int, int], float]:
    if not waits:
        return {}
    times = best_times((call for calls in waits.values() for call in calls), limit)
    return {
        (slot.weekday, slot.half_hour // 2): chance.within
        for (_, slot), chance in times.by_slot.items()
    }


def _hour(
    weekday: int, hour: int, came: int, calls: list[Call], chances: dict[tuple[int, int], float]
) -> Hour:
    mean = sum(call.waited for call in calls) / len(calls) if calls else None
    return Hour(weekday, hour, came, mean, chances.get((weekday, hour)))


def _best(hours: Iterable[Hour], top: int = 3) -> list[Hour]:
    """Return the hours with the best chance and, where chances are equal, the shortest mean wait."""
    known = [
        (h.chance, h.mean_wait, h)
        for h in hours
        if h.chance is not None and h.mean_wait is not None
    ]
    known.sort(key=lambda each: (-round(each[0], 2), each[1], each[2].weekday, each[2].hour))
    return [hour for _, _, hour in known[:top]]

"""When to call: per queue, weekday and half-hour the chance to be answered within a limit.

The rule: few calls say little. A half-hour is drawn towards its queue, and a queue towards all
queues, by as much as it lacks calls; and a caller who hung up early is not counted as answered,
nor left out as if he had never waited.

Who hangs up before the limit tells only that he would have waited longer than that. Kaplan and
Meier (JASA 53, 1958) use just that: the hazard of an answer at each wait, over those still waiting
(so Brown et al., JASA 100, 2005, for calls). It needs patience not to depend on the wait to come.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from moked.forecasts.arrivals import Slot, slot_of

# The weight of what is known before, in calls: at 20 calls of its own a slot counts for half.
STRENGTH = 20.0


@dataclass(frozen=True, slots=True)
class Call:
    """A call that queued at a local moment and waited so long for an agent, or until hanging up."""

    queue: str
    joined_at: datetime
    waited: float
    answered: bool


@dataclass(frozen=True, slots=True)
class Chance:
    """P(wait <= limit), and how many calls of its own it rests on."""

    within: float
    calls: int


@dataclass(frozen=True, slots=True)
class BestTimes:
    """The chances of each queue, in a slot with calls and without one."""

    by_slot: dict[tuple[str, Slot], Chance]
    by_queue: dict[str, Chance]

    def chance(self, queue: str, at: datetime) -> Chance:
        """Return the chance at a local moment; the queue's own where the slot has had no call."""
        return self.by_slot.get((queue, slot_of(at)), Chance(self.by_queue[queue].within, 0))

    def best(self, queue: str, top: int = 3) -> list[tuple[Slot, Chance]]:
        """Return the slots of the queue with the best chances, best first."""
        own = [(slot, chance) for (name, slot), chance in self.by_slot.items() if name == queue]
        return sorted(own, key=lambda one: (-one[1].within, one[0]))[:top]


def best_times(calls: Iterable[Call], limit: float, strength: float = STRENGTH) -> BestTimes:
    """Return P(wait <= limit) per queue and slot, shrunk; ValueError without any call."""
    queues: defaultdict[str, list[Call]] = defaultdict(list)
    slots: defaultdict[tuple[str, Slot], list[Call]] = defaultdict(list)
    for call in calls:
        queues[call.queue].append(call)
        slots[call.queue, slot_of(call.joined_at)].append(call)
    everything = [call for queue in queues.values() for call in queue]
    if not everything:
        raise ValueError("no call to learn from")
    overall, _ = answered_within(everything, limit)
    by_queue = {name: _shrunk(own, limit, overall, strength) for name, own in queues.items()}
    by_slot = {
        (name, slot): _shrunk(own, limit, by_queue[name].within, strength)
        for (name, slot), own in slots.items()
    }
    return BestTimes(by_slot, by_queue)


def _shrunk(calls: list[Call], limit: float, before: float, strength: float) -> Chance:
    within, told = answered_within(calls, limit)
    return Chance((told * within + strength * before) / (told + strength), len(calls))


def answered_within(calls: Iterable[Call], limit: float) -> tuple[float, int]:
    """Return P(wait <= limit) of a caller who stays, and how many calls told: not the hang-ups
    before the limit, whose outcome is unknown.
    """
    ordered = sorted(calls, key=lambda call: call.waited)
    waiting, over_limit, hung_up = len(ordered), 1.0, 0
    for waited, group in groupby(ordered, key=lambda call: call.waited):
        if waited > limit:
            break
        together = list(group)
        answered = sum(call.answered for call in together)
        over_limit *= 1 - answered / waiting
        hung_up += len(together) - answered
        waiting -= len(together)
    return 1 - over_limit, len(ordered) - hung_up

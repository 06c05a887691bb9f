"""Agents' calls that ended within seconds, against the whole centre's: who hangs up on customers?

A share of few calls strays far by chance alone. So each agent is compared with the pooled share within
limits that narrow as calls grow: the funnel of D. J. Spiegelhalter, "Funnel plots for comparing
institutional performance", Statistics in Medicine 24 (2005) 1185-1202, with z from the policy (F03).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from math import sqrt

import msgspec

from moked.policy import Policy
from moked.quality.readings.answering import LIVE
from moked.reports.figures.contacts import Contact


class AgentCalls(msgspec.Struct, frozen=True):
    """An agent's talks, how many of them were short, and z: how far above the pooled share."""

    agent: str
    calls: int
    short: int
    z: float
    is_outlier: bool

    @property
    def share(self) -> float:
        """The share of short calls."""
        return self.short / self.calls


class ShortCalls(msgspec.Struct, frozen=True):
    """The agents with calls enough, the furthest above first; `shorter_than` is in seconds."""

    shorter_than: float
    least_calls: int
    limit_z: float
    calls: int
    short: int
    agents: list[AgentCalls]

    @property
    def pooled(self) -> float:
        """The share of short calls of all these agents together."""
        return self.short / self.calls

    @property
    def outliers(self) -> list[AgentCalls]:
        """The agents above the upper limit."""
        return [agent for agent in self.agents if agent.is_outlier]

    def bound(self, calls: float, side: int = 1) -> float:
        """Return the upper (1) or lower (-1) control limit at a number of calls, within 0 to 1."""
        p = self.pooled
        return min(1.0, max(0.0, p + side * self.limit_z * sqrt(p * (1 - p) / calls)))


def short_call_figures(
    contacts: Iterable[Contact], policy: Policy, now: datetime
) -> ShortCalls | None:
    """Return the figures of short calls; None where no agent has calls enough to say anything."""
    shorter_than = policy.length("hung_up_on.short_call", now).total_seconds()
    least = int(policy.number("hung_up_on.pattern_calls", now))
    counts = _counts(contacts, shorter_than)
    enough = {agent: its for agent, its in counts.items() if its[0] >= least}
    calls, short = (sum(its[i] for its in enough.values()) for i in (0, 1))
    if not calls:
        return None
    limit_z = policy.number("hung_up_on.pattern_z", now)
    agents = [_agent(agent, n, few, short / calls, limit_z) for agent, (n, few) in enough.items()]
    agents.sort(key=lambda agent: (-agent.z, agent.agent))
    return ShortCalls(shorter_than, least, limit_z, calls, short, agents)


def _counts(contacts: Iterable[Contact], shorter_than: float) -> dict[str, list[int]]:
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for contact in contacts:
        for talk in contact.talks if contact.channel in LIVE else ():
            if talk.until is not None:
                counts[talk.agent][0] += 1
                lasted = (talk.until - talk.since).total_seconds()
                counts[talk.agent][1] += lasted < shorter_than
    return counts


def _agent(agent: str, calls: int, short: int, pooled: float, limit_z: float) -> AgentCalls:
    error = sqrt(pooled * (1 - pooled) / calls)
    z = (short / calls - pooled) / error if error else 0.0
    return AgentCalls(agent, calls, short, z, z > limit_z)

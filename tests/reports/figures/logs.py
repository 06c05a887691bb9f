"""Logs to measure, in the words of the detectors' stories."""

from collections.abc import Sequence
from datetime import datetime

from moked.core.events import Event, in_order
from moked.policy import Policy, load
from moked.quality.finding import Finding
from moked.reports.figures import Figures, measure
from tests.quality.words import agent_connected, at, contact_ended, contact_started

ISRAEL: Policy = load(["il"])


def measured(
    *events: Event,
    findings: Sequence[Finding] = (),
    until: str | None = None,
    policy: Policy = ISRAEL,
) -> Figures:
    """Return the figures of a log's events, given in any order."""
    now: datetime | None = at(until) if until else None
    return measure(sorted(events, key=in_order), findings, policy, until=now)


def talk(contact: str, since: str, until: str, agent: str = "noa") -> list[Event]:
    """Return a call that an agent took at once."""
    return [
        contact_started(since, contact=contact),
        agent_connected(since, contact=contact, agent=agent),
        contact_ended(until, contact=contact),
    ]

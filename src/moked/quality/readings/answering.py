"""Who waits, who answers, and what a limit on waiting covers: what the detectors of waiting share."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from moked.core.events import (
    AgentConnected,
    Author,
    Channel,
    ContactEnded,
    ContactHeld,
    ContactResumed,
    ContactStarted,
    Direction,
    Event,
    MessageSent,
    QueueLeft,
    Role,
    WhyLeft,
)
from moked.policy import Policy, Rule
from moked.quality.finding import Severity
from moked.quality.story import Story

LIVE = frozenset({Channel.PHONE, Channel.CHAT})
"""Channels on which a customer waits at the other end."""

SOLVERS = frozenset({Role.PROFESSIONAL, Role.SUPERVISOR})
"""Roles that have the power to solve; a front desk has not, and no bot or menu has a role."""

CHOICES = frozenset({WhyLeft.MESSAGE, WhyLeft.CALLBACK})
"""Ways out of a queue that a customer may choose instead of waiting."""

Wait = tuple[datetime, datetime | None]
"""A stretch of waiting, and its end where it has one."""

Stop = AgentConnected | QueueLeft | ContactEnded
"""The events that may end a wait."""

STOPS = (AgentConnected, QueueLeft, ContactEnded)
"""The same, to ask an event's type quickly: a union of types takes twice as long."""


def reached_out(events: Iterable[Event]) -> ContactStarted | None:
    """Return the start of a contact that the customer began; None for one of ours, or unknown."""
    for event in events:
        if isinstance(event, ContactStarted):
            return event if event.direction is Direction.IN else None
    return None


def stops_waiting(event: Stop) -> bool:
    """Return whether an event ends the wait for a person who can solve the matter.

    A queue left for an agent or for another queue does not, nor does a message that was not chosen.
    """
    if isinstance(event, AgentConnected):
        return event.role in SOLVERS
    if isinstance(event, QueueLeft):
        return event.why is WhyLeft.ABANDONED or (event.why in CHOICES and event.chosen is True)
    return True


def waits_of(story: Story, started: ContactStarted, parked_within: timedelta) -> Iterator[Wait]:
    """Yield the stretches of a contact in which the customer waits for somebody who can solve the matter.

    Who is put on hold within `parked_within` of an answer, or of coming back from hold, waits again.
    """
    since: datetime | None = started.at
    answered_at = started.at
    parked = False
    for event in story:
        if since is None:
            if isinstance(event, ContactHeld) and event.at - answered_at <= parked_within:
                since, parked = event.at, True
        elif (parked and isinstance(event, ContactResumed)) or stops_wait(event):
            yield since, event.at
            if isinstance(event, QueueLeft | ContactEnded):
                return
            since, answered_at = None, event.at
    if since is not None:
        yield since, None


def stops_wait(event: Event) -> bool:
    """Return whether an event of a contact, of any type, ends a wait for a person."""
    if isinstance(event, MessageSent):
        return event.author is Author.AGENT
    return isinstance(event, STOPS) and stops_waiting(event)


def covers(topics: Rule | None, topic: str | None, policy: Policy) -> bool:
    """Return whether a rule on certain topics covers a contact's; an unknown topic is covered."""
    known = policy.topic(topic)
    return topics is None or known is None or known in topics.words


def graver_by_law(rule: Rule | None, otherwise: Severity) -> Severity:
    """Return how a breach of a rule hurts: a clause makes it one of the law."""
    return Severity.LEGAL if rule is not None and rule.clause else otherwise

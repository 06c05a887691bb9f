"""We stopped a clock that nothing had stopped.

On a case: it is set to wait for the customer, though no question was sent since he last spoke. A phone
call that nobody transcribed is no evidence of a question; a message whose text nobody kept is. It is
found once a case, at the first such stop.

In a contact: the customer is queued again, having left the queue by no wish of his own and without
being served, and so loses his wait, unless the new place is no worse than the old one; or he is
answered, put on hold within seconds and left there for a minute, or until the end or another queue. That
somebody comes back to him after the minute does not undo it; F01 counts such a hold as waiting, long or
short. Where a law says that its clock runs from the start of the call and never stops, the finding
names it.

Source: firms that "prefer optics to empathy". In the public log of Volvo IT (BPI Challenge 2013) 2,495
of 7,554 cases use "wait user".
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from moked.core.events import (
    AgentConnected,
    CaseWaiting,
    ContactEnded,
    ContactHeld,
    ContactResumed,
    Event,
    QueueJoined,
    QueueLeft,
    WaitAnnounced,
    WaitingOn,
    WhyLeft,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.asking import ASKING, Asking
from moked.quality.story import Story

_Hold = tuple[AgentConnected, ContactHeld, Event | None]
"""An answer, the hold that followed it, and what ended that."""


@detector(
    code="F31",
    scope=Scope.CASE,
    severity=Severity.LOST,
    reads=(CaseWaiting, *ASKING),
    needs=(CaseWaiting,),
)
class ClockStopped:
    """A case's questions, until it is set to wait without one."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._asking = Asking()
        self._found: list[Finding] = []

    def take(self, event: Event) -> None:
        if type(event) is not CaseWaiting:
            self._asking.learn(event)
        elif event.on is WaitingOn.CUSTOMER and not self._asking.is_open and not self._found:
            turn = self._asking.turn
            spoke_at = turn.at if turn else None
            self._found.append(
                self._story.finding(event.at, event, kind="waiting", spoke_at=spoke_at)
            )

    def findings(self) -> Sequence[Finding]:
        return self._found


def _is_served_at_once(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether nobody was queued twice or put on hold: most calls are."""
    types = [type(event) for event in events]
    return ContactHeld not in types and types.count(QueueJoined) < 2


@detector(
    code="F31",
    scope=Scope.CONTACT,
    severity=Severity.LOST,
    reads=(
        QueueJoined,
        WaitAnnounced,
        QueueLeft,
        AgentConnected,
        ContactHeld,
        ContactResumed,
        ContactEnded,
    ),
    needs=(QueueJoined, ContactHeld),
    unless=_is_served_at_once,
)
def find_in_contact(story: Story, policy: Policy) -> Iterator[Finding]:
    yield from _queued_again(story, policy)
    yield from _parked(story, policy)


def _queued_again(story: Story, policy: Policy) -> Iterator[Finding]:
    first: QueueJoined | None = None
    left: QueueLeft | None = None
    place: int | None = None
    for event in story:
        match event:
            case QueueJoined() if first and left and not _keeps(event.place, place):
                clause = _clause(policy, event)
                waited = event.at - first.at
                yield story.finding(
                    event.at, left, event, kind="queued_again", clause=clause, waited=waited
                )
                return
            case QueueJoined():
                first, left, place = first or event, None, event.place
            case WaitAnnounced(place=int(told)):
                place = told
            case QueueLeft(why=WhyLeft.TRANSFERRED | WhyLeft.TIMEOUT) if not event.chosen:
                left = event
            case AgentConnected():
                first = left = None


def _keeps(place: int | None, before: int | None) -> bool:
    return place is not None and before is not None and place <= before


def _parked(story: Story, policy: Policy) -> Iterator[Finding]:
    for answered, held, over in _holds_at_once(story, policy):
        at = _parked_at(held, over, policy)
        if at:
            yield story.finding(
                at,
                held,
                answered,
                kind="parked",
                clause=_clause(policy, held),
                waited=over and over.at - held.at,
                agent=answered.agent,
            )
            return


def _holds_at_once(story: Story, policy: Policy) -> Iterator[_Hold]:
    """Yield the holds that come with the answer, each with what ended it, if anything did."""
    answered: AgentConnected | None = None
    held: ContactHeld | None = None
    for event in story:
        match event:
            case ContactHeld():
                if answered and held is None and _at_once(answered, event, policy):
                    held = event
            case AgentConnected() | ContactResumed() | ContactEnded() | QueueJoined():
                if answered and held:
                    yield answered, held, event
                answered, held = event if isinstance(event, AgentConnected) else None, None
    if answered and held:
        yield answered, held, None


def _parked_at(held: ContactHeld, over: Event | None, policy: Policy) -> datetime | None:
    """Return when a hold became parking: after so long, or at its end if nobody came back."""
    late = held.at + policy.length("clock_stopped.parked_for", held.at)
    if over is None or over.at > late:
        return late
    if isinstance(over, AgentConnected | ContactResumed):
        return None
    waited = over.at - held.at
    return over.at if waited >= policy.length("clock_stopped.parked_over", over.at) else None


def _at_once(answered: AgentConnected, held: ContactHeld, policy: Policy) -> bool:
    return held.at - answered.at <= policy.length("clock_stopped.parked_within", held.at)


def _clause(policy: Policy, event: Event) -> str | None:
    rule = policy.rule("clock_stopped.never_stops", event.at)
    return rule.clause if rule and rule.flag else None

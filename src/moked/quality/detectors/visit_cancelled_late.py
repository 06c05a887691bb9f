"""We moved or cancelled a visit when it was too late to tell the customer so.

How late is too late is the policy's: an hour of the evening before, a span before the agreed hour,
the close of the business day before. The customer's own wish is never found, nor is what happens
to the visit after the technician came, after the customer was proved absent, or on the days after
a visit that never came. A visit called off twice is one failure. The clock of the original hour
runs on, see F17. Where a visit called off so late counts as missed, the finding names the sum for a
missed visit: the same sum as F17's, owed once.

Source: Israel's Consumer Protection Law s.18A, Ofcom's automatic compensation, 47 CFR
76.309(c)(2).
"""

from collections.abc import Iterator
from datetime import datetime

from moked.core.events import VisitCancelled, VisitMoved
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.agreed_hours import CLOCK_READS, CalledOff, Clock, clocks, last_notice
from moked.quality.story import Story


@detector(
    code="F18",
    scope=Scope.VISIT,
    severity=Severity.WORD,
    reads=CLOCK_READS,
    needs=(VisitCancelled, VisitMoved),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    for clock in clocks(story, policy):
        if clock.called_off:
            yield _called_off(story, clock, clock.called_off[0], policy)


def _called_off(story: Story, clock: Clock, event: CalledOff, policy: Policy) -> Finding:
    limit, rule = last_notice(clock.hour, policy)
    amount = _missed_sum(clock.hour, policy)
    return story.finding(
        event.at,
        event,
        clock.agreed,
        severity=Severity.LEGAL if rule.clause else None,
        clause=rule.clause,
        hour=clock.hour,
        until=clock.until,
        limit=limit,
        notice=clock.hour - event.at if event.at < clock.hour else None,
        moved_to=event.hour if isinstance(event, VisitMoved) else None,
        reason=event.reason if isinstance(event, VisitCancelled) else None,
        amount=amount,
        currency=policy.currency if amount else None,
    )


def _missed_sum(hour: datetime, policy: Policy) -> float | None:
    """Return what is owed for a visit of that hour where one called off late counts as missed."""
    counts = policy.rule("visit_cancelled_late.owes_missed_sum", hour)
    missed = policy.rule("visit_late.missed_sum", hour) if counts and counts.flag else None
    return missed.number if missed else None

"""We moved or cancelled a visit when it was too late to tell the customer so.

How late is too late is the policy's: an hour of the evening before, a span before the agreed hour,
the close of the business day before. The customer's own wish is never found, nor is what happens
to the visit after the technician came, after the customer was proved absent, or on the days after
a visit that never came. A visit called off twice is one failure. The clock of the original hour
runs on, see F17.

Source: Israel's Consumer Protection Law s.18A, Ofcom's automatic compensation, 47 CFR
76.309(c)(2).
"""

from collections.abc import Iterator

from moked.core.events import VisitCancelled, VisitMoved
from moked.policy import Policy
from moked.quality.agreed_hours import CLOCK_READS, CalledOff, Clock, clocks, last_notice
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
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
    )

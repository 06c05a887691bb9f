"""The field's plan does not know, or does not keep, what was agreed with the customer about a visit.

Found when dispatch plans an arrival outside the booked hours, before or after the constraint, or
with an order that lacks it; and when the technician wants to come well before the hour, or calls
on the day well before it without naming one. It shows the evening before, when the plan is made.
The customer may agree to another hour, which `visit.moved` by the customer says; that we moved the
visit is no agreement, except to another day and in good time. One finding a visit: what was
planned next does not undo the first plan.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from moked.core.events import Side, VisitBooked, VisitContacted, VisitMoved, VisitPlanned
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.agreed_hours import Agreed, Clock, last_notice, latest_arrival
from moked.quality.story import Story


class _Breach(NamedTuple):
    """What the field did not keep, and the hour it meant to come at, where known."""

    broke: str
    comes: datetime | None = None


@detector(
    code="F16",
    scope=Scope.VISIT,
    severity=Severity.WORD,
    reads=(VisitBooked, VisitMoved, VisitPlanned, VisitContacted),
    needs=(VisitPlanned, VisitContacted),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    agreed: Agreed | None = None
    for event in story:
        match event:
            case VisitBooked():
                agreed = event
            case VisitMoved() if agreed is None or _agrees(event, agreed, policy):
                agreed = event
            case VisitPlanned() | VisitContacted() if agreed is not None:
                breach = _breach(event, agreed, policy)
                if breach:
                    yield _ignored(story, event, agreed, breach)
                    return


def _agrees(moved: VisitMoved, agreed: Agreed, policy: Policy) -> bool:
    """Return whether a move sets a new agreement: the customer's always, ours seldom."""
    if moved.by is Side.CUSTOMER:
        return True
    local = policy.calendar().local
    same_day = local(moved.hour).date() == local(agreed.hour).date()
    return not same_day and moved.at <= last_notice(agreed.hour, policy)[0]


def _breach(event: VisitPlanned | VisitContacted, agreed: Agreed, policy: Policy) -> _Breach | None:
    if isinstance(event, VisitPlanned):
        return _planned_outside(event, agreed, policy)
    return _comes_early(event, agreed, policy)


def _planned_outside(planned: VisitPlanned, agreed: Agreed, policy: Policy) -> _Breach | None:
    arrives = planned.arrives
    if arrives < agreed.hour:
        return _Breach("hour", arrives)
    if isinstance(agreed, VisitBooked):
        if agreed.not_before and arrives < agreed.not_before:
            return _Breach("not_before", arrives)
        if agreed.not_after and arrives > agreed.not_after:
            return _Breach("not_after", arrives)
        constrained = agreed.not_before or agreed.not_after or agreed.note
        if constrained and planned.constraint_known is False:
            return _Breach("constraint_unknown", arrives)
    return _Breach("until", arrives) if arrives > _latest(agreed, policy) else None


def _latest(agreed: Agreed, policy: Policy) -> datetime:
    latest, _ = latest_arrival(Clock(agreed), policy)
    until = agreed.until if isinstance(agreed, VisitBooked) else None
    return until or latest


def _comes_early(contacted: VisitContacted, agreed: Agreed, policy: Policy) -> _Breach | None:
    not_before = agreed.not_before if isinstance(agreed, VisitBooked) else None
    hour = max(agreed.hour, not_before or agreed.hour)
    earliest = hour - policy.length("field_plan_ignores_agreement.early_over", hour)
    if contacted.wants is not None:
        return _Breach("hour", contacted.wants) if contacted.wants < earliest else None
    # On the days before, a call that names no hour confirms the visit.
    local = policy.calendar().local
    on_the_day = local(contacted.at).date() == local(hour).date()
    return _Breach("hour") if on_the_day and contacted.at < earliest else None


def _ignored(
    story: Story, event: VisitPlanned | VisitContacted, agreed: Agreed, breach: _Breach
) -> Finding:
    booked = agreed if isinstance(agreed, VisitBooked) else None
    return story.finding(
        event.at,
        event,
        agreed,
        broke=breach.broke,
        comes=breach.comes,
        hour=agreed.hour,
        until=booked and booked.until,
        not_before=booked and booked.not_before,
        not_after=booked and booked.not_after,
        note=booked and booked.note,
        technician=event.technician if isinstance(event, VisitPlanned) else None,
    )

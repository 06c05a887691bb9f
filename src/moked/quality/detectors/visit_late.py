"""The technician did not come in time after the agreed hour.

The clock starts at the agreed hour, of a range at its start, and a policy allows some lateness. It
goes on when we move or cancel the visit too late (F18), and when we say that the customer was
absent without proof. It stops when the technician comes, when the customer moves or cancels the
visit, and when we do in good time. A sum falls due at each span of the policy's table, or for a
visit missed altogether: given up by us, or not done by the end of its day. At risk as soon as the
plan, or the technician himself, names a later arrival. Once he came, the finding says how late.

Source: Israel's Consumer Protection Law s.18A (2 h allowed, 300 shekels at 4 h, 600 at 5 h), TKG
s.58(4), Ofcom's automatic compensation.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from moked.core.events import VisitArrived, VisitBooked, VisitContacted, VisitMoved, VisitPlanned
from moked.policy import Policy
from moked.policy.rule import Rule
from moked.policy.span import Span
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, State
from moked.quality.readings.agreed_hours import CLOCK_READS, Clock, clocks, latest_arrival
from moked.quality.story import Story

_Stage = tuple[datetime, float | None, Rule]
"""When a lateness grows worse, the sum due then, and the rule that says so."""


@detector(
    code="F17",
    scope=Scope.VISIT,
    severity=Severity.WORD,
    reads=(*CLOCK_READS, VisitPlanned, VisitContacted),
    needs=(VisitBooked, VisitMoved),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    for clock in clocks(story, policy):
        latest, _ = latest_arrival(clock, policy)
        if clock.ended is None or clock.ended.at > latest:
            yield from _at_risk(story, clock, latest)
            yield from _late(story, clock, policy)


def _at_risk(story: Story, clock: Clock, latest: datetime) -> Iterator[Finding]:
    """Yield the warning that stands on the last word about the arrival before it is late."""
    word, arrives = None, latest
    for event in story:
        match event:
            case VisitPlanned(arrives=moment) | VisitContacted(wants=datetime() as moment) if (
                clock.agreed.at <= event.at < latest
            ):
                word, arrives = event, moment
    if word and arrives > latest:
        yield story.finding(
            word.at,
            clock.agreed,
            word,
            state=State.AT_RISK,
            hour=clock.hour,
            until=clock.until,
            limit=latest,
            arrives=arrives,
        )


def _late(story: Story, clock: Clock, policy: Policy) -> Iterator[Finding]:
    reached = [stage for stage in _stages(clock, policy) if not _ended_by(clock, stage[0])]
    for at, amount, rule in reached:
        # What stopped the clock is told last: at the earlier stages nobody knew it.
        ended = clock.ended if at == reached[-1][0] else None
        yield story.finding(
            at,
            clock.agreed,
            *(event for event in clock.called_off if event.at <= at),
            *([ended] if ended else []),
            severity=Severity.LEGAL if rule.clause else None,
            clause=rule.clause,
            hour=clock.hour,
            until=clock.until,
            limit=latest_arrival(clock, policy)[0],
            waited=(ended.at if isinstance(ended, VisitArrived) else at) - clock.hour,
            amount=amount,
            currency=policy.currency if amount else None,
            ended=ended.TYPE if ended else None,
            ended_at=ended.at if ended else None,
        )


def _ended_by(clock: Clock, at: datetime) -> bool:
    return clock.ended is not None and clock.ended.at <= at


def _stages(clock: Clock, policy: Policy) -> list[_Stage]:
    latest, rule = latest_arrival(clock, policy)
    stages: list[_Stage] = [(latest, None, rule)]
    if sums := policy.rule("visit_late.sums", clock.hour):
        stages += [
            (clock.hour + span.length, amount, sums)
            for text, amount in sums.table.items()
            if (span := Span.parse(text))
        ]
    if missed := policy.rule("visit_late.missed_sum", clock.hour):
        stages.append((_missed_at(clock, latest, policy), missed.number, missed))
    # A booking written down after its hour is late when it is written.
    known = [(max(at, clock.agreed.at), amount, rule) for at, amount, rule in stages]
    return sorted(known, key=lambda stage: (stage[0], stage[1] or 0))


def _missed_at(clock: Clock, latest: datetime, policy: Policy) -> datetime:
    """Return when a visit is missed altogether: we gave it up, or its day is over."""
    calendar = policy.calendar()
    following = calendar.local(clock.hour).date() + timedelta(days=1)
    given_up = [event.at for event in (*clock.called_off, *clock.failed)]
    return max(latest, min([*given_up, calendar.moment(following, time.min)]))

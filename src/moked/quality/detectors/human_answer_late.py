"""The customer waited longer than the limit for a person who can solve the matter.

The clock starts at `contact.started`, when the customer dials, and nothing resets it: not the menu, not
a bot, not a front desk, not another queue. A law may set a second clock, from the request for a person.
A professional or a supervisor stops it, unless he parks the customer within seconds; so does a message
or a callback that the customer chose. Who gives up before the limit leaves nothing behind, who gives up
after it has waited too long all the same. An unknown topic is covered; a topic outside the law's list is
not judged. In `LateShares` the same waits are summed over two weeks, at the end of each day.

A caller whom a menu serves, and who asks for nobody, is not waiting for a person, unless his topic is known
to be covered. A chat's clock starts at the queue once a bot has answered, and other channels have one only
in a queue. Half the limit gone is a risk. Sources: Israel's Consumer Protection Law s.18B, Spain's Ley 10/2025
art. 8 and 10, 47 CFR 76.309; which channels a limit by law binds is policy.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from moked.core.events import (
    AgentConnected,
    BotReplied,
    Channel,
    ContactEnded,
    ContactHeld,
    ContactResumed,
    ContactStarted,
    Event,
    HumanRequested,
    MenuShown,
    MessageSent,
    QueueJoined,
    QueueLeft,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, State
from moked.quality.readings.answering import (
    LIVE,
    Wait,
    covers,
    graver_by_law,
    reached_out,
    stops_wait,
    waits_of,
)
from moked.quality.readings.counted_waits import CountedWaits
from moked.quality.story import Story

EVIDENCE = 50
"""How many late contacts a finding over many of them names."""


_WISHES = (QueueJoined, HumanRequested)
"""Off the telephone, what shows that a customer waits for a person."""


class _Clock(NamedTuple):
    """A limit on the wait: the event that it runs from, and since when we know that a person is wanted."""

    begun: Event
    wanted_at: datetime
    limit: timedelta
    severity: Severity
    clause: str | None


def _is_soon(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether nobody waits at the other end, or he was answered within every limit."""
    started = reached_out(events)
    if started is None:
        return True
    if started.channel not in LIVE and not any(isinstance(e, _WISHES) for e in events):
        return True
    soon = events[0].at + _shortest_limit(events, started, policy)
    answered_at: datetime | None = None
    for event in events:
        if answered_at is None:
            if event.at > soon:
                return False
            if stops_wait(event):
                answered_at = event.at
                if isinstance(event, QueueLeft | ContactEnded):
                    return True
        elif isinstance(event, ContactHeld):
            # Perhaps he was only parked.
            return False
    return answered_at is not None


def _shortest_limit(events: Sequence[Event], started: ContactStarted, policy: Policy) -> timedelta:
    within = policy.rule("human_answer_late.within", started.at)
    within = within or policy.required("human_answer_late.default_within", started.at)
    since_request = (
        policy.rule("human_answer_late.within_request", event.at)
        for event in events
        if isinstance(event, HumanRequested)
    )
    return min([within.length, *(rule.length for rule in since_request if rule)])


@detector(
    code="F01",
    scope=Scope.CONTACT,
    severity=Severity.LEGAL,
    reads=(
        ContactStarted,
        MenuShown,
        BotReplied,
        HumanRequested,
        QueueJoined,
        QueueLeft,
        AgentConnected,
        ContactHeld,
        ContactResumed,
        MessageSent,
        ContactEnded,
    ),
    needs=(ContactStarted,),
    unless=_is_soon,
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    started = reached_out(story)
    if started is None:
        return
    topics = policy.rule("human_answer_late.topics", started.at)
    if not covers(topics, started.topic, policy):
        return
    parked_within = policy.length("human_answer_late.parked_within", started.at)
    waits = list(waits_of(story, started, parked_within))
    stages = [
        stage
        for clock in _clocks(story, started, waits, policy)
        for stage in _stages(story, started, waits, clock, policy)
    ]
    yield from _worse_and_worse(stages)


def _clocks(
    story: Story, started: ContactStarted, waits: list[Wait], policy: Policy
) -> Iterator[_Clock]:
    within = policy.rule("human_answer_late.within", started.at)
    within = within or policy.required("human_answer_late.default_within", started.at)
    last = waits[-1][1]
    if last is None or last > started.at + within.length:
        wanted = _wanted(story, started, within.length, policy)
        if wanted:
            bound = policy.required("human_answer_late.law_channels", started.at).words
            law = within if started.channel in bound else None
            severity = graver_by_law(law, Severity.WORD)
            yield _Clock(*wanted, within.length, severity, law.clause if law else None)
    requested = next((event for event in story if isinstance(event, HumanRequested)), None)
    rule = requested and policy.rule("human_answer_late.within_request", requested.at)
    if requested and rule:
        severity = graver_by_law(rule, Severity.WORD)
        yield _Clock(requested, requested.at, rule.length, severity, rule.clause)


def _wanted(
    story: Story, started: ContactStarted, limit: timedelta, policy: Policy
) -> tuple[Event, datetime] | None:
    """Return the event that the clock runs from and since when a person is wanted; None if nobody is."""
    is_call = started.channel is Channel.PHONE
    if started.channel in LIVE:
        known = policy.topic(started.topic) is not None
        known = known and policy.rule("human_answer_late.topics", started.at) is not None
        if (is_call and known) or not _served_by_machine(story, started.at + limit):
            return started, started.at
    wishes = (QueueJoined, HumanRequested, AgentConnected) if is_call else (QueueJoined,)
    wish = next((event for event in story if isinstance(event, wishes)), None)
    if wish is None:
        return None
    return (started if is_call else wish), wish.at


def _served_by_machine(story: Story, until: datetime) -> bool:
    return any(isinstance(event, MenuShown | BotReplied) and event.at <= until for event in story)


def _stages(
    story: Story, started: ContactStarted, waits: list[Wait], clock: _Clock, policy: Policy
) -> Iterator[Finding]:
    due = clock.begun.at + clock.limit
    for since, ended in waits:
        late_at = max(due, clock.wanted_at, since)
        if ended is None or (ended > due and ended >= late_at):
            half = clock.limit * policy.number("human_answer_late.at_risk_share", started.at)
            risk_at = max(clock.begun.at + half, clock.wanted_at, since)
            waited = None if ended is None else ended - clock.begun.at
            for at, state in ((risk_at, State.AT_RISK), (late_at, State.OPEN)):
                yield story.finding(
                    at,
                    started,
                    # Compared, not hashed: an event that keeps unknown fields has no hash.
                    *(() if clock.begun is started else (clock.begun,)),
                    severity=clock.severity,
                    state=state,
                    clause=clock.clause,
                    limit=clock.limit,
                    waited=waited,
                    channel=started.channel,
                    topic=started.topic,
                )
            return


def _worse_and_worse(stages: Iterable[Finding]) -> Iterator[Finding]:
    """Yield stages in order of moment, without those that say less than an earlier one."""
    gravest = len(Severity)
    for stage in sorted(stages, key=lambda stage: stage.at):
        grade = tuple(Severity).index(stage.severity)
        if stage.state is State.AT_RISK:
            yield stage
        elif grade < gravest:
            gravest = grade
            yield stage


@detector(
    code="F01",
    scope=Scope.CENTRE,
    severity=Severity.LEGAL,
    reads=(ContactStarted, QueueLeft, AgentConnected, ContactEnded),
    needs=(ContactStarted,),
    look_back=timedelta(days=14),
    episode=True,
)
class LateShares(CountedWaits):
    """Too many customers wait too long, or all of them do on average, over two weeks."""

    def findings(self) -> Iterator[Finding]:
        """Yield the share or the mean that breaks its limit at the day's end."""
        enough = self.policy.number("human_answer_late.share_contacts", self.at)
        contacts, late, total = self.counted()
        if not contacts or len(contacts) < enough:
            return
        share, mean = len(late) / len(contacts), total / len(contacts)
        rules = self.rules
        broken = rules.share if rules.share and share > rules.share.number else None
        if broken is None and rules.mean and mean > rules.mean.length:
            broken = rules.mean
        if broken:
            yield self.story.finding(
                self.at,
                *(late or contacts)[:EVIDENCE],
                severity=graver_by_law(broken, Severity.WORD),
                clause=broken.clause,
                limit=rules.limit,
                contacts=len(contacts),
                late=len(late),
                share=round(share, 4),
                share_limit=rules.share and rules.share.number,
                mean_wait=mean,
                mean_limit=rules.mean and rules.mean.length,
            )

"""We cut the line while the customer still needed us.

Three ways: an agent or the system ends the contact within seconds of connecting; ends it without farewell
while the matter is open; or the queue's time-out ends it. What an agent cut is at risk at once and open a
minute later, because in that minute he may write down what excuses it: a silent line, a warning for abuse
that went before, or that the matter is solved. What the system cut needs no excuse and has none.

A broken line (by network) is nobody's doing, and a leg that ends because it was transferred is no end. A talk
that an agent ends is an ordinary one: without a farewell that we know was missing, only its shortness
tells. `ShortTalks` looks at whole fortnights: an agent of whose calls far more than the centre's share
last only seconds, more than chance explains. It looks once a day, and whoever it was that ended them, because
a switchboard often cannot tell. Sources: Spain's Ley 10/2025 art. 8.4; Brown et al., JASA 100 (2005), saw
agents hang up on customers in the calls of a bank.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import sqrt
from typing import NamedTuple

from moked.core.events import (
    NEVER,
    AgentConnected,
    CaseClosed,
    CaseReopened,
    CaseResolved,
    Channel,
    ContactEnded,
    ContactStarted,
    ContactTransferred,
    Direction,
    EndedBy,
    Event,
    QueueJoined,
    QueueLeft,
    RecordWritten,
    WhyLeft,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, State, Subject
from moked.quality.readings.answering import LIVE, graver_by_law
from moked.quality.readings.daily import Daily
from moked.quality.story import Story

_InCall = QueueJoined | QueueLeft | AgentConnected | ContactTransferred
_OURS = (EndedBy.AGENT, EndedBy.SYSTEM)
_OfCase = CaseResolved | CaseClosed | CaseReopened


class _Cut(NamedTuple):
    """A contact that we cut: how, its end, and the last thing that mattered before it."""

    how: str
    started: ContactStarted
    ended: ContactEnded
    last: _InCall
    at: datetime


def _is_uncut(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether no end was one that we may have made too soon."""
    connected: dict[str, datetime] = {}
    for event in events:
        if isinstance(event, AgentConnected):
            connected[event.contact] = event.at
        elif isinstance(event, ContactEnded) and event.by in _OURS and not event.farewell:
            if event.by is EndedBy.SYSTEM or event.farewell is False:
                return False
            talked = event.at - connected.get(event.contact, NEVER)
            if talked <= policy.length("hung_up_on.after_connect", event.at):
                return False
    return True


@detector(
    code="F03",
    scope=Scope.CUSTOMER,
    severity=Severity.LEGAL,
    reads=(
        ContactStarted,
        QueueJoined,
        QueueLeft,
        AgentConnected,
        ContactTransferred,
        ContactEnded,
        RecordWritten,
        CaseResolved,
        CaseClosed,
        CaseReopened,
    ),
    needs=(ContactEnded,),
    unless=_is_uncut,
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    cuts: list[_Cut] = []
    for cut in _cuts(story, policy):
        again_within = policy.length("hung_up_on.again_within", cut.ended.at)
        cuts = [cut, *(c for c in cuts if cut.ended.at - c.ended.at <= again_within)]
        yield from _stages(story, cut, len(cuts), policy)


def _cuts(story: Story, policy: Policy) -> Iterator[_Cut]:
    calls: dict[str, ContactStarted] = {}
    lasts: dict[str, _InCall] = {}
    for event in story:
        match event:
            case ContactStarted(direction=Direction.IN) if event.channel in LIVE:
                calls.setdefault(event.contact, event)
            case QueueLeft(why=WhyLeft.ANSWERED):
                # It tells nothing that the agent's connecting does not, and may come after it.
                pass
            case QueueJoined() | QueueLeft() | AgentConnected() | ContactTransferred():
                lasts[event.contact] = event
            case ContactEnded() if event.contact in calls and event.contact in lasts:
                cut = _cut(calls.pop(event.contact), event, lasts[event.contact], policy)
                if cut and not _is_excused(story, cut, policy):
                    yield cut


def _cut(
    started: ContactStarted, ended: ContactEnded, last: _InCall, policy: Policy
) -> _Cut | None:
    """Return how we cut a contact, or None where we did not, or where it was only passed on."""
    if ended.by not in _OURS or ended.farewell:
        return None
    grace = policy.length("hung_up_on.excused_within", ended.at)
    at = ended.at + grace if ended.by is EndedBy.AGENT else ended.at
    after_connect = policy.length("hung_up_on.after_connect", ended.at)
    match last:
        case QueueJoined() | QueueLeft(why=WhyLeft.TIMEOUT) if ended.by is EndedBy.SYSTEM:
            return _Cut("queue", started, ended, last, at)
        case AgentConnected() if ended.at - last.at <= after_connect:
            return _Cut("at_once", started, ended, last, at)
        case AgentConnected() if ended.farewell is False:
            return _Cut("no_farewell", started, ended, last, at)
    return None


def _is_excused(story: Story, cut: _Cut, policy: Policy) -> bool:
    if cut.how == "queue":
        return False
    if cut.how == "no_farewell" and _is_settled(story, cut.started.case, cut.at):
        return True
    words = policy.required("hung_up_on.excuses", cut.ended.at).words
    return any(
        isinstance(event, RecordWritten)
        and event.contact == cut.ended.contact
        and event.at <= cut.at
        and any(word in event.text.casefold() for word in words)
        for event in story
    )


def _is_settled(story: Story, case: str | None, at: datetime) -> bool:
    """Return whether a contact's case was solved or closed at a moment; an unknown one never is."""
    settled = False
    for event in story:
        if isinstance(event, _OfCase) and event.case == case and event.at <= at:
            settled = not isinstance(event, CaseReopened)
    return settled


def _stages(story: Story, cut: _Cut, times: int, policy: Policy) -> Iterator[Finding]:
    rule = policy.rule("hung_up_on.no_cut_for_long_wait", cut.ended.at)
    law = rule if rule and rule.flag and cut.how == "queue" else None
    talk = cut.last if isinstance(cut.last, AgentConnected) else None
    stages = {cut.ended.at: State.AT_RISK} | {cut.at: State.OPEN}
    for at, state in stages.items():
        yield story.finding(
            at,
            cut.ended,
            cut.started,
            cut.last,
            state=state,
            severity=graver_by_law(law, Severity.WORD),
            clause=law.clause if law else None,
            subject=Subject("contact", cut.ended.contact),
            how=cut.how,
            by=cut.ended.by,
            agent=talk and talk.agent,
            talked=talk and cut.ended.at - talk.at,
            waited=None if talk else cut.ended.at - cut.started.at,
            channel=cut.started.channel,
            count=times,
        )


class _Talk(NamedTuple):
    """A customer's call: when it began, the agent who was last on the line, and its end."""

    began: datetime
    connected: AgentConnected
    ended: ContactEnded


@detector(
    code="F03",
    scope=Scope.CENTRE,
    severity=Severity.LEGAL,
    reads=(ContactStarted, AgentConnected, ContactEnded),
    needs=(ContactEnded,),
    look_back=timedelta(days=14),
    episode=True,
)
class ShortTalks(Daily):
    """An agent's share of calls that last only seconds stands far above the centre's."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._policy = policy
        self._short_call = policy.length("hung_up_on.short_call", story.day_ends)
        self._began: dict[str, datetime] = {}
        self._talking: dict[str, tuple[datetime, AgentConnected]] = {}
        self._talks: dict[str, list[_Talk]] = defaultdict(list)
        self._short: dict[str, list[_Talk]] = defaultdict(list)
        super().__init__(story)

    def read(self, event: Event) -> None:
        if isinstance(event, AgentConnected):
            began = self._began.get(event.contact)
            if began:
                self._talking[event.contact] = began, event
        elif isinstance(event, ContactEnded):
            talking = self._talking.pop(event.contact, None)
            if talking:
                self._talked(_Talk(*talking, event))
        elif isinstance(event, ContactStarted) and _is_call_of_customer(event):
            self._began[event.contact] = event.at

    def _talked(self, talk: _Talk) -> None:
        """Count a call with the agent who was last on the line, and for how long he was."""
        agent = talk.connected.agent
        self._talks[agent].append(talk)
        if talk.ended.at - talk.connected.at < self._short_call:
            self._short[agent].append(talk)

    def forget(self) -> bool:
        """Forget the calls that began before the window."""
        for by_agent in (self._talks, self._short):
            for agent, talks in by_agent.items():
                by_agent[agent] = [talk for talk in talks if talk.began >= self.since]
        self._began = {call: at for call, at in self._began.items() if at >= self.since}
        self._talking = {call: t for call, t in self._talking.items() if t[0] >= self.since}
        return self._policy.length("hung_up_on.short_call", self.at) == self._short_call

    def findings(self) -> Iterator[Finding]:
        """Yield the agents who stand out at the day's end."""
        policy, at = self._policy, self.at
        enough = policy.number("hung_up_on.pattern_calls", at)
        tallies = {
            agent: (len(talks), [talk.ended for talk in self._short.get(agent, ())])
            for agent, talks in sorted(self._talks.items())
            if len(talks) >= enough
        }
        pooled_calls = sum(calls for calls, _ in tallies.values())
        pooled_short = sum(len(short) for _, short in tallies.values())
        if not 0 < pooled_short < pooled_calls:
            return
        pooled = pooled_short / pooled_calls
        for agent, (calls, short) in tallies.items():
            z = (len(short) / calls - pooled) / sqrt(pooled * (1 - pooled) / calls)
            if z > policy.number("hung_up_on.pattern_z", at):
                yield self.story.finding(
                    at,
                    *short,
                    severity=Severity.WORD,
                    subject=Subject("agent", agent),
                    agent=agent,
                    calls=calls,
                    short=len(short),
                    share=round(len(short) / calls, 4),
                    pooled_share=round(pooled, 4),
                    z=round(z, 1),
                )


def _is_call_of_customer(event: ContactStarted) -> bool:
    return event.channel is Channel.PHONE and event.direction is Direction.IN

"""A "switchboard" with no power to solve took a message in place of an answer.

The customer's covered matter reached a front desk, nobody who can solve it came on the line in that contact,
and a message was taken that he did not choose to leave: the queue turned into a message, or before or soon
after the end there is a callback promised, a holding word, or a record that speaks of a message. The
finding comes when the contact has ended so, or when the queue let go of him.

Honest triage is no failure: who passes the customer on takes no message, unless the next queue does. A record
of an answer that the front desk gave itself is no message either. An unknown topic is covered, one outside
the law's list is not. Sources: Israel's Consumer Protection Law s.18B(a1); "there is no such thing as a
switchboard … they intercept calls".
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from moked.core.events import (
    AgentConnected,
    Channel,
    ContactEnded,
    ContactStarted,
    ContactTransferred,
    Event,
    Notice,
    PromiseKind,
    PromiseMade,
    QueueLeft,
    RecordWritten,
    Role,
    Speaker,
    WhyLeft,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.answering import (
    CHOICES,
    LIVE,
    SOLVERS,
    covers,
    graver_by_law,
    reached_out,
)
from moked.quality.story import Story


def _has_no_front_desk(events: Sequence[Event], _: Policy) -> bool:
    return not any(isinstance(e, AgentConnected) and e.role is Role.FRONT_DESK for e in events)


@detector(
    code="F12",
    scope=Scope.CONTACT,
    severity=Severity.LEGAL,
    reads=(
        ContactStarted,
        ContactTransferred,
        QueueLeft,
        AgentConnected,
        WordsNoticed,
        PromiseMade,
        ContactEnded,
        RecordWritten,
    ),
    needs=(AgentConnected,),
    unless=_has_no_front_desk,
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    started = reached_out(story)
    if started is None or started.channel not in LIVE:
        return
    topics = policy.rule("false_front_desk.topics", started.at)
    if not covers(topics, started.topic, policy):
        return
    taken = _taken(story, policy)
    if taken:
        front_desk, message, at = taken
        law = topics if started.channel is Channel.PHONE else None
        yield story.finding(
            at,
            front_desk,
            started,
            message,
            severity=graver_by_law(law, Severity.WORD),
            clause=law.clause if law else None,
            agent=front_desk.agent,
            channel=started.channel,
            topic=started.topic,
            waited=front_desk.at - started.at,
        )


def _taken(story: Story, policy: Policy) -> tuple[AgentConnected, Event, datetime] | None:
    """Return the front desk, what shows that it took a message, and when that was plain."""
    front_desk: AgentConnected | None = None
    message: Event | None = None
    ended: ContactEnded | None = None
    has_answered = False
    for event in story:
        match event:
            case AgentConnected(role=Role.FRONT_DESK):
                front_desk = front_desk or event
            case AgentConnected() | QueueLeft() if _is_way_out(event):
                return None
            case QueueLeft(why=WhyLeft.MESSAGE) if front_desk:
                return front_desk, event, event.at
            case ContactTransferred():
                message = None
            case WordsNoticed(speaker=Speaker.AGENT, kind=Notice.ANSWER):
                has_answered = True
            case ContactEnded():
                ended = event
            case _ if front_desk and _tells_of_message(event, policy, has_answered=has_answered):
                message = message or event
        if front_desk and message and ended:
            at = max(message.at, ended.at)
            within = policy.length("false_front_desk.taken_within", ended.at)
            return (front_desk, message, at) if at - ended.at <= within else None
    return None


def _is_way_out(event: AgentConnected | QueueLeft) -> bool:
    """Return whether somebody who can solve the matter came, or the customer chose not to wait for him."""
    if isinstance(event, AgentConnected):
        return event.role in SOLVERS
    return event.why in CHOICES and event.chosen is True


def _tells_of_message(event: Event, policy: Policy, *, has_answered: bool) -> bool:
    match event:
        case PromiseMade(kind=PromiseKind.CALLBACK):
            return True
        case WordsNoticed(speaker=Speaker.AGENT, kind=Notice.HOLDING | Notice.PROMISE):
            return True
        case RecordWritten() if not has_answered:
            words = policy.required("false_front_desk.message_words", event.at).words
            return any(word in event.text.casefold() for word in words)
    return False

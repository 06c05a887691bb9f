"""A call was not answered, and nobody called back.

The customer left the queue, or the queue left him, after waiting more than a moment, and no person came on
the line. The clock of open hours starts there and stops at the next two-way contact on any channel: a
person connected, or a message of an agent that did not fail. Calling again unanswered does not restart it:
all calls until somebody answers are one failure, which grows.

On a household's shared line an answer about another case is no answer to this one. A call that a menu or a
bot served without any queue was self-service. Who leaves within seconds, as robots do, has not waited; who
chose a message or a callback was promised one, which is another failure. Source: "did not answer at all".
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from moked.core.events import (
    AgentConnected,
    Author,
    BotReplied,
    Channel,
    ContactEnded,
    ContactStarted,
    Direction,
    Event,
    MenuShown,
    MessageFailed,
    MessageSent,
    QueueJoined,
    QueueLeft,
    WhyLeft,
    in_order,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.readings.answering import STOPS, Stop
from moked.quality.story import Story

_InCall = MenuShown | BotReplied | QueueJoined | QueueLeft | AgentConnected | ContactEnded


class _Lost(NamedTuple):
    """A call that nobody answered: how it began, the event that lost it, how long it had waited."""

    started: ContactStarted
    left: QueueLeft | ContactEnded
    waited: timedelta


class _Answer(NamedTuple):
    """A two-way contact, on which case as far as known; a message of ours may fail later."""

    event: Event
    case: str | None
    failed_at: datetime | None = None


def _is_answered(events: Sequence[Event], _: Policy) -> bool:
    """Return whether a person answered every call, or took its message."""
    waits: dict[str, bool] = {}
    for event in events:
        if isinstance(event, ContactStarted):
            if event.channel is Channel.PHONE and event.direction is Direction.IN:
                waits.setdefault(event.contact, True)
        elif isinstance(event, STOPS) and waits.get(event.contact):
            if _may_lose(event):
                return False
            waits[event.contact] = _goes_on(event)
    return True


def _may_lose(event: Stop) -> bool:
    if isinstance(event, QueueLeft):
        return event.why in (WhyLeft.ABANDONED, WhyLeft.TIMEOUT)
    return isinstance(event, ContactEnded)


def _goes_on(event: Stop) -> bool:
    """Return whether he still waits, in the next queue."""
    return isinstance(event, QueueLeft) and event.why is WhyLeft.TRANSFERRED


@detector(
    code="F02",
    scope=Scope.CUSTOMER,
    severity=Severity.WORD,
    reads=(
        ContactStarted,
        MenuShown,
        BotReplied,
        QueueJoined,
        QueueLeft,
        AgentConnected,
        MessageSent,
        MessageFailed,
        ContactEnded,
    ),
    needs=(QueueLeft, ContactEnded),
    unless=_is_answered,
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    lost = _lost_calls(story, policy)
    answers = list(_answers(story)) if lost else []
    while lost:
        answer, at = _answered(lost[0], answers, policy)
        run = [call for call in lost if answer is None or _is_before(call.left, answer.event)]
        lost = lost[len(run) :]
        if answer is None or answer.event.at > at:
            yield from _unanswered(story, run, answer, at, policy)


def _lost_calls(story: Story, policy: Policy) -> list[_Lost]:
    """Return the calls that nobody answered, in the order in which they were lost."""
    calls: dict[str, tuple[ContactStarted, list[_InCall]]] = {}
    for event in story:
        if isinstance(event, ContactStarted):
            if event.channel is Channel.PHONE and event.direction is Direction.IN:
                calls.setdefault(event.contact, (event, []))
        elif isinstance(event, _InCall) and event.contact in calls:
            calls[event.contact][1].append(event)
    lost = (_lost(started, rest, policy) for started, rest in calls.values())
    return sorted((call for call in lost if call), key=lambda call: in_order(call.left))


def _lost(started: ContactStarted, call: Sequence[_InCall], policy: Policy) -> _Lost | None:
    since, is_queued, is_served = started.at, False, False
    over = policy.length("call_lost.waited_over", started.at)
    for event in call:
        match event:
            case MenuShown() | BotReplied():
                is_served = True
            case QueueJoined():
                since, is_queued = (since if is_queued else event.at), True
            case QueueLeft(why=WhyLeft.ABANDONED | WhyLeft.TIMEOUT) if event.at - since > over:
                return _Lost(started, event, event.at - since)
            case ContactEnded() if event.at - since > over and (is_queued or not is_served):
                return _Lost(started, event, event.at - since)
            case QueueLeft(why=WhyLeft.TIMEOUT | WhyLeft.TRANSFERRED):
                # He still waits, in the next queue.
                pass
            case _:
                return None
    return None


def _answers(story: Story) -> Iterator[_Answer]:
    cases: dict[str, str | None] = {}
    failed: dict[str, datetime] = {}
    for event in story:
        if isinstance(event, ContactStarted):
            cases.setdefault(event.contact, event.case)
        elif isinstance(event, MessageFailed):
            failed.setdefault(event.message, event.at)
    for event in story:
        match event:
            case AgentConnected() | QueueLeft(why=WhyLeft.ANSWERED):
                yield _Answer(event, cases.get(event.contact))
            case MessageSent(author=Author.AGENT):
                case = event.case or cases.get(event.contact or "")
                yield _Answer(event, case, failed.get(event.message))


def _answered(
    first: _Lost, answers: Sequence[_Answer], policy: Policy
) -> tuple[_Answer | None, datetime]:
    """Return what answered a lost call, if anything did, and when it was too late for that."""
    at = policy.deadline("call_lost.within", first.left.at, first.started.channel)
    for answer in answers:
        if not _is_before(first.left, answer.event) or _is_about_another(answer, first):
            continue
        if answer.failed_at is None:
            return answer, at
        if answer.event.at <= at:
            # Until it failed it looked like an answer.
            at = max(at, answer.failed_at)
    return None, at


def _is_before(event: Event, other: Event) -> bool:
    return in_order(event) < in_order(other)


def _is_about_another(answer: _Answer, lost: _Lost) -> bool:
    case = lost.started.case
    return case is not None and answer.case is not None and answer.case != case


def _unanswered(
    story: Story, run: Sequence[_Lost], answer: _Answer | None, at: datetime, policy: Policy
) -> Iterator[Finding]:
    """Yield the finding of a run of lost calls, and a stage for each further call after it."""
    first, rule = run[0], policy.required("call_lost.within", run[0].left.at)
    for number, call in enumerate(run, start=1):
        is_last_before = number == len(run) or run[number].left.at > at
        if call.left.at > at or is_last_before:
            yield story.finding(
                max(at, call.left.at),
                first.left,
                first.started,
                *(again.left for again in run[1:number]),
                clause=rule.clause,
                subject=Subject("contact", first.left.contact),
                due=at,
                waited=first.waited,
                calls=number,
                channel=first.started.channel,
                topic=first.started.topic,
                answered_at=answer and answer.event.at,
            )

"""The customer asked for a person, and got none.

Two clocks start at the first `human.requested`. Within seconds he must stand in a queue, be passed on, or
have a person on the line; and a person must come within the time of the law, or our own. Leaving before
a clock is up stops it, and so does a callback that was promised for an hour, or a way out of the queue that he
chose. In closed hours only that promise is asked for, by the time in which a person would have come.

"The agent told me" is no request for one, nor is "I don't need an agent": where the customer's words hold such
a phrase, what is left of them must still name a person. Both are lists of patterns in the policy. Sources: Spain's
Ley 10/2025 art. 8.2; Israel's Consumer Protection Law s.18B.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache

from moked.core.events import (
    AgentConnected,
    Author,
    Channel,
    ContactEnded,
    ContactStarted,
    ContactTransferred,
    EndedBy,
    Event,
    HumanRequested,
    MessageSent,
    PromiseKind,
    PromiseMade,
    QueueJoined,
    QueueLeft,
    WhyLeft,
    in_order,
)
from moked.policy import Policy, Rule
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.answering import CHOICES, covers, graver_by_law
from moked.quality.story import Story


def _is_heard(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether the customer asked once, stood in a queue at once, and got a person in time."""
    asked = [n for n, event in enumerate(events) if isinstance(event, HumanRequested)]
    if len(asked) != 1:
        return False
    at, later = events[asked[0]].at, events[asked[0] + 1 :]
    return _heard_by(later, at + policy.length("human_refused.queue_within", at)) and _helped_by(
        later, at + policy.length("human_refused.human_within", at)
    )


@detector(
    code="F05",
    scope=Scope.CONTACT,
    severity=Severity.LEGAL,
    reads=(
        ContactStarted,
        HumanRequested,
        ContactTransferred,
        QueueJoined,
        QueueLeft,
        AgentConnected,
        MessageSent,
        PromiseMade,
        ContactEnded,
    ),
    needs=(HumanRequested,),
    unless=_is_heard,
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    asked, in_queue = _first_request(story, policy)
    if asked is None:
        return
    started = next((event for event in story if isinstance(event, ContactStarted)), None)
    channel = started.channel if started else None
    later = [event for event in story if in_order(event) > in_order(asked)]
    rule = policy.required("human_refused.human_within", asked.at)
    if not policy.calendar(channel).is_open(asked.at):
        if not _left_at_once(later, asked, policy) and not _helped_by(
            later, asked.at + rule.length
        ):
            yield _refused(story, asked, rule.length, channel, is_open=False)
        return
    queue_within = policy.length("human_refused.queue_within", asked.at)
    if not in_queue and not _heard_by(later, asked.at + queue_within):
        yield _refused(story, asked, queue_within, channel, is_open=True)
    ends = any(isinstance(e, ContactEnded) and e.at <= asked.at + rule.length for e in later)
    if not ends and not _helped_by(later, asked.at + rule.length):
        topics = policy.rule("human_answer_late.topics", asked.at)
        law = rule if covers(topics, started.topic if started else None, policy) else None
        yield _refused(story, asked, rule.length, channel, is_open=True, law=law)


def _first_request(story: Story, policy: Policy) -> tuple[HumanRequested | None, bool]:
    """Return the first request made to no person, and whether the customer was in a queue by then."""
    in_queue = with_person = False
    for event in story:
        match event:
            case HumanRequested() if not with_person and _is_request(event, policy):
                return event, in_queue
            case QueueJoined() | QueueLeft():
                in_queue = isinstance(event, QueueJoined)
            case AgentConnected() | ContactTransferred():
                with_person = isinstance(event, AgentConnected)
    return None, False


def _is_request(asked: HumanRequested, policy: Policy) -> bool:
    """Return whether the customer's words ask for a person, and do not only speak of one."""
    words = (asked.words or "").casefold()
    other = policy.required("human_refused.not_a_request", asked.at).words
    left = _pattern(other).sub(" ", words)
    if left == words:
        return True
    person = policy.required("human_refused.person", asked.at).words
    return _pattern(person).search(left) is not None


@cache
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _heard_by(later: Sequence[Event], due: datetime) -> bool:
    """Return whether the customer was passed on or helped by then, or left by himself."""
    return any(
        isinstance(event, QueueJoined | ContactTransferred) or _leaves(event) or _helps(event)
        for event in later
        if event.at <= due
    )


def _leaves(event: Event) -> bool:
    return isinstance(event, ContactEnded) and event.by in (EndedBy.CUSTOMER, EndedBy.NETWORK)


def _left_at_once(later: Sequence[Event], asked: HumanRequested, policy: Policy) -> bool:
    due = asked.at + policy.length("human_refused.queue_within", asked.at)
    return any(_leaves(event) and event.at <= due for event in later)


def _helped_by(later: Sequence[Event], due: datetime) -> bool:
    """Return whether by then a person came, or the customer got an hour or chose another way."""
    return any(_helps(event) for event in later if event.at <= due)


def _helps(event: Event) -> bool:
    match event:
        case AgentConnected() | MessageSent(author=Author.AGENT):
            return True
        case PromiseMade(kind=PromiseKind.CALLBACK, due=due):
            return due is not None
        case QueueLeft(why=why, chosen=chosen):
            return why is WhyLeft.ABANDONED or (why in CHOICES and chosen is True)
    return False


def _refused(
    story: Story,
    asked: HumanRequested,
    limit: timedelta,
    channel: Channel | None,
    *,
    is_open: bool,
    law: Rule | None = None,
) -> Finding:
    return story.finding(
        asked.at + limit,
        asked,
        severity=graver_by_law(law, Severity.WORD),
        clause=law.clause if law else None,
        limit=limit,
        words=asked.words,
        channel=channel,
        is_open=is_open,
    )

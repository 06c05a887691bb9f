"""Four small detectors to try the engine with, one for each way of judging."""

from collections.abc import Iterator
from datetime import timedelta

from moked.core.events import (
    AgentConnected,
    Author,
    ContactStarted,
    MessageReceived,
    MessageSent,
    ProbeDone,
    QueueJoined,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, State
from moked.quality.story import Story


@detector(
    code="T1", scope=Scope.CUSTOMER, severity=Severity.LOST, reads=(MessageReceived, MessageSent)
)
def slow(story: Story, policy: Policy) -> Iterator[Finding]:
    """At risk after two hours, open after four, legal after eight."""
    waiting: MessageReceived | None = None
    for event in story:
        match event:
            case MessageReceived() if waiting is None:
                waiting = event
            case MessageSent(author=Author.AGENT) if waiting is not None:
                if event.at > waiting.at + timedelta(hours=4):
                    yield story.finding(waiting.at + timedelta(hours=4), waiting)
                waiting = None
    if waiting is not None:
        hours = timedelta(hours=1)
        yield story.finding(waiting.at + 2 * hours, waiting, state=State.AT_RISK)
        yield story.finding(waiting.at + 4 * hours, waiting)
        yield story.finding(waiting.at + 8 * hours, waiting, severity=Severity.LEGAL, day="over")


@detector(
    code="T2",
    scope=Scope.CONTACT,
    severity=Severity.WORD,
    reads=(ContactStarted, AgentConnected),
    needs=(ContactStarted,),
)
def alone(story: Story, policy: Policy) -> Iterator[Finding]:
    """Six minutes without a person."""
    begun = next((event for event in story if isinstance(event, ContactStarted)), None)
    answered = any(isinstance(event, AgentConnected) for event in story)
    if begun and not answered:
        yield story.finding(begun.at + timedelta(minutes=6), begun)


@detector(
    code="T3",
    scope=Scope.QUEUE,
    severity=Severity.EFFORT,
    reads=(QueueJoined,),
    look_back=timedelta(days=3),
    episode=True,
)
def crowd(story: Story, policy: Policy) -> Iterator[Finding]:
    """The third who joins within the look-back, and every one after."""
    for number, event in enumerate(story, start=1):
        if number >= 3:
            yield story.finding(event.at, event)


@detector(
    code="T4",
    scope=Scope.CHANNEL,
    severity=Severity.LOST,
    reads=(ProbeDone,),
    look_back=timedelta(days=2),
)
def silent(story: Story, policy: Policy) -> Iterator[Finding]:
    """Twenty hours without a probe."""
    last = list(story)[-1]
    yield story.finding(last.at + timedelta(hours=20), last)


TOYS = (slow, alone, crowd, silent)

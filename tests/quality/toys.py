"""Five small detectors to try the engine with, one for each way of judging."""

from collections.abc import Iterator
from datetime import timedelta

from moked.core.events import (
    AgentConnected,
    Author,
    ContactStarted,
    Event,
    MessageReceived,
    MessageSent,
    ProbeDone,
    QueueJoined,
    QueueLeft,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, State
from moked.quality.story import Story


@detector(
    code="T1", scope=Scope.CUSTOMER, severity=Severity.LOST, reads=(MessageReceived, MessageSent)
)
class slow:
    """At risk after two hours, open after four, legal after eight. A fold."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self.story = story
        self.late: list[Finding] = []
        self.waiting: MessageReceived | None = None

    def take(self, event: Event) -> None:
        match event:
            case MessageReceived() if self.waiting is None:
                self.waiting = event
            case MessageSent(author=Author.AGENT) if self.waiting is not None:
                due = self.waiting.at + timedelta(hours=4)
                if event.at > due:
                    self.late.append(self.story.finding(due, self.waiting))
                self.waiting = None

    def findings(self) -> Iterator[Finding]:
        yield from self.late
        if self.waiting is not None:
            hours, began = timedelta(hours=1), self.waiting
            finding = self.story.finding
            yield finding(began.at + 2 * hours, began, state=State.AT_RISK)
            yield finding(began.at + 4 * hours, began)
            yield finding(began.at + 8 * hours, began, severity=Severity.LEGAL, day="over")


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
class crowd:
    """The third who joins within the look-back, and every one after. A fold."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self.story = story
        self.joined: list[Event] = []

    def take(self, event: Event) -> None:
        self.joined.append(event)

    def findings(self) -> Iterator[Finding]:
        for event in self.joined[2:]:
            yield self.story.finding(event.at, event)


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


@detector(
    code="T5",
    scope=Scope.QUEUE,
    severity=Severity.LOST,
    reads=(QueueLeft,),
    look_back=timedelta(days=1),
)
def still(story: Story, policy: Policy) -> Iterator[Finding]:
    """Half a minute in which nobody left the queue."""
    last = list(story)[-1]
    yield story.finding(last.at + timedelta(seconds=30), last)


TOYS = (slow, alone, crowd, silent, still)

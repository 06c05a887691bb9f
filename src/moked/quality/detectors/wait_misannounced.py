"""A waiting customer was not told how long, or was told wrongly.

Who waits longer than three minutes should have heard so by the end of the second: he is found when the three
minutes are over, because only then do we know that the wait was one to announce. Where a law asks for it,
place and estimate must both have been told by then. The wait is the one in the queue, and going from one queue
to the next does not start it again; what was said before it, in the menu, counts. A log that carries no announcements is not judged, if its own
policy says so (`wait_misannounced.judged = false`).

`Intervals` asks whether the announced intervals hold: of the last 200 waits, at most a quarter may end
outside the interval that should hold four in five. Who gave up after the interval's end waited longer than
announced, and counts; who gave up before it tells nothing, and counts neither way, or the intervals would seem
better than those who survived them found them. It looks once a day, and fewer than 200 waits must miss by more.
Source: Israel's Telephone Service Regulations 2012.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import sqrt
from typing import NamedTuple

from moked.core.events import (
    AgentConnected,
    Channel,
    ContactEnded,
    ContactStarted,
    Direction,
    Event,
    QueueJoined,
    QueueLeft,
    WaitAnnounced,
    WhyLeft,
)
from moked.policy import Policy, Rule
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.answering import LIVE, STOPS, Stop, graver_by_law
from moked.quality.readings.daily import Daily
from moked.quality.story import Story

EVIDENCE = 50
"""How many wrong announcements a finding about many of them names."""


def _is_short(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether every wait ended before it was one to announce."""
    due: datetime | None = None
    for event in events:
        if isinstance(event, QueueJoined):
            due = due or event.at + policy.length("wait_misannounced.expected_over", event.at)
        elif due is not None and _ends_wait(event):
            if event.at > due:
                return False
            due = None
    return due is None


def _ends_wait(event: Event) -> bool:
    if isinstance(event, QueueLeft):
        return event.why not in (WhyLeft.TRANSFERRED, WhyLeft.TIMEOUT)
    return isinstance(event, AgentConnected | ContactEnded)


@detector(
    code="F11",
    scope=Scope.CONTACT,
    severity=Severity.LEGAL,
    reads=(ContactStarted, QueueJoined, WaitAnnounced, QueueLeft, AgentConnected, ContactEnded),
    needs=(QueueJoined,),
    unless=_is_short,
    misses=(WaitAnnounced,),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    started = next((event for event in story if isinstance(event, ContactStarted)), None)
    if started and (started.direction is Direction.OUT or started.channel not in LIVE):
        return
    for wait in _waits(story):
        due = wait.joined.at + policy.length("wait_misannounced.expected_over", wait.joined.at)
        if wait.ended is not None and wait.ended <= due:
            continue
        broken = _broken(wait, due, policy)
        if broken:
            # A law of the telephone binds calls; in a chat it is our own word.
            law = broken if not started or started.channel is Channel.PHONE else None
            heard = wait.heard_by(due)
            yield story.finding(
                due,
                wait.joined,
                *heard,
                severity=graver_by_law(law, Severity.WORD),
                clause=law.clause if law else None,
                queue=wait.joined.queue,
                channel=started.channel if started else None,
                limit=due - wait.joined.at,
                announcements=len(heard),
                place_told=_tells_place(heard),
                estimate_told=_tells_estimate(heard),
                waited=wait.ended - wait.joined.at if wait.ended else None,
            )
            return


class _Wait(NamedTuple):
    """One wait, over one queue or several, with what was announced since the wait before it."""

    joined: QueueJoined
    announced: Sequence[WaitAnnounced]
    ended: datetime | None

    def heard_by(self, moment: datetime) -> list[WaitAnnounced]:
        """Return what the customer had heard by a moment."""
        return [event for event in self.announced if event.at <= moment]


def _waits(story: Story) -> Iterator[_Wait]:
    joined: QueueJoined | None = None
    announced: list[WaitAnnounced] = []
    for event in story:
        if isinstance(event, QueueJoined):
            joined = joined or event
        elif isinstance(event, WaitAnnounced):
            announced.append(event)
        elif joined and _ends_wait(event):
            yield _Wait(joined, announced, event.at)
            joined, announced = None, []
    if joined:
        yield _Wait(joined, announced, None)


def _tells_place(heard: Sequence[WaitAnnounced]) -> bool:
    return any(event.place is not None for event in heard)


def _tells_estimate(heard: Sequence[WaitAnnounced]) -> bool:
    return any(event.seconds is not None or event.high is not None for event in heard)


def _broken(wait: _Wait, due: datetime, policy: Policy) -> Rule | None:
    """Return the rule that was broken towards a customer who waited until `due`, if any was."""
    at = wait.joined.at
    if not policy.required("wait_misannounced.judged", at).flag:
        return None
    announced_by = policy.required("wait_misannounced.announced_by", at)
    if not wait.heard_by(at + announced_by.length):
        return announced_by
    both = policy.rule("wait_misannounced.place_and_estimate", at)
    heard = wait.heard_by(due)
    if both and both.flag and not (_tells_place(heard) and _tells_estimate(heard)):
        return both
    return None


class _Outcome(NamedTuple):
    """An announcement to somebody who joined then, and whether the wait ended outside what it announced."""

    joined_at: datetime
    announced: WaitAnnounced
    is_outside: bool


class _Heard:
    """When somebody joined the queue, and the first interval that he was told."""

    def __init__(self, joined_at: datetime) -> None:
        self.joined_at = joined_at
        self.interval: WaitAnnounced | None = None

    def hear(self, announced: WaitAnnounced) -> None:
        if self.interval is None and announced.low is not None and announced.high is not None:
            self.interval = announced

    def outcome(self, at: datetime, *, is_answer: bool) -> Iterator[_Outcome]:
        """Yield what came of the interval by a moment, where that is known."""
        told = self.interval
        if told is None or told.low is None or told.high is None:
            return
        waited = (at - told.at).total_seconds()
        if is_answer or waited > told.high:
            yield _Outcome(self.joined_at, told, not told.low <= waited <= told.high)


@detector(
    code="F11",
    scope=Scope.QUEUE,
    severity=Severity.WORD,
    reads=(QueueJoined, WaitAnnounced, QueueLeft, AgentConnected, ContactEnded),
    needs=(WaitAnnounced,),
    look_back=timedelta(days=7),
    episode=True,
)
class Intervals(Daily):
    """The announced intervals do not hold as often as they should."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._policy = policy
        _, self._queue = story.subject
        self._waiting: dict[str, _Heard] = {}
        self._outcomes: list[_Outcome] = []
        super().__init__(story)

    def read(self, event: Event) -> None:
        if isinstance(event, QueueJoined):
            self._waiting.pop(event.contact, None)
            if event.queue == self._queue:
                self._waiting[event.contact] = _Heard(event.at)
        elif isinstance(event, WaitAnnounced):
            heard = self._waiting.get(event.contact)
            if heard:
                heard.hear(event)
        elif isinstance(event, STOPS):
            heard = self._waiting.pop(event.contact, None)
            if heard:
                self._outcomes += heard.outcome(event.at, is_answer=_is_answer(event))

    def forget(self) -> bool:
        """Forget the waits that began before the window."""
        self._outcomes = [each for each in self._outcomes if each.joined_at >= self.since]
        self._waiting = {c: w for c, w in self._waiting.items() if w.joined_at >= self.since}
        return True

    def findings(self) -> Iterator[Finding]:
        """Yield what the last waits show at the day's end."""
        policy, at = self._policy, self.at
        of_last = policy.number("wait_misannounced.of_last", at)
        outcomes = self._last(int(of_last))
        if not outcomes or len(outcomes) < policy.number("wait_misannounced.at_least", at):
            return
        wrong = [outcome.announced for outcome in outcomes if outcome.is_outside]
        share = len(wrong) / len(outcomes)
        nominal = policy.number("wait_misannounced.nominal_outside", at)
        margin = policy.number("wait_misannounced.outside_share", at) - nominal
        # Chance alone strays by the root of the number: half as many waits miss by 1.4 times as much.
        limit = nominal + margin * sqrt(of_last / len(outcomes))
        if share > limit:
            yield self.story.finding(
                at,
                *wrong[:EVIDENCE],
                queue=self._queue,
                count=len(outcomes),
                outside=len(wrong),
                share=round(share, 4),
                limit=round(limit, 4),
            )

    def _last(self, count: int) -> list[_Outcome]:
        """Return the last outcomes; who still waits at the day's end comes last."""
        waiting = [
            outcome
            for heard in self._waiting.values()
            for outcome in heard.outcome(self.at, is_answer=False)
        ]
        return [*self._outcomes[-count:], *waiting][-count:]


def _is_answer(event: Stop) -> bool:
    if isinstance(event, QueueLeft):
        return event.why is WhyLeft.ANSWERED
    return isinstance(event, AgentConnected)

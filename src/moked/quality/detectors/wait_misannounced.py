"""A waiting customer was not told how long, or was told wrongly.

Who waits longer than three minutes should have heard so by the end of the second: he is found when the three
minutes are over, because only then do we know that the wait was one to announce. Where a law asks for it,
place and estimate must both have been told by then. The wait is the one in the queue, and going from one queue
to the next does not start it again; what was said before it, in the menu, counts. A log that carries no announcements is not judged, if its own
policy says so (`wait_misannounced.judged = false`).

`find_intervals` asks whether the announced intervals hold: of the last 200 waits, at most a quarter may end
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
from moked.quality.answering import LIVE, graver_by_law, whole_day
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.story import Story

EVIDENCE = 50
"""How many wrong announcements a finding about many of them names."""


@detector(
    code="F11",
    scope=Scope.CONTACT,
    severity=Severity.LEGAL,
    reads=(ContactStarted, QueueJoined, WaitAnnounced, QueueLeft, AgentConnected, ContactEnded),
    needs=(QueueJoined,),
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
        match event:
            case QueueJoined():
                joined = joined or event
            case WaitAnnounced():
                announced.append(event)
            case QueueLeft(why=WhyLeft.TRANSFERRED | WhyLeft.TIMEOUT):
                pass
            case QueueLeft() | AgentConnected() | ContactEnded() if joined:
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
    """An announcement, and whether the wait ended outside what it announced."""

    announced: WaitAnnounced
    is_outside: bool


@detector(
    code="F11",
    scope=Scope.QUEUE,
    severity=Severity.WORD,
    reads=(QueueJoined, WaitAnnounced, QueueLeft, AgentConnected, ContactEnded),
    needs=(WaitAnnounced,),
    look_back=timedelta(days=7),
    episode=True,
)
def find_intervals(story: Story, policy: Policy) -> Iterator[Finding]:
    """The announced intervals do not hold as often as they should."""
    judged_at, events = whole_day(story)
    _, queue = story.subject
    of_last = policy.number("wait_misannounced.of_last", judged_at)
    outcomes = list(_outcomes(events, queue, judged_at))[-int(of_last) :]
    if len(outcomes) < policy.number("wait_misannounced.at_least", judged_at):
        return
    wrong = [outcome.announced for outcome in outcomes if outcome.is_outside]
    share = len(wrong) / len(outcomes)
    nominal = policy.number("wait_misannounced.nominal_outside", judged_at)
    margin = policy.number("wait_misannounced.outside_share", judged_at) - nominal
    # Chance alone strays by the root of the number: half as many waits miss by 1.4 times as much.
    limit = nominal + margin * sqrt(of_last / len(outcomes))
    if share > limit:
        yield story.finding(
            judged_at,
            *wrong[:EVIDENCE],
            queue=queue,
            count=len(outcomes),
            outside=len(wrong),
            share=round(share, 4),
            limit=round(limit, 4),
        )


def _outcomes(events: Sequence[Event], queue: str, until: datetime) -> Iterator[_Outcome]:
    """Yield what came of the first interval that each waiting customer was told, where that is known."""
    waiting: dict[str, WaitAnnounced | None] = {}
    for event in events:
        match event:
            case QueueJoined():
                waiting.pop(event.contact, None)
                if event.queue == queue:
                    waiting[event.contact] = None
            case WaitAnnounced() if event.low is not None and event.high is not None:
                if event.contact in waiting:
                    waiting[event.contact] = waiting[event.contact] or event
            case QueueLeft() | AgentConnected() | ContactEnded():
                announced = waiting.pop(event.contact, None)
                if announced:
                    yield from _outcome(announced, event.at, _is_answer(event))
    for announced in waiting.values():
        if announced:
            yield from _outcome(announced, until, is_answer=False)


def _is_answer(event: QueueLeft | AgentConnected | ContactEnded) -> bool:
    if isinstance(event, QueueLeft):
        return event.why is WhyLeft.ANSWERED
    return isinstance(event, AgentConnected)


def _outcome(announced: WaitAnnounced, at: datetime, is_answer: bool) -> Iterator[_Outcome]:
    assert announced.low is not None
    assert announced.high is not None
    waited = (at - announced.at).total_seconds()
    if is_answer or waited > announced.high:
        yield _Outcome(announced, not announced.low <= waited <= announced.high)

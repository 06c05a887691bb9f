"""A channel that we offer does not work, or nobody reads what comes in.

Three signs. End-to-end probes of the channel failed at least twice, five minutes apart, at any stage; an
ok of the failed stage ends it. Or nothing came in where the channel's own past weeks let us expect five:
by chance that happens less than once in 140 such hours (Poisson). Or things came in for a whole business day,
from opening to closing, and no person answered anybody.

Silence is counted in the channel's open hours only, so that Sabbaths, holidays and changes of the clock
expect nothing. A probe that fails to arrive while customers' messages do was caught as spam. What a menu or
a bot served waits for no person, and an answer to the customer counts on whatever channel it went out: forms
are answered by e-mail. Sources: "not through the site's chat, which was not working"; a contact form that "does
not always work".
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from math import log

from msgspec.structs import replace

from moked.core.events import (
    AgentConnected,
    Author,
    BotReplied,
    Channel,
    ContactStarted,
    Direction,
    Event,
    MenuShown,
    MessageReceived,
    MessageSent,
    ProbeDone,
    Stage,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.expected_arrivals import ExpectedArrivals
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.story import Story

MET = 50
"""How many contacts that met a dead channel a finding names."""

_Arrival = ContactStarted | MessageReceived


@detector(
    code="F06",
    scope=Scope.CHANNEL,
    severity=Severity.LOST,
    reads=(ContactStarted, MessageReceived, ProbeDone),
    needs=(ProbeDone,),
    look_back=timedelta(days=2),
)
def find_failed_probes(story: Story, policy: Policy) -> Iterator[Finding]:
    """Probes of the channel failed one after another; who came meanwhile is evidence too."""
    failure = _Failure()
    told: Finding | None = None
    for event in story:
        failure.take(event, story)
        if not failure.stages:
            if told:
                yield failure.as_met(told)
            failure, told = _Failure(), None
        elif told is None and failure.run[-1] is event and _is_dead(failure.run, policy):
            told = story.finding(
                event.at,
                *failure.run,
                sign="probes",
                channel=failure.run[-1].channel,
                stages=sorted(failure.stages),
                count=len(failure.run),
            )
    if told:
        yield failure.as_met(told)


class _Failure:
    """Probes that failed one after another, the stages that still fail, and who came meanwhile."""

    def __init__(self) -> None:
        self.stages: set[Stage] = set()
        self.run: list[ProbeDone] = []
        self._met: list[Event] = []

    def take(self, event: Event, story: Story) -> None:
        if isinstance(event, ProbeDone):
            if event.ok:
                self.stages.discard(event.stage)
            else:
                self.stages.add(event.stage)
                self.run.append(event)
        elif _came_in(event, story):
            self.stages.discard(Stage.ARRIVE)
            if self.stages:
                self._met.append(event)

    def as_met(self, told: Finding) -> Finding:
        """Return the finding with those who met the failure, as far as they are worth naming."""
        return replace(told, evidence=(*told.evidence, *self._met[:MET])) if self._met else told


def _is_dead(run: list[ProbeDone], policy: Policy) -> bool:
    first, last = run[0].at, run[-1].at
    if len(run) < policy.number("channel_dead.failed_probes", last):
        return False
    return last - first >= policy.length("channel_dead.probes_apart", last)


@detector(
    code="F06",
    scope=Scope.CHANNEL,
    severity=Severity.LOST,
    reads=(ContactStarted, MessageReceived),
    look_back=timedelta(days=29),
)
def find_silence(story: Story, policy: Policy) -> Iterator[Finding]:
    """Nothing came in where the past weeks let us expect some."""
    assert story.since is not None
    assert story.until is not None
    _, channel = story.subject
    arrivals = _arrivals(story, channel)
    if not arrivals:
        return
    times = [event.at for event in arrivals]
    history = policy.length("channel_dead.history", story.since)
    lull = policy.length("channel_dead.lull", story.since)
    calendar = policy.calendar(channel)
    hopes = ExpectedArrivals(calendar, times)
    # The silence that began with the last arrival before the day may be found in it.
    first = max(bisect_left(times, story.since) - 1, 0)
    for number in range(first, len(times)):
        since = times[number]
        until = times[number + 1] if number + 1 < len(times) else story.until
        if until - since < lull or since - times[0] < history:
            continue
        of_week = number - bisect_left(times, since - timedelta(weeks=1))
        expected = _expected(of_week / 7, policy, since)
        at = hopes.reach(expected, since, until)
        at = at and max(at, calendar.add_open(since, lull))
        if at and at < until:
            yield story.finding(
                at,
                arrivals[number],
                sign="silence",
                channel=channel,
                expected=round(expected, 1),
                since=since,
            )


def _expected(of_day: float, policy: Policy, at: datetime) -> float:
    """Return how many arrivals must have been due before their absence is no chance.

    Of n pauses a day the longest is longer than that of a few by the logarithm of n: on a busy line one
    in which five were due is a matter of every hour. Calls are also less even than Poisson's, for which
    there is the lull.
    """
    expected = policy.number("channel_dead.expected", at)
    return expected + log(max(1.0, of_day / expected))


def _arrivals(events: Iterable[Event], channel: str) -> list[_Arrival]:
    """Return what customers sent in on a channel, a contact and its first message once."""
    arrivals: list[_Arrival] = []
    begun: set[str | None] = set()
    for event in events:
        if isinstance(event, ContactStarted):
            if event.channel == channel and event.direction is Direction.IN:
                arrivals.append(event)
                begun.add(event.contact)
        elif isinstance(event, MessageReceived):
            if event.contact in begun:
                begun.discard(event.contact)
            elif event.channel == channel:
                arrivals.append(event)
    return arrivals


def _came_in(event: Event, story: Story) -> bool:
    if isinstance(event, MessageReceived):
        # A message on another channel stands here too, where a contact ties it to this one.
        return event.channel == story.subject[1]
    return isinstance(event, ContactStarted) and event.direction is Direction.IN


@detector(
    code="F06",
    scope=Scope.CENTRE,
    severity=Severity.LOST,
    reads=(ContactStarted, MenuShown, BotReplied, MessageReceived, MessageSent, AgentConnected),
    needs=(ContactStarted, MessageReceived),
    look_back=timedelta(days=1),
    episode=True,
)
def find_unread(story: Story, policy: Policy) -> Iterator[Finding]:
    """Things came in for a whole business day, and no person answered anybody."""
    assert story.since is not None
    assert story.until is not None
    channels = {event.channel for event in story if isinstance(event, _Arrival)}
    for channel in sorted(channels):
        calendar = policy.calendar(channel)
        day = calendar.local(story.since).date()
        opens, closes = calendar.open_of_day(day), calendar.close_of_day(day)
        if opens is None or closes is None or not calendar.is_business_day(day):
            continue
        at = min(closes, story.until - timedelta(seconds=1))
        events = [event for event in story if event.at <= at]
        came = [event for event in _unserved(events, channel) if event.at >= opens]
        enough = policy.number("channel_dead.arrivals", at)
        if len(came) >= enough and not _somebody_answers(events, channel, came):
            yield story.finding(
                at,
                *came,
                subject=Subject("channel", channel),
                sign="unread",
                channel=channel,
                arrivals=len(came),
                since=opens,
            )


def _unserved(events: Sequence[Event], channel: Channel) -> Iterator[_Arrival]:
    """Yield what came in, without what a menu or a bot served."""
    served = {event.contact for event in events if isinstance(event, MenuShown | BotReplied)}
    for event in _arrivals(events, channel):
        if event.contact not in served:
            yield event


def _somebody_answers(events: Sequence[Event], channel: Channel, came: Sequence[_Arrival]) -> bool:
    """Return whether a person was active on the channel, or answered one of its customers elsewhere."""
    customers = {event.customer for event in came if event.customer}
    contacts = {
        event.contact
        for event in events
        if isinstance(event, ContactStarted)
        and (event.channel is channel or event.customer in customers)
    }
    for event in events:
        if isinstance(event, AgentConnected) and event.contact in contacts:
            return True
        if isinstance(event, MessageSent) and event.author is Author.AGENT:
            reaches = event.customer in customers or event.contact in contacts
            if reaches or event.channel is channel:
                return True
    return False

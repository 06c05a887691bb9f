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
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from math import log

from msgspec.structs import replace

from moked.core.events import (
    AgentConnected,
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
    in_order,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.readings.answered import Answered
from moked.quality.readings.expected_arrivals import ExpectedArrivals
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
class FailedProbes:
    """Probes of the channel failed one after another; who came meanwhile is evidence too."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._failure = _Failure()
        self._told: Finding | None = None
        self._over: list[Finding] = []

    def take(self, event: Event) -> None:
        failure = self._failure
        failure.take(event, self._story)
        if not failure.stages:
            if failure.run:
                self._over += self._standing()
                self._failure, self._told = _Failure(), None
        elif (
            self._told is None and failure.run[-1] is event and _is_dead(failure.run, self._policy)
        ):
            self._told = self._story.finding(
                event.at,
                *failure.run,
                sign="probes",
                channel=failure.run[-1].channel,
                stages=sorted(failure.stages),
                count=len(failure.run),
            )

    def findings(self) -> list[Finding]:
        """Return the failures that are over, and the one that lasts."""
        return self._over + self._standing()

    def _standing(self) -> list[Finding]:
        return [self._failure.as_met(self._told)] if self._told else []


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
class Silence:
    """Nothing came in where the past weeks let us expect some."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._policy = policy
        _, self._channel = story.subject
        self._calendar = policy.calendar(self._channel)
        self._arrivals: list[_Arrival] = []
        self._times: list[datetime] = []
        # In order of time, also where a contact's name is used again.
        self._begun: dict[str, datetime] = {}
        self._in_contacts: list[tuple[datetime, MessageReceived]] = []
        self._open(story)

    def _open(self, story: Story) -> None:
        """Turn to a day, whose arrivals are yet to come."""
        assert story.since is not None
        assert story.until is not None
        self._story, self._since, self._until = story, story.since, story.until
        self._history = self._policy.length("channel_dead.history", story.since)
        self._lull = self._policy.length("channel_dead.lull", story.since)
        self._hopes = ExpectedArrivals(self._calendar, self._times)
        self._found: list[Finding] = []

    def take(self, event: Event) -> None:
        """Count a contact and its first message as one arrival."""
        if isinstance(event, ContactStarted):
            if event.channel == self._channel and event.direction is Direction.IN:
                self._begun.pop(event.contact, None)
                self._begun[event.contact] = event.at
                self._arrived(event)
        elif isinstance(event, MessageReceived):
            begun = self._begun.pop(event.contact, None) if event.contact else None
            if event.channel != self._channel:
                return
            if begun:
                self._in_contacts.append((begun, event))
            else:
                self._arrived(event)

    def _arrived(self, event: _Arrival) -> None:
        # The silence that began with the last arrival before the day may be found in it.
        if event.at >= self._since:
            self._found += self._silence(event.at)
        self._arrivals.append(event)
        self._times.append(event.at)

    def roll_to(self, story: Story) -> bool:
        """Go on to the next day, and forget what began before its window."""
        begins = story.begins
        first = bisect_left(self._times, begins)
        self._arrivals, self._times = self._arrivals[first:], self._times[first:]
        for contact in list(takewhile(lambda contact: self._begun[contact] < begins, self._begun)):
            del self._begun[contact]
        self._let_count(begins)
        self._open(story)
        return True

    def _let_count(self, begins: datetime) -> None:
        """Let the messages count whose contacts are forgotten: they are arrivals as if they had none."""
        alone = [message for begun, message in self._in_contacts if begun < begins <= message.at]
        self._in_contacts = [each for each in self._in_contacts if each[0] >= begins]
        if alone:
            self._arrivals = sorted([*self._arrivals, *alone], key=in_order)
            self._times = [event.at for event in self._arrivals]

    def findings(self) -> list[Finding]:
        """Return the silences of the day, and the one that lasts."""
        return [*self._found, *self._silence(self._until)]

    def _silence(self, until: datetime) -> Iterator[Finding]:
        """Yield the finding of the silence since the last arrival until a moment, if it was too long."""
        times = self._times
        since = times[-1] if times else until
        if not times or until - since < self._lull or since - times[0] < self._history:
            return
        of_week = len(times) - 1 - bisect_left(times, since - timedelta(weeks=1))
        expected = _expected(of_week / 7, self._policy, since)
        at = self._hopes.reach(expected, since, until)
        at = at and max(at, self._calendar.add_open(since, self._lull))
        if at and at < until:
            yield self._story.finding(
                at,
                self._arrivals[-1],
                sign="silence",
                channel=self._channel,
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
class Unread:
    """Things came in for a whole business day, and no person answered anybody."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._arrivals: dict[Channel, list[_Arrival]] = defaultdict(list)
        self._begun: dict[str, set[Channel]] = defaultdict(set)
        self._served: dict[str, datetime] = {}
        self._answered = Answered()

    def take(self, event: Event) -> None:
        if isinstance(event, ContactStarted):
            self._answered.begin(event)
            if event.direction is Direction.IN:
                self._arrivals[event.channel].append(event)
                self._begun[event.contact].add(event.channel)
        elif isinstance(event, MessageReceived):
            # A contact and its first message are one arrival.
            begun = self._begun.pop(event.contact, ()) if event.contact else ()
            if event.channel not in begun:
                self._arrivals[event.channel].append(event)
        elif isinstance(event, AgentConnected):
            self._answered.connect(event)
        elif isinstance(event, MessageSent):
            self._answered.write(event)
        elif isinstance(event, MenuShown | BotReplied):
            self._served.setdefault(event.contact, event.at)

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each channel that nobody answers until it closes."""
        for channel in sorted(self._arrivals):
            hours = self._hours(channel)
            if hours:
                yield from self._unread(channel, *hours)

    def _hours(self, channel: Channel) -> tuple[datetime, datetime] | None:
        """Return from when until when a channel is open on the day, if it is a business day."""
        assert self._story.since is not None
        calendar = self._policy.calendar(channel)
        day = calendar.local(self._story.since).date()
        opens, closes = calendar.open_of_day(day), calendar.close_of_day(day)
        if opens is None or closes is None or not calendar.is_business_day(day):
            return None
        return opens, min(closes, self._story.day_ends)

    def _unread(self, channel: Channel, opens: datetime, at: datetime) -> Iterator[Finding]:
        if self._answered.on(channel, at):
            return
        came = [event for event in self._arrivals[channel] if self._waits(event, opens, at)]
        enough = self._policy.number("channel_dead.arrivals", at)
        if len(came) >= enough and not self._answered.any_of(
            (event.customer for event in came), at
        ):
            yield self._story.finding(
                at,
                *came,
                subject=Subject("channel", channel),
                sign="unread",
                channel=channel,
                arrivals=len(came),
                since=opens,
            )

    def _waits(self, event: _Arrival, opens: datetime, at: datetime) -> bool:
        """Return whether something came in by then that no menu and no bot served."""
        served_at = self._served.get(event.contact) if event.contact else None
        return opens <= event.at <= at and (served_at is None or served_at > at)

"""The customer had to explain again what we had already been told.

Two ways: the same detail is asked for twice in one contact, by bot or by agent; or a customer comes
back on a case within days of having explained it to a person, and the agent has not opened that
history 30 seconds into the talk. Those seconds run from the moment at which we know both who calls and
who answers. The history may be opened from the contact or by its agent, any time since the contact
began.

Security questions may be repeated. Somebody explained something only where a professional or a
supervisor talked with him for a while: a call cut at once, or a message left at a front desk, was no
explanation. The case is the one that anything links the contact to, or that was opened during it, or
the only one looked into in it, or the customer's only open one as it was answered, unless its topic is
another. What a talk was about is what is known as the next one is answered; a link that comes later
adds no finding and takes none away. Who was thought to call about his only open case, and whose agent
looks into another in time, was understood.

On one case, or in one contact without a case, it is one finding in the days of the limit. Source:
"again I called, again I raised the problem".
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from moked.core.events import (
    NEVER,
    AgentConnected,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseResolved,
    CaseViewed,
    ContactEnded,
    ContactStarted,
    CustomerAsked,
    CustomerIdentified,
    Direction,
    Event,
    MessageReceived,
    MessageSent,
    PromiseMade,
    Purpose,
    RecordWritten,
    Role,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.readings.linked_cases import LinkedCases
from moked.quality.story import Story


class _Talk:
    """One contact, as far as it has come; `connected` is the first person who could act on it.

    `opened` is the case that was opened during it, `likely` the one that it was thought to be on.
    """

    def __init__(self, contact: str) -> None:
        self.contact = contact
        self.started: ContactStarted | None = None
        self.connected: AgentConnected | None = None
        self.ended: datetime | None = None
        self.opened: str | None = None
        self.likely: str | None = None
        self.is_known = False
        self.asks: dict[str, list[CustomerAsked]] = defaultdict(list)


class _Again(NamedTuple):
    """A time that the customer explained again; one where a look would have told has an agent.

    The history may be opened from the moment `since` until that of the finding. With `is_likely` nothing
    names the case.
    """

    case: str | None
    finding: Finding
    connected: AgentConnected | None = None
    since: datetime = NEVER
    is_likely: bool = False

    def is_undone_by(self, view: CaseViewed) -> bool:
        """Return whether somebody opened the history in time, or another that the talk is then on."""
        if self.connected is None or not self.since <= view.at <= self.finding.at:
            return False
        if view.contact == self.connected.contact:
            return self.is_likely or view.case == self.case
        return view.case == self.case and view.agent == self.connected.agent


class _Customer:
    """A customer's contacts and cases so far."""

    def __init__(self) -> None:
        self.talks: dict[str, _Talk] = {}
        self.topics: dict[str, str | None] = {}
        self.open_cases: set[str] = set()
        self._linked = LinkedCases()

    def talk(self, contact: str) -> _Talk:
        if contact not in self.talks:
            self.talks[contact] = _Talk(contact)
        return self.talks[contact]

    def learn(self, event: Event) -> None:
        self._linked.learn(event)
        match event:
            case ContactStarted():
                talk = self.talk(event.contact)
                talk.started = event
                talk.is_known = bool(event.customer or event.case)
            case ContactEnded():
                self.talk(event.contact).ended = event.at
            case CaseOpened():
                self._open(event)
            case CaseReopened(case=case):
                self.open_cases.add(case)
            case CaseResolved(case=case) | CaseClosed(case=case):
                self.open_cases.discard(case)

    def _open(self, event: CaseOpened) -> None:
        """Note a new case; it is that of every contact still going on without one."""
        self.topics[event.case] = event.topic
        self.open_cases.add(event.case)
        for talk in self.talks.values():
            if talk.started and not talk.ended:
                talk.opened = talk.opened or event.case

    def told(self, talk: _Talk) -> str | None:
        """Return the case that something shows a contact to be on."""
        linked = self._linked
        return linked.named(talk.contact) or talk.opened or linked.viewed(talk.contact)

    def case_of(self, talk: _Talk) -> str | None:
        """Return the case that a contact is on, or else was thought to be on."""
        return self.told(talk) or talk.likely

    def guess(self, talk: _Talk) -> None:
        """Take a contact of which nothing tells the case for one on the only open case, if its topic fits."""
        if self.case_of(talk) or len(self.open_cases) != 1:
            return
        (case,) = self.open_cases
        topics = {talk.started and talk.started.topic, self.topics.get(case)} - {None}
        talk.likely = case if len(topics) < 2 else None


def _happens_once(events: Sequence[Event], policy: Policy) -> bool:
    """Once answered and once asked, nobody has explained anything again."""
    types = list(map(type, events))
    return types.count(AgentConnected) < 2 and types.count(CustomerAsked) < 2


@detector(
    code="F24",
    scope=Scope.CUSTOMER,
    severity=Severity.EFFORT,
    reads=(
        ContactStarted,
        CustomerIdentified,
        CaseOpened,
        AgentConnected,
        CaseViewed,
        CustomerAsked,
        MessageReceived,
        MessageSent,
        PromiseMade,
        ContactEnded,
        RecordWritten,
        CaseResolved,
        CaseClosed,
        CaseReopened,
    ),
    needs=(AgentConnected, CustomerAsked),
    unless=_happens_once,
)
class AskedAgain:
    """The times that a customer explained again, among them those that a look in time may still undo."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._customer = _Customer()
        self._views: list[CaseViewed] = []
        self._again: list[_Again] = []

    def take(self, event: Event) -> None:
        self._customer.learn(event)
        match event:
            case AgentConnected() if event.role is not Role.FRONT_DESK:
                talk = self._customer.talk(event.contact)
                if talk.connected is None:
                    talk.connected = event
                    if talk.is_known:
                        self._answered(talk, event.at)
            case CustomerIdentified():
                talk = self._customer.talk(event.contact)
                if talk.connected and not talk.is_known:
                    self._answered(talk, event.at)
                talk.is_known = True
            case CaseViewed():
                self._views.append(event)
                self._again = [each for each in self._again if not each.is_undone_by(event)]
            case CustomerAsked() if event.purpose is not Purpose.SECURITY:
                self._asked(event)

    def _asked(self, event: CustomerAsked) -> None:
        talk = self._customer.talk(event.contact)
        asks = talk.asks[event.field.strip().casefold()]
        asks.append(event)
        if len(asks) == self._policy.number("asked_again.times", event.at):
            self._customer.guess(talk)
            case = self._customer.case_of(talk)
            self._again.append(_Again(case, _asked(self._story, talk, asks, case)))

    def _answered(self, talk: _Talk, since: datetime) -> None:
        """Note a talk on an explained case, unless its history was opened already."""
        self._customer.guess(talk)
        case = self._customer.case_of(talk)
        start, connected = talk.started, talk.connected
        if not (case and start and connected) or start.direction is not Direction.IN:
            return
        earlier = self._explained_before(talk, case, start.at, since)
        if not earlier:
            return
        limit = self._policy.length("asked_again.history_opened_within", since)
        found = _unopened(self._story, connected, case, since + limit, limit, earlier)
        is_likely = self._customer.told(talk) is None
        again = _Again(case, found, connected, start.at, is_likely)
        if not any(map(again.is_undone_by, self._views)):
            self._again.append(again)

    def _explained_before(
        self, talk: _Talk, case: str, at: datetime, since: datetime
    ) -> list[datetime]:
        """Return when the talks began in which a case was explained, shortly before a moment."""
        days = self._policy.length("asked_again.new_contact_within", since)
        return [
            other.connected.at
            for other in self._customer.talks.values()
            if other is not talk and other.connected and self._customer.case_of(other) == case
            if _explained(other, self._policy)
            if at - (other.ended or other.connected.at) <= days
        ]

    def findings(self) -> Iterator[Finding]:
        """Yield the first finding of each case, or contact without one, in the days of the limit."""
        last: dict[str, datetime] = {}
        for again in sorted(self._again, key=lambda each: each.finding.at):
            found = again.finding
            days = self._policy.length("asked_again.new_contact_within", found.at)
            keys = (again.case or found.subject.ref, found.subject.ref)
            if not any(key in last and found.at - last[key] <= days for key in keys):
                last.update(dict.fromkeys(keys, found.at))
                yield found


def _asked(story: Story, talk: _Talk, asks: list[CustomerAsked], case: str | None) -> Finding:
    return story.finding(
        asks[-1].at,
        *asks,
        subject=Subject("contact", talk.contact),
        field=asks[0].field,
        count=len(asks),
        case=case,
        agent=talk.connected and talk.connected.agent,
    )


def _unopened(
    story: Story,
    connected: AgentConnected,
    case: str,
    at: datetime,
    limit: timedelta,
    earlier: list[datetime],
) -> Finding:
    return story.finding(
        at,
        connected,
        subject=Subject("contact", connected.contact),
        case=case,
        agent=connected.agent,
        limit=limit,
        explained_at=max(earlier),
        count=len(earlier) + 1,
    )


def _explained(talk: _Talk, policy: Policy) -> bool:
    """Return whether a person listened long enough for something to be explained."""
    if talk.connected is None or talk.ended is None:
        return talk.connected is not None
    listened = talk.ended - talk.connected.at
    return listened >= policy.length("asked_again.explained_over", talk.ended)

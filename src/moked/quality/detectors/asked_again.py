"""The customer had to explain again what we had already been told.

Two ways: the same detail is asked for twice in one contact, by bot or by agent; or a customer comes
back on a case within days of having explained it to a person, and the agent has not opened that
history 30 seconds into the talk. Those seconds run from the moment at which we know both who calls and
who answers. The history may be opened from the contact or by its agent, any time since the contact
began.

Security questions may be repeated. Somebody explained something only where a professional or a
supervisor talked with him for a while: a call cut at once, or a message left at a front desk, was no
explanation. The case is the one that the contact names, or that was opened during it, or the
customer's only open one, unless its topic is another. On one case, or in one contact without a case,
it is one finding in the days of the limit. Source: "again I called, again I raised the problem".
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from moked.core.events import (
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
    Purpose,
    RecordWritten,
    Role,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.story import Story


class _Talk:
    """One contact, as far as it has come; `connected` is the first person who could act on it."""

    def __init__(self, contact: str) -> None:
        self.contact = contact
        self.started: ContactStarted | None = None
        self.connected: AgentConnected | None = None
        self.ended: datetime | None = None
        self.case: str | None = None
        self.is_known = False
        self.asks: dict[str, list[CustomerAsked]] = defaultdict(list)


class _Customer:
    """A customer's contacts and cases so far."""

    def __init__(self) -> None:
        self.talks: dict[str, _Talk] = {}
        self.topics: dict[str, str | None] = {}
        self.open_cases: set[str] = set()

    def talk(self, contact: str) -> _Talk:
        if contact not in self.talks:
            self.talks[contact] = _Talk(contact)
        return self.talks[contact]

    def learn(self, event: Event) -> None:
        match event:
            case ContactStarted():
                talk = self.talk(event.contact)
                talk.started, talk.case = event, event.case
                talk.is_known = bool(event.customer or event.case)
            case ContactEnded():
                self.talk(event.contact).ended = event.at
            case RecordWritten(contact=str(contact)):
                self.talk(contact).case = self.talk(contact).case or event.case
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
                talk.case = talk.case or event.case

    def case_of(self, talk: _Talk) -> str | None:
        """Return the case that a contact names, or else the only open one on its topic."""
        if talk.case or len(self.open_cases) != 1:
            return talk.case
        (case,) = self.open_cases
        topics = {talk.started and talk.started.topic, self.topics.get(case)} - {None}
        return case if len(topics) < 2 else None


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
        ContactEnded,
        RecordWritten,
        CaseResolved,
        CaseClosed,
        CaseReopened,
    ),
    needs=(AgentConnected, CustomerAsked),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    # Once answered and once asked, nobody has explained anything again.
    if all(sum(isinstance(e, kind) for e in story) < 2 for kind in (AgentConnected, CustomerAsked)):
        return
    last: dict[str, datetime] = {}
    for case, found in sorted(_explained_again(story, policy), key=lambda each: each[1].at):
        days = policy.length("asked_again.new_contact_within", found.at)
        keys = (case or found.subject.ref, found.subject.ref)
        if not any(key in last and found.at - last[key] <= days for key in keys):
            last.update(dict.fromkeys(keys, found.at))
            yield found


def _explained_again(story: Story, policy: Policy) -> Iterator[tuple[str | None, Finding]]:
    """Yield every time the customer explained again, with the case it was about."""
    customer = _Customer()
    for event in story:
        customer.learn(event)
        match event:
            case CustomerAsked() if event.purpose is not Purpose.SECURITY:
                talk = customer.talk(event.contact)
                asks = talk.asks[event.field.strip().casefold()]
                asks.append(event)
                if len(asks) == policy.number("asked_again.times", event.at):
                    talk.case = customer.case_of(talk)
                    yield talk.case, _asked(story, talk, asks)
            case AgentConnected() if event.role is not Role.FRONT_DESK:
                talk = customer.talk(event.contact)
                if talk.connected is None:
                    talk.connected = event
                    if talk.is_known:
                        yield from _history_unopened(story, customer, talk, event.at, policy)
            case CustomerIdentified():
                talk = customer.talk(event.contact)
                if talk.connected and not talk.is_known:
                    yield from _history_unopened(story, customer, talk, event.at, policy)
                talk.is_known = True


def _asked(story: Story, talk: _Talk, asks: list[CustomerAsked]) -> Finding:
    return story.finding(
        asks[-1].at,
        *asks,
        subject=Subject("contact", talk.contact),
        field=asks[0].field,
        count=len(asks),
        case=talk.case,
        agent=talk.connected and talk.connected.agent,
    )


def _history_unopened(
    story: Story, customer: _Customer, talk: _Talk, since: datetime, policy: Policy
) -> Iterator[tuple[str | None, Finding]]:
    """Yield the finding of a talk on an explained case, unless its history is opened in time."""
    talk.case = customer.case_of(talk)
    start, connected = talk.started, talk.connected
    if not (talk.case and start and connected) or start.direction is not Direction.IN:
        return
    days = policy.length("asked_again.new_contact_within", since)
    earlier = [
        other.connected.at
        for other in customer.talks.values()
        if other is not talk and other.case == talk.case and other.connected
        if _explained(other, policy)
        if start.at - (other.ended or other.connected.at) <= days
    ]
    limit = policy.length("asked_again.history_opened_within", since)
    if not earlier or _opened(story, talk, start.at, since + limit):
        return
    yield (
        talk.case,
        story.finding(
            since + limit,
            connected,
            subject=Subject("contact", talk.contact),
            case=talk.case,
            agent=connected.agent,
            limit=limit,
            explained_at=max(earlier),
            count=len(earlier) + 1,
        ),
    )


def _explained(talk: _Talk, policy: Policy) -> bool:
    """Return whether a person listened long enough for something to be explained."""
    if talk.connected is None or talk.ended is None:
        return talk.connected is not None
    listened = talk.ended - talk.connected.at
    return listened >= policy.length("asked_again.explained_over", talk.ended)


def _opened(story: Story, talk: _Talk, since: datetime, until: datetime) -> bool:
    agent = talk.connected and talk.connected.agent
    return any(
        isinstance(event, CaseViewed)
        and event.case == talk.case
        and since <= event.at <= until
        and (event.contact == talk.contact or event.agent == agent)
        for event in story
    )

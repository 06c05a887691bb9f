"""The customer asked for somebody above, and nobody above came.

The request is `escalation.requested`, or words of the customer's in which reading noticed it. It is met
by a supervisor in the same contact, or else by contact with one before the close of the working day:
in any contact, by `escalation.answered`, or by a manager's promised call that was made. A request out
of hours has until the close of the next working day. At risk once three minutes of the contact passed
without a supervisor, which is when Spain's law (Ley 10/2025, art. 8.3) asks for that same day; open at
the close. To promise a manager meets nothing.

Asking again on the same day is the same failure. An answer on another case is none. Legal where the
pack in force has a clause for it, else a broken word. Source: "no use shouting 'I want a manager'".
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from moked.core.calendar import Calendar
from moked.core.events import (
    AgentConnected,
    EscalationAnswered,
    EscalationRequested,
    Event,
    Notice,
    PromiseKept,
    PromiseKind,
    PromiseMade,
    Role,
    Speaker,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, State
from moked.quality.readings.places import PLACED, Place, Places
from moked.quality.story import Story

Asked = EscalationRequested | WordsNoticed


class _Answer(NamedTuple):
    """Somebody above came: when, in which contact, on which case."""

    at: datetime
    contact: str | None
    case: str | None
    is_supervisor: bool


class _Request:
    """A request with the moment until which it may be met."""

    __slots__ = ("asked", "due", "is_met", "place")

    def __init__(self, asked: Asked, place: Place, due: datetime) -> None:
        self.asked = asked
        self.place = place
        self.due = due
        self.is_met = False

    def meet(self, answer: _Answer) -> None:
        """Take in that somebody above came, whenever that was."""
        self.is_met = self.is_met or self._is_met_by(answer)

    def _is_met_by(self, answer: _Answer) -> bool:
        place = self.place
        if answer.is_supervisor and place.contact and answer.contact == place.contact:
            return answer.at <= self.due
        if answer.case and place.case and answer.case != place.case:
            return False
        return self.asked.at <= answer.at <= self.due


@detector(
    code="F29",
    scope=Scope.CUSTOMER,
    severity=Severity.WORD,
    reads=(
        *PLACED,
        EscalationRequested,
        EscalationAnswered,
        WordsNoticed,
        PromiseMade,
        PromiseKept,
    ),
    needs=(EscalationRequested, Notice.ASKS_MANAGER),
)
class EscalationBlocked:
    """What a customer asked of those above, and every time that one of them came."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._places = Places()
        self._requests: dict[tuple[object, date], _Request] = {}
        self._answers: list[_Answer] = []
        self._managers: dict[str, str | None] = {}

    def take(self, event: Event) -> None:
        self._places.learn(event)
        match event:
            case AgentConnected(role=Role.SUPERVISOR, contact=contact):
                self._answered(event, contact, self._case_of(contact), is_supervisor=True)
            case EscalationRequested() | WordsNoticed() if _asks(event, self._policy):
                self._asked(event)
            case EscalationAnswered(contact=contact):
                self._answered(event, contact, event.case or self._case_of(contact))
            case PromiseMade(kind=PromiseKind.MANAGER):
                self._managers[event.promise] = event.case
            case PromiseKept(promise=promise) if promise in self._managers:
                self._answered(event, event.contact, self._managers[promise])

    def _case_of(self, contact: str | None) -> str | None:
        return self._places.of_contact(contact).case if contact else None

    def _asked(self, asked: Asked) -> None:
        place = _place(asked, self._places)
        day = self._policy.calendar().local(asked.at).date()
        key = place.case or place.subject, day
        if key not in self._requests:
            due = close_of_working_day(asked.at, self._policy.calendar(place.channel))
            request = self._requests[key] = _Request(asked, place, due)
            for answer in self._answers:
                request.meet(answer)

    def _answered(
        self, event: Event, contact: str | None, case: str | None, *, is_supervisor: bool = False
    ) -> None:
        answer = _Answer(event.at, contact, case, is_supervisor)
        self._answers.append(answer)
        for request in self._requests.values():
            request.meet(answer)

    def findings(self) -> Iterator[Finding]:
        """Yield the risk and the failure of each request that nobody meets in time."""
        for request in self._requests.values():
            if not request.is_met:
                yield from _blocked(self._story, request, self._policy)


def _asks(asked: Asked, policy: Policy) -> bool:
    """Return whether somebody above is asked for."""
    if isinstance(asked, EscalationRequested):
        return True
    if asked.kind is not Notice.ASKS_MANAGER or asked.speaker is not Speaker.CUSTOMER:
        return False
    return asked.confidence >= policy.number("escalation_blocked.confidence", asked.at)


def _place(asked: Asked, places: Places) -> Place:
    if isinstance(asked, WordsNoticed):
        return places.of(asked)
    place = places.of_contact(asked.contact) if asked.contact else Place()
    return place._replace(case=asked.case or place.case)


def _blocked(story: Story, request: _Request, policy: Policy) -> Iterator[Finding]:
    asked, place, due = request.asked, request.place, request.due
    limit = policy.length("escalation_blocked.in_contact_within", asked.at)
    law = policy.rule("escalation_blocked.same_business_day", asked.at)
    clause = law.clause if law and law.flag else None
    stages = [(due, State.OPEN)]
    if place.contact and asked.at + limit < due:
        stages.insert(0, (asked.at + limit, State.AT_RISK))
    for at, state in stages:
        yield story.finding(
            at,
            asked,
            subject=place.subject,
            severity=Severity.LEGAL if clause else None,
            state=state,
            clause=clause,
            due=due,
            limit=limit,
            agent=place.agent,
            case=place.case,
            channel=place.channel,
            words=asked.words or None,
        )


def close_of_working_day(at: datetime, calendar: Calendar) -> datetime:
    """Return the close of the working day, of the next one where this one is over or is none."""
    day = calendar.local(at).date()
    closing = calendar.closing(at)
    if closing and calendar.is_business_day(day):
        return closing
    day = calendar.business_day_after(day, 1)
    return calendar.close_of_day(day) or calendar.moment(day + timedelta(days=1), time.min)

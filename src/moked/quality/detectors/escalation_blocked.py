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
from datetime import datetime, time, timedelta
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
from moked.quality.places import PLACED, Place, Places
from moked.quality.story import Story

Asked = EscalationRequested | WordsNoticed


class _Answer(NamedTuple):
    """Somebody above came: when, in which contact, on which case."""

    at: datetime
    contact: str | None
    case: str | None
    is_supervisor: bool


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
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    if not any(_asked(event, policy) for event in story):
        return
    places = Places()
    requests: dict[tuple[object, ...], tuple[Asked, Place]] = {}
    for event in story:
        places.learn(event)
        if (asked := _asked(event, policy)) is not None:
            place = _place(asked, places)
            day = policy.calendar().local(asked.at).date()
            requests.setdefault((place.case or place.subject, day), (asked, place))
    answers = list(_answers(story))
    for asked, place in requests.values():
        yield from _blocked(story, asked, place, answers, policy)


def _asked(event: Event, policy: Policy) -> Asked | None:
    """Return an event that asks for somebody above, or None."""
    if isinstance(event, EscalationRequested):
        return event
    if not isinstance(event, WordsNoticed) or event.kind is not Notice.ASKS_MANAGER:
        return None
    is_sure = event.confidence >= policy.number("escalation_blocked.confidence", event.at)
    return event if is_sure and event.speaker is Speaker.CUSTOMER else None


def _place(asked: Asked, places: Places) -> Place:
    if isinstance(asked, WordsNoticed):
        return places.of(asked)
    place = places.of_contact(asked.contact) if asked.contact else Place()
    return place._replace(case=asked.case or place.case)


def _answers(story: Story) -> Iterator[_Answer]:
    """Yield every time that somebody above came to the customer."""
    places = Places()
    managers: dict[str, str | None] = {}
    for event in story:
        places.learn(event)
        match event:
            case AgentConnected(role=Role.SUPERVISOR, contact=contact):
                yield _Answer(event.at, contact, places.of_contact(contact).case, True)
            case EscalationAnswered(contact=contact):
                case = places.of_contact(contact).case if contact else None
                yield _Answer(event.at, contact, event.case or case, False)
            case PromiseMade(kind=PromiseKind.MANAGER):
                managers[event.promise] = event.case
            case PromiseKept(promise=promise) if promise in managers:
                yield _Answer(event.at, event.contact, managers[promise], False)


def _blocked(
    story: Story, asked: Asked, place: Place, answers: list[_Answer], policy: Policy
) -> Iterator[Finding]:
    """Yield the risk and the failure of a request, unless it is met in time."""
    due = close_of_working_day(asked.at, policy.calendar(place.channel))
    if any(_meets(answer, asked.at, place, due) for answer in answers):
        return
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


def _meets(answer: _Answer, asked_at: datetime, place: Place, due: datetime) -> bool:
    if answer.is_supervisor and place.contact and answer.contact == place.contact:
        return answer.at <= due
    if answer.case and place.case and answer.case != place.case:
        return False
    return asked_at <= answer.at <= due


def close_of_working_day(at: datetime, calendar: Calendar) -> datetime:
    """Return the close of the working day, of the next one where this one is over or is none."""
    day = calendar.local(at).date()
    closing = calendar.closing(at)
    if closing and calendar.is_business_day(day):
        return closing
    day = calendar.business_day_after(day, 1)
    return calendar.close_of_day(day) or calendar.moment(day + timedelta(days=1), time.min)

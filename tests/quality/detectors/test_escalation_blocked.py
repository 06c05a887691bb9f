from datetime import date

import pytest

from moked.core.calendar import Calendar, Hours
from moked.policy import load
from moked.quality.detectors.escalation_blocked import EscalationBlocked, close_of_working_day
from moked.quality.finding import Severity, State, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at

CALL = [w.contact_started("Sun 09:00"), w.agent_connected("Sun 09:01")]
ON_CASE = [w.contact_started("Sun 09:00", case="k1"), w.agent_connected("Sun 09:01")]


def asked(when: str, **given):
    where = {} if "case" in given else {"contact": "c1"}
    return w.escalation_requested(when, **where | given)


def wished(when: str, **given):
    where = {} if "message" in given else {"contact": "c1"}
    return w.words_noticed(when, **where | {"kind": "asks_manager", "speaker": "customer"} | given)


def supervisor(when: str, **given):
    return w.agent_connected(when, role="supervisor", agent="amir", **given)


def promised(**given):
    return w.promise_made("Sun 09:06", **{"kind": "manager"} | given)


ASKED = asked("Sun 09:05")

FOUND = {
    "nobody above came that day": ([*CALL, ASKED], "Sun 18:00"),
    "somebody came the next morning": (
        [*CALL, ASKED, supervisor("Mon 09:00", contact="c2")],
        "Sun 18:00",
    ),
    "somebody came a second after the close": (
        [*CALL, ASKED, supervisor("Sun 18:00:01")],
        "Sun 18:00",
    ),
    "only another agent came": (
        [*CALL, ASKED, w.agent_connected("Sun 09:07", agent="amir")],
        "Sun 18:00",
    ),
    "asked after the close": ([*CALL, asked("Sun 18:01")], "Mon 18:00"),
    "asked on a day that is no business day": ([*CALL, asked("Fri 09:00")], "Sun2 18:00"),
    "asked twice in a day is one failure": ([*CALL, ASKED, asked("Sun 10:00")], "Sun 18:00"),
    "a wish that reading noticed": ([*CALL, wished("Sun 09:05")], "Sun 18:00"),
    "a wish, and the request that it became": ([*CALL, wished("Sun 09:04"), ASKED], "Sun 18:00"),
    "just as sure as it must be": ([*CALL, wished("Sun 09:05", confidence=0.8)], "Sun 18:00"),
    "asked in a letter": (
        [w.message_received("Sun 09:00", case="k1"), wished("Sun 09:05", message="m1")],
        "Sun 18:00",
    ),
    "asked on a case": ([asked("Sun 09:05", case="k1")], "Sun 18:00"),
    "asked by telephone and again by letter on one case": (
        [
            *ON_CASE,
            ASKED,
            w.message_received("Sun 11:00", case="k1"),
            wished("Sun 11:01", message="m1"),
        ],
        "Sun 18:00",
    ),
    "answered on another case": (
        [asked("Sun 09:05", case="k1"), w.escalation_answered("Sun 10:00", case="k2")],
        "Sun 18:00",
    ),
    "an answer from before the request": (
        [w.escalation_answered("Sun 08:00", contact="c1"), *CALL, ASKED],
        "Sun 18:00",
    ),
    "a manager's call was promised, and not made": ([*CALL, ASKED, promised()], "Sun 18:00"),
    "a manager's call was promised, and made too late": (
        [*CALL, ASKED, promised(), w.promise_kept("Mon 09:00")],
        "Sun 18:00",
    ),
    "another promise was kept": (
        [*CALL, ASKED, promised(kind="refund"), w.promise_kept("Sun 10:00")],
        "Sun 18:00",
    ),
}

NOT_FOUND = {
    "a supervisor comes within three minutes": [*CALL, ASKED, supervisor("Sun 09:08")],
    "a supervisor is in the contact already": [*CALL, supervisor("Sun 09:03"), ASKED],
    "a supervisor calls later the same day": [
        *CALL,
        ASKED,
        w.contact_started("Sun 17:59", contact="c2", direction="out"),
        supervisor("Sun 18:00", contact="c2"),
    ],
    "somebody above takes the contact": [
        *CALL,
        ASKED,
        w.escalation_answered("Sun 17:00", contact="c1"),
    ],
    "somebody above takes the case": [
        *ON_CASE,
        ASKED,
        w.escalation_answered("Sun 17:00", case="k1"),
    ],
    "the manager's promised call was made": [
        *CALL,
        ASKED,
        promised(),
        w.promise_kept("Sun 12:00", contact="c2"),
    ],
    "reading is not sure": [*CALL, wished("Sun 09:05", confidence=0.79)],
    "an agent speaks of a manager": [*CALL, wished("Sun 09:05", speaker="agent")],
    "other words of the customer's": [*CALL, wished("Sun 09:05", kind="human_request")],
    "nobody asked": CALL,
}


@pytest.mark.parametrize(("events", "moment"), FOUND.values(), ids=FOUND)
def test_found(events, moment):
    found = findings(EscalationBlocked, events)
    assert [each.at for each in found if each.state is State.OPEN] == [at(moment)]
    assert len({each.id for each in found}) == 1


@pytest.mark.parametrize("events", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(events):
    assert findings(EscalationBlocked, events) == []


def test_three_minutes_without_a_supervisor_are_the_risk():
    risk, failure = findings(EscalationBlocked, [*CALL, ASKED])
    assert (risk.at, risk.state) == (at("Sun 09:08"), State.AT_RISK)
    assert risk.id == failure.id


def test_a_letter_and_the_last_minutes_of_a_day_have_no_risk_before():
    letter = findings(
        EscalationBlocked, [w.message_received("Sun 09:00"), wished("Sun 09:05", message="m1")]
    )
    late = findings(EscalationBlocked, [*CALL, asked("Sun 17:57")])
    assert [each.state for each in letter + late] == [State.OPEN, State.OPEN]


def test_asking_on_two_days_is_two_failures():
    found = findings(EscalationBlocked, [*CALL, ASKED, asked("Mon 09:05")])
    assert len({each.id for each in found}) == 2


def test_the_finding_says_who_must_call_and_by_when():
    request = asked("Sun 09:05", words="I want a manager")
    found = findings(EscalationBlocked, [*ON_CASE, request])[-1]
    assert (found.subject, found.evidence) == (Subject("contact", "c1"), (request,))
    assert (found.severity, found.clause) == (Severity.WORD, None)
    assert found.facts == {
        "due": "2026-11-01T16:00:00Z",
        "limit": 180,
        "agent": "noa",
        "case": "k1",
        "channel": "phone",
        "words": "I want a manager",
    }


def test_the_finding_is_the_cases_where_no_contact_is_named():
    assert findings(EscalationBlocked, [asked("Sun 09:05", case="k1")])[0].subject == Subject(
        "case", "k1"
    )


def test_where_a_law_asks_for_that_day_it_is_a_breach_of_it():
    found = findings(EscalationBlocked, [*CALL, ASKED], policy=load(["es"]))[-1]
    assert (found.severity, found.clause) == (Severity.LEGAL, "Ley 10/2025 art. 8.3")


def test_a_business_day_without_hours_ends_at_midnight():
    calendar = Calendar("Asia/Jerusalem", Hours(((),) * 7), business_days=frozenset({0}))
    assert close_of_working_day(at("Sun 09:00"), calendar) == at("Tue 00:00")
    assert calendar.close_of_day(date(2026, 11, 2)) is None

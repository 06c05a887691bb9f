import pytest

from moked.quality.detectors.promise_beyond_power import PromiseBeyondPower
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import facts, findings
from tests.quality.words import at


def promised(when: str = "Sun 10:05", kind: str = "refund", **given):
    return w.promise_made(when, kind=kind, **({"contact": "c1"} | given))


def effort(when: str = "Sun 10:05", **given):
    words = {"kind": "every_effort", "words": "we will make every effort"}
    return w.words_noticed(when, **({"contact": "c1"} | words | given))


SUPERVISOR = w.agent_connected("Sun 10:00", agent="amir", role="supervisor")

FOUND = {
    "a sum over the limit": [promised(amount=200.01)],
    **{
        f"a day more than thirty days off: {kind}": [promised(kind=kind, due="Tue5 10:05:01")]
        for kind in ("visit", "callback", "update", "answer", "refund", "other")
    },
    "a day far off, outside a contact": [promised(contact=None, due="Sun9 10:00")],
    "a manager's help": [promised(kind="manager")],
    "a manager's help, by a bot": [promised(kind="manager", by="bot")],
    "every effort": [effort()],
    "the reader is just sure enough": [effort(confidence=0.8)],
    "every effort in a message": [effort(contact=None, message="m1")],
    "every effort, beside an open promise": [promised("Sun 10:04"), effort()],
    "the supervisor was in another contact": [
        w.agent_connected("Sun 09:00", agent="amir", role="supervisor", contact="c9"),
        promised(amount=500),
    ],
    "the supervisor came later": [
        promised(amount=500),
        w.agent_connected("Sun 10:10", agent="amir", role="supervisor"),
    ],
}

NOT_FOUND = {
    "a sum at the limit": [promised(amount=200)],
    "no sum": [promised()],
    "a moment thirty days off": [promised(due="Tue5 10:05")],
    "a moment that has passed": [promised(due="Sun 10:00")],
    "a supervisor promises a day far off": [SUPERVISOR, promised(due="Sun9 10:00", by="amir")],
    "a day far off with the supervisor on the line": [SUPERVISOR, promised(due="Sun9 10:00")],
    "an update": [promised(kind="update")],
    "a supervisor's own promise": [SUPERVISOR, promised(kind="manager", by="amir")],
    "a supervisor's own promise, in another contact": [
        SUPERVISOR,
        promised(amount=500, by="amir", contact="c2"),
    ],
    "an agent's promise with the supervisor on the line": [SUPERVISOR, promised(amount=500)],
    "every effort, beside a promise with an hour": [
        promised("Sun 10:04", kind="callback", due="Sun 14:00"),
        effort(),
    ],
    "the reader is not sure enough": [effort(confidence=0.79)],
    "the customer makes every effort": [effort(speaker="customer")],
    "a bot makes every effort": [effort(speaker="bot")],
    "a promise, says the reader": [effort(kind="promise")],
    "every effort, from nowhere": [effort(contact=None)],
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name):
    assert len(findings(PromiseBeyondPower, FOUND[name])) == 1


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(name):
    assert findings(PromiseBeyondPower, NOT_FOUND[name]) == []


def test_one_finding_a_contact_counts():
    events = [
        promised(kind="manager", by="noa", words="my manager will call"),
        w.message_sent("Sun 10:06", contact="c1"),
        effort("Sun 10:06", contact=None, message="m1"),
        promised("Sun 10:07", promise="p2", amount=500),
    ]
    once, twice, thrice = findings(PromiseBeyondPower, events)
    assert once.id == twice.id == thrice.id
    assert once.subject == Subject("contact", "c1")
    assert once.severity is Severity.WORD
    assert facts(once) == {
        "at": at("Sun 10:05"),
        "count": 1,
        "kind": "manager",
        "words": "my manager will call",
        "agent": "noa",
    }
    assert facts(twice) == {
        "at": at("Sun 10:06"),
        "count": 2,
        "kind": "every_effort",
        "words": "we will make every effort",
    }
    assert facts(thrice) == {
        "at": at("Sun 10:07"),
        "count": 3,
        "kind": "refund",
        "agent": "noa",
        "amount": 500,
        "limit": 200,
        "currency": "ILS",
    }
    assert thrice.evidence == (events[0], events[2], events[3])


def test_a_moment_too_far_off_is_told_beside_the_last_one_within_power():
    [found] = findings(PromiseBeyondPower, [promised(kind="visit", due="Wed5 09:00", by="noa")])
    assert facts(found) == {
        "at": at("Sun 10:05"),
        "count": 1,
        "kind": "visit",
        "agent": "noa",
        "due": "2026-12-02T07:00:00Z",
        "last_due": "2026-12-01T08:05:00Z",
    }


def test_outside_a_contact_each_promise_and_each_message_is_one():
    events = [
        promised(contact=None, amount=500),
        promised("Sun 10:06", promise="p2", contact=None, amount=500),
        promised("Sun 10:07", promise="p3", contact=None, message="m1", amount=500),
        effort("Sun 10:08", contact=None, message="m1"),
    ]
    assert [finding.subject for finding in findings(PromiseBeyondPower, events)] == [
        Subject("promise", "p1"),
        Subject("promise", "p2"),
        Subject("message", "m1"),
        Subject("message", "m1"),
    ]

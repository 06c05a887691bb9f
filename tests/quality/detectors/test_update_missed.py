import pytest

from moked.policy import load
from moked.quality.detectors.update_missed import UpdateMissed
from moked.quality.finding import Severity, State, Subject
from tests.quality import words as w
from tests.quality.table import IL, facts, findings
from tests.quality.words import at

DE, ES = load(["de"]), load(["es"])


def promised(when: str = "Sun 10:00", **given):
    return w.promise_made(when, **({"kind": "update"} | given))


def booked(when: str = "Sun 09:00", hour: str = "Mon 09:00", **given):
    return w.visit_booked(when, hour=hour, **given)


def told(when: str, **given):
    return w.message_sent(when, **given)


DUE = {"due": "Sun 14:00"}

FOUND = {
    "nobody said a word by the hour": ([promised(**DUE)], "Sun 14:00"),
    "told a minute after the hour": ([promised(**DUE), told("Sun 14:01")], "Sun 14:00"),
    "open-ended: by noon of the next business day": ([promised()], "Mon 12:00"),
    "open-ended on Thursday: by noon on Sunday": ([promised("Thu 10:00")], "Sun2 12:00"),
    "open-ended with a visit to come: two hours before it": ([booked(), promised()], "Mon 07:00"),
    "open-ended, and a visit is booked then": (
        [promised(), booked("Sun 11:00", hour="Sun 16:00")],
        "Sun 14:00",
    ),
    "less than two hours before the visit: by its hour": (
        [booked(hour="Sun 11:00"), promised()],
        "Sun 11:00",
    ),
    "open-ended with a visit next week: by noon all the same": (
        [booked(hour="Mon2 09:00"), promised()],
        "Mon 12:00",
    ),
    "a visit that is over hastens nothing": ([booked(hour="Sun 10:00"), promised()], "Mon 12:00"),
    "a visit on another case hastens nothing": (
        [booked(case="k1"), promised(case="k2")],
        "Mon 12:00",
    ),
    "a visit that was cancelled hastens nothing": (
        [booked(), w.visit_cancelled("Sun 09:30"), promised()],
        "Mon 12:00",
    ),
    "the visit was moved before the promise": (
        [
            booked(case="k1"),
            w.visit_moved("Sun 09:30", by="customer", hour="Mon 10:00"),
            promised(case="k1"),
        ],
        "Mon 08:00",
    ),
    "the visit was moved to a sooner hour after the promise": (
        [
            booked(hour="Mon2 09:00"),
            promised(),
            w.visit_moved("Sun 11:00", by="customer", hour="Sun 17:00"),
        ],
        "Sun 15:00",
    ),
    "a visit hastens no promise with an hour": ([booked(), promised(due="Mon 11:00")], "Mon 11:00"),
    "moved by us, a visit hastens it no more": (
        [
            promised(),
            w.promise_moved("Sun 10:30", due="Mon 15:00"),
            booked("Sun 11:00", hour="Sun 16:00"),
        ],
        "Mon 15:00",
    ),
    "an answer that was promised": ([promised(kind="answer", **DUE)], "Sun 14:00"),
    "an automatic message is no answer": (
        [promised(kind="answer", **DUE), told("Sun 13:00", author="automatic")],
        "Sun 14:00",
    ),
    "a bot's message is no update": (
        [promised(**DUE), told("Sun 13:00", author="bot")],
        "Sun 14:00",
    ),
    "a message about another case": (
        [promised(case="k1", **DUE), told("Sun 13:00", case="k2")],
        "Sun 14:00",
    ),
    "the message that made the promise": (
        [promised(message="m1", **DUE), told("Sun 10:01")],
        "Sun 14:00",
    ),
    "what was said in the same talk": (
        [promised(contact="c1", **DUE), told("Sun 10:01", contact="c1")],
        "Sun 14:00",
    ),
    "the message that told failed": (
        [promised(**DUE), told("Sun 13:00"), w.message_failed("Sun 13:01")],
        "Sun 14:00",
    ),
    "promised again when the customer called: the new promise is owed": (
        [
            promised(**DUE),
            w.contact_started("Sun 12:00", contact="c2"),
            w.agent_connected("Sun 12:01", contact="c2"),
            promised("Sun 12:05", promise="p2", contact="c2", due="Sun 15:00"),
        ],
        "Sun 15:00",
    ),
    "moved by us in a talk with the customer: still owed": (
        [
            promised(**DUE),
            w.agent_connected("Sun 12:01", contact="c2"),
            w.promise_moved("Sun 12:05", due="Sun 15:00"),
        ],
        "Sun 15:00",
    ),
}

NOT_FOUND = {
    "told by a message a minute before the hour": [promised(**DUE), told("Sun 13:59")],
    "told by the hour sharp": [promised(**DUE), told("Sun 14:00")],
    "told that there is no news, by an automatic message": [
        promised(**DUE),
        told("Sun 13:00", author="automatic"),
    ],
    "told in a talk": [promised(**DUE), w.agent_connected("Sun 13:00", contact="c2")],
    "told in the same contact after its end, by a message": [
        promised(contact="c1", **DUE),
        w.contact_ended("Sun 10:05"),
        told("Sun 13:00", contact="c1"),
    ],
    "told by a message that failed after the hour": [
        promised(**DUE),
        told("Sun 13:00"),
        w.message_failed("Sun 14:30"),
    ],
    "told again after a message that failed": [
        promised(**DUE),
        told("Sun 13:00"),
        w.message_failed("Sun 13:01"),
        told("Sun 13:30", message="m2"),
    ],
    "kept": [promised(**DUE), w.promise_kept("Sun 13:00")],
    "released by the customer": [promised(**DUE), w.promise_released("Sun 13:00")],
    "a refund is no update": [promised(kind="refund", **DUE)],
    "a callback has a failure of its own": [promised(kind="callback", **DUE)],
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name):
    events, moment = FOUND[name]
    assert [finding.at for finding in findings(UpdateMissed, events)] == [at(moment)]


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(name):
    assert findings(UpdateMissed, NOT_FOUND[name]) == []


def fault(**given):
    return w.contact_started("Sun 09:50", topic="fault", **given)


FAULTS = {
    "on a fault, by the law of Spain within two hours": (ES, [fault(), promised(contact="c1")], 2),
    "on a fault, by the law of Germany the next day": (DE, [fault(), promised(contact="c1")], 24),
    "the case is about a fault": (
        ES,
        [w.case_opened("Sun 09:50", topic="fault"), promised(case="k1")],
        2,
    ),
    "the contact's case is about a fault": (
        ES,
        [
            w.case_opened("Sun 09:50", topic="fault"),
            w.contact_started("Sun 09:55", case="k1"),
            promised(contact="c1"),
        ],
        2,
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_law_may_set_the_time_for_an_open_promise_about_a_fault(name):
    policy, events, hours = FAULTS[name]
    [finding] = findings(UpdateMissed, events, policy=policy)
    assert (finding.at - events[-1].at).total_seconds() == hours * 3600
    assert finding.severity is Severity.LEGAL
    assert finding.clause is not None


NO_FAULTS = {
    "a topic that the law does not cover": (
        ES,
        [w.contact_started("Sun 09:50", topic="billing"), promised(contact="c1")],
    ),
    "nobody knows the topic": (ES, [promised()]),
    "no law on faults": (IL, [fault(), promised(contact="c1")]),
    "an hour was stated": (ES, [fault(), promised(contact="c1", due="Mon 12:00")]),
}


@pytest.mark.parametrize("name", NO_FAULTS)
def test_otherwise_it_is_our_word(name):
    policy, events = NO_FAULTS[name]
    [finding] = findings(UpdateMissed, events, policy=policy)
    assert (finding.severity, finding.clause) == (Severity.WORD, None)
    assert finding.at > at("Mon 09:00")


def test_it_says_what_was_promised_by_whom_and_when_it_was_kept_too_late():
    events = [promised(words="I will write to you", **DUE), told("Sun 15:00")]
    [finding] = findings(UpdateMissed, events)
    assert finding.state is State.OPEN
    assert finding.subject == Subject("promise", "p1")
    assert finding.evidence == (events[0],)
    assert facts(finding) == {
        "at": at("Sun 14:00"),
        "kind": "update",
        "owed_since": "2026-11-01T08:00:00Z",
        "due": "2026-11-01T12:00:00Z",
        "agent": "noa",
        "words": "I will write to you",
        "kept_at": "2026-11-01T13:00:00Z",
    }

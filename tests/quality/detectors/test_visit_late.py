import pytest

from moked.policy import load
from moked.quality.detectors.visit_late import find
from moked.quality.finding import Severity, State
from tests.quality import words as w
from tests.quality.table import IL, findings
from tests.quality.words import at

GB, US, BASE = load(["gb"]), load(["us"]), load([])
CLAUSE = "Consumer Protection Law 1981 s.18A"


def booked(hour: str = "Mon 13:00", when: str = "Sun 09:00", **given):
    return w.visit_booked(when, hour=hour, **given)


def grave(events, policy=IL):
    """The moments at which it grows graver, with the sum then due."""
    found = [f for f in findings(find, events, policy=policy) if f.state is State.OPEN]
    return [(finding.at, finding.facts.get("amount")) for finding in found]


LATE, AT_4_H, AT_5_H = (at("Mon 15:00"), None), (at("Mon 17:00"), 300), (at("Mon 18:00"), 600)

FOUND = {
    "after the allowed two hours it is late, and no sum is due": (
        [booked(), w.visit_arrived("Mon 15:01")],
        [LATE],
    ),
    "a minute before four hours no sum is due": (
        [booked(), w.visit_arrived("Mon 16:59")],
        [LATE],
    ),
    "at four hours sharp no sum is due": ([booked(), w.visit_arrived("Mon 17:00")], [LATE]),
    "a minute past four hours 300 are due": (
        [booked(), w.visit_arrived("Mon 17:01")],
        [LATE, AT_4_H],
    ),
    "a minute past five hours 600 are due": (
        [booked(), w.visit_arrived("Mon 18:01")],
        [LATE, AT_4_H, AT_5_H],
    ),
    "nobody came at all": ([booked()], [LATE, AT_4_H, AT_5_H]),
    "the start of a range is its hour": (
        [booked(until="Mon 17:00"), w.visit_arrived("Mon 16:00")],
        [LATE],
    ),
    "a visit that was done came, though nobody wrote down when": (
        [booked(), w.visit_done("Mon 15:30")],
        [LATE],
    ),
    "the customer's absence without proof stops nothing": (
        [booked(), w.visit_failed("Mon 13:30", why="customer_absent")],
        [LATE, AT_4_H, AT_5_H],
    ),
    "an empty proof is none": (
        [booked(), w.visit_failed("Mon 13:30", why="customer_absent", proof="")],
        [LATE, AT_4_H, AT_5_H],
    ),
    "parts that lacked stop nothing": (
        [booked(), w.visit_failed("Mon 13:30", why="parts", proof="order 7")],
        [LATE, AT_4_H, AT_5_H],
    ),
    "cancelled by us too late, the clock runs on": (
        [booked(), w.visit_cancelled("Sun 20:01")],
        [LATE, AT_4_H, AT_5_H],
    ),
    "moved by us too late, the original hour's clock stands": (
        [booked(), w.visit_moved("Mon 12:00", hour="Mon 17:00"), w.visit_arrived("Mon 17:30")],
        [LATE, AT_4_H],
    ),
    "moved by us in good time, the new hour counts": (
        [booked(), w.visit_moved("Sun 12:00", hour="Mon 11:00"), w.visit_arrived("Mon 13:10")],
        [(at("Mon 13:00"), None)],
    ),
    "moved by the customer, the new hour counts": (
        [
            booked(),
            w.visit_moved("Mon 12:00", by="customer", hour="Tue 09:00"),
            w.visit_arrived("Tue 11:01"),
        ],
        [(at("Tue 11:00"), None)],
    ),
    "what the customer moves when it is late was late": (
        [
            booked(),
            w.visit_moved("Mon 15:30", by="customer", hour="Tue 09:00"),
            w.visit_arrived("Tue 09:00"),
        ],
        [LATE],
    ),
    "a customer who gives up at three hours ends the clock": (
        [booked(), w.visit_cancelled("Mon 16:00", by="customer")],
        [LATE],
    ),
    "booked after its hour, it is late when it is written down": (
        [booked(when="Mon 15:30"), w.visit_arrived("Mon 16:00")],
        [(at("Mon 15:30"), None)],
    ),
}

NOT_FOUND = {
    "arrived a minute before the allowed two hours are over": [
        booked(),
        w.visit_arrived("Mon 14:59"),
    ],
    "arrived when the allowed two hours are just over": [booked(), w.visit_arrived("Mon 15:00")],
    "the customer was absent, with proof": [
        booked(),
        w.visit_failed("Mon 13:30", why="customer_absent", proof="photo of the door"),
    ],
    "no access, with proof": [booked(), w.visit_failed("Mon 13:30", why="access", proof=True)],
    "the customer cancelled": [booked(), w.visit_cancelled("Mon 12:00", by="customer")],
    "we cancelled in good time": [booked(), w.visit_cancelled("Sun 19:59")],
    "it came, and was cancelled afterwards": [
        booked(),
        w.visit_arrived("Mon 13:00"),
        w.visit_cancelled("Mon 13:30"),
    ],
    "moved late by us, it came in the original hour's time all the same": [
        booked(),
        w.visit_moved("Mon 12:00", hour="Mon 14:00"),
        w.visit_arrived("Mon 14:30"),
    ],
    "planned too late, and planned again in time": [
        booked(),
        w.visit_planned("Sun 18:00", arrives="Mon 16:00"),
        w.visit_planned("Sun 19:00", arrives="Mon 14:00"),
        w.visit_arrived("Mon 14:00"),
    ],
    "a plan for a visit that nobody booked": [w.visit_planned("Sun 18:00", arrives="Mon 16:00")],
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name):
    events, stages = FOUND[name]
    assert grave(events) == stages


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(name):
    assert findings(find, NOT_FOUND[name]) == []


def test_all_that_follows_from_one_agreed_hour_is_one_failure():
    stages = findings(find, [booked(), w.visit_planned("Mon 09:00", arrives="Mon 16:00")])
    assert [stage.at for stage in stages] == [
        at(f"Mon {hour}") for hour in ("09:00", "15:00", "17:00", "18:00")
    ]
    assert len({stage.id for stage in stages}) == 1


AT_RISK = {
    "the plan names an arrival after the window": (
        [booked(), w.visit_planned("Mon 09:00", arrives="Mon 15:01")],
        "Mon 09:00",
    ),
    "the technician himself names one": (
        [booked(), w.visit_contacted("Mon 12:00", wants="Mon 16:00")],
        "Mon 12:00",
    ),
    "the last plan counts": (
        [
            booked(),
            w.visit_planned("Mon 09:00", arrives="Mon 14:00"),
            w.visit_planned("Mon 10:00", arrives="Mon 16:00"),
        ],
        "Mon 10:00",
    ),
}
NOT_AT_RISK = {
    "the plan keeps the window to the minute": [
        booked(),
        w.visit_planned("Mon 09:00", arrives="Mon 15:00"),
    ],
    "a technician who names no hour": [booked(), w.visit_contacted("Mon 12:00")],
    "a plan made when it was late already": [
        booked(),
        w.visit_planned("Mon 15:30", arrives="Mon 16:00"),
    ],
    "a plan for the hour before the customer moved it": [
        booked(),
        w.visit_planned("Sun 18:00", arrives="Mon 16:00"),
        w.visit_moved("Sun 19:00", by="customer", hour="Mon 13:00"),
    ],
}


@pytest.mark.parametrize("name", AT_RISK)
def test_at_risk(name):
    events, moment = AT_RISK[name]
    warning, *_ = findings(find, events)
    assert (warning.state, warning.at) == (State.AT_RISK, at(moment))
    assert warning.facts["limit"] == "2026-11-02T13:00:00Z"


@pytest.mark.parametrize("name", NOT_AT_RISK)
def test_not_at_risk(name):
    assert [f for f in findings(find, NOT_AT_RISK[name]) if f.state is State.AT_RISK] == []


def test_it_says_the_sum_its_clause_and_what_ended_the_wait():
    events = [booked(until="Mon 17:00"), w.visit_arrived("Mon 17:30")]
    late, owed = findings(find, events)
    assert late.facts == {
        "hour": "2026-11-02T11:00:00Z",
        "until": "2026-11-02T15:00:00Z",
        "limit": "2026-11-02T13:00:00Z",
        "waited": 2 * 3600,
    }
    assert owed.facts == late.facts | {
        "waited": 4.5 * 3600,
        "amount": 300,
        "currency": "ILS",
        "ended": "visit.arrived",
        "ended_at": "2026-11-02T15:30:00Z",
    }
    assert (late.severity, late.clause) == (Severity.LEGAL, CLAUSE)
    assert (owed.severity, owed.clause) == (Severity.LEGAL, CLAUSE)
    assert late.evidence == (events[0],)
    assert owed.evidence == tuple(events)


WAITED = {
    "he came before any sum was due": ([booked(), w.visit_arrived("Mon 16:59")], [3 * 60 + 59]),
    "he came after the first sum": ([booked(), w.visit_arrived("Mon 17:30")], [120, 270]),
    "nobody came": ([booked()], [120, 240, 300]),
    "done, and nobody wrote down when he came": ([booked(), w.visit_done("Mon 16:59")], [120]),
    "the customer gave up": ([booked(), w.visit_cancelled("Mon 16:00", by="customer")], [120]),
}


@pytest.mark.parametrize(("events", "minutes"), WAITED.values(), ids=WAITED)
def test_once_he_came_it_says_how_late(events, minutes):
    assert [f.facts["waited"] / 60 for f in findings(find, events)] == minutes


def test_our_late_cancelling_is_evidence_from_the_moment_that_it_is_known():
    events = [booked(until="Mon 17:00"), w.visit_cancelled("Mon 16:30")]
    late, owed, _ = findings(find, events)
    assert late.evidence == (events[0],)
    assert owed.evidence == tuple(events)


def test_without_a_law_it_is_a_broken_word_and_no_sum_is_due():
    [finding] = findings(find, [booked()], policy=BASE)
    assert (finding.severity, finding.clause) == (Severity.WORD, None)
    assert "currency" not in finding.facts


MISSED = {
    "not come by the end of its day": ([booked()], "Tue 02:00"),
    "failed by us when it was late already": (
        [booked(), w.visit_failed("Mon 16:00", why="parts")],
        "Mon 16:00",
    ),
    "failed by us before it was late": (
        [booked(), w.visit_failed("Mon 13:30", why="other")],
        "Mon 15:00",
    ),
    "cancelled by us too late": ([booked(), w.visit_cancelled("Mon 12:00")], "Mon 15:00"),
    "given up the day after": (
        [booked(), w.visit_failed("Wed 10:00", why="other")],
        "Tue 02:00",
    ),
}


@pytest.mark.parametrize("name", MISSED)
def test_a_sum_for_a_missed_visit_is_due_when_it_is_missed(name):
    events, moment = MISSED[name]
    # The day of London ends at 02:00 in Jerusalem.
    assert grave(events, GB) == [LATE, (at(moment), 32.31)]


def test_no_sum_for_a_missed_visit_where_it_came_late():
    assert grave([booked(), w.visit_arrived("Mon 16:00")], GB) == [LATE]


def test_where_the_policy_says_so_a_range_is_kept_until_its_end():
    events = [booked(until="Mon 17:00"), w.visit_arrived("Mon 17:00")]
    assert findings(find, events, policy=US) == []
    assert grave([booked(until="Mon 17:00"), w.visit_arrived("Mon 17:01")], US) == [
        (at("Mon 17:00"), None)
    ]
    assert grave([booked(), w.visit_arrived("Mon 15:01")], US) == [LATE]

from pathlib import Path

import pytest

from moked.policy import load
from moked.quality.detectors.visit_cancelled_late import find
from moked.quality.finding import Severity
from tests.quality import words as w
from tests.quality.table import facts, findings
from tests.quality.words import at

GB, US, BASE = load(["gb"]), load(["us"]), load([])


def booked(hour: str = "Mon 13:00", **given):
    return w.visit_booked("Sun 09:00", hour=hour, **given)


FOUND = {
    "cancelled a minute after 20:00 the evening before": (
        [booked(), w.visit_cancelled("Sun 20:01", reason="no technician")],
        "Sun 20:01",
    ),
    "moved by us a minute after 20:00 the evening before": (
        [booked(), w.visit_moved("Sun 20:01", hour="Tue 13:00")],
        "Sun 20:01",
    ),
    "half an hour before the end of the promised range": (
        [booked("Mon 14:00", until="Mon 18:00"), w.visit_cancelled("Mon 17:30")],
        "Mon 17:30",
    ),
    "a second calling off is the same failure": (
        [booked(), w.visit_moved("Sun 21:00", hour="Mon 16:00"), w.visit_cancelled("Mon 12:00")],
        "Sun 21:00",
    ),
    "booked too late for the evening before, and called off": (
        [w.visit_booked("Mon 09:00", hour="Mon 13:00"), w.visit_cancelled("Mon 10:00")],
        "Mon 10:00",
    ),
    "an hour that we moved in good time is called off late": (
        [
            booked(),
            w.visit_moved("Sun 12:00", hour="Tue 13:00"),
            w.visit_cancelled("Mon 20:01"),
        ],
        "Mon 20:01",
    ),
    "an hour that the customer moved is called off late": (
        [
            booked(),
            w.visit_moved("Mon 09:00", by="customer", hour="Tue 13:00"),
            w.visit_cancelled("Mon 20:01"),
        ],
        "Mon 20:01",
    ),
    "absence without proof, then moved by us": (
        [
            booked(),
            w.visit_failed("Mon 13:30", why="customer_absent"),
            w.visit_moved("Mon 13:40", hour="Tue 13:00"),
        ],
        "Mon 13:40",
    ),
}

NOT_FOUND = {
    "cancelled a minute before 20:00 the evening before": [
        booked(),
        w.visit_cancelled("Sun 19:59"),
    ],
    "moved at 20:00 sharp the evening before": [
        booked(),
        w.visit_moved("Sun 20:00", hour="Tue 13:00"),
    ],
    "the customer cancelled": [booked(), w.visit_cancelled("Mon 12:00", by="customer")],
    "the customer moved": [booked(), w.visit_moved("Mon 12:00", by="customer", hour="Tue 13:00")],
    "moved by us after the technician came": [
        booked(),
        w.visit_arrived("Mon 13:05"),
        w.visit_moved("Mon 13:30", hour="Tue 13:00"),
    ],
    "cancelled by us after it was done": [
        booked(),
        w.visit_done("Mon 14:00"),
        w.visit_cancelled("Mon 14:10"),
    ],
    "moved by us after the customer was proved absent": [
        booked(),
        w.visit_failed("Mon 13:30", why="customer_absent", proof="photo of the door"),
        w.visit_moved("Mon 13:40", hour="Tue 13:00"),
    ],
    "no access, with proof": [
        booked(),
        w.visit_failed("Mon 13:30", why="access", proof=True),
        w.visit_cancelled("Mon 13:40"),
    ],
    "a new hour on the day after a visit that never came": [
        booked(),
        w.visit_moved("Tue 09:00", hour="Wed 09:00"),
    ],
    "cancelled without a booking that we know": [w.visit_cancelled("Mon 12:00")],
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name):
    events, moment = FOUND[name]
    assert [finding.at for finding in findings(find, events)] == [at(moment)]


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(name):
    assert findings(find, NOT_FOUND[name]) == []


def test_each_agreed_hour_called_off_late_is_a_failure_of_its_own():
    events = [
        booked(),
        w.visit_moved("Sun 21:00", hour="Tue 13:00"),
        w.visit_moved("Sun 22:00", by="customer", hour="Tue 13:00"),
        w.visit_cancelled("Tue 12:00"),
    ]
    assert [finding.at for finding in findings(find, events)] == [at("Sun 21:00"), at("Tue 12:00")]


def test_it_says_what_was_agreed_what_notice_was_given_and_by_which_clause():
    events = [booked(), w.visit_cancelled("Mon 12:30", id="off", reason="sick")]
    [finding] = findings(find, events)
    assert finding.evidence == (events[1], events[0])
    assert finding.severity is Severity.LEGAL
    assert finding.clause == "Consumer Protection Law 1981 s.18A"
    assert facts(finding) == {
        "at": at("Mon 12:30"),
        "hour": "2026-11-02T11:00:00Z",
        "limit": "2026-11-01T18:00:00Z",
        "notice": 30 * 60,
        "reason": "sick",
    }


def test_a_move_says_where_to():
    [finding] = findings(find, [booked(), w.visit_moved("Mon 12:30", hour="Tue 13:00")])
    assert finding.facts["moved_to"] == "2026-11-03T11:00:00Z"


@pytest.mark.parametrize(
    ("policy", "hour", "in_time", "late"),
    [
        (GB, "Tue 13:00", "Mon 13:00", "Mon 13:01"),
        (BASE, "Tue 13:00", "Mon 13:00", "Mon 13:01"),
        # Monday closes at 18:00 in New York, which is 01:00 of Tuesday in Jerusalem.
        (US, "Tue 13:00", "Tue 01:00", "Tue 01:01"),
    ],
)
def test_how_late_is_too_late_is_the_policys(policy, hour, in_time, late):
    assert findings(find, [booked(hour), w.visit_cancelled(in_time)], policy=policy) == []
    assert findings(find, [booked(hour), w.visit_cancelled(late)], policy=policy) != []


@pytest.mark.parametrize(
    "called_off",
    [w.visit_cancelled("Mon 13:30"), w.visit_moved("Mon 13:30", hour="Wed 13:00")],
)
def test_where_a_visit_called_off_late_counts_as_missed_the_sum_is_told(called_off):
    [finding] = findings(find, [booked("Tue 13:00"), called_off], policy=GB)
    assert (finding.severity, finding.clause) == (Severity.LEGAL, "Ofcom automatic compensation")
    assert (finding.facts["amount"], finding.facts["currency"]) == (32.31, "GBP")


RISING = """
[visit_late]
missed_sum = [
  { value = 10, from = 2020-01-01, source = "x" },
  { value = 20, from = 2026-11-03, source = "x" },
]
[visit_cancelled_late]
owes_missed_sum = { value = true, source = "x" }
"""


def test_the_sum_is_the_one_in_force_on_the_day_of_the_visit(tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(RISING)
    events = [booked("Tue 13:00"), w.visit_cancelled("Mon 13:30")]
    [finding] = findings(find, events, policy=load([str(own)]))
    assert finding.facts["amount"] == 20


OWES_NOTHING = {
    "no pack says what a missed visit costs": "owes_missed_sum = { value = true, source = 'x' }",
    "it does not count as missed": "owes_missed_sum = { value = false, source = 'x' }",
}


@pytest.mark.parametrize("rule", OWES_NOTHING.values(), ids=OWES_NOTHING)
def test_no_sum_is_told_where_none_is_owed(rule, tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(f"[visit_cancelled_late]\n{rule}\n")
    events = [booked("Tue 13:00"), w.visit_cancelled("Mon 13:30")]
    [finding] = findings(find, events, policy=load([str(own)]))
    assert not {"amount", "currency"} & set(finding.facts)


def test_without_a_law_it_is_a_broken_word():
    [finding] = findings(find, [booked(), w.visit_cancelled("Mon 09:00")], policy=BASE)
    assert (finding.severity, finding.clause) == (Severity.WORD, None)


def test_where_the_business_day_before_has_no_close_the_usual_span_counts(tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text('[hours]\nmon-thu = "09:00-18:00"\nbusiness_days = "mon-fri"\n')
    policy = load(["us", str(own)])
    events = [booked("Mon2 18:00"), w.visit_cancelled("Sun2 18:00")]
    assert findings(find, events, policy=policy) == []
    events = [booked("Mon2 18:00"), w.visit_cancelled("Sun2 18:01")]
    assert len(findings(find, events, policy=policy)) == 1

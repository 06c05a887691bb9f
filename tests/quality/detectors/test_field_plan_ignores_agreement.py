import pytest

from moked.quality.detectors.field_plan_ignores_agreement import find
from moked.quality.finding import Severity
from tests.quality import words as w
from tests.quality.table import facts, findings
from tests.quality.words import at


def booked(hour: str = "Mon 14:00", until: str = "Mon 18:00", **given):
    return w.visit_booked("Sun 09:00", hour=hour, until=until, **given)


def planned(arrives: str, when: str = "Sun 19:00", **given):
    return w.visit_planned(when, arrives=arrives, **given)


LATEST_POSSIBLE = {"not_before": "Mon 16:00", "note": "home from four"}

FOUND = {
    "planned before the booked range": ([booked(), planned("Mon 13:59")], "hour"),
    "planned after the booked range": ([booked(), planned("Mon 18:01")], "until"),
    "planned more than the allowed two hours after a bare hour": (
        [w.visit_booked("Sun 09:00", hour="Mon 14:00"), planned("Mon 16:01")],
        "until",
    ),
    "planned in the range but before the customer is at home": (
        [booked(**LATEST_POSSIBLE), planned("Mon 15:59")],
        "not_before",
    ),
    "planned in the range but after the customer must leave": (
        [booked(not_after="Mon 17:00"), planned("Mon 17:01")],
        "not_after",
    ),
    "the order does not carry the constraint": (
        [booked(**LATEST_POSSIBLE), planned("Mon 16:30", constraint_known=False)],
        "constraint_unknown",
    ),
    "the order does not carry the note": (
        [booked(note="ring twice"), planned("Mon 16:30", constraint_known=False)],
        "constraint_unknown",
    ),
    "the technician wants to come 31 minutes before the hour": (
        [booked(), w.visit_contacted("Mon 11:00", wants="Mon 13:29")],
        "hour",
    ),
    "the technician wants to come 31 minutes before the customer is at home": (
        [booked(**LATEST_POSSIBLE), w.visit_contacted("Mon 14:00", wants="Mon 15:29")],
        "hour",
    ),
    "the technician calls to come now, 31 minutes before the hour": (
        [booked(), w.visit_contacted("Mon 13:29")],
        "hour",
    ),
    "moved by us to an earlier hour of the same day is no agreement": (
        [booked(), w.visit_moved("Sun 12:00", hour="Mon 11:00"), planned("Mon 11:00")],
        "hour",
    ),
    "moved by us to another day too late is no agreement": (
        [booked(), w.visit_moved("Sun 21:00", hour="Tue 14:00"), planned("Tue 14:00", "Sun 22:00")],
        "until",
    ),
    "the customer moved it, and the plan keeps the old hour": (
        [
            booked(),
            w.visit_moved("Sun 12:00", by="customer", hour="Tue 14:00"),
            planned("Mon 14:00"),
        ],
        "hour",
    ),
    "planned too early, and mended": (
        [booked(), planned("Mon 11:00"), planned("Mon 14:00", "Sun 20:00")],
        "hour",
    ),
}

NOT_FOUND = {
    "planned at the start of the range": [booked(), planned("Mon 14:00")],
    "planned at the end of the range": [booked(), planned("Mon 18:00")],
    "planned two hours after a bare hour": [
        w.visit_booked("Sun 09:00", hour="Mon 14:00"),
        planned("Mon 16:00"),
    ],
    "planned when the customer comes home": [booked(**LATEST_POSSIBLE), planned("Mon 16:00")],
    "planned when the customer must leave": [booked(not_after="Mon 17:00"), planned("Mon 17:00")],
    "an order that carries the constraint": [
        booked(**LATEST_POSSIBLE),
        planned("Mon 16:30", constraint_known=True),
    ],
    "an order of which nobody says whether it carries the constraint": [
        booked(**LATEST_POSSIBLE),
        planned("Mon 16:30"),
    ],
    "an order without a constraint to carry": [
        booked(),
        planned("Mon 16:30", constraint_known=False),
    ],
    "the technician wants to come 30 minutes before the hour": [
        booked(),
        w.visit_contacted("Mon 11:00", wants="Mon 13:30"),
    ],
    "the technician calls 30 minutes before the hour": [booked(), w.visit_contacted("Mon 13:30")],
    "the technician calls the evening before, to confirm": [
        booked(),
        w.visit_contacted("Sun 20:00"),
    ],
    "the technician calls early and keeps the hour": [
        booked(),
        w.visit_contacted("Mon 09:00", wants="Mon 14:00"),
    ],
    "the customer agreed to earlier": [
        booked(**LATEST_POSSIBLE),
        w.visit_moved("Mon 10:00", by="customer", hour="Mon 11:00"),
        planned("Mon 11:00", "Mon 10:05"),
        w.visit_contacted("Mon 10:31"),
    ],
    "moved by us to another day, in good time": [
        booked(),
        w.visit_moved("Sun 12:00", hour="Tue 10:00"),
        planned("Tue 10:00"),
    ],
    "a move of a visit whose booking we never saw is all we know": [
        w.visit_moved("Sun 12:00", hour="Tue 10:00"),
        planned("Tue 10:00"),
    ],
    "a plan for a visit that nobody booked": [planned("Mon 09:00"), w.visit_contacted("Mon 08:00")],
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name):
    events, broke = FOUND[name]
    assert [finding.facts["broke"] for finding in findings(find, events)] == [broke]


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(name):
    assert findings(find, NOT_FOUND[name]) == []


def test_it_shows_when_the_plan_is_made_with_what_was_agreed():
    events = [booked(**LATEST_POSSIBLE, not_after="Mon 17:30"), planned("Mon 11:00")]
    [finding] = findings(find, events)
    assert finding.severity is Severity.WORD
    assert finding.evidence == (events[1], events[0])
    assert facts(finding) == {
        "at": at("Sun 19:00"),
        "broke": "hour",
        "comes": "2026-11-02T09:00:00Z",
        "hour": "2026-11-02T12:00:00Z",
        "until": "2026-11-02T16:00:00Z",
        "not_before": "2026-11-02T14:00:00Z",
        "not_after": "2026-11-02T15:30:00Z",
        "note": "home from four",
        "technician": "lev",
    }


def test_one_finding_a_visit_at_the_first_that_shows():
    events = [booked(), planned("Mon 11:00"), w.visit_contacted("Mon 11:00", wants="Mon 11:15")]
    assert [finding.at for finding in findings(find, events)] == [at("Sun 19:00")]


def test_of_a_hour_that_the_customer_moved_it_names_only_the_hour():
    events = [
        booked(**LATEST_POSSIBLE),
        w.visit_moved("Sun 12:00", by="customer", hour="Tue 14:00"),
        w.visit_contacted("Tue 09:00", wants="Tue 09:30"),
    ]
    [finding] = findings(find, events)
    assert finding.facts == {
        "broke": "hour",
        "comes": "2026-11-03T07:30:00Z",
        "hour": "2026-11-03T12:00:00Z",
    }

import pytest

from moked.quality.detectors.asked_again import AskedAgain
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at


def talk(day: str, contact: str, *, minutes: int = 10, role: str = "professional", **given):
    """Return a contact at nine of `day`, answered a minute later, on the case k1."""
    return [
        w.contact_started(f"{day} 09:00", contact=contact, **{"case": "k1"} | given),
        w.agent_connected(f"{day} 09:01", contact=contact, role=role),
        w.contact_ended(f"{day} 09:{1 + minutes:02}", contact=contact),
    ]


def asked(when: str, **given):
    return w.customer_asked(when, **given)


def looked(when: str, **given):
    return w.case_viewed(when, **given)


FIRST = talk("Sun", "c0")
# Dana has a case from before, which her call on Sunday was taken to be about.
OTHER = [w.case_opened("Sun 08:00", case="k2"), *talk("Sun", "c0", case=None)]
NEXT = talk("Mon", "c1")
LOOKS_LATE = looked("Mon 09:01:31", contact="c1")

FOUND = {
    "the same detail asked twice": ([asked("Sun 09:00"), asked("Sun 09:05")], "Sun 09:05"),
    "asked by the bot, and again by the agent in other letters": (
        [
            w.contact_started("Sun 09:00"),
            asked("Sun 09:00"),
            w.agent_connected("Sun 09:03"),
            asked("Sun 09:04", field=" Order Number", purpose="service"),
        ],
        "Sun 09:04",
    ),
    "asked three times is one failure": (
        [asked("Sun 09:00"), asked("Sun 09:05"), asked("Sun 09:06")],
        "Sun 09:05",
    ),
    "two details asked twice are one failure": (
        [
            asked("Sun 09:00"),
            asked("Sun 09:01", field="name"),
            asked("Sun 09:02"),
            asked("Sun 09:03", field="name"),
        ],
        "Sun 09:02",
    ),
    "back on the case, and the agent does not look": ([*FIRST, *talk("Mon", "c1")], "Mon 09:01:30"),
    "the agent looks a second too late": (
        [*FIRST, *talk("Mon", "c1"), LOOKS_LATE],
        "Mon 09:01:30",
    ),
    "the agent looks at another case": (
        [*FIRST, *talk("Mon", "c1"), looked("Mon 09:01:10", case="k2", contact="c1")],
        "Mon 09:01:30",
    ),
    "a colleague looks from elsewhere": (
        [*FIRST, *talk("Mon", "c1"), looked("Mon 09:01:10", agent="amir")],
        "Mon 09:01:30",
    ),
    "the agent looked only in the talk before": (
        [*FIRST, looked("Sun 09:02", contact="c0"), *talk("Mon", "c1")],
        "Mon 09:01:30",
    ),
    "seven days later to the second": (
        [*talk("Sun", "c0", minutes=30), *talk("Sun2", "c1")],
        "Sun2 09:01:30",
    ),
    "the talk before is still open in the log": (
        [*FIRST[:2], *talk("Mon", "c1")],
        "Mon 09:01:30",
    ),
    "the talk before was just long enough": (
        [
            w.contact_started("Sun 09:00", contact="c0", case="k1"),
            w.agent_connected("Sun 09:01", contact="c0"),
            w.contact_ended("Sun 09:01:30", contact="c0"),
            *talk("Mon", "c1"),
        ],
        "Mon 09:01:30",
    ),
    "the customer is known only during the talk": (
        [
            *FIRST,
            w.contact_started("Mon 09:00", customer=None),
            w.agent_connected("Mon 09:01"),
            w.record_written("Mon 09:01:20", contact="c1", case="k1"),
            w.customer_identified("Mon 09:02"),
        ],
        "Mon 09:02:30",
    ),
    "the customer is known before anybody answers": (
        [
            *FIRST,
            w.case_opened("Sun 10:00"),
            w.contact_started("Mon 09:00", customer=None),
            w.customer_identified("Mon 09:00:10"),
            w.customer_identified("Mon 09:00:20"),
            w.agent_connected("Mon 09:01"),
        ],
        "Mon 09:01:30",
    ),
    "the case was opened during the first talk and is the only open one": (
        [
            *talk("Sun", "c0", case=None),
            w.case_opened("Sun 09:05", topic="fault"),
            *talk("Mon", "c1", case=None, topic="fault"),
        ],
        "Mon 09:01:30",
    ),
    "of two cases one is closed, so it is about the other": (
        [
            *FIRST,
            w.case_opened("Sun 12:00"),
            w.case_opened("Sun 12:01", case="k2"),
            w.case_closed("Sun 12:02", case="k2"),
            *talk("Mon", "c1", case=None),
        ],
        "Mon 09:01:30",
    ),
    "the case was resolved, and opened again": (
        [
            *FIRST,
            w.case_opened("Sun 12:00"),
            w.case_resolved("Sun 13:00"),
            w.case_reopened("Sun 14:00"),
            *talk("Mon", "c1", case=None),
        ],
        "Mon 09:01:30",
    ),
    "another case is open, and the first talk's record names this one": (
        [*OTHER, w.record_written("Sun 09:12", contact="c0", case="k1"), *NEXT],
        "Mon 09:01:30",
    ),
    "another case is open, and a promise of the first talk names this one": (
        [*OTHER, w.promise_made("Sun 09:05", contact="c0", case="k1"), *NEXT],
        "Mon 09:01:30",
    ),
    "another case is open, and a message of the first talk names this one": (
        [*OTHER, w.message_sent("Sun 09:05", contact="c0", case="k1"), *NEXT],
        "Mon 09:01:30",
    ),
    "another case is open, and this one was looked into in the first talk": (
        [*OTHER, looked("Sun 09:05", contact="c0"), *NEXT],
        "Mon 09:01:30",
    ),
    "another case is open, and this one was opened during the first talk": (
        [*OTHER, w.case_opened("Sun 09:05"), looked("Sun 09:06", contact="c0", case="k2"), *NEXT],
        "Mon 09:01:30",
    ),
    "the only open case is likely, and its agent looks at another too late": (
        [
            w.case_opened("Sun 08:00"),
            *FIRST,
            *talk("Mon", "c1", case=None),
            looked("Mon 09:01:31", case="k2", contact="c1"),
        ],
        "Mon 09:01:30",
    ),
    "the only open case is likely, and its agent looks at another elsewhere": (
        [
            w.case_opened("Sun 08:00"),
            *FIRST,
            *talk("Mon", "c1", case=None),
            looked("Mon 09:01:10", case="k2"),
        ],
        "Mon 09:01:30",
    ),
    "the first talk is linked to another case only after that": (
        [
            *talk("Sun", "c0", case=None),
            w.case_opened("Sun 09:05"),
            *talk("Mon", "c1"),
            w.record_written("Mon 09:02", contact="c0", case="k2"),
        ],
        "Mon 09:01:30",
    ),
    "a third talk in the same days is the same failure": (
        [*FIRST, *talk("Mon", "c1"), *talk("Tue", "c2")],
        "Mon 09:01:30",
    ),
    "asked twice as well in the talk that began unread": (
        [*FIRST, *talk("Mon", "c1"), asked("Mon 09:03"), asked("Mon 09:04")],
        "Mon 09:01:30",
    ),
    "asked twice by the bot, and then unread by the agent": (
        [
            *FIRST,
            w.contact_started("Mon 09:00", customer=None),
            asked("Mon 09:00:10"),
            asked("Mon 09:00:20"),
            w.customer_identified("Mon 09:00:30"),
            w.case_opened("Mon 09:00:40"),
            w.agent_connected("Mon 09:01"),
        ],
        "Mon 09:00:20",
    ),
    "transferred to a second agent who does not look either": (
        [*FIRST, *talk("Mon", "c1"), w.agent_connected("Mon 09:05", agent="amir")],
        "Mon 09:01:30",
    ),
}

NOT_FOUND = {
    "asked once": [asked("Sun 09:00")],
    "two different details": [asked("Sun 09:00"), asked("Sun 09:05", field="name")],
    "security questions": [
        asked("Sun 09:00", purpose="security"),
        asked("Sun 09:05", purpose="security"),
    ],
    "the same detail in two contacts": [asked("Sun 09:00"), asked("Sun 09:05", contact="c2")],
    "the agent looks in time": [*FIRST, *talk("Mon", "c1"), looked("Mon 09:01:30", contact="c1")],
    "the agent looks, naming no contact": [*FIRST, *talk("Mon", "c1"), looked("Mon 09:01:10")],
    "the history opened as the telephone rang": [
        *FIRST,
        *talk("Mon", "c1"),
        looked("Mon 09:00:30", contact="c1", agent="amir"),
    ],
    "the first talk on the case": talk("Mon", "c1"),
    "seven days and a second later": [
        *talk("Sun", "c0"),
        w.contact_started("Sun2 09:11:01", case="k1"),
        w.agent_connected("Sun2 09:12"),
    ],
    "an earlier talk on another case": [*talk("Sun", "c0", case="k2"), *talk("Mon", "c1")],
    "we called": [*FIRST, *talk("Mon", "c1", direction="out")],
    "nobody answered the first call": [
        w.contact_started("Sun 09:00", contact="c0", case="k1"),
        w.contact_ended("Sun 09:20", contact="c0"),
        *talk("Mon", "c1"),
    ],
    "the first call was cut at once": [*talk("Sun", "c0", minutes=0), *talk("Mon", "c1")],
    "a front desk took a message the first time": [
        *talk("Sun", "c0", role="front_desk"),
        *talk("Mon", "c1"),
    ],
    "the second call reaches a front desk": [*FIRST, *talk("Mon", "c1", role="front_desk")],
    "the only open case has another topic": [
        *FIRST,
        w.case_opened("Sun 12:00", topic="fault"),
        *talk("Mon", "c1", case=None, topic="billing"),
    ],
    "two open cases, and the contact names none": [
        *FIRST,
        w.case_opened("Sun 12:00"),
        w.case_opened("Sun 12:01", case="k2"),
        *talk("Mon", "c1", case=None),
    ],
    "the first talk was taken for one on this case, and its record names another": [
        w.case_opened("Sun 08:00"),
        *talk("Sun", "c0", case=None),
        w.record_written("Sun 09:12", contact="c0", case="k2"),
        *talk("Mon", "c1"),
    ],
    "the first talk's record names this case only as the next goes on": [
        *OTHER,
        *NEXT,
        w.record_written("Mon 09:02", contact="c0", case="k1"),
    ],
    "in the first talk two cases were looked into": [
        *talk("Sun", "c0", case=None),
        looked("Sun 09:02", contact="c0"),
        looked("Sun 09:03", contact="c0", case="k2"),
        *talk("Mon", "c1"),
    ],
    "the only open case is likely, and its agent looks at another in time": [
        w.case_opened("Sun 08:00"),
        *FIRST,
        *talk("Mon", "c1", case=None),
        looked("Mon 09:01:10", case="k2", contact="c1"),
    ],
    "no case at all": [*talk("Sun", "c0", case=None), *talk("Mon", "c1", case=None)],
    "a log that does not say how the second contact began": [
        *FIRST,
        w.agent_connected("Mon 09:01"),
        w.customer_identified("Mon 09:02"),
    ],
    "nobody knows yet who calls": [
        *FIRST,
        w.contact_started("Mon 09:00", customer=None),
        w.agent_connected("Mon 09:01"),
    ],
    "a record on a case, written in no contact": [w.record_written("Sun 09:00", case="k1")],
}


@pytest.mark.parametrize(("events", "moment"), FOUND.values(), ids=FOUND)
def test_found(events, moment):
    assert [found.at for found in findings(AskedAgain, events)] == [at(moment)]


@pytest.mark.parametrize("events", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(events):
    assert findings(AskedAgain, events) == []


def test_a_talk_after_those_days_is_a_failure_of_its_own():
    days = ("Mon", "Sun2", "Sat2")
    again = [event for n, day in enumerate(days, 1) for event in talk(day, f"c{n}")]
    moments = [found.at for found in findings(AskedAgain, [*FIRST, *again])]
    assert moments == [at("Mon 09:01:30"), at("Sat2 09:01:30")]


def test_a_detail_asked_again_names_the_detail():
    first, second = asked("Sun 09:02"), asked("Sun 09:05")
    [found] = findings(AskedAgain, [*talk("Sun", "c1"), first, second])
    assert (found.subject, found.severity) == (Subject("contact", "c1"), Severity.EFFORT)
    assert found.evidence == (first, second)
    assert found.facts == {"field": "order number", "count": 2, "case": "k1", "agent": "noa"}


def test_an_unread_history_names_the_case_and_the_last_talk():
    second = talk("Mon", "c1")
    [found] = findings(AskedAgain, [*FIRST, *second])
    assert (found.subject, found.evidence) == (Subject("contact", "c1"), (second[1],))
    assert found.facts == {
        "case": "k1",
        "agent": "noa",
        "limit": 30,
        "explained_at": "2026-11-01T07:01:00Z",
        "count": 2,
    }

import pytest

from moked.quality.detectors.call_lost import find
from moked.quality.finding import Severity
from tests.quality import words as w
from tests.quality.table import findings


def lost(joined: str, left: str, contact: str = "c1", case: str | None = None) -> list[w.Event]:
    """A call that waited and was abandoned."""
    return [
        w.contact_started(joined, contact=contact, case=case),
        w.queue_joined(joined, contact=contact),
        w.queue_left(left, contact=contact, why="abandoned"),
        w.contact_ended(left, contact=contact),
    ]


LOST = lost("Sun 09:00", "Sun 09:05")


def answered(when: str, **given: object) -> list[w.Event]:
    return [
        w.contact_started(when, **({"contact": "c2"} | given)),
        w.agent_connected(when, contact="c2"),
    ]


FOUND = {
    "the call after it still waits": (
        [
            *LOST,
            w.contact_started("Sun 12:04", contact="c2"),
            w.queue_joined("Sun 12:04", contact="c2"),
        ],
        "Sun 12:05",
    ),
    "an answered call came before": (
        [*answered("Sun 08:00"), w.contact_ended("Sun 08:09", contact="c2"), *LOST],
        "Sun 12:05",
    ),
    "nobody called back": (LOST, "Sun 12:05"),
    "somebody called back a second late": (
        LOST + answered("Sun 12:05:01", direction="out"),
        "Sun 12:05",
    ),
    "the hours are open hours": (lost("Sun 17:00", "Sun 17:05"), "Mon 10:05"),
    "a call in the night is due in the morning": (lost("Sun 02:00", "Sun 02:05"), "Sun 11:00"),
    "the queue gave up": (
        [
            w.contact_started("Sun 09:00"),
            w.queue_joined("Sun 09:00"),
            w.queue_left("Sun 09:05", why="timeout"),
        ],
        "Sun 12:05",
    ),
    "the line broke while he waited": (
        [
            w.contact_started("Sun 09:00"),
            w.queue_joined("Sun 09:01"),
            w.contact_ended("Sun 09:05", by="network"),
        ],
        "Sun 12:05",
    ),
    "a switchboard without a queue rang and rang": (
        [w.contact_started("Sun 09:00"), w.contact_ended("Sun 09:00:11")],
        "Sun 12:00:11",
    ),
    "a menu before the queue serves nobody": (
        [
            w.contact_started("Sun 08:59"),
            w.menu_shown("Sun 08:59:30"),
            w.queue_joined("Sun 09:00"),
            w.contact_ended("Sun 09:00:11"),
        ],
        "Sun 12:00:11",
    ),
    "the next queue did not answer either": (
        [
            w.contact_started("Sun 09:00"),
            w.queue_joined("Sun 09:00"),
            w.queue_left("Sun 09:00:05", why="timeout"),
            w.queue_joined("Sun 09:00:05", queue="billing"),
            w.queue_left("Sun 09:00:08", why="transferred"),
            w.queue_joined("Sun 09:00:08"),
            w.queue_left("Sun 09:00:11", why="abandoned"),
        ],
        "Sun 12:00:11",
    ),
    "an automatic message is no answer": (
        [*LOST, w.message_sent("Sun 09:06", author="automatic")],
        "Sun 12:05",
    ),
    "a message that failed is no answer": (
        [*LOST, w.message_sent("Sun 09:06"), w.message_failed("Sun 09:07")],
        "Sun 12:05",
    ),
    "a message that failed after the deadline looked like an answer till then": (
        [*LOST, w.message_sent("Sun 09:06"), w.message_failed("Sun 13:00")],
        "Sun 13:00",
    ),
    "a message after the deadline that failed changes nothing": (
        [*LOST, w.message_sent("Sun 13:00"), w.message_failed("Sun 13:01")],
        "Sun 12:05",
    ),
    "on a household's line an answer about another case is none": (
        lost("Sun 09:00", "Sun 09:05", case="k1") + answered("Sun 10:00", case="k2"),
        "Sun 12:05",
    ),
}

NOT_FOUND = {
    "somebody called back at the deadline": LOST + answered("Sun 12:05", direction="out"),
    "the customer called again and was answered": LOST + answered("Sun 09:30"),
    "solved in writing meanwhile": [*LOST, w.message_sent("Sun 10:00", channel="whatsapp")],
    "a log that says answered, and not by whom": [
        *LOST,
        w.queue_left("Sun 09:30", contact="c2", why="answered"),
    ],
    "an answer on the same case": lost("Sun 09:00", "Sun 09:05", case="k1")
    + answered("Sun 10:00", case="k1"),
    "an answer on a case nobody knows": lost("Sun 09:00", "Sun 09:05", case="k1")
    + answered("Sun 10:00"),
    "he left after the ten seconds exactly": lost("Sun 09:00", "Sun 09:00:10"),
    "a robot that hangs up at once": [
        w.contact_started("Sun 09:00"),
        w.contact_ended("Sun 09:00:03"),
    ],
    "the call was answered": [
        w.contact_started("Sun 09:00"),
        w.queue_joined("Sun 09:00"),
        w.queue_left("Sun 09:05"),
        w.agent_connected("Sun 09:05"),
        w.contact_ended("Sun 09:09"),
    ],
    "he left the queue for a message": [
        w.contact_started("Sun 09:00"),
        w.queue_joined("Sun 09:00"),
        w.queue_left("Sun 09:05", why="message", chosen=True),
        w.contact_ended("Sun 09:06"),
    ],
    "the menu served him": [
        w.contact_started("Sun 09:00"),
        w.menu_shown("Sun 09:00:05"),
        w.contact_ended("Sun 09:04"),
    ],
    "a second queue connected him in the same call": [
        w.contact_started("Sun 09:00"),
        w.queue_joined("Sun 09:00"),
        w.queue_left("Sun 09:05", why="timeout"),
        w.agent_connected("Sun 09:05"),
    ],
    "he still rings": [w.contact_started("Sun 09:00"), w.queue_joined("Sun 09:00")],
    "a chat is no call": [
        w.contact_started("Sun 09:00", channel="chat"),
        w.contact_ended("Sun 09:05"),
    ],
    "we called": [w.contact_started("Sun 09:00", direction="out"), w.contact_ended("Sun 09:05")],
    "nobody knows when the call began": [w.contact_ended("Sun 09:05")],
}


@pytest.mark.parametrize(("story", "when"), FOUND.values(), ids=FOUND)
def test_found(story, when):
    (found,) = findings(find, story)
    assert found.at == w.at(when)
    assert found.subject == ("contact", "c1")


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(find, story) == []


def test_it_is_a_broken_word_with_its_numbers():
    (found,) = findings(find, LOST + answered("Sun 14:00"))
    assert (found.severity, found.clause) == (Severity.WORD, None)
    assert found.facts == {
        "due": "2026-11-01T10:05:00Z",
        "waited": 300,
        "calls": 1,
        "channel": "phone",
        "answered_at": "2026-11-01T12:00:00Z",
    }


def test_calls_until_somebody_answers_are_one_failure_that_grows():
    again = lost("Sun 10:00", "Sun 10:05", "c2") + lost("Sun 13:00", "Sun 13:05", "c3")
    first, later = findings(find, LOST + again)
    assert first.id == later.id
    assert (first.at, first.facts["calls"]) == (w.at("Sun 12:05"), 2)
    assert (later.at, later.facts["calls"]) == (w.at("Sun 13:05"), 3)


def test_a_call_lost_after_an_answer_is_a_failure_of_its_own():
    again = lost("Mon 09:00", "Mon 09:05", "c3")
    found = findings(find, LOST + answered("Sun 16:00") + again)
    assert [f.subject.ref for f in found] == ["c1", "c3"]

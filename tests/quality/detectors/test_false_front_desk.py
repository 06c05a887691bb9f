import pytest

from moked.policy import load
from moked.quality.detectors.false_front_desk import find
from moked.quality.finding import Severity
from tests.quality import words as w
from tests.quality.table import findings

BASE = load([])
CALL = w.contact_started("Sun 09:00", topic="billing")
FRONT_DESK = w.agent_connected("Sun 09:02", role="front_desk")
REACHED = [CALL, FRONT_DESK]
ENDED = w.contact_ended("Sun 09:04")


def wrote(when: str, text: str) -> w.Event:
    return w.record_written(when, contact="c1", text=text)


def noticed(when: str, kind: str, **given: object) -> w.Event:
    return w.words_noticed(when, contact="c1", kind=kind, **given)


FOUND = {
    "the queue turned into a message": (
        [*REACHED, w.queue_left("Sun 09:03", why="message")],
        "Sun 09:03",
    ),
    "the queue turned into a message by a choice of ours": (
        [*REACHED, w.queue_left("Sun 09:03", why="message", chosen=False)],
        "Sun 09:03",
    ),
    "passed on, and the next queue took a message": (
        [*REACHED, w.contact_transferred("Sun 09:03"), w.queue_left("Sun 09:09", why="message")],
        "Sun 09:09",
    ),
    "a callback was promised": (
        [*REACHED, w.promise_made("Sun 09:03", contact="c1"), ENDED],
        "Sun 09:04",
    ),
    "a holding word": ([*REACHED, noticed("Sun 09:03", "holding"), ENDED], "Sun 09:04"),
    "a promise in words, read after the end": (
        [*REACHED, ENDED, noticed("Sun 09:05", "promise")],
        "Sun 09:05",
    ),
    "a record of a message, five minutes after the end": (
        [*REACHED, ENDED, wrote("Sun 09:09", "נלקחה הודעה, יחזרו אליה")],
        "Sun 09:09",
    ),
    "an unknown topic is covered": (
        [w.contact_started("Sun 09:00"), FRONT_DESK, w.queue_left("Sun 09:03", why="message")],
        "Sun 09:03",
    ),
    "a second front desk is no better": (
        [
            *REACHED,
            w.agent_connected("Sun 09:03", role="front_desk", agent="amir"),
            noticed("Sun 09:03", "holding"),
            ENDED,
        ],
        "Sun 09:04",
    ),
    "a professional who calls later is another contact": (
        [
            *REACHED,
            noticed("Sun 09:03", "holding"),
            ENDED,
            w.agent_connected("Sun 11:00", contact="c1"),
        ],
        "Sun 09:04",
    ),
}

NOT_FOUND = {
    "honest triage: passed on and answered in the same call": [
        *REACHED,
        noticed("Sun 09:02:30", "holding"),
        w.contact_transferred("Sun 09:03"),
        w.agent_connected("Sun 09:05"),
        ENDED,
    ],
    "a supervisor came on the line": [
        *REACHED,
        w.agent_connected("Sun 09:03", role="supervisor"),
        w.promise_made("Sun 09:03:30", contact="c1"),
        ENDED,
    ],
    "passed on, and the customer gave up": [
        *REACHED,
        noticed("Sun 09:02:30", "promise"),
        w.contact_transferred("Sun 09:03"),
        ENDED,
    ],
    "the customer chose to leave a message": [
        *REACHED,
        w.queue_left("Sun 09:03", why="message", chosen=True),
        w.promise_made("Sun 09:03", contact="c1"),
        ENDED,
    ],
    "the front desk took no message": [*REACHED, ENDED],
    "the front desk wrote down what it answered": [
        *REACHED,
        noticed("Sun 09:03", "answer"),
        ENDED,
        wrote("Sun 09:05", "Gave the opening hours; no message."),
    ],
    "a record that speaks of no message": [*REACHED, ENDED, wrote("Sun 09:05", "Opening hours.")],
    "a record too long after": [*REACHED, ENDED, wrote("Sun 09:09:01", "Took a message.")],
    "the customer's own words": [
        *REACHED,
        noticed("Sun 09:03", "human_request", speaker="customer"),
        ENDED,
    ],
    "an update promised is no message taken": [
        *REACHED,
        w.promise_made("Sun 09:03", contact="c1", kind="update"),
        ENDED,
    ],
    "no front desk at all": [CALL, w.queue_left("Sun 09:03", why="message"), ENDED],
    "a professional took the message": [
        CALL,
        w.agent_connected("Sun 09:02"),
        w.promise_made("Sun 09:03", contact="c1"),
        ENDED,
    ],
    "a topic that the law does not cover": [
        w.contact_started("Sun 09:00", topic="sales"),
        FRONT_DESK,
        w.queue_left("Sun 09:03", why="message"),
    ],
    "the desk of a branch": [
        w.contact_started("Sun 09:00", channel="branch"),
        FRONT_DESK,
        noticed("Sun 09:03", "holding"),
        ENDED,
    ],
    "we called": [
        w.contact_started("Sun 09:00", direction="out"),
        FRONT_DESK,
        noticed("Sun 09:03", "holding"),
        ENDED,
    ],
}


@pytest.mark.parametrize(("story", "when"), FOUND.values(), ids=FOUND)
def test_found(story, when):
    (found,) = findings(find, story)
    assert found.at == w.at(when)
    assert found.evidence[0] is FRONT_DESK
    assert found.severity is Severity.LEGAL


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(find, story) == []


def test_it_tells_who_took_it_and_how():
    (found,) = findings(find, [*REACHED, w.promise_made("Sun 09:03", contact="c1"), ENDED])
    assert "18B" in found.clause
    assert found.facts == {
        "agent": "noa",
        "channel": "phone",
        "topic": "billing",
        "waited": 120,
    }


def test_where_no_law_speaks_it_is_a_broken_word():
    story = [*REACHED, noticed("Sun 09:03", "holding"), ENDED]
    (found,) = findings(find, story, policy=BASE)
    assert (found.severity, found.clause) == (Severity.WORD, None)


def test_the_law_of_calls_does_not_bind_a_chat():
    chat = w.contact_started("Sun 09:00", channel="chat", topic="billing")
    (found,) = findings(find, [chat, FRONT_DESK, noticed("Sun 09:03", "holding"), ENDED])
    assert (found.severity, found.clause) == (Severity.WORD, None)

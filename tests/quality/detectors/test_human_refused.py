import pytest

from moked.policy import load
from moked.quality.detectors.human_refused import find
from moked.quality.finding import Severity
from tests.quality import words as w
from tests.quality.table import findings

BASE, ES = load([]), load(["es"])
START = w.contact_started("Sun 09:00", channel="chat", topic="billing")
ASKED = w.human_requested("Sun 09:01", words="נציג")
QUEUED = w.queue_joined("Sun 09:01:10")
NIGHT = [w.contact_started("Sun 22:00"), w.human_requested("Sun 22:01")]


def said(words: str) -> list[w.Event]:
    return [START, w.human_requested("Sun 09:01", words=words)]


# The moments at which the two clocks ran out.
FOUND = {
    "nothing happened": ([START, ASKED], ["Sun 09:01:10", "Sun 09:07"]),
    "answered by the same menu": (
        [START, ASKED, w.menu_shown("Sun 09:01:05")],
        ["Sun 09:01:10", "Sun 09:07"],
    ),
    "asking again does not start the clocks again": (
        [START, ASKED, w.human_requested("Sun 09:05")],
        ["Sun 09:01:10", "Sun 09:07"],
    ),
    "queued a second late": (
        [START, ASKED, w.queue_joined("Sun 09:01:11"), w.agent_connected("Sun 09:03")],
        ["Sun 09:01:10"],
    ),
    "queued in time, and nobody came": ([START, ASKED, QUEUED], ["Sun 09:07"]),
    "somebody came a second late": (
        [START, ASKED, QUEUED, w.agent_connected("Sun 09:07:01")],
        ["Sun 09:07"],
    ),
    "passed on, and nobody came": (
        [START, ASKED, w.contact_transferred("Sun 09:01:05")],
        ["Sun 09:07"],
    ),
    "he waited in the queue when he asked, and nobody came": (
        [START, w.queue_joined("Sun 09:00:30"), ASKED],
        ["Sun 09:07"],
    ),
    "the queue had let him go when he asked": (
        [
            START,
            w.queue_joined("Sun 09:00:30"),
            w.queue_left("Sun 09:00:50", why="timeout"),
            ASKED,
            w.agent_connected("Sun 09:05"),
        ],
        ["Sun 09:01:10"],
    ),
    "the bot closed the chat on him": (
        [START, ASKED, w.contact_ended("Sun 09:01:05", by="system")],
        ["Sun 09:01:10"],
    ),
    "he gave up after the ten seconds": (
        [START, ASKED, w.contact_ended("Sun 09:02")],
        ["Sun 09:01:10"],
    ),
    "the bot wrote, and no agent": (
        [START, ASKED, w.message_sent("Sun 09:01:05", contact="c1", author="bot")],
        ["Sun 09:01:10", "Sun 09:07"],
    ),
    "a callback without an hour": (
        [START, ASKED, w.promise_made("Sun 09:01:05", contact="c1")],
        ["Sun 09:01:10", "Sun 09:07"],
    ),
    "a message that he did not choose": (
        [START, ASKED, QUEUED, w.queue_left("Sun 09:02", why="message")],
        ["Sun 09:07"],
    ),
    "passed on by the agent he had, he asks again": (
        [START, w.agent_connected("Sun 09:00:10"), w.contact_transferred("Sun 09:00:50"), ASKED],
        ["Sun 09:01:10", "Sun 09:07"],
    ),
    "no topic and no channel known": ([ASKED], ["Sun 09:01:10", "Sun 09:07"]),
    "closed, and no hour for a callback": (NIGHT, ["Sun 22:07"]),
    "closed, and an hour only later": (
        [*NIGHT, w.promise_made("Sun 22:08", due="Mon 09:00")],
        ["Sun 22:07"],
    ),
    "closed, and he left without an hour": (
        [*NIGHT, w.contact_ended("Sun 22:01:11")],
        ["Sun 22:07"],
    ),
    "the agent of last time, and a request": (
        said("Your agent hung up on me, I want a human"),
        ["Sun 09:01:10", "Sun 09:07"],
    ),
    "הנציג אמר, ועכשיו נציג": (
        said("הנציגה אמרה שיטפלו. תעבירו אותי לנציג!"),
        ["Sun 09:01:10", "Sun 09:07"],
    ),
    "words in a language we do not know": (said("0"), ["Sun 09:01:10", "Sun 09:07"]),
}

NOT_FOUND = {
    "queued at the ten seconds and answered in time": [
        START,
        ASKED,
        w.queue_joined("Sun 09:01:10"),
        w.agent_connected("Sun 09:07"),
    ],
    "a person at once": [START, ASKED, w.agent_connected("Sun 09:01:10")],
    "an agent wrote": [
        START,
        ASKED,
        w.message_sent("Sun 09:01:09", contact="c1", channel="chat"),
    ],
    "he left by himself within the ten seconds": [START, ASKED, w.contact_ended("Sun 09:01:10")],
    "the line broke": [START, ASKED, w.contact_ended("Sun 09:01:10", by="network")],
    "he gave up in the queue": [START, ASKED, QUEUED, w.contact_ended("Sun 09:06")],
    "he left the queue": [START, ASKED, QUEUED, w.queue_left("Sun 09:06", why="abandoned")],
    "he chose a callback": [
        START,
        ASKED,
        QUEUED,
        w.queue_left("Sun 09:02", why="callback", chosen=True),
    ],
    "a callback with an hour": [
        START,
        ASKED,
        w.promise_made("Sun 09:01:05", contact="c1", due="Sun 11:00"),
    ],
    "he had a person on the line": [START, w.agent_connected("Sun 09:00:30"), ASKED],
    "closed, with an hour for a callback": [
        *NIGHT,
        w.promise_made("Sun 22:07", due="Mon 09:00"),
    ],
    "closed, and he left at once": [*NIGHT, w.contact_ended("Sun 22:01:10")],
    "a person as a topic": said("The agent told me you would refund it"),
    "a person of another day": said("I spoke to an agent yesterday about this"),
    "negation": said("I don't want an agent, just my balance"),
    "נציג כנושא": said("הנציגה אמרה לי שיחזרו אליי"),
    "שלילה": said("לא צריך נציג"),
}


@pytest.mark.parametrize(("story", "moments"), FOUND.values(), ids=FOUND)
def test_found(story, moments):
    found = findings(find, story)
    assert [f.at for f in found] == [w.at(moment) for moment in moments]
    assert len({f.id for f in found}) == 1


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(find, story) == []


def test_the_second_clock_may_be_one_of_the_law():
    queue, human = findings(find, [START, ASKED])
    assert (queue.severity, queue.clause, queue.facts["limit"]) == (Severity.WORD, None, 10)
    assert human.severity is Severity.LEGAL
    assert "18B" in human.clause
    assert human.facts == {"limit": 360, "words": "נציג", "channel": "chat", "is_open": True}


def test_the_time_is_the_one_of_the_law_in_force():
    *_, human = findings(find, [w.human_requested("Mon 12:00")], policy=ES)
    assert (human.at, human.severity) == (w.at("Mon 12:03"), Severity.LEGAL)


def test_without_a_law_it_is_a_broken_word():
    *_, human = findings(find, [START, ASKED], policy=BASE)
    assert (human.severity, human.clause) == (Severity.WORD, None)


def test_a_topic_that_the_law_does_not_cover_breaks_none():
    sales = w.contact_started("Sun 09:00", topic="sales")
    *_, human = findings(find, [sales, ASKED])
    assert (human.severity, human.clause) == (Severity.WORD, None)

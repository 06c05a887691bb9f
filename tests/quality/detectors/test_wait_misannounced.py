from datetime import timedelta

import pytest

from moked.policy import load
from moked.quality.detectors.wait_misannounced import Intervals, find
from moked.quality.finding import Severity
from tests.quality import words as w
from tests.quality.table import IL, findings

BASE = load([])
CALL = w.contact_started("Sun 08:59:30")
JOINED = w.queue_joined("Sun 09:00")
ANSWERED = w.agent_connected("Sun 09:03:01")


def told(when: str, **given: object) -> w.Event:
    return w.wait_announced(when, **({"place": 3, "seconds": 240} | given))


FOUND = {
    "nothing was said to who waits on": ([CALL, JOINED], "Sun 09:03"),
    "nothing was said to who waited a second more": ([CALL, JOINED, ANSWERED], "Sun 09:03"),
    "it was said after two minutes": ([CALL, JOINED, told("Sun 09:02:01")], "Sun 09:03"),
    "nothing was said to who gave up after three": (
        [CALL, JOINED, w.queue_left("Sun 09:03:01", why="abandoned")],
        "Sun 09:03",
    ),
    "no place": ([CALL, JOINED, told("Sun 09:00:05", place=None)], "Sun 09:03"),
    "no estimate": ([CALL, JOINED, told("Sun 09:00:05", seconds=None)], "Sun 09:03"),
    "the estimate came after three minutes": (
        [CALL, JOINED, told("Sun 09:00:05", seconds=None), told("Sun 09:03:05")],
        "Sun 09:03",
    ),
    "the next queue goes on with the wait": (
        [
            CALL,
            JOINED,
            w.queue_left("Sun 09:01", why="transferred"),
            w.queue_joined("Sun 09:01"),
            w.queue_left("Sun 09:02", why="timeout"),
            w.queue_joined("Sun 09:02"),
            ANSWERED,
        ],
        "Sun 09:03",
    ),
    "a second wait in the same call": (
        [
            CALL,
            JOINED,
            told("Sun 09:00:05"),
            w.agent_connected("Sun 09:04"),
            w.queue_joined("Sun 09:10"),
        ],
        "Sun 09:13",
    ),
    "a long wait after a short one": (
        [CALL, JOINED, w.agent_connected("Sun 09:01"), w.queue_joined("Sun 09:10")],
        "Sun 09:13",
    ),
    "a contact of which only the queue is known": ([JOINED], "Sun 09:03"),
}

NOT_FOUND = {
    "told in time, and answered late": [CALL, JOINED, told("Sun 09:00:05"), ANSWERED],
    "answered at three minutes": [CALL, JOINED, w.agent_connected("Sun 09:03")],
    "the log says who left the queue, and not for whom": [CALL, JOINED, w.queue_left("Sun 09:02")],
    "he hung up": [CALL, JOINED, w.contact_ended("Sun 09:02:50")],
    "place and estimate at two minutes": [CALL, JOINED, told("Sun 09:02")],
    "place and estimate, one after the other": [
        CALL,
        JOINED,
        told("Sun 09:00:05", seconds=None),
        told("Sun 09:02:50", place=None, seconds=None, low=60, high=300),
    ],
    "said in the menu": [CALL, told("Sun 08:59:40"), JOINED],
    "we called": [w.contact_started("Sun 08:59", direction="out"), JOINED],
    "a letter waits without music": [w.contact_started("Sun 08:59", channel="email"), JOINED],
}


@pytest.mark.parametrize(("story", "when"), FOUND.values(), ids=FOUND)
def test_found(story, when):
    (found,) = findings(find, story)
    assert found.at == w.at(when)
    assert found.severity is Severity.LEGAL
    assert found.clause == "Telephone Service Regulations 2012"


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(find, story) == []


def test_it_tells_what_was_said():
    (found,) = findings(find, [CALL, JOINED, told("Sun 09:00:05", place=None), ANSWERED])
    assert found.facts == {
        "queue": "service",
        "channel": "phone",
        "limit": 180,
        "announcements": 1,
        "place_told": False,
        "estimate_told": True,
        "waited": 181,
    }


def test_in_a_chat_it_is_our_own_word():
    (found,) = findings(find, [w.contact_started("Sun 09:00", channel="chat"), JOINED])
    assert (found.severity, found.clause) == (Severity.WORD, None)


def test_without_a_law_any_announcement_will_do():
    (found,) = findings(find, [CALL, JOINED], policy=BASE)
    assert (found.severity, found.clause) == (Severity.WORD, None)
    assert findings(find, [CALL, JOINED, told("Sun 09:02", place=None)], policy=BASE) == []


def test_a_log_without_announcements_need_not_be_judged(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[wait_misannounced]\njudged = { value = false, source = "our switchboard" }\n')
    assert findings(find, [CALL, JOINED], policy=load(["il", str(own)])) == []


def waits(number: int, seconds: float, **given: object) -> list[w.Event]:
    """So many waits, announced as 60 to 120 seconds, each ended after as long."""
    left = w.at("Sun 09:00") + timedelta(seconds=seconds)
    told = {"low": 60, "high": 120} | given.pop("told", {})
    why = given.pop("why", "answered")
    names = [f"{seconds}-{why}-{n}" for n in range(number)]
    return [
        event
        for name in names
        for event in (
            w.queue_joined("Sun 09:00", contact=name, **given),
            w.wait_announced("Sun 09:00", contact=name, **told),
            w.queue_left(f"Sun {left:%H:%M:%S}", contact=name, why=why),
        )
    ]


def intervals(story, day: str = "Sun"):
    return findings(Intervals, story, day=day, policy=IL)


class TestIntervals:
    def test_more_than_a_quarter_outside(self):
        (found,) = intervals(waits(149, 90) + waits(51, 121))
        assert (found.at, found.subject) == (w.at("Sun 23:59:59"), ("queue", "service"))
        assert found.severity is Severity.WORD
        assert found.facts == {
            "queue": "service",
            "count": 200,
            "outside": 51,
            "share": 0.255,
            "limit": 0.25,
        }

    def test_a_quarter_outside(self):
        assert intervals(waits(150, 90) + waits(50, 121)) == []

    def test_sooner_than_announced_is_outside_too(self):
        assert len(intervals(waits(140, 60) + waits(60, 59))) == 1

    def test_the_bounds_are_inside(self):
        assert intervals(waits(100, 60) + waits(100, 120)) == []

    def test_only_the_last_two_hundred_count(self):
        assert intervals(waits(100, 10) + waits(200, 90)) == []

    def test_who_gave_up_after_the_interval_waited_longer_than_told(self):
        assert len(intervals(waits(140, 90) + waits(60, 121, why="abandoned"))) == 1

    def test_who_gave_up_before_its_end_tells_nothing(self):
        gave_up = waits(60, 30, why="abandoned") + waits(60, 119, why="abandoned")
        assert intervals(waits(150, 90) + gave_up) == []

    def test_who_still_waits_past_the_interval_counts(self):
        waiting = [event for event in waits(60, 121) if event.TYPE != "queue.left"]
        waiting.append(w.queue_joined("Sun 09:00", contact="untold"))
        (found,) = intervals(waits(140, 90) + waiting)
        assert found.facts["outside"] == 60

    def test_fewer_waits_must_miss_by_more(self):
        assert intervals(waits(36, 90) + waits(14, 121)) == []
        (found,) = intervals(waits(34, 90) + waits(16, 121))
        assert found.facts["limit"] == 0.3

    def test_fewer_than_fifty_show_nothing(self):
        assert intervals(waits(49, 121)) == []

    def test_the_first_interval_told_is_the_one_that_counts(self):
        again = [
            w.wait_announced("Sun 09:01", contact=f"121-answered-{n}", low=0, high=90)
            for n in range(60)
        ]
        assert len(intervals(waits(140, 90) + waits(60, 121) + again)) == 1

    def test_a_log_may_say_who_answered_in_place_of_who_left(self):
        answered = [
            w.agent_connected("Sun 09:02:01", contact=event.contact) if e else event
            for event in waits(60, 121)
            for e in [event.TYPE == "queue.left"]
        ]
        assert len(intervals(waits(140, 90) + answered)) == 1

    def test_the_waits_of_another_queue_are_not_ours(self):
        moved_on = [
            event
            for n in range(60)
            for event in (
                w.queue_joined("Sun 09:00", contact=f"m{n}"),
                w.wait_announced("Sun 09:00", contact=f"m{n}", low=60, high=120),
                w.queue_joined("Sun 09:01", contact=f"m{n}", queue="billing"),
                w.queue_left("Sun 09:09", contact=f"m{n}"),
            )
        ]
        assert intervals(waits(150, 90) + moved_on + waits(60, 121, queue="billing")) == []

    def test_an_announcement_without_an_interval_is_not_judged(self):
        points = waits(60, 121, told={"low": None, "high": None, "seconds": 60})
        assert intervals(waits(150, 90) + points) == []

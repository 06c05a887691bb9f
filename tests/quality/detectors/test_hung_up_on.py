import csv
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from moked.policy import load
from moked.quality.detectors.hung_up_on import ShortTalks, find
from moked.quality.finding import Severity, State
from moked.quality.replay import replay
from tests.quality import words as w
from tests.quality.table import findings

ES = load(["es"])
CALL = [
    w.contact_started("Sun 09:00", case="k1"),
    w.queue_joined("Sun 09:00:30"),
    w.queue_left("Sun 09:04"),
    w.agent_connected("Sun 09:04"),
]
QUEUED = CALL[:2]
CUT = w.contact_ended("Sun 09:04:08", by="agent")
RUDE = w.contact_ended("Sun 09:20", by="agent", farewell=False)
TIMED_OUT = w.queue_left("Sun 10:00", why="timeout")


def opened(story, policy=None):
    given = {"policy": policy} if policy else {}
    return [f for f in findings(find, story, **given) if f.state is State.OPEN]


FOUND = {
    "cut off by the agent within fifteen seconds": (
        [*CALL, w.contact_ended("Sun 09:04:15", by="agent")],
        ("at_once", "Sun 09:05:15"),
    ),
    "cut off by the system within fifteen seconds": (
        [*CALL, w.contact_ended("Sun 09:04:08", by="system")],
        ("at_once", "Sun 09:04:08"),
    ),
    "ended without farewell while the matter is open": (
        [*CALL, RUDE],
        ("no_farewell", "Sun 09:21"),
    ),
    "solved too late, so that the matter was open": (
        [*CALL, RUDE, w.case_resolved("Sun 09:21:01")],
        ("no_farewell", "Sun 09:21"),
    ),
    "solved and open again": (
        [*CALL, w.case_resolved("Sun 09:10"), w.case_reopened("Sun 09:15"), RUDE],
        ("no_farewell", "Sun 09:21"),
    ),
    "another case was solved": (
        [*CALL, w.case_resolved("Sun 09:10", case="k2"), RUDE],
        ("no_farewell", "Sun 09:21"),
    ),
    "the queue's time-out ended it": (
        [*QUEUED, TIMED_OUT, w.contact_ended("Sun 10:00:02", by="system")],
        ("queue", "Sun 10:00:02"),
    ),
    "the system ended it in the queue": (
        [*QUEUED, w.contact_ended("Sun 10:00", by="system")],
        ("queue", "Sun 10:00"),
    ),
    "a log that leaves the queue after the agent connected": (
        [*CALL, w.queue_left("Sun 09:04:01"), CUT],
        ("at_once", "Sun 09:05:08"),
    ),
    "transferred, and cut by the next agent": (
        [
            *CALL,
            w.contact_transferred("Sun 09:05"),
            w.agent_connected("Sun 09:06", agent="amir"),
            w.contact_ended("Sun 09:06:05", by="agent"),
        ],
        ("at_once", "Sun 09:07:05"),
    ),
    "cut after another talk ended well": (
        [
            w.contact_started("Sun 08:00", contact="c2"),
            w.agent_connected("Sun 08:01", contact="c2"),
            w.contact_ended("Sun 08:02", contact="c2", by="customer"),
            *CALL,
            CUT,
        ],
        ("at_once", "Sun 09:05:08"),
    ),
    "a record that excuses nothing": (
        [*CALL, CUT, w.record_written("Sun 09:04:30", text="Asked about a bill.", contact="c1")],
        ("at_once", "Sun 09:05:08"),
    ),
    "an excuse that comes too late": (
        [*CALL, CUT, w.record_written("Sun 09:06", text="Silent line.", contact="c1")],
        ("at_once", "Sun 09:05:08"),
    ),
    "an excuse of another contact": (
        [*CALL, CUT, w.record_written("Sun 09:04:30", text="Silent line.", contact="c2")],
        ("at_once", "Sun 09:05:08"),
    ),
    "a time-out that somebody excuses": (
        [
            *QUEUED,
            w.record_written("Sun 09:10", text="no voice", contact="c1"),
            TIMED_OUT,
            w.contact_ended("Sun 10:00:02", by="system"),
        ],
        ("queue", "Sun 10:00:02"),
    ),
}

NOT_FOUND = {
    "ended by the agent after sixteen seconds, farewell unknown": [
        *CALL,
        w.contact_ended("Sun 09:04:16", by="agent"),
    ],
    "the customer hung up": [*CALL, w.contact_ended("Sun 09:04:08", by="customer")],
    "radio loss": [*CALL, w.contact_ended("Sun 09:04:08", by="network", farewell=False)],
    "they took leave": [*CALL, w.contact_ended("Sun 09:04:08", by="agent", farewell=True)],
    "a transfer's leg ended": [*CALL, w.contact_transferred("Sun 09:04:05"), CUT],
    "a silent line": [*CALL, CUT, w.record_written("Sun 09:05", text="קו שקט", contact="c1")],
    "a documented warning for abuse": [
        *CALL,
        w.record_written("Sun 09:19", text="Abusive; warned twice.", contact="c1"),
        RUDE,
    ],
    "a warning written down right after": [
        *CALL,
        RUDE,
        w.record_written("Sun 09:21", text="קללות. הזהרתי פעמיים.", contact="c1"),
    ],
    "without farewell, and the matter solved": [*CALL, RUDE, w.case_resolved("Sun 09:20:30")],
    "a time-out into another queue": [
        *QUEUED,
        TIMED_OUT,
        w.queue_joined("Sun 10:00:01"),
        w.contact_ended("Sun 10:05"),
    ],
    "the customer gave up after the time-out": [*QUEUED, TIMED_OUT, w.contact_ended("Sun 10:01")],
    "a bot's chat closed by itself": [
        w.contact_started("Sun 09:00", channel="chat"),
        w.contact_ended("Sun 09:30", by="system", farewell=False),
    ],
    "our own call met an answering machine": [
        w.contact_started("Sun 09:00", direction="out"),
        w.agent_connected("Sun 09:00"),
        w.contact_ended("Sun 09:00:09", by="agent"),
    ],
    "a letter was closed": [
        w.contact_started("Sun 09:00", channel="email"),
        w.agent_connected("Sun 09:00"),
        w.contact_ended("Sun 09:00:09", by="agent"),
    ],
}


@pytest.mark.parametrize(("story", "expected"), FOUND.values(), ids=FOUND)
def test_found(story, expected):
    (found,) = opened(story)
    how, at = expected
    assert (found.facts["how"], found.at) == (how, w.at(at))
    assert found.subject == ("contact", "c1")


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(find, story) == []


def test_an_agents_cut_is_a_risk_at_once():
    at_risk, cut = findings(find, [*CALL, CUT])
    assert (at_risk.state, at_risk.at, at_risk.id) == (State.AT_RISK, CUT.at, cut.id)


def test_it_tells_who_cut_whom_after_how_long():
    (found,) = opened([*CALL, CUT])
    assert found.severity is Severity.WORD
    assert found.facts == {
        "how": "at_once",
        "by": "agent",
        "agent": "noa",
        "talked": 8,
        "channel": "phone",
        "count": 1,
    }


def test_a_law_may_forbid_to_cut_a_call_for_its_wait():
    story = [*QUEUED, TIMED_OUT, w.contact_ended("Sun 10:00", by="system")]
    (found,) = opened(story, ES)
    assert found.severity is Severity.LEGAL
    assert "8.4" in found.clause
    assert found.facts["waited"] == 3600
    (found,) = opened([*CALL, CUT], ES)
    assert (found.severity, found.clause) == (Severity.WORD, None)


def test_a_second_within_a_day_is_counted():
    def cut(day: str, contact: str):
        return [
            w.contact_started(f"{day} 11:00", contact=contact),
            w.agent_connected(f"{day} 11:01", contact=contact),
            w.contact_ended(f"{day} 11:01:05", contact=contact, by="agent"),
        ]

    found = opened(cut("Sun", "c1") + cut("Mon", "c2") + cut("Wed", "c3"))
    assert [f.facts["count"] for f in found] == [1, 2, 1]


def talks(agent: str, number: int, seconds: float, day: str = "Sun", **given) -> list[w.Event]:
    """So many calls of an agent, each as long."""
    start = w.at(f"{day} 09:00")
    ended = start + timedelta(seconds=seconds)
    names = [f"{agent}-{day}-{seconds}-{n}" for n in range(number)]
    return [
        event
        for name in names
        for event in (
            w.contact_started(f"{day} 09:00", contact=name, **given),
            w.agent_connected(f"{day} 09:00", contact=name, agent=agent),
            w.contact_ended(f"{day} {ended:%H:%M:%S}", contact=name),
        )
    ]


CENTRE = talks("amir", 480, 90) + talks("amir", 20, 9)


def patterns(story, day="Sun"):
    return findings(ShortTalks, story, day=day)


class TestThePattern:
    def test_an_agent_far_above_the_centres_share(self):
        (found,) = patterns(CENTRE + talks("noa", 80, 90) + talks("noa", 20, 9))
        assert found.subject == ("agent", "noa")
        assert found.at == w.at("Sun 23:59:59")
        assert found.severity is Severity.WORD
        assert found.facts == {
            "agent": "noa",
            "calls": 100,
            "short": 20,
            "share": 0.2,
            "pooled_share": 0.0667,
            "z": 5.3,
        }
        assert len(found.evidence) == 20

    def test_an_agent_within_what_chance_explains(self):
        assert patterns(CENTRE + talks("noa", 86, 90) + talks("noa", 14, 9)) == []

    def test_fewer_than_a_hundred_calls_show_nothing(self):
        assert patterns(CENTRE + talks("noa", 59, 90) + talks("noa", 40, 9)) == []

    def test_ten_seconds_are_no_short_call(self):
        assert patterns(CENTRE + talks("noa", 80, 90) + talks("noa", 20, 10)) == []

    def test_where_all_calls_are_short_nobody_stands_out(self):
        assert patterns(talks("noa", 100, 5) + talks("amir", 100, 5)) == []

    def test_the_calls_of_a_fortnight_count_together(self):
        story = CENTRE + talks("noa", 80, 90) + talks("noa", 20, 9, day="Fri2")
        assert [f.at for f in patterns(story, "Fri2")] == [w.at("Fri2 23:59:59")]
        assert patterns(story, "Mon") == []

    def test_nothing_of_the_next_day_counts(self):
        next_day = talks("noa", 20, 9, day="Mon")
        assert patterns(CENTRE + talks("noa", 80, 90) + next_day) == []

    @pytest.mark.parametrize("given", [{"direction": "out"}, {"channel": "chat"}])
    def test_only_calls_of_customers_count(self, given):
        assert patterns(CENTRE + talks("noa", 80, 90) + talks("noa", 20, 9, **given)) == []

    def test_a_transferred_call_counts_for_who_had_it_last(self):
        passed_on = [
            event
            for n in range(20)
            for event in (
                w.contact_started("Sun 10:00", contact=f"p{n}"),
                w.agent_connected("Sun 10:00", contact=f"p{n}", agent="noa"),
                w.agent_connected("Sun 10:00:05", contact=f"p{n}", agent="amir"),
                w.contact_ended("Sun 10:04", contact=f"p{n}"),
            )
        ]
        assert patterns(CENTRE + talks("noa", 80, 90) + passed_on) == []


WORST_OF_THE_BANK = {"ANAT", "MIKI", "MORIAH", "TOVA", "MICHAL"}


def calls_of_the_bank(folder: Path) -> Iterator[w.Event]:
    def moment(row: dict[str, str], column: str) -> datetime:
        day = datetime.strptime(row["date"], "%y%m%d").replace(tzinfo=w.ZONE)
        hours, minutes, seconds = map(int, row[column].split(":"))
        moment = day + timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return moment.astimezone(UTC)

    with (folder / "anonymous-bank" / "calls-1999-02-01-to-14.tsv").open() as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["outcome"] == "AGENT" and row["server"] != "NO_SERVER":
                began = moment(row, "ser_start")
                ended = began + timedelta(seconds=int(row["ser_time"]))
                call = {"contact": f"{row['vru+line']}-{row['call_id']}", "customer": None}
                for word, at, given in (
                    (w.contact_started, began, call),
                    (
                        w.agent_connected,
                        began,
                        {"contact": call["contact"], "agent": row["server"]},
                    ),
                    (w.contact_ended, ended, {"contact": call["contact"]}),
                ):
                    yield replace(word("Sun 00:00", **given), at=at)


def test_five_agents_of_the_bank_hang_up_on_customers_and_no_sixth(shared_data):
    log = list(calls_of_the_bank(shared_data))
    random.Random(7).shuffle(log)
    found = replay(log, load(["il"]), detectors=[ShortTalks])
    assert {f.facts["agent"] for f in found} == WORST_OF_THE_BANK
    assert len(found) == 5
    assert all(f.state is State.OPEN for f in found)

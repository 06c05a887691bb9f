from datetime import timedelta

import pytest

from moked.policy import load
from moked.quality.detectors.human_answer_late import LateShares, find
from moked.quality.finding import Finding, Severity, State
from tests.quality import words as w
from tests.quality.table import IL, findings

BASE, ES = load([]), load(["es"])
CALL = w.contact_started("Sun 09:00", topic="billing")
UNKNOWN = w.contact_started("Sun 09:00")
CHAT = w.contact_started("Sun 09:00", channel="chat", topic="billing")


def opened(story, policy=IL) -> list[tuple[Severity, str]]:
    found = [f for f in findings(find, story, policy=policy) if f.state is State.OPEN]
    return [(f.severity, f"{f.at - w.at('Sun 09:00')}") for f in found]


FOUND = {
    "nobody ever answers": ([CALL], "0:06:00"),
    "the answer came a second late": ([CALL, w.agent_connected("Sun 09:06:01")], "0:06:00"),
    "who gives up after the limit has waited too long": (
        [CALL, w.queue_joined("Sun 09:01"), w.queue_left("Sun 09:06:30", why="abandoned")],
        "0:06:00",
    ),
    "the clock starts with dialling, not with the queue": (
        [CALL, w.queue_joined("Sun 09:03"), w.agent_connected("Sun 09:07")],
        "0:06:00",
    ),
    "a second queue does not start it again": (
        [
            CALL,
            w.queue_joined("Sun 09:01"),
            w.queue_left("Sun 09:04", why="transferred"),
            w.queue_joined("Sun 09:04"),
            w.agent_connected("Sun 09:08"),
        ],
        "0:06:00",
    ),
    "an unknown topic is covered": ([UNKNOWN], "0:06:00"),
    "a topic in the organisation's own words is known": (
        [w.contact_started("Sun 09:00", topic="בירור חשבון")],
        "0:06:00",
    ),
    "a bot and a menu are not human": (
        [CALL, w.menu_shown("Sun 09:00:10"), w.bot_replied("Sun 09:02")],
        "0:06:00",
    ),
    "a front desk has no power to solve": (
        [CALL, w.agent_connected("Sun 09:01", role="front_desk")],
        "0:06:00",
    ),
    "answered and parked at once is not answered": (
        [CALL, w.agent_connected("Sun 09:05"), w.contact_held("Sun 09:05:05")],
        "0:06:00",
    ),
    "parked past the limit is late from the parking on": (
        [CALL, w.agent_connected("Sun 09:05:58"), w.contact_held("Sun 09:06:03")],
        "0:06:03",
    ),
    "resumed after the limit is late": (
        [
            CALL,
            w.agent_connected("Sun 09:05"),
            w.contact_held("Sun 09:05:05"),
            w.contact_resumed("Sun 09:07"),
        ],
        "0:06:00",
    ),
    "a message that the customer did not choose stops nothing": (
        [CALL, w.queue_left("Sun 09:02", why="message")],
        "0:06:00",
    ),
    "an automatic message in the contact is no answer": (
        [CHAT, w.message_sent("Sun 09:02", contact="c1", author="automatic")],
        "0:06:00",
    ),
    "a caller in the menu begins to wait when he asks for a person": (
        [UNKNOWN, w.menu_shown("Sun 09:00:10"), w.human_requested("Sun 09:08")],
        "0:08:00",
    ),
    "a late answer straight from the menu shows whom the caller wanted": (
        [UNKNOWN, w.menu_shown("Sun 09:00:10"), w.agent_connected("Sun 09:07")],
        "0:07:00",
    ),
    "a chat after a bot waits from the queue on": (
        [CHAT, w.bot_replied("Sun 09:00:05"), w.queue_joined("Sun 09:10")],
        "0:16:00",
    ),
    "a written channel waits once it queues": (
        [w.contact_started("Sun 09:00", channel="whatsapp"), w.queue_joined("Sun 09:01")],
        "0:07:00",
    ),
}

NOT_FOUND = {
    "answered soon, and talked for long": [
        CALL,
        w.agent_connected("Sun 09:01"),
        w.contact_ended("Sun 09:31"),
    ],
    "the answer came at the limit": [CALL, w.agent_connected("Sun 09:06")],
    "a supervisor answered": [CALL, w.agent_connected("Sun 09:05", role="supervisor")],
    "an agent wrote in the chat": [CHAT, w.message_sent("Sun 09:05", contact="c1", channel="chat")],
    "who gives up before the limit leaves nothing": [CALL, w.contact_ended("Sun 09:05:59")],
    "the customer chose to be called back": [
        CALL,
        w.queue_joined("Sun 09:01"),
        w.queue_left("Sun 09:02", why="callback", chosen=True),
    ],
    "held later in the talk is not parked": [
        CALL,
        w.agent_connected("Sun 09:05"),
        w.contact_held("Sun 09:05:11"),
    ],
    "parked and resumed before the limit": [
        CALL,
        w.agent_connected("Sun 09:05"),
        w.contact_held("Sun 09:05:05"),
        w.contact_resumed("Sun 09:05:50"),
    ],
    "a topic that the law does not cover": [w.contact_started("Sun 09:00", topic="sales")],
    "we called": [w.contact_started("Sun 09:00", direction="out")],
    "a menu served the caller and he asked for nobody": [
        UNKNOWN,
        w.menu_shown("Sun 09:00:10"),
        w.contact_ended("Sun 09:09"),
    ],
    "a bot served the chat": [CHAT, w.bot_replied("Sun 09:00:05"), w.contact_ended("Sun 09:09")],
    "a letter waits for F07": [w.contact_started("Sun 09:00", channel="email")],
    "nobody knows when the contact began": [w.contact_ended("Sun 09:09")],
}


@pytest.mark.parametrize(("story", "after"), FOUND.values(), ids=FOUND)
def test_found(story, after):
    ((_, at),) = opened(story)
    assert at == after


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(find, story) == []


def test_half_the_limit_is_a_risk():
    at_risk, late = findings(find, [CALL])
    assert (at_risk.state, at_risk.at) == (State.AT_RISK, w.at("Sun 09:03"))
    assert at_risk.id == late.id


def test_the_clause_of_the_law_and_the_numbers_are_told():
    *_, late = findings(find, [CALL, w.agent_connected("Sun 09:07")])
    assert late.severity is Severity.LEGAL
    assert "18B" in late.clause
    assert late.facts == {"limit": 360, "waited": 420, "channel": "phone", "topic": "billing"}


def test_the_law_of_calls_does_not_bind_a_chat():
    *_, late = findings(find, [CHAT])
    assert (late.severity, late.clause) == (Severity.WORD, None)


def test_where_no_law_speaks_the_limit_is_our_own():
    assert opened([CALL], BASE) == [(Severity.WORD, "0:06:00")]


class TestWithAClockFromTheRequest:
    def test_the_law_counts_from_the_request_for_a_person(self):
        story = [CHAT, w.bot_replied("Sun 09:00:05"), w.human_requested("Sun 09:01")]
        assert opened(story, ES) == [(Severity.LEGAL, "0:04:00")]

    def test_a_person_in_time_keeps_it(self):
        asked = [CHAT, w.bot_replied("Sun 09:00:05"), w.human_requested("Sun 09:01")]
        assert opened([*asked, w.agent_connected("Sun 09:04")], ES) == []

    def test_a_graver_stage_may_follow_and_a_lighter_one_may_not(self):
        late_request = [CALL, w.human_requested("Sun 09:05")]
        assert opened(late_request, ES) == [(Severity.WORD, "0:06:00"), (Severity.LEGAL, "0:08:00")]
        assert opened([CALL, w.human_requested("Sun 09:01")], ES) == [(Severity.LEGAL, "0:04:00")]

    def test_both_clocks_are_stages_of_one_finding(self):
        found = findings(find, [CALL, w.human_requested("Sun 09:05")], policy=ES)
        assert len({finding.id for finding in found}) == 1


def calls(number: int, minutes: float, **given: object) -> list[w.Event]:
    """So many calls at nine on Sunday, each answered after some minutes."""
    ended = w.at("Sun 09:00") + timedelta(minutes=minutes)
    when = f"Sun {ended:%H:%M:%S}"
    names = [f"{minutes}-{n}" for n in range(number)]
    return [
        *(w.contact_started("Sun 09:00", contact=name, topic="billing", **given) for name in names),
        *(w.agent_connected(when, contact=name) for name in names),
    ]


def shares(story: list[w.Event], policy=IL, day: str = "Sun") -> list[Finding]:
    return findings(LateShares, story, policy=policy, day=day)


class TestShares:
    def test_more_than_the_share_of_the_law_over_the_limit(self):
        (found,) = shares(calls(84, 1) + calls(16, 6.5))
        assert found.at == w.at("Sun 23:59:59")
        assert found.severity is Severity.LEGAL
        assert "licensed" in found.clause
        assert (found.facts["share"], found.facts["late"], found.facts["contacts"]) == (
            0.16,
            16,
            100,
        )
        assert found.facts["mean_wait"] == 113

    def test_the_share_itself_is_allowed(self):
        assert shares(calls(85, 1) + calls(15, 6.5)) == []

    def test_a_mean_over_the_limit_with_nobody_over_it(self):
        (found,) = shares(calls(30, 4.6))
        assert (found.facts["mean_wait"], found.facts["share"]) == (276, 0)
        assert found.evidence[0].contact == "4.6-0"
        assert shares(calls(30, 4.5)) == []

    def test_too_few_contacts_make_no_share(self):
        assert shares(calls(29, 10)) == []

    def test_the_share_is_of_two_weeks_and_told_at_the_end_of_each_day(self):
        story = calls(84, 1) + calls(16, 6.5)
        assert [f.at for f in shares(story, day="Fri2")] == [w.at("Fri2 23:59:59")]
        assert shares(story, day="Mon3") == []

    def test_abandoned_calls_count_once_they_waited_too_long(self):
        gave_up_late = [
            event
            for n in range(6)
            for event in (
                w.contact_started("Sun 10:00", contact=f"late{n}", topic="billing"),
                w.queue_left("Sun 10:07", contact=f"late{n}", why="abandoned"),
            )
        ]
        gave_up_soon = [
            event
            for n in range(20)
            for event in (
                w.contact_started("Sun 10:00", contact=f"soon{n}", topic="billing"),
                w.contact_ended("Sun 10:05:59", contact=f"soon{n}"),
            )
        ]
        (found,) = shares(calls(30, 1) + gave_up_late + gave_up_soon)
        assert (found.facts["late"], found.facts["contacts"]) == (6, 36)

    def test_who_still_waits_over_the_limit_counts(self):
        waiting = [w.contact_started("Sun 10:00", contact=f"w{n}") for n in range(6)]
        (found,) = shares(calls(30, 1) + waiting)
        assert found.facts["late"] == 6

    def test_what_the_law_does_not_cover_does_not_count(self):
        ours = [w.contact_started("Sun 10:00", contact=f"o{n}", direction="out") for n in range(6)]
        assert shares(calls(30, 1) + calls(6, 9, channel="chat") + ours) == []

    def test_nothing_of_the_next_day_counts(self):
        midnight = [w.contact_started("Mon 00:00", contact=f"m{n}") for n in range(6)]
        assert shares(calls(30, 1) + midnight) == []

    def test_a_law_without_a_limit_on_calls_counts_by_that_on_requests(self):
        (found,) = shares(calls(30, 1) + calls(2, 3.5), ES)
        assert (found.facts["limit"], found.facts["share_limit"]) == (180, 0.05)

    def test_without_a_law_there_is_no_share(self):
        assert shares(calls(40, 60), BASE) == []

from datetime import timedelta

import pytest
from msgspec.structs import replace

from moked.policy import load
from moked.quality.detectors.channel_dead import FailedProbes, Silence, Unread
from moked.quality.finding import Severity, State
from moked.quality.replay import replay
from tests.quality import words as w
from tests.quality.table import IL, findings

BASE = load([])


def probe(when: str, ok: bool = False, stage: str = "accept") -> w.Event:
    return w.probe_done(when, channel="chat", stage=stage, ok=ok)


PROBES_FOUND = {
    "two failed five minutes apart": ([probe("Sun 09:00"), probe("Sun 09:05")], ["Sun 09:05"]),
    "failed more often, the first two too close": (
        [probe("Sun 09:00"), probe("Sun 09:04:59"), probe("Sun 09:09")],
        ["Sun 09:09"],
    ),
    "any stage that fails is a failed probe": (
        [probe("Sun 09:00", stage="reply"), probe("Sun 09:05", stage="arrive")],
        ["Sun 09:05"],
    ),
    "the stages before the failed one are no recovery": (
        [
            probe("Sun 09:00", stage="reply"),
            probe("Sun 09:05", ok=True, stage="accept"),
            probe("Sun 09:05", stage="reply"),
        ],
        ["Sun 09:05"],
    ),
    "failing on is the same failure": (
        [probe(f"Sun 09:{minute:02}") for minute in range(0, 60, 5)],
        ["Sun 09:05"],
    ),
    "failing again after a recovery is another": (
        [
            probe("Sun 09:00"),
            probe("Sun 09:05"),
            probe("Sun 09:10", ok=True),
            probe("Sun 09:15"),
            probe("Sun 09:20"),
        ],
        ["Sun 09:05", "Sun 09:20"],
    ),
    "nothing is accepted, though an old message came in": (
        [probe("Sun 09:00"), w.message_received("Sun 09:02", channel="chat"), probe("Sun 09:05")],
        ["Sun 09:05"],
    ),
    "what arrives on another channel clears nobody": (
        [
            probe("Sun 09:00", stage="arrive"),
            w.message_received("Sun 09:02", channel="email", contact="c1"),
            w.contact_started("Sun 09:03", channel="chat", direction="out"),
            probe("Sun 09:05", stage="arrive"),
        ],
        ["Sun 09:05"],
    ),
}

PROBES_NOT_FOUND = {
    "one failed probe": [probe("Sun 09:00")],
    "two failed within five minutes": [probe("Sun 09:00"), probe("Sun 09:04:59")],
    "an ok between": [probe("Sun 09:00"), probe("Sun 09:03", ok=True), probe("Sun 09:06")],
    "caught as spam: customers' messages arrive": [
        probe("Sun 09:00", stage="arrive"),
        w.message_received("Sun 09:02", channel="chat"),
        probe("Sun 09:05", stage="arrive"),
    ],
    "caught as spam: customers' contacts arrive": [
        probe("Sun 09:00", stage="arrive"),
        w.contact_started("Sun 09:02", channel="chat"),
        probe("Sun 09:05", stage="arrive"),
    ],
    "all is well": [probe("Sun 09:00", ok=True), probe("Sun 09:05", ok=True)],
}


@pytest.mark.parametrize(("story", "moments"), PROBES_FOUND.values(), ids=PROBES_FOUND)
def test_failed_probes_found(story, moments):
    found = findings(FailedProbes, story, day="Sun")
    assert [f.at for f in found] == [w.at(moment) for moment in moments]
    assert len({f.id for f in found}) == len(moments)


@pytest.mark.parametrize("story", PROBES_NOT_FOUND.values(), ids=PROBES_NOT_FOUND)
def test_failed_probes_not_found(story):
    assert findings(FailedProbes, story, day="Sun") == []


def test_probes_may_fail_across_midnight():
    (found,) = findings(FailedProbes, [probe("Sun 23:58"), probe("Mon 00:03")], day="Mon")
    assert found.at == w.at("Mon 00:03")


def test_who_comes_while_the_channel_is_dead_is_evidence():
    story = [
        w.contact_started("Sun 08:59", channel="chat", contact="before"),
        probe("Sun 09:00"),
        w.contact_started("Sun 09:02", channel="chat", contact="c2"),
        probe("Sun 09:05"),
        w.contact_started("Sun 09:30", channel="chat", contact="c3"),
        w.contact_started("Sun 09:31", channel="chat", contact="ours", direction="out"),
        probe("Sun 09:40", ok=True),
        w.contact_started("Sun 09:41", channel="chat", contact="after"),
    ]
    (found,) = findings(FailedProbes, story, day="Sun")
    assert found.evidence == (story[1], story[3], story[2], story[4])


def test_failed_probes_tell_the_stages():
    story = [probe("Sun 09:00"), probe("Sun 09:05", stage="reply")]
    (found,) = findings(FailedProbes, story, day="Sun")
    assert (found.subject, found.severity) == (("channel", "chat"), Severity.LOST)
    assert found.facts == {
        "sign": "probes",
        "channel": "chat",
        "stages": ["accept", "reply"],
        "count": 2,
    }


def chats(day: str, hour: int = 9, number: int = 6, **given: object) -> list[w.Event]:
    """So many chats of a day, evenly over one hour."""
    return [
        w.contact_started(
            f"{day} {hour:02}:{60 // number * n:02}",
            contact=f"{day}-{hour}-{n}",
            channel="chat",
            **given,
        )
        for n in range(number)
    ]


# Six chats from nine to ten on the same weekday of each week before.
PAST = chats("Sun") + chats("Sun2")
EARLY = w.contact_started("Sun3 08:59", channel="chat")


def silences(story, day="Sun3", policy=IL):
    return [f.at for f in findings(Silence, story, day=day, policy=policy)]


class TestSilence:
    def test_where_five_were_expected_nothing_came(self):
        (found,) = findings(Silence, [*PAST, EARLY], day="Sun3")
        assert found.at == w.at("Sun3 09:50")
        assert found.subject == ("channel", "chat")
        assert found.facts == {
            "sign": "silence",
            "channel": "chat",
            "expected": 5,
            "since": "2026-11-15T06:59:00Z",
        }

    def test_it_counts_from_the_last_arrival(self):
        story = [*PAST, w.message_received("Sun3 09:05", channel="chat")]
        assert silences(story) == [w.at("Sun3 09:55")]

    def test_something_came_just_before(self):
        assert silences([*PAST, EARLY, *chats("Sun3", number=2)]) == []

    def test_it_may_come_late_and_change_nothing(self):
        story = [*PAST, EARLY, w.contact_started("Sun3 09:50:01", contact="c9", channel="chat")]
        assert silences(story) == [w.at("Sun3 09:50")]

    def test_one_short_of_five_is_chance(self):
        past = chats("Sun", number=4) + chats("Sun2", number=4)
        assert silences([*past, EARLY]) == []

    def test_several_hours_add_up_and_closed_ones_add_nothing(self):
        past = [e for day in ("Sun", "Sun2") for hour in (16, 17, 19) for e in chats(day, hour, 2)]
        past += [*chats("Mon", 8, 2), *chats("Mon2", 8, 2)]
        story = [*past, w.contact_started("Sun3 15:00", channel="chat")]
        assert silences(story) == []
        assert silences(story, "Mon3") == [w.at("Mon3 08:30")]

    def test_the_weekend_expects_nothing(self):
        past = [e for day in ("Sat", "Sat2") for e in chats(day)]
        story = [*past, w.contact_started("Sat3 08:59", channel="chat")]
        assert silences(story, "Sat3") == []
        assert silences(story, "Sat3", BASE) != []

    def test_the_silence_of_a_holiday_in_the_past_does_not_count(self):
        # Monday, 21 September 2026, was the Day of Atonement.
        first = w.at("Mon 09:00") - timedelta(weeks=7)
        chat = w.contact_started("Sun 09:00", channel="chat")
        moments = [first + timedelta(weeks=n, minutes=10 * m) for n in (0, 2) for m in range(6)]
        moments.append(first + timedelta(weeks=3, minutes=-5))
        story = [replace(chat, at=at, id=f"{n}", contact=f"{n}") for n, at in enumerate(moments)]
        found = replay(story, IL, detectors=[Silence])
        assert [f.at for f in found] == [first + timedelta(weeks=3, minutes=50)]

    def test_a_clock_that_changed_does_not_shift_the_hours(self):
        # The clocks of Jerusalem went back on 25 October 2026.
        past = [
            replace(event, at=event.at - timedelta(weeks=weeks), id=f"{event.id}-{weeks}")
            for weeks in (1, 2, 3)
            for event in chats("Sun2")
        ]
        story = [*past, w.contact_started("Sun2 08:59", channel="chat")]
        assert past[-1].at.utcoffset() != story[-1].at.utcoffset()
        assert silences(story, "Sun2") == [w.at("Sun2 09:50")]

    def test_a_short_past_expects_nothing(self):
        week_later = w.contact_started("Mon2 09:00", channel="chat", contact="c9")
        assert silences([*chats("Mon"), week_later], "Mon2") == [w.at("Mon2 09:50")]
        sooner = w.contact_started("Mon2 08:59", channel="chat", contact="c9")
        assert silences([*chats("Mon"), sooner], "Mon2") == []

    def test_a_busy_channel_has_lulls(self):
        past = chats("Sun", number=60) + chats("Sun2", number=60)
        until_quarter_past = chats("Sun3", number=60)[:16]
        assert silences([*past, *until_quarter_past]) == [w.at("Sun3 09:45")]
        assert silences([*past, *until_quarter_past, *chats("Sun3", number=60)[45:]]) == []

    def test_where_many_come_a_longer_silence_is_no_chance(self):
        past = [e for day in ("Sun", "Sun2") for hour in range(8, 18) for e in chats(day, hour, 12)]
        opening = w.contact_started("Sun3 08:00", channel="chat")
        (found,) = findings(Silence, [*past, opening], day="Sun3")
        assert found.facts["expected"] == 6.2
        assert w.at("Sun3 08:31") < found.at < w.at("Sun3 08:32")

    def test_a_contact_and_its_first_message_are_one_arrival(self):
        wrote = [
            w.message_received(f"{day} 09:{15 * n:02}", channel="chat", contact=f"{day}-9-{n}")
            for day in ("Sun", "Sun2")
            for n in range(4)
        ]
        past = chats("Sun", number=4) + chats("Sun2", number=4) + wrote
        assert silences([*past, EARLY]) == []

    def test_what_we_send_and_other_channels_are_no_arrivals(self):
        ours = chats("Sun3", direction="out")
        other = [w.message_received("Sun3 09:05", channel="email", contact="c7")]
        assert silences([*PAST, EARLY, *ours, *other]) == [w.at("Sun3 09:50")]
        assert silences(ours) == []

    def test_a_channel_that_fell_silent_is_told_of_once(self):
        found = replay([*PAST, EARLY, probe("Thu3 09:00", ok=True)], IL, detectors=[Silence])
        assert [(f.at, f.state) for f in found] == [(w.at("Sun3 09:50"), State.OPEN)]


def form(when: str, n: int, **given: object) -> list[w.Event]:
    return [w.contact_started(when, contact=f"f{n}", channel="form", customer=f"x{n}", **given)]


FORMS = [event for n in range(3) for event in form(f"Sun 1{n}:00", n)]

UNREAD = {
    "three forms and no answer": (FORMS, "Sun 18:00"),
    "only a bot and an automatic reply": (
        [*FORMS, w.message_sent("Sun 10:01", author="automatic", channel="form")],
        "Sun 18:00",
    ),
    "the first answer came after closing": (
        [*FORMS, w.message_sent("Sun 18:01", channel="form")],
        "Sun 18:00",
    ),
    "the bot answered after closing": (
        [*FORMS, w.bot_replied("Sun 18:01", contact="f1")],
        "Sun 18:00",
    ),
    "an answer to somebody else on another channel": (
        [
            *FORMS,
            w.contact_started("Sun 11:00", channel="phone"),
            w.agent_connected("Sun 11:01"),
            w.message_sent("Sun 11:30", channel="email"),
        ],
        "Sun 18:00",
    ),
    "a call of somebody unknown was answered": (
        [
            *FORMS,
            w.contact_started("Sun 11:00", channel="phone", customer=None),
            w.agent_connected("Sun 11:01"),
        ],
        "Sun 18:00",
    ),
    "messages without contacts": (
        [
            w.message_received(
                f"Sun 1{n}:00", message=f"m{n}", channel="whatsapp", customer=f"x{n}"
            )
            for n in range(3)
        ],
        "Sun 18:00",
    ),
}

READ = {
    "two forms": FORMS[:2],
    "the third came after closing": [*FORMS[:2], *form("Sun 18:01", 3)],
    "the third came before opening": [*FORMS[:2], *form("Sun 07:59", 3)],
    "a person answered on the channel": [*FORMS, w.message_sent("Sun 17:00", channel="form")],
    "a person answered one of them by e-mail": [
        *FORMS,
        w.message_sent("Sun 17:00", customer="x1", channel="email"),
    ],
    "a person answered one of the contacts": [
        *FORMS,
        w.message_sent("Sun 17:00", contact="f1", channel="email"),
    ],
    "a person rang one of them": [
        *FORMS,
        w.contact_started("Sun 16:59", direction="out", customer="x2"),
        w.agent_connected("Sun 17:00"),
    ],
    "a person answered one of the contacts before it began": [
        *FORMS[:2],
        w.agent_connected("Sun 11:59", contact="f2"),
        *FORMS[2:],
    ],
    "a menu served one of them": [*FORMS, w.menu_shown("Sun 10:00:05", contact="f0")],
    "a bot served one of them": [*FORMS, w.bot_replied("Sun 10:00:05", contact="f0")],
    "a form with its own message is one": [
        *FORMS[:2],
        w.message_received("Sun 10:00", contact="f0", channel="form"),
        w.message_received("Sun 11:00", contact="f1", channel="form"),
    ],
    "we began them": [e for n in range(3) for e in form("Sun 10:00", n, direction="out")],
}


@pytest.mark.parametrize(("story", "when"), UNREAD.values(), ids=UNREAD)
def test_unread_found(story, when):
    (found,) = findings(Unread, story, day="Sun")
    assert found.at == w.at(when)
    assert (found.subject.kind, found.facts["sign"]) == ("channel", "unread")
    assert found.facts["arrivals"] == 3


@pytest.mark.parametrize("story", READ.values(), ids=READ)
def test_unread_not_found(story):
    assert findings(Unread, story, day="Sun") == []


@pytest.mark.parametrize("day", ["Fri", "Sat"])
def test_a_day_that_is_no_business_day_leaves_nothing_unread(day):
    story = [replace(event, at=w.at(f"{day} 10:00")) for event in FORMS]
    assert findings(Unread, story, day=day) == []


def test_a_window_that_never_closes_ends_with_the_day(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[hours]\nsun-thu = "00:00-24:00"\n')
    (found,) = findings(Unread, FORMS, day="Sun", policy=load(["il", str(own)]))
    assert found.at == w.at("Sun 23:59:59")

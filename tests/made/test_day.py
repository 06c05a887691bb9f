"""The made day: the same from the same seed, as large as promised, and decent but for what it means to show."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from moked.core.events import (
    AgentConnected,
    Channel,
    ContactEnded,
    ContactStarted,
    Direction,
    QueueJoined,
    QueueLeft,
    WaitAnnounced,
)
from moked.core.wire import decode_line, encode_line
from moked.made.day import busy_days, crowd_days
from moked.made.script import clock, together
from moked.made.stories import all_stories
from moked.policy import load
from moked.quality.replay import replay

DAY = date(2026, 11, 1)
IL = load(["il"])


@pytest.fixture(scope="module")
def crowd():
    return list(crowd_days(DAY, 1, seed=1))


@pytest.fixture(scope="module")
def busy():
    return busy_days(DAY)


def started(events, direction=Direction.IN):
    return [e for e in events if isinstance(e, ContactStarted) and e.direction is direction]


def test_one_seed_is_one_day():
    few = busy_days(DAY, contacts=60, seed=7)
    assert few == busy_days(DAY, contacts=60, seed=7)
    assert few != busy_days(DAY, contacts=60, seed=8)


def test_at_least_3000_customers_turn_to_the_centre_on_six_channels(busy):
    of_crowd = [e for e in started(busy) if e.source.startswith("made-")]
    assert len(of_crowd) >= 3000
    six = {"phone", "chat", "whatsapp", "email", "form", "messenger"}
    assert {Channel(name) for name in six} == {e.channel for e in of_crowd}


def test_its_events_are_in_order_and_have_names_of_their_own(busy):
    assert [e.at for e in busy] == sorted(e.at for e in busy)
    assert len({(e.source, e.id) for e in busy}) == len(busy)


def test_it_goes_over_the_wire_and_back(busy):
    few = busy[:: len(busy) // 500]
    assert [decode_line(encode_line(event)) for event in few] == few


def test_the_stories_lie_in_it_whole(busy):
    written = together([story.script(DAY) for story in all_stories()])
    assert [e for e in busy if not e.source.startswith("made-")] == written


def test_it_can_be_without_stories(crowd):
    assert busy_days(DAY, stories=False) == crowd


def test_friday_and_saturday_are_no_days_of_it():
    thursday = date(2026, 11, 5)
    events = crowd_days(thursday, 2, seed=1, contacts=20)
    days = {e.source for e in events}
    assert days == {"made-2026-11-05", "made-2026-11-08"}
    assert {e.source for e in crowd_days(date(2026, 11, 6), 1, seed=1, contacts=20)} == {
        "made-2026-11-08"
    }


def test_a_saturday_stands_for_the_sunday_after():
    assert busy_days(date(2026, 10, 31), contacts=20) == busy_days(DAY, contacts=20)


def test_two_days_have_no_contact_in_common():
    contacts = [e.contact for e in started(crowd_days(DAY, 2, seed=1, contacts=50))]
    assert len(set(contacts)) == len(contacts) == 100


def test_a_contact_starts_first_and_ends_last(crowd):
    moments = defaultdict(list)
    for event in crowd:
        if isinstance(event, ContactStarted | AgentConnected | QueueJoined | ContactEnded):
            moments[event.contact].append(event)
    for events in moments.values():
        assert isinstance(events[0], ContactStarted)
        assert not any(isinstance(e, ContactEnded) for e in events[:-1])


def test_nobody_hears_of_his_wait_after_it(crowd):
    left = {e.contact: e.at for e in crowd if isinstance(e, QueueLeft)}
    told = [e for e in crowd if isinstance(e, WaitAnnounced)]
    assert told
    assert all(event.at <= left[event.contact] for event in told)


def test_the_centre_is_a_decent_one(crowd):
    found = replay(crowd, IL, until=clock(DAY, "12:00", days=5))
    codes = Counter(f.code for f in found)
    assert len(found) < len(started(crowd)) / 10
    # It lets people wait, forgets letters, records and promises, and comes late.
    assert set(codes) <= {
        "F01", "F02", "F05", "F07", "F08", "F09", "F11", "F14", "F17", "F23", "F25", "F30",
    }  # fmt: skip


def test_in_the_crowd_a_story_has_the_same_failures(busy):
    found = replay(busy, IL, until=clock(DAY, "12:00", days=5))
    for story in all_stories():
        source = story.name.replace("_", "-")
        mine = Counter(f.code for f in found if f.evidence[0].source == source)
        assert mine == Counter(story.expected)

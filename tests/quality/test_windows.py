"""Days of endless stories, judged one after another or each by itself."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from moked.core.events import CaseOpened, Event, in_order
from moked.policy import load
from moked.quality.detector import ENDLESS, Detector, Scope, all_detectors
from moked.quality.detectors.channel_dead import Silence
from moked.quality.detectors.human_answer_late import LateShares
from moked.quality.finding import Finding, Subject, as_json
from moked.quality.readings.daily import Daily
from moked.quality.story import Story
from moked.quality.windows import DAY, DayByDay, days_between
from tests.quality import words as w
from tests.quality.words import at

EAGER = {
    "human_answer_late": {"late_share": 0.2, "share_contacts": 2},
    "hung_up_on": {"pattern_calls": 3, "pattern_z": 0.5},
    "wait_misannounced": {"at_least": 2, "of_last": 6},
    "channel_dead": {"expected": 0.5, "history": "1 d"},
}
"""Limits so low that a small centre breaks them."""

SUBJECTS = {
    Scope.QUEUE: Subject("queue", "service"),
    Scope.CHANNEL: Subject("channel", "phone"),
    Scope.CENTRE: Subject("centre", "centre"),
}
STEPS = (
    (w.contact_started, {"direction": ("in", "in", "out"), "topic": ("fault", "sales")}),
    (w.message_received, {"customer": ("dana", "yusuf")}),
    (w.menu_shown, {}),
    (w.queue_joined, {"queue": ("service", "service", "billing")}),
    (w.wait_announced, {"low": (0.0, 60.0), "high": (90.0, 300.0, None)}),
    (w.queue_left, {"why": ("answered", "abandoned", "transferred")}),
    (w.agent_connected, {"agent": ("noa", "amir"), "role": ("professional", "front_desk")}),
    (w.message_sent, {"author": ("agent", "bot"), "customer": ("dana", "yusuf")}),
    (w.probe_done, {"ok": (True, False), "stage": ("accept", "arrive", "reply")}),
    (w.contact_ended, {"by": ("customer", "agent")}),
)
WITH_CHANNEL = (w.contact_started, w.message_received, w.message_sent, w.probe_done)
LAST_SECOND = time(23, 59, 59, 500_000)
GAPS = (0, 4, 9, 40, 200, 700, 4000, 40000)
ENDLESSLY = [detector for detector in all_detectors() if detector.scope in ENDLESS]
ROLLING = [detector for detector in ENDLESSLY if hasattr(detector.begin, "roll_to")]
patient = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=10)


def centre(chance: random.Random, contacts: int) -> list[Event]:
    """Return some weeks of a small centre; now and then a contact's name is used again."""
    when = at("Sun 08:00")
    events: list[Event] = []
    for number in range(contacts):
        contact = f"c{max(0, number - chance.choice([0, 0, 0, 0, 0, 1, 4]))}"
        channel = chance.choice(["phone", "phone", "phone", "chat"])
        when += timedelta(seconds=chance.choice([100, 4000, 20000, 80000]))
        moment = when
        for word, choices in STEPS:
            moment += timedelta(seconds=chance.choice(GAPS))
            if chance.random() < 0.03:
                moment = datetime.combine(moment, LAST_SECOND, moment.tzinfo)
            if chance.random() < 0.7:
                given = {name: chance.choice(among) for name, among in choices.items()}
                given |= {"channel": channel} if word in WITH_CHANNEL else {}
                given |= {"contact": contact} if word is not w.probe_done else {}
                event = word("Sun 08:00", **{k: v for k, v in given.items() if v is not None})
                events.append(replace(event, at=moment, id=f"e{len(events):04}"))
    return sorted(events, key=in_order)


@st.composite
def centres(draw: st.DrawFn) -> list[Event]:
    return centre(random.Random(draw(st.integers(0, 2**32))), draw(st.integers(1, 25)))


def lines(found: list[Finding]) -> list[bytes]:
    return [as_json(finding) for finding in found]


@pytest.fixture(scope="module")
def eager(tmp_path_factory):
    own = tmp_path_factory.mktemp("policy") / "eager.toml"
    tables = (
        f"[{section}]\n"
        + "".join(f'{key} = {{ value = {it!r}, source = "PD" }}\n' for key, it in of.items())
        for section, of in EAGER.items()
    )
    own.write_text("\n".join(tables))
    return load(["il", str(own)])


@pytest.mark.parametrize("detector", ENDLESSLY, ids=repr)
@patient
@given(events=centres().filter(bool), chance=st.randoms(use_true_random=False))
def test_a_day_after_others_is_judged_as_if_it_were_the_first(
    detector: Detector, eager, events, chance: random.Random
):
    subject = SUBJECTS[detector.scope]
    day_by_day = DayByDay(detector, subject, eager)
    day = events[0].at.date()
    for number, event in enumerate(events, start=1):
        while day < event.at.date() or chance.random() < 0.3:
            known = events[:number]
            anew = DayByDay(detector, subject, eager).judge(known, day)
            assert lines(day_by_day.judge(known, day)) == lines(anew)
            day = min(day + DAY, event.at.date())


@pytest.mark.parametrize("detector", [d for d in ROLLING if CaseOpened not in d.reads], ids=repr)
def test_of_such_centres_each_detector_finds_some_amiss(detector: Detector, eager):
    chance = random.Random(1)
    days = [
        DayByDay(detector, SUBJECTS[detector.scope], eager).judge(events, day)
        for events in (centre(chance, 120) for _ in range(4))
        for day in days_between(events[0].at.date(), events[-1].at.date())
    ]
    assert any(days)


def test_when_a_law_begins_overnight_the_waits_are_counted_anew(eager):
    # Israel's limits to shares hold from 25 July 2019.
    before = at("Sun 00:00") - datetime(2019, 7, 14, tzinfo=at("Sun 00:00").tzinfo)
    events = [replace(e, at=e.at - before) for e in centre(random.Random(2), 60)]
    day_by_day = DayByDay(LateShares, SUBJECTS[Scope.CENTRE], eager)
    for day in days_between(date(2019, 7, 14), date(2019, 8, 4)):
        anew = DayByDay(LateShares, SUBJECTS[Scope.CENTRE], eager)
        assert lines(day_by_day.judge(events, day)) == lines(anew.judge(events, day))


def test_what_happens_in_a_day_s_last_second_is_the_next_day_s():
    taken: list[str] = []

    class Toy(Daily):
        def read(self, event: Event) -> None:
            taken.append(event.id)

        def forget(self) -> bool:
            return True

    def story(day: str) -> Story:
        since = at(f"{day} 00:00")
        bounds = since, since + timedelta(days=1)
        return LateShares.story([], SUBJECTS[Scope.CENTRE], None, bounds)

    fold = Toy(story("Sun"))
    last = w.contact_started("Sun 23:59:59", id="a1")
    fold.take(last)
    fold.take(replace(last, at=last.at + timedelta(microseconds=1), id="a2"))
    assert taken == ["a1"]
    fold.roll_to(story("Mon"))
    assert taken == ["a1", "a2"]


def test_a_message_counts_by_itself_once_its_contact_is_forgotten(eager):
    began, noon = at("Sun 12:00"), timedelta(days=1)
    log = [replace(w.contact_started("Sun 12:00", contact="old"), at=began)]
    log += [w.message_received("Thu 12:00", contact="old", channel="phone")]
    log += [
        replace(w.contact_started("Sun 12:00", contact=f"c{n}"), at=began + n * noon)
        for n in range(2, 36, 3)
    ]
    log.sort(key=in_order)
    day_by_day = DayByDay(Silence, SUBJECTS[Scope.CHANNEL], eager)
    days = list(days_between(began.date(), log[-1].at.date()))
    judged = [lines(day_by_day.judge(log, day)) for day in days]
    for day, found in zip(days, judged, strict=True):
        assert found == lines(DayByDay(Silence, SUBJECTS[Scope.CHANNEL], eager).judge(log, day))
    assert any(judged)

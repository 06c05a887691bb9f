from datetime import timedelta

import pytest

from moked.core.events import Event
from moked.quality.detectors.escalation_blocked import EscalationBlocked
from moked.quality.engine import Engine, Turn
from moked.quality.finding import Finding, Severity, State
from moked.quality.replay import replay
from tests.quality import words as w
from tests.quality.table import IL
from tests.quality.toys import TOYS
from tests.quality.words import at


@pytest.fixture
def engine() -> Engine:
    return Engine(IL, TOYS)


def told(engine: Engine, when: str) -> list[tuple[Turn, str, State]]:
    changes = engine.advance(at(when))
    return [(c.turn, c.finding.code, c.finding.state) for c in changes]


def by_replay(events: list[Event], when: str) -> list[Finding]:
    return replay(events, IL, until=at(when), detectors=TOYS)


def test_a_finding_is_told_when_its_moment_comes_and_not_again(engine):
    engine.feed(w.contact_started("Sun 09:00"))
    assert told(engine, "Sun 09:05") == []
    assert told(engine, "Sun 09:06") == [(Turn.RAISED, "T2", State.OPEN)]
    assert told(engine, "Sun 10:00") == []


def test_a_failure_that_grows_worse_is_told_at_each_stage(engine):
    engine.feed(w.message_received("Sun 09:00"))
    assert told(engine, "Sun 11:00") == [(Turn.RAISED, "T1", State.AT_RISK)]
    assert [f.at for f in engine.findings()] == [at("Sun 13:00")]
    assert told(engine, "Sun 13:00") == [(Turn.CHANGED, "T1", State.OPEN)]
    assert told(engine, "Sun 17:00") == [(Turn.CHANGED, "T1", State.OPEN)]
    [finding] = engine.findings()
    assert (finding.at, finding.severity) == (at("Sun 13:00"), Severity.LEGAL)
    assert finding.facts == {"day": "over"}


def test_a_risk_that_passed_is_withdrawn(engine):
    engine.feed(w.message_received("Sun 09:00"))
    engine.advance(at("Sun 11:00"))
    engine.feed(w.message_sent("Sun 11:30", message="m2"))
    assert told(engine, "Sun 11:30") == [(Turn.WITHDRAWN, "T1", State.AT_RISK)]
    assert engine.findings() == []


def test_an_event_that_arrives_late_withdraws_a_finding(engine):
    engine.feed(w.contact_started("Sun 09:00"))
    engine.advance(at("Sun 10:00"))
    engine.feed(w.agent_connected("Sun 09:02"))
    assert told(engine, "Sun 10:01") == [(Turn.WITHDRAWN, "T2", State.OPEN)]


def test_an_event_that_arrives_late_adds_a_finding(engine):
    engine.feed(w.message_sent("Sun 14:00", message="m2"))
    engine.advance(at("Sun 15:00"))
    engine.feed(w.message_received("Sun 09:00"))
    assert told(engine, "Sun 15:01") == [(Turn.RAISED, "T1", State.OPEN)]


def test_an_event_delivered_twice_changes_nothing(engine):
    call = w.contact_started("Sun 09:00")
    assert engine.feed(call) is True
    engine.advance(at("Sun 09:10"))
    assert engine.feed(call) is False
    assert engine.advance(at("Sun 09:11")) == []


def test_the_clock_never_runs_backward(engine):
    engine.feed(w.contact_started("Sun 09:00"))
    engine.advance(at("Sun 10:00"))
    assert engine.advance(at("Sun 08:00")) == []
    assert len(engine.findings()) == 1


def test_what_will_come_within_a_day_is_at_risk_but_no_news(engine):
    engine.feed(w.contact_started("Sun 09:00"))
    assert told(engine, "Sun 09:01") == []
    [coming] = engine.findings()
    assert (coming.state, coming.at) == (State.AT_RISK, at("Sun 09:06"))


def test_a_customer_identified_late_takes_the_talk_before_along(engine):
    events = [
        w.contact_started("Sun 09:00", customer=None),
        w.agent_connected("Sun 09:01"),
        w.message_received("Sun 08:00"),
        w.customer_identified("Sun 09:05"),
    ]
    for event in events:
        engine.feed(event)
    engine.advance(at("Sun 12:30"))
    assert engine.findings() == by_replay(events, "Sun 12:30")
    assert {f.customer for f in engine.findings()} == {"dana"}


def test_a_finding_on_a_contact_names_the_customer_once_he_is_known(engine):
    engine.feed(w.contact_started("Sun 09:00", customer=None))
    engine.advance(at("Sun 09:10"))
    assert [f.customer for f in engine.findings()] == [None]
    engine.feed(w.customer_identified("Sun 09:11"))
    assert told(engine, "Sun 09:11") == [(Turn.CHANGED, "T2", State.OPEN)]
    assert [f.customer for f in engine.findings()] == ["dana"]


def test_a_person_s_decision_changes_the_state(engine):
    engine.feed(w.contact_started("Sun 09:00"))
    [raised] = engine.advance(at("Sun 09:10"))
    decided = {
        "finding": raised.finding.id,
        "detector": "toys",
        "subject": {"contact": "c1"},
        "moment": "Sun 09:06",
        "facts": {"reason": "a test call"},
    }
    events = [w.finding_raised("Sun 09:10", **decided), w.finding_excused("Sun 09:20", **decided)]
    for event in events:
        engine.feed(event)
    assert told(engine, "Sun 09:20") == [(Turn.CHANGED, "T2", State.EXCUSED)]
    [excused] = engine.findings()
    assert excused.state is State.EXCUSED


def test_a_decision_on_a_finding_that_nobody_raised_waits_for_it(engine):
    engine.feed(w.contact_started("Sun 09:00"))
    engine.advance(at("Sun 09:00"))
    [coming] = engine.findings()
    handled = {"detector": "toys", "subject": {"contact": "c1"}, "moment": "Sun 09:06", "facts": {}}
    engine.feed(w.finding_handled("Sun 09:01", finding=coming.id, **handled))
    assert told(engine, "Sun 09:10") == [(Turn.RAISED, "T2", State.HANDLED)]


class TestStoriesWithoutEnd:
    def joined(self, when: str, contact: str) -> Event:
        return w.queue_joined(when, contact=contact)

    def test_events_within_a_minute_are_judged_together(self, engine):
        engine.feed(self.joined("Mon 09:00", "c1"))
        engine.feed(self.joined("Mon 09:00:10", "c2"))
        assert told(engine, "Mon 09:00:10") == []
        engine.feed(self.joined("Mon 09:00:20", "c3"))
        assert told(engine, "Mon 09:00:20") == []
        assert [f.at for f in engine.findings()] == [at("Mon 09:00:20")]
        assert told(engine, "Mon 09:01:20") == [(Turn.RAISED, "T3", State.OPEN)]

    def test_a_subject_found_on_following_days_is_one_episode(self, engine):
        events = [
            self.joined(f"{day} 09:00", f"c-{day}-{n}") for day in ("Mon", "Tue") for n in "abc"
        ]
        events += [self.joined(f"Sat 09:0{n}", f"c-sat-{n}") for n in range(3)]
        for event in events:
            engine.feed(event)
            engine.advance(event.at)
        engine.advance(at("Sat 12:00"))
        assert [f.at for f in engine.findings()] == [at("Mon 09:00"), at("Sat 09:02")]
        assert engine.findings() == by_replay(events, "Sat 12:00")

    def test_silence_is_seen_on_a_day_without_events(self, engine):
        probe = w.probe_done("Mon 09:00", channel="chat")
        engine.feed(probe)
        engine.advance(at("Mon 09:00"))
        assert told(engine, "Tue 05:01") == [(Turn.RAISED, "T4", State.OPEN)]
        assert engine.findings() == by_replay([probe], "Tue 05:01")

    def test_days_that_the_clock_jumped_over_are_judged(self, engine):
        events = [w.probe_done(f"{day} 09:00", channel="chat") for day in ("Mon", "Wed")]
        for event in events:
            engine.feed(event)
        engine.advance(at("Sun2 00:00"))
        assert [f.at for f in engine.findings()] == [at("Tue 05:00"), at("Thu 05:00")]
        assert engine.findings() == by_replay(events, "Sun2 00:00")

    def test_a_late_event_changes_the_days_whose_window_it_is_in(self, engine):
        events = [self.joined("Mon 09:00", "c1"), self.joined("Tue 09:00", "c2")]
        for event in events:
            engine.feed(event)
        engine.advance(at("Wed 12:00"))
        late = self.joined("Sun 10:00", "c3")
        engine.feed(late)
        engine.advance(at("Wed 12:02"))
        assert engine.findings() == by_replay([*events, late], "Wed 12:02")
        assert [f.at for f in engine.findings()] == [at("Tue 09:00")]

    def test_what_no_window_can_need_is_forgotten_and_too_late_is_too_late(self, engine):
        engine.feed(self.joined("Sun 09:00", "c1"))
        engine.advance(at("Sun 10:00"))
        engine.feed(self.joined("Sun3 09:00", "c2"))
        engine.advance(at("Sun3 10:00"))
        for n in range(3):
            engine.feed(self.joined(f"Sun 09:0{n}", f"late-{n}"))
        engine.advance(at("Sun3 10:00") + timedelta(minutes=5))
        assert engine.findings() == []

    def test_a_story_that_is_all_forgotten_is_not_judged_again(self, engine):
        events = [self.joined("Sun 09:00", contact) for contact in ("c1", "c2", "c3")]
        for event in events:
            engine.feed(event)
        for now in ("Sun 10:00", "Sun3 10:00", "Mon3 10:00"):
            engine.advance(at(now))
            assert engine.findings() == by_replay(events, now)

    def test_before_the_clock_ever_moved_no_day_is_judged(self, engine):
        engine.feed(self.joined("Sun 09:00", "c1"))
        assert engine.findings() == []


def test_a_story_whose_events_left_it_for_their_customer_begins_anew():
    engine = Engine(IL, [EscalationBlocked])
    events = [
        w.escalation_requested("Sun 09:00", contact="c1", case="k1"),
        w.promise_made("Sun 10:00", contact="c1"),
        w.escalation_requested("Mon 09:00", contact=None, case="k1", id="again"),
    ]
    for event in events:
        engine.feed(event)
        engine.advance(event.at)
    engine.advance(at("Wed 09:00"))
    known = replay(events, IL, until=at("Wed 09:00"), detectors=[EscalationBlocked])
    assert engine.findings() == known
    assert len(known) == 2


def test_a_failure_that_falls_due_while_its_window_rests_is_looked_at_first(engine):
    def left(when: str, contact: str) -> None:
        engine.feed(w.queue_joined(when, contact=contact))
        engine.feed(w.queue_left(when, contact=contact))

    left("Mon 09:00:00", "c1")
    engine.advance(at("Mon 09:00:00"))
    left("Mon 09:00:20", "c2")
    assert told(engine, "Mon 09:00:20") == []
    assert told(engine, "Mon 09:00:30") == []
    assert told(engine, "Mon 09:00:50") == [(Turn.RAISED, "T5", State.OPEN)]


def test_a_story_put_to_sleep_is_read_again_when_it_goes_on(engine, monkeypatch):
    monkeypatch.setattr("moked.quality.engine.MOST_AWAKE", 1)
    events = [
        w.message_received("Sun 09:00", customer="dana", message="m1"),
        w.message_received("Sun 09:10", customer="yusuf", message="m2"),
        w.message_sent("Sun 14:00", customer="dana", message="m3"),
        w.message_sent("Sun 14:10", customer="yusuf", message="m4"),
    ]
    for event in events:
        engine.feed(event)
        engine.advance(event.at)
    assert engine.findings() == by_replay(events, "Sun 14:10")
    assert len(engine.findings()) == 2

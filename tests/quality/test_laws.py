"""The laws that every detector keeps, over random logs."""

import random
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moked.core.events import Event
from moked.policy import load
from moked.quality.detector import Detector, all_detectors, present_in
from moked.quality.engine import Engine
from moked.quality.finding import Finding, State, Subject, as_json
from moked.quality.replay import replay
from moked.quality.stages import identity
from tests.quality.toys import TOYS
from tests.quality.worlds import logs

POLICIES = {name: load([name]) for name in ("il", "es")}
policies = st.sampled_from(sorted(POLICIES)).map(POLICIES.__getitem__)
patient = settings(suppress_health_check=list(HealthCheck))


def lines(findings: list[Finding]) -> list[bytes]:
    return [as_json(finding) for finding in findings]


def opened(findings: list[Finding], by: datetime) -> set[tuple[object, datetime]]:
    return {(identity(f), f.at) for f in findings if f.state is State.OPEN and f.at <= by}


@patient
@given(logs(tidy=False), policies)
def test_what_was_seen_live_is_what_a_replay_says(events, policy):
    engine = Engine(policy)
    for number, event in enumerate(events, start=1):
        engine.feed(event)
        engine.advance(event.at)
        if number % 5 == 0 or number == len(events):
            known = events[:number]
            assert lines(engine.findings()) == lines(replay(known, policy, until=event.at))
    later = events[-1].at + timedelta(days=10)
    engine.advance(later)
    assert lines(engine.findings()) == lines(replay(events, policy, until=later))


@patient
@given(logs(tidy=False), policies)
def test_what_the_changes_tell_is_what_stands(events, policy):
    engine = Engine(policy)
    told = {}
    moments = [event.at for event in events]
    moments += [moments[-1] + timedelta(hours=hours) for hours in (1, 30, 200)]
    for event, moment in zip([*events, None, None, None], moments, strict=True):
        if event:
            engine.feed(event)
        for change in engine.advance(moment + timedelta(minutes=2)):
            told[identity(change.finding)] = change
    standing = {identity(f): f for f in engine.findings()}
    shown = {i: c.finding for i, c in told.items() if c.turn != "withdrawn"}
    assert {i: found for i, found in standing.items() if i in shown} == shown
    # What lies ahead is shown before it is news.
    assert {f.state for i, f in standing.items() if i not in shown} <= {State.AT_RISK}


@patient
@given(logs(tidy=False), policies, st.randoms(use_true_random=False), st.integers(0, 3))
def test_any_order_and_any_repetition_end_the_same(events, policy, chance: random.Random, again):
    arrived = events * 2 if again else list(events)
    chance.shuffle(arrived)
    engine = Engine(policy)
    for event in arrived:
        engine.feed(event)
        if chance.random() < 0.3:
            engine.advance(event.at)
    end = max(event.at for event in events) + timedelta(days=3)
    engine.advance(end)
    expected = lines(replay(events, policy, until=end))
    assert lines(replay(arrived, policy, until=end)) == expected
    assert lines(engine.findings()) == expected


@patient
@given(logs(tidy=True).filter(bool), policies, st.integers(0, 60))
def test_a_failure_whose_moment_came_stays(events, policy, hours):
    for event in events[:: max(1, len(events) // 6)]:
        seen_then = opened(replay(events, policy, until=event.at), event.at)
        later = event.at + timedelta(hours=hours)
        assert seen_then == opened(replay(events, policy, until=later), event.at)


@patient
@given(logs(tidy=False), st.randoms(use_true_random=False))
def test_folds_and_windows_read_on_as_if_they_began_anew(events, chance: random.Random):
    engine = Engine(POLICIES["il"], TOYS)
    arrived = sorted(
        events, key=lambda event: event.at + timedelta(hours=chance.choice([0, 0, 0, 9]))
    )
    for number, event in enumerate(arrived, start=1):
        engine.feed(event)
        now = max(e.at for e in arrived[:number])
        engine.advance(now)
        known = replay(arrived[:number], POLICIES["il"], until=now, detectors=TOYS)
        assert lines(engine.findings()) == lines(known)


@pytest.mark.parametrize("detector", all_detectors(), ids=repr)
class TestEveryDetector:
    @patient
    @given(events=logs(tidy=True).filter(bool))
    def test_reads_only_the_types_it_declares(self, detector: Detector, events: list[Event]):
        bounds = (events[0].at - timedelta(days=1), events[-1].at + timedelta(days=1))
        story = detector.story(events, Subject("customer", "dana"), "dana", bounds)
        read = list(detector(story, POLICIES["il"]))
        story.events = events
        assert list(detector(story, POLICIES["il"])) == read

    @patient
    @given(events=logs(tidy=True).filter(bool))
    def test_finds_nothing_without_what_it_needs(self, detector: Detector, events: list[Event]):
        without = [event for event in events if not detector.needs & present_in([event])]
        bounds = (events[0].at - timedelta(days=1), events[-1].at + timedelta(days=1))
        story = detector.story(without, Subject("customer", "dana"), "dana", bounds)
        assert list(detector(story, POLICIES["il"])) == []

    @patient
    @given(events=logs(tidy=False).filter(bool), short=st.integers(1, 12))
    def test_finds_nothing_where_a_glance_shows_so(
        self, detector: Detector, events: list[Event], short: int
    ):
        bounds = (events[0].at - timedelta(days=1), events[-1].at + timedelta(days=1))
        story = detector.story(events[:short], Subject("customer", "dana"), "dana", bounds)
        if detector.unless and detector.unless(story.events, POLICIES["il"]):
            assert list(detector.in_full(story, POLICIES["il"])) == []

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from moked.quality.readings.obligations import Ledger, Obligation
from tests.quality import words as w
from tests.quality.words import at

MADE, DUE = at("Sun 10:00"), at("Sun 14:00")
spans = st.integers(0, 600).map(lambda minutes: timedelta(minutes=minutes))


def owed() -> Obligation:
    return Obligation(w.promise_made("Sun 10:00"), DUE, None, None)


@given(spans, spans)
def test_whatever_happens_it_is_never_due_before_anybody_can_know(when, new):
    obligation = owed()
    obligation.move(MADE + when, MADE + new)
    assert obligation.due >= min(MADE + when, DUE)


@given(spans, spans)
def test_once_broken_it_stays_broken(late, new):
    obligation = owed()
    after = DUE + late + timedelta(seconds=1)
    obligation.move(after, after + new)
    obligation.hasten(after, after + new)
    obligation.did(after)
    obligation.released_at = after
    assert obligation.due == DUE
    assert not obligation.ended_by_due(obligation.met_at(Ledger()))


@given(spans)
def test_it_is_kept_exactly_when_it_is_met_by_the_due_moment(when):
    obligation = owed()
    obligation.did(MADE + when)
    assert obligation.ended_by_due(obligation.met_at(Ledger())) == (MADE + when <= DUE)


@given(spans, spans)
def test_it_is_hastened_to_what_lies_ahead_and_is_sooner(when, new):
    obligation = owed()
    obligation.hasten(MADE + when, MADE + new)
    assert obligation.due == (MADE + new if when < new and MADE + new < DUE else DUE)


def test_what_was_done_before_it_was_moved_did_not_meet_it():
    obligation = owed()
    obligation.did(at("Sun 11:00"))
    obligation.move(at("Sun 12:00"), at("Sun 16:00"))
    assert obligation.met_at(Ledger()) is None
    assert obligation.since == at("Sun 12:00")


def test_only_what_is_on_another_case_is_surely_another_matter():
    on_case = Obligation(w.promise_made("Sun 10:00"), DUE, None, "k1")
    assert [on_case.concerns(case) for case in ("k1", None, "k2")] == [True, True, False]
    assert owed().concerns("k2")

from hypothesis import given
from hypothesis import strategies as st

from moked.core.events import PromiseKind
from moked.quality.readings.repeated_promises import TOLD, Given
from tests.quality import words as w

refs = st.sampled_from([None, "1", "2"])
givens = st.builds(
    lambda kind, promise, case: Given(w.at("Sun 10:00"), MADE, kind, promise, case),
    st.sampled_from([None, *PromiseKind]),
    refs,
    refs,
)
MADE = w.promise_made("Sun 10:00")


@given(givens, givens)
def test_whether_two_promises_may_be_one_does_not_hang_on_their_order(one, other):
    assert one.is_same(other) == other.is_same(one)


@given(givens, givens)
def test_two_cases_are_two_obligations_unless_it_is_the_same_promise(one, other):
    if one.case and other.case and one.case != other.case:
        assert one.is_same(other) == (one.promise is not None and one.promise == other.promise)


@given(givens, givens)
def test_what_was_only_spoken_is_one_with_what_a_talk_keeps(one, other):
    spoken, recorded = one._replace(kind=None, promise=None), other._replace(case=one.case)
    if recorded.kind is not None:
        assert spoken.is_same(recorded) == (recorded.kind in TOLD)

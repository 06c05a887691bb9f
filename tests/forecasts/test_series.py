"""Sums in logs, roots and quantiles."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.forecasts.series import falling_root, log_sum, log_terms, quantile, weights


def test_terms_are_running_products():
    assert [math.exp(log) for log in log_terms([2.0, 0.5, 3.0])] == pytest.approx([1, 2, 1, 3])


def test_no_ratio_leaves_the_first_term():
    assert log_terms([]) == [0.0]


def test_terms_end_before_those_that_are_zero():
    assert log_terms([1.0, 0.0, 5.0]) == [0.0, 0.0]


def test_a_sum_beyond_any_float_keeps_its_logarithm():
    assert log_sum([5000.0, 5000.0]) == pytest.approx(5000 + math.log(2))


def test_a_sum_below_any_float_keeps_its_logarithm():
    assert log_sum([-5000.0, -5000.0]) == pytest.approx(-5000 + math.log(2))


@given(st.lists(st.floats(-900, 900), min_size=1, max_size=20))
def test_weights_are_shares_of_one(logs):
    assert math.fsum(weights(logs)) == pytest.approx(1)


@given(st.floats(0.001, 1000))
def test_a_root_is_found_to_the_last_bits(root):
    assert falling_root(lambda x: root - x, 0.0, 5000.0) == pytest.approx(root, rel=1e-14)


@given(st.floats(0, 0.999), st.floats(0.01, 100), st.floats(0.01, 100))
def test_the_quantile_of_an_exponential_is_its_formula(share, mean, guess):
    found = quantile(lambda t: math.exp(-t / mean), share, guess)
    assert found == pytest.approx(-mean * math.log1p(-share), rel=1e-9, abs=1e-12)


def test_a_wait_that_is_mostly_zero_has_a_median_of_zero():
    assert quantile(lambda t: 0.3 * math.exp(-t), 0.5, 1.0) == 0.0


@pytest.mark.parametrize("share", [-0.1, 1.0, 1.5, math.nan])
def test_no_wait_holds_everything_or_less_than_nothing(share):
    with pytest.raises(ValueError, match="share"):
        quantile(lambda t: math.exp(-t), share, 1.0)

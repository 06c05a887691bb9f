import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.quality.readings.ratios import ratio_of_medians, ratio_of_shares

waits = st.lists(st.floats(1, 10_000), min_size=2, max_size=60)


def test_no_stratum_makes_no_ratio():
    assert ratio_of_medians([]) is None
    assert ratio_of_shares([]) is None


def test_the_interval_of_medians_is_that_of_price_and_bonett():
    # n = 9: c = 5 - 3 = 2, so the 2nd and the 8th value; z = (10 - 4) / 3 = 2.
    slow, fast = [float(2**power) for power in range(9)], [1.0] * 9
    ratio, low, high = ratio_of_medians([(slow, fast)])
    error = math.log(2**7 / 2**1) / (2 * 2)
    assert ratio == pytest.approx(16)
    assert math.log(ratio / low) == pytest.approx(1.96 * error, rel=1e-3)
    assert math.log(high / ratio) == pytest.approx(1.96 * error, rel=1e-3)


def test_the_interval_of_shares_is_that_of_katz():
    ratio, low, high = ratio_of_shares([(90, 100, 60, 100)])
    error = math.sqrt(1 / 90 - 1 / 100 + 1 / 60 - 1 / 100)
    assert ratio == pytest.approx(1.5)
    assert (low, high) == pytest.approx(
        (1.5 * math.exp(-1.96 * error), 1.5 * math.exp(1.96 * error)), rel=1e-3
    )


def test_none_kept_at_all_still_makes_a_finite_ratio():
    ratio, low, high = ratio_of_shares([(20, 40, 0, 40)])
    assert 1 < low < ratio < high < math.inf


@given(waits, waits)
def test_turned_round_a_ratio_is_its_inverse(first, second):
    there, back = ratio_of_medians([(first, second)]), ratio_of_medians([(second, first)])
    assert there.ratio * back.ratio == pytest.approx(1)
    assert there.low * back.high == pytest.approx(1)


@given(waits)
def test_a_group_compared_with_itself_is_equal(values):
    ratio, low, high = ratio_of_medians([(values, values)])
    assert ratio == pytest.approx(1)
    assert low < 1 < high


@given(waits, waits, st.floats(0.1, 10))
def test_the_unit_of_time_makes_no_difference(first, second, factor):
    here = ratio_of_medians([(first, second)])
    there = ratio_of_medians([([v * factor for v in first], [v * factor for v in second])])
    assert there == pytest.approx(here, rel=1e-6)


def test_one_value_alone_makes_a_ratio():
    assert ratio_of_medians([([6.0], [2.0])]).ratio == pytest.approx(3)


def test_a_different_mix_of_strata_is_no_difference():
    quick, slow = [10.0, 11.0, 12.0, 13.0] * 10, [300.0, 310.0, 320.0, 330.0] * 10
    strata = [(quick, quick * 5), (slow * 5, slow)]
    assert ratio_of_medians(strata).ratio == pytest.approx(1)


def test_nineteen_of_twenty_intervals_hold_the_true_ratio():
    chance = random.Random(7)
    held = 0
    for _ in range(1000):
        first = [chance.lognormvariate(1.0, 1.2) for _ in range(40)]
        second = [chance.lognormvariate(0.5, 1.2) for _ in range(60)]
        _, low, high = ratio_of_medians([(first, second)])
        held += low <= math.exp(0.5) <= high
    assert 930 <= held <= 985

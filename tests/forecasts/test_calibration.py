"""Scoring chances against what came."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.forecasts.calibration import Bin, Scored, brier_score, calibration_error, reliability

SCORED = st.lists(st.builds(Scored, st.floats(0, 1), st.booleans()), min_size=1)


def test_being_sure_and_right_scores_zero():
    assert brier_score([Scored(1.0, True), Scored(0.0, False)]) == 0


def test_being_sure_and_wrong_scores_one():
    assert brier_score([Scored(1.0, False)]) == 1


def test_a_coin_scores_a_quarter():
    assert brier_score([Scored(0.5, True), Scored(0.5, False)]) == 0.25


@pytest.mark.parametrize("measure", [brier_score, calibration_error])
def test_nothing_forecast_is_nothing_to_score(measure):
    with pytest.raises(ValueError, match="nothing to score"):
        measure([])


def test_bins_hold_their_forecasts_lowest_first_and_a_certainty_joins_the_last():
    scored = [Scored(1.0, True), Scored(0.05, False), Scored(0.95, False), Scored(0.9, True)]
    assert reliability(scored) == [
        Bin(0.0, 0.1, 1, 0.05, 0.0),
        Bin(0.9, 1.0, 3, pytest.approx(0.95), pytest.approx(2 / 3)),
    ]


def test_the_error_is_the_gap_between_said_and_seen():
    scored = [Scored(0.7, True)] * 5 + [Scored(0.7, False)] * 5
    assert calibration_error(scored) == pytest.approx(0.2)


@given(SCORED, st.integers(1, 20))
def test_every_forecast_is_in_one_bin(scored, bins):
    table = reliability(scored, bins)
    assert sum(row.count for row in table) == len(scored)
    assert all(row.low - 1e-12 <= row.chance <= row.high + 1e-12 for row in table)


@given(SCORED)
def test_a_score_is_never_better_than_its_calibration_allows(scored):
    assert brier_score(scored) >= calibration_error(scored) ** 2 - 1e-12


def test_true_chances_are_calibrated():
    dice = Random(1)
    chances = [dice.random() for _ in range(20_000)]
    assert calibration_error(Scored(p, dice.random() < p) for p in chances) < 0.015

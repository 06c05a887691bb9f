"""The predictors in simulated queues: shorter runs of benchmarks/wait_predictors.py, seeded."""

import math
from functools import cache
from itertools import islice

import pytest

from benchmarks.queue_simulation import CASES, callers, delayed, score
from benchmarks.wait_predictors import STATED, figures, table
from moked.forecasts.erlang import erlang_a
from moked.forecasts.waits import QueueForecast

BY_NAME = {case.name: case for case in CASES}
STEADY, SMALL, OVERLOADED, MILD = CASES


@cache
def sample(case):
    return delayed(case, seed=3, joining=50_000)


@cache
def found(case):
    return score(case, [one for one in sample(case) if one.stays])


# At a load of .95 without hang-ups the queue wanders for thousands of callers; with them it forgets.
TOLERANCE = {STEADY: 0.2, SMALL: 0.2, OVERLOADED: 0.03, MILD: 0.06}


@pytest.mark.parametrize(
    ("name", "column"), [(name, column) for name, row in STATED.items() for column in row]
)
def test_the_stated_figures_come_out_again(name, column):
    case = BY_NAME[name]
    assert figures(found(case))[column] == pytest.approx(STATED[name][column], rel=TOLERANCE[case])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_model_beats_history_and_fresh_history_beats_old(case):
    errors = found(case).relative_error
    assert errors["QL_m"] < errors["HOL"] < errors["LES"] < errors["RCS"] < errors["LCS"]


def test_the_last_service_to_end_can_be_worse_than_saying_the_mean():
    for case in (OVERLOADED, MILD):
        errors = found(case).relative_error
        assert errors["LCS"] > errors["none"]


def test_without_the_hang_ups_the_queue_length_errs_three_times_as_much():
    assert found(OVERLOADED).mse_ratio("QL", "QL_m") == pytest.approx(3.1, abs=0.2)


@pytest.mark.parametrize("case", [STEADY, SMALL], ids=lambda case: case.name)
def test_the_error_of_the_queue_length_is_the_one_that_theory_gives(case):
    # Given the queue, the wait is a sum of ahead + 1 exponentials of mean 1/s: its variance is
    # its mean over s, so that the relative error is 1/sqrt(s E[W]).
    theory = 1 / math.sqrt(case.agents * found(case).mean_wait)
    assert found(case).relative_error["QL"] == pytest.approx(theory, rel=0.06)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_interval_of_the_queue_length_holds_four_waits_in_five(case):
    # Asked by the chance of the wait that came, which spares looking for both ends of each.
    chances = [
        QueueForecast(one.ahead, case.agents, 1.0, case.patience).probability_within(one.offered)
        for one in sample(case)[::20]
    ]
    assert sum(0.1 <= chance <= 0.9 for chance in chances) / len(chances) == pytest.approx(
        0.8, abs=0.03
    )


def test_the_simulated_queue_is_erlang_a():
    exact = erlang_a(20, arrivals=21, service_time=1, patience=2)
    seen = list(islice(callers(MILD, seed=11), 5_000, 65_000))
    assert sum(one.offered > 0 for one in seen) / len(seen) == pytest.approx(exact.waits, abs=0.03)
    assert sum(not one.stays for one in seen) / len(seen) == pytest.approx(exact.abandons, abs=0.01)
    within = sum(one.stays and one.offered <= 0.2 for one in seen) / len(seen)
    assert within == pytest.approx(exact.served_within(0.2), abs=0.03)


def test_the_benchmark_prints_a_line_for_what_was_found_and_one_for_what_was_stated():
    lines = list(table(joining=3000, seed=1))
    assert len(lines) == 1 + 2 * len(CASES)
    assert lines[1].startswith("M/M/100, rho .95")
    assert "0.221" in lines[2]

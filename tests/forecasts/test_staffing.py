"""The fewest agents for a target, and the square-root rules that explain them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.forecasts.erlang import erlang_a, erlang_c
from moked.forecasts.staffing import (
    agents_for_abandonment,
    agents_for_mean_wait,
    agents_for_service_level,
    beta_of,
    garnett_abandons,
    garnett_waits,
    halfin_whitt_beta,
    halfin_whitt_waits,
    square_root_agents,
)

LOADS = {"arrivals": st.floats(0.5, 80), "service_time": st.floats(0.2, 2)}


@given(share=st.floats(0.3, 0.99), within=st.floats(0, 2), patience=st.floats(0.2, 20), **LOADS)
def test_the_fewest_agents_meet_the_service_level_and_one_fewer_do_not(
    share, within, arrivals, service_time, patience
):
    load = {"arrivals": arrivals, "service_time": service_time, "patience": patience}
    agents = agents_for_service_level(share, within=within, **load)
    assert erlang_a(agents, **load).served_within(within) >= share
    if agents > 1:
        assert erlang_a(agents - 1, **load).served_within(within) < share


@given(at_most=st.floats(0.01, 0.5), **LOADS)
def test_the_fewest_agents_keep_the_mean_wait_of_patient_callers(at_most, arrivals, service_time):
    load = {"arrivals": arrivals, "service_time": service_time}
    agents = agents_for_mean_wait(at_most, **load)
    assert erlang_c(agents, **load).mean_wait <= at_most
    if agents - 1 > arrivals * service_time:
        assert erlang_c(agents - 1, **load).mean_wait > at_most


def test_the_fewest_agents_keep_people_from_hanging_up():
    load = {"arrivals": 48, "service_time": 1, "patience": 2}
    assert agents_for_abandonment(0.031, **load) == 50
    assert agents_for_abandonment(0.0309, **load) == 51


def test_counting_on_patience_costs_agents():
    # 80 % within 20 seconds, at 48 calls a minute of a minute each.
    load = {"within": 1 / 3, "arrivals": 48, "service_time": 1}
    assert agents_for_service_level(0.8, **load) == 52
    assert agents_for_service_level(0.8, patience=2, **load) == 46


@pytest.mark.parametrize("share", [0, 1, 1.2, math.nan])
def test_a_target_that_no_staff_meets_is_not_searched_for(share):
    with pytest.raises(ValueError, match="strictly between"):
        agents_for_service_level(share, within=1, arrivals=1, service_time=1)
    with pytest.raises(ValueError, match="strictly between"):
        agents_for_abandonment(share, arrivals=1, service_time=1, patience=1)
    with pytest.raises(ValueError, match="strictly between"):
        halfin_whitt_beta(share)


def test_no_staff_makes_every_wait_zero():
    with pytest.raises(ValueError, match="positive"):
        agents_for_mean_wait(0, arrivals=1, service_time=1)


PUBLISHED = {0.8: 0.173, 0.5: 0.506, 0.33: 0.771, 0.2: 1.062, 0.1: 1.420, 0.05: 1.740}


@pytest.mark.parametrize("waits", PUBLISHED)
def test_halfin_and_whitts_betas_are_as_published(waits):
    assert halfin_whitt_beta(waits) == pytest.approx(PUBLISHED[waits], abs=0.0005)


@given(st.floats(1e-6, 0.999))
def test_halfin_and_whitts_beta_undoes_their_function(waits):
    assert halfin_whitt_waits(halfin_whitt_beta(waits)) == pytest.approx(waits)


@pytest.mark.parametrize("beta", [0, -1])
def test_patient_callers_need_a_positive_beta(beta):
    with pytest.raises(ValueError, match="positive"):
        halfin_whitt_waits(beta)


def test_garnetts_function_is_near_the_exact_queue_of_the_published_case():
    beta = beta_of(50, 48)
    assert garnett_waits(beta, service_time=1, patience=2) == pytest.approx(0.4508, abs=5e-5)
    share = garnett_abandons(50, beta, service_time=1, patience=2)
    assert share == pytest.approx(0.0300, abs=5e-5)


def test_garnetts_function_at_beta_zero_and_equal_rates_is_a_half():
    assert garnett_waits(0, service_time=1, patience=1) == pytest.approx(0.5)
    share = garnett_abandons(100, 0, service_time=1, patience=1)
    assert share == pytest.approx(0.0399, abs=5e-5)


@pytest.mark.parametrize("beta", [-1.0, 0.3, 1.5])
def test_garnetts_function_is_the_limit_of_large_exact_queues(beta):
    arrivals = 4000.0
    agents = square_root_agents(arrivals, beta)
    exact = erlang_a(agents, arrivals=arrivals, service_time=1, patience=2)
    limit = garnett_waits(beta_of(agents, arrivals), service_time=1, patience=2)
    assert exact.waits == pytest.approx(limit, abs=0.004)


def test_halfin_and_whitt_is_garnett_with_endless_patience():
    patient = garnett_waits(0.7, service_time=1, patience=1e8)
    assert patient == pytest.approx(halfin_whitt_waits(0.7), rel=1e-3)


@given(st.floats(-60, 60), st.floats(0.01, 100))
def test_garnetts_function_is_a_share_however_far_out(beta, patience):
    assert 0 <= garnett_waits(beta, service_time=1, patience=patience) <= 1
    assert garnett_abandons(50, beta, service_time=1, patience=patience) >= -1e-9


def test_the_hazards_two_formulas_meet():
    # beta/r passes 30, where the tail of the normal distribution becomes a series.
    near, far = (garnett_abandons(50, beta, service_time=1, patience=1) for beta in (30.0, 30.0001))
    assert far == pytest.approx(near, abs=1e-12)


@pytest.mark.parametrize(
    ("load", "beta", "agents"), [(100, 0, 100), (100, 0.51, 106), (0.1, -9, 1)]
)
def test_the_square_root_rule_rounds_up_to_a_person(load, beta, agents):
    assert square_root_agents(load, beta) == agents


def test_a_staff_amounts_to_its_beta():
    assert beta_of(106, 100) == pytest.approx(0.6)

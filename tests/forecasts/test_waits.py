"""The wait of a caller who joins now."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.core.errors import Refused
from moked.forecasts.waits import (
    HistoryForecast,
    Interval,
    Outcome,
    QueueForecast,
    Service,
    head_of_line,
    last_to_complete_service,
    last_to_enter_service,
    recent_to_complete_service,
)
from tests.forecasts.birth_death import after_joining

# Moments in seconds. Dana joined first and talks long; Yusuf was answered last; a third still talks.
DANA = Service(joined_at=0, answered_at=10, ended_at=400)
YUSUF = Service(joined_at=100, answered_at=160, ended_at=300)
STILL_TALKING = Service(joined_at=110, answered_at=190)


def test_the_queue_length_predictor_is_one_service_of_all_agents_for_each_in_line():
    assert QueueForecast(ahead=20, agents=10, service_time=300).mean == pytest.approx(630)


def test_hang_ups_before_the_caller_shorten_his_wait():
    worn = QueueForecast(ahead=2, agents=10, service_time=1, patience=2)
    assert worn.mean == pytest.approx(1 / 10 + 1 / 10.5 + 1 / 11)


def test_next_in_line_with_one_agent_waits_one_exponential_service():
    forecast = QueueForecast(ahead=0, agents=1, service_time=240)
    assert forecast.probability_within(360) == pytest.approx(1 - math.exp(-1.5))
    assert forecast.interval() == Interval(
        pytest.approx(-240 * math.log(0.9)), pytest.approx(-240 * math.log(0.1))
    )


def test_six_minutes_are_made_with_the_chance_of_a_poisson_count():
    # 13 services of 300 s at ten agents are to end within 360 s, when 12 are expected to.
    forecast = QueueForecast(ahead=12, agents=10, service_time=300)
    missed = sum(math.exp(-12) * 12**k / math.factorial(k) for k in range(13))
    assert forecast.probability_within(360) == pytest.approx(1 - missed)


@pytest.mark.parametrize("patience", [1.0, 4.0])
@pytest.mark.parametrize("limit", [0.1, 0.5, 1.5])
def test_following_the_place_in_line_gives_the_same_chance(patience, limit):
    forecast = QueueForecast(ahead=7, agents=5, service_time=1, patience=patience)
    waiting, _ = after_joining(7, 5, limit, service=1.0, hang_ups=1 / patience)
    # The one who is followed there hangs up as well; here he stays.
    assert 1 - forecast.probability_within(limit) == pytest.approx(
        waiting * math.exp(limit / patience), rel=1e-9
    )


FORECASTS = st.builds(
    QueueForecast,
    ahead=st.integers(0, 60),
    agents=st.integers(1, 50),
    service_time=st.floats(1, 600),
    patience=st.one_of(st.just(math.inf), st.floats(5, 5000)),
)


@given(FORECASTS, st.floats(0.1, 0.95))
def test_an_interval_holds_its_share_and_leaves_as_much_on_either_side(forecast, share):
    interval = forecast.interval(share)
    assert forecast.probability_within(interval.low) == pytest.approx((1 - share) / 2)
    assert forecast.probability_within(interval.high) == pytest.approx((1 + share) / 2)


@given(FORECASTS)
def test_the_mean_is_the_area_over_the_distribution(forecast):
    step = forecast.mean / 100
    over = (1 - forecast.probability_within((i + 0.5) * step) for i in range(2000))
    area = 0.0
    for share in over:
        area += share * step
        if share < 1e-9:
            break
    assert area == pytest.approx(forecast.mean, rel=1e-3)


@given(FORECASTS, st.floats(0, 2000))
def test_one_more_in_line_never_helps(forecast, limit):
    longer = QueueForecast(
        forecast.ahead + 1, forecast.agents, forecast.service_time, forecast.patience
    )
    assert longer.mean > forecast.mean
    assert longer.probability_within(limit) <= forecast.probability_within(limit) + 1e-12


def test_a_thousand_agents_and_three_thousand_in_line_do_not_overflow():
    forecast = QueueForecast(ahead=3000, agents=1000, service_time=300)
    assert forecast.mean == pytest.approx(900.3)
    interval = forecast.interval()
    # The normal approximation of so many small steps.
    spread = 1.2816 * math.sqrt(3001) * 0.3
    assert interval.low == pytest.approx(900.3 - spread, abs=0.2)
    assert interval.high == pytest.approx(900.3 + spread, abs=0.2)


def test_nobody_who_must_wait_is_answered_at_once():
    assert QueueForecast(ahead=0, agents=3, service_time=1).probability_within(0) == 0


def test_a_queue_without_agents_has_no_wait_to_announce():
    with pytest.raises(Refused, match="when it opens"):
        QueueForecast(ahead=4, agents=0, service_time=60)


@pytest.mark.parametrize(
    "change", [{"ahead": -1}, {"service_time": 0}, {"service_time": math.nan}, {"patience": -5}]
)
def test_figures_out_of_range_are_a_bug(change):
    with pytest.raises(ValueError, match="positive"):
        QueueForecast(**({"ahead": 1, "agents": 1, "service_time": 1.0} | change))


def test_a_negative_limit_is_a_bug():
    with pytest.raises(ValueError, match="not negative"):
        QueueForecast(ahead=1, agents=1, service_time=1).probability_within(-1)


def test_les_is_the_wait_of_who_was_answered_last():
    assert last_to_enter_service([DANA, STILL_TALKING, YUSUF]) == 80


def test_hol_is_the_longest_wait_so_far():
    assert head_of_line([210, 180, 230], now=250) == 70


def test_hol_is_zero_when_nobody_waits():
    assert head_of_line([], now=250) == 0


def test_rcs_is_the_wait_of_the_latest_to_join_among_those_who_are_done():
    assert recent_to_complete_service([DANA, YUSUF, STILL_TALKING], now=500) == 60


def test_lcs_is_the_wait_of_who_was_done_last_though_it_tells_of_long_ago():
    assert last_to_complete_service([DANA, YUSUF, STILL_TALKING], now=500) == 10


def test_an_end_still_to_come_is_not_known():
    assert last_to_complete_service([DANA, YUSUF, STILL_TALKING], now=350) == 60


@pytest.mark.parametrize("predictor", [recent_to_complete_service, last_to_complete_service])
def test_before_any_end_there_is_no_history_of_ends(predictor):
    with pytest.raises(ValueError, match="empty"):
        predictor([DANA, STILL_TALKING], now=350)


NINE = [Outcome(predicted=100, waited=wait) for wait in (70, 90, 10, 30, 80, 50, 20, 60, 40)]


def test_nine_past_waits_make_an_interval_of_four_in_five():
    assert HistoryForecast(100, NINE).interval() == Interval(10, 90)


def test_eight_past_waits_are_too_few_and_both_ends_stay_open():
    assert HistoryForecast(100, NINE[:8]).interval() == Interval(0, math.inf)


def test_a_wider_history_can_afford_a_narrower_interval():
    assert HistoryForecast(100, NINE).interval(share=0.6) == Interval(20, 80)


def test_only_the_most_similar_points_count():
    far = [Outcome(predicted=900, waited=1000)] * 30
    assert HistoryForecast(110, far + NINE, nearest=9).interval() == Interval(10, 90)


def test_the_chance_within_a_limit_is_the_share_of_past_waits_with_half_a_doubt():
    assert HistoryForecast(100, NINE).probability_within(60) == pytest.approx(6.5 / 10)


def test_no_history_is_a_coin():
    assert HistoryForecast(100, []).probability_within(60) == 0.5


@pytest.mark.parametrize("share", [0, 1])
def test_an_interval_of_nothing_or_everything_is_a_bug(share):
    with pytest.raises(ValueError, match="strictly"):
        HistoryForecast(100, NINE).interval(share)


def test_the_empirical_interval_holds_its_share_of_waits_to_come():
    dice = Random(7)

    def outcome():
        predicted = dice.uniform(0, 300)
        return Outcome(predicted, dice.gammavariate(4, predicted / 4 + 1))

    past = [outcome() for _ in range(600)]
    coming = [outcome() for _ in range(600)]
    held = 0
    for one in coming:
        interval = HistoryForecast(one.predicted, past).interval()
        held += interval.low <= one.waited <= interval.high
    assert held / len(coming) == pytest.approx(0.8, abs=0.05)

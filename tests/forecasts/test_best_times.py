"""When to call: chances per queue and half-hour, drawn together where calls are few."""

import csv
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from moked.forecasts.arrivals import Slot
from moked.forecasts.best_times import Call, Chance, answered_within, best_times
from moked.forecasts.calibration import Scored, brier_score, calibration_error

NINE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)  # a Sunday
FRIDAY_NOON = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
LIMIT = 360


def call(waited, at=NINE, queue="faults", answered=True):
    return Call(queue, at, waited, answered)


def hung_up(waited, **where):
    return call(waited, answered=False, **where)


ESTIMATES = {
    "everybody was answered in time": ([call(10), call(360)], 1.0, 2),
    "half were answered in time": ([call(10), call(361)], 0.5, 2),
    "a hang-up after the limit had waited too long": ([call(10), hung_up(400)], 0.5, 2),
    "an early hang-up before any answer tells nothing": ([hung_up(5), call(10), call(400)], 0.5, 2),
    # One of four was answered at 10 s, and one of the two left at 60 s.
    "an early hang-up shares the fate of those who stayed": (
        [call(10), hung_up(20), call(60), call(400)],
        1 - 3 / 4 * 1 / 2,
        3,
    ),
    "only early hang-ups tell nothing": ([hung_up(5), hung_up(9)], 0.0, 0),
    "an answer and a hang-up at one moment: the answer came first": (
        [call(10), hung_up(10), call(400)],
        1 / 3,
        2,
    ),
    "no call tells nothing": ([], 0.0, 0),
}


@pytest.mark.parametrize("claim", ESTIMATES)
def test_the_chance_of_one_who_stays(claim):
    calls, within, told = ESTIMATES[claim]
    assert answered_within(calls, LIMIT) == (pytest.approx(within), told)


def test_early_hang_ups_do_not_flatter_the_wait():
    # Waits of mean 300 s against a patience of mean 200 s, neither knowing of the other.
    dice = Random(4)
    calls = []
    for _ in range(20_000):
        wait, patience = dice.expovariate(1 / 300), dice.expovariate(1 / 200)
        calls.append(call(min(wait, patience), answered=wait < patience))
    within, _ = answered_within(calls, LIMIT)
    assert within == pytest.approx(0.699, abs=0.015)
    answered = [one for one in calls if one.answered]
    assert sum(one.waited <= LIMIT for one in answered) / len(answered) > 0.9


def test_a_slot_with_few_calls_is_drawn_towards_its_queue():
    calls = [call(10)] * 200 + [call(900, at=FRIDAY_NOON)] * 2
    times = best_times(calls, LIMIT)
    assert times.chance("faults", FRIDAY_NOON) == Chance(pytest.approx(0.9, abs=0.01), 2)
    assert times.chance("faults", NINE).within == pytest.approx(0.999, abs=0.001)


def test_a_slot_with_many_calls_speaks_for_itself():
    calls = [call(10)] * 200 + [call(900, at=FRIDAY_NOON)] * 200
    assert best_times(calls, LIMIT).chance("faults", FRIDAY_NOON).within < 0.05


def test_at_the_strengths_number_of_calls_a_slot_counts_for_half():
    calls = [call(900, at=FRIDAY_NOON)] * 20 + [call(10)] * 100_000
    assert best_times(calls, LIMIT).chance("faults", FRIDAY_NOON).within == pytest.approx(
        0.5, abs=0.01
    )


def test_a_slot_without_calls_has_the_chance_of_its_queue_and_says_so():
    times = best_times([call(10)] * 30 + [call(900)] * 30, LIMIT)
    assert times.chance("faults", FRIDAY_NOON) == Chance(pytest.approx(0.5), 0)


def test_a_queue_with_few_calls_is_drawn_towards_all_queues():
    times = best_times([call(10)] * 500 + [call(900, queue="bills")], LIMIT)
    assert 0.9 < times.by_queue["bills"].within < 1


def test_the_best_slots_come_first():
    calls = [call(10)] * 50 + [call(900, at=FRIDAY_NOON)] * 50 + [call(10, queue="bills")]
    best = best_times(calls, LIMIT).best("faults")
    assert [slot for slot, _ in best] == [Slot(6, 18), Slot(4, 24)]
    assert best_times(calls, LIMIT).best("faults", top=1) == best[:1]


def test_without_calls_there_is_nothing_to_learn():
    with pytest.raises(ValueError, match="no call"):
        best_times([], LIMIT)


def bank_calls(shared_data):
    path = shared_data / "anonymous-bank" / "calls-1999-02-01-to-14.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["outcome"] != "PHANTOM":
                hours, minutes, seconds = map(int, row["vru_exit"].split(":"))
                day = datetime.strptime(row["date"], "%y%m%d").replace(tzinfo=UTC)
                joined = day + timedelta(hours=hours, minutes=minutes, seconds=seconds)
                yield Call(row["type"], joined, float(row["q_time"]), row["outcome"] == "AGENT")


def test_a_week_at_a_bank_foretells_the_next_better_than_its_mean_and_than_raw_counts(shared_data):
    limit = 60
    calls = list(bank_calls(shared_data))
    learnt = [one for one in calls if one.joined_at.day <= 7]
    coming = [
        one for one in calls if one.joined_at.day > 7 and (one.answered or one.waited > limit)
    ]

    def scored(strength):
        times = best_times(learnt, limit, strength)
        return [
            Scored(times.chance(c.queue, c.joined_at).within, c.waited <= limit) for c in coming
        ]

    shrunk, raw, flat = (scored(strength) for strength in (20.0, 0.01, 1e12))
    assert brier_score(shrunk) < brier_score(flat) < brier_score(raw)
    assert calibration_error(shrunk) < 0.05 < calibration_error(raw)

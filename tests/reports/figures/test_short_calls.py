"""An agent stands out only where chance does not explain his short calls."""

from collections.abc import Iterator

import pytest

from moked.core.events import Event
from moked.reports.figures.short_calls import ShortCalls
from tests.quality.words import agent_connected, contact_started, contact_transferred
from tests.reports.figures.logs import measured, talk


def calls(agent: str, long: int, short: int) -> Iterator[Event]:
    for n in range(long + short):
        until = "Sun 09:00:05" if n < short else "Sun 09:03"
        yield from talk(f"{agent}-{n}", "Sun 09:00", until, agent)


def short_calls(*groups: Iterator[Event]) -> ShortCalls | None:
    return measured(*(event for group in groups for event in group)).short_calls


def test_the_one_who_hangs_up_is_the_outlier() -> None:
    found = short_calls(calls("noa", 195, 5), calls("mallory", 150, 50), calls("amir", 190, 10))
    assert found is not None
    assert [agent.agent for agent in found.outliers] == ["mallory"]
    assert found.pooled == pytest.approx(65 / 600)
    assert found.agents[0].share == 0.25


def test_few_calls_make_no_agent() -> None:
    assert short_calls(calls("noa", 50, 49)) is None


def test_where_no_call_was_short_nobody_stands_out() -> None:
    found = short_calls(calls("noa", 100, 0))
    assert found is not None
    assert (found.agents[0].z, found.outliers) == (0.0, [])


def test_the_limits_narrow_with_calls_and_stay_shares() -> None:
    found = short_calls(calls("noa", 160, 40))
    assert found is not None
    assert found.bound(100) > found.bound(1_000) > found.pooled > found.bound(1_000, -1)
    assert (found.bound(1), found.bound(1, -1)) == (1.0, 0.0)


def test_a_transfer_ends_one_agents_talk_and_begins_the_next() -> None:
    passed_on = [
        event
        for n in range(100)
        for event in (
            contact_started("Sun 09:00", contact=f"c{n}"),
            agent_connected("Sun 09:01", contact=f"c{n}", agent="noa"),
            contact_transferred("Sun 09:01:04", contact=f"c{n}"),
            agent_connected("Sun 09:02", contact=f"c{n}", agent="amir"),
        )
    ]
    found = measured(*passed_on).short_calls
    assert found is not None
    assert [(agent.agent, agent.short) for agent in found.agents] == [("noa", 100)]

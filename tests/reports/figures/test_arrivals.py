"""Arrivals are counted by the clock of the place."""

from tests.quality.words import agent_connected, contact_started, message_received
from tests.reports.figures.logs import measured


def test_hours_are_local_and_the_best_has_the_shortest_wait_among_equals() -> None:
    figures = measured(
        contact_started("Sun 09:05", contact="c1"),
        agent_connected("Sun 09:07", contact="c1"),
        contact_started("Sun 09:55", contact="c2"),
        agent_connected("Sun 09:56", contact="c2"),
        contact_started("Mon 20:00", contact="c3"),
        agent_connected("Mon 20:00:10", contact="c3"),
    ).arrivals
    assert figures is not None
    assert [(hour.weekday, hour.hour, hour.contacts) for hour in figures.hours] == [
        (0, 20, 1),
        (6, 9, 2),
    ]
    assert [hour.mean_wait for hour in figures.hours] == [10, 90]
    assert [hour.hour for hour in figures.best] == [20, 9]


def test_what_comes_in_writing_has_an_hour_and_no_wait() -> None:
    figures = measured(message_received("Sun 09:00")).arrivals
    assert figures is not None
    (hour,) = figures.hours
    assert (hour.contacts, hour.mean_wait, hour.chance) == (1, None, None)
    assert figures.best == []


def test_what_we_began_does_not_come_in() -> None:
    assert measured(contact_started("Sun 09:00", direction="out")).arrivals is None

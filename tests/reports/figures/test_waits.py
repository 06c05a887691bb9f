"""Waits run from the start of a contact until a person comes, or the customer goes."""

from pathlib import Path

import pytest

from moked.core.events import in_order
from moked.importers import open_log
from moked.reports.figures import Figures, measure
from moked.reports.figures.waits import Waits
from tests.quality.words import (
    agent_connected,
    contact_ended,
    contact_started,
    contact_transferred,
    queue_joined,
    queue_left,
)
from tests.reports.figures.logs import ISRAEL, measured


def waits(*events: object, until: str | None = None) -> Waits:
    found = measured(*events, until=until).waits  # type: ignore[arg-type]
    assert found is not None
    return found


def test_the_menu_belongs_to_the_wait() -> None:
    figures = waits(
        contact_started("Sun 09:00"),
        queue_joined("Sun 09:02"),
        queue_left("Sun 09:05"),
        agent_connected("Sun 09:05"),
    )
    assert figures.wait.mean == 300
    assert figures.all_queues is not None
    assert figures.all_queues.wait.mean == 180


def test_a_front_desk_does_not_end_the_wait() -> None:
    figures = waits(
        contact_started("Sun 09:00"),
        agent_connected("Sun 09:01", role="front_desk"),
        agent_connected("Sun 09:08"),
    )
    assert (figures.wait.mean, figures.over_limit, figures.with_person) == (480, 1, 1)


def test_who_leaves_within_the_limit_does_not_count_and_who_leaves_after_it_is_late() -> None:
    figures = waits(
        *(contact_started("Sun 09:00", contact=c) for c in ("c1", "c2", "c3", "c4")),
        agent_connected("Sun 09:06", contact="c1"),
        agent_connected("Sun 09:06:01", contact="c2"),
        contact_ended("Sun 09:05", contact="c3"),
        contact_ended("Sun 09:07", contact="c4"),
    )
    assert (figures.within_limit, figures.over_limit) == (1, 2)
    assert figures.share_within == pytest.approx(1 / 3)
    assert (figures.with_person, figures.left, figures.cut_off) == (2, 2, 0)


def test_nobody_counts_as_in_time_where_nobody_counts() -> None:
    figures = waits(contact_started("Sun 09:00"), contact_ended("Sun 09:01"))
    assert figures.share_within is None


def test_a_line_that_goes_is_not_the_customers_leaving() -> None:
    figures = waits(contact_started("Sun 09:00"), contact_ended("Sun 09:01", by="network"))
    assert (figures.left, figures.cut_off) == (0, 1)


def test_who_still_waits_has_waited_until_now() -> None:
    assert waits(contact_started("Sun 09:00"), until="Sun 09:10").over_limit == 1


def test_a_message_that_the_customer_chose_ends_the_wait() -> None:
    figures = waits(
        contact_started("Sun 09:00"),
        queue_joined("Sun 09:00"),
        queue_left("Sun 09:03", why="message", chosen=True),
        contact_ended("Sun 09:04"),
    )
    assert figures.wait.mean == 180


def test_a_contact_of_ours_waits_for_nobody_unless_it_is_queued() -> None:
    assert measured(contact_started("Sun 09:00", direction="out")).waits is None
    figures = waits(
        contact_started("Sun 09:00", direction="out"),
        queue_joined("Sun 09:00"),
        queue_left("Sun 09:02"),
    )
    assert figures.contacts == 1


def test_writing_is_no_waiting_on_the_line() -> None:
    assert measured(contact_started("Sun 09:00", channel="email")).waits is None


def test_each_queue_has_its_own_figures_and_the_largest_stands_first() -> None:
    figures = waits(
        *(contact_started("Sun 09:00", contact=c) for c in ("c1", "c2", "c3")),
        queue_joined("Sun 09:00", contact="c1", queue="sales"),
        queue_left("Sun 09:01", contact="c1", why="abandoned"),
        queue_joined("Sun 09:00", contact="c2", queue="faults"),
        queue_left("Sun 09:02", contact="c2"),
        queue_joined("Sun 09:00", contact="c3", queue="faults"),
        queue_left("Sun 09:04", contact="c3", why="abandoned"),
    )
    assert [(q.queue, q.joined, q.abandoned_share) for q in figures.queues] == [
        ("faults", 2, 0.5),
        ("sales", 1, 1.0),
    ]


def test_bands_hold_every_wait_once_and_the_limit_is_an_edge() -> None:
    figures = waits(
        *(contact_started("Sun 09:00", contact=c) for c in ("c1", "c2", "c3")),
        agent_connected("Sun 09:06", contact="c1"),
        agent_connected("Sun 09:06:01", contact="c2"),
        contact_ended("Sun 10:00", contact="c3"),
    )
    assert figures.answered_bands[11:13] == [1, 1]
    assert figures.left_bands[-1] == 1
    assert sum(figures.answered_bands) + sum(figures.left_bands) == figures.contacts


def test_events_of_a_contact_that_never_started_are_passed_over() -> None:
    orphans = [
        queue_joined("Sun 09:00"),
        queue_left("Sun 09:01"),
        agent_connected("Sun 09:01"),
        contact_transferred("Sun 09:01"),
        contact_ended("Sun 09:02"),
    ]
    assert measured(*orphans).contacts == 0


def test_leaving_a_queue_twice_is_leaving_it_once() -> None:
    figures = waits(
        contact_started("Sun 09:00"),
        queue_joined("Sun 09:00"),
        queue_left("Sun 09:01"),
        queue_left("Sun 09:05", why="abandoned"),
    )
    assert figures.all_queues is not None
    assert (figures.all_queues.joined, figures.all_queues.abandoned) == (1, 0)


@pytest.fixture(scope="module")
def bank(shared_data: Path) -> Figures:
    log = open_log(shared_data / "anonymous-bank" / "calls-1999-02-01-to-14.tsv")
    return measure(sorted(log, key=in_order), [], ISRAEL)


def test_the_banks_calls_end_as_its_own_table_says(bank: Figures) -> None:
    assert bank.outcomes == {"AGENT": 14_405, "HANG": 2_908, "PHANTOM": 143}


def test_the_banks_queues_are_those_that_were_counted(bank: Figures) -> None:
    assert bank.waits is not None
    assert bank.waits.all_queues is not None
    assert bank.waits.all_queues.joined == 9_014
    assert round(bank.waits.all_queues.abandoned_share, 3) == 0.209
    assert round(bank.waits.all_queues.wait.mean, 1) == 68.4
    assert bank.waits.over_limit == 80


def test_five_agents_of_the_bank_stand_outside_and_no_sixth(bank: Figures) -> None:
    short = bank.short_calls
    assert short is not None
    assert round(short.pooled, 4) == 0.0544
    assert len(short.agents) == 22
    assert [(a.agent, a.short, a.calls) for a in short.outliers] == [
        ("ANAT", 130, 807),
        ("MIKI", 93, 607),
        ("MORIAH", 65, 393),
        ("TOVA", 106, 1_160),
        ("MICHAL", 98, 1_121),
    ]
    assert [round(a.z, 1) for a in short.agents[:6]] == [13.4, 10.7, 9.7, 5.6, 4.9, 2.2]

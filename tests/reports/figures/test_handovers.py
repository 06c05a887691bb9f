"""A handover is from one team to another, and a way back is from B straight to A."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from moked.core.events import Event, in_order
from moked.importers import open_log
from moked.reports.figures import measure
from moked.reports.figures.handovers import Handovers, returns
from tests.quality.words import (
    case_assigned,
    case_closed,
    case_opened,
    case_reopened,
    case_resolved,
    case_waiting,
)
from tests.reports.figures.logs import ISRAEL, measured


def handovers(*events: Event) -> Handovers:
    found = measured(*events).handovers
    assert found is not None
    return found


def way(*teams: str, **more: object) -> list[Event]:
    return [
        case_assigned(f"Sun 09:{minute:02}", team=team, **more) for minute, team in enumerate(teams)
    ]


def test_the_same_team_again_is_no_handover() -> None:
    figures = handovers(*way("A", "A", "B", "B"))
    assert (figures.team_handovers, figures.returned) == (1, 0)
    assert figures.by_number[:3] == [0, 1, 0]


def test_back_to_the_first_team_is_a_return() -> None:
    assert handovers(*way("A", "B", "B", "A")).returned == 1


@pytest.mark.parametrize("teams", ["", "A", "AB", "ABC", "ABCA"])
def test_no_return_without_straight_back(teams: str) -> None:
    assert not returns(teams)


def test_three_handovers_are_many_and_ten_share_the_last_bar() -> None:
    figures = handovers(*way(*"ABCD"), *(case_assigned("Mon 09:00", case="k2", team="X"),))
    assert (figures.many, figures.many_from) == (1, 3)
    busy = handovers(*way(*"ABCDEFGHIJKLM"))
    assert busy.by_number[-1] == 1
    assert busy.team_handovers == 12


def test_lines_are_counted_where_the_log_names_them() -> None:
    lines = [
        replace(case_assigned(f"Sun 09:{n:02}", team=f"T{n}"), unknown={"line": line})
        for n, line in enumerate(["C", "C", "A2", "C"])
    ]
    assert handovers(*lines).line_handovers == 2
    assert handovers(*way("A", "B")).line_handovers == 0


def test_waiting_for_the_customer_counts_a_case_once_and_for_others_not_at_all() -> None:
    figures = handovers(
        case_waiting("Sun 09:00", on="customer"),
        case_waiting("Sun 10:00", on="customer"),
        case_waiting("Sun 10:00", case="k2", on="third_party"),
    )
    assert (figures.cases, figures.waited_for_customer) == (2, 1)


def test_a_case_that_comes_back_was_worked_on_again() -> None:
    figures = handovers(
        case_opened("Sun 09:00"),
        case_resolved("Sun 10:00"),
        case_reopened("Sun 11:00"),
        case_closed("Sun 12:00"),
        case_opened("Sun 09:00", case="k2"),
        case_closed("Sun 12:00", case="k2"),
    )
    assert (figures.worked_again, figures.assigned) == (1, 0)


def test_volvos_incidents_come_out_as_the_challenge_counted_them(shared_data: Path) -> None:
    log = open_log(shared_data / "volvo-incidents" / "incidents.csv.gz")
    figures = measure(sorted(log, key=in_order), [], ISRAEL)
    found = figures.handovers
    assert found is not None
    assert (found.cases, found.returned, found.many) == (7_554, 1_177, 1_083)
    assert (found.team_handovers, found.line_handovers) == (9_454, 4_350)
    assert (found.waited_for_customer, found.worked_again) == (2_495, 514)
    assert figures.customers == 0

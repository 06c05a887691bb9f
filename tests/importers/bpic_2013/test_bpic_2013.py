"""Volvo IT's incidents: what a step says, and the published figures of the whole log."""

from collections import defaultdict
from pathlib import Path

import pytest

from moked.core.errors import Refused
from moked.core.events import (
    CaseAssigned,
    CaseReopened,
    CaseWaiting,
    Event,
    MessageReceived,
    MessageSent,
    RecordWritten,
    WaitAnnounced,
    WaitingOn,
    in_order,
)
from moked.importers import open_log
from tests.importers.reading import reading
from tests.importers.samples import BPIC, BPIC_XES

HEADER, *STEPS = BPIC.splitlines()


def steps(*steps: tuple[str, str, str]) -> list[str]:
    """The events, in the order a story has them, of steps given as (clock, status, sub-status)."""
    rows = [
        f"1-7,2011-05-01T{clock}+01:00,{status},{sub},,,,Org line B,V1,V1,L1,Low,P,se,S,Noa,se-Noa"
        for clock, status, sub in steps
    ]
    events = reading("\n".join((HEADER, *rows)), "bpic-2013").events
    return [event.TYPE for event in sorted(events, key=in_order)]


def test_a_case_opens_is_assigned_waits_and_is_resolved() -> None:
    assert [(type, time) for type, time, _ in reading(BPIC, "bpic-2013").facts()] == [
        ("case.opened", "2011-05-01T08:00:00Z"),
        ("case.assigned", "2011-05-01T08:00:00Z"),
        ("case.assigned", "2011-05-01T08:30:00Z"),
        ("case.waiting", "2011-05-01T08:30:00Z"),
        ("case.assigned", "2011-05-02T08:00:00Z"),
        ("case.resolved", "2011-05-02T08:00:00Z"),
    ]


def test_it_cannot_carry_what_anybody_wrote_or_said(tmp_path: Path) -> None:
    log = tmp_path / "incidents.csv"
    log.write_text(BPIC)
    never = {MessageReceived, MessageSent, RecordWritten, WaitAnnounced}
    with open_log(log) as read:
        assert read.never == never


def test_both_editions_are_one_log() -> None:
    assert reading(BPIC_XES, "bpic-2013").events == reading(BPIC, "bpic-2013").events


def test_a_step_keeps_its_team_level_owner_and_line() -> None:
    last = [e for e in reading(BPIC, "bpic-2013").events if isinstance(e, CaseAssigned)][-1]
    assert (last.team, last.level, last.agent) == ("V2 2nd", 2, "se-Lev")
    assert last.unknown == {
        "line": "Org line C",
        "status": "Completed/Resolved",
        "impact": "Medium",
    }


@pytest.mark.parametrize(
    ("sub", "on"),
    [
        ("Wait - User", "customer"),
        ("Wait - Customer", "third_party"),
        ("Wait - Vendor", "third_party"),
        ("Wait - Implementation", "us"),
        ("Wait", "us"),
    ],
)
def test_only_the_user_is_the_customer_one_waits_for(sub: str, on: str) -> None:
    waiting = reading(BPIC.replace("Wait - User", sub), "bpic-2013").events[3]
    assert isinstance(waiting, CaseWaiting)
    assert waiting.on == on


def test_work_after_a_completion_reopens_the_case_and_a_second_completion_does_not() -> None:
    assert steps(
        ("09:00:00", "Completed", "Resolved"),
        ("10:00:00", "Completed", "Closed"),
        ("11:00:00", "Queued", "Awaiting Assignment"),
        ("12:00:00", "Completed", "Cancelled"),
    ) == [
        "case.opened", "case.assigned", "case.resolved", "case.assigned", "case.closed",
        "case.reopened", "case.assigned", "case.assigned", "case.closed",
    ]  # fmt: skip


def test_steps_of_one_second_keep_the_order_of_the_file() -> None:
    assert steps(
        ("09:00:00", "Completed", "In Call"),
        ("09:00:00", "Accepted", "In Progress"),
        ("09:00:00", "Completed", "Resolved"),
    ) == [
        "case.opened", "case.assigned", "case.resolved",
        "case.reopened", "case.assigned", "case.assigned", "case.resolved",
    ]  # fmt: skip


def test_a_step_without_an_owner_belongs_to_nobody_elses() -> None:
    assigned = reading(BPIC.replace("Noa", ""), "bpic-2013").events[1]
    assert isinstance(assigned, CaseAssigned)
    assert assigned.agent == "unnamed of 1-7"


@pytest.mark.parametrize(
    ("written", "instead", "reason"),
    [
        ("2011-05-01T09:30:00+01:00", "2011-05-01T09:30:00", "time without offset"),
        ("1-7,2011-05-01T09:30", ",2011-05-01T09:30", "no case"),
        ("Wait - User,x,x,A2_1,Org line B,V1", "Wait - User,x,x,A2_1,Org line B,", "no team"),
    ],
)
def test_a_step_that_lacks_what_it_needs_is_refused(
    written: str, instead: str, reason: str
) -> None:
    read = reading(BPIC.replace(written, instead), "bpic-2013")
    ((line, why),) = read.refusals
    assert line == 3
    assert reason in why
    assert len(read.events) == 4


def test_a_row_of_too_many_cells_is_refused() -> None:
    read = reading(BPIC + STEPS[0] + ",more\n", "bpic-2013")
    assert [line for line, _ in read.refusals] == [5]


def test_a_table_without_its_columns_says_which_one_is_missing() -> None:
    with pytest.raises(Refused, match="no column 'Product'"):
        reading(BPIC.replace("Product", "Thing"), "bpic-2013")


@pytest.fixture(scope="module")
def incidents(shared_data: Path) -> list[Event]:
    log = open_log(shared_data / "volvo-incidents" / "incidents.csv.gz")
    return sorted(log, key=in_order)


def sequences(events: list[Event], what: str) -> list[list[str]]:
    """Each case's teams or lines in order, equal neighbours collapsed."""
    by_case: dict[str, list[str]] = defaultdict(list)
    for event in events:
        if isinstance(event, CaseAssigned):
            held_by = event.team if what == "team" else (event.unknown or {})[what]
            if by_case[event.case][-1:] != [held_by]:
                by_case[event.case].append(held_by)
    return list(by_case.values())


def test_the_real_handovers(incidents: list[Event]) -> None:
    teams, lines = sequences(incidents, "team"), sequences(incidents, "line")
    assert sum(isinstance(event, CaseAssigned) for event in incidents) == 65_533
    assert len(teams) == 7_554
    assert sum(len(case) - 1 for case in teams) == 9_454
    assert sum(len(case) - 1 for case in lines) == 4_350
    assert sum(len(case) > 3 for case in teams) == 1_083
    bounced = [case for case in teams if any(a == c for a, c in zip(case, case[2:], strict=False))]
    assert len(bounced) == 1_177


def test_the_real_levels(incidents: list[Event]) -> None:
    highest: dict[str, int] = defaultdict(int)
    for event in incidents:
        if isinstance(event, CaseAssigned) and isinstance(event.level, int):
            highest[event.case] = max(highest[event.case], event.level)
    reached = list(highest.values())
    assert [reached.count(level) for level in (1, 2, 3)] == [4_546, 2_468, 540]


def test_the_real_waits_for_the_user_and_reopenings(incidents: list[Event]) -> None:
    waited = {
        event.case
        for event in incidents
        if isinstance(event, CaseWaiting) and event.on is WaitingOn.CUSTOMER
    }
    reopened = {event.case for event in incidents if isinstance(event, CaseReopened)}
    assert (len(waited), len(reopened)) == (2_495, 514)

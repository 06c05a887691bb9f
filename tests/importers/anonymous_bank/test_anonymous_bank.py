"""The bank's calls: what each kind of row says, and the published figures of the real fortnight."""

from collections import defaultdict
from pathlib import Path
from statistics import mean

import pytest

from moked.core.errors import Refused
from moked.core.events import (
    AgentConnected,
    ContactEnded,
    ContactStarted,
    Event,
    QueueJoined,
    QueueLeft,
    WhyLeft,
)
from moked.importers import open_log
from tests.importers.reading import Reading, reading
from tests.importers.samples import BANK

HEADER, SERVED, HUNG_UP = BANK.splitlines()


def row(**cells: str) -> Reading:
    """One call that was served at once by Noa, except for these cells."""
    columns = HEADER.split("\t")
    served = dict(zip(columns, SERVED.split("\t"), strict=True)) | cells
    return reading(f"{HEADER}\n" + "\t".join(served.values()) + "\n", "anonymous-bank")


def moments(read: Reading) -> dict[str, str]:
    return {type: time for type, time, _ in read.facts()}


def test_a_served_call_starts_is_connected_and_ends_in_local_time() -> None:
    contact = "990301-BB0101-701"
    assert row().facts() == [
        (
            "contact.started",
            "1999-03-01T07:00:00Z",
            {
                "contact": contact,
                "channel": "phone",
                "direction": "in",
                "entry": "PS",
                "priority": "0",
            },
        ),
        # After the ten seconds of the menu, though the switchboard's clock says nine.
        (
            "agent.connected",
            "1999-03-01T07:00:10Z",
            {"contact": contact, "agent": "NOA", "role": "professional"},
        ),
        (
            "contact.ended",
            "1999-03-01T07:01:10Z",
            {"contact": contact, "by": "customer", "outcome": "AGENT"},
        ),
    ]


def test_a_caller_who_hung_up_left_the_queue_and_the_call_at_once() -> None:
    read = reading(f"{HEADER}\n{HUNG_UP}\n", "anonymous-bank")
    assert read.types() == ["contact.started", "queue.joined", "queue.left", "contact.ended"]
    started, joined, left, ended = read.events
    assert isinstance(started, ContactStarted)
    assert isinstance(joined, QueueJoined)
    assert isinstance(left, QueueLeft)
    assert started.customer == "555"
    assert joined.queue == "NE"
    assert left.why is WhyLeft.ABANDONED
    assert (left.at - joined.at).total_seconds() == 50
    assert ended.at == left.at


def test_a_call_that_a_nameless_agent_took_was_answered_by_nobody_elses_agent() -> None:
    calls = [row(server="NO_SERVER", call_id=call).events[1] for call in ("1", "2")]
    agents = [call.agent for call in calls if isinstance(call, AgentConnected)]
    assert len(set(agents)) == 2
    assert "NO_SERVER" not in agents


def test_a_call_over_midnight_ends_on_the_next_day() -> None:
    night = moments(
        row(vru_entry="23:59:00", vru_exit="23:59:10", ser_start="23:59:59", ser_time="90")
    )
    assert night["contact.ended"] == "1999-03-01T22:01:29Z"
    waited = moments(
        row(
            vru_entry="23:59:00",
            vru_exit="23:59:10",
            q_start="23:59:10",
            q_exit="0:00:40",
            q_time="90",
            ser_start="0:00:41",
        )
    )
    assert waited["agent.connected"] == "1999-03-01T22:00:41Z"


def test_a_menu_that_was_left_before_it_was_entered_starts_with_the_queue() -> None:
    read = moments(
        row(
            vru_entry="9:01:00",
            vru_exit="9:00:00",
            q_start="9:00:00",
            q_exit="9:02:00",
            q_time="120",
        )
    )
    assert read["contact.started"] == read["queue.joined"] == "1999-03-01T07:00:00Z"


def test_an_answered_call_without_a_service_clock_was_answered_after_its_wait() -> None:
    assert moments(row(ser_start="0:00:00"))["agent.connected"] == "1999-03-01T07:00:10Z"


REFUSED_ROWS = {
    "an outcome that nobody knows": {"outcome": "LOST"},
    "a clock that shows words": {"vru_entry": "nine"},
    "a clock without seconds": {"vru_entry": "9:00"},
    "a day that is none": {"date": "990231"},
    "a service of negative length": {"ser_time": "-5"},
    "a service longer than the calendar": {"ser_time": "9" * 15},
}


@pytest.mark.parametrize("cells", REFUSED_ROWS.values(), ids=REFUSED_ROWS)
def test_refuses_the_row(cells: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"not one usable line.* line 2: no such call"):
        row(**cells)


def test_a_row_with_too_few_cells_is_refused_and_the_next_is_read() -> None:
    read = reading(f"{HEADER}\nBB0101\t700\n{SERVED}\n", "anonymous-bank")
    assert [line for line, _ in read.refusals] == [2]
    assert len(read.events) == 3


def test_a_table_without_its_columns_says_which_one_is_missing() -> None:
    with pytest.raises(Refused, match="no column 'server', which anonymous-bank needs"):
        reading(BANK.replace("server", "agent"), "anonymous-bank")


@pytest.fixture(scope="module")
def fortnight(shared_data: Path) -> list[dict[type[Event], Event]]:
    """The calls of 1-14 February 1999, each with its events by type."""
    calls: dict[str, dict[type[Event], Event]] = defaultdict(dict)
    for event in open_log(shared_data / "anonymous-bank" / "calls-1999-02-01-to-14.tsv"):
        calls[event.contact][type(event)] = event  # type: ignore[attr-defined]
    return list(calls.values())


def test_the_outcomes_of_the_real_calls(fortnight: list[dict[type[Event], Event]]) -> None:
    outcomes = [(call[ContactEnded].unknown or {})["outcome"] for call in fortnight]
    counts = {outcome: outcomes.count(outcome) for outcome in set(outcomes)}
    assert counts == {"AGENT": 14_405, "HANG": 2_908, "PHANTOM": 143}


def test_the_queue_of_the_real_calls(fortnight: list[dict[type[Event], Event]]) -> None:
    queued = [(call[QueueJoined], call[QueueLeft]) for call in fortnight if QueueJoined in call]
    gave_up = [left for _, left in queued if getattr(left, "why", None) is WhyLeft.ABANDONED]
    assert len(queued) == 9_014
    assert round(len(gave_up) / len(queued), 3) == 0.209
    assert round(mean((left.at - joined.at).total_seconds() for joined, left in queued), 1) == 68.4


def test_how_many_real_callers_waited_over_six_minutes(
    fortnight: list[dict[type[Event], Event]],
) -> None:
    waits = [
        (call.get(AgentConnected) or call[ContactEnded]).at - call[ContactStarted].at
        for call in fortnight
    ]
    assert sum(wait.total_seconds() > 360 for wait in waits) == 80


def test_how_often_real_agents_were_on_the_line_for_seconds_only(
    fortnight: list[dict[type[Event], Event]],
) -> None:
    talks: dict[str, list[float]] = defaultdict(list)
    for call in fortnight:
        connected = call.get(AgentConnected)
        if isinstance(connected, AgentConnected):
            talked = call[ContactEnded].at - connected.at
            talks[connected.agent].append(talked.total_seconds())
    often = {agent: spans for agent, spans in talks.items() if len(spans) >= 100}
    short = {agent: sum(span < 10 for span in spans) for agent, spans in often.items()}
    assert len(often) == 22
    assert round(sum(short.values()) / sum(map(len, often.values())), 4) == 0.0544
    assert (short["ANAT"], len(often["ANAT"])) == (130, 807)
    assert (short["MICHAL"], len(often["MICHAL"])) == (98, 1_121)

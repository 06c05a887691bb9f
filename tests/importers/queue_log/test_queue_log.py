"""Asterisk's queue log: what each verb means."""

from typing import Any

import pytest

from moked.core.events import in_order
from tests.importers.reading import Reading, reading
from tests.importers.samples import QUEUE_LOG

CALL = "1767510010.7"


def log(*lines: str) -> Reading:
    """Lines given as "seconds verb|data", all of one call, one queue and one agent."""
    rows = []
    for line in lines:
        second, _, rest = line.partition(" ")
        verb, _, data = rest.partition("|")
        agent = "NONE" if verb in ("ENTERQUEUE", "ABANDON") else "SIP/noa"
        rows.append(f"{1767510000 + int(second)}|{CALL}|service|{agent}|{verb}|{data}")
    return reading("\n".join(rows), "queue-log")


def story(read: Reading) -> list[str]:
    return [event.TYPE for event in sorted(read.events, key=in_order)]


def data_of(read: Reading, type: str) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in data.items() if key != "contact"}
        for each, _, data in read.facts()
        if each == type
    ]


def test_a_call_that_is_answered_and_one_that_is_abandoned() -> None:
    assert [(type, time[11:]) for type, time, _ in reading(QUEUE_LOG, "queue-log").facts()] == [
        ("agent.available", "07:00:05Z"),
        ("contact.started", "07:00:10Z"),
        ("queue.joined", "07:00:10Z"),
        ("queue.left", "07:00:42Z"),
        ("agent.connected", "07:00:42Z"),
        ("contact.ended", "07:04:00Z"),
        ("contact.started", "07:04:10.250000Z"),
        ("queue.joined", "07:04:10.250000Z"),
        ("queue.left", "07:05:00.750000Z"),
        ("contact.ended", "07:05:00.750000Z"),
    ]


@pytest.mark.parametrize(
    ("caller", "customer"),
    [
        ("050-123-4567", "tel:0501234567"),
        ("+972 50 123 4567", "tel:+972501234567"),
        ("anonymous", None),
        ("unknown", None),
        ("", None),
        ("דנה", None),
        ("99", None),
    ],
)
def test_a_callers_number_is_the_customer(caller: str, customer: str | None) -> None:
    (started,) = data_of(log(f"0 ENTERQUEUE||{caller}|1"), "contact.started")
    assert started.get("customer") == customer


@pytest.mark.parametrize(
    ("verb", "by"),
    [
        ("COMPLETEAGENT|5|60|1", "agent"),
        ("COMPLETECALLER|5|60|1", "customer"),
        ("SYSCOMPAT", "network"),
    ],
)
def test_who_ended_a_talk(verb: str, by: str) -> None:
    read = log("0 ENTERQUEUE||0501234567|1", "5 CONNECT|5|x|2", f"65 {verb}")
    assert data_of(read, "contact.ended") == [{"by": by}]


def test_a_queues_time_out_ends_a_call_that_no_queue_sees_again() -> None:
    read = log("0 ENTERQUEUE||0501234567|1", "60 EXITWITHTIMEOUT|1|1|60")
    assert data_of(read, "queue.left") == [{"why": "timeout"}]
    assert data_of(read, "contact.ended") == [{"by": "system"}]
    assert story(read) == ["contact.started", "queue.joined", "queue.left", "contact.ended"]


def test_an_empty_queue_puts_the_caller_out() -> None:
    read = log("0 ENTERQUEUE||0501234567|1", "60 EXITEMPTY|1|1|60")
    assert data_of(read, "queue.left") == [{"why": "timeout"}]


def test_a_key_is_the_callers_own_choice_and_is_kept() -> None:
    read = log("0 ENTERQUEUE||0501234567|1", "60 EXITWITHKEY|9|1|1|60")
    assert data_of(read, "queue.left") == [{"why": "transferred", "chosen": True, "key": "9"}]
    assert data_of(read, "contact.ended") == [{"by": "customer"}]


def test_a_call_that_goes_from_queue_to_queue_starts_once_and_ends_once() -> None:
    read = log(
        "0 ENTERQUEUE||0501234567|1",
        "60 EXITWITHTIMEOUT|1|1|60",
        "60 ENTERQUEUE||0501234567|4",
        "90 ABANDON|3|4|30",
    )
    assert story(read) == [
        "contact.started", "queue.joined", "queue.left", "queue.joined", "queue.left", "contact.ended",
    ]  # fmt: skip
    assert data_of(read, "contact.ended") == [{"by": "customer"}]


@pytest.mark.parametrize(
    ("line", "to"),
    [
        ("TRANSFER|200|internal|5|60|1", "200"),
        ("BLINDTRANSFER|200|internal|5|60|1", "200"),
        ("ATTENDEDTRANSFER|BRIDGE|b-77|5|60|1", "b-77"),
    ],
)
def test_a_transfer_goes_from_the_agent_and_leaves_the_call_open(line: str, to: str) -> None:
    read = log("0 ENTERQUEUE||0501234567|1", "5 CONNECT|5|x|2", f"65 {line}")
    assert data_of(read, "contact.transferred") == [
        {"from": "SIP/noa", "to": to, "asked_by": "agent"}
    ]
    assert "contact.ended" not in story(read)


def test_an_agent_who_is_not_named_is_not_one_agent() -> None:
    line = f"1767510010|{CALL}|service|NONE|CONNECT|5|x|2\n"
    (connected,) = data_of(reading(line, "queue-log"), "agent.connected")
    assert connected["agent"] == f"unnamed of {CALL}"
    transferred = reading(line.replace("CONNECT|5", "TRANSFER|200"), "queue-log")
    assert data_of(transferred, "contact.transferred")[0]["from"] == "service"


@pytest.mark.parametrize(
    ("verb", "type"),
    [
        ("ADDMEMBER", "agent.available"),
        ("UNPAUSE", "agent.available"),
        ("UNPAUSEALL", "agent.available"),
        ("AGENTLOGIN", "agent.available"),
        ("REMOVEMEMBER", "agent.away"),
        ("PAUSE", "agent.away"),
        ("PAUSEALL", "agent.away"),
        ("AGENTLOGOFF", "agent.away"),
    ],
)
def test_agents_come_and_go(verb: str, type: str) -> None:
    everywhere = verb.endswith("ALL")
    queue = "NONE" if everywhere else "service"
    read = reading(f"1767510000|NONE|{queue}|SIP/noa|{verb}|\n", "queue-log")
    queues = {} if everywhere else {"queues": ["service"]}
    assert data_of(read, type) == [{"agent": "SIP/noa", **queues}]


def test_a_pause_and_its_end_in_one_second_keep_their_order() -> None:
    line = "1767510000|NONE|service|SIP/noa|{}|\n"
    read = reading(line.format("PAUSE") + line.format("UNPAUSE"), "queue-log")
    assert story(read) == ["agent.away", "agent.available"]


def test_the_rotated_half_of_a_log_does_not_take_the_others_ids() -> None:
    first, second = QUEUE_LOG.splitlines()[:4], QUEUE_LOG.splitlines()[4:]
    halves = [reading("\n".join(half), "queue-log").events for half in (first, second)]
    whole = reading(QUEUE_LOG, "queue-log").events
    assert [event.id for half in halves for event in half] == [event.id for event in whole]


@pytest.mark.parametrize("verb", ["RINGNOANSWER", "DID", "CONFIGRELOAD", "MY_OWN_VERB"])
def test_other_verbs_are_passed_over(verb: str) -> None:
    read = reading(f"1767510000|{CALL}|service|SIP/noa|{verb}|1\n", "queue-log")
    assert (read.events, read.refusals) == ([], [])
    assert read.log.passed_over == {verb: 1}


REFUSED_LINES = {
    "too few fields": "1767510000|a|b|c",
    "a date for an epoch": "2026-01-04 09:00:00|1.1|service|NONE|ABANDON|1",
    "no verb": "1767510000|1.1|service|NONE||1",
    "a call that is NONE": "1767510000|NONE|service|NONE|ENTERQUEUE||050|1",
    "a queue that is NONE": "1767510000|1.2|NONE|NONE|ENTERQUEUE||050|1",
    "an agent that is NONE": "1767510000|NONE|service|NONE|PAUSE|",
    "bytes that are no UTF-8": "1767510000|1.1|\udcff|NONE|ABANDON|1",
}


@pytest.mark.parametrize("line", REFUSED_LINES.values(), ids=REFUSED_LINES)
def test_is_refused_and_the_rest_goes_on(line: str) -> None:
    data = f"{line}\n\n{QUEUE_LOG}".encode("utf-8", "surrogateescape")
    read = reading(data, "queue-log")
    assert [number for number, _ in read.refusals] == [1]
    assert len(read.events) == 10


def test_a_place_that_is_no_number_is_no_place() -> None:
    (joined,) = data_of(log("0 ENTERQUEUE||050|first"), "queue.joined")
    assert joined == {"queue": "service"}

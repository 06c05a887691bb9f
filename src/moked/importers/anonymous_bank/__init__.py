"""anonymous-bank: calls of an Israeli bank's centre in 1999, as the Technion's service engineers keep them.

One row is one call: telephone menu (vru), queue, service, all in local time. What the table does not
say stays unsaid here too: who hung up after service, and why. So a call that was answered ends by the customer,
which accuses nobody; whoever judges short calls has their length.

Every call is the customer's, even of type TT: he asked to be called back, and when he was, no agent was
free and he waited again. The type stands in `entry`, and names the queue, since agents are trained by type.
A PHANTOM was served by nobody who is named; the outcome is kept beside the fields of contact.ended.

The menu's computer and the switchboard differ by a second or two, so service can begin before the queue
ends. Spans are right and moments are not: service is set after the wait and keeps its length.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from moked.core.events import (
    AgentConnected,
    Channel,
    ContactEnded,
    ContactStarted,
    Direction,
    EndedBy,
    Event,
    QueueJoined,
    QueueLeft,
    RecordWritten,
    Role,
    WaitAnnounced,
    WhyLeft,
)
from moked.importers.mapping import RowMapping
from moked.importers.reader import Head, Item, Reader, Refusal, unnamed
from moked.importers.source import Source
from moked.importers.table import Row, Table

COLUMNS = (
    *("vru+line", "call_id", "customer_id", "priority", "type", "date", "vru_entry", "vru_exit"),
    *("q_start", "q_exit", "q_time", "outcome", "ser_start", "ser_time", "server"),
)
OUTCOMES = ("AGENT", "HANG", "PHANTOM")
SOURCE = "anonymous-bank"
NO_SERVER = "NO_SERVER"
UNTYPED = "calls"
NO_CUSTOMER = "0"
ZERO = "0:00:00"
ZONE = ZoneInfo("Asia/Jerusalem")
HALF_A_DAY = timedelta(hours=12)


def looks_like(head: Head, name: str) -> bool:
    """Its header names the columns of the published table."""
    header = head.split(b"\n", 1)[0]
    return all(
        column.encode() in header for column in ("vru+line", "vru_entry", "q_start", "ser_start")
    )


def read(source: Source, mapping: RowMapping | None) -> Iterator[Item]:
    """Yield three to five events a call; a row with a cell that cannot be is refused whole."""
    table = Table(source)
    table.need(COLUMNS, "anonymous-bank")
    for row in table.rows():
        if isinstance(row, Refusal):
            yield row
            continue
        line, cells = row
        try:
            yield from events_of(cells)
        except (ValueError, KeyError, OverflowError) as error:
            yield Refusal(line, f"no such call: {error}")


def events_of(row: Row) -> list[Event]:
    """Return a call's events. Raises ValueError, KeyError or OverflowError for what cannot be."""
    if row["outcome"] not in OUTCOMES:
        raise ValueError(f"{row['outcome']!r} is not an outcome")
    call = _call(row)
    events = [_started(row, call)]
    if call.joined is not None:
        events += _queued(row, call, call.joined)
    if call.served is not None:
        events.append(_connected(row, call, call.served))
    outcome = {"outcome": row["outcome"]}
    events.append(
        ContactEnded(**call.envelope("e", call.over), by=EndedBy.CUSTOMER, unknown=outcome)
    )
    return events


class _Call(NamedTuple):
    """A call's name and its moments: `free` is when it left the menu, or the queue if it had one."""

    contact: str
    started: datetime
    joined: datetime | None
    free: datetime
    served: datetime | None
    over: datetime

    def envelope(self, letter: str, at: datetime) -> dict[str, Any]:
        """Return what every event of this call has."""
        return {
            "id": f"{self.contact}-{letter}",
            "source": SOURCE,
            "at": at,
            "contact": self.contact,
        }


def _call(row: Row) -> _Call:
    # The lines number their calls anew now and then, so the day belongs to the name.
    contact = f"{row['date']}-{row['vru+line']}-{row['call_id']}"
    day = datetime.strptime(row["date"], "%y%m%d")  # noqa: DTZ007 - `_on` adds the zone
    entered = _on(day, row["vru_entry"])
    joined, free = None, max(entered, _after(entered, day, row["vru_exit"]))
    if (row["q_start"], row["q_exit"]) != (ZERO, ZERO):
        joined = _after(entered, day, row["q_start"])
        free = joined + _span(row["q_time"])
    # A few calls leave the menu before they entered it: some clock was set in between.
    started = min(entered, joined or entered)
    if row["outcome"] == "HANG":
        return _Call(contact, started, joined, free, None, free)
    served = free
    if row["ser_start"] != ZERO:
        served = max(free, _after(entered, day, row["ser_start"]))
    return _Call(contact, started, joined, free, served, served + _span(row["ser_time"]))


def _started(row: Row, call: _Call) -> Event:
    customer = row["customer_id"]
    return ContactStarted(
        **call.envelope("a", call.started),
        channel=Channel.PHONE,
        direction=Direction.IN,
        customer=None if customer in ("", NO_CUSTOMER) else customer,
        entry=row["type"],
        unknown={"priority": row["priority"]},
    )


def _queued(row: Row, call: _Call, joined: datetime) -> list[Event]:
    why = WhyLeft.ABANDONED if call.served is None else WhyLeft.ANSWERED
    return [
        QueueJoined(**call.envelope("b", joined), queue=row["type"] or UNTYPED),
        QueueLeft(**call.envelope("c", call.free), why=why),
    ]


def _connected(row: Row, call: _Call, served: datetime) -> Event:
    server = row["server"]
    agent = unnamed(call.contact) if server in ("", NO_SERVER) else server
    return AgentConnected(**call.envelope("d", served), agent=agent, role=Role.PROFESSIONAL)


def _on(day: datetime, clock: str) -> datetime:
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    wall = day + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return wall.replace(tzinfo=ZONE).astimezone(UTC)


def _after(entered: datetime, day: datetime, clock: str) -> datetime:
    """Return a clock time's moment: on the next day, if the call went on past midnight."""
    at = _on(day, clock)
    return _on(day + timedelta(days=1), clock) if at < entered - HALF_A_DAY else at


def _span(seconds: str) -> timedelta:
    if int(seconds) < 0:
        raise ValueError(f"a span of {seconds} s")
    return timedelta(seconds=int(seconds))


READER = Reader(looks_like, read, never=frozenset({RecordWritten, WaitAnnounced}))

"""Writes down what happens, event by event, with ids in the order of writing."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import force_setattr

from moked.core.events import Event, in_order

ZONE = ZoneInfo("Asia/Jerusalem")

REST = (5, 6)
"""Friday and Saturday, as ISO weekdays."""

E = TypeVar("E", bound=Event)


def clock(day: date, text: str, days: int = 0) -> datetime:
    """Return the moment of "13:00" or "13:00:20" on a day in Jerusalem, `days` later."""
    wall = datetime.combine(day + timedelta(days=days), time.fromisoformat(text), ZONE)
    return wall.astimezone(UTC)


def business_day(day: date, step: int) -> date:
    """Return the nearest Sunday to Thursday after a day (`step` 1) or before it (-1)."""
    day += timedelta(days=step)
    while day.isoweekday() in REST:
        day += timedelta(days=step)
    return day


class Script:
    """A growing log of one source."""

    def __init__(self, source: str) -> None:
        """Begin an empty log whose events carry `source`."""
        self.source = source
        self.events: list[Event] = []

    def add(self, event_type: type[E], at: datetime, **fields: Any) -> E:
        """Write down an event and return it; `from_` is the field `from`, and None is left out.

        Moments are cut to whole seconds.
        """
        given = {n.rstrip("_"): _whole(value) for n, value in fields.items() if value is not None}
        event = msgspec.convert(given, event_type)
        force_setattr(event, "id", f"{self.source}-{len(self.events):07}")
        force_setattr(event, "source", self.source)
        force_setattr(event, "at", _whole(at))
        self.events.append(event)
        return event


def _whole(value: Any) -> Any:
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


def together(scripts: Iterable[Script]) -> list[Event]:
    """Return what several scripts wrote as one log, in order of time."""
    return sorted((event for script in scripts for event in script.events), key=in_order)

"""Wall times as moments, and moments as whole microseconds since 1970 in UTC ("ticks").

Ticks are exact, so that adding open time and measuring it undo each other to the last digit.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from moked.core.calendar.hours import DAY

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ONE_DAY = timedelta(days=1)


def ticks(at: datetime) -> int:
    """An aware moment as microseconds since 1970 UTC. Raises TypeError for a naive one."""
    return (at - _EPOCH) // _MICROSECOND


def span_ticks(span: timedelta) -> int:
    """A span in microseconds."""
    return span // _MICROSECOND


def from_ticks(tick: int) -> datetime:
    """The moment in UTC."""
    return _EPOCH + timedelta(0, 0, tick)


def wall_tick(day: date, minute: int, zone: ZoneInfo) -> int:
    """The first moment at which the clocks show that minute of the day (0 to 1440) or later."""
    if minute == DAY:
        return first_tick(datetime.combine(day + _ONE_DAY, time(), zone))
    return first_tick(datetime.combine(day, time(minute // 60, minute % 60), zone))


def first_tick(wall: datetime) -> int:
    """The first moment at which the clocks of the wall time's zone show it, or later.

    Where clocks go back and show it twice, that is the first time. Where they go forward and never
    show it, that is the jump itself. The wall time must not have its fold set.
    """
    # Only in a skipped hour does the second fold name the earlier moment (PEP 495): the two then
    # lie on either side of the jump.
    second, first = ticks(wall.replace(fold=1)), ticks(wall)
    return first if first <= second else _jump(second, first, wall)


def _jump(before: int, after: int, wall: datetime) -> int:
    """Close in on the moment between the two at which the clocks jump past the wall time."""
    while after - before > 1:
        middle = (before + after) // 2
        shown = from_ticks(middle).astimezone(wall.tzinfo)
        if shown.replace(tzinfo=None) < wall.replace(tzinfo=None):
            before = middle
        else:
            after = middle
    return after

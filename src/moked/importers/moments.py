"""Moments as other systems write them, read as moments in UTC."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from moked.core.events import YEARS

EPOCH = "epoch"
"""The name, among formats, of seconds since 1970 in UTC."""

_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Two events of one subject closer than this were written within one tick of the log's clock.
_SAME_TICK = timedelta(milliseconds=1)


class Clock:
    """Reads moments in the formats given, in turn, or in ISO 8601 if none is.

    The formats are those of `datetime.strptime`, and "epoch". Local time that was shown twice is
    the first of the two. `zone` is where a moment without an offset was written down.
    """

    def __init__(self, formats: Sequence[str] = (), zone: ZoneInfo | None = None) -> None:
        """Take the formats, the likeliest first."""
        self._formats = formats
        self._zone = zone

    def moment(self, text: str) -> datetime:
        """Return the moment in UTC. Raises ValueError, with the reason, where there is none."""
        at = self._written(text)
        if at.tzinfo is None:
            if self._zone is None:
                raise ValueError(f"time without offset: {text!r}; say its `zone`")
            at = at.replace(tzinfo=self._zone)
        return _plausible(at).astimezone(UTC)

    def _written(self, text: str) -> datetime:
        for form in self._formats:
            try:
                if form == EPOCH:
                    return from_epoch(text)
                return datetime.strptime(text, form)  # noqa: DTZ007 - `moment` adds the zone
            except ValueError:
                continue
        if self._formats:
            raise ValueError(f"{text!r} is not a time like {self._formats[0]}")
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise ValueError(f"{text!r} is not a time") from None


def from_epoch(text: str) -> datetime:
    """Return the moment of seconds since 1970, whole or with up to six digits that count.

    Raises ValueError for anything else.
    """
    whole, dot, part = text.partition(".")
    # int() would take signs, spaces and underscores as well; eleven digits reach the year 5138.
    if not (text.isascii() and whole.isdigit() and len(whole) < 12 and (part.isdigit() or not dot)):
        raise ValueError(f"{text[:40]!r} is not seconds since 1970")
    microseconds = int(part[:6].ljust(6, "0"))
    return _plausible(_START + timedelta(seconds=int(whole), microseconds=microseconds))


def _plausible(at: datetime) -> datetime:
    if at.year not in YEARS:
        raise ValueError(f"the year {at.year} is not between {YEARS.start} and {YEARS.stop - 1}")
    return at


class Order:
    """Keeps the order of a log whose clock is coarser than what happened.

    Events of one moment are read in the order of their types, which is not always that of the file: a
    call that leaves one queue and joins the next in the same second left before it joined. Such an
    event is moved on by a microsecond.
    """

    def __init__(self) -> None:
        """Begin with no subject."""
        self._last: dict[str, tuple[datetime, int]] = {}

    def place(self, subject: str, at: datetime, rank: int) -> datetime:
        """Return the moment for a subject's next event, whose type has that rank."""
        if subject in self._last:
            last, last_rank = self._last[subject]
            earliest = last if rank > last_rank else last + _MICROSECOND
            if earliest - _SAME_TICK < at < earliest:
                at = earliest
        self._last[subject] = at, rank
        return at

    def forget(self, subject: str) -> None:
        """Forget a subject that has no more events."""
        self._last.pop(subject, None)

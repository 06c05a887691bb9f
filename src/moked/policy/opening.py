"""Opening hours as a pack writes them in `[hours]`, and the calendar that packs together make.

What a pack says replaces what the packs below it said, statement by statement; all its weekdays
together are one statement, so a pack that names any weekday has named them all.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from moked.core.calendar import Calendar, Hours, Periods, periods, weekdays
from moked.core.errors import Refused
from moked.policy.written import Where, Written, dotted


class Opening(msgspec.Struct, frozen=True):
    """What one pack says of the hours of a place or of one channel; None where it is silent.

    `week` and `half_days` are written as `Hours.of` reads them, the rest as `Calendar` takes it.
    """

    week: dict[str, str] | None = None
    half_days: str | None = None
    eves: bool | None = None
    business_days: frozenset[int] | None = None
    closed: frozenset[date] | None = None
    half: frozenset[date] | None = None
    opened: dict[date, Periods] | None = None

    def over(self, lower: "Opening") -> "Opening":
        """Return these statements, and those of `lower` where these are silent."""
        mine = msgspec.structs.asdict(self)
        return msgspec.structs.replace(lower, **{k: v for k, v in mine.items() if v is not None})

    def calendar(self, zone: str, holidays: str | None) -> Calendar:
        """Return the calendar of a place with these hours."""
        return Calendar(
            zone,
            Hours.of(self.week or {}, half=self.half_days or "00:00-24:00"),
            holidays=holidays,
            eves=bool(self.eves),
            business_days=self.business_days,
            closed=self.closed or frozenset(),
            half=self.half or frozenset(),
            opened=self.opened or {},
        )


def opening(written: Written, where: Where, table: Mapping[str, Any]) -> Opening:
    """Read `[hours]` or `[hours.phone]`. Raises Refused with file and line."""
    stated: dict[str, Any] = {}
    week: dict[str, str] = {}
    for key, plain in table.items():
        here = (*where, key)
        if key not in _STATEMENTS and not _names_days(key):
            statements = {dotted((*where, statement)) for statement in _STATEMENTS}
            raise written.unknown(here, "weekday or statement", statements)
        try:
            if key in _STATEMENTS:
                stated[key] = _STATEMENTS[key](plain)
            else:
                week[key] = _hours(plain)
                Hours.of(week)
        except Refused as refusal:
            raise written.refusal(here, str(refusal)) from None
    return Opening(week=week or None, **stated)


def _names_days(key: str) -> bool:
    try:
        return bool(weekdays(key))
    except Refused:
        return False


def _hours(plain: Any) -> str:
    if not isinstance(plain, str):
        raise Refused('write hours like "08:00-13:00, 16:00-19:00", and "" for a closed day')
    periods(plain)
    return plain


def _eves(plain: Any) -> bool:
    if not isinstance(plain, bool):
        raise Refused("whether the day before a holiday is a half day: true or false")
    return plain


def _business_days(plain: Any) -> frozenset[int]:
    if not isinstance(plain, str) or not plain.strip():
        raise Refused('write business days like "sun-thu"')
    return weekdays(plain)


def _dates(plain: Any) -> frozenset[date]:
    # To Python a moment is a date too.
    if isinstance(plain, list) and all(type(day) is date for day in plain):
        return frozenset(plain)
    raise Refused("write a list of dates, like [2026-12-24, 2026-12-31]")


def _opened(plain: Any) -> dict[date, Periods]:
    if not isinstance(plain, dict):
        raise Refused('write dates with their hours, like { 2026-12-24 = "08:00-12:00" }')
    return {_date(day): periods(_hours(hours)) for day, hours in plain.items()}


def _date(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise Refused(f"{text!r} is not a date: write it like 2026-12-24") from None


_STATEMENTS: dict[str, Callable[[Any], Any]] = {
    "half_days": _hours,
    "eves": _eves,
    "business_days": _business_days,
    "closed": _dates,
    "half": _dates,
    "opened": _opened,
}

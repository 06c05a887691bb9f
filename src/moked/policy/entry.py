"""One value of a pack with its provenance, or a succession of them, read strictly into rules.

A succession is a list of entries with dates. An entry holds from its `from`, included, until its
`until`, excluded; one with no `until` holds until the next begins.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec

from moked.policy.kind import SHOWN, Kind, value_of
from moked.policy.rule import Rule
from moked.policy.written import Where, Written, dotted

_FIELDS = {"value", "source", "clause", "from", "until", "confidence", "note"}
_DATED = 'an entry is a table, like { value = "360 s", source = "the law", from = 2019-07-25 }'


def rules_of(written: Written, where: Where, plain: Any, kind: Kind) -> tuple[Rule, ...]:
    """Return the rules of a key in order of date. Raises Refused with file, line and key."""
    entries = plain if isinstance(plain, list) else [plain]
    rules = sorted((_rule(written, where, entry, kind) for entry in entries), key=_since)
    return tuple(_in_succession(written, where, rules))


def _since(rule: Rule) -> date:
    return rule.since


def _rule(written: Written, where: Where, entry: Any, kind: Kind) -> Rule:
    if not isinstance(entry, dict):
        raise written.refusal(where, _DATED)
    for field in entry.keys() - _FIELDS:
        raise written.unknown((field,), "part of an entry", _FIELDS)
    if "value" not in entry:
        raise written.refusal(where, "a value is missing")
    value = value_of(entry["value"], kind)
    if value is None:
        raise written.refusal(where, f"{entry['value']!r} is not {SHOWN[kind]}")
    if not entry.get("source"):
        raise written.refusal(where, "its source is missing: say where the value comes from")
    confidence = entry.get("confidence")
    if confidence not in (None, "H", "M", "L"):
        raise written.refusal(where, f"confidence is H, M or L, not {confidence!r}")
    return Rule(
        dotted(where),
        value,
        _text(written, where, entry, "source") or "",
        clause=_text(written, where, entry, "clause"),
        confidence=confidence,
        since=_day(written, where, entry, "from") or date.min,
        until=_day(written, where, entry, "until") or date.max,
        note=_text(written, where, entry, "note"),
    )


def _text(written: Written, where: Where, entry: dict[str, Any], field: str) -> str | None:
    text = entry.get(field)
    if text is not None and not isinstance(text, str):
        raise written.refusal(where, f"its {field} is a text, not {text!r}")
    return text


def _day(written: Written, where: Where, entry: dict[str, Any], field: str) -> date | None:
    day = entry.get(field)
    # To Python a moment is a date too.
    if day is not None and type(day) is not date:
        raise written.refusal(where, f"its `{field}` is a date like 2019-07-25, not {day!r}")
    return day


def _in_succession(written: Written, where: Where, rules: list[Rule]) -> Iterator[Rule]:
    for rule, following in pairwise([*rules, None]):
        if rule is None:
            continue
        until = rule.until
        if following is not None and until == date.max:
            until = following.since
        if following is not None and until > following.since:
            raise written.refusal(where, f"two values hold on {following.since}: dates overlap")
        if rule.since >= until:
            raise written.refusal(where, f"no day lies from {rule.since} until {until}")
        yield msgspec.structs.replace(rule, until=until)

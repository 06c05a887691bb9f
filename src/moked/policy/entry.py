"""One value of a pack with its provenance, or a succession of them, read strictly into rules.

A succession is a list of entries with dates. An entry holds from its `from`, included, until its
`until`, excluded; one with no `until` holds until the next begins. `off = true` in place of a value
says that no rule holds, where a pack below has one: a law that does not bind this organisation.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

import msgspec

from moked.core.errors import Refused
from moked.policy.kind import SHOWN, Kind, value_of
from moked.policy.rule import Rule, Value
from moked.policy.written import Where, Written, dotted, meant

_PARTS = {"value", "off", "source", "clause", "from", "until", "confidence", "note"}
_ENTRY = 'write it with its source: { value = …, source = "our charter" }'


class Key(msgspec.Struct, frozen=True):
    """What the base pack declares of a key: its kind, and whether it leaves it without a value."""

    kind: Kind
    silent: bool


Refuse = Callable[[str], Refused]
"""Makes the error of one key, whose file and line it knows."""


def rules_of(written: Written, where: Where, plain: Any, key: Key) -> tuple[Rule, ...]:
    """Return the rules of a key in order of date; those without a value switch it off.

    Raises Refused with file, line and key.
    """
    refuse = partial(written.refusal, where)
    entries = plain if isinstance(plain, list) and plain else [plain]
    rules = [_rule(refuse, dotted(where), entry, key) for entry in entries]
    return tuple(_in_succession(refuse, sorted(rules, key=lambda rule: rule.since)))


def _rule(refuse: Refuse, name: str, entry: Any, key: Key) -> Rule:
    if not isinstance(entry, dict):
        raise refuse(_ENTRY)
    for part in sorted(entry.keys() - _PARTS):
        raise refuse(f"an entry has no part {part!r}{meant(part, _PARTS)}")
    confidence = entry.get("confidence")
    if confidence not in (None, "H", "M", "L"):
        raise refuse(f"confidence is H, M or L, not {confidence!r}")
    return Rule(
        name,
        _value(refuse, entry, key),
        _source(refuse, entry),
        clause=_text(refuse, entry, "clause"),
        confidence=confidence,
        since=_day(refuse, entry, "from") or date.min,
        until=_day(refuse, entry, "until") or date.max,
        note=_text(refuse, entry, "note"),
    )


def _value(refuse: Refuse, entry: dict[str, Any], key: Key) -> Value | None:
    if "off" in entry:
        if entry["off"] is not True or "value" in entry:
            raise refuse("write off = true, in place of a value")
        if not key.silent:
            raise refuse("this cannot be off, because every policy has a value for it: give one")
        return None
    if "value" not in entry:
        raise refuse("its value is missing")
    value = value_of(entry["value"], key.kind)
    if value is None:
        raise refuse(f"{entry['value']!r} is not {SHOWN[key.kind]}")
    return value


def _source(refuse: Refuse, entry: dict[str, Any]) -> str:
    source = _text(refuse, entry, "source")
    if not source:
        raise refuse("its source is missing: say where the value comes from")
    return source


def _text(refuse: Refuse, entry: dict[str, Any], part: str) -> str | None:
    text = entry.get(part)
    if text is not None and not isinstance(text, str):
        raise refuse(f"its {part} is a text, not {text!r}")
    return text


def _day(refuse: Refuse, entry: dict[str, Any], part: str) -> date | None:
    day = entry.get(part)
    # To Python a moment is a date too.
    if day is not None and type(day) is not date:
        raise refuse(f"its {part!r} is a date like 2019-07-25, not {day!r}")
    return day


def _in_succession(refuse: Refuse, rules: Sequence[Rule]) -> Iterator[Rule]:
    for rule, following in zip(rules, (*rules[1:], None), strict=True):
        until = rule.until
        if following is not None:
            until = _before(refuse, rule, following)
        if rule.since >= until:
            raise refuse(f"no day lies from {rule.since} until {until}, which is excluded")
        yield msgspec.structs.replace(rule, until=until)


def _before(refuse: Refuse, rule: Rule, following: Rule) -> date:
    """Return when a rule ends that another follows."""
    if following.since == date.min:
        raise refuse("its dates overlap: all its values but one need a `from`")
    until = following.since if rule.until == date.max else rule.until
    if rule.since == following.since or until > following.since:
        raise refuse(f"its dates overlap: two values hold on {following.since}")
    return until

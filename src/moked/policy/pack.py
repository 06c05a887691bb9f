"""One policy pack: the rules, hours and names that one file gives, read strictly.

The base pack declares every key with its kind. All others, an organisation's own file too, only
give values to keys that it declares: a mistyped key is an error, never a rule that nobody asks for.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from moked.core.calendar import always
from moked.core.errors import Refused
from moked.core.events import Channel
from moked.policy.entry import Key, rules_of
from moked.policy.kind import SHOWN, Kind, kind_of
from moked.policy.opening import Opening, opening
from moked.policy.rule import Rule
from moked.policy.written import Where, Written, dotted

Rules = dict[str, tuple[Rule, ...]]
"""The dated values of each key, such as "visit_late.allowed"."""


class Pack(msgspec.Struct, frozen=True):
    """What one file says, and under which declared keys it could.

    `place` holds the texts of `[pack]`; `hours` the opening hours by channel, under "" the general
    ones; `topics` the canonical topic of each word.
    """

    keys: Mapping[str, Key]
    rules: Rules
    place: dict[str, str]
    hours: dict[str, Opening]
    topics: dict[str, str]


_ANY = (re.compile(r".+"), "a text")
_PLACE = {
    "title": _ANY,
    "disclaimer": _ANY,
    "zone": _ANY,
    "country": (re.compile(r"[A-Z]{2}"), "a country of two letters, like IL"),
    "currency": (re.compile(r"[A-Z]{3}"), "a currency of three letters, like ILS"),
    "holidays": (
        re.compile(r"([A-Z]{2}(-[A-Z0-9]{1,3})?)?"),
        'a country like IL, a region like GB-ENG, or "" for a place that keeps no holidays',
    ),
}
_NAMED = {"pack", "hours", "topics"}


def base_pack(written: Written) -> Pack:
    """Return the base pack, which declares what all others may say. Raises Refused."""
    keys: dict[str, Key] = {}
    spoken: dict[str, Any] = {}
    for section, table in written.tables.items():
        if section in _NAMED:
            spoken[section] = table
            continue
        for key, plain in _table(written, (section,), table).items():
            declared = keys[dotted((section, key))] = _declared(written, (section, key), plain)
            if not declared.silent:
                spoken.setdefault(section, {})[key] = plain
    topics = frozenset(_table(written, ("topics",), written.tables.get("topics", {})))
    return _pack(msgspec.structs.replace(written, tables=spoken), keys, topics)


def pack(written: Written, base: Pack) -> Pack:
    """Return a pack that keeps to the keys, kinds and topics of the base pack. Raises Refused."""
    return _pack(written, base.keys, frozenset(base.topics.values()))


def _pack(written: Written, keys: Mapping[str, Key], topics: frozenset[str]) -> Pack:
    rules: Rules = {}
    for section, table in written.tables.items():
        if section not in _NAMED:
            rules |= _section(written, section, table, keys)
    return Pack(
        keys,
        rules,
        _place(written, written.tables.get("pack", {})),
        _hours(written, written.tables.get("hours", {})),
        _topics(written, written.tables.get("topics", {}), topics),
    )


def _table(written: Written, where: Where, plain: Any) -> dict[str, Any]:
    if not isinstance(plain, dict):
        raise written.refusal(where, "this is no section: write its values under a [section]")
    return plain


def _declared(written: Written, where: Where, plain: Any) -> Key:
    """Return what the base pack declares of a key, in words or by the value that it gives."""
    entry = plain if isinstance(plain, dict) else {}
    if entry.keys() == {"kind"} and entry["kind"] in list(Kind):
        return Key(Kind(entry["kind"]), silent=True)
    kind = kind_of(entry.get("value"))
    if kind is None:
        raise written.refusal(where, f"write a value, or {{ kind = … }}: {', '.join(Kind)}")
    return Key(kind, silent=False)


def _section(written: Written, section: str, table: Any, keys: Mapping[str, Key]) -> Rules:
    known = {key.partition(".")[0] for key in keys} | _NAMED
    if section not in known:
        raise written.unknown((section,), "section", known)
    rules: Rules = {}
    for key, plain in _table(written, (section,), table).items():
        where = (section, key)
        if dotted(where) not in keys:
            raise written.unknown(where, "key", keys)
        rules[dotted(where)] = rules_of(written, where, plain, keys[dotted(where)])
    return rules


def _place(written: Written, plain: Any) -> dict[str, str]:
    place = _table(written, ("pack",), plain)
    for key, text in place.items():
        where = ("pack", key)
        if key not in _PLACE:
            raise written.unknown(where, "key", (f"pack.{known}" for known in _PLACE))
        shape, shown = _PLACE[key]
        if not isinstance(text, str) or not shape.fullmatch(text):
            raise written.refusal(where, f"{text!r} is not {shown}")
    _known_zone(written, place.get("zone", "UTC"))
    return place


def _known_zone(written: Written, zone: str) -> None:
    try:
        always(zone)
    except Refused as refusal:
        raise written.refusal(("pack", "zone"), str(refusal)) from None


def _hours(written: Written, plain: Any) -> dict[str, Opening]:
    general = dict(_table(written, ("hours",), plain))
    own = {channel: general.pop(channel) for channel in Channel if channel in general}
    for key, part in general.items():
        if isinstance(part, dict) and key != "opened":
            known = (f"hours.{channel}" for channel in Channel)
            raise written.unknown(("hours", key), "channel", known)
    hours = {"": opening(written, ("hours",), general)}
    for channel, part in own.items():
        where = ("hours", channel.value)
        hours[channel.value] = opening(written, where, _table(written, where, part))
    return hours


def _topics(written: Written, plain: Any, known: frozenset[str]) -> dict[str, str]:
    topics: dict[str, str] = {}
    for topic, words in _table(written, ("topics",), plain).items():
        where = ("topics", topic)
        if topic not in known:
            raise written.unknown(where, "topic", (f"topics.{name}" for name in known))
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise written.refusal(where, f"write the words that mean it as {SHOWN[Kind.WORDS]}")
        topics |= {word.casefold(): topic for word in (topic, *words)}
    return topics

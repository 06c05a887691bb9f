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
from moked.policy.entry import rules_of
from moked.policy.kind import SHOWN, Kind, kind_of
from moked.policy.opening import Opening, opening
from moked.policy.rule import Rule
from moked.policy.written import Where, Written, dotted

Kinds = Mapping[str, Kind]
"""The kind of each declared key, such as "visit_late.allowed"."""


class Pack(msgspec.Struct, frozen=True):
    """What one file says.

    `place` holds the texts of `[pack]`; `hours` the opening hours by channel, under "" the general
    ones; `topics` the canonical topic of each word.
    """

    kinds: dict[str, Kind]
    rules: dict[str, tuple[Rule, ...]]
    place: dict[str, str]
    hours: dict[str, Opening]
    topics: dict[str, str]


_PLACE = {
    "title": re.compile(r".+"),
    "disclaimer": re.compile(r".+"),
    "zone": re.compile(r".+"),
    "country": re.compile(r"[A-Z]{2}"),
    "currency": re.compile(r"[A-Z]{3}"),
    "holidays": re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?"),
}
_NAMED = {"pack", "hours", "topics"}


def base_pack(written: Written) -> Pack:
    """Return the base pack, which declares what all others may say. Raises Refused."""
    kinds = {
        dotted((section, key)): _declared(written, (section, key), plain)
        for section, table in written.tables.items()
        if section not in _NAMED
        for key, plain in _table(written, (section,), table).items()
    }
    topics = frozenset(_table(written, ("topics",), written.tables.get("topics", {})))
    return _pack(msgspec.structs.replace(written, tables=_spoken(written.tables)), kinds, topics)


def pack(written: Written, base: Pack) -> Pack:
    """Return a pack that keeps to the keys, kinds and topics of the base pack. Raises Refused."""
    return _pack(written, base.kinds, frozenset(base.topics.values()))


def _pack(written: Written, kinds: Kinds, topics: frozenset[str]) -> Pack:
    rules: dict[str, tuple[Rule, ...]] = {}
    for section, table in written.tables.items():
        if section not in _NAMED:
            rules |= _section(written, section, table, kinds)
    return Pack(
        dict(kinds),
        rules,
        _place(written, written.tables.get("pack", {})),
        _hours(written, written.tables.get("hours", {})),
        _topics(written, written.tables.get("topics", {}), topics),
    )


def _table(written: Written, where: Where, plain: Any) -> dict[str, Any]:
    if not isinstance(plain, dict):
        raise written.refusal(where, "this is no section: write its values under a [section]")
    return plain


def _declared(written: Written, where: Where, plain: Any) -> Kind:
    """Return the kind that the base pack gives to a key, in words or by its value."""
    if _only_declares(plain):
        if plain.keys() != {"kind"} or plain["kind"] not in list(Kind):
            raise written.refusal(where, f"a kind alone, one of {', '.join(Kind)}")
        return Kind(plain["kind"])
    kind = kind_of(plain.get("value")) if isinstance(plain, dict) else None
    if kind is None:
        raise written.refusal(where, f"a value, or a kind: one of {', '.join(Kind)}")
    return kind


def _spoken(tables: dict[str, Any]) -> dict[str, Any]:
    """Return the base pack's tables without the keys that it only declares."""
    return {
        section: {key: plain for key, plain in table.items() if not _only_declares(plain)}
        for section, table in tables.items()
    }


def _only_declares(plain: Any) -> bool:
    return isinstance(plain, dict) and "kind" in plain


def _section(
    written: Written, section: str, table: Any, kinds: Kinds
) -> dict[str, tuple[Rule, ...]]:
    known = {key.partition(".")[0] for key in kinds} | _NAMED
    if section not in known:
        raise written.unknown((section,), "section", known)
    rules = {}
    for key, plain in _table(written, (section,), table).items():
        where = (section, key)
        if dotted(where) not in kinds:
            raise written.unknown(where, "key", kinds)
        rules[dotted(where)] = rules_of(written, where, plain, kinds[dotted(where)])
    return rules


def _place(written: Written, plain: Any) -> dict[str, str]:
    place = _table(written, ("pack",), plain)
    for key, text in place.items():
        where = ("pack", key)
        if key not in _PLACE:
            raise written.unknown(where, "key", {f"pack.{known}" for known in _PLACE})
        if not isinstance(text, str) or not _PLACE[key].fullmatch(text):
            raise written.refusal(where, f"{text!r} is no {key}")
    _known_zone(written, place.get("zone", "UTC"))
    return place


def _known_zone(written: Written, zone: str) -> None:
    try:
        always(zone)
    except Refused as refusal:
        raise written.refusal(("pack", "zone"), str(refusal)) from None


def _hours(written: Written, plain: Any) -> dict[str, Opening]:
    table = _table(written, ("hours",), plain)
    channels = {key: part for key, part in table.items() if key in set(Channel)}
    for key, part in table.items():
        if key not in channels and isinstance(part, dict) and key != "opened":
            raise written.unknown(
                ("hours", key), "channel", {f"hours.{known}" for known in Channel}
            )
    general = {key: part for key, part in table.items() if key not in channels}
    hours = {"": opening(written, ("hours",), general)}
    for channel, part in channels.items():
        where = ("hours", channel)
        hours[channel] = opening(written, where, _table(written, where, part))
    return hours


def _topics(written: Written, plain: Any, known: frozenset[str]) -> dict[str, str]:
    topics: dict[str, str] = {}
    for topic, words in _table(written, ("topics",), plain).items():
        where = ("topics", topic)
        if topic not in known:
            raise written.unknown(where, "topic", {f"topics.{name}" for name in known})
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise written.refusal(where, f"the words for it, {SHOWN[Kind.WORDS]}")
        topics |= {word.casefold(): topic for word in (topic, *words)}
    return topics

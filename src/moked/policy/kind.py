"""The kinds of value that a policy's keys have, and how each is written in TOML."""

from collections.abc import Callable
from datetime import time
from enum import StrEnum
from math import isfinite
from typing import Any

from moked.policy.rule import Value
from moked.policy.span import Span


class Kind(StrEnum):
    """What the value of a key is. The base pack declares it; every other pack must keep to it."""

    SPAN = "span"
    NUMBER = "number"
    FLAG = "flag"
    WORDS = "words"
    HOUR = "hour"
    TABLE = "table"
    SUMS = "sums"
    TEXT = "text"


SHOWN = {
    Kind.SPAN: 'a span of time, like "360 s", "3 open h" or "15 business days"',
    Kind.NUMBER: "a number, like 0.15",
    Kind.FLAG: "true or false",
    Kind.WORDS: 'a list of words, like ["fault", "billing"]',
    Kind.HOUR: "an hour of the day, like 20:00:00",
    Kind.TABLE: "numbers by name, like { small = 300, large = 600 }",
    Kind.SUMS: 'sums by span of time, like { "4 h" = 300, "5 h" = 600 }',
    Kind.TEXT: 'a text, like "en"',
}
"""How to write each kind, for errors."""


def value_of(plain: Any, kind: Kind) -> Value | None:
    """Return what a TOML value means as a value of a kind, or None where it is none of that kind."""
    return _READ[kind](plain)


def kind_of(plain: Any) -> Kind | None:
    """Return the kind that a value shows by itself: text that reads as a span is one."""
    return next((kind for kind in _GUESSED if value_of(plain, kind) is not None), None)


def _span(plain: Any) -> Value | None:
    return Span.parse(plain) if isinstance(plain, str) else None


def _number(plain: Any) -> Value | None:
    # To Python true is a number too, and TOML can write infinity and "not a number".
    if isinstance(plain, bool) or not isinstance(plain, int | float) or not isfinite(plain):
        return None
    return plain


def _flag(plain: Any) -> Value | None:
    return plain if isinstance(plain, bool) else None


def _words(plain: Any) -> Value | None:
    if isinstance(plain, list) and all(isinstance(word, str) for word in plain):
        return tuple(plain)
    return None


def _hour(plain: Any) -> Value | None:
    return plain if isinstance(plain, time) else None


def _table(plain: Any) -> Value | None:
    if isinstance(plain, dict) and all(_number(part) is not None for part in plain.values()):
        return plain
    return None


def _sums(plain: Any) -> Value | None:
    table = _table(plain)
    return table if isinstance(table, dict) and all(map(Span.parse, table)) else None


def _text(plain: Any) -> Value | None:
    return plain if isinstance(plain, str) else None


_READ: dict[Kind, Callable[[Any], Value | None]] = {
    Kind.SPAN: _span,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.WORDS: _words,
    Kind.HOUR: _hour,
    Kind.TABLE: _table,
    Kind.SUMS: _sums,
    Kind.TEXT: _text,
}
# A span is a text too, so it is tried before.
_GUESSED = tuple(_READ)

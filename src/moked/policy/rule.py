"""One figure of a policy: its value, its clause, where it comes from, and when it holds."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import msgspec

from moked.policy.span import Span

Value = Span | float | bool | str | time | tuple[str, ...] | dict[str, float]


class Rule(msgspec.Struct, frozen=True):
    """A value of a policy with its provenance; in a pack, None switches off what a lower pack says.

    `confidence` is H, M or L as in the pack; `since` and `until` bound the local days on which it
    holds, `until` itself excluded.
    """

    key: str
    value: Value | None
    source: str
    clause: str | None = None
    confidence: str | None = None
    since: date = date.min
    until: date = date.max
    note: str | None = None

    def _wrong(self, kind: str) -> TypeError:
        return TypeError(f"{self.key} is {self.value!r}, which is no {kind}")

    @property
    def span(self) -> Span:
        """The value as a span of time."""
        if isinstance(self.value, Span):
            return self.value
        raise self._wrong("span of time")

    @property
    def length(self) -> timedelta:
        """The value as time on the clock."""
        return self.span.length

    @property
    def number(self) -> float:
        """The value as a number."""
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return self.value
        raise self._wrong("number")

    @property
    def flag(self) -> bool:
        """The value as yes or no."""
        if isinstance(self.value, bool):
            return self.value
        raise self._wrong("yes or no")

    @property
    def text(self) -> str:
        """The value as a word."""
        if isinstance(self.value, str):
            return self.value
        raise self._wrong("word")

    @property
    def hour(self) -> time:
        """The value as an hour of the day, local."""
        if isinstance(self.value, time):
            return self.value
        raise self._wrong("hour of the day")

    @property
    def words(self) -> tuple[str, ...]:
        """The value as a list of words."""
        if isinstance(self.value, tuple):
            return self.value
        raise self._wrong("list of words")

    @property
    def table(self) -> dict[str, float]:
        """The value as numbers by name."""
        if isinstance(self.value, dict):
            return self.value
        raise self._wrong("table of numbers")

    def outside(self, since: date, until: date) -> Iterator["Rule"]:
        """Yield what is left of the rule where another holds from `since` until `until`."""
        if self.since < since:
            yield msgspec.structs.replace(self, until=min(self.until, since))
        if until < self.until:
            yield msgspec.structs.replace(self, since=max(self.since, until))

    @property
    def undated(self) -> bool:
        """Whether the rule holds on every day."""
        return self.since == date.min and self.until == date.max

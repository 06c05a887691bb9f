"""The policy in force: packs laid one over another, asked by key and moment.

A detector asks `rule(key, at)` where a pack may be silent (a limit that only some countries set), and
`length`, `number` or `deadline` where the base pack always speaks. Code never asks which country it is.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from moked.core.calendar import Calendar
from moked.policy.rule import Rule


class Policy:
    """Rules by key, calendars by channel, the place's time zone and currency. Immutable.

    `names` are the packs, the lowest first; `title`, `country` and `disclaimer` the highest's.
    """

    def __init__(
        self,
        rules: Mapping[str, tuple[Rule, ...]],
        *,
        calendar: Calendar,
        channels: Mapping[str, Calendar] | None = None,
        names: tuple[str, ...] = (),
        place: Mapping[str, str] | None = None,
        topics: Mapping[str, str] | None = None,
    ) -> None:
        """Take the merged rules of each key in order of date, and topics by folded word."""
        self._rules = dict(rules)
        self._calendar = calendar
        self._channels = dict(channels or {})
        self._topics = dict(topics or {})
        self.names = names
        place = place or {}
        self.title = place.get("title")
        self.country = place.get("country")
        self.currency = place.get("currency")
        self.disclaimer = place.get("disclaimer")

    def rule(self, key: str, at: datetime) -> Rule | None:
        """Return the rule in force at a moment, or None where no pack sets one.

        Raises KeyError for a key that no pack declares.
        """
        rules = self._rules[key]
        if not rules:
            return None
        if len(rules) == 1 and rules[0].undated:
            return rules[0]
        day = self._calendar.local(at).date()
        return next((rule for rule in rules if rule.since <= day < rule.until), None)

    def required(self, key: str, at: datetime) -> Rule:
        """Return the rule in force of a key on which the base pack always speaks."""
        rule = self.rule(key, at)
        if rule is None:
            raise KeyError(f"no value of {key} is in force at {at}")
        return rule

    def length(self, key: str, at: datetime) -> timedelta:
        """Return a required span as time on the clock."""
        return self.required(key, at).length

    def number(self, key: str, at: datetime) -> float:
        """Return a required number."""
        return self.required(key, at).number

    def deadline(self, key: str, at: datetime, channel: str | None = None) -> datetime:
        """Return the moment at which a required span that began at `at` has passed."""
        return self.required(key, at).span.after(at, self.calendar(channel))

    def rules(self) -> Iterator[Rule]:
        """Yield every rule, in order of key as declared and then of date, for screens and reports."""
        for rules in self._rules.values():
            yield from rules

    def calendar(self, channel: str | None = None) -> Calendar:
        """Return the opening hours of a channel, the general ones where it has none of its own."""
        return self._channels.get(channel, self._calendar) if channel else self._calendar

    def topic(self, word: str | None) -> str | None:
        """Return the canonical topic of an organisation's own word for it, whatever its case.

        None is a topic that nobody knows: no word, or one that no pack lists. A law that covers only
        some topics counts that as covered.
        """
        return self._topics.get(word.casefold()) if word else None

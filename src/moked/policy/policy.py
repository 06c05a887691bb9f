"""The policy in force: packs laid one over another, asked by key and moment.

A detector asks `rule(key, at)` where a pack may be silent (a limit that only some countries set), and
`length`, `number` or `deadline` where the base pack always speaks. Code never asks which country it is.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from moked.core.calendar import Calendar
from moked.policy.rule import Rule
from moked.policy.span import Basis, Span

_ALWAYS = datetime.min.replace(tzinfo=UTC)
_FOR_EVER = datetime.max.replace(tzinfo=UTC)


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
        # Detectors ask a million times: what holds on every day is answered at once, and lengths are kept.
        self._constant = {
            key: only[0] for key, only in rules.items() if len(only) == 1 and only[0].undated
        }
        self._lengths: dict[str, timedelta] = {}
        self._shortest: dict[str, timedelta] = {}
        self._dated: dict[str, list[tuple[datetime, datetime, Rule]]] = {}
        self._closes: dict[tuple[Span, str | None, int], datetime] = {}
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
        constant = self._constant.get(key)
        if constant is not None:
            return constant
        dated = self._dated.get(key)
        if dated is None:
            dated = self._dated[key] = [self._bounded(rule) for rule in self._rules[key]]
        for since, until, rule in dated:
            if since <= at < until:
                return rule
        return None

    def _bounded(self, rule: Rule) -> tuple[datetime, datetime, Rule]:
        """Return a rule with the moments at which its first day begins and its last is over."""
        since = _ALWAYS if rule.since == date.min else self._calendar.moment(rule.since, time())
        until = _FOR_EVER if rule.until == date.max else self._calendar.moment(rule.until, time())
        return since, until, rule

    def required(self, key: str, at: datetime) -> Rule:
        """Return the rule in force of a key on which the base pack always speaks."""
        rule = self.rule(key, at)
        if rule is None:
            raise KeyError(f"no value of {key} is in force at {at}")
        return rule

    def length(self, key: str, at: datetime) -> timedelta:
        """Return a required span as time on the clock."""
        length = self._lengths.get(key)
        if length is None:
            length = self.required(key, at).length
            if key in self._constant:
                self._lengths[key] = length
        return length

    def shortest(self, key: str) -> timedelta:
        """Return the time on the clock within which no rule of a key, at any moment, sets a deadline.

        Cheaper than a deadline, it settles what was done at once. A key without rules sets none at all.
        """
        shortest = self._shortest.get(key)
        if shortest is None:
            spans = [rule.span.shortest for rule in self._rules[key]]
            shortest = self._shortest[key] = min(spans, default=timedelta.max)
        return shortest

    def number(self, key: str, at: datetime) -> float:
        """Return a required number."""
        return self.required(key, at).number

    def deadline(self, key: str, at: datetime, channel: str | None = None) -> datetime:
        """Return the moment at which a required span that began at `at` has passed."""
        span = self.required(key, at).span
        if span.basis is not Basis.BUSINESS_DAYS:
            return span.after(at, self.calendar(channel))
        # All moments of a day share the close that they lead to, and days begin on quarters of an hour.
        place = span, channel, int(at.timestamp() // 900)
        close = self._closes.get(place)
        if close is None:
            close = self._closes[place] = span.after(at, self.calendar(channel))
        return close

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

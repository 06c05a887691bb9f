"""A pack's table: each figure that it must hold, on a day, with its clause and how sure it is."""

from datetime import UTC, datetime
from typing import Any

from moked.policy import Policy, Rule, Span, load

Figure = tuple[str, str, Any, str | None, str]
"""Key, day, value (spans as a pack writes them), a part of the clause, confidence."""


def in_force(policy: Policy, key: str, day: str) -> Rule | None:
    """The rule of a key at noon of a day ("2026-11-01"), in UTC."""
    return policy.rule(key, datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC))


def assert_figure(policy: Policy, figure: Figure) -> None:
    """Fail unless the policy holds the figure; a value of None is a key on which nothing holds."""
    key, day, value, clause, confidence = figure
    rule = in_force(policy, key, day)
    if value is None:
        assert rule is None
        return
    assert rule is not None
    assert rule.value == (Span.parse(value) or value if isinstance(value, str) else value)
    assert rule.confidence == confidence
    assert rule.source
    assert (rule.clause is None) if clause is None else (clause in (rule.clause or ""))


def keys_of(pack: str) -> set[str]:
    """The keys that a packaged pack gives values to: it marks how sure each is, the base pack none."""
    return {rule.key for rule in load([pack]).rules() if rule.confidence}


def keys_in(table: list[Figure]) -> set[str]:
    """The keys of a table."""
    return {key for key, *_ in table}

"""Laws of dated successions, of packs over packs, and of the line that an error names."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.core.errors import Refused
from moked.policy import Rule, Span
from moked.policy.entry import Key, rules_of
from moked.policy.kind import Kind
from moked.policy.layers import laid_over
from moked.policy.written import Written

START = date(2026, 1, 1)
DAYS = [START + timedelta(n) for n in range(-1, 42)]
CUTS = st.lists(st.integers(0, 40), unique=True, min_size=1, max_size=6).map(sorted)


@st.composite
def successions(draw: st.DrawFn, *, may_be_off: bool = False) -> tuple[Rule, ...]:
    """Rules that hold on days of their own, with gaps or without, the last perhaps for ever."""
    cuts = [START + timedelta(n) for n in draw(CUTS)]
    bounds = [*pairwise(cuts), (cuts[-1], date.max)]
    values = st.none() | st.integers(0, 99) if may_be_off else st.integers(0, 99)
    kept = [bound for bound in bounds if draw(st.booleans())]
    return tuple(Rule("a.b", draw(values), "PD", since=s, until=u) for s, u in kept)


def on(rules: tuple[Rule, ...], day: date) -> list[Rule]:
    return [rule for rule in rules if rule.since <= day < rule.until]


@given(successions(), successions(may_be_off=True))
def test_the_upper_pack_speaks_on_its_days_and_the_lower_on_all_others(
    lower: tuple[Rule, ...], upper: tuple[Rule, ...]
) -> None:
    laid = laid_over(lower, upper)
    assert [rule.since for rule in laid] == sorted(rule.since for rule in laid)
    for day in DAYS:
        expected = [rule.value for rule in on(upper, day) or on(lower, day)]
        assert [rule.value for rule in on(laid, day)] == [v for v in expected if v is not None]


@given(CUTS.flatmap(st.permutations))
def test_entries_in_any_order_hold_until_the_next_begins(cuts: list[int]) -> None:
    entries = [{"value": n, "source": "x", "from": START + timedelta(n)} for n in cuts]
    rules = rules_of(Written("my.toml", {}, {}), ("a", "b"), entries, Key(Kind.NUMBER, silent=True))
    for day in DAYS:
        begun = sorted(n for n in cuts if START + timedelta(n) <= day)
        assert [rule.value for rule in on(rules, day)] == begun[-1:]


@given(CUTS.filter(lambda cuts: len(cuts) > 1), st.data())
def test_an_entry_that_reaches_into_the_next_is_refused(
    cuts: list[int], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(cuts) - 2))
    entries = [{"value": n, "source": "x", "from": START + timedelta(n)} for n in cuts]
    entries[at]["until"] = START + timedelta(cuts[at + 1] + data.draw(st.integers(1, 9)))
    with pytest.raises(Refused, match="dates overlap"):
        rules_of(Written("my.toml", {}, {}), ("a", "b"), entries, Key(Kind.NUMBER, silent=True))


@given(
    st.integers(1, 10**6),
    st.sampled_from(["s", "min", "h", "d", "open s", "open h", "business days"]),
)
def test_a_written_span_is_read_whole(amount: int, unit: str) -> None:
    span = Span.parse(f"{amount} {unit}")
    assert span is not None
    seconds = {"s": 1, "min": 60, "h": 3600, "d": 86400}.get(unit.removeprefix("open "), 1)
    assert span.amount == amount * seconds


NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
SECTIONS = st.dictionaries(NAMES, st.lists(NAMES, unique=True, max_size=4), max_size=4)


@given(SECTIONS, st.lists(st.integers(0, 3), min_size=40, max_size=40))
def test_each_key_is_found_on_the_line_that_it_was_written_on(
    sections: dict[str, list[str]], blanks: list[int]
) -> None:
    lines, expected, gaps = [], {}, iter(blanks)
    for section, keys in sections.items():
        lines += ["# allowed = 1"] * next(gaps) + [f"[{section}]"]
        expected[(section,)] = len(lines)
        for key in keys:
            lines += [""] * next(gaps) + [f"{key} = {{ value = 1 }}"]
            expected[(section, key)] = len(lines)
    assert Written.parse("\n".join(lines), "my.toml").lines == expected

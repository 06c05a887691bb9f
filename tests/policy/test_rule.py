"""A rule gives its value as what it is, and as nothing else."""

from datetime import date, time, timedelta

import pytest

from moked.policy import Rule, Span
from moked.policy.rule import Value

AS: dict[str, Value] = {
    "span": Span(60),
    "number": 0.5,
    "flag": True,
    "text": "en",
    "hour": time(20),
    "words": ("fault",),
    "table": {"4 h": 300},
}


@pytest.mark.parametrize("kind", AS)
def test_a_value_is_given_as_its_own_kind(kind: str) -> None:
    assert getattr(Rule("a.b", AS[kind], "PD"), kind) == AS[kind]


@pytest.mark.parametrize("kind", AS)
@pytest.mark.parametrize("other", AS)
def test_a_value_is_given_as_no_other_kind(kind: str, other: str) -> None:
    if kind != other:
        with pytest.raises(TypeError, match=r"^a\.b is .+, which is no "):
            getattr(Rule("a.b", AS[kind], "PD"), other)


def test_a_span_has_a_length_on_the_clock() -> None:
    assert Rule("a.b", Span(60), "PD").length == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("since", "until", "undated"),
    [
        (date.min, date.max, True),
        (date(2026, 1, 1), date.max, False),
        (date.min, date(2026, 1, 1), False),
    ],
)
def test_a_rule_is_undated_if_it_holds_on_every_day(
    since: date, until: date, undated: bool
) -> None:
    assert Rule("a.b", True, "PD", since=since, until=until).undated is undated

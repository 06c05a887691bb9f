"""The base pack declares keys, by kind or by a value; a mistake in it is refused like any other."""

import pytest

from moked.core.errors import Refused
from moked.policy.kind import SHOWN, Kind
from moked.policy.pack import Pack, base_pack
from moked.policy.written import Written


def base_of(text: str) -> Pack:
    return base_pack(Written.parse(text, "base.toml"))


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_alone_declares_a_key_without_a_value(kind: Kind) -> None:
    base = base_of(f'[a]\nb = {{ kind = "{kind}" }}')
    assert (base.keys["a.b"].kind, base.keys["a.b"].silent, base.rules) == (kind, True, {})


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ('"3 open h"', Kind.SPAN),
        ('"a word"', Kind.TEXT),
        ("0.5", Kind.NUMBER),
        ("true", Kind.FLAG),
        ("[]", Kind.WORDS),
        ("12:00:00", Kind.HOUR),
        ("{ a = 1 }", Kind.TABLE),
    ],
)
def test_a_value_declares_its_own_kind(value: str, kind: Kind) -> None:
    base = base_of(f'[a]\nb = {{ value = {value}, source = "PD" }}')
    assert (base.keys["a.b"].kind, base.keys["a.b"].silent) == (kind, False)
    assert [rule.source for rule in base.rules["a.b"]] == ["PD"]


@pytest.mark.parametrize(
    "declared",
    ['{ kind = "spam" }', "{ kind = [] }", "{}", "[]", "[1]"],
)
def test_what_declares_no_kind_is_refused(declared: str) -> None:
    with pytest.raises(Refused, match=r"base\.toml:2: a\.b: write a value, or { kind = … }: span,"):
        base_of(f"[a]\nb = {declared}")


def test_a_key_is_declared_by_its_kind_or_by_a_value_and_not_by_both() -> None:
    with pytest.raises(Refused, match=r"base\.toml:2: a\.b: an entry has no part 'kind'"):
        base_of('[a]\nb = { kind = "span", value = "1 h", source = "PD" }')


def test_a_declaration_outside_a_section_is_refused() -> None:
    with pytest.raises(Refused, match=r"base\.toml:1: a: this is no section"):
        base_of("a = 1")


def test_topics_that_are_no_section_are_refused() -> None:
    with pytest.raises(Refused, match=r"base\.toml:1: topics: this is no section"):
        base_of("topics = 1")


def test_errors_can_show_how_to_write_each_kind() -> None:
    assert SHOWN.keys() == set(Kind)

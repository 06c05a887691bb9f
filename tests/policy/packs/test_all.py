"""What holds of every packaged pack, whatever its country."""

from datetime import UTC, datetime

import pytest

from moked.policy import Span, load, pack_names

NOW = datetime(2026, 11, 1, tzinfo=UTC)
COUNTRIES = {"au": "AU", "br": "BR", "de": "DE", "es": "ES", "gb": "GB", "il": "IL", "us": "US"}


def test_these_countries_have_packs() -> None:
    assert pack_names() == sorted(COUNTRIES)


@pytest.mark.parametrize("name", pack_names())
def test_a_pack_names_its_country_currency_and_zone(name: str) -> None:
    policy = load([name])
    assert policy.country == COUNTRIES[name]
    assert policy.currency
    assert policy.title
    assert policy.calendar().zone != "UTC"
    assert policy.calendar().holidays


@pytest.mark.parametrize("name", ["base", *pack_names()])
def test_a_pack_says_that_it_is_no_legal_advice(name: str) -> None:
    policy = load([name] if name != "base" else [])
    assert "not legal advice" in (policy.disclaimer or "")


@pytest.mark.parametrize("name", pack_names())
def test_every_figure_of_a_country_says_how_sure_it_is_and_names_its_clause(name: str) -> None:
    for rule in load([name]).rules():
        if rule.source != "PD":
            assert rule.confidence, rule.key
            assert rule.clause or rule.key.startswith(("bills.", "small_claims.")), rule.key


@pytest.mark.parametrize("name", pack_names())
def test_nobody_is_sure_of_what_no_source_was_found_for(name: str) -> None:
    unverified = [r for r in load([name]).rules() if "verif" in f"{r.source} {r.note}"]
    assert {rule.confidence for rule in unverified} <= {"L"}


def test_the_base_pack_speaks_on_every_day_of_every_key_on_which_it_speaks() -> None:
    assert [rule.key for rule in load([]).rules() if not rule.undated] == []


def test_every_figure_of_the_base_pack_is_marked_as_our_own() -> None:
    assert {rule.source for rule in load([]).rules()} == {"PD"}


@pytest.mark.parametrize("name", pack_names())
def test_what_the_base_pack_says_is_said_under_every_country_too(name: str) -> None:
    policy = load([name])
    for rule in load([]).rules():
        assert policy.rule(rule.key, datetime(1999, 1, 1, tzinfo=UTC)) is not None
        assert policy.rule(rule.key, NOW) is not None


@pytest.mark.parametrize("name", pack_names())
def test_every_span_of_a_pack_can_be_counted_in_its_own_calendar(name: str) -> None:
    policy = load([name])
    for rule in policy.rules():
        if isinstance(rule.value, Span):
            assert rule.span.after(NOW, policy.calendar()) > NOW, rule.key

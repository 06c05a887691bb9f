"""A policy answers by key and moment, in the place's own days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from moked.core.calendar import Calendar, Hours, always
from moked.policy import Policy, Rule, Span

JERUSALEM = always("Asia/Jerusalem")
LAW = Rule("a.b", Span(360), "the law", since=date(2019, 7, 25), until=date(2026, 1, 1))
NOW = datetime(2020, 1, 1, 12, tzinfo=UTC)


def policy(*rules: Rule, calendar: Calendar = JERUSALEM) -> Policy:
    return Policy({"a.b": rules}, calendar=calendar)


def test_a_law_holds_from_its_first_day_in_the_places_own_time() -> None:
    # Midnight in Jerusalem is 21:00 in summer, in UTC.
    first = datetime(2019, 7, 24, 21, tzinfo=UTC)
    assert policy(LAW).rule("a.b", first) is LAW
    assert policy(LAW).rule("a.b", first - timedelta(microseconds=1)) is None


def test_a_law_no_longer_holds_on_the_day_that_ends_it() -> None:
    end = datetime(2025, 12, 31, 22, tzinfo=UTC)
    assert policy(LAW).rule("a.b", end) is None
    assert policy(LAW).rule("a.b", end - timedelta(microseconds=1)) is LAW


def test_a_key_on_which_no_pack_speaks_has_no_rule() -> None:
    assert policy().rule("a.b", NOW) is None


def test_a_key_that_nobody_declares_is_a_bug() -> None:
    with pytest.raises(KeyError, match=r"a\.c"):
        policy().rule("a.c", NOW)


def test_a_required_value_that_is_missing_is_a_bug() -> None:
    with pytest.raises(KeyError, match=r"no value of a\.b is in force at 2020"):
        policy().required("a.b", NOW)


def test_short_forms_give_lengths_numbers_and_deadlines() -> None:
    assert policy(LAW).length("a.b", NOW) == timedelta(minutes=6)
    assert policy(Rule("a.b", 3, "PD")).number("a.b", NOW) == 3
    assert policy(LAW).deadline("a.b", NOW) == NOW + timedelta(minutes=6)


def test_the_shortest_time_is_that_of_any_moments_rule() -> None:
    later = Rule("a.b", Span(20), "the law", since=date(2026, 1, 1))
    assert policy(LAW, later).shortest("a.b") == timedelta(seconds=20)
    assert policy().shortest("a.b") == timedelta.max


def test_a_deadline_runs_in_the_hours_of_its_channel() -> None:
    phone = Calendar("UTC", Hours.of({"mon-sun": "08:00-12:00"}))
    hour = Span.parse("1 open h")
    assert hour is not None
    rules = {"a.b": (Rule("a.b", hour, "PD"),)}
    both = Policy(rules, calendar=always("UTC"), channels={"phone": phone})
    assert both.deadline("a.b", NOW, "phone") == datetime(2020, 1, 2, 9, tzinfo=UTC)
    assert both.deadline("a.b", NOW, "email") == NOW + timedelta(hours=1)
    assert both.deadline("a.b", NOW) == NOW + timedelta(hours=1)


def test_all_rules_come_in_order_of_key_and_date() -> None:
    later = Rule("a.b", Span(60), "the law", since=date(2026, 1, 1))
    both = Policy({"a.b": (LAW, later), "a.a": (), "a.0": (LAW,)}, calendar=JERUSALEM)
    assert list(both.rules()) == [LAW, later, LAW]


def test_a_policy_of_no_place_names_none() -> None:
    bare = policy()
    assert (bare.title, bare.country, bare.currency, bare.disclaimer) == (None, None, None, None)

"""A report says in words what its figures are."""

import pytest
from msgspec.structs import replace

from moked.core.events import EVENT_TYPES
from moked.importers.reader import unnamed
from moked.reports.page.happenings import HAPPENINGS
from moked.reports.page.parts import Section
from tests.quality.words import (
    agent_connected,
    case_assigned,
    case_opened,
    contact_ended,
    contact_started,
    message_received,
)
from tests.reports.page.pages import MALLORY, reported, week


def section(name: str, lang: str = "en") -> Section:
    return next(each for each in reported(list(week()), lang).sections if each.id == name)


def test_every_type_of_event_has_its_words() -> None:
    assert set(HAPPENINGS) == set(EVENT_TYPES)


def test_the_outlier_is_named_in_a_sentence() -> None:
    (lead,) = section("short-calls").lead
    assert f"1 agent stands above what chance explains: {MALLORY}." in lead


def test_where_all_are_alike_nobody_is_named() -> None:
    calls = [
        event
        for n in range(100)
        for event in (
            contact_started("Sun 09:00", contact=f"c{n}"),
            agent_connected("Sun 09:00", contact=f"c{n}"),
            contact_ended("Sun 09:05", contact=f"c{n}"),
        )
    ]
    made = reported(calls)
    (lead,) = next(each for each in made.sections if each.id == "short-calls").lead
    assert "No agent stands above" in lead


def test_an_incident_shows_the_events_that_prove_it() -> None:
    journeys = section("overview").journeys
    dana = next(each for each in journeys if each.heading == "customer dana")
    proofs = [proof.words for failed in dana.failed for proof in failed.proofs]
    assert "contact started" in proofs
    assert [journey.severity for journey in journeys] == sorted(
        (journey.severity for journey in journeys),
        key=["legal", "word", "lost", "effort", "tone"].index,
    )
    assert len(journeys) <= 10


def test_somebody_without_a_name_is_told_by_the_case() -> None:
    whose = unnamed("k1")
    opened = case_opened("Sun 09:00", customer=whose)
    made = reported([opened, *(case_assigned(f"Sun 09:0{n}", team=t) for n, t in enumerate("ABA"))])
    assert [journey.heading for journey in made.sections[0].journeys] == ["case k1"]


def test_lines_have_their_figure_where_the_log_names_lines() -> None:
    steps = [
        replace(case_assigned(f"Sun 09:0{n}", team=line), unknown={"line": line})
        for n, line in enumerate("AB")
    ]
    tiles = next(each for each in reported(steps).sections if each.id == "handovers").tiles
    assert [tile.value for tile in tiles if tile.label == "handovers between lines"] == ["1"]


def test_where_nobody_waits_no_hour_is_best() -> None:
    made = reported([message_received("Sun 09:00")])
    arrivals = next(each for each in made.sections if each.id == "arrivals")
    assert (arrivals.lead, len(arrivals.maps)) == ([], 1)


def test_every_term_is_explained_in_both_languages() -> None:
    for lang in ("en", "he"):
        for each in reported(list(week()), lang).sections:
            assert all(term and meaning for term, meaning in each.terms)
            assert each.terms or each.needs


def test_hebrew_says_nothing_in_english() -> None:
    made = reported(list(week()), "he")
    said = [
        made.title,
        made.headline,
        made.advice,
        *made.says.values(),
        *(s.title for s in made.sections),
    ]
    assert [text for text in said if not any("א" <= letter <= "ת" for letter in text)] == []


def test_what_may_still_fail_is_told_after_what_did() -> None:
    started = contact_started("Sun 09:00", customer="dana")
    assert reported([started, agent_connected("Sun 09:12")]).headline.endswith("in 1 incident.")
    waiting = [started, contact_started("Sun 09:10", contact="c2", customer="yusuf")]
    assert "more is at risk" in reported(waiting).headline


def test_the_logs_own_words_for_an_end_have_their_table() -> None:
    ended = replace(contact_ended("Sun 09:05"), unknown={"outcome": "HANG"})
    made = reported([contact_started("Sun 09:00"), ended])
    assert [table.rows for table in made.tables if table.name == "outcomes"] == [[["HANG", 1]]]


@pytest.mark.parametrize(
    ("until", "heading"),
    [
        ("Sun 20:00", "Failures by hour"),
        ("Sun3 09:00", "Failures by day"),
        ("Sun12 09:00", "Failures by week"),
        ("Sun120 09:00", "Failures by month"),
    ],
)
def test_a_longer_period_is_told_in_larger_steps(until: str, heading: str) -> None:
    calls = [contact_started("Sun 09:00"), agent_connected("Sun 09:12")]
    made = reported([*calls, contact_started(until, contact="c2", channel="email")])
    (picture,) = next(each for each in made.sections if each.id == "failures").pictures
    assert picture.title == heading


def test_tables_have_names_of_their_own() -> None:
    names = [table.name for table in reported(list(week())).tables]
    assert len(set(names)) == len(names)
    assert {"failures", "queues", "short-calls", "handovers", "first-replies", "arrivals"} <= set(
        names
    )

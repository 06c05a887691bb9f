"""A finding's title and facts in words, in both languages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from moked.core import events
from moked.policy import load
from moked.quality.detector import Scope, all_detectors
from moked.quality.finding import Finding, Severity, State, Subject
from moked.reports.words import (
    SEVERITIES,
    STATES,
    moment_words,
    phrases,
    span_words,
    subject_words,
    title,
)
from moked.ui.extraction import spoken
from moked.ui.language import FIRST_STRONG_ISOLATE, POP_ISOLATE, translator
from tests.quality import words as w

HEBREW, ENGLISH = translator("he"), translator("en")
LOCAL = load(["il"]).calendar().local


def plainly(text: str) -> str:
    """Return a text as it looks, without the marks that keep its directions apart."""
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")


def is_hebrew(text: str) -> bool:
    return any("א" <= letter <= "ת" for letter in text)


def finding(detector: str = "call_lost", clause: str | None = None, **facts: Any) -> Finding:
    """Return Dana's finding with some facts."""
    return Finding(
        detector=detector,
        code="F02",
        subject=Subject("contact", "c1"),
        customer="dana",
        at=w.at("Sun 09:00"),
        severity=Severity.WORD,
        state=State.OPEN,
        facts=facts,
        evidence=(w.contact_started("Sun 09:00"),),
        clause=clause,
    )


class TestEverythingHasItsHebrew:
    @pytest.mark.parametrize("name", sorted({found.name for found in all_detectors()}))
    def test_each_detector_s_title(self, name: str) -> None:
        assert is_hebrew(title(name, HEBREW))
        assert title(name, ENGLISH) == name.replace("_", " ")

    @pytest.mark.parametrize("member", Severity)
    def test_each_severity(self, member: Severity) -> None:
        assert is_hebrew(HEBREW(SEVERITIES[member]))

    @pytest.mark.parametrize("member", State)
    def test_each_state(self, member: State) -> None:
        assert is_hebrew(HEBREW(STATES[member]))

    @pytest.mark.parametrize(
        "member",
        [
            *Scope,
            *events.Channel,
            *events.Role,
            *events.WhyLeft,
            *events.Notice,
            *events.PromiseKind,
        ],
    )
    def test_each_word_of_the_events_and_stories(self, member: str) -> None:
        assert is_hebrew(HEBREW(spoken(member)))


FACTS: dict[str, tuple[Finding, list[str], list[str]]] = {
    "a span is a clock": (finding(waited=372), ["waited 0:06:12"], ["המתנה 0:06:12"]),
    "a name that is a span's elsewhere may be a count": (
        finding("human_answer_late", late=12),
        ["late 12"],
        ["באיחור 12"],
    ),
    "a limit may be of something else": (
        finding("unequal_service", limit=1.25, waited=90.4),
        ["limit 1.25", "waited 0:01:30"],
        ["מותר 1.25", "המתנה 0:01:30"],
    ),
    "a moment stands in the place's time": (
        finding(due="2026-11-01T11:00:00Z"),
        ["due 2026-11-01 13:00"],
        ["מועד 2026-11-01 13:00"],
    ),
    "a Hebrew preposition joins its moment": (
        finding(answered_at="2026-11-01T11:00:00.5+02:00"),
        ["answered at 2026-11-01 11:00"],
        ["נענה ב-2026-11-01 11:00"],
    ),
    "a sum has its currency": (
        finding(amount=1300, currency="ILS"),
        ["amount 1,300 ILS"],
        ["סכום 1,300 ILS"],
    ),
    "a sum whose currency nobody set is a number": (
        finding(amount=300),
        ["amount 300"],
        ["סכום 300"],
    ),
    "a share is a percentage": (finding(share=0.163), ["share 16.3%"], ["שיעור 16.3%"]),
    "a channel has its name": (finding(channel="sms"), ["channel sms"], ["ערוץ מסרון"]),
    "a list is one after the other": (
        finding(channels=["phone", "email"]),
        ["channels phone, email"],
        ["ערוצים טלפון, דוא״ל"],
    ),
    "a table is its names and values": (
        finding(limit={"waited": 60, "share": 0.5, "answered_at": "2026-11-01T11:00:00+02:00"}),
        ["limit waited 0:01:00, share 50.0%, answered at 2026-11-01 11:00"],
        ["מותר המתנה 0:01:00, שיעור 50.0%, נענה ב-2026-11-01 11:00"],
    ),
    "a claim is yes or no": (finding(bounced=True), ["bounced yes"], ["חזרות כן"]),
    "neither is no": (finding(bounced=False), ["bounced no"], ["חזרות לא"]),
    "somebody's own word is nobody's to translate": (
        finding(agent="manager"),
        ["agent manager"],
        ["נציג manager"],
    ),
    "a clause comes last": (
        finding(clause="Consumer Protection Law 1981 s.18A", count=3),
        ["count 3", "clause Consumer Protection Law 1981 s.18A"],
        ["מספר 3", "לפי חוק הגנת הצרכן, התשמ״א–1981, סעיף 18א"],
    ),
    "a foreign law keeps its own name": (
        finding(clause="Ley 10/2025 art. 8.3"),
        ["clause Ley 10/2025 art. 8.3"],
        ["לפי Ley 10/2025 art. 8.3"],
    ),
    "what somebody said is not shown": (finding(words="you idiot", text="you idiot"), [], []),
}


@pytest.mark.parametrize(("found", "english", "hebrew"), FACTS.values(), ids=FACTS)
def test_facts_are_phrases(found: Finding, english: list[str], hebrew: list[str]) -> None:
    assert list(phrases(found, LOCAL, ENGLISH)) == english
    assert [plainly(phrase) for phrase in phrases(found, LOCAL, HEBREW)] == hebrew


def test_every_value_in_hebrew_is_isolated() -> None:
    (waited,) = phrases(finding(waited=372), LOCAL, HEBREW)
    assert waited == "המתנה \u20680:06:12\u2069"


@pytest.mark.parametrize(
    ("span", "english", "hebrew"),
    [
        (timedelta(0), "0:00:00", "0:00:00"),
        (timedelta(hours=23, minutes=59, seconds=59), "23:59:59", "23:59:59"),
        (timedelta(days=1), "1 day", "יום אחד"),
        (timedelta(days=5, hours=3), "5 days 3:00:00", "5 ימים 3:00:00"),
    ],
)
def test_a_span_shows_its_days_before_its_clock(span: timedelta, english: str, hebrew: str) -> None:
    assert span_words(span, ENGLISH) == english
    assert plainly(span_words(span, HEBREW)) == hebrew


def test_a_moment_is_the_place_s_in_summer_too() -> None:
    assert moment_words(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), LOCAL) == "2026-07-02 01:30"


def test_a_subject_is_its_kind_and_reference_and_the_only_one_its_kind() -> None:
    assert subject_words(Subject("case", "k1"), ENGLISH) == "case k1"
    assert plainly(subject_words(Subject("case", "k1"), HEBREW)) == "פנייה k1"
    assert subject_words(Subject("centre", "centre"), HEBREW) == "המוקד"

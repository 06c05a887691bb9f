"""Incidents as lines: every finding once, in its columns, in both languages and any width."""

from datetime import timedelta

import pytest
from rich.cells import cell_len

from moked.policy import load
from moked.quality.finding import Finding, Severity, State, Subject
from moked.quality.incidents import incidents
from moked.reports.incident_lines import Page, incident_lines, summary_lines
from moked.ui.language import translator
from tests.quality import words as w

POLICY = load(["il"])
ENGLISH = Page(translator("en"), POLICY)
HEBREW = Page(translator("he"), POLICY)


def finding(
    when: str,
    detector: str,
    code: str,
    severity: Severity,
    *,
    customer: str | None = "dana",
    state: State = State.OPEN,
    **facts: object,
) -> Finding:
    """Return a finding on contact c1."""
    return Finding(
        detector=detector,
        code=code,
        subject=Subject("contact", "c1"),
        customer=customer,
        at=w.at(when),
        severity=severity,
        state=state,
        facts=facts,
        evidence=(w.contact_started("Sun 08:00"),),
        clause=None,
    )


DAY = [
    finding("Sun 09:06", "human_answer_late", "F01", Severity.LEGAL, waited=420, limit=360),
    finding("Sun 09:25", "contact_undocumented", "F23", Severity.EFFORT, agent="noa"),
    finding("Mon 09:00", "call_lost", "F02", Severity.WORD, customer="yusuf", state=State.AT_RISK),
]


def plainly(lines: list[str]) -> list[str]:
    """Return lines as they look, without the marks that keep directions apart."""
    return [line.translate(dict.fromkeys(map(ord, "\u200f\u2067\u2068\u2069"))) for line in lines]


def test_an_incident_is_a_heading_and_a_line_a_finding() -> None:
    assert list(incident_lines(incidents(DAY, POLICY), ENGLISH)) == [
        "customer dana · legal deadline · since 2026-11-01 09:06 · 2 findings",
        "  2026-11-01 09:06  F01  human answer late     contact c1  open     "
        "waited 0:07:00 · limit 0:06:00",
        "  2026-11-01 09:25  F23  contact undocumented  contact c1  open     agent noa",
        "",
        "customer yusuf · broken word · will fail at 2026-11-02 09:00 · 1 finding",
        "  2026-11-02 09:00  F02  call lost             contact c1  at risk",
        "",
    ]


def test_in_hebrew_too() -> None:
    assert plainly(list(incident_lines(incidents(DAY, POLICY), HEBREW)))[:3] == [
        "לקוח dana · מועד שבחוק · מאז 2026-11-01 09:06 · 2 ממצאים",
        "  2026-11-01 09:06  F01  המתנה ארוכה למענה אנושי  מגע c1  פתוח    "
        "המתנה 0:07:00 · מותר 0:06:00",
        "  2026-11-01 09:25  F23  פנייה ללא תיעוד          מגע c1  פתוח    נציג noa",
    ]


def test_whose_customer_nobody_knows_is_named_by_the_contact() -> None:
    stranger = finding("Sun 09:00", "call_lost", "F02", Severity.WORD, customer=None)
    heading = next(incident_lines(incidents([stranger], POLICY), ENGLISH))
    assert heading.startswith("contact c1 · ")


@pytest.mark.parametrize("page", [ENGLISH, HEBREW], ids=["en", "he"])
@pytest.mark.parametrize("width", [80, 100, 140])
def test_facts_never_run_over_a_terminal_s_width(page: Page, width: int) -> None:
    facts = {name: timedelta(hours=1).seconds for name in ("waited", "limit", "talked", "notice")}
    told = finding("Sun 09:06", "human_answer_late", "F01", Severity.LEGAL, **facts)
    narrow = Page(page.say, POLICY, width=width)
    lines = list(incident_lines(incidents([told], POLICY), narrow))
    assert max(map(cell_len, lines)) <= width
    assert " ".join(plainly(lines)).count("1:00:00") == 4
    for line in lines:
        assert line.count("\u2068") + line.count("\u2067") == line.count("\u2069")


def test_a_wide_terminal_has_the_facts_beside_and_a_narrow_one_below() -> None:
    told = finding("Sun 09:06", "call_lost", "F02", Severity.WORD, waited=60)
    wide, narrow = (
        list(incident_lines(incidents([told], POLICY), Page(ENGLISH.say, POLICY, width=width)))
        for width in (120, 80)
    )
    assert wide[1].endswith("open  waited 0:01:00")
    assert narrow[1:3] == [
        "  2026-11-01 09:06  F02  call lost  contact c1  open",
        "    waited 0:01:00",
    ]


def test_a_finding_without_facts_has_no_line_for_them() -> None:
    bare = finding("Sun 09:06", "call_lost", "F02", Severity.WORD)
    for width in (120, 80):
        lines = list(incident_lines(incidents([bare], POLICY), Page(ENGLISH.say, POLICY, width)))
        assert lines[1:] == ["  2026-11-01 09:06  F02  call lost  contact c1  open", ""]


def test_a_heading_is_painted_by_its_gravest_finding() -> None:
    page = Page(ENGLISH.say, POLICY, paint=lambda text, severity: f"<{severity}>{text}")
    headings = [line for line in incident_lines(incidents(DAY, POLICY), page) if "customer" in line]
    assert [line.partition("customer")[0] for line in headings] == ["<legal>", "<word>"]


def test_the_sum_counts_each_failure_by_its_states() -> None:
    again = finding("Tue 09:00", "call_lost", "F02", Severity.WORD)
    assert list(summary_lines([*DAY, again], ENGLISH)) == [
        "     failure               at risk  open",
        "F01  human answer late     0        1",
        "F02  call lost             1        1",
        "F23  contact undocumented  0        1",
    ]
    assert plainly(list(summary_lines([again], HEBREW))) == [
        "     כשל                      פתוח",
        "F02  שיחה שלא נענתה ולא חזרו  1",
    ]

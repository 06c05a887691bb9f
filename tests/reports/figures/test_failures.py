"""Failures are counted when they happened, and never those that have not."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from moked.quality.finding import Finding, Severity, State, Subject
from moked.reports.figures.failures import Step, start_of, step_of
from tests.quality.words import at, contact_started
from tests.reports.figures.logs import measured

SPRING = ZoneInfo("Asia/Jerusalem")
EVENT = contact_started("Sun 09:00")


def finding(when: str, state: State = State.OPEN, **more: object) -> Finding:
    given = {
        "detector": "call_lost",
        "code": "F02",
        "subject": Subject("contact", "c1"),
        "customer": "dana",
        "at": at(when),
        "severity": Severity.WORD,
        "state": state,
        "facts": {},
        "evidence": (EVENT,),
        "clause": None,
    }
    return Finding(**(given | more))  # type: ignore[arg-type]


def test_each_state_is_counted_apart() -> None:
    found = [finding("Sun 10:00", state) for state in State]
    failures = measured(EVENT, findings=found, until="Sun 12:00").failures
    (figures,) = failures.by_code
    assert (figures.at_risk, figures.open, figures.handled, figures.excused) == (1, 1, 1, 1)
    assert figures.happened == failures.total == 3


def test_open_failures_are_told_by_severity_with_every_severity_named() -> None:
    failures = measured(EVENT, findings=[finding("Sun 10:00")], until="Sun 12:00").failures
    assert failures.open == {"legal": 0, "word": 1, "lost": 0, "effort": 0, "tone": 0}


def test_a_failure_stands_at_its_gravest_with_all_its_clauses() -> None:
    found = [
        finding("Sun 10:00", clause="s.2"),
        finding("Sun 11:00", severity=Severity.LEGAL, clause="s.1"),
        finding("Sun 11:00"),
    ]
    (figures,) = measured(EVENT, findings=found, until="Sun 12:00").failures.by_code
    assert (figures.severity, figures.clauses) == (Severity.LEGAL, ["s.1", "s.2"])


def test_bars_cover_the_period_without_a_gap() -> None:
    found = [finding("Sun 09:10"), finding("Sun 11:50")]
    bars = measured(EVENT, findings=found, until="Sun 12:30").failures.over_time
    assert [bar.since.hour for bar in bars] == [9, 10, 11, 12]
    assert [bar.by_severity["word"] for bar in bars] == [1, 0, 1, 0]


def test_where_nothing_happened_there_are_no_bars() -> None:
    found = [finding("Sun 13:00", State.AT_RISK)]
    assert measured(EVENT, findings=found, until="Sun 12:00").failures.over_time == []


@pytest.mark.parametrize(
    ("days", "step"), [(1, Step.HOUR), (14, Step.DAY), (365, Step.WEEK), (900, Step.MONTH)]
)
def test_a_longer_period_has_wider_bars(days: int, step: Step) -> None:
    assert step_of(timedelta(days=days)) is step


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step.HOUR, datetime(2026, 3, 27, 9)),
        (Step.DAY, datetime(2026, 3, 27)),
        (Step.WEEK, datetime(2026, 3, 22)),
        (Step.MONTH, datetime(2026, 3, 1)),
    ],
)
def test_a_bar_begins_on_the_hour_at_midnight_on_sunday_or_on_the_first(
    step: Step, expected: datetime
) -> None:
    at = datetime(2026, 3, 27, 9, 41, tzinfo=SPRING)
    assert start_of(at, step) == expected.replace(tzinfo=SPRING)


@pytest.mark.parametrize(("until", "bars"), [("Sun2 09:00", 8), ("Sun3 09:00", 15)])
def test_days_are_counted_from_midnight_to_midnight(until: str, bars: int) -> None:
    found = [finding("Sun 10:00")]
    assert len(measured(EVENT, findings=found, until=until).failures.over_time) == bars

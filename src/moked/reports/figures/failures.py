"""Failures counted: by code and state, and over time by severity."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

from moked.policy import Policy
from moked.quality.finding import Finding, Severity, State

Local = Callable[[datetime], datetime]


class Step(StrEnum):
    """How wide the bars of a period are."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


# The longest period of each step, so that there are some fifty to a hundred bars at most.
_LONGEST = {
    Step.HOUR: timedelta(days=2),
    Step.DAY: timedelta(days=62),
    Step.WEEK: timedelta(days=730),
}

HAPPENED = frozenset({State.OPEN, State.HANDLED, State.EXCUSED})
"""States of a failure that did happen, whatever became of it."""


class Failure(msgspec.Struct, frozen=True):
    """One failure's findings by state, the gravest severity among them, and the clauses they name."""

    code: str
    detector: str
    severity: Severity
    at_risk: int
    open: int
    handled: int
    excused: int
    clauses: list[str]

    @property
    def happened(self) -> int:
        """How often it happened, whatever became of it."""
        return self.open + self.handled + self.excused


class Bar(msgspec.Struct, frozen=True):
    """The failures that began at, or within a step after, a local moment, by severity."""

    since: datetime
    by_severity: dict[str, int]


class Failures(msgspec.Struct, frozen=True):
    """All failures of a period. `open` is by severity, every severity named."""

    total: int
    at_risk: int
    open: dict[str, int]
    by_code: list[Failure]
    step: Step
    over_time: list[Bar]


def failure_figures(
    findings: Sequence[Finding], policy: Policy, since: datetime, until: datetime
) -> Failures:
    """Return the figures of the findings of a period."""
    step = step_of(until - since)
    states = Counter(finding.state for finding in findings)
    is_open = Counter(f.severity for f in findings if f.state is State.OPEN)
    happened = [finding for finding in findings if finding.state in HAPPENED]
    local = policy.calendar().local
    return Failures(
        total=len(happened),
        at_risk=states[State.AT_RISK],
        open={severity.value: is_open[severity] for severity in Severity},
        by_code=_by_code(findings),
        step=step,
        over_time=_bars(happened, step, local(since), local(until), local) if happened else [],
    )


def step_of(period: timedelta) -> Step:
    """Return how wide the bars of a period are."""
    return next((step for step, longest in _LONGEST.items() if period <= longest), Step.MONTH)


def start_of(at: datetime, step: Step) -> datetime:
    """Return where the bar of a local moment begins: an hour, a day, a Sunday or a month."""
    if step is Step.HOUR:
        return at.replace(minute=0, second=0, microsecond=0)
    day = at.date()
    if step is Step.WEEK:
        day -= timedelta(days=(day.weekday() + 1) % 7)
    elif step is Step.MONTH:
        day = day.replace(day=1)
    return _midnight(day, at)


def _after(at: datetime, step: Step) -> datetime:
    if step is Step.HOUR:
        return at + timedelta(hours=1)
    days = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 32}[step]
    return start_of(_midnight(at.date() + timedelta(days=days), at), step)


def _midnight(day: date, at: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=at.tzinfo)


def _bars(
    findings: Iterable[Finding], step: Step, since: datetime, until: datetime, local: Local
) -> list[Bar]:
    counts: defaultdict[datetime, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        counts[start_of(local(finding.at), step)][finding.severity] += 1
    at = min(start_of(since, step), *counts)
    last = max(start_of(until, step), *counts)
    bars = []
    while at <= last:
        bars.append(Bar(at, {severity.value: counts[at][severity] for severity in Severity}))
        at = _after(at, step)
    return bars


def _by_code(findings: Iterable[Finding]) -> list[Failure]:
    by_code: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_code[finding.code, finding.detector].append(finding)
    order = list(Severity)
    failures = [_failure(key, found, order) for key, found in by_code.items()]
    return sorted(failures, key=lambda f: (order.index(f.severity), -f.open, f.code))


def _failure(key: tuple[str, str], found: list[Finding], order: list[Severity]) -> Failure:
    states = Counter(finding.state for finding in found)
    return Failure(
        code=key[0],
        detector=key[1],
        severity=min((finding.severity for finding in found), key=order.index),
        at_risk=states[State.AT_RISK],
        open=states[State.OPEN],
        handled=states[State.HANDLED],
        excused=states[State.EXCUSED],
        clauses=sorted({finding.clause for finding in found if finding.clause}),
    )

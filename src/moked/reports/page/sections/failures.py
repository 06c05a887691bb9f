"""Failures over time by severity, and by what failed."""

from datetime import datetime, timedelta

from moked.quality.finding import Severity
from moked.reports.figures import Figures
from moked.reports.figures.failures import Bar, Failure, Failures, Step
from moked.reports.page.charts import COLOURS, bars, category, chart, values
from moked.reports.page.parts import Cell, Column, Kind, Picture, Section, Table
from moked.reports.page.speaker import Speaker
from moked.reports.words import title


def section(figures: Figures, speaker: Speaker) -> Section:
    """Return the section of all failures."""
    _, failures = speaker._, figures.failures
    return Section(
        id="failures",
        short=_("Failures"),
        title=_("What failed, and when"),
        lead=[_("No failure was found in these events.")] if not failures.by_code else [],
        pictures=[_over_time(failures, speaker)] if failures.over_time else [],
        tables=[_by_code(failures, speaker)] if failures.by_code else [],
        terms=[
            (
                _("Failure"),
                _(
                    "Something that a policy pack does not allow, found by a detector in the events. "
                    "It counts when it happened, once, also if it was remedied or excused later."
                ),
            ),
            (
                _("At risk"),
                _(
                    "If nothing else happens, this fails at its moment, after the end of the period."
                ),
            ),
            (
                _("Open"),
                _("It happened, and nobody has remedied or excused it."),
            ),
        ],
    )


def _over_time(failures: Failures, speaker: Speaker) -> Picture:
    _ = speaker._
    labels = [_label(bar.since, failures.step, speaker) for bar in failures.over_time]
    series = [
        bars(
            speaker.severity(severity),
            [bar.by_severity[severity] for bar in failures.over_time],
            COLOURS[severity],
            stack="failures",
        )
        for severity in Severity
        if any(bar.by_severity[severity] for bar in failures.over_time)
    ]
    heading = _headings(speaker)[failures.step]
    option = chart(series, x=category(labels), y=values(minInterval=1), rtl=_.rtl, legend=True)
    return Picture(
        title=heading,
        description=_("Stacked bars: how many failures of each severity began when."),
        option=option,
        table=Table(
            "failures-over-time",
            heading,
            [
                Column(_("Since"), "since", Kind.TEXT),
                *(Column(speaker.severity(each), each) for each in Severity),
            ],
            [_row(label, bar) for label, bar in zip(labels, failures.over_time, strict=True)],
        ),
    )


def _row(label: str, bar: Bar) -> list[Cell]:
    return [label, *(bar.by_severity[severity] for severity in Severity)]


def _headings(speaker: Speaker) -> dict[Step, str]:
    _ = speaker._
    return {
        Step.HOUR: _("Failures by hour"),
        Step.DAY: _("Failures by day"),
        Step.WEEK: _("Failures by week"),
        Step.MONTH: _("Failures by month"),
    }


def _label(at: datetime, step: Step, speaker: Speaker) -> str:
    if step is Step.HOUR:
        return f"{speaker.weekday(at.weekday())} {speaker.hour(at)}"
    if step is Step.MONTH:
        return f"{at:%m/%Y}"
    # A day that begins at a skipped midnight is still that day.
    noon = at + timedelta(hours=12)
    return speaker.short_day(noon) if step is Step.DAY else speaker.day(noon)


def _by_code(failures: Failures, speaker: Speaker) -> Table:
    _ = speaker._
    return Table(
        "failures",
        _("By failure, the gravest first"),
        [
            Column(_("Code"), "code", Kind.TEXT),
            Column(_("Failure"), "failure", Kind.TEXT),
            Column(_("Severity"), "severity", Kind.SEVERITY),
            Column(_("Happened"), "happened"),
            Column(_("Open"), "open"),
            Column(_("At risk"), "at_risk"),
            Column(_("Clause"), "clause", Kind.TEXT),
        ],
        [_failure(failure, speaker) for failure in failures.by_code],
    )


def _failure(failure: Failure, speaker: Speaker) -> list[Cell]:
    return [
        failure.code,
        title(failure.detector, speaker._),
        failure.severity.value,
        failure.happened,
        failure.open,
        failure.at_risk,
        "; ".join(map(speaker._, failure.clauses)) or None,
    ]

"""Incidents as lines of text: one heading each, its findings below, and at the end the sum by failure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from moked.policy import Policy
from moked.quality.finding import Finding, Severity, State
from moked.quality.incidents import Incident
from moked.reports.columns import DOT, GAP, row, widths, wrapped
from moked.reports.words import (
    SEVERITIES,
    STATES,
    Local,
    moment_words,
    phrases,
    subject_words,
    title,
)
from moked.ui.language import Translator

Paint = Callable[[str, Severity], str]
"""Gives a text the colour of a severity, where there are colours."""

# Less room than this beside the columns, and the facts stand below them.
ROOM = 48


def plain(text: str, severity: Severity) -> str:
    """Paint nothing."""
    return text


class Page(msgspec.Struct, frozen=True):
    """How lines are shown: in which language and time, how wide (None: any width), in what colours."""

    say: Translator
    policy: Policy
    width: int | None = None
    paint: Paint = plain


def incident_lines(incidents: Sequence[Incident], page: Page) -> Iterator[str]:
    """Yield the lines of incidents, an empty one after each."""
    wide = widths(_cells(finding, page) for each in incidents for finding in each.findings)
    for incident in incidents:
        yield _heading(incident, page)
        for finding in incident.findings:
            yield from _finding_lines(finding, wide, page)
        yield ""


def _heading(incident: Incident, page: Page) -> str:
    _ = page.say
    parts = (
        subject_words(incident.subject, _),
        _(SEVERITIES[incident.severity]),
        _since(incident, page),
        _.plural("{n} finding", "{n} findings", len(incident.findings)),
    )
    return page.paint(_.line(DOT.join(map(_.isolated, parts))), incident.severity)


def _since(incident: Incident, page: Page) -> str:
    _ = page.say
    moment = moment_words(incident.since, _local(page))
    if incident.findings[0].state is State.AT_RISK:
        return _("will fail at {moment}", moment=moment)
    return _("since {moment}", moment=moment)


def _finding_lines(finding: Finding, wide: Sequence[int], page: Page) -> Iterator[str]:
    _ = page.say
    cells = _.line(GAP + row(_cells(finding, page), wide, _))
    said = phrases(finding, _local(page), _)
    taken = sum(wide) + len(GAP) * (len(wide) + 1)
    if page.width is None:
        facts = "".join(wrapped(said, None, _))
        yield f"{cells}{GAP}{facts}".rstrip()
        return
    beside = page.width - taken >= ROOM
    indent = " " * (taken if beside else 2 * len(GAP))
    lines = list(wrapped(said, page.width - len(indent), _))
    if beside and lines:
        cells += GAP + lines.pop(0)
    yield cells.rstrip()
    for line in lines:
        yield _.line(indent + line)


def _cells(finding: Finding, page: Page) -> tuple[str, ...]:
    _ = page.say
    return (
        moment_words(finding.at, _local(page)),
        finding.code,
        title(finding.detector, _),
        subject_words(finding.subject, _),
        _(STATES[finding.state]),
    )


def _local(page: Page) -> Local:
    return page.policy.calendar().local


def summary_lines(findings: Iterable[Finding], page: Page) -> Iterator[str]:
    """Yield one line a failure, in order of code, with how many findings stand in which state."""
    _ = page.say
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for finding in findings:
        counts[finding.code, finding.detector][finding.state] += 1
    shown = [state for state in STATES if any(state in each for each in counts.values())]
    rows = [("", _("failure"), *(_(STATES[state]) for state in shown))]
    for (code, detector), count in sorted(counts.items()):
        rows.append((code, title(detector, _), *(f"{count[state]:,}" for state in shown)))
    wide = widths(rows)
    for cells in rows:
        yield _.line(row(cells, wide, _).rstrip())

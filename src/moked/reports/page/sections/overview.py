"""What failed, in one look: how much is open, and the worst journeys with what shows them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from moked.quality.finding import Finding, Severity, State, Subject
from moked.quality.incidents import Incident
from moked.reports.figures import Figures
from moked.reports.figures.measure import is_unnamed
from moked.reports.page.happenings import happening
from moked.reports.page.parts import Failed, Journey, Proof, Section, Tile
from moked.reports.page.speaker import Speaker
from moked.reports.words import SEVERITIES, STATES, phrases, subject_words, title

WORST = 10
FINDINGS = 6
PROOFS = 6
"""How many incidents are told, of each how many findings, and of each of those how many events."""


def section(incidents: Sequence[Incident], speaker: Speaker) -> Section:
    """Return the section that opens the page."""
    _ = speaker._
    return Section(
        id="overview",
        short=_("Incidents"),
        title=_("The worst that customers went through"),
        journeys=[_journey(each, speaker) for each in worst(incidents)],
        terms=[
            (
                _("Incident"),
                _(
                    "The failures of one customer's journey, or of one contact, case or agent where no "
                    "customer is known. The worst are told: the gravest severity first, then those with the "
                    "most failures."
                ),
            ),
            (
                _("Severity"),
                _(
                    "A deadline in law, then a broken word, then a customer lost in the system, then "
                    "effort pushed onto the customer, then the tone."
                ),
            ),
        ],
    )


def tiles(figures: Figures, speaker: Speaker) -> list[Tile]:
    """Return the figures of the page's head: what is open, by severity."""
    _, failures = speaker._, figures.failures
    return [
        Tile(speaker.count(number), speaker.severity(severity), severity if number else "")
        for severity, number in failures.open.items()
    ]


def size(figures: Figures, speaker: Speaker) -> list[str]:
    """Return how much was looked at, the parts that there are."""
    _ = speaker._
    parts = [_.plural("{n} event", "{n} events", figures.events)]
    if figures.contacts:
        parts.append(_.plural("{n} contact", "{n} contacts", figures.contacts))
    if figures.cases:
        parts.append(_.plural("{n} case", "{n} cases", figures.cases))
    if figures.customers:
        parts.append(_.plural("{n} customer", "{n} customers", figures.customers))
    return parts


def headline(figures: Figures, speaker: Speaker) -> str:
    """Return the one sentence of the page."""
    _, failures = speaker._, figures.failures
    opened = sum(failures.open.values())
    if not opened:
        return _("No failure is open.")
    said = _.plural("{n} failure is open", "{n} failures are open", opened)
    gathered = _.plural("in {n} incident", "in {n} incidents", figures.incidents)
    if failures.at_risk:
        risk = _.plural("{n} more is at risk", "{n} more are at risk", failures.at_risk)
        return _("{open} {gathered}; {risk}.", open=said, gathered=gathered, risk=risk)
    return _("{open} {gathered}.", open=said, gathered=gathered)


def worst(incidents: Iterable[Incident]) -> list[Incident]:
    """Return the incidents to tell: some failure is open in each."""
    gravity = list(Severity)

    def badness(incident: Incident) -> tuple[int, int, object, object]:
        is_open = [f for f in incident.findings if f.state is State.OPEN]
        gravest = min(gravity.index(finding.severity) for finding in is_open)
        return gravest, -len({f.code for f in is_open}), -len(is_open), incident.since

    told = [i for i in incidents if any(f.state is State.OPEN for f in i.findings)]
    return sorted(told, key=badness)[:WORST]


def _journey(incident: Incident, speaker: Speaker) -> Journey:
    _ = speaker._
    told = _gravest(incident.findings)
    left = len(incident.findings) - len(told)
    return Journey(
        severity=incident.severity,
        severity_words=_(SEVERITIES[incident.severity]),
        heading=subject_words(_subject(incident), _),
        since=speaker.moment(incident.since),
        sums=_sums(incident.findings, speaker),
        failed=[_failed(finding, speaker) for finding in told],
        more=_.plural("and {n} more finding", "and {n} more findings", left) if left else "",
    )


def _subject(incident: Incident) -> Subject:
    """Return whom an incident is about: of somebody without a name, the case or contact."""
    if is_unnamed(incident.subject.ref):
        return incident.findings[0].subject
    return incident.subject


def _sums(findings: Sequence[Finding], speaker: Speaker) -> list[tuple[str, str, str]]:
    """Return each failure's severity, title and how often it was found, the gravest first."""
    gravity = list(Severity)
    ordered = sorted(findings, key=lambda f: (gravity.index(f.severity), f.code))
    counts = Counter((f.detector, f.severity) for f in ordered)
    return [
        (severity.value, title(detector, speaker._), f"× {n:,}" if n > 1 else "")
        for (detector, severity), n in counts.items()
    ]


def _gravest(findings: Sequence[Finding]) -> list[Finding]:
    """Return the gravest findings, in order of moment."""
    gravity = list(Severity)
    chosen = sorted(findings, key=lambda f: (f.state is not State.OPEN, gravity.index(f.severity)))
    return sorted(chosen[:FINDINGS], key=lambda f: (f.at, f.code))


def _failed(finding: Finding, speaker: Speaker) -> Failed:
    _ = speaker._
    evidence = sorted(finding.evidence, key=lambda event: (event.at, event.RANK))
    return Failed(
        moment=speaker.moment(finding.at),
        code=finding.code,
        title=title(finding.detector, _),
        severity=finding.severity,
        state=_(STATES[finding.state]),
        facts=list(phrases(finding, speaker.local, _)),
        proofs=[
            Proof(speaker.moment(event.at), happening(event, _), event.id)
            for event in evidence[:PROOFS]
        ],
    )

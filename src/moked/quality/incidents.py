"""Findings of one customer's journey, gathered into incidents.

One journey raises one alarm, however many ways it failed in. A journey is a customer's; where nobody
knows the customer it is the case's or the contact's. It is over, and the next failure begins another
incident, when nothing failed for the policy's quiet span.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from moked.policy import Policy
from moked.quality.finding import Finding, Severity, Subject, by_moment

_GRAVITY = {severity: n for n, severity in enumerate(Severity)}


class Incident(msgspec.Struct, frozen=True):
    """The findings of one journey that belong together, in order of moment."""

    subject: Subject
    findings: tuple[Finding, ...]

    @property
    def since(self) -> datetime:
        """The moment of the first failure."""
        return self.findings[0].at

    @property
    def severity(self) -> Severity:
        """The gravest of its findings' severities."""
        return min((finding.severity for finding in self.findings), key=_GRAVITY.__getitem__)


def journey(finding: Finding) -> Subject:
    """Return whose journey a finding belongs to."""
    return Subject("customer", finding.customer) if finding.customer else finding.subject


def incidents(findings: Iterable[Finding], policy: Policy) -> list[Incident]:
    """Return findings gathered into incidents, the gravest first, then the earliest."""
    found: list[tuple[Subject, list[Finding]]] = []
    latest: dict[Subject, list[Finding]] = {}
    for finding in by_moment(findings):
        whose = journey(finding)
        group = latest.get(whose)
        if group is None or finding.at > policy.deadline("incident.quiet", group[-1].at):
            group = latest[whose] = []
            found.append((whose, group))
        group.append(finding)
    gathered = [Incident(whose, tuple(group)) for whose, group in found]
    return sorted(gathered, key=lambda i: (_GRAVITY[i.severity], i.since, i.subject))

"""Findings of one customer's journey, gathered into incidents.

One journey raises one alarm, however many ways it failed in. A journey is a customer's; where nobody
knows the customer it is the case's or the contact's. It is over, and the next failure begins another
incident, when nothing failed for the policy's quiet span.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from moked.core.events import Event
from moked.policy import Policy
from moked.quality.finding import Finding, Severity, Subject, by_moment

_GRAVITY = {severity: n for n, severity in enumerate(Severity)}

_SHARED = frozenset({"channel", "queue", "agent", "entity", "segment", "centre"})
"""Kinds of subjects that many customers have to do with."""

_OWNED = ("message", "contact", "case", "promise", "visit")
"""What belongs to one customer, by the fields of events."""


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
    ordered = by_moment(findings)
    owners = _Owners(ordered)
    found: list[tuple[Subject, list[Finding]]] = []
    latest: dict[Subject, list[Finding]] = {}
    for finding in ordered:
        whose = owners.only_victim(finding) or journey(finding)
        group = latest.get(whose)
        if group is None or finding.at > policy.deadline("incident.quiet", group[-1].at):
            group = latest[whose] = []
            found.append((whose, group))
        group.append(finding)
    gathered = [Incident(whose, tuple(group)) for whose, group in found]
    return sorted(gathered, key=lambda i: (_GRAVITY[i.severity], i.since, i.subject))


class _Owners:
    """To which customers the contacts, messages and cases in findings' evidence belong."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._owners: dict[tuple[str, Any], str] = {}
        self._failed: set[str] = set()
        for finding in findings:
            if finding.customer:
                self._failed.add(finding.customer)
                names = (name for event in finding.evidence for name in _owned(event))
                self._owners.update(dict.fromkeys(names, finding.customer))

    def only_victim(self, finding: Finding) -> Subject | None:
        """Return the one customer of whom a shared failure tells, if we failed him otherwise too."""
        if finding.customer or finding.subject.kind not in _SHARED:
            return None
        told_of = {customer for event in finding.evidence for customer in self._customers(event)}
        if len(told_of) != 1 or not told_of <= self._failed:
            return None
        return Subject("customer", told_of.pop() or "")

    def _customers(self, event: Event) -> set[str | None]:
        """Return whom an event is about: nobody, a customer, or None for one whom we cannot tell."""
        customer = getattr(event, "customer", None)
        if customer:
            return {customer}
        names = list(_owned(event))
        known = {self._owners[name] for name in names if name in self._owners}
        return {*known} if known or not names else {None}


def _owned(event: Event) -> Iterator[tuple[str, Any]]:
    for kind in _OWNED:
        ref = getattr(event, kind, None)
        if ref is not None:
            yield kind, ref

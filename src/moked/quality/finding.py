"""What a detector says: a failure, its moment, its evidence.

A finding's moment may lie in the future: "if nothing else happens, this breaks at 13:00".
Several findings with one id are stages of one failure, as it grows worse: at risk, late, owed a
sum. The engine shows the last stage whose moment has come.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec

from moked.core.events import Event
from moked.core.wire import rfc3339


class Severity(StrEnum):
    """How a failure hurts, the gravest first."""

    LEGAL = "legal"
    WORD = "word"
    LOST = "lost"
    EFFORT = "effort"
    TONE = "tone"


class State(StrEnum):
    """Where a finding stands."""

    AT_RISK = "at_risk"
    OPEN = "open"
    HANDLED = "handled"
    EXCUSED = "excused"
    WITHDRAWN = "withdrawn"


class Subject(NamedTuple):
    """What a story or a finding is about: a contact, a case, a customer, a queue, and so on."""

    kind: str
    ref: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One failure, or one stage of it.

    `facts` holds plain JSON values; spans in it are seconds, moments RFC 3339 text. `evidence` opens
    with the event that the failure began with.
    """

    detector: str
    code: str
    subject: Subject
    customer: str | None
    at: datetime
    severity: Severity
    state: State
    facts: dict[str, Any]
    evidence: tuple[Event, ...]
    clause: str | None

    @property
    def id(self) -> str:
        """The same for every worker that ever finds this failure: detector, subject, first evidence."""
        first = self.evidence[0]
        key = "\x1f".join((self.detector, *self.subject, first.source, first.id))
        return blake2b(key.encode(), digest_size=10).hexdigest()


def as_json(finding: Finding) -> bytes:
    """Return a finding as the one line that `moked replay --json` prints."""
    return msgspec.json.encode(
        {
            "detector": finding.detector,
            "code": finding.code,
            "subject": {finding.subject.kind: finding.subject.ref},
            "customer": finding.customer,
            "at": rfc3339(finding.at.astimezone(UTC)),
            "severity": finding.severity,
            "state": finding.state,
            "facts": finding.facts,
            "evidence": [event.id for event in finding.evidence],
            "clause": finding.clause,
        }
    )


def by_moment(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in order of moment, then of code, then of subject and evidence."""
    return sorted(findings, key=lambda f: (f.at, f.code, f.subject, f.evidence[0].id))

"""A story: the events of one subject in the order of time, as one detector gets it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from moked.core.events import Event
from moked.core.wire import rfc3339
from moked.quality.finding import Finding, Severity, State, Subject

if TYPE_CHECKING:
    from moked.quality.detector import Detector


_SECOND = timedelta(seconds=1)


class Story:
    """The events of one subject that a detector declared to read, in order.

    A story with a look-back is one day's: `since` and `until` bound the local day whose failures are
    asked for, and the events reach back further. Other stories are whole, and have neither.
    """

    __slots__ = ("customer", "detector", "events", "since", "subject", "until")

    def __init__(
        self,
        detector: "Detector",
        subject: Subject,
        events: Sequence[Event],
        *,
        customer: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """Take events already filtered and in order."""
        self.detector = detector
        self.subject = subject
        self.events = events
        self.customer = customer
        self.since = since
        self.until = until

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    @property
    def begins(self) -> datetime:
        """Where the window of an endless story begins; it ends at `until`."""
        assert self.until is not None
        assert self.detector.look_back is not None
        return self.until - self.detector.look_back

    @property
    def day_ends(self) -> datetime:
        """The last second of the day that is judged: what a whole day shows is known then, and still its own."""
        assert self.until is not None
        return self.until - _SECOND

    def finding(
        self,
        at: datetime,
        *evidence: Event,
        severity: Severity | None = None,
        state: State = State.OPEN,
        clause: str | None = None,
        subject: Subject | None = None,
        customer: str | None = None,
        **facts: Any,
    ) -> Finding:
        """Return a finding of this story's detector; facts that are None are left out.

        `evidence` opens with the event that the failure began with: the finding's identity. `customer`
        names whom it hurts where the story itself is nobody's, such as an entity's.
        """
        return Finding(
            detector=self.detector.name,
            code=self.detector.code,
            subject=subject or self.subject,
            customer=customer or self.customer,
            at=at,
            severity=severity or self.detector.severity,
            state=state,
            facts={name: _plain(fact) for name, fact in facts.items() if fact is not None},
            evidence=evidence,
            clause=clause,
        )


def _plain(fact: Any) -> Any:
    """Return a fact as a JSON value: moments as text, spans as whole seconds."""
    if isinstance(fact, datetime):
        return rfc3339(fact.astimezone(UTC))
    if isinstance(fact, timedelta):
        return round(fact.total_seconds())
    return fact

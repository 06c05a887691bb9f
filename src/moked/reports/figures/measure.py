"""All figures of a log, from one pass over its events."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from moked.core.events import (
    CaseOpened,
    ContactStarted,
    CustomerIdentified,
    Direction,
    Event,
    MessageReceived,
    PromiseMade,
    VisitBooked,
)
from moked.policy import Policy
from moked.quality.finding import Finding
from moked.quality.incidents import Incident, incidents
from moked.reports.figures.arrivals import Arrivals, arrival_figures
from moked.reports.figures.cases import Cases
from moked.reports.figures.contacts import Contacts, Takes
from moked.reports.figures.failures import Failures, failure_figures
from moked.reports.figures.handovers import Handovers, handover_figures
from moked.reports.figures.promises import PromiseFigures, promise_figures
from moked.reports.figures.replies import FirstReplies, reply_figures
from moked.reports.figures.short_calls import ShortCalls, short_call_figures
from moked.reports.figures.threads import Matters
from moked.reports.figures.vows import Vows
from moked.reports.figures.waits import Waits, wait_figures

UNNAMED = "unnamed of "
"""How importers call somebody, another one each time, whom a log does not name."""


class Figures(msgspec.Struct, frozen=True):
    """All figures of a log; None stands where no event tells anything.

    `customers` counts those whom the log names, `outcomes` the contacts by the log's own word for
    how they ended. `since` and `until` are its first and last moment, or
    the end that was asked for.
    """

    since: datetime
    until: datetime
    events: int
    contacts: int
    cases: int
    customers: int
    outcomes: dict[str, int]
    incidents: int
    failures: Failures
    waits: Waits | None
    short_calls: ShortCalls | None
    handovers: Handovers | None
    replies: FirstReplies | None
    arrivals: Arrivals | None
    promises: list[PromiseFigures]


def measure(
    events: Sequence[Event],
    findings: Sequence[Finding],
    policy: Policy,
    *,
    gathered: Sequence[Incident] | None = None,
    until: datetime | None = None,
) -> Figures:
    """Return the figures of events, each once and in order, and of what was found in them.

    `gathered` are the findings' incidents, if somebody has them already. Raises ValueError without any
    event.
    """
    if not events:
        raise ValueError("no event to measure")
    since, now = events[0].at, until or events[-1].at
    contacts, cases, matters, vows, seen = Contacts(), Cases(), Matters(), Vows(), Seen()
    collect(events, (contacts.takes, cases.takes, matters.takes, vows.takes, seen.takes))
    return Figures(
        since=since,
        until=now,
        events=len(events),
        contacts=len(contacts.by_ref),
        cases=len(cases.by_ref),
        customers=len(seen.customers),
        outcomes=dict(Counter(c.outcome for c in contacts if c.outcome).most_common()),
        incidents=len(incidents(findings, policy) if gathered is None else gathered),
        failures=failure_figures(findings, policy, since, now),
        waits=wait_figures(contacts, policy, now),
        short_calls=short_call_figures(contacts, policy, now),
        handovers=handover_figures(cases.by_ref.values(), policy, now),
        replies=reply_figures(matters.all, policy, now),
        arrivals=arrival_figures(_arrivals(contacts, matters), contacts, policy, now),
        promises=promise_figures(vows.by_ref.values(), now),
    )


def collect(events: Iterable[Event], collectors: Iterable[Takes]) -> None:
    """Give every event to what collects its type."""
    takers: defaultdict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)
    for takes in collectors:
        for kind, take in takes.items():
            takers[kind].append(take)
    nobody: list[Callable[[Any], None]] = []
    for event in events:
        for take in takers.get(type(event), nobody):
            take(event)


def is_unnamed(ref: str) -> bool:
    """Return whether a reference stands for a person whom the log does not name."""
    return ref.startswith(UNNAMED)


class Seen:
    """Collects the customers whom a log names."""

    def __init__(self) -> None:
        """Begin with none."""
        self.customers: set[str] = set()

    @property
    def takes(self) -> Takes:
        """The types of events that name a customer."""
        kinds: tuple[type[Event], ...] = (
            ContactStarted,
            CustomerIdentified,
            CaseOpened,
            MessageReceived,
            PromiseMade,
            VisitBooked,
        )
        return dict.fromkeys(kinds, self._named)

    def _named(self, event: Any) -> None:
        if event.customer is not None and not is_unnamed(event.customer):
            self.customers.add(event.customer)


def _arrivals(contacts: Contacts, matters: Matters) -> Iterator[datetime]:
    """Yield when customers came in: contacts that they began, and written matters."""
    yield from (each.started_at for each in contacts if each.direction is Direction.IN)
    yield from (each.began_at for each in matters.all)

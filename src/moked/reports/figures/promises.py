"""What was promised, and what became of it, by kind of promise."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec

from moked.reports.figures.vows import Outcome, Vow


class PromiseFigures(msgspec.Struct, frozen=True):
    """One kind of promise: how many were made, and how they stand."""

    kind: str
    made: int
    kept: int
    kept_late: int
    released: int
    overdue: int
    open: int


def promise_figures(vows: Iterable[Vow], now: datetime) -> list[PromiseFigures]:
    """Return the figures of promises by kind, the most frequent first."""
    kinds: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    for vow in vows:
        kinds[vow.kind][vow.outcome(now)] += 1
    figures = [
        PromiseFigures(
            kind=kind,
            made=counts.total(),
            kept=counts[Outcome.KEPT],
            kept_late=counts[Outcome.KEPT_LATE],
            released=counts[Outcome.RELEASED],
            overdue=counts[Outcome.OVERDUE],
            open=counts[Outcome.OPEN],
        )
        for kind, counts in kinds.items()
    ]
    return sorted(figures, key=lambda each: (-each.made, each.kind))

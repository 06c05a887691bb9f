"""How a number of spans lie: count, mean, median, ninth decile, and how many in which band."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from statistics import fmean

import msgspec


class Spread(msgspec.Struct, frozen=True):
    """Spans in seconds; a quantile is the smallest span that at least that share does not exceed."""

    count: int
    mean: float
    median: float
    p90: float


def spread(spans: Sequence[float]) -> Spread:
    """Return how spans lie, of which there is at least one."""
    ordered = sorted(spans)
    return Spread(len(ordered), fmean(ordered), quantile(ordered, 5), quantile(ordered, 9))


def quantile(ordered: Sequence[float], tenths: int) -> float:
    """Return a quantile, in tenths, of spans in order."""
    return ordered[max(0, -(-len(ordered) * tenths // 10) - 1)]


def in_bands(spans: Iterable[float], ends: Sequence[float]) -> list[int]:
    """Return how many spans lie up to each end, itself included, and last those beyond them all."""
    counts = [0] * (len(ends) + 1)
    for span in spans:
        counts[bisect_left(ends, span)] += 1
    return counts

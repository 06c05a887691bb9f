"""Sums of positive terms that would overflow or underflow a float: carried as logarithms.

The rule: only positive terms are added, so nothing cancels and the relative error stays near the
rounding of a single term, however many agents or waiting customers there are.
"""

import math
from collections.abc import Callable, Iterable
from itertools import accumulate, chain, takewhile


def log_terms(ratios: Iterable[float]) -> list[float]:
    """Return the logs of 1, r1, r1*r2, ... up to the first ratio of zero; none is negative."""
    positive = takewhile(lambda ratio: ratio > 0, ratios)
    return list(accumulate(chain([0.0], map(math.log, positive))))


def log_sum(logs: Iterable[float]) -> float:
    """Return the log of the sum of exp(l) over a non-empty collection of logs."""
    logs = list(logs)
    peak = max(logs)
    return peak + math.log(math.fsum(math.exp(log - peak) for log in logs))


def weights(logs: list[float]) -> list[float]:
    """Return exp(l) scaled to add up to one."""
    total = log_sum(logs)
    return [math.exp(log - total) for log in logs]


def falling_root(curve: Callable[[float], float], low: float, high: float) -> float:
    """Return where a falling curve crosses zero between low and high, to the last bits of a float.

    The bracket is trusted: where the curve has one sign throughout, the nearer end comes back.
    """
    middle = (low + high) / 2
    while low < middle < high:
        low, high = (middle, high) if curve(middle) > 0 else (low, middle)
        middle = (low + high) / 2
    return middle


def quantile(tail: Callable[[float], float], share: float, scale: float) -> float:
    """Return the smallest wait t with P(W > t) <= 1 - share.

    `tail` is P(W > t), falling to zero; `scale` is any positive guess at the size of the answer.
    """
    if not 0 <= share < 1:
        raise ValueError(f"a share lies in [0, 1): {share}")
    beyond = 1 - share
    if tail(0.0) <= beyond:
        return 0.0
    while tail(scale) > beyond:
        scale *= 2
    return falling_root(lambda wait: tail(wait) - beyond, 0.0, scale)

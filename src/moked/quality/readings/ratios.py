"""How many times larger one group's figure is than another's, with its 95 % interval.

Figures come in strata, pairs of groups that may be compared (contacts of one topic, say); each gives a
log ratio with its variance, and they are pooled with the inverse variances as weights. So a difference
that is only a different mix of strata cancels out.

Medians: R. M. Price and D. G. Bonett, "Distribution-free confidence intervals for difference and ratio
of medians", Journal of Statistical Computation and Simulation 72 (2002) 119-124. Shares: the log
risk ratio of D. Katz and others, Biometrics 34 (1978) 469-474, with one half added where a count is zero.
"""

from collections.abc import Iterable, Sequence
from math import exp, log, sqrt
from statistics import median
from typing import NamedTuple

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""

LEAST_VARIANCE = 1e-9
"""So that groups without any spread still weigh a finite amount."""


class Ratio(NamedTuple):
    """A ratio with the ends of its 95 % interval."""

    ratio: float
    low: float
    high: float


def ratio_of_medians(strata: Iterable[tuple[Sequence[float], Sequence[float]]]) -> Ratio | None:
    """Return the first groups' median over the second's; None without any stratum.

    All values are above 0, and no group is empty.
    """
    return _pooled(
        (above - below, spread + width)
        for first, second in strata
        for (above, spread), (below, width) in [(_log_median(first), _log_median(second))]
    )


def ratio_of_shares(strata: Iterable[tuple[int, int, int, int]]) -> Ratio | None:
    """Return the first groups' share over the second's; None without any stratum.

    A stratum is (hits, of, hits, of), each `of` above 0.
    """
    return _pooled(_log_risk(*stratum) for stratum in strata)


def _pooled(logs: Iterable[tuple[float, float]]) -> Ratio | None:
    weighed = [(value, 1 / max(variance, LEAST_VARIANCE)) for value, variance in logs]
    if not weighed:
        return None
    total = sum(weight for _, weight in weighed)
    mean = sum(value * weight for value, weight in weighed) / total
    reach = Z95 / sqrt(total)
    return Ratio(exp(mean), exp(mean - reach), exp(mean + reach))


def _log_median(values: Sequence[float]) -> tuple[float, float]:
    """Return the log of a median and its variance, from two order statistics around it.

    Their distance is 2z standard errors, z from the binomial chance that they enclose the median. Its
    normal approximation, taken here, makes z too small for small groups, so the interval too wide.
    """
    logs = sorted(map(log, values))
    n = len(logs)
    c = max(1, round((n + 1) / 2 - sqrt(n)))
    z = (n + 1 - 2 * c) / sqrt(n)
    error = (logs[n - c] - logs[c - 1]) / (2 * z) if z else 0.0
    return median(logs), error**2


def _log_risk(hits: int, of: int, others: int, of_others: int) -> tuple[float, float]:
    half = 0.0 if hits and others else 0.5
    a, n, b, m = hits + half, of + half, others + half, of_others + half
    return log((a / n) / (b / m)), 1 / a - 1 / n + 1 / b - 1 / m

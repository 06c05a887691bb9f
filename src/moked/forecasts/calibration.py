"""Did the chances that were given come true? Of all calls given 70 %, 70 % should have made it.

The rule: a forecast that is shown is scored, with the same pairs for every rival.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Scored:
    """One chance that was given (0..1), and whether it came true."""

    chance: float
    happened: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts with chances in [low, high): how many, their mean chance, the share come true."""

    low: float
    high: float
    count: int
    chance: float
    happened: float


def brier_score(scored: Iterable[Scored]) -> float:
    """Return the mean of (chance - happened)^2: 0 is perfect, 0.25 is a coin (Brier 1950)."""
    errors = [(one.chance - one.happened) ** 2 for one in scored]
    if not errors:
        raise ValueError("there is nothing to score")
    return math.fsum(errors) / len(errors)


def reliability(scored: Iterable[Scored], bins: int = 10) -> list[Bin]:
    """Return the forecasts by chance in equal bins, lowest first, without the empty ones."""

    def place(one: Scored) -> int:
        return min(int(one.chance * bins), bins - 1)

    ordered = groupby(sorted(scored, key=place), key=place)
    return [_bin(number, bins, list(members)) for number, members in ordered]


def _bin(number: int, bins: int, members: list[Scored]) -> Bin:
    count = len(members)
    return Bin(
        low=number / bins,
        high=(number + 1) / bins,
        count=count,
        chance=math.fsum(one.chance for one in members) / count,
        happened=sum(one.happened for one in members) / count,
    )


def calibration_error(scored: Iterable[Scored], bins: int = 10) -> float:
    """Return the mean gap between chance and outcome over the bins, weighted by count."""
    table = reliability(scored, bins)
    if not table:
        raise ValueError("there is nothing to score")
    gaps = math.fsum(row.count * abs(row.chance - row.happened) for row in table)
    return gaps / sum(row.count for row in table)

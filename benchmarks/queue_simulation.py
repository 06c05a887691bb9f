"""A first-come-first-served queue with exponential times, and what each wait predictor said in it.

The rule: same seed, same figures. Every caller's wait is known on joining, because the earliest
agent to become free takes the first in line (Kiefer and Wolfowitz 1955): no event list is needed,
and a caller who hangs up still has the wait that he would have had.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush, heapreplace
from itertools import islice
from random import Random

from moked.forecasts.waits import QueueForecast


@dataclass(frozen=True, slots=True)
class Case:
    """Agents, load per agent and hang-ups per service time (0: none); the unit is a mean service."""

    name: str
    agents: int
    rho: float
    theta: float = 0.0

    @property
    def patience(self) -> float:
        return 1 / self.theta if self.theta else math.inf


@dataclass(frozen=True, slots=True)
class Caller:
    """One caller: `offered` is the wait for an agent, were he to stay; the others what he met.

    ahead: customers waiting. les, hol, rcs, lcs: the histories of `moked.forecasts.waits`.
    """

    joined_at: float
    offered: float
    patience: float
    ahead: int
    les: float
    hol: float
    rcs: float
    lcs: float

    @property
    def stays(self) -> bool:
        return self.patience > self.offered


@dataclass
class History:
    """What the desk sees: who waits, who was answered, whose service is over."""

    waiting: list[float] = field(default_factory=list)  # heap of moments at which they leave
    line: deque[tuple[float, float]] = field(default_factory=deque)  # joined, leaves; in order
    entering: deque[tuple[float, float]] = field(default_factory=deque)  # answered_at, wait
    # A heap of (ended_at, joined_at, wait).
    ending: list[tuple[float, float, float]] = field(default_factory=list)
    les: float = 0.0
    rcs: tuple[float, float] = (-1.0, 0.0)  # joined, wait
    lcs: float = 0.0

    def catch_up(self, now: float) -> None:
        while self.waiting and self.waiting[0] <= now:
            heappop(self.waiting)
        while self.line and self.line[0][1] <= now:
            self.line.popleft()
        while self.entering and self.entering[0][0] <= now:
            self.les = self.entering.popleft()[1]
        while self.ending and self.ending[0][0] <= now:
            _, joined, self.lcs = heappop(self.ending)
            self.rcs = max(self.rcs, (joined, self.lcs))

    def joins(self, now: float, wait: float) -> None:
        if wait > 0:
            heappush(self.waiting, now + wait)
            self.line.append((now, now + wait))

    def is_served(self, now: float, wait: float, service: float) -> None:
        self.entering.append((now + wait, wait))
        heappush(self.ending, (now + wait + service, now, wait))


def callers(case: Case, seed: int) -> Iterator[Caller]:
    """Yield the callers of an endless day that began with an empty house."""
    dice = Random(seed)
    free_at = [0.0] * case.agents
    heapify(free_at)
    history, now = History(), 0.0
    while True:
        now += dice.expovariate(case.agents * case.rho)
        history.catch_up(now)
        offered = max(0.0, free_at[0] - now)
        patience = dice.expovariate(case.theta) if case.theta else math.inf
        hol = now - history.line[0][0] if history.line else 0.0
        caller = Caller(
            now,
            offered,
            patience,
            len(history.waiting),
            history.les,
            hol,
            history.rcs[1],
            history.lcs,
        )
        yield caller
        history.joins(now, min(offered, patience))
        if caller.stays:
            service = dice.expovariate(1.0)
            heapreplace(free_at, now + offered + service)
            history.is_served(now, offered, service)


CASES = (
    Case("M/M/100, rho .95", 100, 0.95),
    Case("M/M/10, rho .95", 10, 0.95),
    Case("M/M/100+M, rho 1.4, theta 1", 100, 1.4, 1.0),
    Case("M/M/20+M, rho 1.05, theta .5", 20, 1.05, 0.5),
)


def delayed(case: Case, *, seed: int, joining: int) -> list[Caller]:
    """Return those of `joining` callers who found all agents busy, after a tenth to warm up."""
    warm = joining // 10
    return [one for one in islice(callers(case, seed), warm, warm + joining) if one.offered > 0]


@dataclass(frozen=True, slots=True)
class Score:
    """Root mean squared error by predictor, over the mean wait of the sample."""

    delayed: int
    mean_wait: float
    relative_error: dict[str, float]

    def mse_ratio(self, predictor: str, to: str) -> float:
        return (self.relative_error[predictor] / self.relative_error[to]) ** 2


def score(case: Case, sample: list[Caller]) -> Score:
    """Return how far each predictor was off the offered wait, relative to its mean."""
    longest = max(one.ahead for one in sample)
    lengths = range(longest + 1)
    plain = [QueueForecast(ahead, case.agents, 1.0).mean for ahead in lengths]
    worn = [QueueForecast(ahead, case.agents, 1.0, case.patience).mean for ahead in lengths]
    mean = math.fsum(one.offered for one in sample) / len(sample)
    predictions = {
        "QL": [plain[one.ahead] for one in sample],
        "QL_m": [worn[one.ahead] for one in sample],
        "LES": [one.les for one in sample],
        "HOL": [one.hol for one in sample],
        "RCS": [one.rcs for one in sample],
        "LCS": [one.lcs for one in sample],
        "none": [mean] * len(sample),
    }
    return Score(len(sample), mean, {k: _rmse(v, sample) / mean for k, v in predictions.items()})


def _rmse(predicted: list[float], sample: list[Caller]) -> float:
    squares = ((p - one.offered) ** 2 for p, one in zip(predicted, sample, strict=True))
    return math.sqrt(math.fsum(squares) / len(sample))

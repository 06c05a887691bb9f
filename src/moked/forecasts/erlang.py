"""Erlang-B, Erlang-C and Erlang-A, exactly: how a queue with so many agents behaves in the long run.

The rule: exact and stable for thousands of agents. Blocking comes from the forward recursion, and
everything about the queue from one series of positive terms, summed in logs (see `series`):

    A(d, x) = 1 + x/(d+theta) + x^2/((d+theta)(d+2theta)) + ...

With arrivals lambda, services mu and hang-ups theta per unit of time, n agents and B = Erlang-B,
P(W > 0) = A / (A + (1 - B)/B), where A = A(n mu, lambda) (Palm 1946; Garnett, Mandelbaum and
Reiman, M&SOM 4(3), 2002). Terms of A, scaled to one, are the queue seen by a caller who must wait.

The wait: with j ahead, a caller who never hangs up waits a sum of exponentials with rates
n mu + i theta, i = 0..j. Weighting their densities by the terms of A gives for the offered wait V

    density  ~  exp(-n mu t + (lambda/theta)(1 - exp(-theta t)))

(Baccelli and Hebuterne 1981), and integrating it gives A again, at the faded rate
x(t) = lambda exp(-theta t):

    P(V > t | V > 0) = exp(-n mu t + (lambda - x(t))/theta) A(n mu, x(t)) / A(n mu, lambda).

Among the served the density carries one more factor exp(-theta t): n mu becomes n mu + theta. All
of it tends to Erlang-C as patience grows; there A = 1/(1 - rho) and the wait is exponential.
The series takes about (lambda - n mu)/theta terms when overloaded, hundreds otherwise.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from moked.core.errors import Refused
from moked.forecasts.series import log_sum, log_terms, quantile, weights

# Terms this far (in logs) below the largest are beneath the last bit of a float: exp(-40) < 2**-57.
NEGLIGIBLE = 40.0


@dataclass(frozen=True, slots=True)
class Performance:
    """A queue in its steady state. Shares are in 0..1; times are in the unit of `service_time`.

    waits: P(W > 0), a caller finds all agents busy. abandons: P(hangs up) over all callers.
    mean_wait: E[W] over all callers, with those who hang up. queue_length: mean number waiting.
    mean_wait_if_waiting: E[W | W > 0]. mean_wait_if_served: E[W | served], zero waits included.
    occupancy: share of an agent's time with customers.
    """

    agents: int
    arrivals: float
    service_time: float
    patience: float
    waits: float
    abandons: float
    mean_wait: float
    mean_wait_if_waiting: float
    mean_wait_if_served: float
    queue_length: float
    occupancy: float

    def wait_within(self, limit: float) -> float:
        """Return P(W <= limit), where W ends with an answer or a hang-up."""
        return 1 - self._waits_over(limit)

    def served_within(self, limit: float) -> float:
        """Return P(W <= limit and served) over all callers: the service level proper."""
        drain = self.agents / self.service_time + 1 / self.patience
        waits_and_served = max(self.waits - self.abandons, 0.0)
        return (1 - self.waits) + waits_and_served * (1 - self._tail(drain, limit))

    def wait_percentile(self, share: float) -> float:
        """Return the smallest t with P(W <= t) >= share, over all callers."""
        return quantile(self._waits_over, share, self.service_time)

    def served_wait_percentile(self, share: float) -> float:
        """Return the smallest t with P(W <= t | served) >= share."""

        def tail(limit: float) -> float:
            return 1 - self.served_within(limit) / (1 - self.abandons)

        return quantile(tail, share, self.service_time)

    def _waits_over(self, limit: float) -> float:
        stayed = math.exp(-limit / self.patience)
        return self.waits * stayed * self._tail(self.agents / self.service_time, limit)

    def _tail(self, drain: float, limit: float) -> float:
        if limit < 0:
            raise ValueError(f"a wait is not negative: {limit}")
        return _tail(drain, 1 / self.patience, self.arrivals, limit)


def erlang_b(agents: int, offered_load: float) -> float:
    """Return P(all agents busy) when nobody can wait; offered_load = arrivals * service_time.

    B(k) = R B(k-1) / (k + R B(k-1)) with B(0) = 1: each step keeps B in 0..1 and shrinks the
    relative error, and a blocking too small for a float becomes zero.
    """
    blocking = 1.0
    for agent in range(1, agents + 1):
        blocking = offered_load * blocking / (agent + offered_load * blocking)
    return blocking


def erlang_c(agents: int, *, arrivals: float, service_time: float) -> Performance:
    """Return the M/M/n queue, where nobody hangs up. Refused when the agents cannot keep up."""
    return erlang_a(agents, arrivals=arrivals, service_time=service_time, patience=math.inf)


def erlang_a(agents: int, *, arrivals: float, service_time: float, patience: float) -> Performance:
    """Return the M/M/n+M queue: arrivals per unit of time, mean service time, mean patience.

    Patience may be infinite; then the queue must be able to keep up, or it is refused.
    """
    _check(agents, arrivals, service_time, patience)
    load, impatience = arrivals * service_time, 1 / patience
    queue = _queue_if_busy(agents / service_time, impatience, arrivals)
    waits = _waits(erlang_b(agents, load), queue.log_total)
    queue_length = waits * queue.length
    abandons = impatience * queue_length / arrivals
    return Performance(
        agents=agents,
        arrivals=arrivals,
        service_time=service_time,
        patience=patience,
        waits=waits,
        abandons=abandons,
        mean_wait=queue_length / arrivals,
        mean_wait_if_waiting=queue.length / arrivals,
        mean_wait_if_served=waits * queue.served_wait / (1 - abandons),
        queue_length=queue_length,
        occupancy=load * (1 - abandons) / agents,
    )


@dataclass(frozen=True, slots=True)
class _BusyQueue:
    """What a caller meets who finds all agents busy.

    log_total: log A. length: customers ahead. served_wait: E[W; served], zero for who hangs up.
    """

    log_total: float
    length: float
    served_wait: float


def _queue_if_busy(drain: float, impatience: float, arrivals: float) -> _BusyQueue:
    if impatience == 0:
        rho = arrivals / drain
        return _BusyQueue(-math.log1p(-rho), rho / (1 - rho), 1 / (drain - arrivals))
    logs = _log_terms(drain, impatience, arrivals)
    length = served_wait = moved_up = 0.0
    for ahead, weight in enumerate(weights(logs)):
        # With `ahead` before him and his own patience running, each step up the queue takes
        # 1/(drain + i theta), whether or not it ends in service.
        rate = drain + (ahead + 1) * impatience
        moved_up += 1 / rate
        length += ahead * weight
        served_wait += weight * (drain / rate) * moved_up
    return _BusyQueue(log_sum(logs), length, served_wait)


def _waits(blocking: float, log_total: float) -> float:
    if blocking == 0:
        return 0.0
    return 1 / (1 + (1 - blocking) / blocking * math.exp(-log_total))


def _log_terms(drain: float, impatience: float, arrivals: float) -> list[float]:
    return log_terms(_ratios(drain, impatience, arrivals))


def _ratios(drain: float, impatience: float, arrivals: float) -> Iterator[float]:
    """Yield the ratios of neighbouring terms of A until what remains is negligible."""
    log = peak = 0.0
    ratio = arrivals / (drain + impatience)
    step = 1
    while ratio >= 1 or (ratio > 0 and log - math.log1p(-ratio) > peak - NEGLIGIBLE):
        yield ratio
        log += math.log(ratio)
        peak = max(peak, log)
        step += 1
        ratio = arrivals / (drain + step * impatience)


# A percentile asks for the same full rate at each of its steps.
@lru_cache(maxsize=128)
def _log_series(drain: float, impatience: float, arrivals: float) -> float:
    return log_sum(_log_terms(drain, impatience, arrivals))


def _tail(drain: float, impatience: float, arrivals: float, limit: float) -> float:
    """Return P(V > limit | V > 0) for the offered wait V of the module's docstring."""
    if impatience == 0:
        return math.exp((arrivals - drain) * limit)
    faded = arrivals * math.exp(-impatience * limit)
    joined = -arrivals * math.expm1(-impatience * limit) / impatience
    gained = _log_series(drain, impatience, faded) - _log_series(drain, impatience, arrivals)
    # Rounding may lift a certainty a hair above one.
    return min(1.0, math.exp(joined - drain * limit + gained))


def _check(agents: int, arrivals: float, service_time: float, patience: float) -> None:
    if agents < 1 or not all(given > 0 for given in (arrivals, service_time, patience)):
        raise ValueError("agents, arrivals, service time and patience are positive")
    load = arrivals * service_time
    if math.isinf(patience) and load >= agents:
        raise Refused(
            f"{agents} agents cannot carry a load of {load:g}: plan at least"
            f" {math.floor(load) + 1}, or give the customers' mean patience"
        )

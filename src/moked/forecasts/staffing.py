"""How many agents a load needs: exactly by search, and by the square-root rules to see why.

The rule: the rules of thumb explain, the exact search decides. Every target improves with each
further agent, so the smallest staff that meets it is found by doubling and halving.

Square root (QED): n = R + beta sqrt(R) agents for an offered load R = arrivals * service_time keep
both the agents busy and P(W > 0) strictly between 0 and 1. Beta from P(W > 0): without hang-ups by
Halfin and Whitt (Operations Research 29(3), 1981), with them by Garnett, Mandelbaum and Reiman
(M&SOM 4(3), 2002).
"""

import math
from collections.abc import Callable

from moked.forecasts.erlang import Performance, erlang_a
from moked.forecasts.series import falling_root

Target = Callable[[Performance], bool]


def agents_for_service_level(
    share: float,
    *,
    within: float,
    arrivals: float,
    service_time: float,
    patience: float = math.inf,
) -> int:
    """Return the fewest agents who serve `share` (0..1) of all callers `within` the time."""
    _check_share(share)
    return agents_needed(
        lambda queue: queue.served_within(within) >= share,
        arrivals=arrivals,
        service_time=service_time,
        patience=patience,
    )


def agents_for_mean_wait(
    at_most: float, *, arrivals: float, service_time: float, patience: float = math.inf
) -> int:
    """Return the fewest agents with E[W] at most so long; the time must be positive."""
    if not at_most > 0:
        raise ValueError(f"a mean wait to aim at is positive: {at_most}")
    return agents_needed(
        lambda queue: queue.mean_wait <= at_most,
        arrivals=arrivals,
        service_time=service_time,
        patience=patience,
    )


def agents_for_abandonment(
    at_most: float, *, arrivals: float, service_time: float, patience: float
) -> int:
    """Return the fewest agents with at most so large a share (0..1) of callers hanging up."""
    _check_share(at_most)
    return agents_needed(
        lambda queue: queue.abandons <= at_most,
        arrivals=arrivals,
        service_time=service_time,
        patience=patience,
    )


def agents_needed(
    meets: Target, *, arrivals: float, service_time: float, patience: float = math.inf
) -> int:
    """Return the fewest agents whose queue `meets` a target.

    Once met, the target must stay met with more agents; one that no staff meets never returns.
    """

    def enough(agents: int) -> bool:
        queue = erlang_a(agents, arrivals=arrivals, service_time=service_time, patience=patience)
        return meets(queue)

    # Without hang-ups a staff no larger than the load has no steady state to ask about.
    too_few = math.floor(arrivals * service_time) if math.isinf(patience) else 0
    step = 1
    while not enough(too_few + step):
        too_few, step = too_few + step, step * 2
    enough_for_sure = too_few + step
    while enough_for_sure - too_few > 1:
        middle = (too_few + enough_for_sure) // 2
        if enough(middle):
            enough_for_sure = middle
        else:
            too_few = middle
    return enough_for_sure


def square_root_agents(offered_load: float, beta: float) -> int:
    """Return R + beta sqrt(R), rounded up, and at least one."""
    return max(1, math.ceil(offered_load + beta * math.sqrt(offered_load)))


def beta_of(agents: int, offered_load: float) -> float:
    """Return the beta that a staff amounts to: (n - R) / sqrt(R)."""
    return (agents - offered_load) / math.sqrt(offered_load)


def halfin_whitt_waits(beta: float) -> float:
    """Return the limit of P(W > 0) without hang-ups: 1 / (1 + beta / h(-beta)), beta > 0."""
    if not beta > 0:
        raise ValueError(f"without hang-ups beta is positive: {beta}")
    return _hazard(-beta) / (_hazard(-beta) + beta)


def halfin_whitt_beta(waits: float) -> float:
    """Return the beta at which P(W > 0) without hang-ups tends to `waits`, in (0, 1)."""
    _check_share(waits)
    # Beyond 40 the limit is smaller than any float.
    return falling_root(lambda beta: halfin_whitt_waits(beta) - waits, 0.0, 40.0)


def garnett_waits(beta: float, *, service_time: float, patience: float) -> float:
    """Return the limit of P(W > 0) with hang-ups, for any beta.

    1 / (1 + r h(beta/r) / h(-beta)), where r = sqrt(theta/mu) = sqrt(service_time/patience) and
    h is the hazard rate of the normal distribution.
    """
    root = math.sqrt(service_time / patience)
    return _hazard(-beta) / (_hazard(-beta) + root * _hazard(beta / root))


def garnett_abandons(agents: int, beta: float, *, service_time: float, patience: float) -> float:
    """Return the approximate share of callers who hang up: (r h(beta/r) - beta) P(W > 0) / sqrt(n)."""
    root = math.sqrt(service_time / patience)
    waits = garnett_waits(beta, service_time=service_time, patience=patience)
    return (root * _hazard(beta / root) - beta) * waits / math.sqrt(agents)


def _hazard(x: float) -> float:
    """Return h(x) = phi(x) / (1 - Phi(x)) of the standard normal distribution."""
    if x > 30:
        # The tail underflows near 38; this asymptotic series is exact to a float from 30 on.
        return x / (1 - x**-2 + 3 * x**-4 - 15 * x**-6 + 105 * x**-8)
    return math.sqrt(2 / math.pi) * math.exp(-x * x / 2) / math.erfc(x / math.sqrt(2))


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise ValueError(f"a share to aim at lies strictly between 0 and 1: {share}")

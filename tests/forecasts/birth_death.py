"""The same queues by brute force: balance equations solved directly, and one caller followed.

Nothing here knows the formulas of `moked.forecasts`: only the rates of the chain.
"""

import math


def stationary(agents, *, arrivals, service, hang_ups, states):
    """Return the long-run share of each number in the house, by elimination on all equations."""
    leaves = [min(k, agents) * service + max(k - agents, 0) * hang_ups for k in range(states)]
    rows = []
    for k in range(states - 1):
        into = {k - 1: arrivals} if k else {}
        rows.append(into | {k: -(arrivals + leaves[k]), k + 1: leaves[k + 1]})
    rows.append(dict.fromkeys(range(states), 1.0))
    return _solved(rows, [0.0] * (states - 1) + [1.0])


def _solved(rows, right):
    size = len(rows)
    for pivot in range(size):
        for other in (pivot + 1, size - 1):
            if other < size and other != pivot and (entry := rows[other].pop(pivot, 0.0)):
                factor = entry / rows[pivot][pivot]
                for column, value in rows[pivot].items():
                    if column != pivot:
                        rows[other][column] = rows[other].get(column, 0.0) - factor * value
                right[other] -= factor * right[pivot]
    answer = [0.0] * size
    for k in reversed(range(size)):
        known = sum(value * answer[column] for column, value in rows[k].items() if column > k)
        answer[k] = (right[k] - known) / rows[k][k]
    return answer


def after_joining(ahead, agents, limit, *, service, hang_ups):
    """Return P(still waiting) and P(served) `limit` after joining with `ahead` before one.

    By uniformization: the chain of one's place in line is watched at the jumps of a Poisson stream.
    """
    pace = agents * service + (ahead + 1) * hang_ups
    places, served = [0.0] * ahead + [1.0], 0.0
    jump = math.exp(-pace * limit)
    waiting = got = 0.0
    for jumps in range(1, 2000):
        waiting += jump * sum(places)
        got += jump * served
        jump *= pace * limit / jumps
        served += places[0] * agents * service / pace
        places = [
            p * (1 - (agents * service + (k + 1) * hang_ups) / pace)
            + (places[k + 1] * (agents * service + (k + 1) * hang_ups) / pace if k < ahead else 0.0)
            for k, p in enumerate(places)
        ]
        if jumps > pace * limit and jump < 1e-18:
            break
    return waiting, got

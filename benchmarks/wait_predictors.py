"""Claim: the queue's length predicts a wait best; history alone costs twice the squared error.

Run `python -m benchmarks.wait_predictors [callers [seed]]` from the root of the repository. Prints
the root mean squared error of each predictor over the mean wait, for callers who waited and were
served, in four cases, with the figures of an earlier, independent simulation beneath. 500,000
callers a case take a quarter of a minute in all; at a load of .95 another seed moves the figures
by some five per cent.

That simulation called LCS what it headed RCS: its figures are those of the last service to end,
not of the latest to join among the ended.
"""

import sys
from collections.abc import Iterator

from benchmarks.queue_simulation import CASES, Score, delayed, score

COLUMNS = ("QL", "QL_m", "LES", "HOL", "LCS", "RCS", "none", "ratio")
# By case: relative RMSE, and the MSE of LES over that of the best queue-length predictor.
STATED: dict[str, dict[str, float]] = {
    "M/M/100, rho .95": {
        "QL": 0.221, "LES": 0.321, "HOL": 0.313, "LCS": 0.638, "none": 0.992, "ratio": 2.10,
    },
    "M/M/10, rho .95": {
        "QL": 0.226, "LES": 0.329, "HOL": 0.321, "LCS": 0.391, "none": 0.958, "ratio": 2.11,
    },
    "M/M/100+M, rho 1.4, theta 1": {
        "QL_m": 0.161, "LES": 0.229, "HOL": 0.226, "LCS": 0.342, "none": 0.305, "ratio": 2.03,
    },
    "M/M/20+M, rho 1.05, theta .5": {
        "QL_m": 0.397, "LES": 0.598, "HOL": 0.560, "LCS": 0.882, "none": 0.742, "ratio": 2.27,
    },
}  # fmt: skip


def measured(joining: int, seed: int) -> dict[str, Score]:
    """Return the score of each case over the callers who waited and were served."""
    return {
        case.name: score(
            case, [one for one in delayed(case, seed=seed, joining=joining) if one.stays]
        )
        for case in CASES
    }


def figures(found: Score) -> dict[str, float]:
    """Return a score in the columns of the table."""
    return {**found.relative_error, "ratio": found.mse_ratio("LES", "QL_m")}


def table(joining: int, seed: int) -> Iterator[str]:
    """Yield the lines to print: what was found, and beneath it what had been stated."""
    yield " " * 30 + "  ".join(f"{key:>6}" for key in COLUMNS)
    for name, found in measured(joining, seed).items():
        yield _row(name, figures(found))
        yield _row("  stated", STATED[name])


def _row(head: str, cells: dict[str, float]) -> str:
    shown = (f"{cells[key]:6.3f}" if key in cells else "     -" for key in COLUMNS)
    return f"{head:30}" + "  ".join(shown)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    callers, seed = (*given, *(500_000, 1)[len(given) :])
    sys.stdout.writelines(f"{line}\n" for line in table(callers, seed))

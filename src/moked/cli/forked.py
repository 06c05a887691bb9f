"""Several processes for one log.

The log is read once; the forked processes see it without a copy, and only findings travel back.
"""

import multiprocessing
from collections.abc import Iterable

from moked.quality.finding import Finding
from moked.quality.replay import Judge, Share, alone

# A forked process finds here what its parent was asked to judge; a log is too large to send.
_asked: list[Judge] = []


def forked(jobs: int) -> Share:
    """Return how to share a log between `jobs` processes; one job is no process of its own."""
    if jobs == 1:
        return alone

    def share(judge: Judge) -> Iterable[Finding]:
        _asked.append(judge)
        try:
            with multiprocessing.get_context("fork").Pool(jobs) as pool:
                parts = pool.starmap(_part, [(nth, jobs) for nth in range(jobs)])
        finally:
            _asked.pop()
        return [finding for part in parts for finding in part]

    return share


def _part(nth: int, jobs: int) -> list[Finding]:
    return _asked[-1](nth, jobs)

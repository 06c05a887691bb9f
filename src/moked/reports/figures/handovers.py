"""How cases were handed about: between teams, between lines, and back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from moked.policy import Policy
from moked.reports.figures.cases import Case

TOP = 10
"""A case with so many handovers or more counts with the last bar."""


class Handovers(msgspec.Struct, frozen=True):
    """Handovers between teams, and what they did to cases.

    `by_number` counts cases by their number of handovers, the last one being `TOP` or more; `returned`
    are cases that went A-B-A, `many` those with at least `many_from` handovers.
    """

    cases: int
    assigned: int
    team_handovers: int
    line_handovers: int
    by_number: list[int]
    returned: int
    many: int
    many_from: int
    waited_for_customer: int
    worked_again: int


def handover_figures(cases: Iterable[Case], policy: Policy, now: datetime) -> Handovers | None:
    """Return the figures of cases' ways; None where there is no case."""
    every = list(cases)
    if not every:
        return None
    many_from = int(policy.number("ping_pong.handovers", now))
    numbers = [max(0, len(case.teams) - 1) for case in every]
    counts = Counter(min(n, TOP) for n, case in zip(numbers, every, strict=True) if case.teams)
    return Handovers(
        cases=len(every),
        assigned=sum(bool(case.teams) for case in every),
        team_handovers=sum(numbers),
        line_handovers=sum(max(0, len(case.lines) - 1) for case in every),
        by_number=[counts[n] for n in range(TOP + 1)],
        returned=sum(returns(case.teams) for case in every),
        many=sum(n >= many_from for n in numbers),
        many_from=many_from,
        waited_for_customer=sum(case.waited_for_customer for case in every),
        worked_again=sum(case.worked_again for case in every),
    )


def returns(teams: Sequence[str]) -> bool:
    """Return whether a case came straight back to a team that had handed it on."""
    return any(first == third for first, third in zip(teams, teams[2:], strict=False))

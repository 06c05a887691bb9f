"""Cases as the figures need them: the way of each through teams and lines, its stops and returns."""

from datetime import datetime

import msgspec

from moked.core.events import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseResolved,
    CaseWaiting,
    WaitingOn,
)
from moked.reports.figures.contacts import Takes

LINE = "line"
"""The field, unknown to the vocabulary, in which a log may say which line of the house a team is of."""


class Case(msgspec.Struct):
    """A case. `teams` and `lines` are in order, equal neighbours as one."""

    teams: list[str]
    lines: list[str]
    waited_for_customer: bool = False
    resolved_at: datetime | None = None
    worked_again: bool = False


class Cases:
    """Collects the cases of a log whose events come in order."""

    def __init__(self) -> None:
        """Begin with none."""
        self.by_ref: dict[str, Case] = {}

    @property
    def takes(self) -> Takes:
        """The types of events that are collected."""
        return {
            CaseOpened: self._opened,
            CaseAssigned: self._assigned,
            CaseWaiting: self._waiting,
            CaseResolved: self._done,
            CaseClosed: self._done,
            CaseReopened: self._reopened,
        }

    def _case(self, ref: str) -> Case:
        case = self.by_ref.get(ref)
        if case is None:
            case = self.by_ref[ref] = Case([], [])
        return case

    def _opened(self, event: CaseOpened) -> None:
        self._case(event.case)

    def _assigned(self, event: CaseAssigned) -> None:
        case = self._case(event.case)
        if not case.teams or case.teams[-1] != event.team:
            case.teams.append(event.team)
        line = (event.unknown or {}).get(LINE)
        if line is not None and (not case.lines or case.lines[-1] != line):
            case.lines.append(str(line))

    def _waiting(self, event: CaseWaiting) -> None:
        case = self._case(event.case)
        case.waited_for_customer |= event.on is WaitingOn.CUSTOMER

    def _done(self, event: CaseResolved | CaseClosed) -> None:
        case = self._case(event.case)
        case.resolved_at = case.resolved_at or event.at

    def _reopened(self, event: CaseReopened) -> None:
        self._case(event.case).worked_again = True

"""The steps of Volvo IT's incidents, in events."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from moked.core.events import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseResolved,
    CaseWaiting,
    Channel,
    Event,
    WaitingOn,
)
from moked.importers.moments import Order
from moked.importers.reader import unnamed

SOURCE = "bpic-2013"
COMPLETED = "Completed"

WAITS = {
    "Wait": WaitingOn.US,
    "Wait - Implementation": WaitingOn.US,
    "Wait - User": WaitingOn.CUSTOMER,
    "Wait - Customer": WaitingOn.THIRD_PARTY,
    "Wait - Vendor": WaitingOn.THIRD_PARTY,
}

COMPLETIONS: dict[str, type[CaseResolved] | type[CaseClosed]] = {
    "Resolved": CaseResolved,
    "In Call": CaseResolved,
    "Closed": CaseClosed,
    "Cancelled": CaseClosed,
}


class Step(NamedTuple):
    """One row, whichever edition it is from."""

    case: str
    at: datetime
    status: str
    sub_status: str
    team: str
    line: str
    country: str
    owner: str
    product: str
    impact: str

    @property
    def agent(self) -> str:
        """The owner: a first name, which says more with the country before it."""
        return f"{self.country}-{self.owner}" if self.owner else unnamed(self.case)

    @property
    def level(self) -> int:
        """The line of support, by the team's name: "V5 3rd" is 3, and "V13 2nd 3rd" is 2."""
        return 2 if "2nd" in self.team else 3 if "3rd" in self.team else 1


class _Case:
    """What is remembered of a case between its steps."""

    def __init__(self) -> None:
        self.steps = 0
        self.completed = False


class Cases:
    """Turns steps, in the order of the log, into events."""

    def __init__(self) -> None:
        """Begin with no case."""
        self._order = Order()
        self._cases: dict[str, _Case] = {}

    def events(self, step: Step) -> Iterator[Event]:
        """Yield a step's events: who has the case now, and what became of it."""
        case = self._cases.setdefault(step.case, _Case())
        case.steps += 1
        completes = step.status == COMPLETED
        if case.steps == 1:
            yield self._opened(step)
        if case.completed and not completes:
            yield self._event(CaseReopened, step, by=step.agent)
        case.completed = completes
        yield self._assigned(step)
        if step.sub_status in WAITS:
            yield self._event(CaseWaiting, step, on=WAITS[step.sub_status])
        if completes:
            cls = COMPLETIONS.get(step.sub_status, CaseResolved)
            yield self._event(cls, step, by=step.agent, reason=step.sub_status)

    def _opened(self, step: Step) -> Event:
        # The log names neither the user nor how he reported: a system took it down, as a form does.
        customer, topic = unnamed(step.case), step.product or None
        return self._event(CaseOpened, step, customer=customer, channel=Channel.FORM, topic=topic)

    def _assigned(self, step: Step) -> Event:
        kept = {
            "line": step.line,
            "status": f"{step.status}/{step.sub_status}",
            "impact": step.impact,
        }
        return self._event(
            CaseAssigned, step, team=step.team, agent=step.agent, level=step.level, unknown=kept
        )

    def _event(self, cls: type[Event], step: Step, **data: Any) -> Event:
        nth = self._cases[step.case].steps
        data["case"] = step.case
        return cls(
            id=f"{step.case}-{nth:05}-{cls.TYPE.removeprefix('case.')}",
            source=SOURCE,
            at=self._order.place(step.case, step.at, cls.RANK),
            **data,
        )

"""What people decided about findings: remedied, excused, with the reason in the event."""

from collections.abc import Iterable

from msgspec.structs import replace

from moked.core.events import Event, FindingEvent, FindingExcused, FindingHandled
from moked.quality.finding import Finding, State

_STATES: dict[type[FindingEvent], State] = {
    FindingHandled: State.HANDLED,
    FindingExcused: State.EXCUSED,
}


class Decisions:
    """The last decision on each finding, by the finding's id."""

    def __init__(self, log: Iterable[Event] = ()) -> None:
        """Take in the decisions of a log, in order."""
        self._states: dict[str, State] = {}
        for event in log:
            if isinstance(event, FindingEvent):
                self.learn(event)

    def learn(self, event: FindingEvent) -> None:
        """Take in one event of a finding's life."""
        state = _STATES.get(type(event))
        if state:
            self._states[event.finding] = state

    def apply(self, finding: Finding) -> Finding:
        """Return a finding in the state that people gave it."""
        state = self._states.get(finding.id) if self._states else None
        return replace(finding, state=state) if state else finding

"""A case is handed from team to team, or a call from person to person, and nobody keeps it.

On a case: back to the team that it came from (A-B-A, the same team twice running counted once), or the
third handover. Both together are one failure, which grows worse. In a call: the second transfer, those
that the customer asked for left out.

Steps that an organisation plans (`ping_pong.planned`, written "sales > installation") are no handovers.
Neither is a return that brings an answer: the team in between wrote to the customer, or wrote a record
that he can read. That it called the case resolved is no answer: a case that comes back was none. In the
public log of Volvo IT (BPI Challenge 2013) 1,177 of 7,554 cases bounce and 1,083 have three handovers.
"""

from collections.abc import Iterator, Sequence

from moked.core.events import (
    Asker,
    Author,
    CaseAssigned,
    ContactTransferred,
    Event,
    MessageSent,
    RecordWritten,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.story import Story


class _Path:
    """The way of a case through the teams."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._before: str | None = None
        self.stays: list[CaseAssigned] = []
        self.handovers: list[CaseAssigned] = []
        self.lines = 0
        self.has_bounced = False
        self.is_answered = False

    def arrive(self, to: CaseAssigned) -> bool:
        """Take the next assignment; return whether it is what makes the case a failure, or a graver one."""
        here = self.stays[-1] if self.stays else None
        if here and here.team == to.team:
            return False
        self.stays.append(to)
        is_answered, self.is_answered = self.is_answered, False
        if here is None:
            return False
        is_return = to.team == self._before
        if (is_return and is_answered) or _is_planned(here.team, to.team, to, self._policy):
            self._before = None
            return False
        self._before = here.team
        self.lines += here.level is not None and to.level not in (None, here.level)
        return self._count(to, is_bounce=is_return)

    def _count(self, to: CaseAssigned, *, is_bounce: bool) -> bool:
        self.handovers.append(to)
        is_first_bounce = is_bounce and not self.has_bounced
        self.has_bounced = self.has_bounced or is_bounce
        return is_first_bounce or len(self.handovers) == _limit(self._policy, "handovers", to)


def _is_kept(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether a case was assigned once: most are."""
    return [type(event) for event in events].count(CaseAssigned) < 2


@detector(
    code="F26",
    scope=Scope.CASE,
    severity=Severity.EFFORT,
    reads=(CaseAssigned, MessageSent, RecordWritten),
    needs=(CaseAssigned,),
    unless=_is_kept,
)
class PingPong:
    """A case's way, and where it went wrong."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._path = _Path(policy)
        self._found: list[Finding] = []

    def take(self, event: Event) -> None:
        match event:
            case CaseAssigned():
                if self._path.arrive(event):
                    self._found.append(_bounced(self._story, self._path))
            case MessageSent(author=Author.AGENT) | RecordWritten(shared=True):
                self._path.is_answered = True

    def findings(self) -> Sequence[Finding]:
        return self._found


def _bounced(story: Story, path: _Path) -> Finding:
    latest = path.handovers[-1]
    return story.finding(
        latest.at,
        path.handovers[0],
        latest,
        handovers=len(path.handovers),
        bounced=path.has_bounced,
        lines=path.lines,
        teams=[stay.team for stay in path.stays],
        agent=latest.agent,
    )


@detector(code="F26", scope=Scope.CONTACT, severity=Severity.EFFORT, reads=(ContactTransferred,))
def find_in_call(story: Story, policy: Policy) -> Iterator[Finding]:
    transfers: list[ContactTransferred] = []
    for event in story:
        match event:
            case ContactTransferred() if not _is_wanted(event, policy):
                transfers.append(event)
                if len(transfers) == _limit(policy, "transfers_in_call", event):
                    places = [transfers[0].from_, *(transfer.to for transfer in transfers)]
                    yield story.finding(event.at, *transfers, count=len(transfers), teams=places)


def _is_wanted(event: ContactTransferred, policy: Policy) -> bool:
    return event.asked_by is Asker.CUSTOMER or _is_planned(event.from_, event.to, event, policy)


def _is_planned(
    here: str, to: str, event: CaseAssigned | ContactTransferred, policy: Policy
) -> bool:
    return f"{here} > {to}" in policy.required("ping_pong.planned", event.at).words


def _limit(policy: Policy, name: str, event: CaseAssigned | ContactTransferred) -> float:
    return policy.number(f"ping_pong.{name}", event.at)

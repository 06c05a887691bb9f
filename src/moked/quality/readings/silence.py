"""How long a case has shown its customer nothing.

What he can see is what a person did and told him; a status, an assignment and an automatic message show
nothing. Each change moves only what is still to come: what was late stays late.
"""

from datetime import datetime

from moked.core.events import (
    NEVER,
    AgentConnected,
    Author,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseResolved,
    CaseWaiting,
    ClaimCorrected,
    ClaimedBy,
    ClaimStated,
    ContactStarted,
    Direction,
    EscalationAnswered,
    Event,
    MessageReceived,
    MessageSent,
    Notice,
    PromiseMade,
    PromiseMoved,
    RecordWritten,
    RemedyGiven,
    Speaker,
    VisitArrived,
    VisitBooked,
    VisitCancelled,
    VisitContacted,
    VisitDone,
    VisitFailed,
    VisitMoved,
    WaitingOn,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.readings.asking import Asking

MOVEMENTS = (
    AgentConnected,
    ClaimCorrected,
    ClaimStated,
    EscalationAnswered,
    MessageSent,
    PromiseMade,
    PromiseMoved,
    RecordWritten,
    RemedyGiven,
    VisitArrived,
    VisitBooked,
    VisitCancelled,
    VisitContacted,
    VisitDone,
    VisitFailed,
    VisitMoved,
)
"""The events that a customer may see; `is_movement` says of each whether he does."""

_ALWAYS_SEEN = frozenset(MOVEMENTS) - {MessageSent, RecordWritten, ClaimStated, ClaimCorrected}

_TELLS = frozenset({Notice.ANSWER, Notice.OFFER, Notice.REFUSAL})
_TELLS_NOTHING = frozenset({Notice.HOLDING, Notice.REDIRECT})


def is_movement(event: Event) -> bool:
    """Return whether the customer can see what happened, and a person did it."""
    if type(event) in _ALWAYS_SEEN:
        return True
    match event:
        case MessageSent(author=author):
            return author is Author.AGENT
        case RecordWritten(shared=shared):
            return bool(shared)
        case ClaimStated(by=by) | ClaimCorrected(by=by):
            return by is ClaimedBy.AGENT
    return False


class Silence:
    """The clock of what a customer can see of his case.

    It began at `since`; at `due` the silence becomes a failure. `due` is None while no clock runs. `until`
    is the date of a third party's that he was told.
    """

    def __init__(self, policy: Policy) -> None:
        self.since = Event()
        self.due: datetime | None = None
        self.until: datetime | None = None
        self._policy = policy
        self._asking = Asking()
        self._is_open = False
        self._moved_at = NEVER
        self._date: datetime | None = None
        self._talk: tuple[AgentConnected, Event] | None = None

    def take(self, event: Event) -> None:
        """Take the next event, which comes no later than `due`."""
        self._asking.learn(event)
        match event:
            case CaseOpened() | CaseReopened():
                self._is_open = True
                self._run(event)
            case CaseResolved() | CaseClosed():
                self._is_open, self.due = False, None
            case CaseWaiting() if self._is_open:
                self._wait(event)
            case WordsNoticed(speaker=Speaker.AGENT) if self._talk:
                self._hear(event, *self._talk)
            case _ if self._is_open and is_movement(event):
                self._move(event)
            case MessageReceived() | ContactStarted(direction=Direction.IN) if self._is_open:
                if self.due is None:
                    self._run(event)

    def _run(self, since: Event, not_before: datetime = NEVER) -> None:
        """Run from an event. What a later event makes late is late from that one on, `not_before`."""
        self.since = since
        due = self._policy.deadline("case_in_black_hole.silent_over", since.at)
        self.due = max(due, not_before, self.until or NEVER)

    def _move(self, event: Event) -> None:
        self._talk = (event, self.since) if isinstance(event, AgentConnected) else None
        self._moved_at = event.at
        self.until = self._date
        self._run(event)

    def _wait(self, event: CaseWaiting) -> None:
        self._date = event.until if event.on is WaitingOn.THIRD_PARTY else None
        told_within = self._policy.length("case_in_black_hole.told_within", event.at)
        self.until = self._date if event.at - self._moved_at <= told_within else None
        if event.on is WaitingOn.CUSTOMER and self._asking.is_open:
            self.due = None
        elif self.due is None:
            self._run(event)
        else:
            self._run(self.since, event.at)

    def _hear(self, words: WordsNoticed, talk: AgentConnected, before: Event) -> None:
        """Take back a talk in which we said nothing, until we say something."""
        if words.contact != talk.contact or self.due is None:
            return
        if words.kind in _TELLS or (words.kind is Notice.PROMISE and words.due):
            self._talk = None
            self._run(talk, words.at)
        elif words.kind in _TELLS_NOTHING:
            self._run(before, words.at)

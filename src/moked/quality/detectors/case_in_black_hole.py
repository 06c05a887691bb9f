"""Nobody outside can see where a case stands, or it was closed without an answer.

Five holes, each found at most once a case: no movement that the customer can see for five business days
while it is open; closed or resolved, and nobody answers his last message, or nobody ever said a word,
within an hour of it at the latest; closed on a time-out, unless it was resolved before; a survey
before it is solved; reopened within a week of its end. The first two are found by what is missing, and so
are not asked of a log that cannot carry our messages.

A movement is a message of an agent, a shared record, a promise, a visit, a fact told, a remedy, or a
talk with a person, but not one in which reading heard nothing except that we are checking, or that he
should ask elsewhere. Automatic messages, assignments and statuses are none.
The clock stands while the case waits for the customer with a question of ours open; and until the date
given where it waits for a third party and the customer was told then. A thank-you leaves nothing to
answer. Whether anybody said a word is looked for in all that passed with the customer, for many a log does
not say in which talk a case was opened.

Where a law forbids to close on a time-out, or to ask how it was before it is solved, that hole is a
breach of its clause (Spain, Ley 10/2025). Source: "many attempts to see where my enquiry stands".
"""

from collections.abc import Iterable, Iterator, Sequence

from moked.core.events import (
    NEVER,
    AgentConnected,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseResolved,
    CaseWaiting,
    ContactEnded,
    Event,
    MessageReceived,
    MessageSent,
    SurveySent,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.readings.asking import ASKING
from moked.quality.readings.case_ends import ENDS, OverHisHead, is_time_out
from moked.quality.readings.silence import MOVEMENTS, Silence, is_movement
from moked.quality.story import Story

_TURNING = frozenset({MessageReceived, *ENDS, CaseOpened, CaseReopened})


def _is_answered_soon(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether a case was opened, and before long answered and solved for good: most are."""
    opened: CaseOpened | None = None
    end: CaseResolved | CaseClosed | None = None
    is_answered = True
    for event in events:
        kind = type(event)
        if kind not in _TURNING:
            is_answered = is_answered or is_movement(event)
        elif kind is MessageReceived:
            is_answered = is_answered and end is not None
        elif isinstance(event, ENDS):
            if not is_answered:
                return False
            end = end or event
        elif opened or end or not isinstance(event, CaseOpened):
            return False
        else:
            opened = event
    if opened is None or end is None:
        return False
    return end.at - opened.at < policy.shortest("case_in_black_hole.silent_over")


@detector(
    code="F30",
    scope=Scope.CASE,
    severity=Severity.LOST,
    reads=(*MOVEMENTS, *ASKING, *ENDS, CaseOpened, CaseWaiting, CaseReopened),
    needs=(CaseOpened, CaseReopened, *ENDS),
    unless=_is_answered_soon,
    misses=(MessageSent,),
)
class NobodyAnswers:
    """Silence, and an end that answers nothing: each final when its moment has passed."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._clock = Silence(policy)
        self._is_silent = False
        self._ending = OverHisHead(story, policy)

    def take(self, event: Event) -> None:
        if not self._is_silent:
            due = self._clock.due
            if due and due < event.at:
                self._is_silent = True
            else:
                self._clock.take(event)
        self._ending.take(event)

    def findings(self) -> Iterator[Finding]:
        clock = self._clock
        if clock.due:
            since = clock.since
            yield self._story.finding(
                clock.due, since, kind="silent", since=since.at, until=clock.until
            )
        yield from self._ending.findings()


def _was_said(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether one case at most was opened, and it was in a talk, or a word was said before its end."""
    opened: CaseOpened | None = None
    is_said = False
    for event in events:
        kind = type(event)
        if kind is AgentConnected:
            is_said = True
        elif kind is ContactEnded:
            is_said = is_said and opened is not None
        elif isinstance(event, CaseOpened):
            if opened:
                return False
            opened = event
        elif isinstance(event, ENDS):
            if opened and not is_said:
                return False
        elif opened and getattr(event, "case", None) in (None, opened.case):
            is_said = is_said or kind is MessageReceived or is_movement(event)
    return True


@detector(
    code="F30",
    scope=Scope.CUSTOMER,
    severity=Severity.LOST,
    reads=(*MOVEMENTS, *ENDS, CaseOpened, ContactEnded, MessageReceived),
    needs=ENDS,
    unless=_was_said,
    misses=(MessageSent,),
)
class NotAWord:
    """Cases opened and ended without a word from anybody: of him, NobodyAnswers judges it.

    A word that names another case is none in this one. One just before the opening is: a case is
    written down after the talk.
    """

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._opened: set[str] = set()
        self._talks: set[str] = set()
        self._said_at = NEVER
        self._quiet: dict[str, CaseOpened] = {}
        self._ended: dict[str, Finding] = {}

    def take(self, event: Event) -> None:
        match event:
            case CaseOpened():
                self._open(event)
            case CaseResolved() | CaseClosed():
                self._close(event)
            case ContactEnded(contact=contact):
                if contact in self._talks:
                    self._talks.remove(contact)
                    self._said_at = event.at
            case _ if isinstance(event, MessageReceived) or is_movement(event):
                self._say(event)

    def findings(self) -> Iterable[Finding]:
        return self._ended.values()

    def _open(self, opened: CaseOpened) -> None:
        if opened.case in self._opened:
            return
        self._opened.add(opened.case)
        within = self._policy.length("case_in_black_hole.answered_within", opened.at)
        if not self._talks and opened.at - self._said_at > within:
            self._quiet[opened.case] = opened

    def _close(self, end: CaseResolved | CaseClosed) -> None:
        opened = self._quiet.pop(end.case, None)
        if opened and not is_time_out(end, self._policy):
            self._ended[end.case] = self._story.finding(
                self._policy.deadline("case_in_black_hole.answered_within", end.at),
                opened,
                end,
                subject=Subject("case", end.case),
                kind="unanswered",
                reason=end.reason,
                opened_at=opened.at,
            )

    def _say(self, word: Event) -> None:
        self._said_at = word.at
        if isinstance(word, AgentConnected):
            self._talks.add(word.contact)
        named = getattr(word, "case", None)
        for case in [named] if named else [*self._quiet, *self._ended]:
            self._quiet.pop(case, None)
            if case in self._ended and word.at <= self._ended[case].at:
                del self._ended[case]


def _is_well_ended(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether a case only ended, and not on a time-out."""
    return all(isinstance(event, ENDS) and not is_time_out(event, policy) for event in events)


@detector(
    code="F30",
    scope=Scope.CASE,
    severity=Severity.LOST,
    reads=(*ENDS, CaseReopened, SurveySent),
    unless=_is_well_ended,
)
class BadlyEnded:
    """What the steps of a case show by themselves: a time-out, a survey too early, a case that came back."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._end: CaseResolved | CaseClosed | None = None
        self._is_solved = False
        self._holes: dict[str, Finding] = {}

    def take(self, event: Event) -> None:
        match event:
            case SurveySent() if not self._is_solved:
                self._survey(event)
            case CaseResolved() | CaseClosed():
                if not self._is_solved and is_time_out(event, self._policy):
                    self._time_out(event)
                self._end, self._is_solved = event, True
            case CaseReopened():
                self._is_solved = False
                self._reopen(event)

    def findings(self) -> Iterable[Finding]:
        return self._holes.values()

    def _survey(self, survey: SurveySent) -> None:
        severity, clause = _law("survey_after_resolution", survey, self._policy)
        found = self._story.finding(
            survey.at, survey, kind="survey", severity=severity, clause=clause
        )
        self._holes.setdefault("survey", found)

    def _time_out(self, end: CaseResolved | CaseClosed) -> None:
        severity, clause = _law("no_closing_on_time_out", end, self._policy)
        found = self._story.finding(
            end.at, end, kind="timed_out", reason=end.reason, severity=severity, clause=clause
        )
        self._holes.setdefault("timed_out", found)

    def _reopen(self, reopened: CaseReopened) -> None:
        if self._end is None or "reopened" in self._holes:
            return
        after = reopened.at - self._end.at
        if after <= self._policy.length("case_in_black_hole.reopened_within", reopened.at):
            self._holes["reopened"] = self._story.finding(
                reopened.at, reopened, self._end, kind="reopened", after=after
            )


def _law(name: str, event: Event, policy: Policy) -> tuple[Severity, str | None]:
    """Return how grave a hole is where some law may name it, with the law's clause."""
    rule = policy.rule(f"case_in_black_hole.{name}", event.at)
    if rule and rule.flag and rule.clause:
        return Severity.LEGAL, rule.clause
    return Severity.LOST, None

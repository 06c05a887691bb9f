"""Nobody outside can see where a case stands, or it was closed without an answer.

Five holes, each found at most once a case: no movement that the customer can see for five business days
while it is open; closed or resolved, and nobody answers his last message, within an hour of it at the
latest; closed on a time-out, unless it was resolved before; a survey before it is solved; reopened
within a week of its end.

A movement is a message of an agent, a shared record, a promise, a visit, a fact told, a remedy, or a
talk with a person, but not one in which reading heard nothing except that we are checking, or that he
should ask elsewhere. Automatic messages, assignments and statuses are none. Where a log has no such
events at all, nothing shows that the customer was told anything, and a case that stays open is found.
The clock stands while the case waits for the customer with a question of ours open; and until the date
given where it waits for a third party and the customer was told then. A thank-you leaves nothing to
answer.

Where a law forbids to close on a time-out, or to ask how it was before it is solved, that hole is a
breach of its clause (Spain, Ley 10/2025). Source: "many attempts to see where my enquiry stands".
"""

from collections.abc import Iterator, Sequence

from moked.core.events import (
    NEVER,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseResolved,
    CaseWaiting,
    Event,
    MessageReceived,
    SurveySent,
)
from moked.policy import Policy
from moked.quality.asking import ASKING
from moked.quality.courtesy import is_thanks
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.silence import MOVEMENTS, Silence, is_movement
from moked.quality.story import Story

ENDS = (CaseResolved, CaseClosed)
_TURNING = frozenset({MessageReceived, *ENDS, CaseOpened, CaseReopened, SurveySent})


def _is_solved_soon(events: Sequence[Event], policy: Policy) -> bool:
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
            if end is None and (not is_answered or _is_time_out(event, policy)):
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
    reads=(*MOVEMENTS, *ASKING, *ENDS, CaseOpened, CaseWaiting, CaseReopened, SurveySent),
    needs=(CaseOpened, CaseReopened, SurveySent, *ENDS),
    unless=_is_solved_soon,
)
class CaseInBlackHole:
    """A case's holes: each once, those of silence and of closing final when their moment has passed."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._clock = Silence(policy)
        self._is_silent = False
        self._closing = _Closing(story, policy)
        self._end: CaseResolved | CaseClosed | None = None
        self._is_solved = False
        self._turns: dict[str, Finding] = {}

    def take(self, event: Event) -> None:
        if not self._is_silent:
            due = self._clock.due
            if due and due < event.at:
                self._is_silent = True
            else:
                self._clock.take(event)
        self._closing.take(event)
        match event:
            case SurveySent() if not self._is_solved:
                self._survey(event)
            case CaseResolved() | CaseClosed():
                self._end, self._is_solved = event, True
            case CaseReopened():
                self._is_solved = False
                self._reopen(event)

    def findings(self) -> Iterator[Finding]:
        clock = self._clock
        if clock.due:
            since = clock.since
            yield self._story.finding(
                clock.due, since, kind="silent", since=since.at, until=clock.until
            )
        yield from self._closing.findings()
        yield from self._turns.values()

    def _survey(self, survey: SurveySent) -> None:
        if "survey" not in self._turns:
            severity, clause = _law("survey_after_resolution", survey, self._policy)
            self._turns["survey"] = self._story.finding(
                survey.at, survey, kind="survey", severity=severity, clause=clause
            )

    def _reopen(self, reopened: CaseReopened) -> None:
        if self._end is None or "reopened" in self._turns:
            return
        after = reopened.at - self._end.at
        if after <= self._policy.length("case_in_black_hole.reopened_within", reopened.at):
            self._turns["reopened"] = self._story.finding(
                reopened.at, reopened, self._end, kind="reopened", after=after
            )


class _Closing:
    """Whether a case was closed on a time-out, or on a message that nobody answers in time."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._unanswered: MessageReceived | None = None
        self._end: CaseResolved | CaseClosed | None = None
        self._due = NEVER
        self._is_solved = False
        self._is_final = False
        self._found: list[Finding] = []

    def take(self, event: Event) -> None:
        if self._is_final or self._is_too_late(event):
            return
        match event:
            case CaseReopened():
                self._is_solved = False
            case CaseResolved() | CaseClosed():
                if not self._is_solved:
                    self._close(event)
            case MessageReceived(text=text):
                if not is_thanks(text, self._policy, event.at):
                    self._unanswered = event
            case _ if is_movement(event):
                self._unanswered = self._end = None

    def _is_too_late(self, event: Event) -> bool:
        """Return whether the time to answer has passed: then it stays as it is."""
        self._is_final = self._end is not None and self._due < event.at
        return self._is_final

    def _close(self, end: CaseResolved | CaseClosed) -> None:
        self._is_solved = True
        if _is_time_out(end, self._policy):
            self._found.append(_timed_out(self._story, end, self._policy))
            self._end, self._is_final = None, True
        elif self._unanswered:
            self._end = end
            self._due = self._policy.deadline("case_in_black_hole.answered_within", end.at)

    def findings(self) -> Iterator[Finding]:
        yield from self._found
        end, wrote = self._end, self._unanswered
        if end and wrote:
            yield self._story.finding(
                self._due,
                end,
                wrote,
                kind="unanswered",
                reason=end.reason,
                wrote_at=wrote.at,
            )


def _is_time_out(end: CaseResolved | CaseClosed, policy: Policy) -> bool:
    if not end.reason:
        return False
    reason = end.reason.casefold()
    words = policy.required("case_in_black_hole.time_out_reasons", end.at).words
    return any(word in reason for word in words)


def _timed_out(story: Story, end: CaseResolved | CaseClosed, policy: Policy) -> Finding:
    severity, clause = _law("no_closing_on_time_out", end, policy)
    return story.finding(
        end.at, end, kind="timed_out", reason=end.reason, severity=severity, clause=clause
    )


def _law(name: str, event: Event, policy: Policy) -> tuple[Severity, str | None]:
    """Return how grave a hole is where some law may name it, with the law's clause."""
    rule = policy.rule(f"case_in_black_hole.{name}", event.at)
    if rule and rule.flag and rule.clause:
        return Severity.LEGAL, rule.clause
    return Severity.LOST, None

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


@detector(
    code="F30",
    scope=Scope.CASE,
    severity=Severity.LOST,
    reads=(*MOVEMENTS, *ASKING, *ENDS, CaseOpened, CaseWaiting, CaseReopened, SurveySent),
    needs=(CaseOpened, CaseReopened, SurveySent, *ENDS),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    yield from _silence(story, policy)
    turns = [
        e for e in story if isinstance(e, CaseReopened | SurveySent | CaseResolved | CaseClosed)
    ]
    if turns:
        yield from _closed(story, policy)
        yield from _survey(story, turns, policy)
        yield from _reopened(story, turns, policy)


def _silence(story: Story, policy: Policy) -> Iterator[Finding]:
    clock = Silence(policy)
    for event in story:
        if clock.due and clock.due < event.at:
            break
        clock.take(event)
    if clock.due:
        since = clock.since
        yield story.finding(clock.due, since, kind="silent", since=since.at, until=clock.until)


def _closed(story: Story, policy: Policy) -> Iterator[Finding]:
    unanswered: MessageReceived | None = None
    end: CaseResolved | CaseClosed | None = None
    due = NEVER
    is_solved = False
    for event in story:
        if end and due < event.at:
            break
        match event:
            case CaseReopened():
                is_solved = False
            case CaseResolved() | CaseClosed() if not is_solved:
                is_solved = True
                if _is_time_out(event, policy):
                    yield _timed_out(story, event, policy)
                    return
                if unanswered:
                    end = event
                    due = policy.deadline("case_in_black_hole.answered_within", end.at)
            case MessageReceived(text=text) if not is_thanks(text, policy, event.at):
                unanswered = event
            case _ if is_movement(event):
                unanswered = end = None
    if end and unanswered:
        wrote_at = unanswered.at
        yield story.finding(
            due, end, unanswered, kind="unanswered", reason=end.reason, wrote_at=wrote_at
        )


def _is_time_out(end: CaseResolved | CaseClosed, policy: Policy) -> bool:
    reason = (end.reason or "").casefold()
    words = policy.required("case_in_black_hole.time_out_reasons", end.at).words
    return any(word in reason for word in words)


def _timed_out(story: Story, end: CaseResolved | CaseClosed, policy: Policy) -> Finding:
    severity, clause = _law("no_closing_on_time_out", end, policy)
    return story.finding(
        end.at, end, kind="timed_out", reason=end.reason, severity=severity, clause=clause
    )


def _survey(story: Story, turns: Sequence[Event], policy: Policy) -> Iterator[Finding]:
    is_solved = False
    for event in turns:
        if isinstance(event, SurveySent) and not is_solved:
            severity, clause = _law("survey_after_resolution", event, policy)
            yield story.finding(event.at, event, kind="survey", severity=severity, clause=clause)
            return
        is_solved = not isinstance(event, CaseReopened)


def _reopened(story: Story, turns: Sequence[Event], policy: Policy) -> Iterator[Finding]:
    end: Event | None = None
    for event in turns:
        if isinstance(event, ENDS):
            end = event
        elif isinstance(event, CaseReopened) and end:
            after = event.at - end.at
            if after <= policy.length("case_in_black_hole.reopened_within", event.at):
                yield story.finding(event.at, event, end, kind="reopened", after=after)
                return


def _law(name: str, event: Event, policy: Policy) -> tuple[Severity, str | None]:
    """Return how grave a hole is where some law may name it, with the law's clause."""
    rule = policy.rule(f"case_in_black_hole.{name}", event.at)
    if rule and rule.flag and rule.clause:
        return Severity.LEGAL, rule.clause
    return Severity.LOST, None

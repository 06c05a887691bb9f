"""How a case ended: on a time-out, or over the head of a customer whom nobody had answered."""

from collections.abc import Iterator

from moked.core.events import (
    NEVER,
    CaseClosed,
    CaseReopened,
    CaseResolved,
    Event,
    MessageReceived,
)
from moked.policy import Policy
from moked.quality.finding import Finding
from moked.quality.readings.courtesy import is_thanks
from moked.quality.readings.silence import is_movement
from moked.quality.story import Story

ENDS = (CaseResolved, CaseClosed)
"""The events that end a case."""


def is_time_out(end: CaseResolved | CaseClosed, policy: Policy) -> bool:
    """Return whether a case ended because time ran out, by the reason that was written down."""
    if not end.reason:
        return False
    reason = end.reason.casefold()
    words = policy.required("case_in_black_hole.time_out_reasons", end.at).words
    return any(word in reason for word in words)


class OverHisHead:
    """Whether a case was ended on what nobody had answered, and nobody answers in time."""

    def __init__(self, story: Story, policy: Policy) -> None:
        """Begin with nothing asked."""
        self._story = story
        self._policy = policy
        self._unanswered: MessageReceived | None = None
        self._end: CaseResolved | CaseClosed | None = None
        self._due = NEVER
        self._is_solved = False
        self._is_final = False

    def take(self, event: Event) -> None:
        """Read the next event of the case."""
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
        if is_time_out(end, self._policy):
            # One end is one hole, and that is the graver.
            self._end, self._is_final = None, True
        elif self._unanswered:
            self._end = end
            self._due = self._policy.deadline("case_in_black_hole.answered_within", end.at)

    def findings(self) -> Iterator[Finding]:
        """Yield the hole if nothing else happens."""
        end, wrote = self._end, self._unanswered
        if end and wrote:
            yield self._story.finding(
                self._due, end, wrote, kind="unanswered", reason=end.reason, wrote_at=wrote.at
            )

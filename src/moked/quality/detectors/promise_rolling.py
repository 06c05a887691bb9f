"""The same thing was promised again and again, or we moved it again and again.

Counted are promises of one kind on one case, or of one customer where no case is known, each
contact once, and our own moves of a promise. A promise in words that nobody recorded (F13) counts
once its record is due. What was kept or released counts no more, nor does a callback, an update or
an answer after we called or wrote on the matter; what the customer moved is no failure of ours.
Each further time is a stage of the same failure.
"""

from collections.abc import Iterator
from datetime import datetime
from heapq import merge

from moked.core.events import Event, Notice, PromiseMade, PromiseMoved
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.repeated_promises import REPEATED_READS, Given, Promises
from moked.quality.spoken_promises import Spoken, unrecorded
from moked.quality.story import Story


@detector(
    code="F19",
    scope=Scope.CUSTOMER,
    severity=Severity.WORD,
    reads=REPEATED_READS,
    needs=(PromiseMade, Notice.PROMISE),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    promises = Promises(policy)
    told: Iterator[Event | Spoken] = merge(story, unrecorded(story, policy), key=_moment)
    for event in told:
        turns = promises.read(event)
        if turns:
            yield _rolling(story, turns)


def _moment(event: Event | Spoken) -> datetime:
    return event.at


def _rolling(story: Story, turns: list[Given]) -> Finding:
    latest = turns[-1]
    return story.finding(
        latest.at,
        *(given.event for given in turns),
        subject=_subject(turns, story.subject),
        count=len(turns) - 1,
        kind=next((given.kind for given in turns if given.kind), None),
        since=turns[0].event.at,
        words=latest.event.words if not isinstance(latest.event, PromiseMoved) else None,
        due=latest.event.due,
    )


def _subject(turns: list[Given], otherwise: Subject) -> Subject:
    """Return what rolls, as its first two turns name it: one promise, else a case."""
    first, second, *_ = turns
    if first.promise is not None and first.promise == second.promise:
        return Subject("promise", first.promise)
    case = first.case or second.case
    return Subject("case", case) if case else otherwise

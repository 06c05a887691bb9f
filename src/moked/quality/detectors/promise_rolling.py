"""The same thing was promised again and again, or we moved it again and again.

Counted are promises of one kind on one case, or of one customer where no case is known, each
contact once, and our own moves of a promise. A promise in words that nobody recorded (F13) counts
once its record is due, on the case that its contact is linked to by then, or was the only one looked
into; one on no known case may be any, until a link tells more. What was kept or released counts no more, nor does a callback, an update or
an answer after we called or wrote on the matter; what the customer moved is no failure of ours.
Each further time is a stage of the same failure.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from heapq import merge

from moked.core.events import Event, Notice, PromiseMade, PromiseMoved, WordsNoticed
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.readings.repeated_promises import REPEATED_READS, Given, Promises
from moked.quality.readings.spoken_promises import Spoken, SpokenPromises
from moked.quality.story import Story


def _is_promised_once(events: Sequence[Event], policy: Policy) -> bool:
    """What was promised once has not been promised again."""
    return sum(map(_may_promise, events)) < 2


def _may_promise(event: Event) -> bool:
    if isinstance(event, WordsNoticed):
        return event.kind is Notice.PROMISE
    return isinstance(event, PromiseMade | PromiseMoved)


@detector(
    code="F19",
    scope=Scope.CUSTOMER,
    severity=Severity.WORD,
    reads=REPEATED_READS,
    needs=(PromiseMade, Notice.PROMISE),
    unless=_is_promised_once,
)
class PromiseRolling:
    """What a customer was promised, on record and in words.

    What was said in words takes its place among the rest once its record is due, and may lose it until
    then: from the first such words on, all is gone through anew each time.
    """

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._events: list[Event] = []
        self._said = SpokenPromises(policy)
        self._recorded = Promises(policy)
        self._found: list[Finding] = []

    def take(self, event: Event) -> None:
        self._events.append(event)
        self._said.read(event)
        if self._said.nothing_said:
            self._found += self._rolled(self._recorded, event)

    def findings(self) -> Iterable[Finding]:
        """Return a stage for every time that something was promised too often."""
        if self._said.nothing_said:
            return self._found
        promises = Promises(self._policy)
        spoken = self._said.unrecorded()
        told: Iterator[Event | Spoken] = merge(self._events, spoken, key=_moment)
        return [found for each in told for found in self._rolled(promises, each)]

    def _rolled(self, promises: Promises, told: Event | Spoken) -> Iterator[Finding]:
        turns = promises.read(told)
        if turns:
            yield _rolling(self._story, turns)


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

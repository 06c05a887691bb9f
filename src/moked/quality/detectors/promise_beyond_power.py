"""An agent promised what agents have no power to promise, or nothing but effort.

Beyond power are a sum over the limit, a moment further off than an agent may bind us, and the kinds
that only a supervisor may promise, unless who promised is known as a supervisor. "Every effort", noticed in an agent's words, is an empty promise
where the contact has no recorded one that names a moment; it gets no deadline. One finding a
contact, which counts; a promise outside a contact is one of its own.
"""

from datetime import datetime

from moked.core.events import (
    AgentConnected,
    Event,
    MessageSent,
    Notice,
    PromiseMade,
    Role,
    Speaker,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.story import Story


@detector(
    code="F20",
    scope=Scope.CUSTOMER,
    severity=Severity.WORD,
    reads=(PromiseMade, WordsNoticed, AgentConnected, MessageSent),
    needs=(PromiseMade, Notice.EVERY_EFFORT),
)
class PromiseBeyondPower:
    """Who spoke in a customer's contacts, what was promised there that holds, and what is beyond power."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._supervisors: set[str] = set()
        self._supervised: set[Subject] = set()
        self._dated: set[Subject] = set()
        self._contact_of: dict[str, str] = {}
        self._beyond: dict[Subject, list[PromiseMade | WordsNoticed]] = {}
        self._found: list[Finding] = []

    def take(self, event: Event) -> None:
        match event:
            case MessageSent(contact=str(contact)):
                self._contact_of[event.message] = contact
            case AgentConnected(role=Role.SUPERVISOR, agent=agent, contact=contact):
                self._supervisors.add(agent)
                self._supervised.add(Subject("contact", contact))
            case PromiseMade():
                self._promised(event)
            case WordsNoticed() if self._is_empty(event):
                talk = _talk(event, self._contact_of)
                if talk and talk not in self._dated:
                    self._find(event, talk)

    def findings(self) -> list[Finding]:
        """Return what was promised beyond power, each further time in a talk as a stage of the first."""
        return self._found

    def _promised(self, promise: PromiseMade) -> None:
        talk = _talk(promise, self._contact_of) or Subject("promise", promise.promise)
        if promise.due:
            self._dated.add(talk)
        may = promise.by in self._supervisors or talk in self._supervised
        if not may and self._exceeds(promise):
            self._find(promise, talk)

    def _exceeds(self, promise: PromiseMade) -> bool:
        limit = self._policy.number("promise_beyond_power.amount", promise.at)
        kinds = self._policy.required("promise_beyond_power.kinds", promise.at).words
        is_beyond = promise.kind in kinds or (promise.amount or 0) > limit
        return is_beyond or _latest(promise, self._policy) is not None

    def _is_empty(self, noticed: WordsNoticed) -> bool:
        sure = self._policy.number("promise_beyond_power.confidence", noticed.at)
        by_agent = noticed.speaker is Speaker.AGENT and noticed.kind is Notice.EVERY_EFFORT
        return by_agent and noticed.confidence >= sure

    def _find(self, latest: PromiseMade | WordsNoticed, talk: Subject) -> None:
        said = self._beyond.setdefault(talk, [])
        said.append(latest)
        self._found.append(_beyond(self._story, talk, said, self._policy))


def _latest(promise: PromiseMade, policy: Policy) -> datetime | None:
    """Return the last moment that could be promised, where a later one was."""
    latest = promise.at + policy.length("promise_beyond_power.within", promise.at)
    return latest if promise.due and promise.due > latest else None


def _talk(said: PromiseMade | WordsNoticed, contact_of: dict[str, str]) -> Subject | None:
    contact = said.contact or contact_of.get(said.message or "")
    if contact:
        return Subject("contact", contact)
    return Subject("message", said.message) if said.message else None


def _beyond(
    story: Story, talk: Subject, said: list[PromiseMade | WordsNoticed], policy: Policy
) -> Finding:
    latest = said[-1]
    promise = latest if isinstance(latest, PromiseMade) else None
    has_sum = promise is not None and promise.amount is not None
    last_due = _latest(promise, policy) if promise else None
    return story.finding(
        latest.at,
        *said,
        subject=talk,
        count=len(said),
        kind=latest.kind,
        words=latest.words or None,
        agent=promise.by if promise else None,
        amount=promise.amount if promise else None,
        limit=policy.number("promise_beyond_power.amount", latest.at) if has_sum else None,
        currency=policy.currency if has_sum else None,
        due=promise.due if promise and last_due else None,
        last_due=last_due,
    )

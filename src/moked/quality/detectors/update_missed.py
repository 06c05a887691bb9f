"""We were to tell the customer more, and were silent.

Due at the moment stated. Where none was ("we will keep you posted"), within the policy's time for
faults on the topics that it covers, counted from the promise; else at an hour of the next business
day, or some time before the customer's visit if that is sooner. Kept by a message of an agent, a
talk with a person on the matter, or the promise called kept; an automatic message keeps an update,
which needs no news, but is no answer. What is said in the contact of the promise keeps nothing
while that lasts. "Every effort" has no due moment: it is no promise, see F20.

Source: TKG s.58(2), Spain's Ley 10/2025 art. 17.2.
"""

from collections.abc import Iterator
from datetime import datetime

from moked.core.events import (
    Author,
    CaseOpened,
    ContactEnded,
    Event,
    MessageSent,
    PromiseKind,
    PromiseMade,
    PromiseMoved,
    VisitBooked,
    VisitCancelled,
    VisitMoved,
)
from moked.policy import Policy, Rule
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.readings.obligations import LEDGER_READS, Ledger, Obligation
from moked.quality.story import Story


@detector(
    code="F15",
    scope=Scope.CUSTOMER,
    severity=Severity.WORD,
    reads=(
        *LEDGER_READS,
        PromiseMade,
        CaseOpened,
        MessageSent,
        ContactEnded,
        VisitBooked,
        VisitMoved,
        VisitCancelled,
    ),
    needs=(PromiseMade,),
)
class UpdateMissed:
    """What a customer's story has told so far, and what we owe by it."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._ledger = Ledger()
        self._topics: dict[str, str | None] = {}
        self._visits: dict[str, tuple[datetime, str | None]] = {}
        self._ended: set[str] = set()
        self._open_ended: dict[str, Obligation] = {}

    def take(self, event: Event) -> None:
        match event:
            case PromiseMade():
                self._promised(event)
            case MessageSent():
                self._told(event)
            case CaseOpened():
                self._topics[event.case] = event.topic
            case ContactEnded():
                self._ended.add(event.contact)
            case PromiseMoved():
                self._open_ended.pop(event.promise, None)
            case VisitBooked() | VisitMoved():
                self._expect(event)
            case VisitCancelled():
                self._visits.pop(event.visit, None)
        self._ledger.read(event)

    def findings(self) -> Iterator[Finding]:
        """Yield what is not kept in time if nothing else happens."""
        for owed in self._ledger:
            kept_at = owed.met_at(self._ledger)
            if owed.promise and not owed.ended_by_due(kept_at):
                yield _missed(self._story, owed, owed.promise, kept_at)

    def _promised(self, promise: PromiseMade) -> None:
        at = promise.at
        if promise.kind not in self._policy.required("update_missed.kinds", at).words:
            return
        case = promise.case or self._ledger.case_of(promise.contact)
        if promise.due:
            self._ledger.owe(promise, promise.due, case=case)
        elif law := self._law(promise, case):
            due = law.span.after(at, self._policy.calendar())
            self._ledger.owe(promise, due, law.clause, case=case)
        else:
            owed = self._ledger.owe(promise, _next_day(at, self._policy), case=case)
            self._open_ended[promise.promise] = owed
            for hour, of in self._visits.values():
                self._hasten(owed, at, hour, of)

    def _law(self, promise: PromiseMade, case: str | None) -> Rule | None:
        """Return the limit for updates on a fault, where the promise is about one."""
        topic = self._ledger.topic_of(promise.contact) or self._topics.get(case or "")
        covered = self._policy.required("update_missed.fault_topics", promise.at).words
        if self._policy.topic(topic) not in covered:
            return None
        return self._policy.rule("update_missed.fault_within", promise.at)

    def _expect(self, event: VisitBooked | VisitMoved) -> None:
        _, known = self._visits.get(event.visit, (None, None))
        case = event.case if isinstance(event, VisitBooked) else known
        self._visits[event.visit] = event.hour, case
        for owed in self._open_ended.values():
            self._hasten(owed, event.at, event.hour, case)

    def _hasten(self, owed: Obligation, at: datetime, hour: datetime, case: str | None) -> None:
        """Let an open promise fall due before a visit on its matter; too late for that, by its hour."""
        before = hour - self._policy.length("update_missed.before_visit", at)
        if owed.concerns(case):
            owed.hasten(at, before if before > at else hour)

    def _told(self, sent: MessageSent) -> None:
        if sent.author is Author.BOT:
            return
        for owed in self._ledger:
            promise = owed.promise
            if promise and owed.concerns(sent.case) and self._may_keep(sent, promise):
                owed.did(sent.at, sent.message)

    def _may_keep(self, sent: MessageSent, promise: PromiseMade) -> bool:
        """Return whether a message can be what was promised: not the talk of the promise itself."""
        if sent.message == promise.message:
            return False
        if sent.author is Author.AUTOMATIC and promise.kind is not PromiseKind.UPDATE:
            return False
        same_talk = sent.contact is not None and sent.contact == promise.contact
        return not same_talk or sent.contact in self._ended


def _next_day(at: datetime, policy: Policy) -> datetime:
    """Return until when an open promise is kept, if nothing makes it sooner."""
    calendar = policy.calendar()
    day = calendar.business_day_after(calendar.local(at).date(), 1)
    return calendar.moment(day, policy.required("update_missed.next_day_hour", at).hour)


def _missed(
    story: Story, owed: Obligation, promise: PromiseMade, kept_at: datetime | None
) -> Finding:
    return story.finding(
        owed.due,
        promise,
        subject=Subject("promise", promise.promise),
        severity=Severity.LEGAL if owed.clause else None,
        clause=owed.clause,
        kind=promise.kind,
        owed_since=promise.at,
        due=owed.due,
        agent=promise.owner,
        words=promise.words,
        kept_at=kept_at,
    )

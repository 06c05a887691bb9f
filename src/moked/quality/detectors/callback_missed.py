"""We were to call a customer back, and did not.

Owed since a callback was promised, or since the customer left the queue by a message or for a
callback; both in one contact are one. Due at the hour stated; else within the policy's time,
counted from the next opening where the centre is closed or about to close. Kept by a talk with a
person, or by two attempts well apart and an SMS; a written answer is no callback, and calling a
promise kept says nothing without the talk. A customer who calls first and is answered has been
called back, late if the hour has passed. Where nobody knows who left the message (a withheld
number) there is nobody to call. At risk a quarter of an hour before.

Source: Israel's Telephone Service Regulations 2012 (3 h, 2 h before closing, the SMS).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from moked.core.calendar import Calendar
from moked.core.events import (
    Channel,
    ContactStarted,
    Direction,
    Event,
    MessageSent,
    PromiseKept,
    PromiseKind,
    PromiseMade,
    QueueLeft,
    WhyLeft,
)
from moked.policy import Policy, Rule
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, State, Subject
from moked.quality.readings.obligations import LEDGER_READS, Ledger, Obligation
from moked.quality.story import Story

_WAYS_OUT = frozenset({WhyLeft.MESSAGE, WhyLeft.CALLBACK})
"""Ways out of a queue after which we must call."""


class _Attempts:
    """What stands for a talk that nobody answered: calls, each with its case, and texts."""

    def __init__(self) -> None:
        self.calls: list[ContactStarted] = []
        self.texts: list[MessageSent] = []

    def enough_at(self, owed: Obligation, ledger: Ledger, policy: Policy) -> datetime | None:
        """Return when there were enough calls, well apart, and a text after the first of them."""
        made = self.counted(owed, policy)
        needed = int(policy.number("callback_missed.attempts", owed.born.at))
        if len(made) < needed:
            return None
        texts = (text for text in self.texts if text.at >= made[0])
        told = next((text.at for text in texts if ledger.stood(text.message, owed.due)), None)
        return max(made[needed - 1], told) if told else None

    def counted(self, owed: Obligation, policy: Policy) -> list[datetime]:
        """Return the moments of the calls since it was owed, without those that followed too soon."""
        apart = policy.length("callback_missed.attempts_apart", owed.born.at)
        made: list[datetime] = []
        for call in self.calls:
            is_for_it = call.at > owed.since and owed.concerns(call.case)
            if is_for_it and (not made or call.at - made[-1] >= apart):
                made.append(call.at)
        return made


def _owes_nothing(events: Sequence[Event], policy: Policy) -> bool:
    """Most who leave a queue are answered, and are owed nothing."""
    return not any(map(_owes, events))


def _owes(event: Event) -> bool:
    if isinstance(event, QueueLeft):
        return event.why in _WAYS_OUT
    return isinstance(event, PromiseMade) and event.kind is PromiseKind.CALLBACK


@detector(
    code="F14",
    scope=Scope.CUSTOMER,
    severity=Severity.WORD,
    reads=(*LEDGER_READS, PromiseMade, QueueLeft, MessageSent),
    needs=(PromiseMade, QueueLeft),
    unless=_owes_nothing,
)
class CallbackMissed:
    """The calls that we owe a customer, and our attempts to make them."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._ledger = Ledger()
        self._attempts = _Attempts()
        # Nobody knows who left a message in a contact that stands in for its customer.
        self._is_nobodys = story.subject.kind == "contact"

    def take(self, event: Event) -> None:
        match event:
            case QueueLeft():
                self._left(event)
            case ContactStarted(direction=Direction.OUT, channel=Channel.PHONE):
                self._attempts.calls.append(event)
            case PromiseMade(kind=PromiseKind.CALLBACK):
                self._promised(event)
            case MessageSent(channel=Channel.SMS):
                self._attempts.texts.append(event)
            case PromiseKept() if event.contact is event.message is None:
                # That a promise was kept says nothing here without the talk or the message that kept it.
                return
        self._ledger.read(event)

    def _left(self, left: QueueLeft) -> None:
        if self._is_nobodys or not _owes(left):
            return
        if not self._ledger.open_in(left.contact, left.at):
            self._ledger.owe(left, *_within(left.at, self._policy))

    def _promised(self, promise: PromiseMade) -> None:
        left_queue = self._ledger.open_in(promise.contact, promise.at)
        if left_queue and left_queue.promise is None:
            self._ledger.join(promise, left_queue)
            return
        due, clause = (promise.due, None) if promise.due else _within(promise.at, self._policy)
        self._ledger.owe(promise, due, clause, case=promise.case)

    def findings(self) -> Iterator[Finding]:
        """Yield the warning and the failure of each call that is not made in time."""
        for owed in self._ledger:
            yield from self._missed(owed)

    def _missed(self, owed: Obligation) -> Iterator[Finding]:
        policy, attempts, ledger = self._policy, self._attempts, self._ledger
        ways = (owed.met_at(ledger), attempts.enough_at(owed, ledger, policy))
        kept_at = min((at for at in ways if at), default=None)
        if owed.ended_by_due(kept_at):
            return
        about = _about(owed)
        risk = owed.due - policy.length("callback_missed.at_risk_before", owed.born.at)
        if risk > owed.born.at:
            yield self._story.finding(risk, owed.born, state=State.AT_RISK, **about)
        calls = sum(at <= owed.due for at in attempts.counted(owed, policy))
        yield self._story.finding(owed.due, owed.born, **about, count=calls, kept_at=kept_at)


def _within(at: datetime, policy: Policy) -> tuple[datetime, str | None]:
    """Return until when we must call back where no hour was stated, and by which clause."""
    rule = policy.rule("callback_missed.within", at)
    if rule is None:
        return policy.deadline("callback_missed.default_within", at, Channel.PHONE), None
    calendar = policy.calendar(Channel.PHONE)
    late = policy.rule("callback_missed.late_in_day", at)
    return rule.span.after(_counted_from(at, late, calendar), calendar), rule.clause


def _counted_from(at: datetime, late: Rule | None, calendar: Calendar) -> datetime:
    closing = calendar.closing(at)
    if closing is None or not calendar.is_open(at):
        return calendar.next_opening(at)
    if late is None or closing - at >= late.length:
        return at
    opening = calendar.next_opening(closing)
    # A centre that never closes is not about to.
    return opening if opening > closing else at


def _about(owed: Obligation) -> dict[str, Any]:
    born, promise = owed.born, owed.promise
    return {
        "subject": Subject("promise", born.promise)
        if isinstance(born, PromiseMade)
        else Subject("contact", born.contact),
        "severity": Severity.LEGAL if owed.clause else None,
        "clause": owed.clause,
        "owed_since": born.at,
        "due": owed.due,
        "agent": promise.owner if promise else None,
        "words": promise.words if promise else None,
    }

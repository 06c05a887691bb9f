"""A customer wrote, and no person answered with anything of substance.

The clock starts at the oldest unanswered message of a matter. Writing again does not restart it; an
automatic message, a message that only holds ("we are checking") and closing the case do not stop it. It
is at risk after a day, open after five, and a breach at the pack's own limit: in Spain 15 working days,
5 days about a bill (Ley 10/2025 art. 17).

A matter is the case, else the contact, else what names neither. A talk answers too if it was on the
same case, as its contact or its record says; without that link a letter stays a letter nobody answered.
Who asks again by another channel, or on the same topic, makes no second failure while the first waits.
What is written in a live talk waits for nothing, and neither do thanks, spam, and the same text twice.
An answer that could not be delivered, that turns out to hold only, or a talk that sent the customer
elsewhere, opens the matter again from then on, by the clock of his message. Source: "not to the e-mail
I sent".
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from moked.core.events import Event, MessageReceived, Speaker, WordsNoticed
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, State
from moked.quality.readings.correspondence import WRITING
from moked.quality.readings.holding import EMPTY
from moked.quality.readings.judged_threads import JudgedThreads
from moked.quality.readings.promptness import is_prompt
from moked.quality.readings.threads import Thread
from moked.quality.story import Story

_LIMITS = tuple(
    f"message_unanswered.{limit}" for limit in ("open_after", "legal_after", "legal_after_billing")
)


def _soon(policy: Policy) -> timedelta:
    """Return a time in which no answer is late by any limit, on any channel."""
    return min(map(policy.shortest, _LIMITS))


def _is_answered_soon(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether an agent soon said something of substance on the one matter of a story."""
    for event in events:
        if type(event) is WordsNoticed and event.speaker is Speaker.AGENT and event.kind in EMPTY:
            return False
    return is_prompt(events, policy, _soon(policy))


@detector(
    code="F07",
    scope=Scope.CUSTOMER,
    severity=Severity.LOST,
    reads=WRITING,
    needs=(MessageReceived,),
    unless=_is_answered_soon,
)
class MessageUnanswered(JudgedThreads):
    """A customer's threads, each found when it has waited for too long."""

    def __init__(self, story: Story, policy: Policy) -> None:
        super().__init__(story, policy, first_word=False)

    def judge(self, thread: Thread) -> Iterator[Finding]:
        if not thread.is_longer_than(_soon(self.policy)):
            return
        story, policy, first = self.story, self.policy, thread.first
        due = policy.deadline("message_unanswered.open_after", first.at, first.channel)
        opened = thread.late(due)
        if opened:
            yield from _at_risk(story, thread, opened, policy)
            yield _unanswered(story, thread, opened, due=due, **_facts(thread))
        yield from _breach(story, thread, policy)


def _at_risk(story: Story, thread: Thread, opened: datetime, policy: Policy) -> Iterator[Finding]:
    first = thread.first
    risky = policy.deadline("message_unanswered.at_risk_after", first.at, first.channel)
    at = thread.late(risky)
    if at and at < opened:
        yield _unanswered(story, thread, at, state=State.AT_RISK, due=opened, **_facts(thread))


def _breach(story: Story, thread: Thread, policy: Policy) -> Iterator[Finding]:
    """Yield the stage at which the silence breaks a law, by the shortest limit that covers it."""
    limits = [("message_unanswered.legal_after", thread.first.at)]
    billing = policy.required("message_unanswered.billing_topics", thread.first.at).words
    known = [since for topic, since in thread.topics.items() if topic in billing]
    limits += [("message_unanswered.legal_after_billing", since) for since in known]
    found = []
    for key, known_at in limits:
        rule = policy.rule(key, thread.first.at)
        if rule and rule.clause:
            due = policy.deadline(key, thread.first.at, thread.first.channel)
            at = thread.late(max(due, known_at))
            if at:
                found.append((at, due, rule.clause))
    if found:
        at, due, clause = min(found)
        severity = Severity.LEGAL
        yield _unanswered(
            story, thread, at, severity=severity, clause=clause, due=due, **_facts(thread)
        )


def _unanswered(story: Story, thread: Thread, at: datetime, **given: Any) -> Finding:
    return story.finding(at, thread.first, subject=thread.subject(story.subject), **given)


def _facts(thread: Thread) -> dict[str, Any]:
    """Return what may still become known of a thread: how often he wrote, when we answered."""
    end = thread.answer
    return {
        "channel": thread.first.channel,
        "count": thread.count,
        "answered_at": end and end.until,
        "waited": end and end.until and end.until - thread.first.at,
    }

"""The customer had to turn to us again on what we called solved, within a week.

Solved is a case that was resolved, or closed without having been; a talk that merely ended solved nothing.
Again is a new contact of his on the same case or the same topic, and also a message on the same case
outside of any contact. A contact by writing counts from its first message, one whose case is learnt
from its record from that on.

Each repetition is a finding with its count, for the second goes to a senior agent and the third to a
manager; `within` is the window of reports (1, 7 and 30 days) that it falls in. No repetition: another
topic, which is a new fault; topics that nobody knows; sales (`repeat_contact.topics_excused`); thanks;
what we began. Source: "if this is the second time … ask for a senior agent".
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from moked.core.events import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseResolved,
    ContactStarted,
    Direction,
    Event,
    MessageReceived,
    RecordWritten,
)
from moked.policy import Policy, Span
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.courtesy import is_thanks
from moked.quality.readings.matters import LIVE, Matter, Matters
from moked.quality.story import Story

Key = tuple[str, str]
"""A case or a topic: the kind, and which."""


class _Solved(NamedTuple):
    """What we called solved, and how many contacts it has taken."""

    event: CaseResolved | CaseClosed
    contacts: int


class _Again(NamedTuple):
    """A contact on what was solved."""

    event: ContactStarted | MessageReceived
    matter: Matter
    solved: _Solved


def _comes_once(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether nothing came after a case was solved: most come once."""
    is_solved = False
    for event in events:
        if type(event) is CaseResolved or type(event) is CaseClosed:
            is_solved = True
        elif is_solved and _turns_to_us(event, policy):
            return False
    return True


def _turns_to_us(event: Event, policy: Policy) -> bool:
    if type(event) is MessageReceived:
        return not is_thanks(event.text, policy, event.at)
    return type(event) is ContactStarted


@detector(
    code="F25",
    scope=Scope.CUSTOMER,
    severity=Severity.EFFORT,
    reads=(
        ContactStarted,
        CaseOpened,
        MessageReceived,
        RecordWritten,
        CaseResolved,
        CaseClosed,
        CaseReopened,
    ),
    needs=(CaseResolved, CaseClosed),
    unless=_comes_once,
)
class RepeatContact:
    """A customer's contacts, and those of them that repeat what was solved."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._history = _History(policy)
        self._found: list[Finding] = []

    def take(self, event: Event) -> None:
        again = self._history.take(event)
        if again:
            self._found.append(_repeated(self._story, again, event.at, self._policy))

    def findings(self) -> Sequence[Finding]:
        return self._found


def _repeated(story: Story, again: _Again, at: datetime, policy: Policy) -> Finding:
    solved = again.solved
    after = at - solved.event.at
    windows = policy.required("repeat_contact.report_within", at).words
    spans = ((text, Span.parse(text)) for text in windows)
    return story.finding(
        at,
        again.event,
        solved.event,
        subject=again.matter._replace(case=None).subject(again.matter.subject(story.subject)),
        count=solved.contacts + 1,
        after=after,
        within=next((text for text, span in spans if span and after <= span.length), None),
        channel=again.event.channel,
        case=again.matter.case,
    )


class _History:
    """A customer's contacts, and what we called solved."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._matters = Matters(policy)
        self._solved: dict[Key, _Solved] = {}
        self._unread: dict[str, ContactStarted] = {}
        self._written: set[str] = set()
        self._resolved: set[str] = set()

    def take(self, event: Event) -> _Again | None:
        """Take the next event; return the repetition that it shows, if it does."""
        self._matters.learn(event)
        match event:
            case ContactStarted(direction=Direction.IN):
                return self._start(event)
            case MessageReceived():
                return self._read(event)
            case RecordWritten(contact=str(contact), case=str()) if contact in self._unread:
                started = self._unread.pop(contact)
                # A contact in which the matter was solved, and written down after, is no repetition.
                return self._again(started, contact, event.at, began=started.at)
            case CaseReopened(case=case):
                self._resolved.discard(case)
            case CaseResolved():
                self._resolved.add(event.case)
                self._solve(event)
            case CaseClosed() if event.case not in self._resolved:
                self._solve(event)
        return None

    def _solve(self, event: CaseResolved | CaseClosed) -> None:
        self._written.discard(event.case)
        keys = self._keys(Matter(event.case))
        counts = [solved.contacts for key in keys if (solved := self._lately(key, event.at))]
        self._solved |= dict.fromkeys(keys, _Solved(event, max(counts, default=1)))

    def _start(self, started: ContactStarted) -> _Again | None:
        contact = started.contact
        if started.channel in LIVE and self._keys(self._matters.of(contact)):
            return self._again(started, contact, started.at)
        self._unread[contact] = started
        return None

    def _read(self, message: MessageReceived) -> _Again | None:
        if is_thanks(message.text, self._policy, message.at):
            return None
        if message.contact in self._unread:
            return self._again(self._unread.pop(message.contact), message.contact, message.at)
        goes_on = message.contact and self._matters.channel(message.contact)
        if goes_on or message.case is None or message.case in self._written:
            return None
        # One letter more on the same case is no other contact.
        self._written.add(message.case)
        return self._again(message, None, message.at)

    def _again(
        self,
        event: ContactStarted | MessageReceived,
        contact: str | None,
        at: datetime,
        *,
        began: datetime | None = None,
    ) -> _Again | None:
        matter = self._matters.of(contact or event.contact, event.case)
        topics = self._policy.required("repeat_contact.topics_excused", at).words
        if self._matters.topic(matter) in topics:
            return None
        lately = (self._lately(key, at) for key in self._keys(matter))
        began = began or at
        solved = next((each for each in lately if each and each.event.at < began), None)
        if solved is None:
            return None
        more = solved._replace(contacts=solved.contacts + 1)
        for key, each in self._solved.items():
            if each is solved:
                self._solved[key] = more
        return _Again(event, matter, solved)

    def _lately(self, key: Key, at: datetime) -> _Solved | None:
        solved = self._solved.get(key)
        if solved and at - solved.event.at <= self._policy.length("repeat_contact.within", at):
            return solved
        return None

    def _keys(self, matter: Matter) -> list[Key]:
        """Return what a matter may be known by: its case, then its topic."""
        case, topic = self._matters.case(matter), self._matters.topic(matter)
        keys = [("case", case), ("topic", topic)]
        return [(kind, ref) for kind, ref in keys if ref]

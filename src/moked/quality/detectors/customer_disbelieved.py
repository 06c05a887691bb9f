"""An agent denied what the customer says of an earlier contact, and had not looked.

Found at the denial, unless the same agent opened the customer's history (`case.viewed`) in the
contact before it; in writing, since the customer's last message. An agent who looked may deny: the
record may say so. With no record, the customer is right. What an agent opened in another contact,
or a colleague before the transfer, is not looking.

A polite check ("let me see what was agreed") is no denial, and reading does not call it one; what
reading is not sure of is passed over. One finding a contact or message. Source: "clearly the one not
telling the truth … is me".
"""

from collections.abc import Iterable
from datetime import datetime

from moked.core.events import (
    NEVER,
    CaseViewed,
    Event,
    MessageReceived,
    Notice,
    Speaker,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.places import PLACED, Place, Places
from moked.quality.story import Story


@detector(
    code="F22",
    scope=Scope.CUSTOMER,
    severity=Severity.TONE,
    reads=(*PLACED, CaseViewed, WordsNoticed),
    needs=(Notice.DENIAL,),
)
class CustomerDisbelieved:
    """Where words were said, who looked at the history before, and what was denied without."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._places = Places()
        self._views: list[CaseViewed] = []
        self._wrote: dict[str | None, datetime] = {}
        self._found: dict[str, Finding] = {}

    def take(self, event: Event) -> None:
        self._places.learn(event)
        match event:
            case MessageReceived():
                self._wrote[event.case] = self._wrote[None] = event.at
            case CaseViewed():
                self._views.append(event)
            case WordsNoticed(kind=Notice.DENIAL, speaker=Speaker.AGENT):
                self._denied(event)

    def _denied(self, denial: WordsNoticed) -> None:
        place = self._places.of(denial)
        talk = place.contact or place.message or ""
        if talk in self._found or not _doubted(denial, self._policy):
            return
        since = self._places.began(talk) if place.contact else _last(self._wrote, place.case)
        if not any(_is_look(view, place, since) for view in self._views):
            self._found[talk] = _disbelief(self._story, denial, place)

    def findings(self) -> Iterable[Finding]:
        """Return the first denial of each contact or message."""
        return self._found.values()


def _doubted(denial: WordsNoticed, policy: Policy) -> bool:
    return denial.confidence >= policy.number("customer_disbelieved.confidence", denial.at)


def _last(wrote: dict[str | None, datetime], case: str | None) -> datetime:
    """Return when the customer last wrote on a case; where no message names it, last wrote at all."""
    return wrote.get(case) or wrote.get(None, NEVER)


def _is_look(view: CaseViewed, place: Place, since: datetime) -> bool:
    if place.agent and view.agent != place.agent:
        return False
    if place.contact and view.contact:
        return view.contact == place.contact
    return view.at >= since and place.case in (None, view.case)


def _disbelief(story: Story, denial: WordsNoticed, place: Place) -> Finding:
    return story.finding(
        denial.at,
        denial,
        subject=place.subject,
        agent=place.agent,
        case=place.case,
        words=denial.words or None,
        confidence=denial.confidence,
    )

"""We sent the customer to another channel that cannot help him, or he needs a third one for one matter.

Found at a redirection, not chosen by him, to a channel that is closed at that moment (telephone, chat
or branch: a letter can be written at night) or that he already used for this matter in two weeks; and
at the third different channel on which he turns to us in a week. One matter is found once in two weeks,
or until its case is solved.

One matter is one case; else one topic; else, where neither case nor topic is known, all that he brings.
A channel that he chose himself when offered does not count, and neither does a redirection about what
the law wants done in person (`sent_elsewhere.in_person_topics`). Source: the clerk, "only through
customer service, by phone".
"""

from collections.abc import Iterator
from typing import NamedTuple

from moked.core.events import (
    CaseClosed,
    CaseOpened,
    CaseResolved,
    Channel,
    ContactRedirected,
    ContactStarted,
    Direction,
    Event,
    MessageReceived,
    RecordWritten,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.matters import LIVE, Matter, Matters
from moked.quality.story import Story


class _Use(NamedTuple):
    """A channel that the customer took, or that we sent him to, for a matter."""

    event: ContactStarted | MessageReceived | ContactRedirected
    channel: Channel
    matter: Matter


class _Ways:
    """The channels of a customer's matters so far."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._matters = Matters(policy)
        self._uses: list[_Use] = []
        self._found: list[_Use] = []
        self._chosen: set[Channel] = set()

    def take(self, event: Event) -> tuple[_Use, str] | None:
        """Take the next event; return the use that makes a failure, and why it does."""
        self._matters.learn(event)
        match event:
            case ContactStarted(direction=Direction.IN, channel=channel):
                return self._turned_to_us(_Use(event, channel, self._matters.of(event.contact)))
            case MessageReceived(channel=channel):
                matter = self._matters.of(event.contact, event.case)
                return self._turned_to_us(_Use(event, channel, matter))
            case ContactRedirected(chosen=True):
                self._chosen.add(event.to)
            case ContactRedirected(to=to):
                return self._sent(_Use(event, to, self._matters.of(event.contact)))
            case CaseResolved(case=case) | CaseClosed(case=case):
                self._uses = [use for use in self._uses if self._case(use) != case]
                self._found = [use for use in self._found if self._case(use) != case]
        return None

    def channels(self, use: _Use) -> list[Channel]:
        """Return the channels that the customer took for a matter of late, in order."""
        since = use.event.at - self._policy.length("sent_elsewhere.channels_within", use.event.at)
        taken = (u.channel for u in self._uses if u.event.at >= since and self._is_one(u, use))
        return list(dict.fromkeys(taken))

    def _turned_to_us(self, use: _Use) -> tuple[_Use, str] | None:
        if use.channel in self._chosen:
            self._chosen.discard(use.channel)
            return None
        self._uses.append(use)
        most = self._policy.number("sent_elsewhere.channels", use.event.at)
        if len(self.channels(use)) < most or self._was_found(use):
            return None
        return use, "channels"

    def _sent(self, use: _Use) -> tuple[_Use, str] | None:
        at = use.event.at
        topics = self._policy.required("sent_elsewhere.in_person_topics", at).words
        if self._matters.topic(use.matter) in topics or self._was_found(use):
            return None
        if use.channel in LIVE and not self._policy.calendar(use.channel).is_open(at):
            return use, "closed"
        since = at - self._policy.length("sent_elsewhere.used_within", at)
        used = (u for u in self._uses if u.channel is use.channel and self._is_one(u, use))
        return (use, "used") if any(u.event.at >= since for u in used) else None

    def _was_found(self, use: _Use) -> bool:
        """Return whether the matter has its finding."""
        since = use.event.at - self._policy.length("sent_elsewhere.used_within", use.event.at)
        return any(u.event.at >= since and self._is_one(u, use) for u in self._found)

    def found(self, use: _Use) -> None:
        """Note that a matter has its finding."""
        self._found.append(use)

    def _is_one(self, one: _Use, other: _Use) -> bool:
        return self._matters.are_alike(one.matter, other.matter)

    def _case(self, use: _Use) -> str | None:
        return self._matters.case(use.matter)


@detector(
    code="F10",
    scope=Scope.CUSTOMER,
    severity=Severity.EFFORT,
    reads=(
        ContactStarted,
        MessageReceived,
        ContactRedirected,
        CaseOpened,
        RecordWritten,
        CaseResolved,
        CaseClosed,
    ),
    needs=(ContactStarted, MessageReceived, ContactRedirected),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    if not _may_fail(story):
        return
    ways = _Ways(policy)
    for event in story:
        failure = ways.take(event)
        if failure:
            use, why = failure
            ways.found(use)
            yield story.finding(
                event.at,
                event,
                subject=use.matter.subject(story.subject),
                why=why,
                channel=use.channel,
                channels=ways.channels(use),
            )


def _may_fail(story: Story) -> bool:
    """Return whether anybody was sent anywhere or took a second channel: most customers take one."""
    channels = set()
    for event in story:
        if isinstance(event, ContactRedirected):
            return True
        if isinstance(event, ContactStarted | MessageReceived):
            channels.add(event.channel)
    return len(channels) > 1

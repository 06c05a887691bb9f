"""We sent the customer to another channel that cannot help him, or he needs a third one for one matter.

Found at a redirection, not chosen by him, to a channel that is closed at that moment (telephone, chat
or branch: a letter can be written at night) or that he already used for this matter in two weeks; and
at the third different channel on which he turns to us in a week. One matter is found once in two weeks,
or until its case is solved.

One matter is one case; else one topic; else, where neither case nor topic is known, all that he brings.
A channel that he chose himself when offered does not count, and neither does a redirection about what
the law wants done in person (`sent_elsewhere.in_person_topics`), nor one to where people are identified
(`sent_elsewhere.identifying_channels`) once the contact asked who he is. Source: the clerk, "only through
customer service, by phone".
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from moked.core.events import (
    CaseClosed,
    CaseOpened,
    CaseResolved,
    Channel,
    ContactRedirected,
    ContactStarted,
    CustomerAsked,
    Direction,
    Event,
    MessageReceived,
    Purpose,
    RecordWritten,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.matters import LIVE, Matter, Matters
from moked.quality.story import Story


class _Use(NamedTuple):
    """A channel that the customer took, or that we sent him to, for a matter."""

    event: ContactStarted | MessageReceived | ContactRedirected
    channel: Channel
    matter: Matter


Way = tuple[Matter, Channel]
"""A channel, for a matter."""


class _Ways:
    """The channels of a customer's matters so far."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._matters = Matters(policy)
        self._taken: dict[Way, list[tuple[datetime, int]]] = {}
        self._count = 0
        self._channels: set[Channel] = set()
        self._found: list[_Use] = []
        self._chosen: set[Channel] = set()
        self._asked_who: set[str] = set()

    def take(self, event: Event) -> tuple[_Use, str] | None:
        """Take the next event; return the use that makes a failure, and why it does."""
        self._matters.learn(event)
        match event:
            case ContactStarted(direction=Direction.IN, channel=channel):
                return self._turned_to_us(_Use(event, channel, self._matters.of(event.contact)))
            case MessageReceived(channel=channel):
                matter = self._matters.of(event.contact, event.case)
                return self._turned_to_us(_Use(event, channel, matter))
            case CustomerAsked(purpose=Purpose.SECURITY):
                self._asked_who.add(event.contact)
            case ContactRedirected(chosen=True):
                self._chosen.add(event.to)
            case ContactRedirected(to=to) if not self._identifies(event):
                return self._sent(_Use(event, to, self._matters.of(event.contact)))
            case CaseResolved(case=case) | CaseClosed(case=case):
                self._forget(case)
        return None

    def _identifies(self, sent: ContactRedirected) -> bool:
        """Return whether a customer who was asked who he is was sent to where that can be shown."""
        if sent.contact not in self._asked_who:
            return False
        channels = self._policy.required("sent_elsewhere.identifying_channels", sent.at).words
        return sent.to in channels

    def _forget(self, case: str) -> None:
        """Let a case that is solved begin anew."""
        of = self._matters.case
        self._taken = {way: when for way, when in self._taken.items() if of(way[0]) != case}
        self._found = [use for use in self._found if of(use.matter) != case]

    def channels(self, use: _Use) -> list[Channel]:
        """Return the channels that the customer took for a matter of late, in order."""
        since = use.event.at - self._policy.length("sent_elsewhere.channels_within", use.event.at)
        taken = sorted(
            (when[bisect_left(when, (since, 0))][1], channel)
            for (_, channel), when in self._lately(use, since)
        )
        return list(dict.fromkeys(channel for _, channel in taken))

    def _lately(
        self, use: _Use, since: datetime
    ) -> Iterator[tuple[Way, list[tuple[datetime, int]]]]:
        """Yield what was taken for a matter and last no earlier than `since`, each with when."""
        for way, when in self._taken.items():
            if when[-1][0] >= since and self._matters.are_alike(way[0], use.matter):
                yield way, when

    def _turned_to_us(self, use: _Use) -> tuple[_Use, str] | None:
        if use.channel in self._chosen:
            self._chosen.discard(use.channel)
            return None
        self._count += 1
        when = self._taken.setdefault((use.matter, use.channel), [])
        when.append((use.event.at, self._count))
        self._channels.add(use.channel)
        most = self._policy.number("sent_elsewhere.channels", use.event.at)
        # Most customers never took so many channels for anything.
        if len(self._channels) < most or len(self.channels(use)) < most or self._was_found(use):
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
        used = any(channel is use.channel for (_, channel), _ in self._lately(use, since))
        return (use, "used") if used else None

    def _was_found(self, use: _Use) -> bool:
        """Return whether the matter has its finding."""
        since = use.event.at - self._policy.length("sent_elsewhere.used_within", use.event.at)
        found = (u for u in self._found if u.event.at >= since)
        return any(self._matters.are_alike(u.matter, use.matter) for u in found)

    def found(self, use: _Use) -> None:
        """Note that a matter has its finding."""
        self._found.append(use)


def _takes_one_channel(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether nobody was sent anywhere and the customer came by one channel: most do."""
    channels: set[Channel] = set()
    for event in events:
        if type(event) is ContactStarted or type(event) is MessageReceived:
            channels.add(event.channel)
        elif type(event) is ContactRedirected:
            return False
    return len(channels) < 2


@detector(
    code="F10",
    scope=Scope.CUSTOMER,
    severity=Severity.EFFORT,
    reads=(
        ContactStarted,
        MessageReceived,
        CustomerAsked,
        ContactRedirected,
        CaseOpened,
        RecordWritten,
        CaseResolved,
        CaseClosed,
    ),
    needs=(ContactStarted, MessageReceived, ContactRedirected),
    unless=_takes_one_channel,
)
class SentElsewhere:
    """The ways of a customer's matters, and where they went wrong."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._ways = _Ways(policy)
        self._found: list[Finding] = []

    def take(self, event: Event) -> None:
        failure = self._ways.take(event)
        if failure:
            use, why = failure
            self._ways.found(use)
            self._found.append(self._finding(use, why))

    def findings(self) -> Sequence[Finding]:
        return self._found

    def _finding(self, use: _Use, why: str) -> Finding:
        return self._story.finding(
            use.event.at,
            use.event,
            subject=use.matter.subject(self._story.subject),
            why=why,
            channel=use.channel,
            channels=self._ways.channels(use),
        )

"""The waits of many contacts, as the shares of a law count them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from moked.core.events import AgentConnected, ContactStarted, Direction, Event
from moked.policy import Policy, Rule
from moked.quality.readings.answering import STOPS, covers, stops_waiting
from moked.quality.readings.daily import Daily
from moked.quality.story import Story


class _Rules(NamedTuple):
    """What counts at a moment: where no law sets a limit to shares, no channel does."""

    limit: timedelta
    window: timedelta
    channels: Sequence[str]
    topics: Rule | None
    counts_abandoned: bool
    share: Rule | None
    mean: Rule | None


def _rules(policy: Policy, at: datetime) -> _Rules:
    share = policy.rule("human_answer_late.late_share", at)
    mean = policy.rule("human_answer_late.mean_within", at)
    channels = policy.required("human_answer_late.law_channels", at).words
    return _Rules(
        _limit(policy, at),
        policy.length("human_answer_late.share_window", at),
        channels if share or mean else (),
        policy.rule("human_answer_late.topics", at),
        policy.required("human_answer_late.counts_abandoned", at).flag,
        share,
        mean,
    )


def _limit(policy: Policy, at: datetime) -> timedelta:
    """Return the longest wait that is not late: of a law, on the call or on the request, or our own."""
    rule = policy.rule("human_answer_late.within", at)
    rule = rule or policy.rule("human_answer_late.within_request", at)
    return (rule or policy.required("human_answer_late.default_within", at)).length


class CountedWaits(Daily):
    """The contacts that count, with their waits, over the window of a share.

    The answered ones count, and all that waited longer than the limit, answered, abandoned or still waiting.
    """

    def __init__(self, story: Story, policy: Policy) -> None:
        """Begin with a day."""
        self.policy = policy
        self.rules = _rules(policy, story.day_ends)
        self._waiting: dict[str, ContactStarted] = {}
        self._waits: list[tuple[ContactStarted, timedelta]] = []
        self._late: list[ContactStarted] = []
        self._total = timedelta()
        super().__init__(story)

    def open(self, story: Story) -> None:
        """Turn to a day."""
        super().open(story)
        self.since = max(self.since, self.at - self.rules.window)

    def read(self, event: Event) -> None:
        """Read the next event, in order."""
        if isinstance(event, ContactStarted):
            if self._counts(event):
                # Who calls again under the same name waits since then.
                self._waiting.pop(event.contact, None)
                self._waiting[event.contact] = event
        elif isinstance(event, STOPS) and event.contact in self._waiting and stops_waiting(event):
            started = self._waiting.pop(event.contact)
            waited = event.at - started.at
            is_late = waited > self.rules.limit
            if isinstance(event, AgentConnected) or (is_late and self.rules.counts_abandoned):
                self._count(started, waited)

    def _counts(self, started: ContactStarted) -> bool:
        return (
            started.channel in self.rules.channels
            and started.direction is Direction.IN
            and started.at >= self.since
            and covers(self.rules.topics, started.topic, self.policy)
        )

    def _count(self, started: ContactStarted, waited: timedelta) -> None:
        self._waits.append((started, waited))
        self._total += waited
        if waited > self.rules.limit:
            self._late.append(started)

    def forget(self) -> bool:
        """Forget the contacts that began before the window."""
        waits, self._waits, self._late, self._total = self._waits, [], [], timedelta()
        for started, waited in waits:
            if started.at >= self.since:
                self._count(started, waited)
        self._waiting = {c: w for c, w in self._waiting.items() if w.at >= self.since}
        return _rules(self.policy, self.at) == self.rules

    def counted(self) -> tuple[list[ContactStarted], list[ContactStarted], timedelta]:
        """Return the contacts that count, the late ones of them, and the sum of their waits."""
        waiting = [w for w in self._waiting.values() if self.at - w.at > self.rules.limit]
        total = sum((self.at - w.at for w in waiting), self._total)
        return [started for started, _ in self._waits] + waiting, self._late + waiting, total

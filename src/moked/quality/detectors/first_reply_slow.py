"""A matter's first message waited more than two days for the first word from a person.

The clock runs from the first message of a matter to the first message of a person on it, even one that
only holds: up to 4 hours is excellent, up to 48 hours fair, and neither is a failure; up to 5 days is
slow, and after that the band is "never". Found at 48 hours, graver at 5 days; the reply adds how long
it took, by the wall clock (`waited`) and in the channel's open hours (`open_waited`).

Automatic acknowledgements are nobody's word. A message that names neither case nor contact begins a
matter only when the customer's last one has been quiet for two weeks. A matter that we wrote of first,
or that he brought to us by telephone, in a chat or at a branch before, has no first reply. Source: the
survey of 41 firms' contact forms, whose bands these are.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from moked.core.events import Event, MessageReceived
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.correspondence import WRITING
from moked.quality.readings.judged_threads import JudgedThreads
from moked.quality.readings.promptness import is_prompt
from moked.quality.readings.threads import Thread
from moked.quality.story import Story


def _fair(policy: Policy) -> timedelta:
    """Return a time in which a reply is at least fair, on any channel."""
    return min(policy.shortest("first_reply_slow.fair"), policy.shortest("first_reply_slow.slow"))


def _is_answered_fairly(events: Sequence[Event], policy: Policy) -> bool:
    return is_prompt(events, policy, _fair(policy))


@detector(
    code="F08",
    scope=Scope.CUSTOMER,
    severity=Severity.LOST,
    reads=WRITING,
    needs=(MessageReceived,),
    unless=_is_answered_fairly,
)
class FirstReplySlow(JudgedThreads):
    """A customer's threads, of which those that begin a matter have a first reply."""

    def __init__(self, story: Story, policy: Policy) -> None:
        super().__init__(story, policy, first_word=True)

    def judge(self, thread: Thread) -> Iterator[Finding]:
        if thread.is_first and thread.is_longer_than(_fair(self.policy)):
            for band, limit in (("slow", "fair"), ("never", "slow")):
                yield from _in_band(self.story, thread, band, limit, self.policy)


def _in_band(
    story: Story, thread: Thread, band: str, limit: str, policy: Policy
) -> Iterator[Finding]:
    """Yield the stage that begins where the band before it ends."""
    first, end = thread.first, thread.answer
    at = thread.late(policy.deadline(f"first_reply_slow.{limit}", first.at, first.channel))
    if at is None:
        return
    replied_at = end.until if end else None
    hours = policy.calendar(first.channel)
    yield story.finding(
        at,
        first,
        subject=thread.subject(story.subject),
        band=band,
        channel=first.channel,
        replied_at=replied_at,
        waited=replied_at and replied_at - first.at,
        open_waited=replied_at and hours.open_between(first.at, replied_at),
    )

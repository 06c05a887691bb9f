"""The waits of many contacts, as the shares of a law count them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from moked.core.events import AgentConnected, ContactStarted, Direction, Event
from moked.policy import Policy
from moked.quality.answering import Stop, covers, stops_waiting


def limit_of_shares(policy: Policy, at: datetime) -> timedelta:
    """Return the longest wait that is not late: of a law, on the call or on the request, or our own."""
    rule = policy.rule("human_answer_late.within", at)
    rule = rule or policy.rule("human_answer_late.within_request", at)
    return (rule or policy.required("human_answer_late.default_within", at)).length


def counted_waits(
    events: Sequence[Event], limit: timedelta, policy: Policy, until: datetime
) -> Iterator[tuple[ContactStarted, timedelta]]:
    """Yield the contacts that count, with their waits, up to a moment; `events` end there.

    The answered ones count, and all that waited longer than `limit`, answered, abandoned or still waiting.
    """
    waiting: dict[str, ContactStarted] = {}
    counts_abandoned = policy.required("human_answer_late.counts_abandoned", until).flag
    is_counted = _counting(policy, until)
    for event in events:
        if isinstance(event, ContactStarted):
            if is_counted(event):
                waiting[event.contact] = event
        elif isinstance(event, Stop) and event.contact in waiting and stops_waiting(event):
            started = waiting.pop(event.contact)
            waited = event.at - started.at
            if isinstance(event, AgentConnected) or (counts_abandoned and waited > limit):
                yield started, waited
    yield from ((w, until - w.at) for w in waiting.values() if until - w.at > limit)


def _counting(policy: Policy, at: datetime) -> Callable[[ContactStarted], bool]:
    """Return what tells whether a contact belongs to the shares judged at a moment."""
    topics = policy.rule("human_answer_late.topics", at)
    channels = policy.required("human_answer_late.law_channels", at).words
    since = at - policy.length("human_answer_late.share_window", at)

    def is_counted(started: ContactStarted) -> bool:
        return (
            started.at >= since
            and started.direction is Direction.IN
            and started.channel in channels
            and covers(topics, started.topic, policy)
        )

    return is_counted

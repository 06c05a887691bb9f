"""First replies to what customers wrote, in the bands of a survey of 41 firms' contact forms (F08)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec

from moked.policy import Policy
from moked.reports.figures.spread import in_bands, quantile
from moked.reports.figures.threads import Matter

BANDS = ("excellent", "fair", "slow")


class Replies(msgspec.Struct, frozen=True):
    """One channel's matters by the time to a person's first reply.

    `later` was replied to after the last band; `never` has no reply and is past it; `waiting` has none
    and is not. `median` is of those that were replied to, in seconds.
    """

    channel: str
    matters: int
    excellent: int
    fair: int
    slow: int
    later: int
    never: int
    waiting: int
    median: float | None


class FirstReplies(msgspec.Struct, frozen=True):
    """First replies by channel; `ends` are the bands' ends in seconds."""

    ends: list[float]
    channels: list[Replies]


def reply_figures(matters: Iterable[Matter], policy: Policy, now: datetime) -> FirstReplies | None:
    """Return first replies by channel; None where nobody wrote."""
    ends = [policy.length(f"first_reply_slow.{band}", now).total_seconds() for band in BANDS]
    by_channel: defaultdict[str, list[Matter]] = defaultdict(list)
    for matter in matters:
        by_channel[matter.channel].append(matter)
    if not by_channel:
        return None
    return FirstReplies(
        ends, [_replies(c, its, ends, now) for c, its in sorted(by_channel.items())]
    )


def _replies(channel: str, matters: list[Matter], ends: list[float], now: datetime) -> Replies:
    took = sorted((m.replied_at - m.began_at).total_seconds() for m in matters if m.replied_at)
    silent = [(now - m.began_at).total_seconds() for m in matters if not m.replied_at]
    excellent, fair, slow, later = in_bands(took, ends)
    never = sum(span > ends[-1] for span in silent)
    return Replies(
        channel=channel,
        matters=len(matters),
        excellent=excellent,
        fair=fair,
        slow=slow,
        later=later,
        never=never,
        waiting=len(silent) - never,
        median=quantile(took, 5) if took else None,
    )

"""How long customers waited for a person: from the start of the contact, and in each queue."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec

from moked.core.events import EndedBy, WhyLeft
from moked.policy import Policy
from moked.reports.figures.contacts import Contact, Stay
from moked.reports.figures.spread import Spread, in_bands, spread

BANDS_TO_LIMIT = 12
"""Bars of the distribution up to the limit; so many again beyond it, the last one open."""


class QueueFigures(msgspec.Struct, frozen=True):
    """One queue's stays that are over: how many, how many gave up, how long they lasted."""

    queue: str
    joined: int
    abandoned: int
    wait: Spread

    @property
    def abandoned_share(self) -> float:
        """The share of the stays in which the customer gave up."""
        return self.abandoned / self.joined


class Waits(msgspec.Struct, frozen=True):
    """Waits on channels with somebody at the other end, in seconds.

    `wait` runs from the start of the contact until a person came, the customer left or the line went,
    whatever came first; `over_limit` counts those over the limit, `within_limit` those who got a person
    within it. Of the others the customer `left`, or somebody else ended the contact: `cut_off`. `bands` are counts of waits up to multiples of `band`, the last one open.
    """

    limit: float
    clause: str | None
    contacts: int
    with_person: int
    left: int
    cut_off: int
    within_limit: int
    over_limit: int
    wait: Spread
    band: float
    answered_bands: list[int]
    left_bands: list[int]
    all_queues: QueueFigures | None
    queues: list[QueueFigures]

    @property
    def share_within(self) -> float | None:
        """Of the contacts that count, the share within the limit.

        Who left within the limit does not count, who left after it counts as too late: so the Israeli
        law's shares are counted (F01).
        """
        counted = self.within_limit + self.over_limit
        return self.within_limit / counted if counted else None


def wait_figures(contacts: Iterable[Contact], policy: Policy, now: datetime) -> Waits | None:
    """Return the figures of waiting; None where no customer waited at the other end of anything."""
    live = [contact for contact in contacts if contact.is_live]
    if not live:
        return None
    limit, clause = limit_of(policy, now)
    answered = [c.waited(now) for c in live if c.human_at is not None]
    left = [c.waited(now) for c in live if c.human_at is None]
    ends_of_others = Counter(c.ended_by for c in live if c.human_at is None)
    stays = [stay for contact in live for stay in contact.stays if stay.left_at is not None]
    band = limit / BANDS_TO_LIMIT
    ends = [band * nth for nth in range(1, 2 * BANDS_TO_LIMIT)]
    return Waits(
        limit=limit,
        clause=clause,
        contacts=len(live),
        with_person=len(answered),
        left=ends_of_others[EndedBy.CUSTOMER],
        cut_off=ends_of_others[EndedBy.SYSTEM] + ends_of_others[EndedBy.NETWORK],
        within_limit=sum(waited <= limit for waited in answered),
        over_limit=sum(waited > limit for waited in (*answered, *left)),
        wait=spread([*answered, *left]),
        band=band,
        answered_bands=in_bands(answered, ends),
        left_bands=in_bands(left, ends),
        all_queues=_queue("", stays) if stays else None,
        queues=[_queue(name, its) for name, its in _by_queue(stays)],
    )


def limit_of(policy: Policy, at: datetime) -> tuple[float, str | None]:
    """Return the limit on the wait for a person in seconds, and its clause where a law sets it."""
    rule = policy.rule("human_answer_late.within", at)
    rule = rule or policy.rule("human_answer_late.within_request", at)
    rule = rule or policy.required("human_answer_late.default_within", at)
    return rule.length.total_seconds(), rule.clause


def _by_queue(stays: Iterable[Stay]) -> list[tuple[str, list[Stay]]]:
    """Return the stays of each queue, the queue with the most first."""
    by_queue: defaultdict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_queue[stay.queue].append(stay)
    return sorted(by_queue.items(), key=lambda queue: (-len(queue[1]), queue[0]))


def _queue(name: str, stays: list[Stay]) -> QueueFigures:
    why = Counter(stay.why for stay in stays)
    spans = ((s.left_at - s.joined_at).total_seconds() for s in stays if s.left_at is not None)
    return QueueFigures(name, len(stays), why[WhyLeft.ABANDONED], spread(list(spans)))

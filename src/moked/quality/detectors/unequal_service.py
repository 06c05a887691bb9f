"""One segment of the customers is served better than all the rest.

At the end of each day the last four weeks are compared: the median wait from `contact.started` to the
first person, and the share of promises kept by their hour. Each segment (`case.opened.segment`) stands
against all others together, customers of no named segment among them. Found where the ratio is over
the limit and its 95 % interval lies above 1; the finding names the favoured segment. Its days are one
episode.

Waits are compared within one topic and promises within one kind, so that a different mix of matters is
no favour; a queue of its own is one, and is not allowed for. A priority that policy lists as lawful is
left out on both sides. Waits too short to notice count as equal. Who gave up has no wait to compare,
which makes the slow segment look faster than it was: the ratio is a cautious one. Contacts of customers
whom nobody knows are left out. Source: "a special group of customers who get superb service"; the
intervals are those of `moked.quality.readings.ratios`.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from operator import attrgetter
from statistics import mean, median
from typing import Any, NamedTuple

from moked.core.events import (
    NEVER,
    AgentConnected,
    CaseOpened,
    ContactStarted,
    CustomerIdentified,
    Event,
    PromiseKept,
    PromiseMade,
    PromiseMoved,
    PromiseReleased,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.readings.daily import Daily
from moked.quality.readings.ratios import Ratio, ratio_of_medians, ratio_of_shares
from moked.quality.readings.segments import Groups, Segments, Served
from moked.quality.story import Story

Strata = Sequence[tuple[list[Served], list[Served]]]
"""A segment's services and the others', of what may be compared."""


class _Measure(NamedTuple):
    """One way in which service can be unequal; `figure` names the fact that `of` works out."""

    name: str
    figure: str
    groups: Groups
    ratio: Callable[[Strata], Ratio | None]
    of: Callable[[Iterable[float]], float]


@detector(
    code="F32",
    scope=Scope.CENTRE,
    severity=Severity.TONE,
    reads=(
        CaseOpened,
        ContactStarted,
        CustomerIdentified,
        AgentConnected,
        PromiseMade,
        PromiseMoved,
        PromiseKept,
        PromiseReleased,
    ),
    needs=(CaseOpened,),
    look_back=timedelta(days=28),
    episode=True,
)
class UnequalService(Daily):
    """The events of the window; who was served how is worked out where a case of it names a segment."""

    def __init__(self, story: Story, policy: Policy) -> None:
        super().__init__(story)
        self._policy = policy
        self._events: list[Event] = []
        self._named_at = NEVER
        self._segments = Segments()
        self._learnt = 0

    def read(self, event: Event) -> None:
        self._events.append(event)
        if isinstance(event, CaseOpened) and event.segment:
            self._named_at = event.at

    def forget(self) -> bool:
        """Drop the events before the window."""
        del self._events[: bisect_left(self._events, self.since, key=attrgetter("at"))]
        self._segments, self._learnt = Segments(), 0
        return True

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each segment that is favoured, by the first measure that shows it."""
        if self._named_at < self.since:
            # Where no case names a segment there is nobody to favour.
            return
        for event in self._events[self._learnt :]:
            self._segments.learn(event)
        self._learnt = len(self._events)
        yield from _favours(self.story, self._segments, self._policy, self.at)


def _favours(story: Story, segments: Segments, policy: Policy, at: datetime) -> Iterator[Finding]:
    measures = (
        _Measure("wait", "waited", segments.waits(policy, at), _others_wait_longer, median),
        _Measure("promises kept", "share", segments.promises(at), _more_is_kept, mean),
    )
    lawful = set(policy.required("unequal_service.priority_segments", at).words)
    for segment in segments.named():
        if segment not in lawful:
            found = (_favour(story, segment, lawful, each, policy, at) for each in measures)
            yield from islice(filter(None, found), 1)


def _favour(
    story: Story, segment: str, lawful: set[str], measure: _Measure, policy: Policy, at: datetime
) -> Finding | None:
    """Return the finding of a segment that is better off by a measure, or None."""
    alike = policy.number("unequal_service.alike_contacts", at)
    strata = [
        (mine, others)
        for by_segment in measure.groups.values()
        for mine, others in [_sides(by_segment, segment, lawful)]
        if min(len(mine), len(others)) >= alike
    ]
    mine = [served for side, _ in strata for served in side]
    others = [served for _, side in strata for served in side]
    ratio = measure.ratio(strata)
    if ratio is None or min(len(mine), len(others)) < policy.number("unequal_service.contacts", at):
        return None
    limit = policy.number("unequal_service.ratio", at)
    if ratio.ratio <= limit or ratio.low <= 1:
        return None
    figures: dict[str, Any] = {
        measure.figure: round(measure.of(served.value for served in mine), 3),
        f"others_{measure.figure}": round(measure.of(served.value for served in others), 3),
    }
    return story.finding(
        at,
        mine[0].event,
        others[0].event,
        subject=Subject("segment", segment),
        measure=measure.name,
        ratio=round(ratio.ratio, 3),
        low=round(ratio.low, 3),
        high=round(ratio.high, 3),
        limit=limit,
        count=len(mine),
        others=len(others),
        **figures,
    )


def _sides(
    by_segment: Mapping[str, list[Served]], segment: str, lawful: set[str]
) -> tuple[list[Served], list[Served]]:
    """Return a segment's services and those of all others but the lawful priorities."""
    left_out = lawful | {segment}
    others = [served for name, all in by_segment.items() if name not in left_out for served in all]
    return by_segment.get(segment, []), others


def _others_wait_longer(strata: Strata) -> Ratio | None:
    return ratio_of_medians((_values(others), _values(mine)) for mine, others in strata)


def _more_is_kept(strata: Strata) -> Ratio | None:
    return ratio_of_shares(
        (int(sum(_values(mine))), len(mine), int(sum(_values(others))), len(others))
        for mine, others in strata
    )


def _values(services: Iterable[Served]) -> list[float]:
    return [served.value for served in services]

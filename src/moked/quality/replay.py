"""A whole log judged at once.

The same stories, detectors and windows as the live engine's, put together in one pass each: links,
stories, findings. What comes out is what the engine would show at the end of the log.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, KeysView, Sequence
from datetime import datetime, timedelta

from moked.core.events import EVENT_TYPES, NEVER, Event, in_order
from moked.policy import Policy
from moked.quality.decisions import Decisions
from moked.quality.detector import CENTRE, Detector, all_detectors, present_in
from moked.quality.finding import Finding, Subject, by_moment
from moked.quality.links import LEADS_TO, Key, Links, names_of, with_stand_in
from moked.quality.plan import Plan, subject_of
from moked.quality.stages import Identity, identity, standing
from moked.quality.story import Story
from moked.quality.windows import DayByDay, days_between, merged

Stories = dict[str, dict[str, list[Event]]]
"""Events by kind of subject and by reference, in order."""

Ends = list[tuple[str, list[Event]]]
"""The stories that an event joins, each with its kind."""

Judge = Callable[[int, int], list[Finding]]
"""Judges every n-th story of a log, from the k-th on: called with k and n."""

Share = Callable[[Judge], Iterable[Finding]]
"""Has a log judged, in one piece or in several, and returns all that was found."""


def alone(judge: Judge) -> Iterable[Finding]:
    """Have a log judged in one piece."""
    return judge(0, 1)


def replay(
    events: Iterable[Event],
    policy: Policy,
    *,
    until: datetime | None = None,
    detectors: Sequence[Detector] | None = None,
    share: Share = alone,
) -> list[Finding]:
    """Return the findings of a log, in order of moment.

    An event delivered twice counts once, and the order of the events does not matter. With `until`
    nothing later is known; without it the log's end is the present. What breaks within the policy's
    `at_risk.ahead` if nothing else happens is there too, at risk, with the moment at which it breaks.
    `share` may spread the work over processes.
    """
    plan = Plan(all_detectors() if detectors is None else detectors)
    links = Links(plan.ends)
    log = read_in(events, until, links)
    if not log:
        return []
    now = until or log[-1].at
    tasks = _tasks(gather(log, plan, links), plan)

    def judge(first: int, every: int) -> list[Finding]:
        return list(_judge(tasks[first::every], links, policy, now, plan))

    ahead = policy.length("at_risk.ahead", now)
    return settle(share(judge), Decisions(log), now, ahead=ahead)


def read_in(events: Iterable[Event], until: datetime | None, links: Links) -> list[Event]:
    """Return the events known at `until`, each once, in order, and learn their links on the way.

    All that can be done with an event is done as it comes by: a million of them are slow to visit again.
    """
    seen: dict[str, set[str]] = defaultdict(set)
    log: list[Event] = []
    latest = NEVER
    is_in_order = True
    for event in events:
        ids = seen[event.source]
        at = event.at
        if event.id in ids or (until is not None and at > until):
            continue
        ids.add(event.id)
        links.learn(event)
        if at <= latest and log and in_order(event) < in_order(log[-1]):
            is_in_order = False
        latest = at
        log.append(event)
    if not is_in_order:
        log.sort(key=in_order)
    return log


def gather(log: Iterable[Event], plan: Plan, links: Links) -> Stories:
    """Return the stories that some detector wants to read."""
    stories: Stories = {kind: {} for kind in plan.of_kind}
    reach = _Reach(links, stories)
    centre = stories[CENTRE.kind].setdefault(CENTRE.ref, [])
    for event in log:
        wanted = plan.wanted(type(event))
        if wanted:
            if CENTRE.kind in wanted:
                centre.append(event)
            for kind, story in reach.of(event):
                if kind in wanted:
                    story.append(event)
    return stories


class _Reach:
    """The stories that events join, remembered by what the events name."""

    def __init__(self, links: Links, stories: Stories) -> None:
        self._links = links
        self._stories = stories
        self._known: dict[str, dict[str, Ends]] = defaultdict(dict)
        self._closures: dict[Key, KeysView[Key]] = {}
        self._leads = {
            event_type: names_of(event_type).leads for event_type in EVENT_TYPES.values()
        }

    def of(self, event: Event) -> Ends:
        """Return the stories that an event joins, each with its kind."""
        # The usual case: what the event names first leads to all the rest that it names.
        for lead in self._leads.get(type(event), ()):
            ref = getattr(event, lead)
            if ref is not None:
                return self._known[lead].get(ref) or self._remembered(lead, ref)
        return self._ends(self._links.subjects_of(event))

    def _remembered(self, kind: str, ref: str) -> Ends:
        known = self._known[kind]
        ends = known.get(ref)
        if ends is None:
            ends = known[ref] = self._shared(kind, ref) or self._ends(
                with_stand_in(dict(self._links.behind((kind, ref))))
            )
        return ends

    def _shared(self, kind: str, ref: str) -> Ends | None:
        """Return the ends of the contact that a message is in, where they are the message's too."""
        if kind not in LEADS_TO or kind in self._stories:
            return None
        linked = self._links.linked_to(kind, ref)
        first = next(iter(linked), None)
        if first and first[0] in LEADS_TO and linked.keys() <= self._closure(first):
            return self._remembered(*first)
        return None

    def _closure(self, connector: Key) -> KeysView[Key]:
        closure = self._closures.get(connector)
        if closure is None:
            closure = self._closures[connector] = self._links.behind(connector).keys()
        return closure

    def _ends(self, subjects: Iterable[Key]) -> Ends:
        return [
            (kind, self._stories[kind].setdefault(ref, []))
            for kind, ref in subjects
            if kind in self._stories
        ]


Task = tuple[Key, list[Event]]


def _tasks(stories: Stories, plan: Plan) -> list[Task]:
    tasks = [
        ((kind, ref), events)
        for kind, by_ref in stories.items()
        if plan.of_kind[kind]
        for ref, events in by_ref.items()
        if events
    ]
    # One journey's stories are judged one after another: they share their events, which are near then.
    tasks.sort(key=lambda task: task[1][0].at)
    return tasks


def _judge(
    tasks: Iterable[Task], links: Links, policy: Policy, now: datetime, plan: Plan
) -> Iterator[Finding]:
    for key, events in tasks:
        steps = plan.steps(key[0], present_in(events))
        about: tuple[Subject, str | None] | None = None
        read: dict[frozenset[type[Event]], list[Event]] = {}
        for detector, types in steps:
            if detector.look_back:
                yield from _judge_endless(detector, subject_of(key), events, policy, now)
                continue
            mine = read.get(types)
            if mine is None:
                mine = read[types] = [event for event in events if type(event) in types]
            if detector.unless is None or not detector.unless(mine, policy):
                # Who it is about is asked only now: most stories are passed over at a glance.
                about = about or (subject_of(key), links.customer_of(key))
                story = Story(detector, about[0], mine, customer=about[1])
                yield from detector.in_full(story, policy)


def _judge_endless(
    detector: Detector, subject: Subject, events: list[Event], policy: Policy, now: datetime
) -> list[Finding]:
    local = policy.calendar().local
    days = days_between(local(events[0].at).date(), local(now).date())
    day_by_day = DayByDay(detector, subject, policy)
    return merged(detector, {day: day_by_day.judge(events, day) for day in days})


def settle(
    found: Iterable[Finding], decisions: Decisions, now: datetime, *, ahead: timedelta
) -> list[Finding]:
    """Return failures as they stand at `now`, each once, in order of moment."""
    stages: dict[Identity, list[Finding]] = defaultdict(list)
    for finding in found:
        stages[identity(finding)].append(finding)
    seen = (standing(each, now, ahead=ahead) for each in stages.values())
    return by_moment(decisions.apply(finding) for finding in seen if finding is not None)

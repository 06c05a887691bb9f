"""The engine that judges events as they come.

`feed` takes an event, `advance` moves the clock and says what changed. After both, the engine shows
exactly what a replay of the same events shows at that moment: it keeps stories, not verdicts, and
judges a story anew when an event joins it, early or late.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from heapq import heappop, heappush

import msgspec

from moked.core.events import NEVER, Event, FindingEvent
from moked.policy import Policy
from moked.quality.decisions import Decisions
from moked.quality.desk import Desk
from moked.quality.detector import ENDLESS, Detector, all_detectors
from moked.quality.finding import Finding, by_moment
from moked.quality.links import Key
from moked.quality.plan import Judges, Plan
from moked.quality.shelf import Joined, Shelf
from moked.quality.stages import Identity, identity, next_moment, standing
from moked.quality.watch import Watch


class Turn(StrEnum):
    """What happened to a finding."""

    RAISED = "raised"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class Change(msgspec.Struct, frozen=True):
    """One finding that appeared, changed or went; a withdrawn one as it last stood."""

    turn: Turn
    finding: Finding


Origin = tuple[Key, Detector]
"""A story and the detector that reads it."""


MOST_AWAKE = 50_000
"""So many stories keep their detectors in the middle of them; in others they begin again when needed."""


class _Dirt:
    """What joined a story since it was judged."""

    __slots__ = ("is_whole", "new", "types")

    def __init__(self) -> None:
        self.new: list[Event] = []
        self.types: set[type[Event]] = set()
        self.is_whole = False

    def take(self, joined: Joined) -> None:
        self.new.append(joined.event)
        self.types.add(type(joined.event))
        self.is_whole = self.is_whole or not joined.at_end

    def readers(self, judges: Judges) -> Iterable[Detector]:
        """Return the detectors that read what is new, each once."""
        if len(self.types) == 1:
            return judges.reading(next(iter(self.types)))
        return dict.fromkeys(d for new in self.types for d in judges.reading(new))


class Engine:
    """Stories, the findings in them, and the clock. For one thread."""

    def __init__(self, policy: Policy, detectors: Sequence[Detector] | None = None) -> None:
        """Begin with no events; the clock stands before all time."""
        self._policy = policy
        self._plan = Plan(all_detectors() if detectors is None else detectors)
        self._shelf = Shelf(self._plan)
        self._watch = Watch(self._shelf, self._plan, policy)
        self._decisions = Decisions()
        self._now = NEVER
        self._dirty: dict[Key, _Dirt] = {}
        self._awake: dict[Key, Desk] = {}
        self._by_origin: dict[Origin, dict[Identity, list[Finding]]] = {}
        self._origins: dict[Identity, dict[Origin, None]] = {}
        self._touched: dict[Identity, None] = {}
        self._shown: dict[Identity, Finding] = {}
        self._by_id: dict[str, Identity] = {}
        self._timeline: list[tuple[datetime, Identity]] = []

    def feed(self, event: Event) -> bool:
        """Take in an event; return False for one that was here before.

        What it changes is told by the next `advance`.
        """
        if not self._shelf.is_new(event):
            return False
        if isinstance(event, FindingEvent):
            self._decisions.learn(event)
            if event.finding in self._by_id:
                self._touched[self._by_id[event.finding]] = None
        for joined in self._shelf.add(event):
            if joined.key[0] in ENDLESS:
                self._watch.mark(joined)
            else:
                self._dirty.setdefault(joined.key, _Dirt()).take(joined)
        return True

    def advance(self, now: datetime) -> list[Change]:
        """Move the clock to `now`, never backward, and return what has changed since the last call.

        A story without end (a queue's, a channel's) is judged again at most once a minute of this clock;
        `findings` does not wait for it.
        """
        self._now = max(self._now, now)
        self._judge_dirty()
        self._take(self._watch.judge(self._now))
        self._take(self._watch.judge_these(self._due(), self._now))
        return self._changes()

    def findings(self) -> list[Finding]:
        """Return all findings as they stand now, in order of moment.

        What breaks within the policy's `at_risk.ahead` if nothing else happens is there too, at risk.
        """
        self._judge_dirty()
        self._take(self._watch.judge(self._now, rested=False))
        ahead = self._policy.length("at_risk.ahead", self._now)
        stood = (standing(self._stages(i), self._now, ahead=ahead) for i in self._origins)
        return by_moment(self._decisions.apply(finding) for finding in stood if finding)

    def _judge_dirty(self) -> None:
        dirty, self._dirty = self._dirty, {}
        for key, dirt in dirty.items():
            story = self._shelf.story(key)
            # Taken out and put back, so that the story which rested longest stands first.
            desk = self._awake.pop(key, None)
            if desk is None or dirt.is_whole:
                desk = self._seated(key, story)
            else:
                desk.learn(dirt.new, self._plan)
            self._awake[key] = desk
            for detector in desk.judges.all if dirt.is_whole else dirt.readers(desk.judges):
                found = list(desk.judge(detector, story, self._policy))
                if found or detector in desk.found:
                    desk.found.add(detector)
                    self._keep((key, detector), found)
        while len(self._awake) > MOST_AWAKE:
            del self._awake[next(iter(self._awake))]

    def _seated(self, key: Key, story: Sequence[Event]) -> Desk:
        """Begin a story anew, and drop what was found in it by those who have nothing to read now."""
        detectors = self._plan.of_kind[key[0]]
        found = [detector for detector in detectors if (key, detector) in self._by_origin]
        desk = Desk(key, self._shelf.links.customer_of(key), found)
        desk.learn(story, self._plan)
        for detector in set(found).difference(desk.judges.all):
            self._keep((key, detector), ())
        return desk

    def _take(self, judged: Iterable[tuple[Key, Detector, list[Finding]]]) -> None:
        for key, detector, found in judged:
            self._keep((key, detector), found)

    def _keep(self, origin: Origin, found: Iterable[Finding]) -> None:
        """Put what a detector finds in a story in the place of what it found before."""
        stages: dict[Identity, list[Finding]] = {}
        for finding in found:
            stages.setdefault(identity(finding), []).append(finding)
        before = self._by_origin.get(origin)
        if stages:
            self._by_origin[origin] = stages
        elif before is not None:
            del self._by_origin[origin]
        for gone in (before or {}).keys() - stages.keys():
            del self._origins[gone][origin]
            self._touched[gone] = None
        for mine in stages:
            self._origins.setdefault(mine, {})[origin] = None
            self._touched[mine] = None

    def _stages(self, which: Identity) -> list[Finding]:
        origins = self._origins.get(which, ())
        return [stage for origin in origins for stage in self._by_origin[origin][which]]

    def _due(self) -> list[Origin]:
        """Return the origins of the failures whose moment has come."""
        due: dict[Origin, None] = {}
        while self._timeline and self._timeline[0][0] <= self._now:
            which = heappop(self._timeline)[1]
            self._touched[which] = None
            due.update(self._origins.get(which, {}))
        return list(due)

    def _changes(self) -> list[Change]:
        touched, self._touched = self._touched, {}
        return [change for which in touched if (change := self._change(which))]

    def _change(self, which: Identity) -> Change | None:
        stages = self._stages(which)
        coming = next_moment(stages, self._now)
        if coming:
            heappush(self._timeline, (coming, which))
        stood = standing(stages, self._now)
        before = self._shown.get(which)
        if stood is None:
            if not stages:
                self._origins.pop(which, None)
            return Change(Turn.WITHDRAWN, self._shown.pop(which)) if before else None
        shown = self._shown[which] = self._decisions.apply(stood)
        if before is None:
            self._by_id[shown.id] = which
            return Change(Turn.RAISED, shown)
        return Change(Turn.CHANGED, shown) if shown != before else None

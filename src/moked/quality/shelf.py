"""The stories of a running engine: every event stands in the story of every subject it belongs to.

A link that comes late (a customer identified after the talk) moves the events before it too. Stories
without an end are cut to what their look-back can still need.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from moked.core.events import Event, in_order
from moked.quality.detector import CENTRE
from moked.quality.links import STAND_INS, Key, Links, roots_of
from moked.quality.plan import Plan

_LEADS_TO_CUSTOMER = ("customer", "case", "contact")


class Joined(NamedTuple):
    """A story that must be judged again, with the event that it gained or lost.

    `at_end` says that the story only grew, by this event, at its end: what was read of it still holds.
    """

    key: Key
    event: Event
    at_end: bool


class Shelf:
    """Stories by subject, each in order."""

    def __init__(self, plan: Plan) -> None:
        """Begin empty."""
        self.links = Links(plan.ends)
        self._plan = plan
        self._stories: dict[Key, list[Event]] = {}
        self._naming: dict[Key, list[Event]] = defaultdict(list)
        self._seen: dict[str, set[str]] = defaultdict(set)

    def story(self, subject: Key) -> list[Event]:
        """Return the events of a subject that some detector wants, in order."""
        return self._stories.get(subject, [])

    def is_new(self, event: Event) -> bool:
        """Return whether an event comes for the first time, and remember it."""
        ids = self._seen[event.source]
        if event.id in ids:
            return False
        ids.add(event.id)
        return True

    def add(self, event: Event) -> list[Joined]:
        """Put an event, and those that its links bring along, into their stories.

        Returns every story that must be judged again. A story that stood in for an unknown customer
        loses its events once he is known.
        """
        changed: list[Joined] = []
        for connector, subject in self.links.learn(event):
            if connector not in self._naming and not self.links.is_led_to(connector):
                # Nobody has spoken of it yet, so nothing is to be brought along.
                continue
            changed += self._bring_along(connector)
            if subject[0] in _LEADS_TO_CUSTOMER:
                changed += self._renamed(connector)
        for root in roots_of(event):
            self._naming[root].append(event)
        changed += self._place(event)
        return changed

    def _bring_along(self, connector: Key) -> list[Joined]:
        """Place anew the events of a connector that gained a link, and of those that lead to it."""
        changed = []
        for key in self.links.before(connector):
            for event in self._naming.get(key, ()):
                changed += self._place(event)
                changed += self._leave_stand_ins(event)
        return changed

    def _renamed(self, connector: Key) -> list[Joined]:
        """Return the stories whose customer may be another one now: their findings name him."""
        return [
            Joined(key, event, at_end=False)
            for key in self.links.before(connector)
            for event in self._stories.get(key, ())[:1]
        ]

    def _place(self, event: Event) -> list[Joined]:
        wanted = self._plan.wanted(type(event))
        placed = (
            (key, self._insert(key, event)) for key in self._subjects(event) if key[0] in wanted
        )
        return [Joined(key, event, at_end) for key, at_end in placed if at_end is not None]

    def _leave_stand_ins(self, event: Event) -> list[Joined]:
        """Take an event out of the stories that stood in for a customer who is known now."""
        subjects = self._subjects(event)
        stand_ins = [(f"customer of {kind}", ref) for kind, ref in subjects if kind in STAND_INS]
        return [
            Joined(key, event, at_end=False)
            for key in stand_ins
            if key not in subjects and self._remove(key, event)
        ]

    def _subjects(self, event: Event) -> dict[Key, None]:
        subjects = self.links.subjects_of(event)
        subjects[CENTRE] = None
        return subjects

    def _insert(self, key: Key, event: Event) -> bool | None:
        """Put an event in its place in a story; return whether that is the end, None if it stands there."""
        story = self._stories.setdefault(key, [])
        place = in_order(event)
        if not story or in_order(story[-1]) < place:
            story.append(event)
            return True
        at = bisect_left(story, place, key=in_order)
        if at < len(story) and story[at] is event:
            return None
        insort(story, event, key=in_order)
        return False

    def _remove(self, key: Key, event: Event) -> bool:
        story = self._stories.get(key, [])
        at = bisect_left(story, in_order(event), key=in_order)
        if at == len(story) or story[at] is not event:
            return False
        del story[at]
        return True

    def forget(self, subject: Key, before: datetime) -> None:
        """Drop the events of an endless story that no look-back can need any more."""
        story = self._stories.get(subject, [])
        del story[: bisect_left(story, before, key=lambda event: event.at)]

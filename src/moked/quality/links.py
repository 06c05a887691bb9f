"""Which subjects an event belongs to, by what it names and by what that is linked to.

A contact is linked to its customer, case, agents, queues and channel; a message to its contact and to
those; a promise, a visit and a case to their customer. A link holds for the events before it too: a
customer who is identified late was the customer all the time.

A subject here is a plain pair of kind and reference: a million of them pass through.
"""

from collections.abc import Container, Iterable

import msgspec

from moked.core.events import CaseViewed, Event

Key = tuple[str, str]
"""A subject: its kind and its reference."""

LEADS_TO: dict[str, tuple[str, ...]] = {
    "message": ("contact", "case", "customer", "channel", "agent"),
    "contact": ("case", "customer", "agent", "queue", "channel"),
    "promise": ("case", "customer"),
    "visit": ("case", "customer"),
    "case": ("customer",),
}
"""What each connector may be linked to, the most specific connector first."""

STAND_INS = ("case", "contact")
"""Kinds that stand in for a customer whom nobody knows, in this order."""

_NAMEABLE = (*LEADS_TO, "customer", "agent", "queue", "channel", "entity")

# Looking into a case in the course of a contact does not make the contact one about that case.
_NO_LINK: dict[type[Event], frozenset[tuple[str, str]]] = {
    CaseViewed: frozenset({("contact", "case")})
}


class Names:
    """What the events of one type name, read off its fields once.

    `kinds` are the fields that are references, connectors first; `links` the pairs of them that
    link; `covered` says for each kind which others its link already reaches. Of `leads`, the
    first that an event names reaches all else that it names.
    """

    def __init__(self, event_type: type[Event]) -> None:
        """Find the fields of `event_type` that are references to subjects."""
        fields = {field.name for field in msgspec.structs.fields(event_type)}
        barred = _NO_LINK.get(event_type, frozenset())
        self.kinds = tuple(kind for kind in _NAMEABLE if kind in fields)
        self.links = tuple(
            (kind, target)
            for kind in LEADS_TO
            for target in LEADS_TO[kind]
            if kind in fields and target in fields and (kind, target) not in barred
        )
        self.covered = {
            kind: frozenset(target for source, target in self.links if source == kind)
            for kind in self.kinds
        }
        self.leads: list[str] = []
        for place, kind in enumerate(self.kinds, start=1):
            if not self.covered[kind].issuperset(self.kinds[place:]):
                break
            self.leads.append(kind)


_names: dict[type[Event], Names] = {}


def names_of(event_type: type[Event]) -> Names:
    """Return what events of a type name."""
    known = _names.get(event_type)
    if known is None:
        known = _names[event_type] = Names(event_type)
    return known


def roots_of(event: Event) -> list[Key]:
    """Return the subjects that an event names and that no other of them already reaches."""
    names = names_of(type(event))
    roots: list[Key] = []
    reached: frozenset[str] = frozenset()
    for kind in names.kinds:
        if kind not in reached:
            ref = getattr(event, kind)
            if ref is not None:
                roots.append((kind, ref))
                reached |= names.covered[kind]
    return roots


class Links:
    """The links that events have made so far. Grows only; holds no events."""

    def __init__(self, ends: Container[str] = _NAMEABLE) -> None:
        """Begin with no link; only links to the kinds in `ends`, and to connectors, are learned."""
        self._ends = ends
        self._pairs: dict[type[Event], tuple[tuple[str, str], ...]] = {}
        self._out: dict[str, dict[str, dict[Key, None]]] = {kind: {} for kind in LEADS_TO}
        self._back: dict[Key, dict[Key, None]] = {}

    def learn(self, event: Event) -> list[tuple[Key, Key]]:
        """Take in the links that an event makes; return the new ones, each as connector and subject."""
        pairs = self._pairs.get(type(event))
        if pairs is None:
            pairs = self._pairs[type(event)] = self._wanted(type(event))
        if not pairs:
            return []
        gained: list[tuple[Key, Key]] = []
        out = self._out
        for kind, target in pairs:
            ref = getattr(event, kind)
            if ref is None:
                continue
            end = getattr(event, target)
            if end is None:
                continue
            subject = target, end
            known = out[kind].get(ref)
            if known is None:
                out[kind][ref] = {subject: None}
            elif subject in known:
                continue
            else:
                known[subject] = None
            gained.append(((kind, ref), subject))
            if target in LEADS_TO:
                self._back.setdefault(subject, {})[kind, ref] = None
        return gained

    def _wanted(self, event_type: type[Event]) -> tuple[tuple[str, str], ...]:
        links = names_of(event_type).links
        return tuple(pair for pair in links if pair[1] in LEADS_TO or pair[1] in self._ends)

    def linked_to(self, kind: str, ref: str) -> dict[Key, None]:
        """Return what a connector is linked to itself, in the order of LEADS_TO for each event."""
        return self._out[kind].get(ref, {})

    def behind(self, subject: Key) -> dict[Key, None]:
        """Return a subject and all that it leads to, directly or through a connector."""
        found = {subject: None}
        waiting = [subject]
        for kind, ref in waiting:
            if kind in LEADS_TO:
                for target in self._out[kind].get(ref, ()):
                    if target not in found:
                        found[target] = None
                        waiting.append(target)
        return found

    def is_led_to(self, subject: Key) -> bool:
        """Return whether some connector leads to a subject."""
        return subject in self._back

    def before(self, subject: Key) -> Iterable[Key]:
        """Return a connector and all connectors that lead to it."""
        found = {subject: None}
        waiting = [subject]
        while waiting:
            for connector in self._back.get(waiting.pop(), ()):
                if connector not in found:
                    found[connector] = None
                    waiting.append(connector)
        return found

    def customer_of(self, subject: Key) -> str | None:
        """Return the customer to whom a subject leads, the least where there are several, or None."""
        if subject[0] == "customer":
            return subject[1]
        found = [ref for kind, ref in self.behind(subject) if kind == "customer"]
        return min(found) if found else None

    def subjects_of(self, event: Event) -> dict[Key, None]:
        """Return every subject whose story an event joins.

        Where nobody knows the customer, the case, or else the contact, stands in for him.
        """
        found: dict[Key, None] = {}
        for root in roots_of(event):
            found.update(dict.fromkeys(self.behind(root)))
        return with_stand_in(found)


def with_stand_in(found: dict[Key, None]) -> dict[Key, None]:
    """Add ("customer of case", …) or ("customer of contact", …) where no customer is known."""
    kinds = {kind for kind, _ in found}
    if "customer" not in kinds:
        for kind in STAND_INS:
            if kind in kinds:
                found.update({(f"customer of {k}", ref): None for k, ref in found if k == kind})
                break
    return found

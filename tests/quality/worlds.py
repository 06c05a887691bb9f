"""Random logs of a small world, for the laws that every detector keeps.

Every contact, case, message, promise and visit of the world belongs to one customer, fixed beforehand. In a
`tidy` log nothing is spoken of before it was born and births name all they belong to, as a well-run desk
would write it; otherwise links come late or never.
"""

import enum
import random
import types
import typing
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec.structs import force_setattr

from moked.core.events import EVENT_TYPES, Event, FindingEvent, in_order
from tests.quality.words import at

BIRTHS = {
    "contact.started": "contact",
    "case.opened": "case",
    "message.received": "message",
    "message.sent": "message",
    "promise.made": "promise",
    "visit.booked": "visit",
}
CUSTOMERS = ("dana", "yusuf")
CONTACTS = {f"c{n}": {"customer": CUSTOMERS[n % 2], "case": f"k{n % 2}"} for n in range(4)}
POOLS: dict[str, Sequence[str]] = {
    "agent": ("noa", "amir"),
    "queue": ("service", "billing"),
    "technician": ("lev",),
    "team": ("service", "billing", "field"),
    "from": ("service", "noa"),
    "to": ("billing", "amir"),
    "entity": ("parcel-1",),
    "attribute": ("status",),
    "topic": ("fault", "billing", "sales"),
    "segment": ("gold", "all"),
    "text": (
        "We are checking.",
        "תודה רבה",
        "Why was I charged 120 shekels twice this month?",
        "No.",
    ),
    "words": ("I will call you tomorrow", "נציג", "you are lying", "אחזור אליך"),
    "reason": ("timeout", "solved"),
    "field": ("order number", "name"),
    "node": ("main", "bills"),
    "intent": ("bill", "fault"),
    "owner": ("noa",),
    "by": ("noa", "amir"),
}
GAPS = (0, 1, 5, 12, 60, 200, 400, 3600, 15000, 90000)
TYPES = [name for name, cls in EVENT_TYPES.items() if not issubclass(cls, FindingEvent)]


def _value(  # noqa: PLR0911 (one answer a kind of field)
    chance: random.Random, name: str, kind: Any, when: datetime
) -> Any:
    if typing.get_origin(kind) is typing.Annotated:
        return _value(chance, name, typing.get_args(kind)[0], when)
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        kinds = [k for k in typing.get_args(kind) if k is not type(None)]
        return _value(chance, name, kinds[0], when)
    if typing.get_origin(kind) is list:
        return ["service"]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return chance.choice(list(kind)).value
    if kind is datetime:
        return when + timedelta(minutes=chance.randint(-600, 3000))
    if kind is bool:
        return chance.random() < 0.5
    if kind in (int, float):
        return chance.choice([0.2, 0.95]) if name == "confidence" else chance.randint(0, 400)
    return chance.choice(POOLS.get(name, ("x", "y")))


def _refs(chance: random.Random) -> dict[str, str]:
    contact = chance.choice(sorted(CONTACTS))
    number = chance.randint(0, 1)
    refs = {"contact": contact, **CONTACTS[contact]}
    # A message, promise or visit belongs to the same contact and customer each time it is named.
    return refs | {kind: f"{kind}-{contact}-{number}" for kind in ("message", "promise", "visit")}


def _event(chance: random.Random, name: str, when: datetime, number: int, *, whole: bool) -> Event:
    cls = EVENT_TYPES[name]
    hints = typing.get_type_hints(cls, include_extras=True)
    refs = _refs(chance)
    given: dict[str, Any] = {}
    for field in msgspec.structs.fields(cls):
        wire = field.encode_name
        if wire.startswith("$"):
            continue
        if wire in refs:
            if field.required or whole or chance.random() < 0.5:
                given[wire] = refs[wire]
        elif field.required or chance.random() < 0.5:
            given[wire] = _value(chance, wire, hints[field.name], when)
    event = msgspec.convert(given, cls, strict=False)
    for key, value in {"id": f"e{number:04}", "source": "world", "at": when}.items():
        force_setattr(event, key, value)
    return event


@st.composite
def logs(draw: st.DrawFn, *, tidy: bool, longest: int = 50) -> list[Event]:
    """Draw a log in order of time, over up to about three weeks.

    Two choices are drawn, a seed and a length: so logs are long enough for failures to happen in them, and a
    failing one shrinks to the shortest beginning of it that still fails.
    """
    chance = random.Random(draw(st.integers(0, 2**32)))
    common = chance.sample(TYPES, 12)
    when = at("Sun 08:00")
    events: list[Event] = []
    for number in range(draw(st.integers(1, longest))):
        when += timedelta(seconds=chance.choice(GAPS))
        name = chance.choice(common if chance.random() < 0.7 else TYPES)
        events.append(_event(chance, name, when, number, whole=tidy))
    events.sort(key=in_order)
    return sorted(_tidied(chance, events), key=in_order) if tidy else events


def _named(event: Event) -> set[tuple[str, str]]:
    pairs = ((kind, getattr(event, kind, None)) for kind in set(BIRTHS.values()))
    return {(kind, ref) for kind, ref in pairs if ref is not None}


def _tidied(chance: random.Random, events: Sequence[Event]) -> Iterator[Event]:
    """Yield a log in which everything is born, once, before it is spoken of."""
    born: set[tuple[str, str]] = set()
    for number, event in enumerate(events, start=len(events)):
        own = {pair for pair in _named(event) if pair[0] == BIRTHS.get(event.TYPE)}
        others = _named(event) - own - born
        if own & born or any(kind not in ("contact", "case") for kind, _ in others):
            continue
        for kind, ref in sorted(others, reverse=True):
            yield _birth(chance, kind, ref, event.at - timedelta(seconds=1), f"{number:04}{kind}")
        born |= own | others
        yield event


def _birth(chance: random.Random, kind: str, ref: str, when: datetime, id: str) -> Event:
    name = {"contact": "contact.started", "case": "case.opened"}[kind]
    event = _event(chance, name, when, 0, whole=True)
    customer = CUSTOMERS[int(ref[1:]) % 2]
    force_setattr(event, kind, ref)
    force_setattr(event, "customer", customer)
    force_setattr(event, "id", id)
    if kind == "contact":
        force_setattr(event, "case", CONTACTS[ref]["case"])
    return event

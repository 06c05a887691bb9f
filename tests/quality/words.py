"""Short words for stories: one a type of event, with the cast filled in.

`contact_started("Sun 09:00", topic="billing")` is Dana's contact c1 about a bill, on Sunday 1 November 2026 at
nine in Jerusalem. "Sun2" is the Sunday after, "Sun3" the one after that; seconds may follow the minutes.
"""

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from moked.core.events import EVENT_TYPES, Event

ZONE = ZoneInfo("Asia/Jerusalem")
WEEK = datetime(2026, 11, 1)
DAYS = {name: n for n, name in enumerate(["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"])}

_ids = itertools.count(1)

_CAST: dict[str, Any] = {
    "contact": "c1",
    "case": "k1",
    "customer": "dana",
    "agent": "noa",
    "queue": "service",
    "message": "m1",
    "promise": "p1",
    "visit": "v1",
    "entity": "parcel-1",
    "channel": "phone",
    "direction": "in",
    "role": "professional",
    "technician": "lev",
    "owner": "noa",
    "by": "noa",
    "team": "service",
    "to": "billing",
    "from": "service",
    "field": "order number",
    "node": "main",
    "human": True,
    "confidence": 0.9,
    "words": "",
    "speaker": "agent",
    "text": "We spoke.",
    "shared": True,
    "attribute": "status",
    "value": "lost",
    "reason": "said so",
    "stage": "reply",
    "ok": True,
    "kind": "",
}
_OWN: dict[str, dict[str, Any]] = {
    "queue.left": {"why": "answered"},
    "contact.ended": {"by": "customer"},
    "contact.redirected": {"to": "phone"},
    "message.received": {"channel": "email"},
    "message.sent": {"channel": "email", "author": "agent"},
    "case.waiting": {"on": "customer"},
    "promise.made": {"kind": "callback", "by": "noa"},
    "promise.moved": {"by": "us"},
    "promise.released": {"by": "customer"},
    "visit.failed": {"why": "other"},
    "visit.moved": {"by": "us"},
    "visit.cancelled": {"by": "us"},
    "claim.stated": {"by": "agent"},
    "claim.corrected": {"by": "agent"},
    "escalation.requested": {"to": "manager"},
    "words.noticed": {"kind": "promise"},
    "record.written": {"shared": True},
    "remedy.given": {"kind": "callback"},
}
_MOMENTS = {"due", "hour", "until", "not_before", "not_after", "arrives", "wants", "moment"}


def at(text: str) -> datetime:
    """Return the moment of "Sun 09:00" or "Tue2 16:30:15" in Jerusalem."""
    day, clock = text.split()
    name, weeks = day[:3], int(day[3:] or 1) - 1
    hour, minute, *second = (int(part) for part in clock.split(":"))
    wall = WEEK + timedelta(days=DAYS[name] + 7 * weeks, hours=hour, minutes=minute)
    return (wall + timedelta(seconds=second[0] if second else 0)).replace(tzinfo=ZONE)


def _word(name: str) -> Callable[..., Event]:
    cls = EVENT_TYPES[name]
    fields = {f.name: f for f in msgspec.structs.fields(cls) if not f.encode_name.startswith("$")}

    def word(when: str, id: str | None = None, **given: Any) -> Event:
        own = _OWN.get(name, {})
        cast = _CAST | own
        values = {
            n: cast[f.encode_name]
            for n, f in fields.items()
            if (f.required and f.encode_name in cast) or f.encode_name in own
        } | given
        for moment in _MOMENTS & values.keys():
            if isinstance(values[moment], str):
                values[moment] = at(values[moment])
        plain = {fields[n].encode_name: v for n, v in values.items()}
        event = msgspec.convert(plain, cls)
        for key, value in {
            "id": id or f"e{next(_ids):06}",
            "source": "test",
            "at": at(when),
        }.items():
            msgspec.structs.force_setattr(event, key, value)
        return event

    word.__name__ = name.replace(".", "_")
    word.__doc__ = cls.__doc__
    return word


for _name in EVENT_TYPES:
    globals()[_name.replace(".", "_")] = _word(_name)


def contact_started(when: str, **given: Any) -> Event:
    """Dana calls; the customer is known unless `customer=None` says otherwise."""
    return _word("contact.started")(when, **({"customer": "dana"} | given))

"""CloudEvents JSON lines in and out.

A line that breaks the contract is Rejected with its reason and changes nothing else. Fields and types
that this version does not know survive a round trip.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from msgspec.structs import force_setattr

from moked.core.errors import Rejected
from moked.core.events import EVENT_TYPES, NEVER, YEARS, Event, Moment, Ref, UnknownEvent

_EVENT_FIELDS = tuple(Event.__struct_fields__)


class _Envelope(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """A CloudEvents 1.0 envelope with the attributes that this contract names."""

    specversion: Literal["1.0"]
    id: Ref
    source: Ref
    type: Ref
    time: Moment
    data: msgspec.Raw = msgspec.Raw(b"{}")


class _OpenEnvelope(_Envelope, gc=False, forbid_unknown_fields=False):
    """The same, with attributes beside it that are kept unread."""


_decode_envelope = msgspec.json.Decoder(_Envelope).decode
_decode_open_envelope = msgspec.json.Decoder(_OpenEnvelope).decode
_decode_object = msgspec.json.Decoder(dict[str, Any]).decode
_decode_data: dict[str, Callable[[msgspec.Raw], Event]] = {
    name: msgspec.json.Decoder(cls).decode for name, cls in EVENT_TYPES.items()
}
_known_fields: dict[str, frozenset[str]] = {
    name: frozenset(field.encode_name for field in msgspec.structs.fields(cls))
    for name, cls in EVENT_TYPES.items()
}
_WRITTEN: dict[type[Event], tuple[tuple[str, str], ...]] = {
    cls: tuple(
        (field.encode_name, field.name)
        for field in msgspec.structs.fields(cls)
        if field.name not in _EVENT_FIELDS
    )
    for cls in EVENT_TYPES.values()
}


def decode_line(line: bytes | str) -> Event:
    """Return the event of one line.

    Raises Rejected, whose text is the reason, for anything that is not an event of the contract.
    Its moment comes back in UTC.
    """
    try:
        return _decoded(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Rejected(f"not JSON: {error}") from None
    except RecursionError:
        raise Rejected("not JSON that anybody would write: nested too deep") from None


def _decoded(line: bytes | str) -> Event:
    attributes = None
    try:
        envelope = _decode_envelope(line)
    except msgspec.ValidationError as error:
        envelope, attributes = _with_attributes(line, error)
    at = envelope.time
    if at.year not in YEARS:
        raise Rejected(f"the year {at.year} is not between {YEARS.start} and {YEARS.stop - 1}")
    event = _data_of(envelope)
    force_setattr(event, "id", envelope.id)
    force_setattr(event, "source", envelope.source)
    force_setattr(event, "at", at if at.tzinfo is UTC else at.astimezone(UTC))
    if attributes:
        force_setattr(event, "attributes", attributes)
    return event


def _with_attributes(
    line: bytes | str, error: msgspec.ValidationError
) -> tuple[_Envelope, dict[str, Any]]:
    if not str(error).startswith("Object contains unknown field"):
        raise Rejected(_reason(error)) from None
    try:
        envelope = _decode_open_envelope(line)
    except msgspec.ValidationError as other:
        raise Rejected(_reason(other)) from None
    known = _Envelope.__struct_fields__
    return envelope, {k: v for k, v in _decode_object(line).items() if k not in known}


def _data_of(envelope: _Envelope) -> Event:
    decode = _decode_data.get(envelope.type)
    if decode is None:
        return UnknownEvent(type=envelope.type, data=_object(envelope.data))
    try:
        event = decode(envelope.data)
        return _without_unknown(envelope) if _is_forged(event) else event
    except msgspec.ValidationError as error:
        if not str(error).startswith("Object contains unknown field"):
            raise Rejected(f"{envelope.type}: {_reason(error, '$.data')}") from None
    return _without_unknown(envelope)


def _is_forged(event: Event) -> bool:
    """Return whether data named what only the envelope may say."""
    return bool(event.id or event.source or event.unknown or event.attributes) or event.at != NEVER


def _without_unknown(envelope: _Envelope) -> Event:
    known = _known_fields[envelope.type]
    given = _object(envelope.data)
    meant = {k: v for k, v in given.items() if k in known and not k.startswith("$")}
    try:
        event = msgspec.convert(meant, EVENT_TYPES[envelope.type])
    except msgspec.ValidationError as error:
        raise Rejected(f"{envelope.type}: {_reason(error, '$.data')}") from None
    force_setattr(event, "unknown", {k: v for k, v in given.items() if k not in meant})
    return event


def _object(raw: msgspec.Raw) -> dict[str, Any]:
    try:
        return _decode_object(raw)
    except msgspec.ValidationError as error:
        raise Rejected(_reason(error, "$.data")) from None


def _reason(error: msgspec.ValidationError, root: str = "$") -> str:
    text = str(error)
    if "timezone component" in text:
        text = text.replace("Expected `datetime` with a timezone component", "time without offset")
    return text.replace("`$", f"`{root}") if root != "$" else text


def encode_line(event: Event) -> bytes:
    """Return an event as one line of JSON, without the line's end."""
    return msgspec.json.encode(as_object(event))


def as_object(event: Event) -> dict[str, Any]:
    """Return an event as a CloudEvents object of plain values; absent fields are left out."""
    if isinstance(event, UnknownEvent):
        name, data = event.type, dict(event.data or {})
    else:
        name, data = event.TYPE, _written(event)
    return {
        "specversion": "1.0",
        "id": event.id,
        "source": event.source,
        "type": name,
        "time": rfc3339(event.at),
        "data": data,
        **(event.attributes or {}),
    }


def _written(event: Event) -> dict[str, Any]:
    values = ((key, getattr(event, name)) for key, name in _WRITTEN[type(event)])
    return {key: value for key, value in values if value is not None} | (event.unknown or {})


def rfc3339(at: datetime) -> str:
    """Return a moment as text with its offset, Z for UTC."""
    return at.isoformat().replace("+00:00", "Z")

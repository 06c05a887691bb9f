import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.core.errors import Rejected
from moked.core.events import (
    EVENT_TYPES,
    Channel,
    ClaimStated,
    ContactStarted,
    ContactTransferred,
    UnknownEvent,
    in_order,
)
from moked.core.wire import as_object, decode_line, encode_line, rfc3339
from tests.quality.worlds import logs

CALL = {
    "specversion": "1.0",
    "id": "a1",
    "source": "pbx",
    "type": "contact.started",
    "time": "2026-11-22T09:00:00+02:00",
    "data": {"contact": "c1", "channel": "phone", "direction": "in", "customer": "dana"},
}


def line(envelope: dict[str, Any] | None = None, **data: Any) -> bytes:
    body = CALL | (envelope or {})
    return json.dumps(body | {"data": body["data"] | data}).encode()


def test_a_line_becomes_the_record_named_after_its_type():
    event = decode_line(line())
    assert isinstance(event, ContactStarted)
    assert (event.id, event.source, event.contact) == ("a1", "pbx", "c1")
    assert event.channel is Channel.PHONE
    assert event.at == datetime(2026, 11, 22, 7, tzinfo=UTC)
    assert event.at.tzinfo is UTC


@given(logs(tidy=False, longest=5))
def test_writing_an_event_and_reading_it_gives_the_event(events):
    for event in events:
        assert decode_line(encode_line(event)) == event


def test_there_is_a_record_for_every_type_of_the_vocabulary():
    assert len(EVENT_TYPES) == 54
    assert {name for name in EVENT_TYPES if name.startswith("queue.")} == {
        "queue.joined",
        "queue.left",
    }


def test_a_field_that_is_a_word_of_python_keeps_its_name_on_the_wire():
    moved = {"contact": "c1", "from": "service", "to": "billing"}
    event = decode_line(json.dumps(CALL | {"type": "contact.transferred", "data": moved}))
    assert isinstance(event, ContactTransferred)
    assert event.from_ == "service"
    assert as_object(event)["data"] == moved


def test_unknown_fields_and_attributes_survive_a_round_trip():
    written = line({"subject": "s", "trace": 7}, foo={"deep": [1]}, id="inner")
    event = decode_line(written)
    assert event.unknown == {"foo": {"deep": [1]}, "id": "inner"}
    assert event.attributes == {"subject": "s", "trace": 7}
    assert event.id == "a1"
    again = json.loads(encode_line(event))
    assert again == json.loads(written) | {"time": "2026-11-22T07:00:00Z"}


def test_a_field_named_like_the_record_s_own_is_no_way_in():
    event = decode_line(line(**{"$id": "forged", "$at": "2020-01-01T00:00:00Z"}))
    assert event.id == "a1"
    assert event.unknown == {"$id": "forged", "$at": "2020-01-01T00:00:00Z"}


def test_an_unknown_type_is_kept():
    event = decode_line(json.dumps(CALL | {"type": "moon.rose", "data": {"full": True}}))
    assert isinstance(event, UnknownEvent)
    assert as_object(event)["type"] == "moon.rose"
    assert as_object(event)["data"] == {"full": True}


def test_an_event_without_data_is_read_where_the_type_needs_none():
    without = {k: v for k, v in CALL.items() if k != "data"} | {"type": "moon.rose"}
    event = decode_line(json.dumps(without))
    assert isinstance(event, UnknownEvent)
    assert event.data == {}


REJECTED = {
    "cut off": (line()[:40], "not JSON"),
    "not an object": (b"[]", "Expected `object`"),
    "not text": (b"\xff\xfe\x00", "not JSON"),
    "half a letter of Hebrew": (line().replace(b"c1", b"\xd7"), "not JSON"),
    "without a version": (b"{}", "specversion"),
    "another version": (line({"specversion": "0.3"}), "0.3"),
    "time without offset": (line({"time": "2026-11-22T09:00:00"}), "time without offset"),
    "no time": (line({"time": "tomorrow"}), "time"),
    "a year before the first clock": (line({"time": "0001-01-01T00:00:00+05:00"}), "the year 1 "),
    "a year that stands for never": (line({"time": "9999-12-31T23:59:59-05:00"}), "the year 9999 "),
    "a channel that nobody knows": (line(channel="pigeon"), "pigeon"),
    "an empty reference": (line(contact=""), "$.data.contact"),
    "an empty id": (line({"id": ""}), "$.id"),
    "a missing field": (line({"data": {"contact": "c1"}}), "channel"),
    "data that is a list": (json.dumps(CALL | {"data": []}).encode(), "contact.started"),
    "nested beyond reason": (line().replace(b'"c1"', b"[" * 100_000), "nested too deep"),
    "unknown attributes beside a bad one": (
        json.dumps({"subject": "s"} | CALL | {"id": 5}).encode(),
        "$.id",
    ),
    "unknown fields beside a bad one": (
        line({"data": {"foo": 1} | CALL["data"] | {"channel": "pigeon"}}),
        "pigeon",
    ),
    "unknown fields with a wrong unknown type's data": (
        json.dumps(CALL | {"type": "moon.rose", "data": 5}).encode(),
        "Expected `object`",
    ),
}


@pytest.mark.parametrize(("written", "reason"), REJECTED.values(), ids=REJECTED)
def test_a_malformed_line_is_rejected_with_its_reason(written, reason):
    with pytest.raises(Rejected) as refused:
        decode_line(written)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_end_in_anything_but_an_event_or_a_rejection(noise):
    with pytest.raises(Rejected):
        decode_line(noise)


@pytest.mark.parametrize("key", [*CALL, *CALL["data"]])
def test_any_key_may_be_missing_without_a_crash(key):
    body = json.loads(line())
    body.pop(key, None)
    if "data" in body:
        body["data"].pop(key, None)
    if key == "customer":
        assert decode_line(json.dumps(body)).source == "pbx"
    else:
        with pytest.raises(Rejected, match=r"missing required field|contact\.started"):
            decode_line(json.dumps(body))


def test_a_claim_may_be_a_word_a_number_or_yes_and_no():
    claim = {"entity": "p", "attribute": "city", "channel": "sms", "by": "automatic"}
    for value in ("Haifa", 12.5, True):
        event = decode_line(
            json.dumps(CALL | {"type": "claim.stated", "data": claim | {"value": value}})
        )
        assert isinstance(event, ClaimStated)
        assert event.value == value


def test_at_one_moment_a_contact_starts_before_it_waits_and_waits_before_it_ends():
    started = decode_line(line({"id": "z"}))
    joined = decode_line(
        json.dumps(
            CALL | {"id": "y", "type": "queue.joined", "data": {"contact": "c1", "queue": "q"}}
        )
    )
    ended = decode_line(
        json.dumps(
            CALL | {"id": "x", "type": "contact.ended", "data": {"contact": "c1", "by": "agent"}}
        )
    )
    assert sorted([ended, joined, started], key=in_order) == [started, joined, ended]


def test_a_moment_is_written_with_its_offset():
    assert rfc3339(datetime(2026, 11, 22, 7, tzinfo=UTC)) == "2026-11-22T07:00:00Z"

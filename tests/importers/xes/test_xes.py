"""XES through a mapping, and XML that is none or means harm."""

import pytest

from moked.core.errors import Refused
from tests.importers.reading import reading
from tests.importers.samples import XES, XES_MAPPING, mapping

MAPPING = mapping(XES_MAPPING)


def test_an_event_has_its_own_attributes_and_its_traces() -> None:
    assert reading(XES, "xes", MAPPING).facts() == [
        (
            "case.opened",
            "2026-01-04T07:00:00Z",
            {"case": "C-1", "customer": "דנה", "channel": "email"},
        ),
        ("case.assigned", "2026-01-04T07:10:00Z", {"case": "C-1", "team": "billing"}),
    ]


def test_an_event_that_lacks_what_its_type_needs_is_refused_at_its_line() -> None:
    read = reading(XES.replace('key="org:group"', 'key="org:team"'), "xes", MAPPING)
    assert [line for line, _ in read.refusals] == [10]
    assert "case.assigned: Object missing required field `team`" in read.refusals[0][1]


@pytest.mark.parametrize("after", ["</event>", "nested", "reassigned"])
def test_a_log_that_breaks_off_keeps_what_came_before(after: str) -> None:
    text = XES.replace("</event>\n    <event>", "</event>\n    <event><!-- reassigned -->")
    read = reading(text[: text.index(after) + len(after)], "xes", MAPPING)
    assert len(read.events) == 1
    assert "not XML" in read.refusals[0][1]


def test_a_log_goes_no_further_than_its_first_mistake() -> None:
    read = reading(XES.replace("</event>\n    <event>", "</event>\n    <event", 1), "xes", MAPPING)
    assert len(read.events) == 1
    assert read.refusals == [(11, "not XML: not well-formed (invalid token)")]


def test_an_entity_bomb_is_refused_before_it_is_read() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aa">]><log>&a;</log>'
    with pytest.raises(Refused, match="a document type has no place in XES"):
        reading(bomb, "xes", MAPPING)


def test_an_event_outside_a_trace_has_nothing_of_one() -> None:
    flat = XES.replace("<trace>", "<x>").replace("</trace>", "</x>")
    with pytest.raises(Refused, match=r"case\.opened: Object missing required field `case`"):
        reading(flat, "xes", MAPPING)


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused, match="line 1: "):
        reading(XES.replace("UTF-8", "x-klingon"), "xes", MAPPING)

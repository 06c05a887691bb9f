import pytest

from moked.policy import load
from moked.quality.detectors.ping_pong import PingPong, find_in_call
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.volvo import cases
from tests.quality.words import at


def assigned(*teams: str, **given):
    """Return a case's way through teams, an hour each, from Sunday at eight."""
    return [
        w.case_assigned(f"Sun {hour:02}:00", team=team, **given)
        for hour, team in enumerate(teams, start=8)
    ]


FOUND = {
    "back to the team that it came from": (assigned("service", "field", "service"), ["Sun 10:00"]),
    "the third handover": (assigned("service", "field", "billing", "legal"), ["Sun 11:00"]),
    "a bounce, and then the third handover": (
        assigned("service", "field", "service", "billing", "legal"),
        ["Sun 10:00", "Sun 11:00"],
    ),
    "the third handover is itself a bounce": (
        assigned("service", "field", "billing", "field"),
        ["Sun 11:00"],
    ),
    "a bounce and the third handover, and no more after": (
        assigned("a", "b", "a", "b", "a", "b"),
        ["Sun 10:00", "Sun 11:00"],
    ),
    "the same team twice running counts once": (
        assigned("service", "service", "field", "field", "service"),
        ["Sun 12:00"],
    ),
    "back without an answer: a bot wrote, and a record that only we can read": (
        [
            *assigned("service", "field", "service"),
            w.message_sent("Sun 09:30", case="k1", author="automatic"),
            w.record_written("Sun 09:31", case="k1", shared=False),
        ],
        ["Sun 10:00"],
    ),
    "the first team had answered, the second had not": (
        [*assigned("service", "field", "service"), w.message_sent("Sun 08:30", case="k1")],
        ["Sun 10:00"],
    ),
    "resolved in between is no answer, for it came back": (
        [*assigned("service", "field", "service"), w.case_resolved("Sun 09:30")],
        ["Sun 10:00"],
    ),
}

NOT_FOUND = {
    "one team": assigned("service"),
    "two handovers to new teams": assigned("service", "field", "billing"),
    "a return that brings an answer": [
        *assigned("service", "field", "service"),
        w.message_sent("Sun 09:30", case="k1"),
    ],
    "a return that brings a record the customer can read": [
        *assigned("service", "field", "service"),
        w.record_written("Sun 09:30", case="k1"),
    ],
    "asked twice, answered twice": [
        *assigned("service", "field", "service", "field", "service"),
        w.message_sent("Sun 09:30", case="k1"),
        w.message_sent("Sun 11:30", case="k1"),
    ],
}


@pytest.mark.parametrize(("story", "moments"), FOUND.values(), ids=FOUND)
def test_found(story, moments):
    found = findings(PingPong, story)
    assert [f.at for f in found] == [at(moment) for moment in moments]
    assert len({f.id for f in found}) == 1
    assert {f.severity for f in found} == {Severity.EFFORT}


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(PingPong, story) == []


def test_the_facts_tell_the_way_of_the_case():
    way = assigned("service", "field", "service")
    way += [w.case_assigned("Sun 11:00", team="billing", level=2, agent="noa")]
    way[0] = w.case_assigned("Sun 08:00", team="service", level=1)
    way[1] = w.case_assigned("Sun 09:00", team="field", level=2)
    bounce, third = findings(PingPong, way)
    assert bounce.facts == {
        "handovers": 2,
        "bounced": True,
        "lines": 1,
        "teams": ["service", "field", "service"],
    }
    assert (third.facts["handovers"], third.facts["agent"]) == (3, "noa")
    assert third.facts["lines"] == 1
    assert third.evidence == (way[1], way[3])


PLAN = '[ping_pong]\nplanned = { value = ["sales > field", "field > sales"], source = "PD" }\n'


def test_planned_stages_are_no_handovers(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(PLAN)
    policy = load(["il", str(own)])
    assert findings(PingPong, assigned("sales", "field", "sales", "field"), policy=policy) == []
    assert findings(PingPong, assigned("sales", "field", "service", "field"), policy=policy)
    transfers = transferred(("sales", "field"), ("field", "billing"))
    assert findings(find_in_call, transfers, policy=policy) == []


def transferred(*steps, **given):
    return [
        w.contact_transferred(f"Sun 09:{minute:02}", from_=here, to=to, **given)
        for minute, (here, to) in enumerate(steps)
    ]


def test_the_second_transfer_in_one_call_is_found():
    way = transferred(("service", "field"), ("field", "billing"), ("billing", "legal"))
    (found,) = findings(find_in_call, way)
    assert found.at == at("Sun 09:01")
    assert found.subject == Subject("contact", "c1")
    assert found.facts == {"count": 2, "teams": ["service", "field", "billing"]}


def test_transfers_that_the_customer_asked_for_do_not_count():
    asked = transferred(("service", "field"), asked_by="customer")
    assert findings(find_in_call, [*asked, *transferred(("field", "billing"))]) == []


def test_the_public_log_of_volvo_counts_as_published(shared_data):
    last = [
        found[-1] for events in cases(shared_data).values() if (found := findings(PingPong, events))
    ]
    assert len(last) == 1392
    assert sum(found.facts["bounced"] for found in last) == 1177
    assert sum(found.facts["handovers"] >= 3 for found in last) == 1083

from datetime import timedelta

from moked.cli.forked import forked
from moked.quality.finding import State, as_json
from moked.quality.replay import replay
from tests.quality import words as w
from tests.quality.table import IL
from tests.quality.toys import TOYS
from tests.quality.words import at


def test_an_empty_log_has_no_findings():
    assert replay([], IL, detectors=TOYS) == []
    assert replay([w.contact_started("Mon 09:00")], IL, until=at("Sun 09:00"), detectors=TOYS) == []


def test_deadlines_that_still_run_at_the_end_of_a_log_are_at_risk():
    [finding] = replay([w.message_received("Sun 09:00")], IL, detectors=TOYS)
    assert (finding.state, finding.at) == (State.AT_RISK, at("Sun 13:00"))


def test_with_until_only_what_was_known_then_is_there():
    log = [w.message_received("Sun 09:00"), w.message_sent("Sun 14:00", message="m2")]
    assert replay(log, IL, until=at("Sun 08:59"), detectors=TOYS) == []
    [risk] = replay(log, IL, until=at("Sun 10:00"), detectors=TOYS)
    assert (risk.state, risk.at) == (State.AT_RISK, at("Sun 13:00"))
    [late] = replay(log, IL, until=at("Sun 13:00"), detectors=TOYS)
    assert late.state is State.OPEN


def test_findings_come_in_order_of_moment():
    log = [
        w.contact_started("Sun 09:00", contact="c2"),
        w.contact_started("Sun 08:00", contact="c1"),
        w.message_received("Sun 02:00"),
    ]
    found = replay(log, IL, until=at("Sun 12:00"), detectors=TOYS)
    assert [f.code for f in found] == ["T1", "T2", "T2"]
    assert [f.at for f in found] == sorted(f.at for f in found)


def test_several_processes_find_what_one_finds():
    log = [
        w.contact_started("Sun 09:00", contact=f"c{n}", customer=f"customer-{n}") for n in range(40)
    ]
    log += [w.queue_joined("Sun 09:01", contact=f"c{n}") for n in range(40)]
    one = replay(log, IL, detectors=TOYS)
    assert len(one) == 41
    assert [as_json(f) for f in replay(log, IL, detectors=TOYS, share=forked(3))] == [
        as_json(f) for f in one
    ]


def test_a_person_s_decision_in_the_log_is_the_finding_s_state():
    call = w.contact_started("Sun 09:00")
    [open_finding] = replay([call], IL, until=at("Sun 10:00"), detectors=TOYS)
    handled = w.finding_handled(
        "Sun 09:30",
        finding=open_finding.id,
        detector="toys",
        subject={"contact": "c1"},
        moment="Sun 09:06",
        facts={},
    )
    [finding] = replay([call, handled], IL, until=at("Sun 10:00"), detectors=TOYS)
    assert finding.state is State.HANDLED


def test_a_line_of_json_carries_what_the_contract_names():
    call = w.contact_started("Sun 09:00", id="a7")
    [finding] = replay([call], IL, until=at("Sun 09:00") + timedelta(minutes=6), detectors=TOYS)
    assert as_json(finding) == (
        b'{"detector":"toys","code":"T2","subject":{"contact":"c1"},"customer":"dana",'
        b'"at":"2026-11-01T07:06:00Z","severity":"word","state":"open","facts":{},'
        b'"evidence":["a7"],"clause":null}'
    )

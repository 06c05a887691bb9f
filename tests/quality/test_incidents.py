from moked.quality.finding import Finding, Severity, State, Subject
from moked.quality.incidents import incidents
from moked.quality.replay import replay
from tests.quality import words as w
from tests.quality.table import IL
from tests.quality.toys import TOYS
from tests.quality.words import at


def gathered(*events):
    return incidents(replay(events, IL, until=at("Sun3 20:00"), detectors=TOYS), IL)


def test_one_journey_is_one_incident_however_many_ways_it_failed_in():
    [incident] = gathered(w.contact_started("Sun 09:00"), w.message_received("Sun 10:00"))
    assert incident.subject == Subject("customer", "dana")
    assert [f.code for f in incident.findings] == ["T2", "T1"]
    assert incident.since == at("Sun 09:06")
    assert incident.severity is Severity.LEGAL


def test_two_customers_are_two_incidents_the_gravest_first():
    found = gathered(
        w.contact_started("Sun 09:00"),
        w.message_received("Sun 10:00", customer="yusuf", message="m2"),
    )
    assert [i.subject.ref for i in found] == ["yusuf", "dana"]


def test_two_quiet_weeks_end_an_incident():
    found = gathered(
        w.contact_started("Sun 09:00", contact="c1"), w.contact_started("Sun3 09:01", contact="c2")
    )
    assert [len(i.findings) for i in found] == [1, 1]


def test_up_to_two_weeks_it_is_the_same_incident():
    found = gathered(
        w.contact_started("Sun 09:00", contact="c1"), w.contact_started("Sun3 09:00", contact="c2")
    )
    assert [len(i.findings) for i in found] == [2]


def test_where_nobody_knows_the_customer_the_contact_is_the_journey():
    [incident] = gathered(w.contact_started("Sun 09:00", customer=None))
    assert incident.subject == Subject("contact", "c1")


def failure(subject, *evidence, customer=None, code="T1"):
    return Finding(
        detector="toy",
        code=code,
        subject=Subject(*subject),
        customer=customer,
        at=evidence[0].at,
        severity=Severity.LOST,
        state=State.OPEN,
        facts={},
        evidence=evidence,
        clause=None,
    )


def subjects(*found):
    return [(i.subject.ref, len(i.findings)) for i in incidents(found, IL)]


HANGUP = failure(
    ("contact", "c1"),
    w.contact_ended("Sun 09:00", contact="c1"),
    w.contact_started("Sun 08:00", contact="c1"),
    customer="dana",
)
PROBES = (
    w.probe_done("Sun 10:00", channel="chat", ok=False),
    w.probe_done("Sun 10:05", channel="chat", ok=False),
)


def test_a_dead_channel_is_part_of_the_one_journey_that_met_it():
    met = w.contact_started("Sun 10:03", contact="c2", channel="chat")
    assert subjects(HANGUP, failure(("channel", "chat"), *PROBES, met)) == [("dana", 2)]


def test_a_contact_of_whom_another_failure_tells_is_its_customers():
    assert subjects(
        HANGUP, failure(("agent", "noa"), w.contact_ended("Sun 09:00", contact="c1"))
    ) == [("dana", 2)]


def test_a_dead_channel_that_nobody_met_is_an_incident_of_its_own():
    assert subjects(HANGUP, failure(("channel", "chat"), *PROBES)) == [("dana", 1), ("chat", 1)]


def test_a_dead_channel_that_two_met_is_an_incident_of_its_own():
    met = [
        w.contact_started("Sun 10:03", contact="c2", channel="chat"),
        w.contact_started("Sun 10:04", contact="c3", channel="chat", customer="yusuf"),
    ]
    found = subjects(HANGUP, failure(("channel", "chat"), *PROBES, *met))
    assert found == [("dana", 1), ("chat", 1)]


def test_a_stranger_among_the_evidence_may_be_a_second_one():
    met = [
        w.contact_started("Sun 10:03", contact="c2", channel="chat"),
        w.contact_started("Sun 10:04", contact="c3", channel="chat", customer=None),
    ]
    found = subjects(HANGUP, failure(("channel", "chat"), *PROBES, *met))
    assert found == [("dana", 1), ("chat", 1)]


def test_a_shared_failure_makes_no_journey_of_a_customer_whom_we_failed_in_nothing_else():
    met = w.contact_started("Sun 10:03", contact="c2", channel="chat", customer="yusuf")
    found = subjects(HANGUP, failure(("channel", "chat"), *PROBES, met))
    assert found == [("dana", 1), ("chat", 1)]


def test_a_contact_without_a_customer_is_no_shared_failure():
    stranger = failure(("contact", "c9"), w.contact_started("Sun 11:00", contact="c1"))
    assert subjects(HANGUP, stranger) == [("dana", 1), ("c9", 1)]

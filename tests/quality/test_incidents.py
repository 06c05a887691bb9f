from moked.quality.finding import Severity, Subject
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

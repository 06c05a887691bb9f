from moked.quality.links import Links, roots_of
from tests.quality import words as w


def joined(*events, last=None):
    links = Links()
    for event in events:
        links.learn(event)
    return set(links.subjects_of(last or events[-1]))


def test_an_event_joins_all_that_it_names_and_all_that_its_contact_is_linked_to():
    events = [
        w.contact_started("Sun 09:00", case="k1"),
        w.queue_joined("Sun 09:01"),
        w.agent_connected("Sun 09:02"),
        w.contact_ended("Sun 09:09"),
    ]
    assert joined(*events) == {
        ("contact", "c1"),
        ("case", "k1"),
        ("customer", "dana"),
        ("queue", "service"),
        ("agent", "noa"),
        ("channel", "phone"),
    }


def test_a_message_joins_the_case_of_its_contact():
    started = w.contact_started("Sun 09:00", channel="chat", case="k1")
    message = w.message_received("Sun 09:01", channel="chat", contact="c1")
    assert ("case", "k1") in joined(started, message)


def test_a_promise_and_a_visit_lead_to_their_customer():
    made = w.promise_made("Sun 09:00", case="k1")
    booked = w.visit_booked("Sun 09:00", hour="Mon 13:00")
    assert joined(made, w.promise_kept("Sun 10:00")) >= {("case", "k1"), ("customer", "dana")}
    assert ("customer", "dana") in joined(booked, w.visit_arrived("Mon 13:00"))


def test_a_case_stands_in_for_a_customer_whom_nobody_knows():
    started = w.contact_started("Sun 09:00", customer=None, case="k1")
    assert ("customer of case", "k1") in joined(started)
    assert ("customer of contact", "c1") not in joined(started)


def test_a_contact_stands_in_where_there_is_no_case_either():
    assert ("customer of contact", "c1") in joined(w.contact_started("Sun 09:00", customer=None))


def test_nothing_stands_in_for_the_customer_of_a_probe():
    assert joined(w.probe_done("Sun 09:00", channel="chat")) == {("channel", "chat")}


def test_looking_into_a_case_during_a_contact_does_not_link_the_two():
    events = [w.contact_started("Sun 09:00"), w.case_viewed("Sun 09:01", contact="c1", case="k9")]
    assert ("case", "k9") in joined(*events)
    assert ("case", "k9") not in joined(*events, last=events[0])


def test_the_customer_of_a_subject_is_found_through_its_links():
    links = Links()
    links.learn(w.contact_started("Sun 09:00", customer=None, case="k1"))
    assert links.customer_of(("contact", "c1")) is None
    links.learn(w.case_opened("Sun 09:01", customer="yusuf"))
    assert links.customer_of(("contact", "c1")) == "yusuf"
    links.learn(w.customer_identified("Sun 09:02"))
    assert links.customer_of(("contact", "c1")) == "dana"
    assert links.customer_of(("customer", "dana")) == "dana"


def test_what_leads_to_a_case_is_found_from_it():
    links = Links()
    links.learn(w.contact_started("Sun 09:00", case="k1"))
    links.learn(w.message_received("Sun 09:00", contact="c1"))
    assert set(links.before(("case", "k1"))) == {
        ("case", "k1"),
        ("contact", "c1"),
        ("message", "m1"),
    }


def test_a_link_is_learned_once():
    links = Links()
    assert links.learn(w.customer_identified("Sun 09:02")) == [
        (("contact", "c1"), ("customer", "dana"))
    ]
    assert links.learn(w.customer_identified("Sun 09:03")) == []


def test_roots_are_the_names_that_no_other_name_already_reaches():
    assert roots_of(w.contact_started("Sun 09:00", case="k1")) == [("contact", "c1")]
    assert roots_of(w.case_viewed("Sun 09:00", contact="c1")) == [
        ("contact", "c1"),
        ("case", "k1"),
    ]

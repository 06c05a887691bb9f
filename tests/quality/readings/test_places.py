from moked.core.events import NEVER
from moked.quality.finding import Subject
from moked.quality.readings.places import Place, Places
from tests.quality import words as w
from tests.quality.words import at


def placed(*events):
    places = Places()
    for event in events:
        places.learn(event)
    return places


def said(**given):
    return w.words_noticed("Sun 10:00", **given)


def test_words_in_a_contact_are_of_its_case_and_its_last_agent():
    places = placed(
        w.contact_started("Sun 09:00", case="k1", topic="billing"),
        w.agent_connected("Sun 09:01", agent="amir"),
        w.agent_connected("Sun 09:05"),
    )
    assert places.of(said(contact="c1")) == Place(
        "c1", case="k1", agent="noa", topic="billing", channel="phone"
    )


def test_words_in_a_message_are_of_its_contact_case_and_writer():
    places = placed(
        w.contact_started("Sun 09:00", channel="chat"),
        w.message_sent("Sun 09:02", channel="chat", contact="c1", case="k1", agent="noa"),
    )
    expected = Place("c1", "m1", "k1", "noa", channel="chat")
    assert places.of(said(message="m1")) == expected
    assert places.of(said(message="m1", contact="c1")) == expected


def test_a_message_takes_from_its_contact_what_it_does_not_say_itself():
    places = placed(
        w.contact_started("Sun 09:00", case="k1", channel="chat"),
        w.agent_connected("Sun 09:01"),
        w.message_received("Sun 09:02", channel="chat", contact="c1"),
    )
    assert places.of_message("m1") == Place("c1", "m1", "k1", "noa", channel="chat")


def test_a_topic_that_the_contact_does_not_name_is_its_cases():
    places = placed(
        w.case_opened("Sun 08:00", topic="outage"), w.contact_started("Sun 09:00", case="k1")
    )
    assert places.of_contact("c1").topic == "outage"


def test_what_nobody_told_is_unknown():
    places = placed(w.contact_ended("Sun 09:00"))
    assert places.of(said(message="m1")) == Place(message="m1")
    assert places.of(said(message="m1", contact="c1")) == Place("c1", "m1")
    assert places.began("c1") == NEVER


def test_a_contact_began_with_the_first_that_is_known_of_it():
    places = placed(w.agent_connected("Sun 09:01"), w.contact_started("Sun 09:02"))
    assert places.began("c1") == at("Sun 09:01")


def test_the_subject_is_the_contact_else_the_case_else_the_message():
    assert Place("c1", "m1", "k1").subject == Subject("contact", "c1")
    assert Place(None, "m1", "k1").subject == Subject("case", "k1")
    assert Place(None, "m1").subject == Subject("message", "m1")

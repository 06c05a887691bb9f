from moked.quality.readings.linked_cases import LinkedCases
from tests.quality import words as w


def told(*events):
    cases = LinkedCases()
    for event in events:
        cases.learn(event)
    return cases


def test_whatever_names_a_contact_and_a_case_links_them():
    for word in (
        w.contact_started,
        w.record_written,
        w.promise_made,
        w.message_sent,
        w.message_received,
    ):
        assert told(word("Sun 09:00", contact="c1", case="k1")).named("c1") == "k1"
        assert told(word("Sun 09:00", contact="c1")).named("c1") is None


def test_the_first_link_holds():
    links = [w.record_written("Sun 09:00", contact="c1", case=case) for case in ("k1", "k2")]
    assert told(*links).of("c1") == "k1"


def test_a_case_that_was_looked_into_is_a_sign_which_a_link_overrides():
    view = w.case_viewed("Sun 09:00", contact="c1", case="k2")
    assert told(view, view).of("c1") == "k2"
    assert told(view).named("c1") is None
    assert told(view, w.record_written("Sun 09:05", contact="c1", case="k1")).of("c1") == "k1"


def test_looking_into_two_cases_is_no_sign():
    views = [w.case_viewed("Sun 09:00", contact="c1", case=case) for case in ("k1", "k2")]
    assert told(*views).of("c1") is None
    assert told(w.case_viewed("Sun 09:00", case="k1")).of("c1") is None


def test_a_message_outside_of_contacts_is_on_the_case_that_it_names():
    cases = told(
        w.message_sent("Sun 09:00", case="k1"),
        w.promise_made("Sun 09:00", case="k2", message="m2"),
        w.promise_made("Sun 09:00", case="k3"),
    )
    assert (cases.of(None, "m1"), cases.of("c1", "m2"), cases.of(None)) == ("k1", "k2", None)

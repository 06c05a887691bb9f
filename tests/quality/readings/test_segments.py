from moked.quality.readings.segments import UNNAMED, Segments
from tests.quality import words as w
from tests.quality.table import IL
from tests.quality.words import at


def told(*events):
    segments = Segments()
    for event in events:
        segments.learn(event)
    return segments


CALL = [w.contact_started("Sun 09:00"), w.agent_connected("Sun 09:02")]


def shown(groups):
    return {
        (what, segment): [served.value for served in services]
        for what, by_segment in groups.items()
        for segment, services in by_segment.items()
    }


def test_a_contact_is_of_its_customers_segment_wherever_the_case_comes():
    case = w.case_opened("Sun 09:05", segment="gold")
    for events in ([case, *CALL], [*CALL, case]):
        assert shown(told(*events).waits(IL, at("Sun 10:00"))) == {(None, "gold"): [120.0]}


def test_a_case_without_a_segment_makes_its_customer_unnamed():
    segments = told(w.case_opened("Sun 09:05"), *CALL)
    assert shown(segments.waits(IL, at("Sun 10:00"))) == {(None, UNNAMED): [120.0]}
    assert segments.named() == []


def test_a_contact_without_a_known_customer_is_left_out():
    assert shown(told(*CALL).waits(IL, at("Sun 10:00"))) == {}


def test_a_contact_whose_beginning_is_unknown_has_no_wait():
    segments = told(w.case_opened("Sun 09:05", segment="gold"), CALL[1])
    assert shown(segments.waits(IL, at("Sun 10:00"))) == {}


def test_the_topic_is_the_contacts_or_its_cases_in_the_packs_word():
    case = w.case_opened("Sun 08:00", segment="gold", topic="תקלה")
    call = w.contact_started("Sun 09:00", case="k1")
    segments = told(case, call, CALL[1])
    assert shown(segments.waits(IL, at("Sun 10:00"))) == {("fault", "gold"): [120.0]}


def test_a_wait_ends_with_the_first_person():
    later = w.agent_connected("Sun 09:30", agent="amir")
    segments = told(w.case_opened("Sun 08:00", segment="gold"), *CALL, later)
    assert shown(segments.waits(IL, at("Sun 10:00"))) == {(None, "gold"): [120.0]}


def test_a_promise_is_kept_until_its_hour_and_broken_after_it():
    case = w.case_opened("Sun 08:00", segment="gold")
    made = w.promise_made("Sun 09:00", due="Sun 10:00")
    in_time = told(case, made, w.promise_kept("Sun 10:00"))
    late = told(case, made, w.promise_kept("Sun 10:01"))
    assert shown(in_time.promises(at("Sun 11:00"))) == {("callback", "gold"): [1.0]}
    assert shown(late.promises(at("Sun 11:00"))) == {("callback", "gold"): [0.0]}
    assert shown(late.promises(at("Sun 09:59"))) == {}

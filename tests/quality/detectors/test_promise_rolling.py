import pytest

from moked.quality.detectors.promise_rolling import PromiseRolling
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import facts, findings
from tests.quality.words import at


def promised(when: str, promise: str, **given):
    return w.promise_made(when, promise=promise, **({"kind": "update"} | given))


def spoken(day: str, contact: str):
    """Words at 10:00 that nobody records, in a contact that ends at 10:05."""
    return [
        w.words_noticed(f"{day} 10:00", contact=contact, words="we will let you know"),
        w.contact_ended(f"{day} 10:05", contact=contact),
    ]


def on_case(day: str, contact: str, case: str = "k1"):
    return [w.contact_started(f"{day} 09:50", contact=contact, case=case), *spoken(day, contact)]


def thrice(**given):
    """The same promised in three contacts, on Sunday, Monday and Tuesday at ten."""
    return [
        promised("Sun 10:00", "p1", contact="c1", **given),
        promised("Mon 10:00", "p2", contact="c2", **given),
        promised("Tue 10:00", "p3", contact="c3", **given),
    ]


def thrice_with(*between, **given):
    return sorted([*thrice(**given), *between], key=lambda event: event.at)


def we_talk(when: str, contact: str, direction: str = "out", **given):
    return [
        w.contact_started(when, contact=contact, direction=direction, **given),
        w.agent_connected(when, contact=contact),
    ]


TUESDAY = "Tue 10:00"

FOUND = {
    "promised again, and again": (thrice(), TUESDAY),
    "promised again, and again, on one case": (thrice(case="k1"), TUESDAY),
    "refunds promised again": (thrice(kind="refund"), TUESDAY),
    "other things promised again on one case": (thrice(case="k1", kind="other"), TUESDAY),
    "one of the three names no case": (
        [promised("Sun 08:00", "p0"), *thrice(case="k1")],
        "Mon 10:00",
    ),
    "moved by us twice": (
        [
            promised("Sun 10:00", "p1"),
            w.promise_moved("Mon 10:00", due="Tue 10:00"),
            w.promise_moved("Tue 10:00", due="Wed 10:00"),
        ],
        TUESDAY,
    ),
    "promised again, and moved by us": (
        [*thrice()[:2], w.promise_moved("Tue 10:00", promise="p2", due="Wed 10:00")],
        TUESDAY,
    ),
    "at first only spoken": ([*spoken("Sun", "c1"), *thrice()[1:]], TUESDAY),
    "at last only spoken": ([*thrice()[:2], *spoken("Tue", "c3")], "Tue 10:06"),
    "only ever spoken, on one case": (
        [*on_case("Sun", "c1"), *on_case("Mon", "c2"), *on_case("Tue", "c3")],
        "Tue 10:06",
    ),
    "fourteen days apart": (
        [promised("Sun 10:00", "p1"), promised("Mon 10:00", "p2"), promised("Sun3 10:00", "p3")],
        "Sun3 10:00",
    ),
    "the customer called between, and was promised nothing": (
        thrice_with(*we_talk("Sun 12:00", "c9", direction="in")),
        TUESDAY,
    ),
    "an agent was connected to a contact of which we know nothing": (
        thrice_with(w.agent_connected("Sun 12:00", contact="c9")),
        TUESDAY,
    ),
    "a bot wrote between": (thrice_with(w.message_sent("Sun 12:00", author="bot")), TUESDAY),
    "we wrote between, on another case": (
        thrice_with(w.message_sent("Mon 12:00", case="k2"), case="k1"),
        TUESDAY,
    ),
    "the agent wrote on in the chat of the promise": (
        thrice_with(w.message_sent("Sun 10:01", contact="c1")),
        TUESDAY,
    ),
    "we called and wrote only to promise the answer again": (
        thrice_with(
            *we_talk("Mon 09:55", "c2"),
            w.message_sent("Tue 09:59", contact="c3"),
            kind="answer",
        ),
        TUESDAY,
    ),
    "spoken, and we called only to promise an update": (
        [*spoken("Sun", "c1"), *we_talk("Mon 09:55", "c2"), *thrice()[1:]],
        TUESDAY,
    ),
    "a refund is kept by no talk": (
        thrice_with(w.message_sent("Sun 12:00"), kind="refund"),
        TUESDAY,
    ),
    "something else was promised between, and kept": (
        thrice_with(
            promised("Sun 12:00", "p9", kind="refund"),
            w.promise_kept("Sun 13:00", promise="p9"),
        ),
        TUESDAY,
    ),
    "spoken in a contact whose agent looked into two cases": (
        [
            w.case_viewed("Sun 09:58", contact="c1", case="k2"),
            w.case_viewed("Sun 09:59", contact="c1", case="k1"),
            *spoken("Sun", "c1"),
            *thrice(case="k1")[1:],
        ],
        TUESDAY,
    ),
    "spoken in a contact linked to the case by its record": (
        [
            w.case_viewed("Sun 09:59", contact="c1", case="k2"),
            *spoken("Sun", "c1"),
            w.record_written("Sun 10:05", contact="c1", case="k1"),
            *thrice(case="k1")[1:],
        ],
        TUESDAY,
    ),
    "spoken, and linked to another case only after that": (
        [
            *spoken("Sun", "c1"),
            *thrice(case="k1")[1:],
            w.record_written("Tue 10:01", contact="c1", case="k2"),
        ],
        TUESDAY,
    ),
    "a case was looked into in no contact": (
        [w.case_viewed("Sun 09:59", case="k2"), *spoken("Sun", "c1"), *thrice(case="k1")[1:]],
        TUESDAY,
    ),
    "written, on the case by its message": (
        [
            w.message_sent("Sun 09:59", case="k1"),
            w.words_noticed("Sun 10:00", message="m1"),
            *thrice(case="k1")[1:],
        ],
        TUESDAY,
    ),
    "another case was closed": (thrice_with(w.case_closed("Mon 12:00"), case="k2"), TUESDAY),
}

NOT_FOUND = {
    "promised again once": thrice()[:2],
    "promised once, and much else was said": [
        promised("Sun 10:00", "p1", contact="c1"),
        w.words_noticed("Mon 10:00", contact="c2", kind="answer"),
        w.words_noticed("Tue 10:00", contact="c3", kind="answer"),
    ],
    "moved by us once": [
        promised("Sun 10:00", "p1"),
        w.promise_moved("Mon 10:00", due="Tue 10:00"),
    ],
    "moved by the customer": [
        promised("Sun 10:00", "p1"),
        w.promise_moved("Mon 10:00", by="customer", due="Tue 10:00"),
        w.promise_moved("Tue 10:00", by="customer", due="Wed 10:00"),
        w.promise_moved("Wed 10:00", due="Thu 10:00"),
    ],
    "a promise that nobody made is moved": [
        w.promise_moved("Mon 10:00", due="Tue 10:00"),
        w.promise_moved("Tue 10:00", due="Wed 10:00"),
        w.promise_moved("Wed 10:00", due="Thu 10:00"),
    ],
    "thrice in one contact": [promised(f"Sun 10:0{n}", f"p{n}", contact="c1") for n in range(3)],
    "twice in one contact, and again": [
        promised("Sun 10:00", "p0", contact="c1"),
        *thrice()[:2],
    ],
    "spoken and recorded in one contact are one": [
        promised("Sun 10:00", "p1", contact="c1"),
        *spoken("Mon", "c2"),
        promised("Mon 10:02", "p2", contact="c2"),
    ],
    "spoken and recorded too late in one contact are one": [
        promised("Sun 10:00", "p1", contact="c1"),
        *spoken("Mon", "c2"),
        promised("Mon 11:00", "p2", contact="c2"),
    ],
    "more than fourteen days apart": [
        promised("Sun 10:00", "p1"),
        promised("Mon 10:00", "p2"),
        promised("Sun3 10:01", "p3"),
    ],
    "different cases": [promised(f"Sun 1{n}:00", f"p{n}", case=f"k{n}") for n in range(3)],
    "different kinds": [
        promised("Sun 10:00", "p1", kind="update"),
        promised("Mon 10:00", "p2", kind="answer"),
        promised("Tue 10:00", "p3", kind="callback"),
    ],
    "other things, on no case": thrice(kind="other"),
    "spoken thrice, nobody knows about what": [
        *spoken("Sun", "c1"),
        *spoken("Mon", "c2"),
        *spoken("Tue", "c3"),
    ],
    "spoken words are no refund": [*spoken("Sun", "c1"), *thrice(kind="refund")[1:]],
    "kept between": thrice_with(w.promise_kept("Mon 12:00", promise="p2")),
    "released between": thrice_with(w.promise_released("Mon 12:00", promise="p2")),
    "the case was resolved between": thrice_with(w.case_resolved("Mon 12:00"), case="k1"),
    "the case was closed between": thrice_with(w.case_closed("Mon 12:00"), case="k1"),
    "each update came, and named the next": [
        promised("Sun 10:00", "p1", contact="c1"),
        w.message_sent("Mon 10:00", message="m2"),
        promised("Mon 10:00", "p2", message="m2"),
        w.message_sent("Tue 10:00", message="m3"),
        promised("Tue 10:00", "p3", message="m3"),
    ],
    "we wrote between": thrice_with(w.message_sent("Sun 12:00")),
    "we called back between": thrice_with(*we_talk("Sun 12:00", "c9"), kind="callback"),
    "we called back, and promised something else": thrice_with(
        *we_talk("Sun 12:00", "c9"),
        promised("Sun 12:05", "p9", kind="refund", contact="c9"),
        kind="callback",
    ),
    "spoken in a contact in which only another case was looked into": [
        w.case_viewed("Sun 09:59", contact="c1", case="k2"),
        *spoken("Sun", "c1"),
        *thrice(case="k1")[1:],
    ],
    "spoken in a contact that its record puts on another case": [
        *spoken("Sun", "c1"),
        w.record_written("Sun 10:10", contact="c1", case="k2"),
        *thrice(case="k1")[1:],
    ],
    "spoken in a contact that a message puts on another case": [
        *spoken("Sun", "c1"),
        w.message_received("Sun 10:04", contact="c1", case="k2"),
        *thrice(case="k1")[1:],
    ],
    "written in a message on another case": [
        w.message_sent("Sun 09:59", case="k2"),
        w.words_noticed("Sun 10:00", message="m1"),
        *thrice(case="k1")[1:],
    ],
    "promised on a case that was resolved, as its contact tells": [
        *thrice()[:1],
        w.record_written("Sun 10:05", contact="c1", case="k1"),
        w.case_resolved("Sun 11:00"),
        *thrice(case="k1")[1:],
    ],
    "we called between, on the same case as its record tells": thrice_with(
        *we_talk("Mon 12:00", "c9"),
        w.record_written("Mon 12:10", contact="c9", case="k1"),
        case="k1",
    ),
    "spoken, and we wrote": [
        *spoken("Sun", "c1"),
        w.message_sent("Sun 12:00"),
        *thrice()[1:],
    ],
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name):
    events, moment = FOUND[name]
    first, *_ = findings(PromiseRolling, events)
    assert first.at == at(moment)
    assert len({finding.id for finding in findings(PromiseRolling, events)}) == 1


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(name):
    assert findings(PromiseRolling, NOT_FOUND[name]) == []


def test_each_further_time_is_a_stage_of_the_same_failure():
    events = [*thrice(case="k1"), w.promise_moved("Wed 10:00", promise="p3", due="Thu 10:00")]
    twice, three_times = findings(PromiseRolling, events)
    assert twice.id == three_times.id
    assert twice.evidence == tuple(events[:3])
    assert three_times.evidence == tuple(events)
    assert three_times.severity is Severity.WORD
    assert facts(three_times) == {
        "at": at("Wed 10:00"),
        "count": 3,
        "kind": "update",
        "since": "2026-11-01T08:00:00Z",
        "due": "2026-11-05T08:00:00Z",
    }


def test_a_new_promise_after_the_rolling_one_was_kept_begins_anew():
    events = [*thrice(), w.promise_kept("Wed 10:00", promise="p3"), promised("Thu 10:00", "p4")]
    assert [finding.at for finding in findings(PromiseRolling, events)] == [at(TUESDAY)]


@pytest.mark.parametrize(
    ("events", "subject"),
    [
        (thrice(case="k1"), Subject("case", "k1")),
        (thrice(), Subject("customer", "dana")),
        (
            [
                promised("Sun 10:00", "p1", case="k1"),
                w.promise_moved("Mon 10:00", due="Tue 10:00"),
                w.promise_moved("Tue 10:00", due="Wed 10:00"),
            ],
            Subject("promise", "p1"),
        ),
        ([*on_case("Sun", "c1"), *thrice()[1:]], Subject("case", "k1")),
    ],
)
def test_its_subject_is_the_narrowest_that_rolls(events, subject):
    assert findings(PromiseRolling, events)[0].subject == subject


def test_what_a_promise_on_another_case_was_thought_to_repeat_leaves_it_alone():
    events = [
        *spoken("Sun", "c1"),
        *thrice(case="k1")[1:],
        w.record_written("Tue 10:01", contact="c1", case="k2"),
        promised("Wed 10:00", "p4", case="k2"),
    ]
    assert [finding.at for finding in findings(PromiseRolling, events)] == [at(TUESDAY)]
    again = [
        *events,
        promised("Thu 10:00", "p5", case="k2"),
        promised("Fri 10:00", "p6", case="k1"),
    ]
    assert [(finding.subject.ref, finding.at) for finding in findings(PromiseRolling, again)] == [
        ("k1", at(TUESDAY)),
        ("k2", at("Thu 10:00")),
        ("k1", at("Fri 10:00")),
    ]


def test_it_quotes_the_latest_words():
    events = [*thrice()[:2], promised("Tue 10:00", "p3", words="tomorrow, for sure")]
    [finding] = findings(PromiseRolling, events)
    assert finding.facts["words"] == "tomorrow, for sure"

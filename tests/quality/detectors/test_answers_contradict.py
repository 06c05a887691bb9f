import pytest

from moked.quality.detectors.answers_contradict import find
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at


def said(when: str, value: object, **given):
    return w.claim_stated(when, **{"value": value, "customer": "dana"} | given)


FOUND = {
    "an agent says one thing and then an automatic message says another": (
        [said("Sun 09:00", "Haifa"), said("Mon 10:00", "Tel Aviv", by="automatic", channel="sms")],
        "Mon 10:00",
    ),
    "back to the first value, it is still one failure": (
        [said("Sun 09:00", "a"), said("Sun 10:00", "b"), said("Sun 11:00", "a")],
        "Sun 10:00",
    ),
    "the correction came after the contradiction": (
        [said("Sun 09:00", "a"), said("Sun 10:00", "b"), w.claim_corrected("Sun 11:00", value="b")],
        "Sun 10:00",
    ),
    "two statements after a correction contradict each other": (
        [
            said("Sun 09:00", "a"),
            w.claim_corrected("Sun 10:00", value="b"),
            said("Sun 11:00", "b"),
            said("Sun 12:00", "a"),
        ],
        "Sun 12:00",
    ),
    "what another customer was told of the same parcel counts": (
        [said("Sun 09:00", "a", customer="yusuf"), said("Sun 10:00", "b")],
        "Sun 10:00",
    ),
    "yes and no": ([said("Sun 09:00", True), said("Sun 10:00", False)], "Sun 10:00"),
    "two numbers written as text": (
        [said("Sun 09:00", "100"), said("Sun 10:00", "100.5")],
        "Sun 10:00",
    ),
    "a code with an e in it is no number": (
        [said("Sun 09:00", "1e2"), said("Sun 10:00", "100")],
        "Sun 10:00",
    ),
    "two long numbers that differ in the last digit": (
        [said("Sun 09:00", "12345678901234567890"), said("Sun 10:00", "12345678901234567891")],
        "Sun 10:00",
    ),
    "two numbers": ([said("Sun 09:00", 1), said("Sun 10:00", 1.5)], "Sun 10:00"),
}

NOT_FOUND = {
    "one statement alone": [said("Sun 09:00", "a")],
    "the same in other letters and spaces": [
        said("Sun 09:00", "On  its way"),
        said("Sun 10:00", " on its Way"),
    ],
    "one as a whole number and as one with a point": [
        said("Sun 09:00", 1),
        said("Sun 10:00", 1.0),
        said("Sun 11:00", "1"),
    ],
    "numbers written as text": [
        said("Sun 09:00", "100.0"),
        said("Sun 10:00", "100"),
        said("Sun 11:00", " +100.00 "),
        said("Sun 12:00", 100),
    ],
    "a number so large or so small that it is written with a power": [
        said("Sun 09:00", 1e-7),
        said("Sun 10:00", "0.0000001"),
    ],
    "the state really changed, and was corrected": [
        said("Sun 09:00", "a"),
        w.claim_corrected("Sun 10:00", value="b"),
        said("Sun 11:00", "b"),
    ],
    "another attribute of the same parcel": [
        said("Sun 09:00", "a"),
        said("Sun 10:00", "b", attribute="place"),
    ],
}


@pytest.mark.parametrize(("events", "moment"), FOUND.values(), ids=FOUND)
def test_found(events, moment):
    assert [found.at for found in findings(find, events)] == [at(moment)]


@pytest.mark.parametrize("events", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(events):
    assert findings(find, events) == []


def test_after_a_correction_a_second_contradiction_is_another_failure():
    events = [
        said("Sun 09:00", "a"),
        said("Sun 10:00", "b"),
        w.claim_corrected("Sun 11:00", value="b"),
        said("Sun 12:00", "b"),
        said("Sun 13:00", "a"),
    ]
    assert len({found.id for found in findings(find, events)}) == 2


def test_the_finding_shows_both_answers_to_the_customer_of_the_later_one():
    first = said("Sun 09:00", "Haifa", customer="yusuf", case="k7")
    later = said("Sun 10:00", "Tel Aviv", channel="sms")
    [found] = findings(find, [first, later])
    assert found.evidence == (first, later)
    assert found.severity is Severity.LOST
    assert found.subject == Subject("customer", "dana")
    assert found.customer == "dana"
    assert found.facts == {
        "entity": "parcel-1",
        "attribute": "status",
        "values": ["Haifa", "Tel Aviv"],
        "channels": ["phone", "sms"],
    }


def test_the_finding_is_the_cases_where_the_later_answer_names_one():
    [found] = findings(find, [said("Sun 09:00", "a"), said("Sun 10:00", "b", case="k1")])
    assert found.subject == Subject("case", "k1")


def test_the_finding_is_the_parcels_where_nobody_knows_whose_it_is():
    events = [said("Sun 09:00", "a"), said("Sun 10:00", "b", customer=None)]
    [found] = findings(find, events)
    assert (found.subject, found.customer) == (Subject("entity", "parcel-1"), "dana")

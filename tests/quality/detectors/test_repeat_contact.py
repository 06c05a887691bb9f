import pytest

from moked.quality.detectors.repeat_contact import RepeatContact
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at


def called(when: str, contact: str = "c2", **given):
    return w.contact_started(when, contact=contact, **given)


def wrote(when: str, text: str | None = "Again the same.", **given):
    return w.message_received(when, **{"text": text, "message": "m2"} | given)


def talked(when: str = "Sun 09:00", until: str = "Sun 09:10", contact: str = "c1", **given):
    """Return a call that Noa answered."""
    return [
        called(when, contact, **{"topic": "billing"} | given),
        w.agent_connected(when, contact=contact),
        w.contact_ended(until, contact=contact),
    ]


SOLVED = [w.case_opened("Sun 09:00", topic="billing"), w.case_resolved("Sun 12:00")]

FOUND = {
    "he calls again on the case": ([*SOLVED, called("Mon 09:00", case="k1")], "Mon 09:00"),
    "he calls again after just a week": ([*SOLVED, called("Sun2 12:00", case="k1")], "Sun2 12:00"),
    "he calls again on the topic": ([*SOLVED, called("Mon 09:00", topic="billing")], "Mon 09:00"),
    "in his own word for the topic": ([*SOLVED, called("Mon 09:00", topic="חשבון")], "Mon 09:00"),
    "on another case with the topic": (
        [*SOLVED, called("Mon 09:00", case="k2", topic="billing")],
        "Mon 09:00",
    ),
    "what the call is about stands in its record": (
        [
            *SOLVED,
            called("Mon 09:00"),
            w.record_written("Mon 09:20", contact="c2", case="k1"),
        ],
        "Mon 09:20",
    ),
    "he writes in a new contact": (
        [
            *SOLVED,
            called("Mon 09:00", channel="email", case="k1"),
            wrote("Mon 09:01", contact="c2"),
        ],
        "Mon 09:01",
    ),
    "he writes outside of any contact": ([*SOLVED, wrote("Mon 09:00", case="k1")], "Mon 09:00"),
    "he writes in a contact whose start nobody saw": (
        [*SOLVED, wrote("Mon 09:00", contact="c7", case="k1")],
        "Mon 09:00",
    ),
    "thanks, but": (
        [*SOLVED, wrote("Mon 09:00", "Thanks, but it is still wrong", case="k1")],
        "Mon 09:00",
    ),
    "on what was closed, and never resolved": (
        [SOLVED[0], w.case_closed("Sun 12:00"), called("Mon 09:00", case="k1")],
        "Mon 09:00",
    ),
    "after the case was opened again, and closed": (
        [
            *SOLVED,
            w.case_reopened("Sun 13:00"),
            w.case_closed("Sat 12:00"),
            called("Mon2 09:00", case="k1"),
        ],
        "Mon2 09:00",
    ),
    "resolved, and opened again": (
        [*SOLVED, w.case_reopened("Mon 08:00"), called("Mon 09:00", case="k1")],
        "Mon 09:00",
    ),
}

NOT_FOUND = {
    "the contact in which it was solved, written down after": [
        called("Sun 08:50", "c1"),
        *SOLVED,
        w.record_written("Sun 12:05", contact="c1", case="k1"),
    ],
    "after more than a week": [*SOLVED, called("Sun2 12:00:01", case="k1")],
    "he came once": talked(),
    "before it was solved": [SOLVED[0], called("Sun 11:00", case="k1"), SOLVED[1]],
    "a new fault": [*SOLVED, called("Mon 09:00", topic="fault")],
    "a new case on another topic": [
        *SOLVED,
        w.case_opened("Mon 09:00", case="k2", topic="fault"),
        called("Mon 09:01", case="k2"),
    ],
    "a topic that nobody knows": [*SOLVED, called("Mon 09:00")],
    "a case whose topic nobody knows": [
        w.case_opened("Sun 09:00"),
        w.case_resolved("Sun 12:00"),
        called("Mon 09:00", topic="billing"),
    ],
    "he asks about an offer again": [
        w.case_opened("Sun 09:00", topic="sales"),
        w.case_resolved("Sun 12:00"),
        called("Mon 09:00", topic="מכירות"),
    ],
    "about an offer, on a solved case": [*SOLVED, called("Mon 09:00", case="k1", topic="sales")],
    "we call him": [*SOLVED, called("Mon 09:00", case="k1", direction="out")],
    "he answers our call's letter": [
        *SOLVED,
        called("Mon 09:00", case="k1", direction="out"),
        wrote("Mon 09:10", contact="c2", case="k1"),
    ],
    "thanks": [*SOLVED, wrote("Mon 09:00", "תודה רבה!", case="k1")],
    "thanks in a new contact": [
        *SOLVED,
        called("Mon 09:00", channel="email", case="k1"),
        wrote("Mon 09:01", "Thanks!", contact="c2"),
    ],
    "he goes on writing in the contact that was solved": [
        called("Sun 08:00", "c1", channel="chat", case="k1"),
        *SOLVED,
        wrote("Sun 12:01", contact="c1"),
    ],
    "a record of another contact": [
        *SOLVED,
        called("Mon 09:00"),
        w.record_written("Mon 09:20", contact="c3", case="k1"),
        w.record_written("Mon 09:21", contact="c2"),
    ],
    "after a talk that merely ended": [*talked(), called("Mon 09:00", topic="billing")],
    "after a talk on a case that is open": [
        SOLVED[0],
        *talked(case="k1"),
        called("Mon 09:00", case="k1"),
    ],
    "after a talk on the topic of a case that was solved long ago": [
        *SOLVED,
        *talked("Mon2 09:00", "Mon2 09:10"),
        called("Tue2 09:00", topic="billing"),
    ],
    "closing what was resolved solves nothing anew": [
        *SOLVED,
        w.case_closed("Sat 12:00"),
        called("Mon2 09:00", case="k1"),
    ],
    "written down at once, where it was solved as the contact began": [
        w.case_opened("Sun 09:00", topic="billing"),
        called("Sun 12:00", "c1"),
        w.case_resolved("Sun 12:00"),
        w.record_written("Sun 12:05", contact="c1", case="k1"),
    ],
}


@pytest.mark.parametrize(("story", "moment"), FOUND.values(), ids=FOUND)
def test_found(story, moment):
    (found,) = findings(RepeatContact, story)
    assert found.at == at(moment)
    assert (found.severity, found.facts["count"]) == (Severity.EFFORT, 2)


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(RepeatContact, story) == []


def test_every_repetition_is_counted_for_the_second_and_the_third_hear_more():
    other = [
        w.case_opened("Sun 09:00", case="k2", topic="fault"),
        w.case_resolved("Sun 12:00", case="k2"),
    ]
    story = [*SOLVED, *other]
    story += [called(f"{day} 09:00", f"c-{day}", case="k1") for day in ("Mon", "Tue", "Wed")]
    story += [called("Thu 09:00", "c-Thu", topic="billing")]
    assert [f.facts["count"] for f in findings(RepeatContact, story)] == [2, 3, 4, 5]


def test_the_count_goes_on_over_new_solutions():
    story = [*SOLVED, called("Mon 09:00", case="k1"), w.case_resolved("Mon 10:00")]
    story += [called("Tue 09:00", "c3", case="k1")]
    assert [f.facts["count"] for f in findings(RepeatContact, story)] == [2, 3]


def test_the_count_begins_anew_after_more_than_a_week():
    story = [*SOLVED, called("Mon 09:00", case="k1"), w.case_resolved("Mon2 12:00")]
    story += [called("Tue2 09:00", "c3", case="k1")]
    assert [f.facts["count"] for f in findings(RepeatContact, story)] == [2, 2]


def test_letters_outside_of_contacts_are_one_repetition():
    story = [*SOLVED, wrote("Mon 09:00", case="k1"), wrote("Tue 09:00", case="k1", message="m3")]
    assert [f.at for f in findings(RepeatContact, story)] == [at("Mon 09:00")]


WINDOWS = {"Mon 12:00": "1 d", "Mon 12:00:01": "7 d", "Sun2 12:00": "7 d"}


@pytest.mark.parametrize(("when", "window"), WINDOWS.items())
def test_it_falls_in_a_window_of_reports(when, window):
    (found,) = findings(RepeatContact, [*SOLVED, called(when, case="k1")])
    assert found.facts["within"] == window


def test_the_finding_is_on_the_new_contact_and_shows_the_solution():
    story = [*SOLVED, called("Mon 12:00", case="k1")]
    (found,) = findings(RepeatContact, story)
    assert found.subject == Subject("contact", "c2")
    assert found.evidence == (story[2], story[1])
    assert found.facts == {
        "count": 2,
        "after": 86400,
        "within": "1 d",
        "channel": "phone",
        "case": "k1",
    }


def test_a_letter_outside_of_contacts_is_reported_on_its_case():
    (found,) = findings(RepeatContact, [*SOLVED, wrote("Mon 09:00", case="k1")])
    assert found.subject == Subject("case", "k1")

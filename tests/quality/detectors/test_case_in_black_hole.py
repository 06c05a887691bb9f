import pytest

from moked.core.events import MessageSent
from moked.policy import load
from moked.quality.detector import judging_without
from moked.quality.detectors.case_in_black_hole import BadlyEnded, NobodyAnswers, NotAWord
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at

OPENED = w.case_opened("Sun 09:00")
# Sunday is not counted, Friday and Saturday are no business days: the fifth is the Sunday after.
DUE = "Sun2 18:00"


def resolved(when: str, reason: str | None = None):
    return w.case_resolved(when, reason=reason)


def closed(when: str, reason: str | None = None):
    return w.case_closed(when, reason=reason)


def wrote(when: str, text: str | None = "Where is it?", **given):
    return w.message_received(when, case="k1", text=text, **given)


def replied(when: str, **given):
    return w.message_sent(when, **{"case": "k1", "message": "m2"} | given)


def noticed(when: str, kind: str, **given):
    return w.words_noticed(when, kind=kind, **{"contact": "c1"} | given)


def waiting(when: str, on: str, until: str | None = None):
    return w.case_waiting(when, on=on, until=at(until) if until else None)


def end(when: str):
    """Return the end of a case that was answered, so that only its silence before is judged."""
    return [w.agent_connected(when), resolved(when)]


CALLED = [w.contact_started("Wed 09:00", case="k1"), w.agent_connected("Wed 09:01")]

SILENT = {
    "opened, and nothing": ([OPENED], DUE),
    "a movement a second after the deadline": ([OPENED, replied("Sun2 18:00:01")], DUE),
    "only statuses, assignments and machines moved": (
        [
            OPENED,
            w.case_assigned("Mon 09:00"),
            waiting("Mon 09:01", "us"),
            replied("Tue 09:00", author="automatic"),
            replied("Wed 09:00", author="bot"),
            w.record_written("Thu 09:00", case="k1", shared=False),
            w.claim_stated("Thu 09:00", case="k1", by="automatic"),
        ],
        DUE,
    ),
    "he asks again and again": (
        [OPENED, wrote("Tue 09:00"), w.contact_started("Thu 09:00", case="k1")],
        DUE,
    ),
    "silent after an answer": ([OPENED, replied("Mon 09:00")], "Mon2 18:00"),
    "silent since it was opened again": (
        [OPENED, *end("Mon 09:00"), w.case_reopened("Mon3 09:00")],
        "Mon4 18:00",
    ),
    "he called, and nobody could say": (
        [OPENED, *CALLED, noticed("Wed 09:02", "holding"), noticed("Wed 09:03", "apology")],
        DUE,
    ),
    "he called, and was told to ask elsewhere": (
        [OPENED, *CALLED, noticed("Wed 09:02", "redirect")],
        DUE,
    ),
    "we said something, after we had said nothing": (
        [OPENED, *CALLED, noticed("Wed 09:02", "holding"), noticed("Wed 09:03", "answer")],
        "Wed2 18:00",
    ),
    "he was told a day": (
        [OPENED, *CALLED, noticed("Wed 09:02", "promise", due=at("Thu 09:00"))],
        "Wed2 18:00",
    ),
    "he was told some day": (
        [OPENED, *CALLED, noticed("Wed 09:02", "holding"), noticed("Wed 09:03", "promise")],
        DUE,
    ),
    "words of another talk": (
        [OPENED, *CALLED, noticed("Wed 09:02", "holding", contact="c2")],
        "Wed2 18:00",
    ),
    "words heard after the case had waited for him": (
        [
            OPENED,
            *CALLED,
            w.customer_asked("Wed 09:02"),
            waiting("Wed 09:03", "customer"),
            noticed("Wed 09:04", "holding"),
            wrote("Thu 09:00"),
        ],
        "Thu2 18:00",
    ),
    "nobody told him of the third party": (
        [OPENED, waiting("Tue 09:00", "third_party", "Tue3 12:00")],
        DUE,
    ),
    "a third party without a date": (
        [OPENED, replied("Mon 09:00"), waiting("Mon 09:01", "third_party")],
        "Mon2 18:00",
    ),
    "the third party's date has passed": (
        [OPENED, replied("Mon 09:00"), waiting("Mon 09:01", "third_party", "Tue3 12:00")],
        "Tue3 12:00",
    ),
    "told of the date a day later": (
        [OPENED, waiting("Mon 09:01", "third_party", "Tue3 12:00"), replied("Wed 09:00")],
        "Tue3 12:00",
    ),
    "it no longer waits for the third party": (
        [
            OPENED,
            replied("Mon 09:00"),
            waiting("Mon 09:01", "third_party", "Tue3 12:00"),
            waiting("Wed2 09:00", "us"),
        ],
        "Wed2 09:00",
    ),
    "it waits for the customer, whom nobody asked": (
        [OPENED, waiting("Mon 09:00", "customer")],
        DUE,
    ),
    "it waited for the customer, and he answered": (
        [
            OPENED,
            replied("Mon 09:00", text="Which month?"),
            waiting("Mon 09:00", "customer"),
            wrote("Wed2 09:00"),
        ],
        "Wed3 18:00",
    ),
    "it waited for the customer, and we took it back": (
        [
            OPENED,
            replied("Mon 09:00", text="Which month?"),
            waiting("Mon 09:00", "customer"),
            waiting("Wed2 09:00", "us"),
        ],
        "Wed3 18:00",
    ),
}

MOVEMENTS = {
    "an agent wrote": replied("Thu 09:00"),
    "a record that he can read": w.record_written("Thu 09:00", case="k1", shared=True),
    "a talk": w.agent_connected("Thu 09:00"),
    "a promise": w.promise_made("Thu 09:00", case="k1"),
    "a fact told": w.claim_stated("Thu 09:00", case="k1"),
    "a visit": w.visit_booked("Thu 09:00", case="k1", hour="Sun2 09:00"),
    "a remedy": w.remedy_given("Thu 09:00", case="k1"),
}

NOT_SILENT = {
    "resolved on the last day": [OPENED, *end("Sun2 17:59")],
    "a movement in the very moment": [OPENED, replied("Sun2 18:00"), *end("Sun2 18:01")],
    "it waits for an answer that he owes us": [
        OPENED,
        replied("Mon 09:00", text="Which month?"),
        waiting("Mon 09:00", "customer"),
        *end("Sun4 09:00"),
    ],
    "a third party's date that he was told": [
        OPENED,
        replied("Mon 09:00"),
        waiting("Mon 09:01", "third_party", "Tue3 12:00"),
        *end("Tue3 11:00"),
    ],
    "a status of a case that nobody opened here": [waiting("Sun 09:00", "us"), *end("Sun4 09:00")],
    "what happens after the end": [OPENED, *end("Mon 09:00"), wrote("Mon 10:00", "Thanks!")],
}


def holes(story, **given):
    parts = (NobodyAnswers, NotAWord, BadlyEnded)
    return [found for part in parts for found in findings(part, story, **given)]


def kinds(story, **given):
    return [found.facts["kind"] for found in holes(story, **given)]


@pytest.mark.parametrize(("story", "moment"), SILENT.values(), ids=SILENT)
def test_a_silent_case_is_found(story, moment):
    found = holes(story)[0]
    assert (found.at, found.facts["kind"]) == (at(moment), "silent")
    assert found.severity is Severity.LOST


@pytest.mark.parametrize("story", NOT_SILENT.values(), ids=NOT_SILENT)
def test_a_case_that_moves_is_not_found(story):
    assert kinds(story) == []


@pytest.mark.parametrize("movement", MOVEMENTS.values(), ids=MOVEMENTS)
def test_what_the_customer_sees_is_a_movement(movement):
    (found,) = holes([OPENED, movement])
    assert found.at == at("Thu2 18:00")
    assert found.evidence == (movement,)
    assert found.facts["since"] == "2026-11-05T07:00:00Z"


def test_a_silent_case_is_found_once():
    assert kinds([OPENED, replied("Sun3 09:00"), *end("Sun5 09:00")]) == ["silent"]


CLOSED = {
    "closed over his head": (
        [OPENED, wrote("Mon 09:00"), closed("Tue 09:00")],
        ("unanswered", "Tue 10:00"),
    ),
    "resolved over his head": (
        [OPENED, replied("Sun 10:00"), wrote("Mon 09:00"), resolved("Tue 09:00")],
        ("unanswered", "Tue 10:00"),
    ),
    "an hour and a second is too late to answer": (
        [OPENED, wrote("Mon 09:00"), resolved("Tue 09:00"), replied("Tue 10:00:01")],
        ("unanswered", "Tue 10:00"),
    ),
    "an automatic notice is no answer": (
        [
            OPENED,
            wrote("Mon 09:00"),
            resolved("Tue 09:00"),
            replied("Tue 09:00", author="automatic"),
        ],
        ("unanswered", "Tue 10:00"),
    ),
    "thanks for nothing": (
        [OPENED, wrote("Mon 09:00"), wrote("Mon 10:00", "Thanks!"), resolved("Tue 09:00")],
        ("unanswered", "Tue 10:00"),
    ),
    "closed, and nobody ever said a word": (
        [OPENED, closed("Tue 09:00")],
        ("unanswered", "Tue 10:00"),
    ),
    "resolved, and nobody ever said a word": (
        [OPENED, resolved("Tue 09:00"), closed("Wed 09:00")],
        ("unanswered", "Tue 10:00"),
    ),
    "he called, gave up, and it was closed": (
        [
            OPENED,
            w.contact_started("Mon 09:00", case="k1"),
            w.contact_ended("Mon 09:10"),
            closed("Tue 09:00"),
        ],
        ("unanswered", "Tue 10:00"),
    ),
    "only a machine and a note for ourselves": (
        [
            OPENED,
            replied("Sun 09:00", author="automatic"),
            w.record_written("Mon 09:00", case="k1", shared=False),
            closed("Tue 09:00"),
        ],
        ("unanswered", "Tue 10:00"),
    ),
    "nobody ever said a word, until an hour and a second too late": (
        [OPENED, closed("Tue 09:00"), replied("Tue 10:00:01")],
        ("unanswered", "Tue 10:00"),
    ),
    "all that was said was of another case, or long before": (
        [
            w.agent_connected("Sun 07:00", contact="c0"),
            w.contact_ended("Sun 07:59:59", contact="c0"),
            OPENED,
            replied("Mon 09:00", case="k9"),
            closed("Tue 09:00"),
        ],
        ("unanswered", "Tue 10:00"),
    ),
    "said a word of another case, and none of this": (
        [w.case_opened("Sun 09:00"), w.promise_made("Mon 09:00", case="k9"), closed("Tue 09:00")],
        ("unanswered", "Tue 10:00"),
    ),
    "opened twice, and resolved twice": (
        [OPENED, resolved("Mon 09:00"), w.case_opened("Tue 09:00"), closed("Wed 09:00")],
        ("unanswered", "Mon 10:00"),
    ),
    "closed for want of a reply": (
        [OPENED, replied("Sun 10:00"), closed("Tue 09:00", "No response from customer")],
        ("timed_out", "Tue 09:00"),
    ),
    "closed on a time-out, and unanswered, is one hole": (
        [OPENED, wrote("Sun 10:00"), closed("Tue 09:00", "פג תוקף")],
        ("timed_out", "Tue 09:00"),
    ),
    "opened again, and closed on a time-out": (
        [OPENED, *end("Mon 09:00"), w.case_reopened("Mon2 09:01"), closed("Tue2 09:00", "timeout")],
        ("timed_out", "Tue2 09:00"),
    ),
    "asked how it was before it was solved": (
        [OPENED, w.survey_sent("Mon 09:00"), *end("Tue 09:00")],
        ("survey", "Mon 09:00"),
    ),
    "asked how it was after it came back": (
        [
            OPENED,
            *end("Mon 09:00"),
            w.case_reopened("Mon2 09:01"),
            w.survey_sent("Tue2 09:00"),
            *end("Wed2 09:00"),
        ],
        ("survey", "Tue2 09:00"),
    ),
    "opened again within a week": (
        [OPENED, *end("Mon 09:00"), w.case_reopened("Mon2 09:00"), *end("Tue2 09:00")],
        ("reopened", "Mon2 09:00"),
    ),
    "opened again after it was closed": (
        [OPENED, *end("Mon 09:00"), closed("Thu 09:00"), w.case_reopened("Tue2 09:00")],
        ("reopened", "Tue2 09:00"),
    ),
}

NOT_CLOSED = {
    "answered, then resolved": [
        OPENED,
        wrote("Mon 09:00"),
        replied("Mon 10:00"),
        resolved("Tue 09:00"),
    ],
    "the closing message came within the hour": [
        OPENED,
        wrote("Mon 09:00"),
        resolved("Tue 09:00"),
        replied("Tue 10:00"),
    ],
    "he only said thanks": [
        OPENED,
        replied("Mon 09:00"),
        wrote("Mon 10:00", "תודה רבה!"),
        closed("Tue 09:00"),
    ],
    "the closing message is the first word, within the hour": [
        OPENED,
        closed("Tue 09:00"),
        replied("Tue 10:00"),
    ],
    "a talk in which the case was opened": [
        w.contact_started("Sun 08:58", case="k1"),
        w.agent_connected("Sun 08:59"),
        OPENED,
        closed("Sun 09:01"),
    ],
    "answered once, and closed after he called again": [
        OPENED,
        replied("Mon 09:00"),
        w.contact_started("Mon 10:00", case="k1"),
        closed("Tue 09:00"),
    ],
    "his thanks became a case": [OPENED, wrote("Sun 09:00", "Thanks!"), closed("Sun 09:10")],
    "his thanks became a case a moment later": [
        wrote("Sun 08:59", "Thanks!"),
        OPENED,
        closed("Sun 09:10"),
    ],
    "he thanks for what was closed without a word": [
        OPENED,
        closed("Tue 09:00"),
        wrote("Tue 09:30", "Thanks!"),
    ],
    "opened in a talk that names no case": [
        w.agent_connected("Sun 07:30"),
        OPENED,
        w.contact_ended("Sun 09:10"),
        closed("Sun 09:15"),
    ],
    "opened within the hour after a talk that names no case": [
        w.agent_connected("Sun 07:00"),
        w.contact_ended("Sun 08:00"),
        OPENED,
        closed("Sun 09:15"),
    ],
    "we called him, and named no case": [
        OPENED,
        w.agent_connected("Mon 09:00"),
        closed("Tue 09:00"),
    ],
    "a case whose beginning nobody knows": [closed("Tue 09:00")],
    "resolved, and then closed by itself": [
        OPENED,
        *end("Mon 09:00"),
        closed("Mon2 09:00", "timeout"),
    ],
    "asked how it was once it was solved": [OPENED, *end("Mon 09:00"), w.survey_sent("Mon 09:00")],
    "opened again after more than a week": [
        OPENED,
        *end("Mon 09:00"),
        w.case_reopened("Mon2 09:00:01"),
        *end("Tue2 09:00"),
    ],
    "opened again, and nobody knows when it ended": [
        w.case_reopened("Mon 09:00"),
        *end("Tue 09:00"),
    ],
}


@pytest.mark.parametrize(("story", "hole"), CLOSED.values(), ids=CLOSED)
def test_a_bad_end_is_found(story, hole):
    found = [(f.facts["kind"], f.at) for f in holes(story) if f.facts["kind"] != "silent"]
    assert found == [(hole[0], at(hole[1]))]


@pytest.mark.parametrize("story", NOT_CLOSED.values(), ids=NOT_CLOSED)
def test_a_good_end_is_not_found(story):
    assert kinds(story) == []


def test_an_end_over_his_head_hides_no_time_out_of_later():
    story = [OPENED, wrote("Mon 09:00"), resolved("Tue 09:00"), w.case_reopened("Sun3 09:00")]
    story += [replied("Sun3 10:00"), closed("Mon3 09:00", "timeout")]
    assert kinds(story) == ["unanswered", "timed_out"]


def test_an_end_without_a_word_says_when_the_case_was_opened():
    (found,) = holes([OPENED, ended := closed("Tue 09:00", "done")])
    assert found.evidence == (OPENED, ended)
    assert found.subject == Subject("case", "k1")
    assert found.facts == {
        "kind": "unanswered",
        "reason": "done",
        "opened_at": "2026-11-01T07:00:00Z",
    }


def test_of_two_cases_only_the_one_without_a_word_is_found():
    story = [
        OPENED,
        w.case_opened("Mon 09:00", case="k2"),
        w.promise_made("Mon 10:00", case="k1"),
        closed("Tue 09:00"),
        w.case_closed("Tue 09:00", case="k2"),
    ]
    (found,) = findings(NotAWord, story)
    assert found.subject == Subject("case", "k2")


def test_an_end_over_his_head_says_when_he_wrote():
    story = [OPENED, asked := wrote("Mon 09:00"), ended := closed("Tue 09:00")]
    (found,) = holes(story)
    assert found.evidence == (ended, asked)
    assert found.facts == {"kind": "unanswered", "wrote_at": "2026-11-02T07:00:00Z"}


def test_a_log_that_cannot_carry_our_messages_is_judged_by_its_steps_alone():
    parts = [d for d in judging_without({MessageSent}) if d.code == "F30"]
    assert parts == [BadlyEnded]
    assert [d for d in judging_without(()) if d.code == "F30"] == [
        NobodyAnswers,
        BadlyEnded,
        NotAWord,
    ]


def test_each_hole_of_a_case_is_a_finding_of_its_own():
    story = [OPENED, w.survey_sent("Mon 09:00"), wrote("Mon 10:00"), resolved("Tue 09:00")]
    story += [w.case_reopened("Tue 12:00"), w.survey_sent("Wed 09:00"), *end("Thu 09:00")]
    story += [w.case_reopened("Thu 12:00"), *end("Sun2 09:00")]
    found = holes(story)
    assert sorted(f.facts["kind"] for f in found) == ["reopened", "survey", "unanswered"]
    assert len({f.id for f in found}) == 3
    (reopened,) = (f for f in found if f.facts["kind"] == "reopened")
    assert reopened.facts["after"] == 3 * 3600


LAW = """
[case_in_black_hole]
survey_after_resolution = { value = true, clause = "Art. 18.2", source = "a law" }
no_closing_on_time_out = { value = true, clause = "Art. 13", source = "a law" }
"""


def test_a_hole_that_a_law_names_is_a_breach_of_its_clause(tmp_path):
    own = tmp_path / "law.toml"
    own.write_text(LAW)
    story = [OPENED, w.survey_sent("Mon 09:00"), closed("Tue 09:00", "timeout")]
    story += [w.case_reopened("Tue 12:00"), *end("Thu 09:00")]
    found = holes(story, policy=load(["il", str(own)]))
    by_kind = {f.facts["kind"]: (f.severity, f.clause) for f in found}
    assert by_kind == {
        "survey": (Severity.LEGAL, "Art. 18.2"),
        "timed_out": (Severity.LEGAL, "Art. 13"),
        "reopened": (Severity.LOST, None),
    }

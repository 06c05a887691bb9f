import pytest

from moked.policy import load
from moked.quality.detectors.message_unanswered import MessageUnanswered
from moked.quality.finding import Severity, State, Subject, by_moment
from moked.quality.story import Story
from tests.quality import words as w
from tests.quality.table import IL, findings
from tests.quality.words import at

DUE = "Fri 09:00"
DANA = Subject("customer", "dana")


def wrote(when: str = "Sun 09:00", text: str | None = "Where is my parcel?", **given):
    return w.message_received(when, text=text, **given)


def replied(when: str, **given):
    return w.message_sent(when, **{"message": "m2"} | given)


def noticed(when: str, kind: str, **given):
    return w.words_noticed(when, kind=kind, **{"message": "m2"} | given)


def started(when: str, contact: str, **given):
    return w.contact_started(when, contact=contact, **given)


def talked(when: str, contact: str = "c2", **given):
    """Return a call in which Noa answered."""
    start = started(when, contact, **given)
    return [start, w.agent_connected(when, contact=contact)]


FOUND = {
    "thanks on another case": (
        [wrote(case="k1"), wrote("Mon 09:00", "Thanks!", message="m3", case="k2")],
        DUE,
    ),
    "what is noticed in nobody's message": (
        [wrote(), noticed("Sun 10:00", "answer", message="m9")],
        DUE,
    ),
    "nobody answered": ([wrote()], DUE),
    "answered a second after five days": ([wrote(), replied("Fri 09:00:01")], DUE),
    "writing again does not restart the clock": ([wrote(), wrote("Wed 09:00", "Hello?")], DUE),
    "an automatic acknowledgement is no answer": (
        [wrote(), replied("Sun 09:00", author="automatic"), replied("Sun 09:01", author="bot")],
        DUE,
    ),
    "neither is closing the case": (
        [w.case_opened("Sun 09:00"), wrote(case="k1"), w.case_closed("Mon 09:00")],
        DUE,
    ),
    "a person who is checking": (
        [wrote(), replied("Mon 09:00"), noticed("Mon 09:00", "holding")],
        DUE,
    ),
    "an apology and a promise without a day": (
        [
            wrote(),
            replied("Mon 09:00"),
            noticed("Mon 09:00", "promise"),
            noticed("Mon 09:00", "apology"),
        ],
        DUE,
    ),
    "reading found the holding after the deadline": (
        [wrote(), replied("Mon 09:00"), noticed("Sat 09:00", "holding")],
        "Sat 09:00",
    ),
    "the only answer never arrived": (
        [wrote(), replied("Mon 09:00"), w.message_failed("Mon 09:05", message="m2")],
        DUE,
    ),
    "the only answer came back after the deadline": (
        [wrote(), replied("Thu 09:00"), w.message_failed("Sat 09:00", message="m2")],
        "Sat 09:00",
    ),
    "both answers came back": (
        [
            wrote(),
            replied("Mon 09:00"),
            replied("Mon 10:00", message="m3"),
            w.message_failed("Mon 11:00", message="m2"),
            w.message_failed("Mon 11:00", message="m3"),
        ],
        DUE,
    ),
    "an answer on another case": (
        [wrote(case="k1"), replied("Mon 09:00", case="k2")],
        DUE,
    ),
    "an answer in another contact": (
        [wrote(contact="c1"), replied("Mon 09:00", contact="c2")],
        DUE,
    ),
    "an answer on a case that was answered before": (
        [
            wrote("Sun 07:00", "My bill?", case="k2", message="m8"),
            replied("Sun 08:00", case="k2", message="m9"),
            wrote(case="k1"),
            replied("Mon 09:00", case="k2"),
        ],
        DUE,
    ),
    "a call on another case": ([wrote(case="k1"), *talked("Mon 09:00", case="k2")], DUE),
    "a call that nothing links": ([wrote(), *talked("Mon 09:00")], DUE),
    "a call on the topic, which is no link": (
        [
            started("Sun 09:00", "c1", channel="email", topic="billing"),
            wrote(contact="c1"),
            *talked("Mon 09:00", topic="billing"),
        ],
        DUE,
    ),
    "a person opened the letter, and wrote nothing": (
        [
            started("Sun 09:00", "c1", channel="email"),
            wrote(contact="c1"),
            w.agent_connected("Mon 09:00"),
        ],
        DUE,
    ),
    "a chat in which nobody ever came": (
        [
            started("Sun 09:00", "c1", channel="chat"),
            wrote(contact="c1"),
            w.contact_ended("Sun 10:00"),
        ],
        DUE,
    ),
    "written into a chat after it ended": (
        [
            *talked("Sun 08:00", "c1", channel="chat"),
            w.contact_ended("Sun 08:30"),
            wrote(contact="c1", channel="chat"),
        ],
        DUE,
    ),
    "the branch sent him elsewhere": (
        [
            wrote(case="k1"),
            *talked("Mon 09:00", channel="branch", case="k1"),
            w.contact_redirected("Mon 09:10", contact="c2"),
            w.record_written("Mon 09:11", contact="c2", case="k1"),
        ],
        DUE,
    ),
    "a menu sent him elsewhere": (
        [wrote(), started("Mon 09:00", "c2"), w.contact_redirected("Mon 09:01", contact="c2")],
        DUE,
    ),
    "they hung up on him at once": (
        [
            wrote(case="k1"),
            *talked("Mon 09:00", case="k1"),
            w.contact_ended("Mon 09:00:15", contact="c2", by="agent"),
        ],
        DUE,
    ),
    "they hung up on him without a farewell": (
        [
            wrote(case="k1"),
            *talked("Mon 09:00", case="k1"),
            w.contact_ended("Mon 09:10", contact="c2", by="system", farewell=False),
        ],
        DUE,
    ),
    "a thank-you with a question in it": ([wrote(text="Thanks, and when?")], DUE),
    "the same words on another case": (
        [
            wrote("Sun 09:00", "Where is it?", case="k1"),
            replied("Sun 10:00", case="k1"),
            wrote("Mon 09:00", "Where is it?", message="m3", case="k2"),
        ],
        "Sat 09:00",
    ),
    "the same words three days later": (
        [wrote("Thu 08:59"), replied("Thu 10:00"), wrote("Sat 09:00", message="m3")],
        "Thu2 09:00",
    ),
    "a subject that goes on": (
        [
            wrote("Sun 09:00", subject="Parcel"),
            replied("Sun 10:00"),
            wrote("Mon 09:00", "It came broken.", subject="Parcel", message="m3"),
        ],
        "Sat 09:00",
    ),
    "two letters without text or subject": (
        [wrote("Sun 09:00", None), replied("Sun 10:00"), wrote("Mon 09:00", None, message="m3")],
        "Sat 09:00",
    ),
    "a case closed as spam, another one not": (
        [
            w.case_opened("Sun 09:00"),
            wrote(case="k1"),
            w.case_closed("Mon 09:00", case="k2", reason="spam"),
        ],
        DUE,
    ),
    "a customer's words, read in his message": (
        [wrote(), noticed("Sun 09:00", "human_request", message="m1", speaker="customer")],
        DUE,
    ),
    "a message of a machine that came back": (
        [
            wrote(),
            replied("Sun 09:00", author="automatic"),
            w.message_failed("Sun 09:01", message="m2"),
        ],
        DUE,
    ),
    "a reason that is no spam": (
        [w.case_opened("Sun 09:00"), wrote(case="k1"), w.case_closed("Mon 09:00", reason="solved")],
        DUE,
    ),
}

NOT_FOUND = {
    "answered in the last moment": [wrote(), replied(DUE)],
    "answered by a person after an automatic receipt": [
        wrote(),
        replied("Sun 09:00", message="m9", author="automatic"),
        replied("Mon 09:00"),
    ],
    "answered by a letter that names its contact": [wrote(), replied("Mon 09:00", contact="c2")],
    "answered on the case that the contact had got": [
        started("Sun 09:00", "c1", channel="email"),
        wrote(contact="c1"),
        wrote("Sun 10:00", "And a photo.", contact="c1", case="k1", message="m3"),
        replied("Mon 09:00", case="k1"),
    ],
    "answered from a contact that we began": [
        wrote(contact="c1"),
        started("Mon 09:00", "c2", channel="email", direction="out"),
        replied("Mon 09:00", contact="c2"),
    ],
    "answered in a contact that our receipt had put on the case": [
        wrote(case="k1"),
        replied("Sun 09:00", author="automatic", contact="c2", case="k1"),
        replied("Mon 09:00", contact="c2", message="m3"),
    ],
    "checked, and then answered": [
        wrote(),
        replied("Mon 09:00"),
        noticed("Mon 09:00", "holding"),
        replied("Tue 09:00", message="m3"),
    ],
    "an apology with the answer in it": [
        wrote(),
        replied("Mon 09:00"),
        noticed("Mon 09:00", "apology"),
        noticed("Mon 09:00", "answer"),
    ],
    "an apology with a day in it": [
        wrote(),
        replied("Mon 09:00"),
        noticed("Mon 09:00", "holding"),
        noticed("Mon 09:00", "promise", due=at("Thu 09:00")),
    ],
    "reading is not sure that it only holds": [
        wrote(),
        replied("Mon 09:00"),
        noticed("Mon 09:00", "holding", confidence=0.59),
    ],
    "one of two answers arrived": [
        wrote(),
        replied("Mon 09:00"),
        replied("Mon 10:00", message="m3"),
        w.message_failed("Mon 11:00", message="m2"),
    ],
    "answered by phone, on the case": [wrote(case="k1"), *talked("Mon 09:00", case="k1")],
    "answered by phone, and the record says on what": [
        wrote(case="k1"),
        *talked("Mon 09:00"),
        w.record_written("Mon 09:20", contact="c2", case="k1"),
    ],
    "he hung up when he had heard it": [
        wrote(case="k1"),
        *talked("Mon 09:00", case="k1"),
        w.contact_ended("Mon 09:00:10", contact="c2", by="customer"),
    ],
    "the agent ended a long talk": [
        wrote(case="k1"),
        *talked("Mon 09:00", case="k1"),
        w.contact_ended("Mon 09:05", contact="c2", by="agent"),
    ],
    "sent elsewhere from a talk on another case": [
        wrote(case="k1"),
        *talked("Sun 12:00", "c3", case="k2"),
        w.contact_redirected("Sun 12:05", contact="c3"),
        *talked("Mon 09:00", case="k1"),
    ],
    "the machine ended a talk long after": [
        wrote(case="k1"),
        *talked("Mon 09:00", case="k1"),
        w.contact_ended("Mon 09:05", contact="c2", by="system"),
        w.record_written("Mon 09:06"),
    ],
    "he chose another way himself": [
        wrote(case="k1"),
        *talked("Mon 09:00", case="k1"),
        w.contact_redirected("Mon 09:05", contact="c2", chosen=True),
    ],
    "written in a live talk": [
        started("Sun 09:00", "c1", channel="chat"),
        wrote(contact="c1", channel="chat"),
        w.agent_connected("Sun 09:02"),
        wrote("Sun 09:03", "And that?", contact="c1", channel="chat", message="m3"),
    ],
    "thanks for an answer": [
        wrote("Sun 09:00"),
        replied("Sun 10:00"),
        wrote("Mon 09:00", "Thank you!", message="m3"),
    ],
    "the same text twice, in two contacts, answered once": [
        wrote(contact="c1"),
        wrote("Sun 09:05", contact="c2", channel="form", message="m3"),
        replied("Mon 09:00", contact="c1"),
    ],
    "the same text again, when it was answered": [
        wrote("Sun 09:00", contact="c1"),
        replied("Sun 10:00", contact="c1"),
        wrote("Mon 09:00", "Where  is my\nparcel?", contact="c2", message="m3"),
    ],
    "the same subject again, texts unknown": [
        wrote("Sun 09:00", None, subject="Parcel"),
        replied("Sun 10:00"),
        wrote("Mon 09:00", None, subject="Parcel", message="m3"),
    ],
    "spam by its contact": [started("Sun 09:00", "c1", topic="Spam"), wrote(contact="c1")],
    "spam by its case": [
        w.case_opened("Sun 09:00"),
        wrote(case="k1"),
        w.case_closed("Mon 09:00", reason="spam"),
    ],
}


def opened(story, **given):
    return [f for f in findings(MessageUnanswered, story, **given) if f.state is State.OPEN]


@pytest.mark.parametrize(("story", "moment"), FOUND.values(), ids=FOUND)
def test_found(story, moment):
    (found,) = opened(story)
    assert found.at == at(moment)
    assert found.severity is Severity.LOST


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(MessageUnanswered, story) == []


def test_it_is_at_risk_after_a_day():
    risk, late = findings(MessageUnanswered, [wrote()])
    assert (risk.at, risk.state, risk.id) == (at("Mon 09:00"), State.AT_RISK, late.id)
    assert risk.facts["due"] == late.facts["due"] == "2026-11-06T07:00:00Z"


def test_it_is_not_at_risk_while_an_answer_stands():
    story = [wrote(), replied("Sun 10:00"), w.message_failed("Fri 09:00", message="m2")]
    assert [f.state for f in findings(MessageUnanswered, story)] == [State.OPEN]


def test_an_answer_adds_to_the_facts_and_takes_nothing_back():
    story = [wrote(), wrote("Mon 09:00", "Hello?"), replied("Sat 09:00")]
    (found,) = opened(story)
    assert found.at == at(DUE)
    assert (found.facts["count"], found.facts["waited"]) == (2, 6 * 86400)
    assert found.facts["answered_at"] == "2026-11-07T07:00:00Z"


def test_it_is_reported_on_what_the_first_message_named():
    later = w.record_written("Sun 10:00", contact="c1", case="k1")
    (by_contact,) = opened([wrote(contact="c1"), later])
    (by_case,) = opened([wrote(case="k1", contact="c1")])
    (by_customer,) = opened([wrote()])
    subjects = [by_contact.subject, by_case.subject, by_customer.subject]
    assert subjects == [
        Subject("contact", "c1"),
        Subject("case", "k1"),
        Subject("customer", "dana"),
    ]


def test_two_matters_are_two_failures():
    story = [wrote(case="k1"), wrote("Mon 09:00", "And my bill?", case="k2", message="m3")]
    assert [f.subject.ref for f in opened(story)] == ["k1", "k2"]


def test_an_answer_that_came_back_opens_its_own_matter_alone():
    story = [wrote(case="k1"), replied("Sun 10:00", case="k1")]
    story += [wrote("Sun 11:00", "My bill?", case="k2", message="m3")]
    story += [
        replied("Sun 12:00", case="k2", message="m4"),
        w.message_failed("Sun 13:00", message="m4"),
    ]
    assert [f.subject.ref for f in opened(story)] == ["k2"]


LETTERS = [
    wrote("Sun 09:00", contact="c1", channel="email"),
    wrote("Mon 09:00", "Do you read this?", contact="c2", channel="messenger", message="m3"),
]


def test_asking_again_by_another_channel_is_no_second_failure():
    (found,) = opened(LETTERS)
    assert (found.subject, found.at, found.facts["count"]) == (Subject("contact", "c1"), at(DUE), 2)


def test_an_answer_where_he_asked_again_leaves_the_letter_unanswered():
    (found,) = opened([*LETTERS, replied("Tue 09:00", contact="c2")])
    assert (found.subject, found.at) == (Subject("contact", "c1"), at(DUE))


def test_an_answer_to_the_letter_leaves_what_he_asked_elsewhere():
    (found,) = opened([*LETTERS, replied("Tue 09:00", contact="c1")])
    assert (found.subject, found.at) == (Subject("contact", "c2"), at("Sat 09:00"))
    late = [*LETTERS, replied("Fri2 09:00", contact="c1")]
    assert [f.at for f in opened(late)] == [at(DUE), at("Fri2 09:00")]


def test_two_letters_on_one_topic_are_one_failure_and_on_two_topics_two():
    def letters(topic):
        first = started("Sun 08:00", "c1", channel="email", topic="billing")
        second = started("Sun 08:00", "c2", channel="email", topic=topic)
        again = wrote("Mon 09:00", "Hello?", contact="c2", message="m3")
        return [first, second, wrote(contact="c1"), again]

    assert len(opened(letters("חשבון"))) == 1
    assert len(opened(letters("fault"))) == 2
    assert len(opened(letters(None))) == 2


def test_a_matter_that_was_answered_can_be_unanswered_again():
    story = [wrote(), replied("Sun 10:00"), wrote("Mon 09:00", "No, the other one.", message="m3")]
    assert [f.at for f in opened(story)] == [at("Sat 09:00")]


LAW = """
[message_unanswered]
legal_after = { value = "15 business days", clause = "Art. 17", source = "a law" }
legal_after_billing = { value = "5 d", clause = "Art. 17 (bills)", source = "a law" }
"""
ABOUT_A_BILL = started("Sun 09:00", "c1", channel="email", topic="חשבון")


@pytest.fixture
def law(tmp_path):
    own = tmp_path / "law.toml"
    own.write_text(LAW)
    return load(["il", str(own)])


def breaches(story, policy):
    found = findings(MessageUnanswered, story, policy=policy)
    return [(f.at, f.clause) for f in found if f.severity is Severity.LEGAL]


def test_it_becomes_a_breach_at_the_laws_limit(law):
    assert breaches([wrote()], law) == [(at("Sun4 18:00"), "Art. 17")]
    assert breaches([wrote(), replied("Sun4 18:00")], law) == []


def test_about_a_bill_the_law_is_shorter(law):
    story = [ABOUT_A_BILL, wrote(contact="c1")]
    assert breaches(story, law) == [(at(DUE), "Art. 17 (bills)")]
    fault = started("Sun 09:00", "c1", channel="email", topic="fault")
    assert breaches([fault, wrote(contact="c1")], law) == [(at("Sun4 18:00"), "Art. 17")]


def test_a_topic_learnt_late_counts_from_then_on(law):
    case = w.case_opened("Sun2 09:00", topic="billing")
    assert breaches([wrote(case="k1"), case], law) == [(at("Sun2 09:00"), "Art. 17 (bills)")]
    record = w.record_written("Mon2 09:00", contact="c1", case="k1")
    early = w.case_opened("Sun 08:00", topic="billing")
    story = [early, wrote(contact="c1"), record]
    assert breaches(story, law) == [(at("Mon2 09:00"), "Art. 17 (bills)")]


def test_no_law_no_breach():
    assert breaches([ABOUT_A_BILL, wrote(contact="c1")], load([])) == []


def test_letters_long_settled_stay_found_while_others_come():
    days = [f"{day}{week}" for week in range(1, 11) for day in ("Sun", "Tue")]
    story = [
        event
        for number, day in enumerate(days)
        for event in (
            wrote(f"{day} 09:00", f"Question {number}?", case=f"k{number}"),
            replied(f"{day} 10:00", case=f"k{number - 6}", message=f"a{number}"),
        )
    ]
    fold = MessageUnanswered.begin(Story(MessageUnanswered, DANA, (), customer="dana"), IL)
    for read, event in enumerate(story, start=1):
        fold.take(event)
        assert by_moment(fold.findings()) == by_moment(findings(MessageUnanswered, story[:read]))
    assert len({f.id for f in fold.findings()}) == len(days)

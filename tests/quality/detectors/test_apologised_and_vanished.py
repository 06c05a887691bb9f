import pytest

from moked.quality.detectors.apologised_and_vanished import ApologisedAndVanished
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at

# Sent on Sunday at ten: the next business day ends on Monday at six in the evening.
DUE = "Mon 18:00"


def wrote(when: str = "Sun 09:00", **given):
    return w.message_received(when, **{"channel": "messenger", "text": "Where is it?"} | given)


def sent(when: str, message: str = "m2", **given):
    return w.message_sent(when, message=message, **{"channel": "messenger"} | given)


def noticed(when: str, kind: str, message: str = "m2", **given):
    return w.words_noticed(when, kind=kind, message=message, **given)


def held(when: str = "Sun 10:00", message: str = "m2", kind: str = "holding", **given):
    return [sent(when, message, **given), noticed(when, kind, message)]


def receipt(when: str = "Sun 10:00", message: str = "m2", **given):
    return held(when, message, **{"author": "automatic"} | given)


FOUND = {
    "they are checking, and then nothing": ([wrote(), *held()], DUE),
    "they apologise, and then nothing": ([wrote(), *held(kind="apology")], DUE),
    "an automatic receipt, and then nothing": ([wrote(), *receipt()], DUE),
    "a bot": ([wrote(), *held(author="bot")], DUE),
    "a receipt for a call that nobody answered": (
        [w.contact_started("Sun 09:00", channel="phone"), *receipt(channel="sms")],
        DUE,
    ),
    "an agent's apology, whatever came before it": (held(), DUE),
    "an answer a second after a receipt's time": (
        [wrote(), *receipt(), sent("Mon 18:00:01", "m3")],
        DUE,
    ),
    "an answer a second too late": ([wrote(), *held(), sent("Mon 18:00:01", "m3")], DUE),
    "he writes again": ([wrote(), *held(), wrote("Mon 09:00", message="m3")], DUE),
    "a later machine that says nothing": (
        [wrote(), *held(), sent("Mon 09:00", "m3", author="automatic")],
        DUE,
    ),
    "they hold again": ([wrote(), *held(), *held("Mon 09:00", "m3")], "Tue 18:00"),
    "a receipt after the agent's apology": (
        [wrote(), *held(), *receipt("Mon 09:00", "m3")],
        "Tue 18:00",
    ),
    "a promise without a day": (
        [wrote(), *held(), noticed("Sun 10:00", "promise"), w.promise_made("Sun 10:01")],
        DUE,
    ),
    "reading tells late": (
        [wrote(), sent("Sun 10:00"), noticed("Tue 09:00", "holding")],
        "Tue 09:00",
    ),
    "the day promised had passed": (
        [wrote(), w.promise_made("Sun 09:30", due="Sun 09:45"), *held()],
        DUE,
    ),
    "a question of ours that he answered": (
        [
            wrote("Sun 08:00"),
            sent("Sun 08:30", "m8"),
            noticed("Sun 08:30", "question", "m8"),
            wrote("Sun 09:00", message="m9"),
            *held(),
        ],
        DUE,
    ),
    "a talk on another case": (
        [
            wrote(case="k1"),
            *held(case="k1"),
            w.contact_started("Mon 09:00", contact="c2", case="k2"),
            w.agent_connected("Mon 09:01", contact="c2"),
        ],
        DUE,
    ),
    "an agent took the letter up, and wrote nothing": (
        [
            w.contact_started("Sun 09:00", channel="messenger"),
            *held(contact="c1"),
            w.agent_connected("Mon 09:01"),
        ],
        DUE,
    ),
    "a notice of what the customer said": (
        [wrote(), *held(), noticed("Sun 10:00", "human_request", speaker="customer")],
        DUE,
    ),
}

NOT_FOUND = {
    "an answer in the last moment": [wrote(), *held(), sent(DUE, "m3")],
    "an apology with an answer": [wrote(), *held(kind="apology"), noticed("Sun 10:00", "answer")],
    "the answer was noticed before the apology": [
        wrote(),
        sent("Sun 10:00"),
        noticed("Sun 10:00", "answer"),
        noticed("Sun 10:00", "apology"),
    ],
    "an apology with a question: it is his turn": [
        wrote(),
        *held(),
        noticed("Sun 10:00", "question"),
    ],
    "a question stands open, and a receipt comes": [
        wrote("Sun 08:00"),
        sent("Sun 08:30", "m8"),
        noticed("Sun 08:30", "question", "m8"),
        *held(),
    ],
    "a promise with a day, in the words": [
        wrote(),
        *held(),
        noticed("Sun 10:00", "promise", due=at("Thu 12:00")),
    ],
    "a promise with a day, written down": [
        wrote(),
        *held(),
        w.promise_made("Sun 10:01", message="m2", due="Thu 12:00"),
    ],
    "a promise with a day, on the case": [
        wrote(case="k1"),
        *held(case="k1"),
        w.promise_made("Mon 10:01", case="k1", due="Thu 12:00"),
    ],
    "a day promised before still stands": [
        wrote(),
        w.promise_made("Sun 09:30", due="Thu 12:00"),
        *held(),
    ],
    "reading is not sure": [
        wrote(),
        sent("Sun 10:00"),
        noticed("Sun 10:00", "holding", confidence=0.5),
    ],
    "a bot that answers after the receipt": [
        wrote(),
        *receipt(),
        sent("Mon 09:00", "m3", author="bot"),
        noticed("Mon 09:00", "answer", "m3"),
    ],
    "a talk on the case": [
        wrote(case="k1"),
        *held(case="k1"),
        w.contact_started("Mon 09:00", contact="c2", case="k1"),
        w.agent_connected("Mon 09:01", contact="c2"),
    ],
    "sorry again, after the answer": [
        wrote(),
        sent("Sun 09:30", "m8"),
        wrote("Sun 09:40", message="m9", text="Thanks!"),
        *held(kind="apology"),
    ],
    "a receipt for thanks": [
        wrote(),
        sent("Sun 09:30", "m8"),
        wrote("Sun 09:40", message="m9", text="Thanks!"),
        *receipt(),
    ],
    "sorry to all customers, from a machine": receipt(kind="apology"),
    "an answer overtook what reading tells late": [
        wrote(),
        sent("Sun 10:00"),
        sent("Sun 11:00", "m3"),
        noticed("Sun 12:00", "holding"),
    ],
    "a message that nobody sent": [noticed("Sun 10:00", "holding")],
    "a machine's chatter": [
        wrote(),
        sent("Sun 10:00", author="bot"),
        noticed("Sun 10:00", "every_effort"),
    ],
}


def silences(story):
    return [f for f in findings(ApologisedAndVanished, story) if f.facts["stage"] == "silent"]


@pytest.mark.parametrize(("story", "moment"), FOUND.values(), ids=FOUND)
def test_found(story, moment):
    (found,) = silences(story)
    assert found.at == at(moment)
    assert found.severity is Severity.LOST


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(ApologisedAndVanished, story) == []


def test_the_supervisor_is_told_after_two_days():
    story = [wrote(), *held()]
    silent, supervisor = findings(ApologisedAndVanished, story)
    assert (supervisor.facts["stage"], supervisor.at) == ("supervisor", at("Tue 10:00"))
    assert supervisor.id == silent.id
    assert findings(ApologisedAndVanished, [*story, sent("Tue 10:00", "m3")]) == [silent]


def test_the_supervisor_is_told_no_sooner_than_the_silence_is_one():
    # Sent on Thursday: Friday and Saturday are no business days, Sunday's end is after two days.
    story = [wrote("Thu 09:00"), *held("Thu 10:00")]
    assert [f.at for f in findings(ApologisedAndVanished, story)] == [at("Sun2 18:00")] * 2


def test_apologising_again_without_an_answer_is_no_second_failure():
    story = [wrote(), *held(), *held("Wed 09:00", "m3"), *receipt("Thu 09:00", "m4")]
    assert [f.at for f in silences(story)] == [at(DUE)]


def test_after_an_answer_we_may_vanish_again():
    story = [wrote(), *held(), sent("Wed 09:00", "m3"), wrote("Wed 10:00", message="m4")]
    story += held("Wed 11:00", "m5")
    assert [f.at for f in silences(story)] == [at(DUE), at("Thu 18:00")]


def test_it_says_who_held_with_which_words():
    story = [
        wrote(contact="c1"),
        sent("Sun 10:00", contact="c1", agent="noa"),
        noticed("Sun 10:00", "apology", words="Sorry for the delay!"),
        w.record_written("Sun 11:00", contact="c1", case="k1"),
    ]
    (found,) = silences(story)
    assert found.subject == Subject("contact", "c1")
    assert found.facts == {
        "stage": "silent",
        "sent_at": "2026-11-01T08:00:00Z",
        "author": "agent",
        "agent": "noa",
        "channel": "messenger",
        "words": "Sorry for the delay!",
    }


def test_each_matter_is_held_by_itself():
    story = [wrote(case="k1"), wrote("Sun 09:01", case="k2", message="m9"), *held(case="k1")]
    story += [sent("Sun 10:30", "m3", case="k2")]
    assert [f.subject for f in silences(story)] == [Subject("case", "k1")]

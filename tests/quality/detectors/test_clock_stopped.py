import pytest

from moked.policy import load
from moked.quality.detectors.clock_stopped import ClockStopped, find_in_contact
from moked.quality.finding import Severity
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.volvo import cases
from tests.quality.words import at


def wrote(when: str, **given):
    return w.message_received(when, case="k1", **given)


def replied(when: str, text: str | None, **given):
    return w.message_sent(
        when, case="k1", **{"message": "m2"} | ({"text": text} if text else {}) | given
    )


def noticed(when: str, kind: str, **given):
    return w.words_noticed(when, kind=kind, **{"message": "m2"} | given)


def waiting(when: str = "Sun 12:00", on: str = "customer"):
    return w.case_waiting(when, on=on)


FOUND = {
    "nobody asked anything": [wrote("Sun 09:00"), waiting()],
    "a log without messages": [w.case_opened("Sun 09:00"), waiting()],
    "an answer that asks nothing": [replied("Sun 10:00", "It is a fee."), waiting()],
    "asked, answered, and nothing asked since": [
        replied("Sun 09:00", "Which month?"),
        wrote("Sun 10:00"),
        waiting(),
    ],
    "he called since": [
        replied("Sun 09:00", "Which month?"),
        w.contact_started("Sun 10:00", case="k1"),
        waiting(),
    ],
    "contempt with a question mark": [
        replied("Sun 10:00", "Are you serious?"),
        noticed("Sun 10:00", "insult"),
        waiting(),
    ],
    "a message without its text, in which reading heard no question": [
        replied("Sun 10:00", None),
        noticed("Sun 10:00", "answer"),
        waiting(),
    ],
    "an automatic message with a question mark": [
        replied("Sun 10:00", "How was our service?", author="automatic"),
        waiting(),
    ],
    "only who he is was asked": [
        w.customer_asked("Sun 10:00", purpose="security"),
        waiting(),
    ],
    "a question noticed in a message from before he wrote": [
        replied("Sun 09:00", "Tell me the month."),
        wrote("Sun 10:00"),
        noticed("Sun 10:01", "question"),
        waiting(),
    ],
    "what the customer asked is no question of ours": [
        wrote("Sun 09:00"),
        w.words_noticed("Sun 09:00", kind="question", speaker="customer", message="m1"),
        waiting(),
    ],
}

NOT_FOUND = {
    "waiting on us": [wrote("Sun 09:00"), waiting(on="us")],
    "waiting on a third party": [wrote("Sun 09:00"), waiting(on="third_party")],
    "a question with its mark": [replied("Sun 10:00", "Which month?"), waiting()],
    "a question in Arabic": [replied("Sun 10:00", "أي شهر؟"), waiting()],
    "a message whose text nobody kept": [replied("Sun 10:00", None), waiting()],
    "reading heard a question without a mark": [
        replied("Sun 10:00", "Send me the bill."),
        noticed("Sun 10:00", "question"),
        waiting(),
    ],
    "a question between other words": [
        replied("Sun 10:00", "Sorry. Send me the bill."),
        noticed("Sun 10:00", "apology"),
        noticed("Sun 10:00", "question"),
        noticed("Sun 10:00", "answer"),
        waiting(),
    ],
    "asked in a talk": [
        w.words_noticed("Sun 10:00", kind="question", contact="c1"),
        w.words_noticed("Sun 10:00", kind="answer", contact="c1"),
        waiting(),
    ],
    "a detail was asked for": [w.customer_asked("Sun 10:00"), waiting()],
    "a bot asked for it": [
        replied("Sun 10:00", "Your number", author="bot"),
        noticed("Sun 10:00", "question", speaker="bot"),
        waiting(),
    ],
    "asked, and then a word of comfort": [
        replied("Sun 09:00", "Which month?"),
        replied("Sun 10:00", "Take your time.", message="m3"),
        waiting(),
    ],
    "asked in the same moment": [replied("Sun 12:00", "Which month?"), waiting()],
}


@pytest.mark.parametrize("story", FOUND.values(), ids=FOUND)
def test_found(story):
    (found,) = findings(ClockStopped, story)
    assert (found.at, found.evidence) == (at("Sun 12:00"), (story[-1],))
    assert found.severity is Severity.LOST


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(ClockStopped, story) == []


def test_a_case_is_found_once_with_the_customers_last_word():
    (found,) = findings(ClockStopped, [wrote("Sun 09:00"), waiting(), waiting("Mon 12:00")])
    assert found.facts == {"kind": "waiting", "spoke_at": "2026-11-01T07:00:00Z"}


def test_the_public_log_of_volvo_has_as_many_as_published(shared_data):
    stopped = [events for events in cases(shared_data).values() if findings(ClockStopped, events)]
    assert len(stopped) == 2495


def queued(when: str = "Sun 09:00", **given):
    return w.queue_joined(when, **given)


def left(when: str, why: str, **given):
    return w.queue_left(when, why=why, **given)


QUEUED_AGAIN = {
    "passed on to another queue": [
        queued(),
        left("Sun 09:20", "transferred"),
        queued("Sun 09:20:05", queue="billing"),
    ],
    "thrown out by the time-out, and in again": [
        queued(),
        left("Sun 09:20", "timeout"),
        queued("Sun 09:20:05"),
    ],
    "a worse place than before": [
        queued(place=9),
        w.wait_announced("Sun 09:10", place=2),
        left("Sun 09:20", "transferred"),
        queued("Sun 09:20:05", place=3),
    ],
}
KEPT = {
    "queued once": [queued(), left("Sun 09:20", "transferred")],
    "the place was kept": [
        queued(place=9),
        w.wait_announced("Sun 09:10", place=2),
        left("Sun 09:20", "transferred"),
        queued("Sun 09:20:05", place=2),
    ],
    "his own choice": [
        queued(),
        left("Sun 09:20", "transferred", chosen=True),
        queued("Sun 09:20:05"),
    ],
    "served in between": [
        queued(),
        left("Sun 09:20", "transferred"),
        w.agent_connected("Sun 09:20:01"),
        queued("Sun 09:25"),
    ],
    "answered, and then passed on": [
        queued(),
        left("Sun 09:20", "answered"),
        w.agent_connected("Sun 09:20"),
        left("Sun 09:24", "transferred"),
        queued("Sun 09:25"),
    ],
    "he gave up and came back": [queued(), left("Sun 09:20", "abandoned"), queued("Sun 09:21")],
    "an announcement without a place": [
        queued(place=3),
        w.wait_announced("Sun 09:10", seconds=60),
        left("Sun 09:20", "timeout"),
        queued("Sun 09:21", place=3),
    ],
}


@pytest.mark.parametrize("story", QUEUED_AGAIN.values(), ids=QUEUED_AGAIN)
def test_a_wait_that_begins_anew_is_found(story):
    (found,) = findings(find_in_contact, story)
    assert found.at == at("Sun 09:20:05")
    assert found.facts == {"kind": "queued_again", "waited": 1205}
    assert found.clause == "Consumer Protection Law 1981 s.18B(a1)(3)"


@pytest.mark.parametrize("story", KEPT.values(), ids=KEPT)
def test_a_wait_that_goes_on_is_not_found(story):
    assert findings(find_in_contact, story) == []


def test_a_wait_is_found_once():
    story = [queued(), left("Sun 09:10", "timeout"), queued("Sun 09:11")]
    story += [left("Sun 09:20", "timeout"), queued("Sun 09:21")]
    assert [f.at for f in findings(find_in_contact, story)] == [at("Sun 09:11")]


ANSWERED = w.agent_connected("Sun 09:00", agent="noa")


def held(when: str = "Sun 09:00:10"):
    return w.contact_held(when)


PARKED = {
    "held until the end, in less than a minute": (
        [ANSWERED, held(), w.contact_ended("Sun 09:01:10")],
        ("Sun 09:01:10", 60),
    ),
    "held until another queue": ([ANSWERED, held(), queued("Sun 09:01")], ("Sun 09:01", 50)),
    "held for half a minute": (
        [ANSWERED, held("Sun 09:00:08"), w.contact_ended("Sun 09:00:38")],
        ("Sun 09:00:38", 30),
    ),
    "held for minutes until the end": (
        [ANSWERED, held(), w.contact_ended("Sun 09:05")],
        ("Sun 09:01:10", 290),
    ),
    "held twice without a word": (
        [ANSWERED, held(), held("Sun 09:01"), w.contact_ended("Sun 09:05")],
        ("Sun 09:01:10", 290),
    ),
    "held for more than a minute, though the talk went on": (
        [ANSWERED, held(), w.contact_resumed("Sun 09:01:11"), w.contact_ended("Sun 09:05")],
        ("Sun 09:01:10", 61),
    ),
    "a colleague took over after minutes": (
        [ANSWERED, held(), w.agent_connected("Sun 09:04"), w.contact_ended("Sun 09:05")],
        ("Sun 09:01:10", 230),
    ),
    "parked by the second agent": (
        [w.agent_connected("Sun 08:50", agent="lev"), ANSWERED, held(), queued("Sun 09:01")],
        ("Sun 09:01", 50),
    ),
    "parked twice": (
        [ANSWERED, held(), w.agent_connected("Sun 09:02"), held("Sun 09:02:05")],
        ("Sun 09:01:10", 110),
    ),
}
NOT_PARKED = {
    "a hold later in the talk": [ANSWERED, held("Sun 09:00:11"), w.contact_ended("Sun 09:05")],
    "a hold that ended within the minute": [
        ANSWERED,
        held(),
        w.contact_resumed("Sun 09:01:10"),
        held("Sun 09:01:15"),
        w.contact_ended("Sun 09:05"),
    ],
    "a colleague took over within the minute": [
        ANSWERED,
        held(),
        w.agent_connected("Sun 09:01:10"),
        w.contact_ended("Sun 09:05"),
    ],
    "broken off at once": [ANSWERED, held(), w.contact_ended("Sun 09:00:39")],
    "no answer before": [held(), w.contact_ended("Sun 09:05")],
    "answered again after the queue": [
        ANSWERED,
        queued("Sun 09:00:05"),
        held(),
        w.contact_ended("Sun 09:05"),
    ],
}


@pytest.mark.parametrize(("story", "parked"), PARKED.values(), ids=PARKED)
def test_answered_and_parked_is_found(story, parked):
    (found,) = findings(find_in_contact, story)
    assert found.at == at(parked[0])
    assert found.facts == {"kind": "parked", "agent": "noa", "waited": parked[1]}


def test_who_is_still_parked_will_be_found_in_a_minute():
    (found,) = findings(find_in_contact, [ANSWERED, held()])
    assert (found.at, found.facts) == (at("Sun 09:01:10"), {"kind": "parked", "agent": "noa"})


@pytest.mark.parametrize("story", NOT_PARKED.values(), ids=NOT_PARKED)
def test_answered_and_served_is_not_found(story):
    assert findings(find_in_contact, story) == []


def test_no_clause_is_named_where_no_law_speaks():
    (found,) = findings(find_in_contact, PARKED["held until another queue"][0], policy=load([]))
    assert (found.clause, found.severity) == (None, Severity.LOST)

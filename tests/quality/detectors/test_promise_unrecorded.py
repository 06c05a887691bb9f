import pytest

from moked.quality.detectors.promise_unrecorded import PromiseUnrecorded
from moked.quality.finding import Severity, State, Subject
from tests.quality import words as w
from tests.quality.table import facts, findings
from tests.quality.words import at


def promised(when: str = "Sun 10:05", words: str = "I will call you tomorrow", **given):
    return w.words_noticed(when, words=words, **({"contact": "c1"} | given))


def wrote(when: str = "Sun 10:05", words: str = "I will write to you tomorrow", **given):
    return w.words_noticed(when, words=words, **({"message": "m1"} | given))


ENDED = w.contact_ended("Sun 10:10")

FOUND = {
    "nothing was recorded": ([promised(), ENDED], "Sun 10:11"),
    "recorded 61 seconds after the end": (
        [promised(), ENDED, w.promise_made("Sun 10:11:01", contact="c1")],
        "Sun 10:11",
    ),
    "recorded in another contact": (
        [promised(), ENDED, w.promise_made("Sun 10:10:30", contact="c2")],
        "Sun 10:11",
    ),
    "recorded for the customer before it was said": (
        [w.promise_made("Sun 10:00"), promised(), ENDED],
        "Sun 10:11",
    ),
    "just sure enough": ([promised(confidence=0.8), ENDED], "Sun 10:11"),
    "a bot promised": ([promised(speaker="bot"), ENDED], "Sun 10:11"),
    "words that the reader does not quote": ([promised(words=""), ENDED], "Sun 10:11"),
    "noticed after the end": ([ENDED, promised("Sun 10:20")], "Sun 10:21"),
    "written in a message of a chat": (
        [w.message_sent("Sun 10:05", contact="c1"), wrote(), ENDED],
        "Sun 10:11",
    ),
    "written in a message outside a contact": ([wrote()], "Sun 10:06"),
    "a promise, and courtesy": (
        [promised(words="Happy to help. I will call you tomorrow."), ENDED],
        "Sun 10:11",
    ),
    "she will call you is no command": (
        [promised(words="הנציגה תחזור אליך מחר"), ENDED],
        "Sun 10:11",
    ),
    "a promise in Hebrew": ([promised(words="אחזור אלייך עד מחר בצהריים"), ENDED], "Sun 10:11"),
    "an if that is not the customer's": (
        [promised(words="I will check if it arrived and call you"), ENDED],
        "Sun 10:11",
    ),
}

NOT_FOUND = {
    "recorded in the contact": [
        promised(),
        w.promise_made("Sun 10:06", contact="c1"),
        ENDED,
    ],
    "recorded before it was said again": [
        w.promise_made("Sun 10:04", contact="c1"),
        promised(),
        ENDED,
    ],
    "recorded 60 seconds after the end": [
        promised(),
        ENDED,
        w.promise_made("Sun 10:11", contact="c1"),
    ],
    "recorded for the customer, without a contact": [
        promised(),
        w.promise_made("Sun 10:06"),
        ENDED,
    ],
    "recorded for a message of the contact": [
        w.message_sent("Sun 10:05", contact="c1"),
        promised(),
        w.promise_made("Sun 10:06", message="m1"),
        ENDED,
    ],
    "the message's promise was recorded": [wrote(), w.promise_made("Sun 10:06", message="m1")],
    "the contact has not ended": [promised()],
    "not quite sure enough": [promised(confidence=0.79), ENDED],
    "the customer promised": [promised(speaker="customer"), ENDED],
    "an offer, says the reader": [promised(kind="offer"), ENDED],
    "every effort is no promise": [promised(kind="every_effort"), ENDED],
    "words from nowhere": [w.words_noticed("Sun 10:05")],
    "an offer": [promised(words="Would you like me to call you tomorrow?"), ENDED],
    "an offer in Hebrew": [promised(words="את רוצה שאחזור אלייך מחר?"), ENDED],
    "it hangs on the customer's wish": [promised(words="If you like, I'll call back"), ENDED],
    "it hangs on the customer's wish, in Hebrew": [promised(words="אם תרצה אחזיר"), ENDED],
    "the same behind a prefix": [promised(words="אחזיר את הסכום, ואם תרצי מיד"), ENDED],
    "politeness": [promised(words="We'd be happy to help with any question"), ENDED],
    "politeness in Hebrew": [promised(words="נשמח לעזור בכל שאלה"), ENDED],
    "the law quoted": [promised(words="By law the refund comes within 14 days"), ENDED],
    "the law quoted in Hebrew": [promised(words="לפי החוק ההחזר יתקבל תוך 14 יום"), ENDED],
    "the Hebrew future as a command": [promised(words="תחזרי אלינו מחר"), ENDED],
    "the same of a man, behind a prefix": [promised(words="אז שתתקשר אלינו ביום ראשון"), ENDED],
    "a command": [promised(words="Call us tomorrow"), ENDED],
    "an apostrophe of the other sort": [promised(words="If you’d like, I’ll call"), ENDED],
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name):
    events, moment = FOUND[name]
    assert [finding.at for finding in findings(PromiseUnrecorded, events)] == [at(moment)]


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(name):
    assert findings(PromiseUnrecorded, NOT_FOUND[name]) == []


def test_one_finding_a_contact_counts_what_was_promised_and_known_by_then():
    events = [
        promised(words="A manager will call you", due="Mon 12:00"),
        promised("Sun 10:06", words="We will keep you posted", confidence=0.95),
        ENDED,
        promised("Sun 10:30", words="heard later"),
        w.promise_made("Sun 11:00", contact="c1"),
    ]
    [finding] = findings(PromiseUnrecorded, events)
    assert (finding.state, finding.severity) == (State.OPEN, Severity.WORD)
    assert finding.subject == Subject("contact", "c1")
    assert finding.evidence == tuple(events[:2])
    assert facts(finding) == {
        "at": at("Sun 10:11"),
        "count": 2,
        "words": "A manager will call you",
        "speaker": "agent",
        "due": "2026-11-02T10:00:00Z",
        "confidence": 0.9,
        "recorded_at": "2026-11-01T09:00:00Z",
    }


def test_each_contact_and_each_message_is_a_failure_of_its_own():
    events = [promised(), ENDED, wrote("Sun 11:00"), wrote("Sun 12:00", message="m2")]
    assert [finding.subject for finding in findings(PromiseUnrecorded, events)] == [
        Subject("contact", "c1"),
        Subject("message", "m1"),
        Subject("message", "m2"),
    ]

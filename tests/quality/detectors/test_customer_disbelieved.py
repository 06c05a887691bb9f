import pytest

from moked.quality.detectors.customer_disbelieved import CustomerDisbelieved
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at


def called(when: str = "Sun 09:00", **given):
    return w.contact_started(when, **given)


def answered(when: str = "Sun 09:01", **given):
    return w.agent_connected(when, **given)


def denied(when: str = "Sun 09:05", **given):
    where = {} if "message" in given else {"contact": "c1"}
    return w.words_noticed(
        when, **where | {"kind": "denial", "words": "it was never agreed"} | given
    )


def mailed(when: str, message: str = "m1", **given):
    return w.message_sent(when, message=message, **given)


FOUND = {
    "denied, and nobody had looked": ([called(), answered(), denied()], "Sun 09:05"),
    "the history was opened only afterwards": (
        [called(), answered(), denied(), w.case_viewed("Sun 09:06", contact="c1")],
        "Sun 09:05",
    ),
    "a colleague looked before the transfer": (
        [
            called(),
            answered(agent="amir"),
            w.case_viewed("Sun 09:02", agent="amir", contact="c1"),
            answered("Sun 09:03"),
            denied(),
        ],
        "Sun 09:05",
    ),
    "the agent looked in another contact": (
        [called(), answered(), w.case_viewed("Sun 09:02", contact="c2"), denied()],
        "Sun 09:05",
    ),
    "the agent looked before the contact, naming none": (
        [w.case_viewed("Sun 08:59"), called(), answered(), denied()],
        "Sun 09:05",
    ),
    "the agent looked at another case than the contact's": (
        [called(case="k1"), answered(), w.case_viewed("Sun 09:02", case="k2"), denied()],
        "Sun 09:05",
    ),
    "just as sure as it must be": (
        [called(), answered(), denied(confidence=0.7)],
        "Sun 09:05",
    ),
    "denied in a chat's message": (
        [
            called(channel="chat"),
            answered(),
            w.message_sent("Sun 09:04", channel="chat", contact="c1"),
            denied(message="m1"),
        ],
        "Sun 09:05",
    ),
    "denied in a letter, and nobody looked since the customer wrote": (
        [
            w.case_viewed("Sun 08:00"),
            w.message_received("Sun 08:30", message="m0", case="k1"),
            mailed("Sun 09:04", case="k1", agent="noa"),
            denied(message="m1"),
        ],
        "Sun 09:05",
    ),
    "denied in a letter after a look at another case": (
        [
            w.message_received("Sun 08:30", message="m0", case="k1"),
            w.case_viewed("Sun 09:00", case="k2"),
            mailed("Sun 09:04", case="k1", agent="noa"),
            denied(message="m1"),
        ],
        "Sun 09:05",
    ),
    "the customer's letter named no case": (
        [
            w.case_viewed("Sun 08:00"),
            w.message_received("Sun 08:30", message="m0"),
            mailed("Sun 09:04", case="k1", agent="noa"),
            denied(message="m1"),
        ],
        "Sun 09:05",
    ),
    "denied twice in one contact is one failure": (
        [called(), answered(), denied(), denied("Sun 09:07", words="nobody said that")],
        "Sun 09:05",
    ),
}

NOT_FOUND = {
    "the agent looked in the contact": [
        called(),
        answered(),
        w.case_viewed("Sun 09:02", contact="c1"),
        denied(),
    ],
    "the agent looked as the telephone rang": [
        w.case_viewed("Sun 08:59:50", contact="c1"),
        called(),
        answered(),
        denied(),
    ],
    "the agent looked during the contact, naming none": [
        called(),
        answered(),
        w.case_viewed("Sun 09:02"),
        denied(),
    ],
    "nobody knows which agent it was, and somebody looked": [
        called(),
        w.case_viewed("Sun 09:02", agent="amir"),
        denied(),
    ],
    "a polite check": [called(), answered(), denied(kind="holding")],
    "reading is not sure": [called(), answered(), denied(confidence=0.69)],
    "the customer denies": [called(), answered(), denied(speaker="customer")],
    "a letter written with the history open": [
        w.message_received("Sun 08:30", message="m0", case="k1"),
        w.case_viewed("Sun 09:00"),
        mailed("Sun 09:04", case="k1", agent="noa"),
        denied(message="m1"),
    ],
    "a letter to a customer who never wrote, with the history open once": [
        w.case_viewed("Sun 08:00"),
        mailed("Sun 09:04", case="k1", agent="noa"),
        denied(message="m1"),
    ],
}


@pytest.mark.parametrize(("events", "moment"), FOUND.values(), ids=FOUND)
def test_found(events, moment):
    assert [found.at for found in findings(CustomerDisbelieved, events)] == [at(moment)]


@pytest.mark.parametrize("events", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(events):
    assert findings(CustomerDisbelieved, events) == []


def test_the_finding_names_the_contact_the_agent_and_the_words():
    denial = denied(confidence=0.9)
    [found] = findings(CustomerDisbelieved, [called(), answered(), denial])
    assert (found.subject, found.severity) == (Subject("contact", "c1"), Severity.TONE)
    assert found.evidence == (denial,)
    assert found.facts == {"agent": "noa", "words": "it was never agreed", "confidence": 0.9}


def test_a_letter_is_its_cases_and_without_a_case_its_own():
    on_case = [mailed("Sun 09:04", case="k1"), denied(message="m1")]
    alone = [mailed("Sun 09:04"), denied(message="m1")]
    assert findings(CustomerDisbelieved, on_case)[0].subject == Subject("case", "k1")
    assert findings(CustomerDisbelieved, alone)[0].subject == Subject("message", "m1")

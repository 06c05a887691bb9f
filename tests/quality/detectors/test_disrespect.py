import pytest

from moked.quality.detectors.disrespect import Disrespect
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at

CALL = [w.contact_started("Sun 09:00"), w.agent_connected("Sun 09:01")]


def insult(when: str, words: str = "", **given):
    where = {} if "message" in given else {"contact": "c1"}
    return w.words_noticed(when, **where | {"kind": "insult", "words": words} | given)


def wrote(when: str, text: str | None, message: str = "m1", **given):
    return w.message_sent(when, message=message, text=text, **{"agent": "noa"} | given)


FOUND = {
    "two insults in different words": (
        [*CALL, insult("Sun 09:05", "are you slow?"), insult("Sun 09:06", "go cry elsewhere")],
        "Sun 09:06",
    ),
    "two insults whose words nobody noted": (
        [*CALL, insult("Sun 09:05"), insult("Sun 09:06")],
        "Sun 09:06",
    ),
    "an insult with a refusal to give a name": (
        [*CALL, insult("Sun 09:05", "are you slow?"), insult("Sun 09:07", kind="refusal")],
        "Sun 09:07",
    ),
    "a denial, and then an insult": (
        [*CALL, insult("Sun 09:05", kind="denial"), insult("Sun 09:07", "liar")],
        "Sun 09:07",
    ),
    "a denial, an empty sympathy, and then an insult": (
        [
            *CALL,
            insult("Sun 09:05", kind="denial"),
            insult("Sun 09:06", kind="empathy_but"),
            insult("Sun 09:07", "liar"),
        ],
        "Sun 09:07",
    ),
    "more insults are the same failure": (
        [
            *CALL,
            insult("Sun 09:05", "liar"),
            insult("Sun 09:06", "thief"),
            insult("Sun 09:07", "fool"),
        ],
        "Sun 09:06",
    ),
    "just as sure as it must be": (
        [*CALL, insult("Sun 09:05", "liar", confidence=0.6), insult("Sun 09:06", "thief")],
        "Sun 09:06",
    ),
    "two in one letter": (
        [
            wrote("Sun 09:00", "Liar. Thief."),
            insult("Sun 09:01", "Liar", message="m1"),
            insult("Sun 09:01", "Thief", message="m1"),
        ],
        "Sun 09:01",
    ),
    "two letters on one case": (
        [
            wrote("Sun 09:00", "Liar.", case="k1"),
            insult("Sun 09:01", "Liar", message="m1"),
            wrote("Mon 09:00", "Thief.", "m2", case="k1"),
            insult("Mon 09:01", "Thief", message="m2"),
        ],
        "Mon 09:01",
    ),
    "two chat messages, only one of which names the case": (
        [
            *CALL,
            wrote("Sun 09:04", "Liar.", contact="c1", case="k1"),
            insult("Sun 09:05", "Liar", message="m1"),
            wrote("Sun 09:05", "Thief.", "m2", contact="c1"),
            insult("Sun 09:06", "Thief", message="m2"),
        ],
        "Sun 09:06",
    ),
    "quoted, and then said in his own name too": (
        [
            wrote("Sun 09:00", 'You wrote "thief". Thief yourself, you liar.'),
            insult("Sun 09:01", "thief", message="m1"),
            insult("Sun 09:01", "liar", message="m1"),
        ],
        "Sun 09:01",
    ),
    "a voice repeats other words than the customer's": (
        [
            *CALL,
            insult("Sun 09:04", "crooks", speaker="customer"),
            insult("Sun 09:05", "liar"),
            insult("Sun 09:06", "thief"),
        ],
        "Sun 09:06",
    ),
}

NOT_FOUND = {
    "one insult": [*CALL, insult("Sun 09:05", "liar")],
    "the same words said twice": [*CALL, insult("Sun 09:05", "liar"), insult("Sun 09:06", "Liar")],
    "two readings that overlap": [
        *CALL,
        insult("Sun 09:05", "you liar"),
        insult("Sun 09:05", "liar"),
    ],
    "two readings of one moment whose words nobody noted": [
        *CALL,
        insult("Sun 09:05"),
        insult("Sun 09:05"),
    ],
    "a refusal and a denial without an insult": [
        *CALL,
        insult("Sun 09:05", kind="refusal"),
        insult("Sun 09:06", kind="denial"),
    ],
    "an insult and a promise": [
        *CALL,
        insult("Sun 09:05", "liar"),
        insult("Sun 09:07", kind="promise"),
    ],
    "two refusals by one agent and an insult by another": [
        *CALL,
        insult("Sun 09:05", kind="refusal"),
        insult("Sun 09:06", kind="refusal"),
        w.agent_connected("Sun 09:07", agent="amir"),
        insult("Sun 09:08", "liar"),
    ],
    "reading is not sure of one": [
        *CALL,
        insult("Sun 09:05", "liar", confidence=0.59),
        insult("Sun 09:06", "thief"),
    ],
    "the customer insults": [
        *CALL,
        insult("Sun 09:05", "liar", speaker="customer"),
        insult("Sun 09:06", "thief", speaker="customer"),
    ],
    "slang between friends": [*CALL, insult("Sun 09:05", "אחי"), insult("Sun 09:06", "Dude")],
    "quoting the customer between quotation marks": [
        wrote("Sun 09:00", "You wrote “liar” and “thief”; I am sorry that you feel so."),
        insult("Sun 09:01", "liar", message="m1"),
        insult("Sun 09:01", "thief", message="m1"),
    ],
    "quoting the customer in Hebrew": [
        wrote("Sun 09:00", 'כתבת לנו "שקרנים" וגם ״גנבים״ ואנחנו מצטערים.'),
        insult("Sun 09:01", "שקרנים", message="m1"),
        insult("Sun 09:01", "גנבים", message="m1"),
    ],
    "the customer's lines below the answer": [
        wrote("Sun 09:00", "We look into it.\n> you liar\n> you thief"),
        insult("Sun 09:01", "liar", message="m1"),
        insult("Sun 09:01", "thief", message="m1"),
    ],
    "a voice repeats what the customer called him": [
        *CALL,
        insult("Sun 09:04", "liar", speaker="customer"),
        insult("Sun 09:05", "Liar"),
        insult("Sun 09:06", "thief"),
    ],
    "one insult each by two agents": [
        *CALL,
        insult("Sun 09:05", "liar"),
        w.agent_connected("Sun 09:06", agent="amir"),
        insult("Sun 09:07", "thief"),
    ],
    "one insult each in two contacts": [
        *CALL,
        insult("Sun 09:05", "liar"),
        insult("Sun 09:06", "thief", contact="c2"),
    ],
}


@pytest.mark.parametrize(("events", "moment"), FOUND.values(), ids=FOUND)
def test_found(events, moment):
    assert [found.at for found in findings(Disrespect, events)] == [at(moment)]


@pytest.mark.parametrize("events", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(events):
    assert findings(Disrespect, events) == []


def test_the_finding_shows_the_words_and_asks_for_a_person():
    first, second = insult("Sun 09:05", "liar"), insult("Sun 09:06", kind="refusal")
    [found] = findings(Disrespect, [*CALL, first, second])
    assert (found.subject, found.severity) == (Subject("contact", "c1"), Severity.TONE)
    assert found.evidence == (first, second)
    assert found.facts == {
        "agent": "noa",
        "count": 2,
        "cues": ["insult", "refusal"],
        "words": ["liar"],
        "review": "a person",
    }

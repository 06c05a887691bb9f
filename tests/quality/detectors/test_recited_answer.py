import pytest

from moked.quality.detectors.recited_answer import RecitedAnswer
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at

LINE = "We are sorry for the trouble and shall look into the matter as soon as we can."
NEARLY = LINE.replace("trouble", "bother")
OTHER = "The second charge was ours by mistake; 120 shekels go back to your card today."
LAW = "By law, a cancelled order is refunded within fourteen days of its return"
HEBREW = "אנו מצטערים על אי הנוחות ונבדוק את הנושא בהקדם האפשרי עבורך"
POINTED = "אָנוּ מצטערים על אי הנוחות ונבדוק את הנושא בהקדם האפשרי עבורֵך"


def sent(when: str, message: str, text: str | None = LINE, **given):
    return w.message_sent(
        when, message=message, text=text, **{"case": "k1", "agent": "noa"} | given
    )


def noticed(when: str, kind: str, **given):
    where = {} if "message" in given else {"contact": "c1"}
    return w.words_noticed(when, kind=kind, **where | given)


def call(ended: str | None = "Sun 09:20", **given):
    events = [w.contact_started("Sun 09:00", **given), w.agent_connected("Sun 09:01")]
    return [*events, w.contact_ended(ended)] if ended else events


BUT = noticed("Sun 09:05", "empathy_but", words="I understand you, but")
NO = noticed("Sun 09:06", "refusal", words="that is impossible")

FOUND = {
    "the same text twice on a case": (
        [sent("Sun 09:00", "m1"), sent("Mon 09:00", "m2")],
        "Mon 09:00",
    ),
    "nearly the same": ([sent("Sun 09:00", "m1"), sent("Mon 09:00", "m2", NEARLY)], "Mon 09:00"),
    "the same under a quotation of the customer's words": (
        [
            sent("Sun 09:00", "m1"),
            sent("Mon 09:00", "m2", LINE + "\n> I asked you twice already, and you did not answer"),
        ],
        "Mon 09:00",
    ),
    "the same in Hebrew with vowel points": (
        [sent("Sun 09:00", "m1", HEBREW), sent("Mon 09:00", "m2", POINTED)],
        "Mon 09:00",
    ),
    "another text between the two": (
        [sent("Sun 09:00", "m1"), sent("Sun 12:00", "m2", OTHER), sent("Mon 09:00", "m3")],
        "Mon 09:00",
    ),
    "twice in one contact that has no case": (
        [
            sent("Sun 09:00", "m1", case=None, contact="c1"),
            sent("Sun 09:05", "m2", case=None, contact="c1"),
        ],
        "Sun 09:05",
    ),
    "three times is one failure": (
        [sent("Sun 09:00", "m1"), sent("Mon 09:00", "m2"), sent("Tue 09:00", "m3")],
        "Mon 09:00",
    ),
    "just as long as it must be": (
        [sent("Sun 09:00", "m1", "x" * 40), sent("Mon 09:00", "m2", "x" * 40)],
        "Mon 09:00",
    ),
    "empathy, but, refusal, and no option by the contact's end": ([*call(), BUT, NO], "Sun 09:20"),
    "refusal first": (
        [*call(), noticed("Sun 09:04", "refusal"), BUT],
        "Sun 09:20",
    ),
    "the contact goes on for long without an option": ([*call(None), BUT, NO], "Sun 09:36"),
    "the contact ends later than an option may come": ([*call("Sun 10:00"), BUT, NO], "Sun 09:36"),
    "an option too late": (
        [*call("Sun 10:00"), BUT, NO, noticed("Sun 09:36:01", "offer")],
        "Sun 09:36",
    ),
    "read after the contact's end": ([*call("Sun 09:03"), BUT, NO], "Sun 09:06"),
    "just as sure as it must be": (
        [*call(), BUT, noticed("Sun 09:06", "refusal", confidence=0.7)],
        "Sun 09:20",
    ),
    "in one letter": (
        [
            sent("Sun 09:00", "m1", None),
            noticed("Sun 09:00:10", "empathy_but", message="m1"),
            noticed("Sun 09:00:10", "refusal", message="m1"),
        ],
        "Sun 09:00:10",
    ),
    "recited and refused on one case is one failure": (
        [
            sent("Sun 09:00", "m1"),
            sent("Sun 09:02", "m2"),
            *call(case="k1"),
            BUT,
            NO,
        ],
        "Sun 09:02",
    ),
}

NOT_FOUND = {
    "two different texts": [sent("Sun 09:00", "m1"), sent("Mon 09:00", "m2", OTHER)],
    "the same text on two cases": [sent("Sun 09:00", "m1"), sent("Mon 09:00", "m2", case="k2")],
    "the same text, on no case and in no contact": [
        sent("Sun 09:00", "m1", case=None),
        sent("Mon 09:00", "m2", case=None),
    ],
    "texts a letter too short to judge": [
        sent("Sun 09:00", "m1", "x" * 39),
        sent("Mon 09:00", "m2", "x" * 39),
    ],
    "messages without a text": [sent("Sun 09:00", "m1", None), sent("Mon 09:00", "m2", None)],
    "wording of law": [
        sent("Sun 09:00", "m1", f"Yes. {LAW}. Noa."),
        sent("Mon 09:00", "m2", f"No.\n{LAW}! Amir."),
    ],
    "automatic notices": [
        sent("Sun 09:00", "m1", author="automatic"),
        sent("Mon 09:00", "m2", author="automatic"),
    ],
    "a bot": [sent("Sun 09:00", "m1", author="bot"), sent("Mon 09:00", "m2", author="bot")],
    "an outage, with one answer for all": [
        w.case_opened("Sun 08:00", topic="outage"),
        sent("Sun 09:00", "m1"),
        sent("Mon 09:00", "m2"),
    ],
    "sent again because it did not arrive": [
        sent("Sun 09:00", "m1"),
        w.message_failed("Sun 09:01", message="m1"),
        sent("Sun 09:02", "m2"),
    ],
    "empathy without a refusal": [*call(), BUT],
    "a refusal without empathy": [*call(), NO],
    "an option before the end": [*call(), BUT, NO, noticed("Sun 09:19", "offer")],
    "an option before both": [*call(), noticed("Sun 09:02", "offer"), BUT, NO],
    "an option in the same letter": [
        sent("Sun 09:00", "m1", None),
        noticed("Sun 09:00:10", "empathy_but", message="m1"),
        noticed("Sun 09:00:10", "refusal", message="m1"),
        noticed("Sun 09:00:10", "offer", message="m1"),
    ],
    "reading is not sure": [*call(), BUT, noticed("Sun 09:06", "refusal", confidence=0.69)],
    "the customer's words": [
        *call(),
        noticed("Sun 09:05", "empathy_but", speaker="customer"),
        noticed("Sun 09:06", "refusal", speaker="customer"),
    ],
    "each in another contact": [
        *call(),
        BUT,
        noticed("Sun 10:00", "refusal", contact="c2"),
    ],
    "refused in an outage": [*call(topic="outage"), BUT, NO],
}


@pytest.mark.parametrize(("events", "moment"), FOUND.values(), ids=FOUND)
def test_found(events, moment):
    assert [found.at for found in findings(RecitedAnswer, events)] == [at(moment)]


@pytest.mark.parametrize("events", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(events):
    assert findings(RecitedAnswer, events) == []


def test_a_recited_answer_shows_the_texts_and_how_alike_they_are():
    first, second = sent("Sun 09:00", "m1"), sent("Mon 09:00", "m2", NEARLY)
    [found] = findings(RecitedAnswer, [first, second])
    assert (found.subject, found.severity) == (Subject("case", "k1"), Severity.TONE)
    assert found.evidence == (first, second)
    share = found.facts.pop("share")
    assert 0.9 <= share < 1
    assert found.facts == {
        "agent": "noa",
        "count": 2,
        "limit": 0.9,
        "words": "we are sorry for the bother and shall look into the matter as soon as we can",
    }


def test_a_refusal_shows_the_words():
    [found] = findings(RecitedAnswer, [*call(), BUT, NO])
    assert (found.subject, found.evidence) == (Subject("contact", "c1"), (BUT, NO))
    assert found.facts == {
        "agent": "noa",
        "words": ["I understand you, but", "that is impossible"],
    }


def test_a_contact_without_a_case_is_reported_by_itself():
    events = [sent("Sun 09:00", m, case=None, contact="c1") for m in ("m1", "m2")]
    assert findings(RecitedAnswer, events)[0].subject == Subject("contact", "c1")


def test_texts_are_alike_from_the_share_that_policy_names():
    def share_of(different: int):
        text = "a" * (100 - different) + "b" * different
        return findings(
            RecitedAnswer, [sent("Sun 09:00", "m1", "a" * 100), sent("Mon 09:00", "m2", text)]
        )

    assert [found.facts["share"] for found in share_of(10)] == [0.9]
    assert share_of(11) == []

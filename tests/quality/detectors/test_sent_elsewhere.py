import pytest

from moked.quality.detectors.sent_elsewhere import SentElsewhere
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at


def turned(when: str, contact: str, channel: str = "phone", **given):
    return w.contact_started(when, contact=contact, channel=channel, **given)


def wrote(when: str, channel: str = "email", **given):
    return w.message_received(when, channel=channel, **given)


def redirected(when: str, to: str = "phone", contact: str = "c9", **given):
    return w.contact_redirected(when, to=to, contact=contact, **given)


def asked_who(when: str = "Mon 10:01", contact: str = "c9", purpose: str = "security"):
    return w.customer_asked(when, contact=contact, field="identity card", purpose=purpose)


def at_the_branch(when: str = "Mon 10:00", **given):
    return turned(when, "c9", "branch", **given)


FOUND = {
    "to the telephone, which he had used": (
        [turned("Sun 09:00", "c1"), at_the_branch(), redirected("Mon 10:05")],
        ("used", "Mon 10:05"),
    ),
    "to the e-mail that he had written": (
        [wrote("Sun 09:00"), at_the_branch(), redirected("Mon 10:05", "email")],
        ("used", "Mon 10:05"),
    ),
    "to what he used fourteen days ago": (
        [turned("Mon 10:05", "c1"), at_the_branch("Mon3 10:00"), redirected("Mon3 10:05")],
        ("used", "Mon3 10:05"),
    ),
    "to another number": (
        [turned("Mon 10:00", "c9"), redirected("Mon 10:05")],
        ("used", "Mon 10:05"),
    ),
    "to a telephone that is closed": (
        [turned("Sun 20:00", "c9", "whatsapp"), redirected("Sun 20:05")],
        ("closed", "Sun 20:05"),
    ),
    "to a branch at closing time": (
        [turned("Sun 17:50", "c9"), redirected("Sun 18:00", "branch")],
        ("closed", "Sun 18:00"),
    ),
    "a contact whose start nobody saw": ([redirected("Sat 12:00")], ("closed", "Sat 12:00")),
    "a third channel in a week": (
        [turned("Sun 09:00", "c1"), wrote("Tue 09:00"), turned("Sun2 09:00", "c3", "chat")],
        ("channels", "Sun2 09:00"),
    ),
    "a third channel on one case, among other cases": (
        [
            turned("Sun 09:00", "c1", case="k1"),
            wrote("Sun 10:00", channel="sms", case="k2"),
            wrote("Tue 09:00", case="k1"),
            turned("Wed 09:00", "c3", "chat", case="k1"),
        ],
        ("channels", "Wed 09:00"),
    ),
    "a third channel on one topic, in our words and in his": (
        [
            turned("Sun 09:00", "c1", topic="billing"),
            turned("Mon 09:00", "c2", "chat", topic="חשבון"),
            turned("Tue 09:00", "c3", "branch", topic="billing", case="k1"),
        ],
        ("channels", "Tue 09:00"),
    ),
    "a contact that got its case from the record": (
        [
            turned("Sun 09:00", "c1"),
            w.record_written("Sun 09:10", contact="c1", case="k1"),
            at_the_branch(case="k1"),
            redirected("Mon 10:05"),
        ],
        ("used", "Mon 10:05"),
    ),
    "asked who he is, and sent to where nobody is identified": (
        [wrote("Sun 09:00"), at_the_branch(), asked_who(), redirected("Mon 10:05", "email")],
        ("used", "Mon 10:05"),
    ),
    "asked who he is only in another contact": (
        [
            turned("Sun 09:00", "c1"),
            asked_who("Sun 09:01", "c1"),
            at_the_branch(),
            redirected("Mon 10:05"),
        ],
        ("used", "Mon 10:05"),
    ),
    "asked for a detail of the matter": (
        [
            turned("Sun 09:00", "c1"),
            at_the_branch(),
            asked_who(purpose="service"),
            redirected("Mon 10:05"),
        ],
        ("used", "Mon 10:05"),
    ),
    "a topic that we know by the case": (
        [
            w.case_opened("Sun 08:00", topic="billing"),
            turned("Sun 09:00", "c1", case="k1"),
            at_the_branch(topic="billing"),
            redirected("Mon 10:05"),
        ],
        ("used", "Mon 10:05"),
    ),
}

NOT_FOUND = {
    "to a telephone that is open and new to him": [at_the_branch(), redirected("Mon 10:05")],
    "one channel, again and again": [turned("Sun 09:00", "c1"), turned("Mon 09:00", "c2")],
    "a minute before it closes": [turned("Sun 17:50", "c9"), redirected("Sun 17:59", "branch")],
    "a letter can be written at night": [
        turned("Sun 20:00", "c9", "chat"),
        redirected("Sun 20:05", "email"),
    ],
    "his own choice": [
        turned("Sun 09:00", "c1"),
        at_the_branch(),
        redirected("Mon 10:05", chosen=True),
    ],
    "used for another case": [
        turned("Sun 09:00", "c1", case="k1"),
        at_the_branch(case="k2"),
        redirected("Mon 10:05"),
    ],
    "used for another topic": [
        turned("Sun 09:00", "c1", topic="billing"),
        at_the_branch(topic="fault"),
        redirected("Mon 10:05"),
    ],
    "used for a case, and this is about who knows what": [
        turned("Sun 09:00", "c1", case="k1"),
        at_the_branch(),
        redirected("Mon 10:05"),
    ],
    "used more than fourteen days ago": [
        turned("Mon 10:04", "c1"),
        at_the_branch("Mon3 10:00"),
        redirected("Mon3 10:05"),
    ],
    "we had called him": [
        turned("Sun 09:00", "c1", direction="out"),
        at_the_branch(),
        redirected("Mon 10:05"),
    ],
    "what the law wants done in person": [
        turned("Sun 20:00", "c9", topic="identification"),
        redirected("Sun 20:05", "branch"),
    ],
    "asked who he is, and sent to show it at the branch he knows": [
        at_the_branch("Fri 10:00", case="k1"),
        turned("Mon 09:00", "c1", case="k1"),
        asked_who("Mon 09:02", "c1"),
        redirected("Mon 09:03", "branch", "c1"),
    ],
    "asked who he is, and sent to the telephone, which is closed": [
        turned("Sun 20:00", "c9", "chat"),
        asked_who("Sun 20:01"),
        redirected("Sun 20:05"),
    ],
    "a third channel, after more than a week": [
        turned("Sun 09:00", "c1"),
        wrote("Tue 09:00"),
        turned("Sun2 09:00:01", "c3", "chat"),
    ],
    "the same two channels again and again": [
        turned("Sun 09:00", "c1"),
        wrote("Sun 10:00"),
        turned("Mon 09:00", "c2"),
        wrote("Mon 10:00"),
    ],
    "three channels for three cases": [
        turned("Sun 09:00", "c1", case="k1"),
        wrote("Mon 09:00", case="k2"),
        turned("Tue 09:00", "c3", "chat", case="k3"),
    ],
    "solved in between": [
        turned("Sun 09:00", "c1", case="k1"),
        wrote("Mon 09:00", case="k1"),
        w.case_resolved("Mon 10:00"),
        turned("Tue 09:00", "c3", "chat", case="k1"),
    ],
    "the third channel was his choice when we offered it": [
        turned("Sun 09:00", "c1"),
        wrote("Mon 09:00"),
        turned("Mon 10:00", "c2"),
        redirected("Mon 10:01", "chat", "c2", chosen=True),
        turned("Mon 10:05", "c3", "chat"),
    ],
}


@pytest.mark.parametrize(("story", "failure"), FOUND.values(), ids=FOUND)
def test_found(story, failure):
    (found,) = findings(SentElsewhere, story)
    assert (found.facts["why"], found.at) == (failure[0], at(failure[1]))
    assert found.severity is Severity.EFFORT
    assert found.evidence == (story[-1],)


@pytest.mark.parametrize("story", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(story):
    assert findings(SentElsewhere, story) == []


ROUND = [
    turned("Sun 09:00", "c1", case="k1"),
    wrote("Mon 09:00", case="k1"),
    at_the_branch("Tue 10:00", case="k1"),
    redirected("Tue 10:05"),
    redirected("Tue 20:05"),
]


def test_one_matter_is_found_once():
    (found,) = findings(SentElsewhere, ROUND)
    assert found.facts == {
        "why": "channels",
        "channel": "branch",
        "channels": ["phone", "email", "branch"],
    }
    assert found.subject == Subject("case", "k1")


def test_a_matter_that_came_back_after_its_solution_is_found_again():
    story = [*ROUND, w.case_closed("Wed 09:00"), redirected("Wed 20:00")]
    assert [f.at for f in findings(SentElsewhere, story)] == [at("Tue 10:00"), at("Wed 20:00")]


def test_a_matter_is_found_again_after_two_weeks():
    story = [*ROUND, redirected("Tue3 20:00")]
    assert [f.at for f in findings(SentElsewhere, story)] == [at("Tue 10:00"), at("Tue3 20:00")]


def test_another_matter_is_found_beside_it():
    story = [*ROUND, turned("Tue 20:00", "c8", case="k2"), redirected("Tue 20:05", contact="c8")]
    assert [f.subject.ref for f in findings(SentElsewhere, story)] == ["k1", "k2"]

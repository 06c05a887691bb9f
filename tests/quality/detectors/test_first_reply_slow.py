import pytest

from moked.quality.detectors.first_reply_slow import FirstReplySlow
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at


def wrote(when: str = "Sun 09:00", **given):
    return w.message_received(when, **{"channel": "form", "text": "A question?"} | given)


def replied(when: str, **given):
    return w.message_sent(when, **{"channel": "form", "message": "m2"} | given)


SLOW = {
    "a second over two days": [wrote(), replied("Tue 09:00:01")],
    "at five days": [wrote(), replied("Fri 09:00")],
    "an automatic acknowledgement is nobody's word": [
        wrote(),
        replied("Sun 09:01", author="automatic"),
        replied("Wed 09:00", message="m3"),
    ],
    "a contact that is started twice": [
        w.contact_started("Sun 09:00", contact="c1", channel="form"),
        wrote(contact="c1"),
        w.contact_started("Sun 09:05", contact="c1", channel="form"),
        replied("Wed 09:00", contact="c1"),
    ],
    "a reply on another case": [
        wrote(case="k1"),
        replied("Sun 10:00", case="k2"),
        replied("Wed 09:00", case="k1"),
    ],
    "writing again does not restart the clock": [
        wrote(),
        wrote("Mon 09:00", message="m3", text="Hello?"),
        replied("Wed 09:00"),
    ],
}

IN_TIME = {
    "excellent": [wrote(), replied("Sun 13:00")],
    "fair": [wrote(), replied("Tue 09:00")],
    "a person who is only checking": [
        wrote(),
        replied("Mon 09:00"),
        w.words_noticed("Mon 09:00", kind="holding", message="m2"),
    ],
    "a talk on the case": [
        wrote(case="k1"),
        w.contact_started("Mon 09:00", contact="c2", case="k1"),
        w.agent_connected("Mon 09:01", contact="c2"),
    ],
    "slow later on in the same case": [
        wrote(case="k1"),
        replied("Sun 10:00", case="k1"),
        wrote("Mon 09:00", case="k1", message="m3", text="And then?"),
        replied("Fri 09:00", case="k1"),
    ],
    "slow later on, long after, in the same case": [
        wrote(case="k1"),
        replied("Sun 10:00", case="k1"),
        wrote("Mon4 09:00", case="k1", message="m3", text="And then?"),
        replied("Fri4 09:00", case="k1"),
    ],
    "what names no matter goes on in the last one": [
        wrote(contact="c1"),
        replied("Sun 10:00", contact="c1"),
        wrote("Sun3 09:00", message="m3", text="And then?"),
    ],
    "we wrote first": [replied("Sun 09:00", case="k1"), wrote("Sun 10:00", case="k1", text="And?")],
    "we talked first, in the same contact": [
        w.contact_started("Sun 08:00", channel="chat"),
        w.agent_connected("Sun 08:01"),
        w.contact_ended("Sun 08:30"),
        wrote(contact="c1", channel="chat"),
    ],
    "he had called about it": [
        w.contact_started("Sun 08:00", contact="c8"),
        w.contact_started("Sun 09:00", channel="form"),
        wrote(contact="c1"),
    ],
    "he had called about it, two weeks before": [
        w.contact_started("Sun 09:00", contact="c8", topic="billing"),
        w.contact_started("Sun3 09:00", channel="form", topic="חשבון"),
        wrote("Sun3 09:00", contact="c1"),
    ],
    "thanks": [wrote(text="Thanks!")],
    "spam": [w.contact_started("Sun 09:00", topic="spam"), wrote(contact="c1")],
}


BEFORE = {
    "he had called about something else": ("Sun 08:00", {"topic": "fault"}),
    "he had called about another case": ("Sun 08:00", {"case": "k2"}),
    "he had called long before": ("Sun 07:59", {}),
    "we had called him": ("Sun2 08:00", {"direction": "out"}),
    "he had written about it": ("Sun2 08:00", {"channel": "form"}),
    "it is the chat that he tried": ("Sun3 08:00", {"contact": "c1", "channel": "chat"}),
}


@pytest.mark.parametrize(("when", "given"), BEFORE.values(), ids=BEFORE)
def test_what_came_before_may_be_another_matter(when, given):
    before = w.contact_started(when, **{"contact": "c8"} | given)
    form = w.contact_started("Sun3 08:00", channel="form", topic="billing", case="k1")
    story = [before, form] if before.contact == "c8" else [before]
    (found, _) = findings(FirstReplySlow, [*story, wrote("Sun3 08:00", contact="c1")])
    assert found.at == at("Tue3 08:00")


@pytest.mark.parametrize("story", SLOW.values(), ids=SLOW)
def test_a_slow_first_reply_is_found_at_two_days(story):
    (found,) = findings(FirstReplySlow, story)
    assert (found.at, found.facts["band"]) == (at("Tue 09:00"), "slow")
    assert found.severity is Severity.LOST


@pytest.mark.parametrize("story", IN_TIME.values(), ids=IN_TIME)
def test_a_first_reply_in_time_is_not_found(story):
    assert findings(FirstReplySlow, story) == []


def test_no_reply_in_five_days_is_never():
    for story in ([wrote()], [wrote(), replied("Fri 09:00:01")]):
        slow, never = findings(FirstReplySlow, story)
        assert (slow.facts["band"], never.facts["band"]) == ("slow", "never")
        assert (never.at, never.id) == (at("Fri 09:00"), slow.id)


def test_the_reply_tells_both_clocks():
    (found,) = findings(FirstReplySlow, [wrote(), replied("Wed 09:00")])
    # Ten open hours on each of three days, from nine to nine.
    assert (found.facts["waited"], found.facts["open_waited"]) == (3 * 86400, 30 * 3600)
    assert found.facts["replied_at"] == "2026-11-04T07:00:00Z"
    assert found.facts["channel"] == "form"


def test_a_message_that_names_no_matter_begins_one_after_two_quiet_weeks():
    story = [wrote(), replied("Sun 10:00"), wrote("Sun3 10:00:01", message="m3", text="Well?")]
    assert [f.at for f in findings(FirstReplySlow, story)] == [
        at("Tue3 10:00:01"),
        at("Fri3 10:00:01"),
    ]


def test_each_contact_without_a_case_is_a_matter():
    story = [wrote(contact="c1"), wrote("Sun 09:30", contact="c2", message="m3", text="Another.")]
    story += [replied("Sun 10:00", contact="c1")]
    assert {f.subject for f in findings(FirstReplySlow, story)} == {Subject("contact", "c2")}

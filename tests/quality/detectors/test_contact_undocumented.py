import pytest

from moked.policy import load
from moked.quality.detectors.contact_undocumented import ContactUndocumented
from moked.quality.finding import Severity, Subject
from tests.quality import words as w
from tests.quality.table import findings
from tests.quality.words import at


def call(answered: str = "Sun 09:01", ended: str = "Sun 09:10", **given):
    """Return a call that Noa answered, and what its end says by default."""
    by = given.pop("by", "customer")
    return [
        w.contact_started("Sun 09:00", **given),
        w.agent_connected(answered),
        w.contact_ended(ended, by=by),
    ]


def chat(**given):
    return [
        w.contact_started("Sun 09:00", channel=given.get("channel", "chat")),
        w.message_sent("Sun 09:01", contact="c1", **{"channel": "chat", "agent": "noa"} | given),
        w.contact_ended("Sun 09:10"),
    ]


def record(when: str, **given):
    return w.record_written(when, **given)


FOUND = {
    "nobody wrote a word": (call(), "Sun 09:15"),
    "a record a second late": ([*call(), record("Sun 09:15:01", contact="c1")], "Sun 09:15"),
    "a record of another contact": ([*call(), record("Sun 09:11", contact="c2")], "Sun 09:15"),
    "a colleague's record on the case": (
        [*call(case="k1"), record("Sun 09:11", case="k1", agent="amir")],
        "Sun 09:15",
    ),
    "a record on another case than the contact's": (
        [*call(case="k1"), record("Sun 09:11", case="k2")],
        "Sun 09:15",
    ),
    "a record on another case than the one promised on": (
        [
            *call(),
            w.promise_made("Sun 09:05", contact="c1", case="k1"),
            record("Sun 09:11", case="k2"),
        ],
        "Sun 09:15",
    ),
    "a record on a case that only a colleague looked into": (
        [
            w.case_opened("Sun 08:00", case="k2"),
            *call(case="k1"),
            w.case_viewed("Sun 09:02", case="k2", contact="c1", agent="amir"),
            record("Sun 09:11", case="k2"),
        ],
        "Sun 09:15",
    ),
    "a record on a case that he looked into in no contact": (
        [*call(case="k1"), w.case_viewed("Sun 09:02", case="k2"), record("Sun 09:11", case="k2")],
        "Sun 09:15",
    ),
    "the agent looked into a case of the customer, and wrote nothing": (
        [
            w.case_opened("Sun 08:00", case="k2"),
            *call(case="k1"),
            w.case_viewed("Sun 09:02", case="k2", contact="c1"),
        ],
        "Sun 09:15",
    ),
    "he looked into the contact's own case": (
        [*call(customer=None, case="k1"), w.case_viewed("Sun 09:02", contact="c1")],
        "Sun 09:15",
    ),
    "a colleague looked into a case of who knows whom": (
        [*call(), w.case_viewed("Sun 09:02", contact="c1", agent="amir")],
        "Sun 09:15",
    ),
    "a record on the case from before the talk": (
        [record("Sun 09:00:30", case="k1"), *call(case="k1")],
        "Sun 09:15",
    ),
    "we called, and talked": (call(direction="out"), "Sun 09:15"),
    "a talk of fifteen seconds": (call("Sun 09:01", "Sun 09:01:15"), "Sun 09:06:15"),
    "an agent wrote in the chat": (chat(), "Sun 09:15"),
    "a log that does not say how it began": (call()[1:], "Sun 09:15"),
    "a second end, and an agent after the first": (
        [*call(), w.agent_connected("Sun 09:12", agent="amir"), w.contact_ended("Sun 09:20")],
        "Sun 09:15",
    ),
}

NOT_FOUND = {
    "a record five minutes after the end": [*call(), record("Sun 09:15", contact="c1")],
    "a record while they still talked": [*call(), record("Sun 09:05", contact="c1")],
    "a colleague's record of this contact": [
        *call(),
        record("Sun 09:11", contact="c1", agent="amir"),
    ],
    "a record on the linked case": [*call(case="k1"), record("Sun 09:11", case="k1")],
    "he looked into a case of who knows whom, where his record may be": [
        *call(case="k1"),
        w.case_viewed("Sun 09:02", case="k2", contact="c1"),
    ],
    "a record on a case that he looked into in the talk": [
        w.case_opened("Sun 08:00", case="k2"),
        *call(case="k1"),
        w.case_viewed("Sun 09:02", case="k2", contact="c1"),
        record("Sun 09:11", case="k2"),
    ],
    "a record on the case that a promise of the talk names": [
        *call(case="k1"),
        w.promise_made("Sun 09:05", contact="c1", case="k2"),
        record("Sun 09:11", case="k2"),
    ],
    "a record on the case that the customer's message names": [
        *chat(),
        w.message_received("Sun 09:02", channel="chat", contact="c1", case="k1"),
        record("Sun 09:11", case="k1"),
    ],
    "the contact's case is unknown, and its agent wrote on one": [
        *call(),
        record("Sun 09:11", case="k1"),
    ],
    "the writer of the chat is unknown, and somebody wrote on the case": [
        *chat(agent=None),
        record("Sun 09:11", case="k1", agent="amir"),
    ],
    "a wrong number, by its topic": call(topic="wrong_number"),
    "a wrong number, hung up at once": call("Sun 09:01", "Sun 09:01:14"),
    "cut off by the agent at once": call("Sun 09:01", "Sun 09:01:14", by="agent"),
    "abandoned before anybody answered": [
        w.contact_started("Sun 09:00"),
        w.contact_ended("Sun 09:10"),
    ],
    "still talking": call()[:2],
    "only the bot wrote": chat(author="bot"),
    "a letter, which is its own record": chat(channel="email"),
    "a chat message outside of any contact": [
        w.message_sent("Sun 09:01", channel="chat", case="k1"),
        w.contact_ended("Sun 09:10"),
    ],
}


@pytest.mark.parametrize(("events", "moment"), FOUND.values(), ids=FOUND)
def test_found(events, moment):
    assert [found.at for found in findings(ContactUndocumented, events)] == [at(moment)]


@pytest.mark.parametrize("events", NOT_FOUND.values(), ids=NOT_FOUND)
def test_not_found(events):
    assert findings(ContactUndocumented, events) == []


def test_the_finding_says_whose_contact_it_was():
    events = call(topic="billing", case="k1")
    [found] = findings(ContactUndocumented, events)
    assert (found.subject, found.severity) == (Subject("contact", "c1"), Severity.EFFORT)
    assert found.evidence == (events[2], events[1])
    assert found.facts == {
        "limit": 300,
        "talked": 540,
        "agent": "noa",
        "channel": "phone",
        "topic": "billing",
        "case": "k1",
    }


def test_a_log_without_records_is_not_judged_where_policy_says_so(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        "[contact_undocumented]\njudged = { value = false, source = 'our switchboard' }\n"
    )
    assert findings(ContactUndocumented, call(), policy=load(["il", str(own)])) == []


def test_what_is_told_of_a_contact_once_its_record_is_late_changes_nothing():
    silent = call()[1:]
    late = [*silent, w.contact_started("Sun 12:00", topic="wrong_number", case="k1")]
    assert findings(ContactUndocumented, late) == findings(ContactUndocumented, silent) != []


def test_other_events_say_nothing_of_its_record():
    others = [*call(), w.case_closed("Sun 09:12")]
    story = ContactUndocumented.story(others, Subject("customer", "dana"), "dana")
    story.events = others
    [found] = ContactUndocumented(story, load(["il"]))
    assert found.evidence == (others[2], others[1])

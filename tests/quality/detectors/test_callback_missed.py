import pytest

from moked.policy import load
from moked.quality.detectors.callback_missed import CallbackMissed
from moked.quality.finding import Severity, State, Subject
from tests.quality import words as w
from tests.quality.table import IL, facts, findings
from tests.quality.words import at

BASE, GB = load([]), load(["gb"])
CLAUSE = "Telephone Service Regulations 2012"


def promised(when: str = "Sun 10:00", due: str | None = "Sun 14:00", **given):
    return w.promise_made(when, due=due, **given)


def left_message(when: str, why: str = "message", **given):
    return w.queue_left(when, why=why, **given)


def we_call(when: str, contact: str = "c2", **given):
    return w.contact_started(when, contact=contact, direction="out", **given)


def answered(when: str, contact: str = "c2", **given):
    return w.agent_connected(when, contact=contact, **given)


def sms(when: str, **given):
    return w.message_sent(when, channel="sms", author="automatic", **given)


def opened(events, policy=IL):
    found = findings(CallbackMissed, events, policy=policy)
    return [finding for finding in found if finding.state is State.OPEN]


DUE_STATED = {
    "nobody called": [promised()],
    "called a minute after the hour": [promised(), we_call("Sun 14:01"), answered("Sun 14:01")],
    "one attempt and an SMS are not enough": [promised(), we_call("Sun 13:00"), sms("Sun 13:01")],
    "two attempts without an SMS are not enough": [
        promised(),
        we_call("Sun 13:00"),
        we_call("Sun 13:15", "c3"),
    ],
    "two attempts 14 minutes apart are one": [
        promised(),
        we_call("Sun 13:00"),
        we_call("Sun 13:14", "c3"),
        sms("Sun 13:15"),
    ],
    "the second attempt came after the hour": [
        promised(),
        we_call("Sun 13:50"),
        sms("Sun 13:51"),
        we_call("Sun 14:05", "c3"),
    ],
    "the SMS about the attempts failed": [
        promised(),
        we_call("Sun 13:00"),
        we_call("Sun 13:15", "c3"),
        sms("Sun 13:16"),
        w.message_failed("Sun 13:17"),
    ],
    "an SMS from before the attempts tells nothing of them": [
        promised(),
        sms("Sun 10:01"),
        we_call("Sun 13:00"),
        we_call("Sun 13:15", "c3"),
    ],
    "attempts on another case": [
        promised(case="k1"),
        we_call("Sun 13:00", case="k2"),
        we_call("Sun 13:15", "c3", case="k2"),
        sms("Sun 13:16"),
    ],
    "a talk on another case": [
        promised(case="k1"),
        we_call("Sun 13:00", case="k2"),
        answered("Sun 13:00"),
    ],
    "a written answer is no callback": [promised(), w.message_sent("Sun 13:00")],
    "the talk in which it was promised, passed on to a colleague": [
        w.contact_started("Sun 09:50"),
        promised(contact="c1"),
        answered("Sun 10:01", "c1", agent="amir"),
    ],
    "the customer called first, and only a front desk answered": [
        promised(),
        w.contact_started("Sun 12:00", contact="c2"),
        answered("Sun 12:01", role="front_desk"),
    ],
    "a front desk answered in a contact of unknown direction": [
        promised(),
        answered("Sun 12:01", role="front_desk"),
    ],
    "the customer called after the hour: kept, late": [
        promised(),
        w.contact_started("Sun 15:00", contact="c2"),
        answered("Sun 15:01"),
    ],
    "called kept by somebody, who names no talk": [promised(), w.promise_kept("Sun 13:00")],
    "called kept by an attempt that nobody answered": [
        promised(),
        we_call("Sun 13:00"),
        w.promise_kept("Sun 13:05", contact="c2"),
    ],
    "another promise was kept": [
        promised(),
        w.promise_kept("Sun 13:00", promise="p9", contact="c9"),
    ],
    "moved when it was late already": [
        promised(),
        w.promise_moved("Sun 14:01", due="Sun 16:00"),
        we_call("Sun 15:00"),
        answered("Sun 15:00"),
    ],
    "attempts from before the customer moved it": [
        promised(due="Sun 12:00"),
        we_call("Sun 11:00"),
        we_call("Sun 11:15", "c3"),
        sms("Sun 11:16"),
        w.promise_moved("Sun 11:30", by="customer", due="Sun 14:00"),
    ],
    "released when it was late already": [promised(), w.promise_released("Sun 14:01")],
    "a promise by a bot": [promised(by="bot", owner="service")],
    "of two promises in a contact the one that was not kept": [
        promised(contact="c1"),
        promised("Sun 10:01", due="Sun 18:00", promise="p2", contact="c1"),
        we_call("Sun 15:00"),
        answered("Sun 15:00"),
    ],
}

KEPT = {
    "called a minute before the hour": [promised(), we_call("Sun 13:59"), answered("Sun 13:59")],
    "called at the hour sharp": [promised(), we_call("Sun 14:00"), answered("Sun 14:00")],
    "the front desk called the customer": [
        promised(),
        we_call("Sun 13:00"),
        answered("Sun 13:00", role="front_desk"),
    ],
    "the customer called first and was answered": [
        promised(),
        w.contact_started("Sun 12:00", contact="c2"),
        answered("Sun 12:01"),
    ],
    "a talk in a contact of which we know nothing else": [promised(), answered("Sun 12:01")],
    "two attempts 15 minutes apart, and an SMS": [
        promised(),
        we_call("Sun 13:00"),
        we_call("Sun 13:15", "c3"),
        sms("Sun 13:16"),
    ],
    "three attempts, the second too soon": [
        promised(),
        we_call("Sun 13:00"),
        we_call("Sun 13:10", "c3"),
        we_call("Sun 13:20", "c4"),
        sms("Sun 13:21"),
    ],
    "an SMS that failed when the hour had passed": [
        promised(),
        we_call("Sun 13:00"),
        we_call("Sun 13:15", "c3"),
        sms("Sun 13:16"),
        w.message_failed("Sun 14:10"),
    ],
    "kept by a talk that it names": [promised(), w.promise_kept("Sun 13:00", contact="c9")],
    "kept by a message that it names": [promised(), w.promise_kept("Sun 13:00", message="m9")],
    "kept in a contact of another channel": [
        promised(),
        w.contact_started("Sun 12:00", contact="c2", channel="whatsapp"),
        w.promise_kept("Sun 13:00", contact="c2"),
    ],
    "the customer moved it, and it was kept": [
        promised(),
        w.promise_moved("Sun 13:00", by="customer", due="Sun 16:00"),
        we_call("Sun 15:30"),
        answered("Sun 15:30"),
    ],
    "we moved it before the hour, and it was kept": [
        promised(),
        w.promise_moved("Sun 13:00", due="Sun 16:00"),
        we_call("Sun 15:30"),
        answered("Sun 15:30"),
    ],
    "the customer released us": [promised(), w.promise_released("Sun 13:00")],
    "the centre sent no promise of a callback": [
        promised(kind="update"),
        left_message("Sun 10:00", why="abandoned"),
    ],
    "a promise that nobody made is moved": [
        w.promise_moved("Sun 13:00", promise="p9", due="Sun 16:00")
    ],
    "answered after all in the same call": [
        w.contact_started("Sun 09:55"),
        left_message("Sun 10:00", why="callback"),
        answered("Sun 10:05", "c1"),
    ],
}


@pytest.mark.parametrize("name", DUE_STATED)
def test_found_when_the_stated_hour_passed(name):
    assert [finding.at for finding in opened(DUE_STATED[name])] == [at("Sun 14:00")]


@pytest.mark.parametrize("name", KEPT)
def test_not_found(name):
    assert findings(CallbackMissed, KEPT[name]) == []


# In Israel the centre is open 08:00-18:00, on Friday until 13:00, and closed on Saturday.
DUE_BY_LAW = {
    "three hours after the message": ("Sun 10:00", "Sun 13:00"),
    "left exactly two hours before closing": ("Sun 16:00", "Sun 19:00"),
    "left less than two hours before closing: three hours after the next opening": (
        "Sun 16:01",
        "Mon 11:00",
    ),
    "left on Friday noon": ("Fri 12:00", "Sun2 11:00"),
    "left at night": ("Sun 22:00", "Mon 11:00"),
    "left before opening": ("Mon 06:00", "Mon 11:00"),
    "left on Saturday": ("Sat 12:00", "Sun2 11:00"),
}


@pytest.mark.parametrize("name", DUE_BY_LAW)
def test_where_no_hour_was_stated_the_law_sets_it(name):
    left, due = DUE_BY_LAW[name]
    for event in (left_message(left), left_message(left, "callback"), promised(left, due=None)):
        [finding] = opened([event])
        assert (finding.at, finding.severity, finding.clause) == (at(due), Severity.LEGAL, CLAUSE)


def test_without_a_law_our_own_default_counts_open_hours_and_is_our_word():
    # London is open 09:00-18:00, which is 11:00-20:00 in Jerusalem.
    [finding] = opened([left_message("Mon 19:00")], GB)
    assert (finding.at, finding.severity, finding.clause) == (at("Tue 13:00"), Severity.WORD, None)


def test_a_centre_that_never_closes_is_not_about_to(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[callback_missed]\nwithin = { value = "3 h", source = "our charter" }\n'
        'late_in_day = { value = "2 h", source = "our charter" }\n'
    )
    [finding] = opened([left_message("Mon 01:30")], load([str(own)]))
    assert finding.at == at("Mon 04:30")


def test_a_time_of_its_own_without_a_word_on_late_messages_runs_past_closing(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[callback_missed]\nwithin = { value = "3 h", source = "our charter" }\n')
    [finding] = opened([left_message("Mon 19:30")], load(["gb", str(own)]))
    assert finding.at == at("Mon 22:30")


def test_a_message_and_a_promise_in_one_contact_are_one_failure():
    by_law = [left_message("Sun 10:00", id="left"), promised("Sun 10:01", due=None, contact="c1")]
    [finding] = opened(by_law)
    assert (finding.at, finding.subject) == (at("Sun 13:00"), Subject("contact", "c1"))
    assert finding.facts["agent"] == "noa"
    [finding] = opened([promised("Sun 09:59", contact="c1"), left_message("Sun 10:00")])
    assert (finding.at, finding.subject) == (at("Sun 14:00"), Subject("promise", "p1"))


def test_the_hour_agreed_after_a_message_is_the_one_that_counts():
    [finding] = opened([left_message("Sun 10:00"), promised("Sun 10:01", contact="c1")])
    assert (finding.at, finding.severity, finding.clause) == (at("Sun 14:00"), Severity.WORD, None)


def test_a_promise_made_when_the_message_was_answered_is_owed_by_itself():
    events = [
        left_message("Sun 10:00"),
        answered("Sun 11:00", "c1"),
        promised("Sun 11:05", contact="c1"),
    ]
    [finding] = opened(events)
    assert finding.subject == Subject("promise", "p1")


def test_nobody_can_call_back_a_withheld_number():
    anonymous = Subject("contact", "c1")
    left = [w.contact_started("Sun 09:50", customer=None), left_message("Sun 10:00")]
    assert list(CallbackMissed(CallbackMissed.story(left, anonymous), IL)) == []
    known_case = Subject("case", "k1")
    assert list(CallbackMissed(CallbackMissed.story(left, known_case), IL)) != []


def test_what_was_due_before_it_was_written_down_is_missed_when_it_is_written_down():
    [finding] = findings(CallbackMissed, [promised("Sun 15:00", due="Sun 14:00")])
    assert (finding.at, finding.state) == (at("Sun 15:00"), State.OPEN)


AT_RISK = {
    "a quarter of an hour before": ([promised()], ["Sun 13:45"]),
    "before the hour that it was moved to": (
        [promised(), w.promise_moved("Sun 13:50", by="customer", due="Sun 16:00")],
        ["Sun 15:45"],
    ),
    "not where it was promised within that": ([promised("Sun 13:45")], []),
}


@pytest.mark.parametrize("name", AT_RISK)
def test_at_risk(name):
    events, moments = AT_RISK[name]
    found = findings(CallbackMissed, events)
    assert len({finding.id for finding in found}) == 1
    risks = [finding.at for finding in found if finding.state is State.AT_RISK]
    assert risks == [at(moment) for moment in moments]


def test_it_says_what_was_promised_by_whom_how_often_we_tried_and_when_we_came_through():
    events = [
        promised(words="I will call you by two"),
        we_call("Sun 13:30"),
        we_call("Sun 14:30", "c3"),
        answered("Sun 14:31", "c3"),
    ]
    [finding] = opened(events)
    assert finding.evidence == (events[0],)
    assert finding.severity is Severity.WORD
    assert facts(finding) == {
        "at": at("Sun 14:00"),
        "owed_since": "2026-11-01T08:00:00Z",
        "due": "2026-11-01T12:00:00Z",
        "agent": "noa",
        "words": "I will call you by two",
        "count": 1,
        "kept_at": "2026-11-01T12:31:00Z",
    }

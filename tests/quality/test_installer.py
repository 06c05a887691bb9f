"""The second story of FAILURES.md, as far as promises and visits go: each failure once, no more."""

from moked.quality.detector import all_detectors
from moked.quality.finding import State
from moked.quality.replay import replay
from tests.quality import words as w
from tests.quality.table import IL

CODES = ["F13", "F14", "F15", "F16", "F17", "F18", "F19", "F20"]
MINE = [detector for detector in all_detectors() if detector.code in CODES]


def call(when: str, contact: str, agent: str = "noa"):
    return [
        w.contact_started(when, contact=contact),
        w.agent_connected(when, contact=contact, agent=agent),
    ]


def booked(when: str):
    """Dana asked for the latest possible hour, and is at home from three."""
    return w.visit_booked(when, hour="Mon 14:00", until="Mon 18:00", not_before="Mon 15:00")


def said(when: str, contact: str, words: str, kind: str = "promise"):
    return w.words_noticed(when, contact=contact, words=words, kind=kind)


FIRST_CALL = [
    *call("Sun 10:00", "c1"),
    booked("Sun 10:04"),
    said("Sun 10:05", "c1", "המנהל שלי יטפל בזה"),
    said("Sun 10:06", "c1", "נעשה כל מאמץ", kind="every_effort"),
    said("Sun 10:07", "c1", "אעדכן אותך כל הזמן"),
    w.contact_ended("Sun 10:10", contact="c1"),
]
IN_THE_MORNING = [
    *call("Mon 08:30", "c2", agent="amir"),
    said("Mon 08:32", "c2", "זה אף פעם לא סוכם", kind="denial"),
    w.contact_transferred("Mon 08:35", contact="c2"),
    w.agent_connected("Mon 08:36", contact="c2"),
    w.promise_made("Mon 08:38", promise="p1", kind="update", contact="c2"),
    w.contact_ended("Mon 08:40", contact="c2"),
]
AT_ELEVEN = [
    w.visit_contacted("Mon 11:00", wants="Mon 11:15"),
    *call("Mon 11:05", "c3"),
    said("Mon 11:08", "c3", "אעדכן אותך"),
    w.promise_made("Mon 11:08", promise="p2", kind="update", contact="c3"),
    w.contact_ended("Mon 11:10", contact="c3"),
]
WE_CANNOT_COME = [w.visit_cancelled("Mon 17:30", reason="we cannot come")]
STORY = [*FIRST_CALL, *IN_THE_MORNING, *AT_ELEVEN, *WE_CANNOT_COME, w.survey_sent("Wed 12:00")]


def codes(events):
    found = replay(events, IL, detectors=MINE)
    assert all(finding.state is State.OPEN for finding in found)
    return sorted(finding.code for finding in found)


def test_each_failure_is_found_once():
    assert codes(STORY) == ["F13", "F15", "F16", "F17", "F18", "F19", "F20"]


def test_where_the_second_promise_was_moved_instead_of_made_again():
    moved = [
        *AT_ELEVEN[:3],
        w.promise_moved("Mon 11:08", due="Mon 13:00"),
        w.contact_ended("Mon 11:10", contact="c3"),
    ]
    events = [*FIRST_CALL, *IN_THE_MORNING, *moved, *WE_CANNOT_COME, w.survey_sent("Wed 12:00")]
    assert codes(events) == ["F13", "F15", "F16", "F17", "F18", "F19", "F20"]


def test_the_same_journey_well_kept_has_no_failure():
    events = [
        *call("Sun 10:00", "c1"),
        booked("Sun 10:04"),
        said("Sun 10:07", "c1", "אעדכן אותך"),
        w.promise_made("Sun 10:08", kind="update", contact="c1"),
        w.contact_ended("Sun 10:10", contact="c1"),
        w.visit_planned("Sun 18:00", arrives="Mon 15:30", constraint_known=True),
        w.message_sent("Mon 09:00", author="automatic", channel="sms"),
        w.visit_contacted("Mon 15:00", wants="Mon 15:30"),
        w.visit_arrived("Mon 15:35"),
        w.visit_done("Mon 16:20"),
        w.survey_sent("Wed 12:00"),
    ]
    assert codes(events) == []

from moked.core.events import AgentConnected, ContactStarted
from moked.quality.waking import Waking
from tests.quality import words as w

EVENTS = [
    w.contact_started("Sun 09:00"),
    w.agent_connected("Sun 09:01"),
    w.contact_ended("Sun 09:09"),
]


class WokenBy(Waking):
    alarms = frozenset({ContactStarted, AgentConnected})

    def __init__(self, nth):
        super().__init__()
        self.alarm = EVENTS[nth] if nth is not None else None
        self.heard = []

    def wakes(self, event):
        assert type(event) in self.alarms
        return event is self.alarm

    def read(self, event):
        self.heard.append(event)


def heard(nth, count):
    fold = WokenBy(nth)
    for event in EVENTS[:count]:
        fold.take(event)
    return fold.heard


def test_asleep_it_reads_nothing():
    assert heard(None, 3) == []
    assert heard(2, 3) == []
    assert heard(1, 1) == []


def test_awake_it_has_read_all_from_the_beginning_in_order():
    assert heard(1, 2) == EVENTS[:2]
    assert heard(1, 3) == EVENTS
    assert heard(0, 3) == EVENTS

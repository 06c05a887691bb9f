"""What the verbs of a queue log mean, in events.

Two things are remembered: which calls have started, since one that comes back to a queue waits on, and
which were put out of a queue and may still enter the next one.
"""

from collections.abc import Callable, Iterator
from typing import Any

from moked.core.events import (
    AgentAvailable,
    AgentAway,
    AgentConnected,
    Asker,
    Channel,
    ContactEnded,
    ContactStarted,
    ContactTransferred,
    Direction,
    EndedBy,
    Event,
    QueueJoined,
    QueueLeft,
    Role,
    WhyLeft,
)
from moked.importers.moments import Order
from moked.importers.queue_log.line import NOBODY, Entry, customer_of, place_of
from moked.importers.reader import unnamed

SOURCE = "queue-log"

# Where an attended transfer went stands after how it was made.
_TRANSFER_METHODS = ("BRIDGE", "APP", "LINK", "THREEWAY")


class Calls:
    """Turns a log's entries, in order, into events."""

    def __init__(self) -> None:
        """Begin with no call."""
        self._order = Order()
        self._started: set[str] = set()
        self._out: dict[str, tuple[Entry, EndedBy]] = {}

    def events(self, entry: Entry) -> list[Event] | None:
        """Return an entry's events, or None for a verb of which the vocabulary has none.

        Raises ValueError for an entry that lacks the call or the agent that its verb is about.
        """
        make = _VERBS.get(entry.verb)
        return None if make is None else make(self, entry)

    def left_open(self) -> Iterator[Event]:
        """Yield, at the end of the log, the ends of calls that left a queue and entered no other."""
        for entry, by in self._out.values():
            yield self._of_call(ContactEnded, entry, by=by)

    def enter(self, entry: Entry) -> list[Event]:
        """A call entered a queue, its first or the next."""
        events: list[Event] = []
        call = _call(entry)
        self._out.pop(call, None)
        if call not in self._started:
            self._started.add(call)
            events.append(
                self._of_call(
                    ContactStarted,
                    entry,
                    channel=Channel.PHONE,
                    direction=Direction.IN,
                    customer=customer_of(entry.datum(1)),
                )
            )
        place = place_of(entry.datum(2))
        queue = _named(entry.queue, "queue")
        events.append(self._of_call(QueueJoined, entry, queue=queue, place=place))
        return events

    def connect(self, entry: Entry) -> list[Event]:
        """An agent answered."""
        agent = unnamed(_call(entry)) if entry.agent in NOBODY else entry.agent
        return [
            self._of_call(QueueLeft, entry, why=WhyLeft.ANSWERED),
            self._of_call(AgentConnected, entry, agent=agent, role=Role.PROFESSIONAL),
        ]

    def abandon(self, entry: Entry) -> list[Event]:
        """The caller hung up while waiting."""
        left = self._of_call(QueueLeft, entry, why=WhyLeft.ABANDONED)
        return [left, *self.end(entry, EndedBy.CUSTOMER)]

    def put_out(self, entry: Entry) -> list[Event]:
        """The queue put the call out: its time was up, or no member was left in it."""
        self._out[_call(entry)] = entry, EndedBy.SYSTEM
        return [self._of_call(QueueLeft, entry, why=WhyLeft.TIMEOUT)]

    def press_key(self, entry: Entry) -> list[Event]:
        """The caller pressed a key to leave; where it led, the log does not say."""
        self._out[_call(entry)] = entry, EndedBy.CUSTOMER
        key = {"key": entry.datum(0)}
        left = self._of_call(QueueLeft, entry, why=WhyLeft.TRANSFERRED, chosen=True, unknown=key)
        return [left]

    def transfer(self, entry: Entry) -> list[Event]:
        """The agent passed the call on."""
        to = entry.datum(1) if entry.datum(0) in _TRANSFER_METHODS else entry.datum(0)
        giver = entry.queue if entry.agent in NOBODY else entry.agent
        return [self._of_call(ContactTransferred, entry, from_=giver, to=to, asked_by=Asker.AGENT)]

    def end(self, entry: Entry, by: EndedBy) -> list[Event]:
        """The call ended."""
        call = _call(entry)
        ended = self._of_call(ContactEnded, entry, by=by)
        self._order.forget(call)
        return [ended]

    def agent(self, entry: Entry, cls: type[Event]) -> list[Event]:
        """An agent began, or stopped, to take calls: of one queue, or of all."""
        agent = _named(entry.agent, "agent")
        queues = None if entry.queue in NOBODY else [entry.queue]
        return [self._event(cls, entry, agent, agent=agent, queues=queues)]

    def _of_call(self, cls: type[Event], entry: Entry, **data: Any) -> Event:
        call = _call(entry)
        return self._event(cls, entry, call, contact=call, **data)

    def _event(self, cls: type[Event], entry: Entry, subject: str, **data: Any) -> Event:
        at = self._order.place(subject, entry.at, cls.RANK)
        return cls(id=f"{entry.key()}|{cls.TYPE}", source=SOURCE, at=at, **data)


def _call(entry: Entry) -> str:
    return _named(entry.call, "call")


def _named(ref: str, what: str) -> str:
    if ref in NOBODY:
        raise ValueError(f"no {what}")
    return ref


def _ended(by: EndedBy) -> Callable[[Calls, Entry], list[Event]]:
    return lambda calls, entry: calls.end(entry, by)


def _agent(cls: type[Event]) -> Callable[[Calls, Entry], list[Event]]:
    return lambda calls, entry: calls.agent(entry, cls)


_available, _away = _agent(AgentAvailable), _agent(AgentAway)

_VERBS: dict[str, Callable[[Calls, Entry], list[Event]]] = {
    "ENTERQUEUE": Calls.enter,
    "CONNECT": Calls.connect,
    "ABANDON": Calls.abandon,
    "EXITWITHTIMEOUT": Calls.put_out,
    "EXITEMPTY": Calls.put_out,
    "EXITWITHKEY": Calls.press_key,
    "COMPLETEAGENT": _ended(EndedBy.AGENT),
    "COMPLETECALLER": _ended(EndedBy.CUSTOMER),
    # The two telephones found no common codec, and the switchboard dropped the call.
    "SYSCOMPAT": _ended(EndedBy.NETWORK),
    "TRANSFER": Calls.transfer,
    "BLINDTRANSFER": Calls.transfer,
    "ATTENDEDTRANSFER": Calls.transfer,
    "ADDMEMBER": _available,
    "UNPAUSE": _available,
    "UNPAUSEALL": _available,
    "AGENTLOGIN": _available,
    "AGENTCALLBACKLOGIN": _available,
    "REMOVEMEMBER": _away,
    "PAUSE": _away,
    "PAUSEALL": _away,
    "AGENTLOGOFF": _away,
    "AGENTCALLBACKLOGOFF": _away,
}

"""A person talked with the customer, and nobody wrote down what was said.

The clock starts at `contact.ended` and gives the agent five minutes. A record that names the contact
counts, whoever wrote it and whenever, even while they still talked. So does one that its agent wrote,
from the first word on, on a case that the contact is linked to or that he looked into in it, or, where
nobody knows that case, on any case of the customer. A later record, or a later link, does not undo it:
till then the next agent knew nothing.

A record on a case whose customer no event tells stands in no story of the customer. Where the agent looked
into such a case in the talk, nothing shows that he wrote nothing, and nothing is found.

Talks are those with a person connected, and chats in which an agent wrote; a letter is its own record.
Wrong numbers are no talks, nor is what broke off within seconds of the first word. Some logs carry no
records at all, such as a switchboard's: there every talk would be found, so that an organisation's own
policy turns this off (`contact_undocumented.judged = false`). Source: "many agents do not bother to
write the contact down at all".
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, ClassVar

from moked.core.events import (
    NEVER,
    AgentConnected,
    Author,
    CaseOpened,
    CaseViewed,
    Channel,
    ContactEnded,
    ContactStarted,
    Event,
    MessageReceived,
    MessageSent,
    PromiseMade,
    RecordWritten,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.story import Story

CHATS = frozenset({Channel.CHAT, Channel.WHATSAPP, Channel.MESSENGER, Channel.TELEGRAM})


class _Talk:
    """A contact, with every sign of a person in it up to its end, in order.

    `cases` are those that it is linked to; `viewed` are those looked into, each with by whom.
    """

    __slots__ = ("cases", "due", "end", "signs", "start", "viewed")

    def __init__(self) -> None:
        self.cases: set[str] = set()
        self.viewed: set[tuple[str, str]] = set()
        self.start: ContactStarted | None = None
        self.signs: list[AgentConnected | MessageSent] = []
        self.end: ContactEnded | None = None
        self.due = NEVER


@detector(
    code="F23",
    scope=Scope.CUSTOMER,
    severity=Severity.EFFORT,
    reads=(
        ContactStarted,
        CaseOpened,
        AgentConnected,
        CaseViewed,
        MessageReceived,
        MessageSent,
        PromiseMade,
        ContactEnded,
        RecordWritten,
    ),
    needs=(ContactEnded,),
    misses=(RecordWritten,),
)
class ContactUndocumented:
    """A customer's talks; those that ended stand open until they are recorded, or late."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._talks: defaultdict[str, _Talk] = defaultdict(_Talk)
        self._open: dict[str, _Talk] = {}
        self._late: list[Finding] = []
        self._recorded: set[str] = set()
        self._unnamed: list[RecordWritten] = []
        self._cases: set[str] = set()

    def take(self, event: Event) -> None:
        if self._open:
            self._settle(event.at)
        take = self._TAKES.get(type(event))
        if take:
            take(self, event)

    def _start(self, started: ContactStarted) -> None:
        talk = self._talks[started.contact]
        talk.start = talk.start or started
        self._link(started)

    def _link(self, event: ContactStarted | MessageReceived | MessageSent | PromiseMade) -> None:
        if event.case:
            if event.customer:
                self._cases.add(event.case)
            if event.contact:
                self._talks[event.contact].cases.add(event.case)

    def _open_case(self, opened: CaseOpened) -> None:
        self._cases.add(opened.case)

    def _view(self, viewed: CaseViewed) -> None:
        if viewed.contact:
            self._talks[viewed.contact].viewed.add((viewed.agent, viewed.case))

    def _connect(self, connected: AgentConnected) -> None:
        self._sign(connected, connected.contact)

    def _write(self, sent: MessageSent) -> None:
        self._link(sent)
        if sent.contact and sent.author is Author.AGENT and sent.channel in CHATS:
            self._sign(sent, sent.contact)

    def _sign(self, event: AgentConnected | MessageSent, contact: str) -> None:
        talk = self._talks[contact]
        if talk.end is None:
            talk.signs.append(event)

    def _end(self, end: ContactEnded) -> None:
        talk = self._talks[end.contact]
        if talk.end is None and talk.signs:
            talk.end = end
            if end.contact not in self._recorded:
                talk.due = self._policy.deadline("contact_undocumented.within", end.at)
                self._open[end.contact] = talk

    def _record(self, record: RecordWritten) -> None:
        if record.contact is None:
            self._unnamed.append(record)
        else:
            self._recorded.add(record.contact)
            self._open.pop(record.contact, None)

    def _settle(self, now: datetime) -> None:
        """Judge the talks whose time to be recorded is over."""
        for contact, talk in list(self._open.items()):
            if talk.due < now:
                del self._open[contact]
                self._late += self._judged(talk)

    def findings(self) -> list[Finding]:
        """Return the talks that are recorded too late, or not at all if nothing else happens."""
        return [
            *self._late,
            *(found for talk in self._open.values() for found in self._judged(talk)),
        ]

    def _judged(self, talk: _Talk) -> Iterator[Finding]:
        end = talk.end
        if end is None or _nothing_to_write(talk, end, self._policy):
            return
        if self._may_be_hidden(talk) or any(_tells_of(r, talk) for r in self._unnamed):
            return
        yield _undocumented(self._story, talk, end)

    def _may_be_hidden(self, talk: _Talk) -> bool:
        """Return whether an agent of the talk may have written on a case that is not seen from here."""
        agents = {part.agent for part in talk.signs}
        known = self._cases | talk.cases
        return any(agent in agents and case not in known for agent, case in talk.viewed)

    _TAKES: ClassVar[dict[type[Event], Callable[[Any, Any], None]]] = {
        ContactStarted: _start,
        CaseOpened: _open_case,
        AgentConnected: _connect,
        CaseViewed: _view,
        MessageReceived: _link,
        MessageSent: _write,
        PromiseMade: _link,
        ContactEnded: _end,
        RecordWritten: _record,
    }


def _nothing_to_write(talk: _Talk, end: ContactEnded, policy: Policy) -> bool:
    if end.at - talk.signs[0].at < policy.length("contact_undocumented.talk_over", end.at):
        return True
    if not policy.required("contact_undocumented.judged", end.at).flag:
        return True
    excused = policy.required("contact_undocumented.topics_excused", end.at).words
    return talk.start is not None and talk.start.topic in excused


def _tells_of(record: RecordWritten, talk: _Talk) -> bool:
    """Return whether a record that names no contact may be of this one."""
    if record.at < talk.signs[0].at:
        return False
    if talk.cases and record.case not in talk.cases:
        return (record.agent, record.case) in talk.viewed
    return any(part.agent in (None, record.agent) for part in talk.signs)


def _undocumented(story: Story, talk: _Talk, end: ContactEnded) -> Finding:
    start, first = talk.start, talk.signs[0]
    return story.finding(
        talk.due,
        end,
        first,
        subject=Subject("contact", end.contact),
        limit=talk.due - end.at,
        talked=end.at - first.at,
        agent=talk.signs[-1].agent,
        channel=start and start.channel,
        topic=start and start.topic,
        case=start and start.case,
    )

"""A person talked with the customer, and nobody wrote down what was said.

The clock starts at `contact.ended` and gives the agent five minutes. A record that names the contact
counts, whoever wrote it and whenever, even while they still talked. So does one that its agent wrote,
from the first word on, on the contact's case, or, where nobody knows that case, on any case of the
customer. A later record does not undo it: till then the next agent knew nothing.

Talks are those with a person connected, and chats in which an agent wrote; a letter is its own record.
Wrong numbers are no talks, nor is what broke off within seconds of the first word. Some logs carry no
records at all, such as a switchboard's: there every talk would be found, so that an organisation's own
policy turns this off (`contact_undocumented.judged = false`). Source: "many agents do not bother to
write the contact down at all".
"""

from collections.abc import Iterator
from datetime import datetime

from moked.core.events import (
    AgentConnected,
    Author,
    Channel,
    ContactEnded,
    ContactStarted,
    MessageSent,
    RecordWritten,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.story import Story

Talk = list[AgentConnected | MessageSent]
"""Every sign of a person in a contact, in order."""

CHATS = frozenset({Channel.CHAT, Channel.WHATSAPP, Channel.MESSENGER, Channel.TELEGRAM})


@detector(
    code="F23",
    scope=Scope.CUSTOMER,
    severity=Severity.EFFORT,
    reads=(ContactStarted, AgentConnected, MessageSent, ContactEnded, RecordWritten),
    needs=(ContactEnded,),
    misses=(RecordWritten,),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    started: dict[str, ContactStarted] = {}
    talks: dict[str, Talk] = {}
    ended: dict[str, ContactEnded] = {}
    records: list[RecordWritten] = []
    for event in story:
        match event:
            case ContactStarted():
                started.setdefault(event.contact, event)
            case AgentConnected() if event.contact not in ended:
                talks.setdefault(event.contact, []).append(event)
            case MessageSent(author=Author.AGENT) if _in_chat(event) and event.contact not in ended:
                talks.setdefault(event.contact or "", []).append(event)
            case ContactEnded() if event.contact in talks:
                ended.setdefault(event.contact, event)
            case RecordWritten():
                records.append(event)
    for contact, end in ended.items():
        start, talk = started.get(contact), talks[contact]
        if not _nothing_to_write(start, talk, end, policy):
            due = policy.deadline("contact_undocumented.within", end.at)
            if not any(_tells_of(record, start, talk, end, due) for record in records):
                yield _undocumented(story, start, talk, end, due)


def _in_chat(message: MessageSent) -> bool:
    return message.contact is not None and message.channel in CHATS


def _nothing_to_write(
    start: ContactStarted | None, talk: Talk, end: ContactEnded, policy: Policy
) -> bool:
    if end.at - talk[0].at < policy.length("contact_undocumented.talk_over", end.at):
        return True
    if not policy.required("contact_undocumented.judged", end.at).flag:
        return True
    excused = policy.required("contact_undocumented.topics_excused", end.at).words
    return start is not None and start.topic in excused


def _tells_of(
    record: RecordWritten,
    start: ContactStarted | None,
    talk: Talk,
    end: ContactEnded,
    due: datetime,
) -> bool:
    """Return whether a record, written in time, is of this contact."""
    if record.at > due:
        return False
    if record.contact:
        return record.contact == end.contact
    if record.at < talk[0].at or (start and start.case and start.case != record.case):
        return False
    return any(part.agent in (None, record.agent) for part in talk)


def _undocumented(
    story: Story, start: ContactStarted | None, talk: Talk, end: ContactEnded, due: datetime
) -> Finding:
    return story.finding(
        due,
        end,
        talk[0],
        subject=Subject("contact", end.contact),
        limit=due - end.at,
        talked=end.at - talk[0].at,
        agent=talk[-1].agent,
        channel=start and start.channel,
        topic=start and start.topic,
        case=start and start.case,
    )

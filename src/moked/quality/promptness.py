"""Whether a story shows at a glance that whatever a customer wrote was answered in time.

It is for the common story, about one matter, in which no answer falls away. A false "no" costs time only.
"""

from collections.abc import Sequence
from datetime import timedelta

from moked.core.events import (
    Author,
    CaseOpened,
    ContactStarted,
    Event,
    MessageFailed,
    MessageReceived,
    MessageSent,
    RecordWritten,
)
from moked.policy import Policy
from moked.quality.courtesy import is_thanks

_NAMING = (ContactStarted, MessageReceived, MessageSent, RecordWritten)


def is_one_matter(events: Sequence[Event]) -> bool:
    """Return whether a customer's events name one contact and one case at the most."""
    contacts: set[str | None] = {None}
    cases: set[str | None] = {None}
    for event in events:
        if isinstance(event, _NAMING):
            contacts.add(event.contact)
            cases.add(event.case)
        elif type(event) is CaseOpened:
            cases.add(event.case)
    return len(contacts) <= 2 and len(cases) <= 2


def is_prompt(events: Sequence[Event], policy: Policy, within: timedelta) -> bool:
    """Return whether an agent wrote to the customer in less than `within` of whatever he wrote."""
    first: MessageReceived | None = None
    for event in events:
        if type(event) is MessageReceived:
            if first is None and not is_thanks(event.text, policy, event.at):
                first = event
        elif type(event) is MessageSent:
            if event.author is Author.AGENT:
                if first and event.at - first.at >= within:
                    return False
                first = None
        elif type(event) is MessageFailed:
            return False
    return first is None and is_one_matter(events)

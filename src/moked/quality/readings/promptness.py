"""Whether a story shows at a glance that whatever a customer wrote was answered in time.

It is for the common story, about one matter, in which no answer falls away. A false "no" costs time only.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from operator import attrgetter

from moked.core.events import (
    Author,
    ContactStarted,
    Event,
    MessageFailed,
    MessageReceived,
    MessageSent,
    RecordWritten,
)
from moked.policy import Policy
from moked.quality.readings.courtesy import is_thanks

_NAMING = frozenset({ContactStarted, MessageReceived, MessageSent, RecordWritten})
_names = attrgetter("contact", "case")


def is_one_matter(events: Iterable[Event]) -> bool:
    """Return whether a customer's contacts, messages and records name one contact and one case at most."""
    named = set(map(_names, [event for event in events if type(event) in _NAMING]))
    contacts = {contact for contact, _ in named if contact}
    return len(contacts) < 2 and len({case for _, case in named if case}) < 2


def is_prompt(events: Sequence[Event], policy: Policy, within: timedelta) -> bool:
    """Return whether an agent wrote to the customer in less than `within` of whatever he wrote."""
    first: MessageReceived | None = None
    is_apart = False
    for event in events:
        if type(event) is MessageReceived:
            if first:
                is_apart = is_apart or _names(event) != _names(first)
            elif not is_thanks(event.text, policy, event.at):
                first = event
        elif type(event) is MessageSent:
            if first and event.author is Author.AGENT:
                if event.at - first.at >= within:
                    return False
                is_apart = is_apart or _names(event) != _names(first)
                first = None
        elif type(event) is MessageFailed:
            return False
    return first is None and (not is_apart or is_one_matter(events))

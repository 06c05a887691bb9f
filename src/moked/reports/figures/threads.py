"""What customers wrote, and when a person first answered.

A matter is a case, a contact, or, where a message names neither, what one customer writes on one channel
until somebody answers. Only an agent's message answers it: an automatic notice or a bot's text does not.
"""

from datetime import datetime

import msgspec

from moked.core.events import Author, Channel, MessageReceived, MessageSent
from moked.reports.figures.contacts import Takes

Key = tuple[str, ...]


class Matter(msgspec.Struct):
    """What a customer wrote about, since the first message; `replied_at` is None until a person replies."""

    channel: Channel
    began_at: datetime
    replied_at: datetime | None = None


class Matters:
    """Collects the written matters of a log whose events come in order."""

    def __init__(self) -> None:
        """Begin with none."""
        self.all: list[Matter] = []
        self._current: dict[Key, Matter] = {}

    @property
    def takes(self) -> Takes:
        """The types of events that are collected."""
        return {MessageReceived: self._received, MessageSent: self._sent}

    def _received(self, event: MessageReceived) -> None:
        key = _key(event)
        if key not in self._current:
            self._current[key] = Matter(event.channel, event.at)
            self.all.append(self._current[key])

    def _sent(self, event: MessageSent) -> None:
        key = _key(event)
        matter = self._current.get(key)
        if matter is None or event.author is not Author.AGENT:
            return
        matter.replied_at = matter.replied_at or event.at
        if not (event.case or event.contact):
            del self._current[key]


def _key(event: MessageReceived | MessageSent) -> Key:
    if event.case:
        return "case", event.case
    if event.contact:
        return "contact", event.contact
    return "customer", event.customer, event.channel

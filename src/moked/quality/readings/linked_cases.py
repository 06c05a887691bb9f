"""Which case a contact or a message is on, as far as the story has told by then.

Any event that names a contact, or a message, and a case links the two; the first link holds. Looking
into a case in a contact links nothing, for an agent may look into many; but where he looked into one
only, it is a sign. What is learnt later holds from then on, and changes nothing found before.
"""

from moked.core.events import (
    CaseViewed,
    ContactStarted,
    Event,
    MessageReceived,
    MessageSent,
    PromiseMade,
    RecordWritten,
)

_OF_MESSAGES = (MessageReceived, MessageSent, PromiseMade)
_NAMING = (ContactStarted, RecordWritten, *_OF_MESSAGES)

LINKING: tuple[type[Event], ...] = (CaseViewed, *_NAMING)
"""The events that link contacts and messages to cases."""


class LinkedCases:
    """What a story has told so far of the cases of its contacts and messages."""

    def __init__(self) -> None:
        """Begin knowing nothing."""
        self._contacts: dict[str, str] = {}
        self._messages: dict[str, str] = {}
        self._viewed: dict[str, set[str]] = {}

    def learn(self, event: Event) -> None:
        """Take in an event; those of types other than LINKING tell nothing."""
        if isinstance(event, CaseViewed):
            if event.contact:
                self._viewed.setdefault(event.contact, set()).add(event.case)
        elif isinstance(event, _NAMING) and event.case:
            if event.contact:
                self._contacts.setdefault(event.contact, event.case)
            if isinstance(event, _OF_MESSAGES) and event.message:
                self._messages.setdefault(event.message, event.case)

    def named(self, contact: str) -> str | None:
        """Return the case that something links a contact to."""
        return self._contacts.get(contact)

    def viewed(self, contact: str) -> str | None:
        """Return the only case that was looked into in a contact."""
        cases = self._viewed.get(contact, ())
        return next(iter(cases)) if len(cases) == 1 else None

    def of(self, contact: str | None, message: str | None = None) -> str | None:
        """Return the case of a contact or of a message, by what names it, else by that sign."""
        if contact:
            case = self.named(contact) or self.viewed(contact)
            if case:
                return case
        return self._messages.get(message) if message else None

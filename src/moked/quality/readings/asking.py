"""Whether it is the customer's turn: a question of ours stands open.

Evidence of a question is one that reading noticed, a detail we asked for, or an agent's message. What
reading noticed in a message decides; where it noticed nothing, a question mark does, and a message
whose text nobody kept is taken for a question.
"""

from moked.core.events import (
    Author,
    ContactStarted,
    CustomerAsked,
    Direction,
    Event,
    MessageReceived,
    MessageSent,
    Notice,
    Purpose,
    Speaker,
    WordsNoticed,
)

ASKING = (MessageReceived, ContactStarted, CustomerAsked, MessageSent, WordsNoticed)
"""The events that open a question or end it."""

_MARKS = ("?", "؟")


class Asking:
    """Follows one matter's questions, event by event."""

    def __init__(self) -> None:
        """Begin with nothing asked."""
        self.is_open = False
        self.turn: Event | None = None
        """The customer's last word, where there is one."""
        self._message: str | None = None
        self._before = False

    def learn(self, event: Event) -> None:
        """Take in an event; those of types other than ASKING change nothing."""
        match event:
            case MessageReceived() | ContactStarted(direction=Direction.IN):
                self.is_open, self.turn, self._message = False, event, None
            case CustomerAsked(purpose=purpose) if purpose is not Purpose.SECURITY:
                self.is_open = True
            case MessageSent():
                self._message, self._before = event.message, self.is_open
                self.is_open = self.is_open or _may_ask(event)
            case WordsNoticed(speaker=speaker) if speaker is not Speaker.CUSTOMER:
                self._notice(event)

    def _notice(self, words: WordsNoticed) -> None:
        if words.message is not None and words.message != self._message:
            # Of an older message: the customer has spoken since, or we have.
            return
        if words.kind is Notice.QUESTION:
            self.is_open = self._before = True
        elif words.message is not None:
            self.is_open = self._before


def _may_ask(message: MessageSent) -> bool:
    if message.author is not Author.AGENT:
        return False
    return message.text is None or any(mark in message.text for mark in _MARKS)

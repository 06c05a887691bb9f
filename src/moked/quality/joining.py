"""Whether what a customer writes belongs to what he wrote before, and waits still."""

from moked.core.events import MessageReceived
from moked.policy import Policy
from moked.quality.matters import Matters
from moked.quality.threads import Part, Thread


class Joining:
    """Compares messages of one customer."""

    def __init__(self, policy: Policy, matters: Matters) -> None:
        """Take what the story tells of his matters, as it grows."""
        self._policy = policy
        self._matters = matters

    def joins(self, part: Part, thread: Thread) -> bool:
        """Return whether a message is of a thread: its matter, its words, or its question again."""
        return any(
            self._matters.may_be_one(part.matter, before.matter)
            or self.repeats(part, before)
            or self._asks_again(part, before)
            for before in thread.parts
        )

    def repeats(self, part: Part, other: Part) -> bool:
        """Return whether two messages say the same within hours, and not on two cases."""
        within = self._policy.length("message_unanswered.repeated_within", part.message.at)
        if abs(part.message.at - other.message.at) > within:
            return False
        case, another = self._matters.case(part.matter), self._matters.case(other.matter)
        if case and another and case != another:
            return False
        return _say_the_same(part.message, other.message)

    def _asks_again(self, part: Part, before: Part) -> bool:
        """Return whether a message takes up a matter of another contact: its topic, or by another channel."""
        if not self._matters.are_alike(part.matter, before.matter):
            return False
        if part.message.channel is not before.message.channel:
            return True
        topic = self._matters.topic(part.matter)
        return topic is not None and topic == self._matters.topic(before.matter)


def _say_the_same(one: MessageReceived, other: MessageReceived) -> bool:
    """Return whether two messages have the same text, or, where a text is unknown, the same subject."""
    if one.text and other.text:
        return one.text.split() == other.text.split()
    return one.subject is not None and one.subject == other.subject

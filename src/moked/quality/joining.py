"""Whether what a customer writes belongs to what he wrote before, and waits still."""

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
        if not part.says_the_same(other):
            return False
        within = self._policy.length("message_unanswered.repeated_within", part.message.at)
        case, another = self._matters.case(part.matter), self._matters.case(other.matter)
        if case and another and case != another:
            return False
        return abs(part.message.at - other.message.at) <= within

    def _asks_again(self, part: Part, before: Part) -> bool:
        """Return whether a message takes up a matter of another contact: its topic, or by another channel."""
        if not self._matters.are_alike(part.matter, before.matter):
            return False
        if part.message.channel is not before.message.channel:
            return True
        topic = self._matters.topic(part.matter)
        return topic is not None and topic == self._matters.topic(before.matter)

"""Whether what a customer writes belongs to what he wrote before, and waits still."""

from moked.core.events import Channel
from moked.policy import Policy
from moked.quality.readings.matters import Matter, Matters
from moked.quality.readings.threads import Part, Thread


class Joining:
    """Compares one message of a customer with his others."""

    def __init__(self, part: Part, policy: Policy, matters: Matters) -> None:
        """Take the message, and what the story has told of his matters by now."""
        self._part = part
        self._matters = matters
        self._case = matters.case(part.matter)
        self._topic = matters.topic(part.matter)
        self._within = policy.length("message_unanswered.repeated_within", part.message.at)

    def joins(self, thread: Thread) -> bool:
        """Return whether the message is of a thread: its matter, its words, or its question again."""
        if any(self._goes_on(matter, channel) for matter, channel in thread.kinds):
            return True
        return self.repeats_in(thread)

    def repeats_in(self, thread: Thread) -> bool:
        """Return whether the message repeats one of a thread."""
        if not thread.sayings.may_hold(self._part):
            return False
        return any(self.repeats(other) for other in reversed(thread.parts))

    def repeats(self, other: Part) -> bool:
        """Return whether two messages say the same within hours, and not on two cases."""
        if not self._part.says_the_same(other):
            return False
        case = self._matters.case(other.matter)
        if case and self._case and case != self._case:
            return False
        return abs(self._part.message.at - other.message.at) <= self._within

    def _goes_on(self, matter: Matter, channel: Channel) -> bool:
        """Return whether the message may be on a matter, or takes it up in another contact.

        It takes up what is alike, by its topic or by another channel.
        """
        case = self._matters.case(matter)
        if case and self._case:
            return case == self._case
        contact = self._part.matter.contact
        if contact == matter.contact or not (contact and matter.contact):
            return True
        topic = self._matters.topic(matter)
        if topic and self._topic:
            return topic == self._topic
        return not case and not self._case and channel is not self._part.message.channel

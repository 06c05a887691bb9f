"""A fold over a customer's threads: those that are settled are judged once, others when they changed."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from moked.core.events import Event
from moked.policy import Policy
from moked.quality.finding import Finding
from moked.quality.readings.correspondence import Correspondence
from moked.quality.readings.threads import Thread
from moked.quality.story import Story


class JudgedThreads(ABC):
    """What there is to find in the threads of a story; a detector says it of one thread."""

    def __init__(self, story: Story, policy: Policy, *, first_word: bool) -> None:
        """Begin with nothing written; of `first_word` see Correspondence."""
        self.story = story
        self.policy = policy
        self._correspondence = Correspondence(policy, first_word=first_word)
        self._settled: list[Finding] = []

    @abstractmethod
    def judge(self, thread: Thread) -> Iterator[Finding]:
        """Yield the findings of a thread if nothing else happens to it."""

    def take(self, event: Event) -> None:
        self._correspondence.take(event)

    def findings(self) -> Sequence[Finding]:
        for thread in self._correspondence.waiting.settle():
            self._settled += self._found(thread)
        found = list(self._settled)
        for thread in self._correspondence.waiting.unsettled():
            found += self._found(thread)
        return found

    def _found(self, thread: Thread) -> Sequence[Finding]:
        if thread.found is None:
            thread.found = tuple(self.judge(thread))
        return thread.found

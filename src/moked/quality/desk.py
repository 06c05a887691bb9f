"""One story at the running engine: who judges it, and how far each has read.

A detector that is a fold reads on where it stopped; any other reads the story again, whole.
"""

from collections.abc import Iterable, Sequence

from moked.core.events import Event, WordsNoticed
from moked.policy import Policy
from moked.quality.detector import Detector, Need, present_in
from moked.quality.finding import Finding
from moked.quality.links import Key
from moked.quality.plan import Judges, Plan, subject_of
from moked.quality.running import Running
from moked.quality.story import Story


class Desk:
    """The detectors at work on one story that grows at its end.

    `judges` are those that may find something in it now, and `found` those that do.
    """

    __slots__ = ("_customer", "_key", "_present", "_running", "found", "judges")

    def __init__(self, key: Key, customer: str | None, found: Iterable[Detector]) -> None:
        """Begin with nothing read; `found` are the detectors whose findings in it stand."""
        self._key = key
        self._customer = customer
        self._present: frozenset[Need] = frozenset()
        self._running: dict[Detector, Running] = {}
        self.found = set(found)
        self.judges = Judges(())

    def learn(self, events: Sequence[Event], plan: Plan) -> None:
        """Take note of the types of events that joined the story."""
        if (
            len(events) == 1
            and type(events[0]) in self._present
            and type(events[0]) is not WordsNoticed
        ):
            return
        present = present_in(events)
        if not present <= self._present:
            self._present |= present
            self.judges = plan.judges(self._key[0], self._present)

    def judge(
        self, detector: Detector, events: Sequence[Event], policy: Policy
    ) -> Iterable[Finding]:
        """Return what a detector finds in the story, which began with all that it read before."""
        running = self._running.get(detector)
        if running is None:
            story = Story(detector, subject_of(self._key), (), customer=self._customer)
            running = self._running[detector] = Running(story, policy)
        return running.findings(events)

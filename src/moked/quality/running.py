"""A detector kept between events: what it has read of a story, and how far.

A detector that is a fold reads on where it stopped; any other reads the story again, whole.
"""

from collections.abc import Iterable, Sequence

from moked.core.events import Event
from moked.policy import Policy
from moked.quality.detector import Detector, Fold
from moked.quality.finding import Finding
from moked.quality.plan import readable
from moked.quality.story import Story


class Running:
    """One detector on one story that grows at its end."""

    __slots__ = ("_fold", "_policy", "_read", "_story")

    def __init__(self, story: Story, policy: Policy) -> None:
        """Begin with nothing read; the story's own events are not looked at."""
        begin = story.detector.begin
        self._story = story
        self._policy = policy
        self._fold: Fold | None = begin(story, policy) if begin else None
        self._read = 0

    def findings(self, events: Sequence[Event]) -> Iterable[Finding]:
        """Return what the detector finds in a story that began with all that was read before."""
        detector: Detector = self._story.detector
        if self._fold is None:
            self._story.events = readable(detector, events)
            return detector.find(self._story, self._policy)
        for position in range(self._read, len(events)):
            if type(events[position]) in detector.reads:
                self._fold.take(events[position])
        self._read = len(events)
        return self._fold.findings()

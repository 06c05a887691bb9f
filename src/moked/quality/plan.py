"""Which detectors run on which stories, worked out once from what they declare."""

from collections.abc import Iterable, Sequence

from moked.core.events import Event
from moked.quality.detector import ENDLESS, Detector, Need, Scope
from moked.quality.finding import Subject
from moked.quality.links import STAND_INS, Key

Step = tuple[Detector, frozenset[type[Event]]]
"""A detector to run, and the story's types that it reads: detectors with the same share what they read."""

_KINDS: dict[str, Scope] = {scope.value: scope for scope in Scope} | {
    f"customer of {kind}": Scope.CUSTOMER for kind in STAND_INS
}


class Judges:
    """The detectors that may find something in stories of one kind, with the same types in them."""

    __slots__ = ("_reading", "all")

    def __init__(self, detectors: Iterable[Detector]) -> None:
        """Take the detectors."""
        self.all = tuple(detectors)
        self._reading: dict[type[Event], tuple[Detector, ...]] = {}

    def reading(self, event_type: type[Event]) -> tuple[Detector, ...]:
        """Return those that read a type."""
        reading = self._reading.get(event_type)
        if reading is None:
            reading = tuple(detector for detector in self.all if event_type in detector.reads)
            self._reading[event_type] = reading
        return reading


class Plan:
    """The detectors by the kind of story, and the types by the kinds of stories that want them."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        """Take the detectors that are to run."""
        self.detectors = detectors
        self._wanted: dict[type[Event], frozenset[str]] = {}
        self._judges: dict[tuple[str, frozenset[Need]], Judges] = {}
        self._steps: dict[tuple[str, frozenset[Need]], tuple[Step, ...]] = {}
        self.of_kind: dict[str, tuple[Detector, ...]] = {
            kind: tuple(d for d in detectors if d.scope is scope) for kind, scope in _KINDS.items()
        }
        # No link to agents need be kept where no detector reads agents' stories. The customer is always asked for.
        self.ends = {kind for kind, mine in self.of_kind.items() if mine} | {Scope.CUSTOMER.value}
        self.endless = tuple(d for d in detectors if d.scope in ENDLESS)

    def wanted(self, event_type: type[Event]) -> frozenset[str]:
        """Return the kinds of stories in which some detector reads a type."""
        kinds = self._wanted.get(event_type)
        if kinds is None:
            kinds = self._wanted[event_type] = frozenset(
                kind
                for kind, detectors in self.of_kind.items()
                if any(event_type in detector.reads for detector in detectors)
            )
        return kinds

    def steps(self, kind: str, present: frozenset[Need]) -> tuple[Step, ...]:
        """Return the detectors that may find something in a story with these types and notices."""
        key = kind, present
        steps = self._steps.get(key)
        if steps is None:
            types = frozenset(thing for thing in present if isinstance(thing, type))
            steps = self._steps[key] = tuple(
                (detector, types & detector.reads)
                for detector in self.of_kind[kind]
                if detector.needs & present
            )
        return steps

    def judges(self, kind: str, present: frozenset[Need]) -> Judges:
        """Return the detectors of `steps`, by what they read."""
        key = kind, present
        judges = self._judges.get(key)
        if judges is None:
            judges = self._judges[key] = Judges(d for d, _ in self.steps(kind, present))
        return judges


def subject_of(key: Key) -> Subject:
    """Return the subject a story is reported under; a stand-in is reported as the case or contact it is."""
    kind, ref = key
    return Subject(kind.removeprefix("customer of "), ref)


def readable(detector: Detector, events: Iterable[Event]) -> list[Event]:
    """Return the events whose types a detector declared."""
    reads = detector.reads
    return [event for event in events if type(event) in reads]

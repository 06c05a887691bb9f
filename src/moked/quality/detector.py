"""What a detector is, and how the detectors are found.

A detector is one pure function over one story. It declares the event types that it reads, and gets no
others; it has no clock. Each file of `moked.quality.detectors` is one failure, and adding a file adds it.
"""

import importlib
import pkgutil
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Protocol, runtime_checkable

from moked.core.events import Event, Notice, WordsNoticed, in_order
from moked.policy import Policy
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.story import Story


class Scope(StrEnum):
    """Whose events make a story.

    CUSTOMER holds everything of one customer; a contact or a case whose customer nobody knows has a
    customer's story of its own. QUEUE, AGENT, CHANNEL and CENTRE run for ever, and so need a look-back.
    """

    CONTACT = "contact"
    CASE = "case"
    CUSTOMER = "customer"
    VISIT = "visit"
    ENTITY = "entity"
    QUEUE = "queue"
    AGENT = "agent"
    CHANNEL = "channel"
    CENTRE = "centre"


ENDLESS = frozenset({Scope.QUEUE, Scope.AGENT, Scope.CHANNEL, Scope.CENTRE})
"""Scopes whose stories never end."""

CENTRE = Subject(Scope.CENTRE, "centre")

Need = type[Event] | Notice
"""What a detector cannot do without: an event of a type, or a notice of a kind."""

Find = Callable[[Story, Policy], Iterator[Finding]]


class Fold(Protocol):
    """A detector that reads a story event by event and can say after each what it finds so far.

    The running engine keeps it between events instead of reading the whole story again. `findings` may be
    asked any number of times; it must not change what a later `take` or `findings` does.
    """

    def take(self, event: Event) -> None:
        """Read the next event, in order."""

    def findings(self) -> Iterable[Finding]:
        """Return what there is to find if nothing else happens."""


@runtime_checkable
class Rolling(Fold, Protocol):
    """A fold over an endless story that goes on from day to day, so that no event is read for each day anew."""

    def roll_to(self, story: Story) -> bool:
        """Go on to the next day, before its first event.

        What the fold then finds must be as if it had begun with that day and read the day's window only,
        from `story.begins` on. Return False where it cannot be; then it is begun anew.
        """


Begin = Callable[[Story, Policy], Fold]
"""Begins a fold for a story; of the story it may use what it is about, not its events."""

Glance = Callable[[Sequence[Event], Policy], bool]
"""A cheap look at all of a story's events, true where the detector certainly finds nothing in it."""


class Detector:
    """A failure's function with what it declares."""

    def __init__(  # noqa: PLR0913 (a declaration says all at once)
        self,
        find: Find | type[Fold],
        *,
        code: str,
        scope: Scope,
        severity: Severity,
        reads: tuple[type[Event], ...],
        needs: tuple[Need, ...] | None,
        unless: Glance | None,
        misses: tuple[type[Event], ...],
        look_back: timedelta | None,
        episode: bool,
    ) -> None:
        """Check what is declared; a wrong declaration is a bug."""
        if (scope in ENDLESS) != (look_back is not None):
            raise ValueError(
                f"{code}: a look-back belongs to a scope that never ends, and only there"
            )
        self.begin: Begin | None = None
        if isinstance(find, type):
            self.begin = find
            find = _folded(find)
        self.unless = unless
        self.in_full: Find = find
        self.find: Find = _unless(unless, find) if unless else find
        self.name = find.__module__.rpartition(".")[2]
        self.code = code
        self.scope = scope
        self.severity = severity
        self.reads = frozenset(reads)
        self.needs: frozenset[Need] = frozenset(needs) if needs else self.reads
        self.misses = frozenset(misses)
        self.look_back = look_back
        self.episode = episode
        if not {WordsNoticed if isinstance(n, Notice) else n for n in self.needs} <= self.reads:
            raise ValueError(f"{code}: it cannot need what it does not read")

    def __call__(self, story: Story, policy: Policy) -> Iterator[Finding]:
        """Yield the findings of a story."""
        return self.find(story, policy)

    def story(
        self,
        events: Iterable[Event],
        subject: Subject,
        customer: str | None = None,
        day: tuple[datetime, datetime] | None = None,
    ) -> Story:
        """Return the story this detector sees in events of any order: its own types, in order."""
        mine = sorted((e for e in events if type(e) in self.reads), key=in_order)
        since, until = day or (None, None)
        return Story(self, subject, mine, customer=customer, since=since, until=until)

    def __repr__(self) -> str:
        return f"<{self.code} {self.name} on {self.scope}>"


def _folded(begin: Begin) -> Find:
    """Return the pure function that a fold is: read all, then say what is found."""

    def find(story: Story, policy: Policy) -> Iterator[Finding]:
        fold = begin(story, policy)
        take = fold.take
        for event in story.events:
            take(event)
        yield from fold.findings()

    find.__module__ = begin.__module__
    return find


def _unless(glance: Glance, find: Find) -> Find:
    """Return a function that passes over the stories in which a glance shows that nothing is found."""

    def find_unless(story: Story, policy: Policy) -> Iterator[Finding]:
        return iter(()) if glance(story.events, policy) else find(story, policy)

    find_unless.__module__ = find.__module__
    return find_unless


def detector(  # noqa: PLR0913 (a declaration says all at once)
    *,
    code: str,
    scope: Scope,
    severity: Severity,
    reads: tuple[type[Event], ...],
    needs: tuple[Need, ...] | None = None,
    unless: Glance | None = None,
    misses: tuple[type[Event], ...] = (),
    look_back: timedelta | None = None,
    episode: bool = False,
) -> Callable[[Find | type[Fold]], Detector]:
    """Make a detector of a function, or of a class that is a Fold begun with a story and a policy.

    `reads` are the event types it gets. `needs` are the types, or kinds of notices, without any of which it
    finds nothing, so that the engine can pass over most stories unread; by default all that it reads.
    `unless` is a glance at a whole story that spares reading it: in most stories nothing failed. `misses`
    are types whose absence is the failure: a log that cannot carry one of them is not judged by it.
    `look_back` is how far an endless story reaches back from the end of the day that is judged; a replay reads an event
    for each day that it reaches, unless the fold is Rolling. With
    `episode`, a failure of one subject that is found again on following days, within the look-back, is
    one finding.
    """

    def make(find: Find | type[Fold]) -> Detector:
        return Detector(
            find,
            code=code,
            scope=scope,
            severity=severity,
            reads=reads,
            needs=needs,
            unless=unless,
            misses=misses,
            look_back=look_back,
            episode=episode,
        )

    return make


def present_in(events: Iterable[Event]) -> frozenset[Need]:
    """Return the types of a story's events, and the kinds of its notices."""
    types = frozenset(map(type, events))
    if WordsNoticed not in types:
        return types
    return types.union([event.kind for event in events if isinstance(event, WordsNoticed)])


@cache
def all_detectors() -> Sequence[Detector]:
    """Return every detector of the package `moked.quality.detectors`, in order of code."""
    package = importlib.import_module("moked.quality.detectors")
    modules = (
        importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
    )
    found = [thing for m in modules for thing in vars(m).values() if isinstance(thing, Detector)]
    return tuple(sorted(found, key=lambda d: (d.code, d.scope)))


def judging_without(never: Container[type[Event]]) -> Sequence[Detector]:
    """Return the detectors that miss none of the types that a log cannot carry."""
    return [d for d in all_detectors() if not any(missed in never for missed in d.misses)]

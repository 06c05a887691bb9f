"""A fold that sleeps until a story may hold its failure.

Most stories never do: one letter, one answer. What is handed over before is kept unread, and read in
order when the fold wakes, so that sleeping changes nothing but the time it takes.
"""

from abc import ABC, abstractmethod
from typing import ClassVar

from moked.core.events import Event


class Waking(ABC):
    """Reads a story from its beginning once an event of it wakes; `alarms` are the types that may."""

    alarms: ClassVar[frozenset[type[Event]]]

    def __init__(self) -> None:
        """Begin asleep."""
        self._unread: list[Event] | None = []

    @abstractmethod
    def wakes(self, event: Event) -> bool:
        """Return whether an alarm may bring about a failure; asked of each in order, until one does."""

    @abstractmethod
    def read(self, event: Event) -> None:
        """Read the next event, in order."""

    def take(self, event: Event) -> None:
        """Read the next event, or keep it for later."""
        if self._unread is None:
            self.read(event)
            return
        self._unread.append(event)
        if type(event) in self.alarms and self.wakes(event):
            unread, self._unread = self._unread, None
            for each in unread:
                self.read(each)

"""A fold over an endless story that judges a whole day, in the day's last second.

Shares and patterns are judged so. Looked at after every contact they would cross any line by chance,
sooner or later.
"""

from abc import ABC, abstractmethod

from moked.core.events import Event
from moked.quality.story import Story


class Daily(ABC):
    """Reads what came up to a day's last second; what comes in that second is read with the next day."""

    def __init__(self, story: Story) -> None:
        """Begin with a story's day, whose window begins at `since` and is judged at `at`."""
        self._held: list[Event] = []
        self.open(story)

    def open(self, story: Story) -> None:
        """Turn to a day."""
        self.story, self.since, self.at = story, story.begins, story.day_ends

    def take(self, event: Event) -> None:
        """Read the next event, or hold it for the next day."""
        if event.at > self.at:
            self._held.append(event)
        else:
            self.read(event)

    def roll_to(self, story: Story) -> bool:
        """Go on to the next day, unless it is judged by other rules."""
        self.open(story)
        if not self.forget():
            return False
        held, self._held = self._held, []
        for event in held:
            self.take(event)
        return True

    @abstractmethod
    def read(self, event: Event) -> None:
        """Read the next event, in order."""

    @abstractmethod
    def forget(self) -> bool:
        """Forget all that began before `since`; return False where the day has other rules than the last."""

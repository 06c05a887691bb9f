"""The five acceptance stories, one file each, found by being there.

A story has a docstring that tells it; `play(script, day)`, which writes down its events around a busy day;
and `EXPECTED`, the codes of exactly those failures that its log shows, one for each time.
"""

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from moked.made.script import Script


class StoryTold(NamedTuple):
    """A story's name, what it plays, and the codes of the failures in it."""

    name: str
    play: Callable[[Script, date], None]
    expected: tuple[str, ...]

    def script(self, day: date) -> Script:
        """Return the story's log around a day."""
        script = Script(self.name.replace("_", "-"))
        self.play(script, day)
        return script


def all_stories() -> Iterator[StoryTold]:
    """Yield every story of this package, in order of name."""
    for found in iter_modules(__path__):
        told = import_module(f"{__name__}.{found.name}")
        yield StoryTold(found.name, told.play, told.EXPECTED)

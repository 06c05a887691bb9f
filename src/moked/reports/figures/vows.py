"""Promises as the figures need them: what was promised until when, and what became of it."""

from datetime import datetime
from enum import StrEnum

import msgspec

from moked.core.events import (
    PromiseKept,
    PromiseKind,
    PromiseMade,
    PromiseMoved,
    PromiseReleased,
    Side,
)
from moked.reports.figures.contacts import Takes


class Outcome(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    KEPT_LATE = "kept late"
    RELEASED = "released"
    OVERDUE = "overdue"
    OPEN = "open"


class Vow(msgspec.Struct):
    """A promise; `due` is the moment that counts, which only the customer may have put off."""

    kind: PromiseKind
    due: datetime | None
    kept_at: datetime | None = None
    released_at: datetime | None = None

    def outcome(self, now: datetime) -> Outcome:
        """Return how the promise stands at a moment."""
        if self.kept_at is not None:
            late = self.due is not None and self.kept_at > self.due
            return Outcome.KEPT_LATE if late else Outcome.KEPT
        if self.released_at is not None:
            return Outcome.RELEASED
        return Outcome.OVERDUE if self.due is not None and self.due < now else Outcome.OPEN


class Vows:
    """Collects the promises of a log whose events come in order."""

    def __init__(self) -> None:
        """Begin with none."""
        self.by_ref: dict[str, Vow] = {}

    @property
    def takes(self) -> Takes:
        """The types of events that are collected."""
        return {
            PromiseMade: self._made,
            PromiseMoved: self._moved,
            PromiseKept: self._kept,
            PromiseReleased: self._released,
        }

    def _made(self, event: PromiseMade) -> None:
        self.by_ref.setdefault(event.promise, Vow(event.kind, event.due))

    def _moved(self, event: PromiseMoved) -> None:
        vow = self.by_ref.get(event.promise)
        if vow and (event.by is Side.CUSTOMER or vow.due is None):
            vow.due = event.due

    def _kept(self, event: PromiseKept) -> None:
        vow = self.by_ref.get(event.promise)
        if vow and vow.kept_at is None:
            vow.kept_at = event.at

    def _released(self, event: PromiseReleased) -> None:
        vow = self.by_ref.get(event.promise)
        if vow and vow.released_at is None:
            vow.released_at = event.at

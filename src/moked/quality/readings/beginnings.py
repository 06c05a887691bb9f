"""Whether a message begins a matter, or goes on with one that the customer or we began before."""

from collections.abc import Container
from datetime import datetime

from moked.policy import Policy
from moked.quality.readings.matters import Matter, Matters
from moked.quality.readings.register import Register


class Beginnings:
    """What a customer and we have written of so far, and the talks that he tried for."""

    def __init__(self, policy: Policy, matters: Matters) -> None:
        """Take what the story tells of his matters, as it grows."""
        self._policy = policy
        self._matters = matters
        self._met = Register(matters)
        self._last: dict[Matter, datetime] = {}
        self._tried: dict[str, tuple[Matter, datetime]] = {}

    def meet(self, matter: Matter, at: datetime) -> None:
        """Note that somebody wrote of a matter."""
        self._met.add(matter)
        self._last[matter] = at

    def attempt(self, contact: str, at: datetime) -> None:
        """Note that he tried to talk with us."""
        self._tried[contact] = self._matters.of(contact), at

    def begins(self, matter: Matter, at: datetime, talks: Container[str]) -> bool:
        """Return whether a matter begins: what names none is of the last one, until that has gone quiet.

        A matter may have begun in one of the `talks`, or by trying for one.
        """
        lately = at - self._policy.length("first_reply_slow.quiet", at)
        if any(True for _ in self._met.same(matter)) or self._was_spoken_of(matter, talks):
            return False
        if any(self._last[met] >= lately for met in self._met.possible(matter)):
            return False
        return not self._was_tried(matter, lately)

    def _was_spoken_of(self, matter: Matter, talks: Container[str]) -> bool:
        matters = self._matters
        case = matters.case(matter)
        contacts = [matter.contact, *(matters.contacts(case) if case else ())]
        return any(c in talks and matters.are_same(matters.of(c), matter) for c in contacts if c)

    def _was_tried(self, matter: Matter, lately: datetime) -> bool:
        for contact in [c for c, (_, since) in self._tried.items() if since < lately]:
            del self._tried[contact]
        return any(
            contact != matter.contact and self._matters.are_alike(of, matter)
            for contact, (of, _) in self._tried.items()
        )

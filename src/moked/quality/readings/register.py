"""The matters that a customer's story has met, found again without looking at each of them."""

from collections.abc import Iterable, Iterator

from moked.quality.readings.matters import Matter, Matters


class Register:
    """Matters in the order in which they were first met."""

    def __init__(self, matters: Matters) -> None:
        """Take what the story tells of its matters, as it grows."""
        self._matters = matters
        self._places: dict[Matter, int] = {}
        self._by_contact: dict[str, list[Matter]] = {}
        self._by_case: dict[str, list[Matter]] = {}
        self._without_contact: list[Matter] = []

    def add(self, matter: Matter) -> None:
        """Take in a matter, once."""
        if matter in self._places:
            return
        self._places[matter] = len(self._places)
        if matter.case:
            self._by_case.setdefault(matter.case, []).append(matter)
        if matter.contact:
            self._by_contact.setdefault(matter.contact, []).append(matter)
        else:
            self._without_contact.append(matter)

    def same(self, matter: Matter) -> Iterator[Matter]:
        """Yield those that have one contact or one case with a matter, some perhaps twice."""
        if matter.contact:
            yield from self._by_contact.get(matter.contact, ())
        case = self._matters.case(matter)
        if case:
            yield from self._by_case.get(case, ())
            for contact in self._matters.contacts(case):
                yield from (m for m in self._by_contact.get(contact, ()) if not m.case)

    def possible(self, matter: Matter) -> Iterator[Matter]:
        """Yield others that nothing tells apart from a matter, the latest first."""
        others: Iterable[Matter] = reversed(self._places)
        if matter.contact:
            others = reversed(self._without_contact)
        return (other for other in others if self._matters.may_be_one(other, matter))

    def latest(self, matter: Matter) -> Matter | None:
        """Return the last one that is the same as a matter, else the last that may be."""
        same = max(self.same(matter), key=self._places.__getitem__, default=None)
        return same or next(self.possible(matter), None)

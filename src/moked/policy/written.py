"""A pack's file as it was written: its tables, and the line of each key for whoever must mend it.

The standard TOML reader tells no lines, so the text is scanned once more for what opens one: a
`[section]`, or a `key =` at its start. A key within an inline table answers with the line of the
key that holds it. Inside a text of several lines the scan may be fooled; a wrong line number is all
that this can do.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec

from moked.core.errors import Refused

Where = tuple[str, ...]
"""A place in a file: ("visit_late", "allowed"), or ("hours", "phone", "sun-thu")."""

_WORD = r"""[\w-]+|"[^"]*"|'[^']*'"""
_DOTTED = rf"(?:{_WORD})(?:\s*\.\s*(?:{_WORD}))*"
_SECTION = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class Written(msgspec.Struct, frozen=True):
    """What stands in one file. `name` is the file as errors name it."""

    name: str
    tables: dict[str, Any]
    lines: dict[Where, int]

    @classmethod
    def parse(cls, text: str, name: str) -> "Written":
        """Read a pack's text. Raises Refused, with the line, for what is not TOML."""
        try:
            return cls(name, tomllib.loads(text), _lines(text))
        except tomllib.TOMLDecodeError as error:
            found = _AT_LINE.search(str(error))
            line = int(found[1]) if found else text.count("\n") + 1
            raise Refused(f"{name}:{line}: this is not TOML: {error}") from None

    def refusal(self, where: Where, why: str) -> Refused:
        """Return the error that names file, line and place: `my.toml:12: visit_late.sums: why`."""
        known = (where[:length] for length in range(len(where), 0, -1))
        line = next((self.lines[part] for part in known if part in self.lines), 1)
        return Refused(f"{self.name}:{line}: {dotted(where)}: {why}")

    def unknown(self, where: Where, what: str, known: Iterable[str]) -> Refused:
        """Return the error for a place that nobody declares, with the one that was meant, if clear.

        That is a place of the same section with a name like it, or of another with the same name.
        """
        section, name = dotted(where[:-1]), where[-1]
        places = sorted(place.rpartition(".") for place in known)
        names = [own for of, _, own in places if of == section]
        elsewhere = ["".join(place) for place in places if place[2] == name]
        near = [dotted((*where[:-1], own)) for own in get_close_matches(name, names, n=1)]
        return self.refusal(where, f"no such {what}{_meant(near or elsewhere)}")


def meant(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean x?" for the nearest of the known words, or nothing if none is near."""
    return _meant(get_close_matches(word, sorted(known), n=1))


def _meant(near: Sequence[str]) -> str:
    return f"; did you mean {near[0]}?" if near else ""


def read(path: Path, name: str) -> Written:
    """Read a file of UTF-8, with or without a byte order mark. Raises Refused if it cannot be read."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise Refused(f"{name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Refused(f"{name}: this is not UTF-8 text: save it as UTF-8") from None
    return Written.parse(text, name)


def dotted(where: Where) -> str:
    """Return a place as errors and detectors write it: "visit_late.allowed"."""
    return ".".join(where)


def _lines(text: str) -> dict[Where, int]:
    lines: dict[Where, int] = {}
    section: Where = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _SECTION.fullmatch(line):
            section = _where(header[1])
            lines.setdefault(section, number)
        elif key := _KEY.match(line):
            lines.setdefault(section + _where(key[1]), number)
    return lines


def _where(text: str) -> Where:
    return tuple(word.strip("\"'") for word in re.findall(_WORD, text))

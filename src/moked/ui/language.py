"""The language that a person reads, from gettext's catalogues.

English is what stands in the source, so it needs no catalogue; another language is a folder of
`locale`. Values that are put into a sentence of a right-to-left language are isolated (Unicode's
FSI and PDI): a code or a number never turns the words around it about.
"""

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from moked.core.errors import Refused

ENGLISH = "en"
DOMAIN = "moked"
LOCALE = Path(__file__).parent / "locale"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})

FIRST_STRONG_ISOLATE, RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE = "\u2068", "\u2067", "\u2069"
RIGHT_TO_LEFT_MARK = "\u200f"

# In the order in which POSIX lets one overrule the next.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# Hebrew's code before 1989, which some systems still say.
_OLD_CODES = {"iw": "he"}


class Translator:
    """Says the source's English in one language; by custom its name is `_`.

    `_("read {n} events", n=3)` is the translation with the values in their places, and `_.plural` the
    same where a number decides between two forms. `moked.ui.translations` finds both by these names.
    """

    def __init__(self, lang: str, catalogue: NullTranslations) -> None:
        """Take a language's code and its messages."""
        self.lang = lang
        self.rtl = lang in RIGHT_TO_LEFT
        self._catalogue = catalogue

    def __call__(self, text: str, **values: object) -> str:
        """Return a text in this language."""
        return self._filled(self._catalogue.gettext(text), values)

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the form for `n` things; `{n}` in it is the number."""
        return self._filled(self._catalogue.ngettext(one, many, n), {"n": f"{n:,}", **values})

    def isolated(self, text: object) -> str:
        """Return a text so that its direction and that of the line leave each other alone."""
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if self.rtl else str(text)

    def directed(self, text: str) -> str:
        """Return a text of foreign words and arrows so that it runs as the language does."""
        return f"{RIGHT_TO_LEFT_ISOLATE}{text}{POP_ISOLATE}" if self.rtl else text

    def line(self, text: str) -> str:
        """Return a line that whoever guesses its direction reads in that of the language."""
        return RIGHT_TO_LEFT_MARK + text if self.rtl else text

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        if not values:
            return text
        return text.format_map({name: self.isolated(value) for name, value in values.items()})


@cache
def translator(lang: str) -> Translator:
    """Return the translator of a language. Raises Refused for one that there is no catalogue of."""
    if lang == ENGLISH:
        return Translator(lang, NullTranslations())
    if lang not in languages():
        raise Refused(f"{lang}: no such language; there are {', '.join(languages())}.")
    with compiled(lang).open("rb") as messages:
        return Translator(lang, GNUTranslations(messages))


def compiled(lang: str) -> Path:
    """Return where a language's compiled catalogue lies; its source stands beside it, as .po."""
    return LOCALE / lang / "LC_MESSAGES" / f"{DOMAIN}.mo"


def languages() -> list[str]:
    """Return the codes of the languages that there are, English first."""
    return [ENGLISH, *sorted(path.name for path in LOCALE.iterdir())]


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language that a POSIX environment asks for, English where there is none of it."""
    asked = next(filter(None, map(environment.get, _VARIABLES)), "")
    code = asked[:2].lower()
    code = _OLD_CODES.get(code, code)
    return code if code in languages() else ENGLISH


def N_(text: str) -> str:
    """Mark a text for the catalogue where it stands, to be translated where it is shown."""
    return text

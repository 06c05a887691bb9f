"""The catalogues and the source, held together: `python -m moked.ui.translations [--check | --update]`.

`--update` puts into every catalogue what the source says now, and compiles it; `--check`, the default,
says what is missing and changes nothing. A developer's tool: it alone needs Babel.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from moked.ui.extraction import KEYWORDS, METHODS
from moked.ui.language import DOMAIN, ENGLISH, compiled, languages

SOURCE = Path(__file__).parents[1]


def main(argv: Sequence[str] | None = None) -> int:
    """Check or update every catalogue; the exit status is 1 where something is missing."""
    parser = ArgumentParser("python -m moked.ui.translations", description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--check", action="store_true", help="say what is missing (the default)")
    which.add_argument("--update", action="store_true", help="rewrite the catalogues")
    asked = parser.parse_args(argv)
    template = extracted()
    catalogues = [written(lang) for lang in languages() if lang != ENGLISH]
    if asked.update:
        for path in catalogues:
            update(path, template)
    wrong = [fault for path in catalogues for fault in faults(path, template)]
    sys.stderr.writelines(f"{fault}\n" for fault in wrong)
    return 1 if wrong else 0


def written(lang: str) -> Path:
    """Return where a language's catalogue lies in the form that people write."""
    return compiled(lang).with_suffix(".po")


def extracted(source: Path = SOURCE) -> Catalog:
    """Return every text of the source that a person reads, with the files in which it stands."""
    template = Catalog(domain=DOMAIN, charset="utf-8")
    found = extract_from_dir(
        source, method_map=METHODS, keywords=KEYWORDS, comment_tags=("Catalogue:",)
    )
    for file, line, text, comments, context in sorted(found, key=lambda each: each[:2]):
        template.add(text, None, [(file, line)], auto_comments=comments, context=context)
    return template


def update(path: Path, template: Catalog) -> None:
    """Bring a catalogue to what the source says: new texts untranslated, old ones gone."""
    catalogue = read(path)
    revised, created = catalogue.revision_date, catalogue.creation_date
    # A guess at a translation from a similar text is worth less than a gap that the check names.
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.revision_date, catalogue.creation_date = revised, created
    with path.open("wb") as file:
        write_po(
            file,
            catalogue,
            width=100,
            include_lineno=False,
            ignore_obsolete=True,
            sort_by_file=True,
        )
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def read(path: Path) -> Catalog:
    """Return a catalogue as people wrote it."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name, domain=DOMAIN)


def faults(path: Path, template: Catalog) -> Iterator[str]:
    """Yield one sentence for each thing that keeps a catalogue from saying what the source says."""
    catalogue, lang = read(path), path.parents[1].name
    for wanted in texts(template):
        have = catalogue.get(wanted.id, wanted.context)
        if fault := _fault(wanted, have):
            where = ", ".join(sorted({file for file, _ in wanted.locations}))
            yield f"{lang}: {fault}: {_ids(wanted)[0]!r} ({where})"
    for each in texts(catalogue):
        if template.get(each.id, each.context) is None:
            yield f"{lang}: no longer in the source: {_ids(each)[0]!r}"
    if not _compiled_says(catalogue, path.with_suffix(".mo")):
        yield f"{lang}: the .mo is not what the .po says: run python -m moked.ui.translations --update"


def texts(catalogue: Catalog) -> Iterator[Message]:
    """Yield a catalogue's messages without its header."""
    return (message for message in catalogue if message.id)


def _fault(wanted: Message, have: Message | None) -> str | None:
    if have is None:
        return "not in the catalogue"
    forms = [have.string] if isinstance(have.string, str) else list(have.string or ())
    if not forms or not all(forms):
        return "not translated"
    if have.fuzzy:
        return "translated by a guess (fuzzy)"
    allowed, needed = _values(wanted)
    for form in forms:
        if not needed <= _named(form) <= allowed:
            return f"its values are not those of {form!r}"
    return None


def _values(message: Message) -> tuple[set[str], set[str]]:
    """Return the values that a translation may name, and those that it must."""
    ids = _ids(message)
    allowed = set[str]().union(*map(_named, ids))
    # Hebrew says "one event" and "two events" without the number.
    return allowed, allowed - {"n"} if len(ids) > 1 else allowed


def _named(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _ids(message: Message) -> tuple[str, ...]:
    """Return a message's English: one text, or the one for one thing and the one for many."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _compiled_says(catalogue: Catalog, path: Path) -> bool:
    """Whether a .mo holds a catalogue's translations, whichever Babel compiled it."""
    fresh = BytesIO()
    write_mo(fresh, catalogue)
    fresh.seek(0)
    if not path.exists():
        return False
    with path.open("rb") as file:
        return _said(read_mo(file)) == _said(read_mo(fresh))


def _said(catalogue: Catalog) -> dict[object, object]:
    return {(_ids(each), each.context): each.string for each in texts(catalogue)}


if __name__ == "__main__":
    sys.exit(main())

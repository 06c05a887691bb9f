"""The catalogues hold what the source says, and the tool that keeps them names every gap."""

from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from moked.ui import translations
from moked.ui.translations import extracted, faults, main, texts, update, written


def test_nothing_is_missing_in_any_language() -> None:
    template = extracted()
    assert list(faults(written("he"), template)) == []
    assert len(list(texts(template))) > 100


@pytest.fixture
def template() -> Catalog:
    """Return what a small source says."""
    source = Catalog()
    source.add("hung up on", locations=[("desk.py", 1)])
    source.add("since {moment}", locations=[("desk.py", 2)])
    source.add(("{n} step", "{n} steps"), locations=[("desk.py", 3)])
    return source


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return an empty Hebrew catalogue's path."""
    path = tmp_path / "he" / "LC_MESSAGES" / "moked.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, Catalog(locale="he"))
    return path


def translate(path: Path, *, fuzzy: bool = False, **strings: str | tuple[str, str]) -> None:
    """Write Hebrew for the messages whose English opens with these words, and compile it."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="he")
    for message in texts(catalogue):
        first = message.id if isinstance(message.id, str) else message.id[0]
        for opening, string in strings.items():
            if first.startswith(opening.replace("_", " ")):
                message.string = string
                if fuzzy:
                    message.flags.add("fuzzy")
    with path.open("wb") as file:
        write_po(file, catalogue)


GOOD: dict[str, str | tuple[str, str]] = {
    "hung": "ניתוק בפנים",
    "since": "מאז {moment}",
    "{n}": ("צעד אחד", "{n} צעדים"),
}


def test_a_text_that_is_not_in_the_catalogue_is_named_with_its_file(
    path: Path, template: Catalog
) -> None:
    update(path, Catalog())
    assert "he: not in the catalogue: 'hung up on' (desk.py)" in list(faults(path, template))


def test_a_text_without_a_translation_is_named(path: Path, template: Catalog) -> None:
    update(path, template)
    assert "he: not translated: '{n} step' (desk.py)" in list(faults(path, template))


def test_a_translated_and_compiled_catalogue_has_no_fault(path: Path, template: Catalog) -> None:
    update(path, template)
    translate(path, **GOOD)
    update(path, template)
    assert list(faults(path, template)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"since": "מאז"}, "its values are not those of 'מאז'"),
        ({"since": "מאז {moment} {hour}"}, "its values are not those of 'מאז {moment} {hour}'"),
        ({"{n}": ("צעד אחד", "")}, "not translated"),
        ({"hung": ""}, "not translated"),
    ],
)
def test_a_translation_that_would_break_a_sentence_is_named(
    path: Path, template: Catalog, change: dict[str, str | tuple[str, str]], fault: str
) -> None:
    update(path, template)
    translate(path, **GOOD | change)
    update(path, template)
    (found,) = faults(path, template)
    assert found.startswith(f"he: {fault}: ")


def test_a_guess_is_no_translation(path: Path, template: Catalog) -> None:
    update(path, template)
    translate(path, **GOOD)
    translate(path, fuzzy=True, hung="ניתוק")
    assert "he: translated by a guess (fuzzy): 'hung up on' (desk.py)" in list(
        faults(path, template)
    )


def test_what_the_source_no_longer_says_is_named(path: Path, template: Catalog) -> None:
    update(path, template)
    assert "he: no longer in the source: 'hung up on'" in list(faults(path, Catalog()))


def test_updating_drops_what_the_source_no_longer_says_and_keeps_the_rest(
    path: Path, template: Catalog
) -> None:
    update(path, template)
    translate(path, **GOOD)
    smaller = Catalog()
    smaller.add("hung up on")
    update(path, smaller)
    assert list(faults(path, smaller)) == []


def test_updating_twice_changes_nothing(path: Path, template: Catalog) -> None:
    update(path, template)
    before = path.read_bytes()
    update(path, template)
    assert path.read_bytes() == before


@pytest.mark.parametrize("gone", [True, False])
def test_a_compiled_catalogue_that_is_not_up_to_date_is_named(
    path: Path, template: Catalog, gone: bool
) -> None:
    update(path, template)
    translate(path, **GOOD)
    if gone:
        path.with_suffix(".mo").unlink()
    (fault,) = faults(path, template)
    assert "the .mo is not what the .po says" in fault


def test_the_tool_says_what_is_missing_and_its_status_says_that_something_is(
    path: Path,
    template: Catalog,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(translations, "written", lambda lang: path)
    monkeypatch.setattr(translations, "extracted", lambda: template)
    assert main(["--update"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 3
    translate(path, **GOOD)
    assert main([]) == 1
    assert "the .mo is not what the .po says" in capsys.readouterr().err
    assert main(["--update"]) == 0
    assert main(["--check"]) == 0
    assert capsys.readouterr().err == ""

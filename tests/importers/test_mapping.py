"""Mistakes in a mapping file, each told by its place."""

from pathlib import Path

import pytest

from moked.core.errors import Refused
from moked.importers.mapping import load_mapping
from tests.importers.samples import CSV_MAPPING

MISTAKES = {
    "text that is no TOML": ("source = ", "Invalid value"),
    "bytes that are no UTF-8": ("source = '\udcff'", "utf-8"),
    "no source": (CSV_MAPPING.replace('source = "switchboard"', ""), "`source`"),
    "no event": ('source = "x"\nevent = []', "`event`"),
    "a key that nobody knows": (f"color = 1\n{CSV_MAPPING}", "unknown key `color`"),
    "a key of an event that nobody knows": (
        CSV_MAPPING.replace('at = "סיום"', 'at = "סיום"\nwhen = "x"'), "unknown key `when` - at `event[2]`",
    ),
    "a type that nobody knows": (
        CSV_MAPPING.replace("contact.ended", "contact.over"), "event 2: 'contact.over' is not a type",
    ),
    "a field that the event does not have": (
        CSV_MAPPING.replace("customer =", "client ="), "event 1: contact.started has no field 'client'; it has case, ",
    ),
    "a field of the envelope": (
        CSV_MAPPING.replace("customer =", '"$id" ='), "has no field '$id'",
    ),
    "two places for one value": (
        CSV_MAPPING.replace('{ constant = "in" }', '{ constant = "in", column = "x" }'),
        "event 1, direction: give one of column, constant and text",
    ),
    "no place for a value": (CSV_MAPPING.replace('{ constant = "in" }', "{}"), "give one of"),
    "`other` without `values`": (
        CSV_MAPPING.replace('{ constant = "in" }', '{ column = "x", other = "in" }'), "`other` is for",
    ),
    "an encoding that nobody knows": (f'encoding = "klingon"\n{CSV_MAPPING}', "klingon"),
    "a zone that nobody knows": (CSV_MAPPING.replace("Jerusalem", "Atlantis"), "Atlantis"),
    "a zone that leaves its folder": (CSV_MAPPING.replace("Asia/Jerusalem", "../x"), "../x"),
    "a delimiter of two letters": (f'delimiter = "::"\n{CSV_MAPPING}', "`delimiter`"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), MISTAKES.values(), ids=MISTAKES)
def test_is_refused_with_the_file_and_the_place(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Refused) as refused:
        load_mapping(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_mapping_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="none: no such mapping file"):
        load_mapping(tmp_path / "none")


def test_a_directory_is_no_mapping(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="directory"):
        load_mapping(tmp_path)

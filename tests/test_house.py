"""What the house insists on: locks without addresses, and a test and a heading for every detector."""

import re
import tomllib
from pathlib import Path

import pytest

from moked.core.events import EVENT_TYPES
from moked.quality.detector import all_detectors

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture(params=LOCKS, ids=lambda path: path.name)
def lock(request: pytest.FixtureRequest) -> str:
    return request.param.read_text()


def test_a_lock_names_no_address_and_no_option(lock: str) -> None:
    pins = r"[a-z0-9-]+==\S+( ; .+)? \\"
    known = re.compile(
        rf"{pins}|    --hash=sha256:[0-9a-f]{{64}}( \\)?|    #( ?  |   | )[\w .(),-]+.*"
    )
    assert [line for line in lock.splitlines() if not known.fullmatch(line)] == []
    assert "://" not in lock


def test_every_pin_has_a_hash(lock: str) -> None:
    pins = re.split(r"^(?=\S)", lock, flags=re.MULTILINE)[1:]
    assert pins
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_both_locks_hold_what_the_product_needs(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert [need for need in project["dependencies"] if f"\n{need}==" not in f"\n{lock}"] == []


def test_what_runs_in_production_is_what_was_tested() -> None:
    base, dev = ((ROOT / "requirements" / name).read_text() for name in ("base.txt", "dev.txt"))
    pinned = re.compile(r"^\S+==\S+", re.MULTILINE)
    assert set(pinned.findall(base)) <= set(pinned.findall(dev))


DETECTORS = sorted({(each.code, each.name) for each in all_detectors()})


@pytest.mark.parametrize(("code", "name"), DETECTORS)
def test_a_detector_has_its_test_file_and_its_heading(code: str, name: str) -> None:
    assert (ROOT / f"tests/quality/detectors/test_{name}.py").is_file()
    assert f"\n## {code} {name}\n" in (ROOT / "docs/detectors.md").read_text()


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_an_event_has_its_heading(name: str) -> None:
    assert f"\n## {name}\n" in (ROOT / "docs/events.md").read_text()

"""The locks pin everything, and say of nothing where it is fetched from."""

import re
import tomllib
from pathlib import Path

import pytest

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

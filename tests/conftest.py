"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

BESIDE = Path(__file__).parents[2] / "shared" / "data"
CHROMIUM = Path("/usr/bin/chromium")

# A slow machine is not a failed law. `HYPOTHESIS_PROFILE=thorough` looks for broken ones at leisure.
settings.register_profile("moked", parent=settings(), deadline=None, max_examples=15)
settings.register_profile("thorough", parent=settings(), deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "moked"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that read real data: the pure half must stand without them."""
    for item in items:
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker("data")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that the project does not ship; without it the test is skipped."""
    folder = Path(os.environ.get("MOKED_DATA") or BESIDE)
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}: set MOKED_DATA to its folder")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser that browser tests drive; without it the test is skipped."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}: install Debian's package chromium")
    return CHROMIUM

"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

BESIDE = Path(__file__).parents[2] / "shared" / "data"
CHROMIUM = Path("/usr/bin/chromium")

# A slow machine is not a failed law. What the surroundings chose (fixed examples under CI) stays.
settings.register_profile("moked", parent=settings(), deadline=None)
settings.load_profile("moked")


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

"""What is vendored is what its list says, and nothing else."""

import tomllib
from hashlib import sha256
from pathlib import Path

import moked.ui

VENDOR = Path(moked.ui.__file__).parent / "static" / "vendor"
LISTED = tomllib.loads((VENDOR / "vendor.toml").read_text())
FILES = {
    f"{package}/{name}": file["sha256"]
    for package, its in LISTED.items()
    for name, file in its["files"].items()
}


def test_every_file_has_the_checksum_of_its_list() -> None:
    found = {
        str(path.relative_to(VENDOR)): sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "vendor.toml"
    }
    assert found == FILES


def test_every_package_names_its_version_and_ships_its_licence() -> None:
    for package, its in LISTED.items():
        assert its["version"].count(".") == 2
        assert its["licence"] in {"Apache-2.0", "MIT", "OFL-1.1"}
        assert "LICENSE" in its["files"], package


def test_the_list_says_nothing_of_where_packages_come_from() -> None:
    assert "://" not in (VENDOR / "vendor.toml").read_text()

"""An organisation's own file, written for one test and laid over packs."""

from pathlib import Path

from moked.policy import Policy, load


def policy_of(folder: Path, text: str, *below: str, name: str = "my.toml") -> Policy:
    """The policy of a file with this text over the named packs."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load([*below, str(path)])

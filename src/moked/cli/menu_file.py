"""A menu's file, TOML or JSON, as docs/check-menu.md describes it."""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from moked.core.errors import Refused
from moked.quality.menus.menu import Kind, Menu, Node

STANDARD_INPUT = "-"
ENDS = frozenset({Kind.HUMAN, Kind.HANG_UP})
SECTIONS = {"start", "nodes"}


def read_menu(path: str) -> Menu:
    """Return the menu of a file, or of standard input for "-".

    Raises Refused, naming the file and the place in it, for whatever is no menu.
    """
    name = "standard input" if path == STANDARD_INPUT else path
    try:
        return menu_of(_parsed(_text(path)))
    except Refused as refusal:
        raise Refused(f"{name}: {refusal}") from None


def menu_of(written: dict[str, Any]) -> Menu:
    """Return the menu of a file's tables. Raises Refused, naming the place, for what is none."""
    if unknown := written.keys() - SECTIONS:
        raise Refused(f"{min(unknown)}: no such key; there are start and nodes")
    start, nodes = written.get("start"), written.get("nodes")
    if not isinstance(nodes, dict) or not nodes:
        raise Refused("nodes: missing; a menu has a table of nodes, each by its name")
    if not isinstance(start, str) or start not in nodes:
        raise Refused(
            f"start: names the node at which every customer begins; there is none {start!r}"
        )
    return Menu(start, {name: _node(name, node) for name, node in nodes.items()})


def _node(name: str, written: object) -> Node:
    try:
        node = msgspec.convert(written, Node)
    except msgspec.ValidationError as error:
        raise Refused(f"nodes.{name}: {_reason(error)}") from None
    if node.options and node.kind in ENDS:
        raise Refused(f"nodes.{name}.options: a {node.kind} node ends the way, and has no options")
    return node


def _reason(error: msgspec.ValidationError) -> str:
    return str(error).replace("Object contains unknown field", "no such key:").replace("`$.", "`")


def _text(path: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if path == STANDARD_INPUT else Path(path).read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("this is not UTF-8 text: save it as UTF-8") from None
    except (OSError, ValueError) as error:
        raise Refused(f"cannot be read: {getattr(error, 'strerror', error)}") from None


def _parsed(text: str) -> dict[str, Any]:
    """Return a text's tables: JSON where it opens with a brace, as TOML never does."""
    try:
        if text.lstrip().startswith("{"):
            return _json(text)
        return tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise Refused(f"line {error.lineno}: this is not JSON: {error.msg}") from None
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"this is not TOML: {error}") from None
    except RecursionError:
        raise Refused("nested too deeply for a menu") from None


def _json(text: str) -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(text, object_pairs_hook=_once_each)
    return tables


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object's members; a name that stands twice is refused, as TOML does too."""
    found = dict[str, Any]()
    for name, value in pairs:
        if name in found:
            raise Refused(f"{name}: stands twice in one object")
        found[name] = value
    return found

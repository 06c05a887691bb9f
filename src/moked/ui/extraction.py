"""Which texts of the source belong into the catalogues.

Texts in calls by gettext's names. And in the pure half, which says nothing to anybody, names that a
person reads with spaces in the place of underscores: a detector's own name is its title, so that adding
one is still adding one file; the facts of its findings have names, and so have the members of
enumerations. And the clauses of the Israeli pack, whose laws have Hebrew names; a foreign law keeps its own.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "plural": (1, 2)}

METHODS = [
    ("policy/packs/il.toml", f"{__name__}:clauses"),
    ("core/**.py", f"{__name__}:names"),
    ("quality/**.py", f"{__name__}:names"),
    ("**.py", "python"),
]
"""How Babel reads the files of a folder, the first that fits."""

# What `Story.finding` takes that is no fact.
NO_FACTS = frozenset({"severity", "state", "clause", "subject", "customer"})

Found = tuple[int, str, str, list[str]]
"""A line, the function that marks the text ("" for none), the text, comments for translators."""


def spoken(name: str) -> str:
    """Return a name of the source as people read it: "call_lost" is "call lost"."""
    return name.replace("_", " ")


def names(
    file: BinaryIO, keywords: object, comment_tags: object, options: dict[str, Any]
) -> Iterator[Found]:
    """Yield the names that one file of the pure half gives to what people see, as Babel asks for them."""
    path = Path(file.name)
    if path.parent.name == "detectors" and path.stem != "__init__":
        yield 1, "", spoken(path.stem), ["A failure's title"]
    nodes = list(ast.walk(ast.parse(file.read())))
    gathered = dict(filter(None, map(_gathered, nodes)))
    for node in nodes:
        match node:
            case ast.Call(func=ast.Attribute(attr="finding")):
                yield from _facts(node, gathered)
            case ast.Call(func=ast.Name(id="Subject"), args=[ast.Constant(value=str(kind)), *_]):
                yield node.lineno, "", spoken(kind), ["What a finding is about"]
            case ast.ClassDef() if "StrEnum" in map(ast.unparse, node.bases):
                yield from _members(node)


def clauses(
    file: BinaryIO, keywords: object, comment_tags: object, options: dict[str, Any]
) -> Iterator[Found]:
    """Yield the clauses that a policy pack names, as Babel asks for them."""
    for clause in sorted(set(_clauses(tomllib.load(file)))):
        yield 1, "", clause, ["A clause of a law"]


def _clauses(value: object) -> Iterator[str]:
    """Yield the clauses anywhere in a pack."""
    if isinstance(value, list):
        for each in value:
            yield from _clauses(each)
    if isinstance(value, dict):
        if "clause" in value:
            yield value["clause"]
        for each in value.values():
            yield from _clauses(each)


def _facts(finding: ast.Call, gathered: dict[str, list[str]]) -> Iterator[Found]:
    """Yield the names of a finding's facts, and those that are a word of the source themselves."""
    for keyword in finding.keywords:
        mine = [keyword.arg] if keyword.arg else gathered.get(ast.unparse(keyword.value), [])
        for name in mine:
            if name not in NO_FACTS:
                yield keyword.value.lineno, "", spoken(name), ["A fact's name, before its value"]
                for text in _constants(keyword.value):
                    yield keyword.value.lineno, "", spoken(text), [f"A fact: {name}"]


def _gathered(node: ast.AST) -> tuple[str, list[str]] | None:
    """Return a name that is given a dict of facts, and the names of these, or None."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(keys=keys)):
            return name, [text for key in keys if key for text in _constants(key)]
    return None


def _constants(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.IfExp():
            yield from _constants(value.body)
            yield from _constants(value.orelse)
        case ast.Constant(value=str(text)):
            yield text


def _members(enumeration: ast.ClassDef) -> Iterator[Found]:
    for line in enumeration.body:
        if isinstance(line, ast.Assign):
            for text in _constants(line.value):
                yield line.lineno, "", spoken(text), [f"One of {enumeration.name}"]

"""A bot's or a telephone's menu as a graph: where is there no way out to a human?

The static half of `bot_maze`: what is wrong with a menu is known before the first customer walks into
it. A step is one choice. Nothing here is a judgement of taste: every sentence follows from the graph.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import islice

import msgspec

from moked.quality.menus.loops import Graph, Way, loops


class Kind(StrEnum):
    """What a customer meets at a node."""

    MENU = "menu"
    HUMAN = "human"
    MESSAGE = "message"
    HANG_UP = "hang_up"


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One place in a menu; `options` leads from what a customer presses or says to the next node."""

    kind: Kind = Kind.MENU
    text: str | None = None
    options: dict[str, str] = {}


class Menu(msgspec.Struct, frozen=True):
    """A menu's nodes by name, and the one at which every customer begins."""

    start: str
    nodes: dict[str, Node]


class Missing(msgspec.Struct, frozen=True):
    """An option that leads to a node which does not exist."""

    node: str
    option: str
    to: str


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a menu, and how far a human is. Nodes stand in the menu's order.

    `no_human` are the nodes from which no human can be reached, `unreachable` those that no customer
    reaches. `loops` are ways that come back to their first node, which is not repeated; `more_loops`
    says that there are others. `shortest` is the way from the start to the nearest human, `longest` the
    worst that can happen to a customer who makes no needless step: see `check`. Both are None where
    there is no way.
    """

    no_human: tuple[str, ...]
    unreachable: tuple[str, ...]
    missing: tuple[Missing, ...]
    loops: tuple[Way, ...]
    more_loops: bool
    shortest: Way | None
    longest: Way | None

    @property
    def sound(self) -> bool:
        """Whether every node has a way to a human, no way goes round, and every option leads on."""
        return not (self.no_human or self.loops or self.missing)


def check(menu: Menu, *, most_loops: int | None = 100) -> Survey:
    """Return what is wrong with a menu; of its loops at most `most_loops`, or all with None.

    The longest way to a human is, over all nodes that a customer can reach, the shortest way there
    and from there the shortest way to a human: what a customer walks who goes where the matter leads,
    finds no answer, and then wants out. (The longest way without a repetition cannot be computed for
    large menus, and nobody walks it.)
    """
    graph = {name: _following(node, menu.nodes) for name, node in menu.nodes.items()}
    humans = [name for name, node in menu.nodes.items() if node.kind is Kind.HUMAN]
    before = _steps([menu.start], graph)
    after = _steps(humans, _reversed(graph))
    found = tuple(islice(loops(graph), None if most_loops is None else most_loops + 1))
    ways = [name for name in graph if name in before and name in after]
    worst = max(ways, key=lambda name: before[name][0] + after[name][0], default=None)
    return Survey(
        no_human=tuple(name for name in graph if name not in after),
        unreachable=tuple(name for name in graph if name not in before),
        missing=tuple(_missing(menu)),
        loops=found[:most_loops],
        more_loops=most_loops is not None and len(found) > most_loops,
        shortest=_way(after, menu.start) if menu.start in after else None,
        longest=None if worst is None else (*_way(before, worst)[:0:-1], *_way(after, worst)),
    )


def _following(node: Node, nodes: Mapping[str, Node]) -> list[str]:
    return list(dict.fromkeys(to for to in node.options.values() if to in nodes))


def _missing(menu: Menu) -> Iterable[Missing]:
    for name, node in menu.nodes.items():
        for option, to in node.options.items():
            if to not in menu.nodes:
                yield Missing(name, option, to)


def _reversed(graph: Graph) -> dict[str, list[str]]:
    backward: dict[str, list[str]] = {name: [] for name in graph}
    for name, following in graph.items():
        for each in following:
            backward[each].append(name)
    return backward


Steps = dict[str, tuple[int, str | None]]
"""How many steps a node is away, and the next node on the way back."""


def _steps(sources: Sequence[str], graph: Graph) -> Steps:
    """Return the distance of every node that can be reached from the sources."""
    steps: Steps = dict.fromkeys(sources, (0, None))
    waiting = deque(sources)
    while waiting:
        name = waiting.popleft()
        for each in graph[name]:
            if each not in steps:
                steps[each] = (steps[name][0] + 1, name)
                waiting.append(each)
    return steps


def _way(steps: Steps, node: str) -> Way:
    """Return the way from a node back to the source that is nearest to it."""
    way, back = [node], steps[node][1]
    while back is not None:
        way.append(back)
        back = steps[back][1]
    return tuple(way)

"""Loops in a graph: the ways on which one goes round and comes back to where one was.

A graph is a mapping of each node to those that follow it, each a node of the mapping. Loops come out
lazily, since a graph of a few dozen nodes may hold more of them than there are atoms. No recursion: a
way may be as long as the graph is large.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]
Way = tuple[str, ...]


def loops(graph: Graph) -> Iterator[Way]:
    """Yield every elementary loop once, opening with its node that stands first in the graph.

    Donald B. Johnson, Finding all the elementary circuits of a directed graph, SIAM J. Comput. 4 (1975):
    from one loop to the next takes time in proportion to the graph.
    """
    rank = {node: nth for nth, node in enumerate(graph)}
    pending = [graph]
    while pending:
        parts = knots(pending.pop())
        parts.sort(key=lambda part: min(rank[node] for node in part), reverse=True)
        if not parts:
            continue
        for part in parts[:-1]:
            pending.append(_within(graph, part))
        first = min(parts[-1], key=rank.__getitem__)
        yield from _through(first, _within(graph, parts[-1]))
        pending.append(_within(graph, [node for node in parts[-1] if node != first]))


def _within(graph: Graph, part: Iterable[str]) -> dict[str, list[str]]:
    kept = set(part)
    return {node: [each for each in graph[node] if each in kept] for node in part}


def _through(start: str, graph: Graph) -> Iterator[Way]:
    """Yield the loops that pass through one node of a strongly connected graph."""
    way, blocked, closed = [start], {start}, set[str]()
    waiting: dict[str, set[str]] = defaultdict(set)
    stack = [iter(graph[start])]
    while stack:
        for node in stack[-1]:
            if node == start:
                yield tuple(way)
                closed.update(way)
            elif node not in blocked:
                way.append(node)
                blocked.add(node)
                closed.discard(node)
                stack.append(iter(graph[node]))
                break
        else:
            stack.pop()
            left = way.pop()
            if left in closed:
                _unblock(left, blocked, waiting)
            else:
                for node in graph[left]:
                    waiting[node].add(left)


def _unblock(node: str, blocked: set[str], waiting: dict[str, set[str]]) -> None:
    freed = {node}
    while freed:
        each = freed.pop()
        blocked.discard(each)
        freed |= waiting.pop(each, set())


def knots(graph: Graph) -> list[list[str]]:
    """Return the parts of a graph in which one can go round for ever: its strongly connected ones.

    R. E. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972). A single
    node is one only if it leads to itself.
    """
    low: dict[str, int] = {}
    found: list[list[str]] = []
    done: set[str] = set()
    for node in graph:
        if node not in low:
            _search(node, graph, low, done, found)
    return [part for part in found if len(part) > 1 or part[0] in graph[part[0]]]


def _search(
    root: str, graph: Graph, low: dict[str, int], done: set[str], found: list[list[str]]
) -> None:
    """Add the strongly connected parts that can be reached from `root` and are not done yet."""
    number = low[root] = len(low)
    open_, stack = [root], [(root, number, iter(graph[root]))]
    while stack:
        node, number, nexts = stack[-1]
        for each in nexts:
            if each not in low:
                mine = low[each] = len(low)
                open_.append(each)
                stack.append((each, mine, iter(graph[each])))
                break
            if each not in done:
                low[node] = min(low[node], low[each])
        else:
            stack.pop()
            if stack:
                above = stack[-1][0]
                low[above] = min(low[above], low[node])
            if low[node] == number:
                found.append(_part(open_, node))
                done.update(found[-1])


def _part(open_: list[str], node: str) -> list[str]:
    """Take a finished part, from its first node on, off the nodes that are open."""
    part = [open_.pop()]
    while part[-1] != node:
        part.append(open_.pop())
    return part

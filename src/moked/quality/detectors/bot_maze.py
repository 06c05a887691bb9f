"""A bot or a menu led the customer round in circles, or offers no way out to a person.

Found once a contact of the customer's own, at the first of these: the main menu, the first that he meets,
offers no person, whether he needed one or not; the same node or intent came three times; two turns running the
bot was not sure what it heard; or turns that only repeat went on for 90 seconds. What follows adds nothing.
`moked check-menu` finds a menu without a way out before it goes live.

Who comes back to a node after a new, sure answer each time likes the bot. Identification may be repeated:
turns that ask a security question, or are named after one, count for nothing. The time that the customer
takes to write or speak is his own, so that slow typists are never stuck. Once he queues or talks with a
person he is out of the maze. Sources: "a bureaucratic maze with no exit"; Spain's Ley 10/2025 art. 8.1-8.2.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from moked.core.events import (
    NEVER,
    AgentConnected,
    BotReplied,
    ContactStarted,
    ContactTransferred,
    CustomerAsked,
    Direction,
    Event,
    MenuShown,
    MessageReceived,
    Purpose,
    QueueJoined,
    in_order,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.answering import graver_by_law
from moked.quality.story import Story

_Turn = MenuShown | BotReplied


class _Way(NamedTuple):
    """How the customer was led astray: by which rule, on what evidence, how often or how long."""

    reason: str
    evidence: tuple[Event, ...]
    numbers: dict[str, Any]


class _Visit(NamedTuple):
    """A turn with a name, all turns of that name so far, and what lay between them."""

    turn: _Turn
    all_so_far: list[_Turn]
    in_vain: bool
    """Whether the customer ever came back to that name with no new, sure answer since."""


def _is_soon_out(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether the customer met one turn at most, and no closed door."""
    turn: _Turn | None = None
    for event in events:
        if isinstance(event, QueueJoined | AgentConnected | ContactTransferred):
            break
        if isinstance(event, MenuShown | BotReplied):
            if turn is not None:
                return False
            turn = event
    if isinstance(turn, MenuShown):
        return turn.human
    return turn is None or turn.confidence is None or _is_sure(turn, policy)


@detector(
    code="F04",
    scope=Scope.CONTACT,
    severity=Severity.EFFORT,
    reads=(
        ContactStarted,
        MenuShown,
        BotReplied,
        CustomerAsked,
        MessageReceived,
        ContactTransferred,
        QueueJoined,
        AgentConnected,
    ),
    needs=(MenuShown, BotReplied),
    unless=_is_soon_out,
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    steps = list(_steps(story, policy))
    rules = (_no_way_out, _same_again, _not_sure, _no_progress)
    ways = [way for rule in rules if (way := rule(steps, policy))]
    if ways:
        first = min(ways, key=lambda way: in_order(way.evidence[-1]))
        at = first.evidence[-1].at
        law = policy.rule("bot_maze.human_from_main_menu", at)
        law = law if law and law.flag and first.reason == "no_human" else None
        yield story.finding(
            at,
            *first.evidence,
            severity=graver_by_law(law, Severity.EFFORT),
            clause=law.clause if law else None,
            reason=first.reason,
            **first.numbers,
        )


def _steps(story: Story, policy: Policy) -> Iterator[Event]:
    """Yield what happened until the customer was out, without the turns that identified him.

    Where we called him, he sought no way.
    """
    identifying = {""}
    name = ""
    for event in story:
        if isinstance(event, QueueJoined | AgentConnected | ContactTransferred):
            return
        if isinstance(event, ContactStarted) and event.direction is Direction.OUT:
            return
        if isinstance(event, _Turn):
            name = _name(event)
            words = policy.required("bot_maze.security_nodes", event.at).words
            if name and (name in identifying or any(word in name for word in words)):
                continue
        elif isinstance(event, CustomerAsked) and event.purpose is Purpose.SECURITY:
            identifying.add(name)
        yield event


def _name(turn: _Turn) -> str:
    """Return the name of a turn's node or intent, empty where the bot gave none."""
    return turn.node.casefold() if isinstance(turn, MenuShown) else (turn.intent or "").casefold()


def _visits(steps: Sequence[Event], policy: Policy) -> Iterator[_Visit]:
    """Yield every turn that has a name."""
    visits: dict[str, list[_Turn]] = defaultdict(list)
    last_at: dict[str, int] = {}
    in_vain: set[str] = set()
    served_at = -1
    for number, turn in enumerate(step for step in steps if isinstance(step, _Turn)):
        name = _name(turn)
        if not name:
            continue
        if name in last_at and last_at[name] > served_at:
            in_vain.add(name)
        elif name not in last_at and _is_sure(turn, policy):
            served_at = number
        visits[name].append(turn)
        yield _Visit(turn, visits[name], name in in_vain)
        last_at[name] = number


def _is_sure(turn: _Turn, policy: Policy) -> bool:
    if isinstance(turn, MenuShown) or turn.confidence is None:
        return False
    return turn.confidence >= policy.number("bot_maze.low_confidence", turn.at)


def _same_again(steps: Sequence[Event], policy: Policy) -> _Way | None:
    for visit in _visits(steps, policy):
        times = len(visit.all_so_far)
        if visit.in_vain and times >= policy.number("bot_maze.same_node", visit.turn.at):
            again = {"node": _name(visit.turn), "count": times}
            return _Way("same_again", tuple(visit.all_so_far), again)
    return None


def _not_sure(steps: Sequence[Event], policy: Policy) -> _Way | None:
    unsure: list[BotReplied] = []
    for event in steps:
        if isinstance(event, CustomerAsked) and event.purpose is Purpose.SECURITY:
            unsure = []
        elif isinstance(event, BotReplied) and event.confidence is not None:
            unsure = [] if _is_sure(event, policy) else [*unsure, event]
            if len(unsure) >= policy.number("bot_maze.low_turns", event.at):
                return _Way("not_sure", tuple(unsure), {"count": len(unsure)})
    return None


def _no_progress(steps: Sequence[Event], policy: Policy) -> _Way | None:
    """Look for turns that only repeat, leaving out the time until the customer's own messages."""
    seen = {""}
    repeated: list[Event] = []
    stuck, last_at = timedelta(), NEVER
    for event in steps:
        if isinstance(event, _Turn):
            if _name(event) not in seen or not _name(event):
                repeated, stuck = [], timedelta()
            else:
                stuck += event.at - last_at if repeated else timedelta()
                repeated.append(event)
            if stuck > policy.length("bot_maze.no_progress", event.at):
                return _Way("no_progress", tuple(repeated), {"stuck": stuck})
            seen.add(_name(event))
        if isinstance(event, _Turn | MessageReceived):
            last_at = event.at
    return None


def _no_way_out(steps: Sequence[Event], _policy: Policy) -> _Way | None:
    main_menu = next((step for step in steps if isinstance(step, MenuShown)), None)
    if main_menu is None or main_menu.human:
        return None
    return _Way("no_human", (main_menu,), {"node": main_menu.node})

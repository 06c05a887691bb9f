"""What is wrong with a menu, in sentences."""

from collections.abc import Iterator

from moked.quality.menus.loops import Way
from moked.quality.menus.menu import Menu, Survey
from moked.ui.extraction import spoken
from moked.ui.language import Translator

LONG = 20
"""So many nodes of a way are shown at most."""


def menu_lines(menu: Menu, survey: Survey, _: Translator) -> Iterator[str]:
    """Yield one line a fault, each naming its node, and at the end how far a human is."""
    yield from map(_.line, _faults(menu, survey, _))
    yield from map(_.line, _distances(survey, _))


def _faults(menu: Menu, survey: Survey, _: Translator) -> Iterator[str]:
    for name in survey.no_human:
        kind = _(spoken(menu.nodes[name].kind))
        yield _("no way to a human: {node} ({kind})", node=name, kind=kind)
    for way in survey.loops:
        yield _("loop: {way}", way=shown((*way, way[0]), _))
    if survey.more_loops:
        yield _.plural(
            "more loops than this one; --most 0 finds all, which may take for ever",
            "more loops than these {n}; --most 0 finds all, which may take for ever",
            len(survey.loops),
        )
    for each in survey.missing:
        yield _(
            "no such node: option {option} of {node} leads to {to}",
            option=each.option,
            node=each.node,
            to=each.to,
        )
    for name in survey.unreachable:
        yield _("never reached: {node}", node=name)


def _distances(survey: Survey, _: Translator) -> Iterator[str]:
    if survey.shortest is None or survey.longest is None:
        yield _("From the start there is no way to a human at all.")
        return
    for what, way in (
        (_("shortest way to a human"), survey.shortest),
        (_("longest way to a human"), survey.longest),
    ):
        steps = _.plural("{n} step", "{n} steps", len(way) - 1)
        yield f"{what}: {steps}: {shown(way, _)}"


def shown(way: Way, _: Translator) -> str:
    """Return a way as its nodes in order, the arrows in the language's direction.

    Of a way that nobody would read to its end the middle is left out, and said to be.
    """
    nodes = list(map(_.isolated, way))
    if len(nodes) > LONG:
        left_out = slice(LONG // 2, -LONG // 2)
        nodes[left_out] = [_("… {n} more …", n=f"{len(nodes[left_out]):,}")]
    return _.directed((" ← " if _.rtl else " → ").join(nodes))

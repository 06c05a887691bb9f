"""Agents' calls that ended within seconds, as a funnel."""

from moked.reports.figures import Figures
from moked.reports.figures.short_calls import AgentCalls, ShortCalls
from moked.reports.page.charts import ACCENT, GREY, RED, Dot, Option, chart, curve, dots, values
from moked.reports.page.parts import Cell, Column, Kind, Picture, Section, Table
from moked.reports.page.speaker import Speaker

STEPS = 60
"""Points of a control limit's curve."""

NEAR = 0.02
"""Shares closer than this, of agents with about as many calls, have names that would touch."""


def section(figures: Figures, speaker: Speaker) -> Section:
    """Return the section of agents' short calls."""
    _, short = speaker._, figures.short_calls
    heading = _("Calls that ended within seconds")
    if short is None:
        return Section(
            id="short-calls",
            short=_("Short calls"),
            title=heading,
            needs="agent.connected, contact.ended",
        )
    return Section(
        id="short-calls",
        short=_("Short calls"),
        title=heading,
        lead=[_lead(short, speaker)],
        pictures=[_funnel(short, speaker)],
        terms=[
            (
                _("Short call"),
                _(
                    "A talk of less than {limit} between a customer and an agent with at least {calls} "
                    "talks. Whoever hung up: few switchboards say who.",
                    limit=speaker.length(short.shorter_than),
                    calls=speaker.count(short.least_calls),
                ),
            ),
            (
                _("Control limits"),
                _(
                    "The share of all these agents together, give or take {z} standard errors of one "
                    "proportion at an agent's number of calls. Chance alone puts hardly anybody "
                    "outside; why somebody is there, people have to ask.",
                    z=f"{short.limit_z:g}",
                ),
            ),
        ],
    )


def _lead(short: ShortCalls, speaker: Speaker) -> str:
    _, names = speaker._, [agent.agent for agent in short.outliers]
    pooled = speaker.share(short.pooled)
    limit = speaker.length(short.shorter_than)
    listed = ", ".join(_.isolated(name) for name in names)
    if not names:
        return _(
            "{share} of the calls ended within {limit}. No agent stands above what chance explains.",
            share=pooled,
            limit=limit,
        )
    return _.plural(
        "{share} of the calls ended within {limit}. {n} agent stands above what chance explains: {names}.",
        "{share} of the calls ended within {limit}. {n} agents stand above what chance explains: {names}.",
        len(names),
        share=pooled,
        limit=limit,
        names=listed,
    )


def _funnel(short: ShortCalls, speaker: Speaker) -> Picture:
    _ = speaker._
    return Picture(
        title=_("Share of short calls by agent and number of calls"),
        description=_(
            "A funnel: each dot is an agent, further along with more calls, higher with more short "
            "ones. Dashed curves are the control limits; agents above them are named."
        ),
        option=chart(
            [*_limits(short, speaker), *_agents(short, speaker)],
            x=values(_("calls"), min=0, max=_end(short), interval=_step(short)),
            y=values(unit="%", min=0, minInterval=1),
            rtl=_.rtl,
            legend=True,
            by_item=True,
        ),
        table=_table(short, speaker),
        tall=True,
    )


def _step(short: ShortCalls) -> int:
    """Return the distance between marks on the axis of calls: a round number, for six at most."""
    most = max(agent.calls for agent in short.agents)
    whole: int = 10 ** (len(str(most)) - 1)
    return next(step for step in (whole // 4, whole // 2, whole, 2 * whole) if most < 6 * step)


def _end(short: ShortCalls) -> int:
    """Return where the axis of calls ends: at the mark after the busiest agent's."""
    step = _step(short)
    return (max(agent.calls for agent in short.agents) // step + 1) * step


def _limits(short: ShortCalls, speaker: Speaker) -> list[Option]:
    _ = speaker._
    first, last = max(1, short.least_calls // 2), _end(short)
    calls = [first + (last - first) * nth / STEPS for nth in range(STEPS + 1)]
    name, pooled = _("control limits"), _percent(short.pooled)
    return [
        curve(name, _bound(short, calls, 1), GREY, dashed=True),
        curve(name, _bound(short, calls, -1), GREY, dashed=True),
        curve(_("share of all"), [(x, pooled) for x in calls], GREY, dashed=False),
    ]


def _agents(short: ShortCalls, speaker: Speaker) -> list[Option]:
    _ = speaker._
    rest = [agent for agent in short.agents if not agent.is_outlier]
    return [
        dots(_("agents"), [_dot(agent, speaker) for agent in rest], ACCENT, named=False),
        dots(_("above the limit"), _named(short, speaker), RED, named=True),
    ]


def _named(short: ShortCalls, speaker: Speaker) -> list[Dot]:
    """Return the outliers' dots; of two close neighbours the lower one's name stands below."""
    near = _end(short) / 10
    return [
        _dot(
            agent,
            speaker,
            below=any(
                other is not agent
                and abs(other.calls - agent.calls) < near
                and 0 <= other.share - agent.share < NEAR
                for other in short.outliers
            ),
        )
        for agent in short.outliers
    ]


def _bound(short: ShortCalls, calls: list[float], side: int) -> list[tuple[float, float]]:
    return [(round(x, 1), _percent(short.bound(x, side))) for x in calls]


def _percent(share: float) -> float:
    return round(share * 100, 2)


def _dot(agent: AgentCalls, speaker: Speaker, *, below: bool = False) -> Dot:
    _ = speaker._
    says = _(
        "{agent}: {short} of {calls}, {share}",
        agent=agent.agent,
        short=speaker.count(agent.short),
        calls=speaker.count(agent.calls),
        share=speaker.share(agent.share),
    )
    return Dot(agent.agent, says, agent.calls, _percent(agent.share), below)


def _table(short: ShortCalls, speaker: Speaker) -> Table:
    _ = speaker._
    rows: list[list[Cell]] = [
        [
            agent.agent,
            agent.calls,
            agent.short,
            agent.share,
            agent.z,
            _("yes") if agent.is_outlier else _("no"),
        ]
        for agent in short.agents
    ]
    return Table(
        "short-calls",
        _("Agents by distance from the share of all"),
        [
            Column(_("Agent"), "agent", Kind.TEXT),
            Column(_("Calls"), "calls"),
            Column(_("Short"), "short"),
            Column(_("Share"), "share", Kind.SHARE),
            Column("z", "z", Kind.NUMBER),
            Column(_("Above the limit"), "above", Kind.TEXT),
        ],
        rows,
    )

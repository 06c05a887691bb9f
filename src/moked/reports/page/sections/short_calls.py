"""Agents' calls that ended within seconds, as a funnel."""

from moked.reports.figures import Figures
from moked.reports.figures.short_calls import AgentCalls, ShortCalls
from moked.reports.page.charts import ACCENT, GREY, RED, Dot, Option, chart, curve, dots, values
from moked.reports.page.parts import Cell, Column, Kind, Picture, Section, Table
from moked.reports.page.speaker import Speaker

STEPS = 60
"""Points of a control limit's curve."""


def section(figures: Figures, speaker: Speaker) -> Section:
    """Return the section of agents' short calls."""
    _, short = speaker._, figures.short_calls
    heading = _("Calls that ended within seconds")
    if short is None:
        return Section(id="short-calls", title=heading, needs="agent.connected, contact.ended")
    return Section(
        id="short-calls",
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
        names=", ".join(map(_.isolated, names)),
    )


def _funnel(short: ShortCalls, speaker: Speaker) -> Picture:
    _ = speaker._
    most = max(agent.calls for agent in short.agents)
    first = max(1, short.least_calls // 2)
    calls = [first + (most * 1.08 - first) * nth / STEPS for nth in range(STEPS + 1)]
    rest = [agent for agent in short.agents if not agent.is_outlier]
    share = _("share of all {share}", share=speaker.share(short.pooled))
    series: list[Option] = [
        curve(_("control limits"), _bound(short, calls, 1), GREY, dashed=True),
        curve(_("control limits"), _bound(short, calls, -1), GREY, dashed=True),
        curve(share, [(x, _percent(short.pooled)) for x in calls], GREY, dashed=False),
        dots(_("agents"), [_dot(agent, speaker) for agent in rest], ACCENT, named=False),
        dots(
            _("above the limit"), [_dot(each, speaker) for each in short.outliers], RED, named=True
        ),
    ]
    highest = max(_percent(max(agent.share for agent in short.agents)), 1)
    return Picture(
        title=_("Share of short calls by agent and number of calls"),
        description=_(
            "A funnel: each dot is an agent, further right with more calls, higher with more short "
            "ones. Dashed curves are the control limits; agents above them are named."
        ),
        option=chart(
            series,
            x=values(_("calls"), min=0, nameLocation="middle", nameGap=26),
            y=values(unit="%", min=0, max=-(-highest * 1.3 // 5) * 5),
            rtl=_.rtl,
            legend=True,
            by_item=True,
        ),
        table=_table(short, speaker),
        tall=True,
    )


def _bound(short: ShortCalls, calls: list[float], side: int) -> list[tuple[float, float]]:
    return [(round(x, 1), _percent(short.bound(x, side))) for x in calls]


def _percent(share: float) -> float:
    return round(share * 100, 2)


def _dot(agent: AgentCalls, speaker: Speaker) -> Dot:
    _ = speaker._
    says = _(
        "{agent}: {short} of {calls}, {share}",
        agent=agent.agent,
        short=speaker.count(agent.short),
        calls=speaker.count(agent.calls),
        share=speaker.share(agent.share),
    )
    return Dot(agent.agent, says, agent.calls, _percent(agent.share))


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

"""How cases were handed about."""

from moked.reports.figures import Figures
from moked.reports.figures.handovers import TOP, Handovers
from moked.reports.page.charts import ACCENT, bars, category, chart, values
from moked.reports.page.parts import Cell, Column, Kind, Picture, Section, Table, Tile
from moked.reports.page.speaker import Speaker


def section(figures: Figures, speaker: Speaker) -> Section:
    """Return the section of cases' ways through the house."""
    _, handovers = speaker._, figures.handovers
    heading = _("Cases from hand to hand")
    if handovers is None:
        return Section(
            id="handovers",
            short=_("Handovers"),
            title=heading,
            needs="case.opened, case.assigned, case.waiting",
        )
    return Section(
        id="handovers",
        short=_("Handovers"),
        title=heading,
        tiles=_tiles(handovers, speaker),
        pictures=[_by_number(handovers, speaker)] if handovers.assigned else [],
        terms=_terms(handovers, speaker),
    )


def _tiles(handovers: Handovers, speaker: Speaker) -> list[Tile]:
    _, count = speaker._, speaker.count
    tiles = [
        Tile(
            count(handovers.returned),
            _("cases went back where they came from"),
            "effort" if handovers.returned else "",
        ),
        Tile(
            count(handovers.many),
            _("cases with {n} handovers or more", n=handovers.many_from),
            "effort" if handovers.many else "",
        ),
        Tile(count(handovers.waited_for_customer), _("cases waited for the customer")),
        Tile(count(handovers.worked_again), _("cases were worked on again after they were done")),
        Tile(count(handovers.team_handovers), _("handovers between teams")),
    ]
    if handovers.line_handovers:
        tiles.append(Tile(count(handovers.line_handovers), _("handovers between lines")))
    return tiles


def _by_number(handovers: Handovers, speaker: Speaker) -> Picture:
    _ = speaker._
    labels = [str(n) for n in range(TOP)] + [f"{TOP}+"]
    rows: list[list[Cell]] = [
        [label, cases, cases / handovers.assigned]
        for label, cases in zip(labels, handovers.by_number, strict=True)
    ]
    return Picture(
        title=_("Cases by number of handovers between teams"),
        description=_("Bars: how many cases were handed over how often."),
        option=chart(
            [bars(_("cases"), handovers.by_number, ACCENT)],
            x=category(labels, name=_("handovers")),
            y=values(minInterval=1),
            rtl=_.rtl,
        ),
        table=Table(
            "handovers",
            _("Cases by number of handovers"),
            [
                Column(_("Handovers"), "handovers", Kind.TEXT),
                Column(_("Cases"), "cases"),
                Column(_("Share"), "share", Kind.SHARE),
            ],
            rows,
        ),
    )


def _terms(handovers: Handovers, speaker: Speaker) -> list[tuple[str, str]]:
    _ = speaker._
    return [
        (
            _("Handover"),
            _(
                "A case goes from one team to another; assigned to the same team again it stays. A line "
                "is a team's part of the organisation, where the log names it."
            ),
        ),
        (
            _("Went back"),
            _("From a team to another and straight back to the first (A-B-A)."),
        ),
        (
            _("Waited for the customer"),
            _("Somebody set the case to wait for the customer at least once."),
        ),
        (
            _("Worked on again"),
            _("Work went on after the case was first declared done."),
        ),
    ]

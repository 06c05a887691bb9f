"""What was promised, and what became of it."""

from collections.abc import Sequence

from moked.reports.figures import Figures
from moked.reports.figures.promises import PromiseFigures
from moked.reports.page.charts import bars, category, chart, values
from moked.reports.page.parts import Cell, Column, Kind, Picture, Section, Table, Tile
from moked.reports.page.speaker import Speaker
from moked.ui.language import N_

KINDS = {
    "callback": N_("callback"),
    "update": N_("update"),
    "answer": N_("answer"),
    "manager": N_("manager"),
    "refund": N_("refund"),
    "visit": N_("visit"),
    "other": N_("other"),
}
COLOURS = {
    "kept": "#0b6e69",
    "kept_late": "#d9b44a",
    "overdue": "#c2571a",
    "released": "#9aa5a1",
    "open": "#3f6ea3",
}


def section(figures: Figures, speaker: Speaker) -> Section:
    """Return the section of promises."""
    _, promises = speaker._, figures.promises
    heading = _("Promises")
    if not promises:
        return Section(
            id="promises", short=_("Promises"), title=heading, needs="promise.made, promise.kept"
        )
    return Section(
        id="promises",
        short=_("Promises"),
        title=heading,
        tiles=_tiles(promises, speaker),
        pictures=[_by_kind(promises, speaker)],
        terms=[
            (
                _("Kept late"),
                _(
                    "Kept after the moment that was promised. Only the customer can put that moment off: "
                    "if we moved it, the first one counts."
                ),
            ),
            (_("Overdue"), _("Not kept, not released, and its moment has passed.")),
        ],
    )


def _names(speaker: Speaker) -> dict[str, str]:
    _ = speaker._
    return {
        "kept": _("kept"),
        "kept_late": _("kept late"),
        "overdue": _("overdue"),
        "released": _("released"),
        "open": _("not yet due"),
    }


def _tiles(promises: Sequence[PromiseFigures], speaker: Speaker) -> list[Tile]:
    _ = speaker._
    totals = {key: sum(getattr(each, key) for each in promises) for key in COLOURS}
    judged = totals["kept"] + totals["kept_late"] + totals["overdue"]
    names = _names(speaker)
    return [
        Tile(speaker.count(sum(each.made for each in promises)), _("promises made")),
        Tile(speaker.share(totals["kept"] / judged if judged else None), _("kept in time")),
        Tile(speaker.count(totals["kept_late"]), names["kept_late"]),
        Tile(
            speaker.count(totals["overdue"]), names["overdue"], "word" if totals["overdue"] else ""
        ),
        Tile(speaker.count(totals["open"]), names["open"]),
    ]


def _by_kind(promises: Sequence[PromiseFigures], speaker: Speaker) -> Picture:
    _, names = speaker._, _names(speaker)
    labels = [_(KINDS[each.kind]) for each in promises]
    series = [
        bars(names[key], [getattr(each, key) for each in promises], colour, stack="promises")
        for key, colour in COLOURS.items()
    ]
    rows: list[list[Cell]] = [
        [label, each.made, *(getattr(each, key) for key in COLOURS)]
        for label, each in zip(labels, promises, strict=True)
    ]
    return Picture(
        title=_("Promises by kind, and what became of them"),
        description=_(
            "Stacked bars, one a kind of promise: kept, kept late, overdue, released, open."
        ),
        option=chart(series, x=values(minInterval=1), y=category(labels), rtl=_.rtl, legend=True),
        table=Table(
            "promises",
            _("Promises by kind"),
            [
                Column(_("Kind"), "kind", Kind.TEXT),
                Column(_("Made"), "made"),
                *(Column(name, key) for key, name in names.items()),
            ],
            rows,
        ),
    )

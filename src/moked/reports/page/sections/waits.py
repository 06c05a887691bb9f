"""How long customers waited for a person, against the limit, and in which queue."""

from moked.reports.figures import Figures
from moked.reports.figures.waits import QueueFigures, Waits
from moked.reports.page.charts import ACCENT, GREY, Option, bars, chart, mark_at, values
from moked.reports.page.parts import Cell, Column, Kind, Picture, Section, Table, Tile
from moked.reports.page.speaker import Speaker


def section(figures: Figures, speaker: Speaker) -> Section:
    """Return the section of waits."""
    _, waits = speaker._, figures.waits
    if waits is None:
        return Section(
            id="waits",
            short=_("Waits"),
            title=_("Waiting for a person"),
            needs="contact.started, queue.joined, queue.left, agent.connected, contact.ended",
        )
    tables = [_by_queue(waits, speaker)] if waits.queues else []
    if figures.outcomes:
        tables.append(_outcomes(figures, speaker))
    return Section(
        id="waits",
        short=_("Waits"),
        title=_("Waiting for a person"),
        lead=[_lead(waits, speaker)],
        tiles=_tiles(waits, speaker),
        pictures=[_distribution(waits, speaker)],
        tables=tables,
        terms=_terms(waits, speaker),
    )


def _lead(waits: Waits, speaker: Speaker) -> str:
    _ = speaker._
    return _.plural(
        "{n} customer waited longer than {limit}, counted from the start of the contact.",
        "{n} customers waited longer than {limit}, counted from the start of the contact.",
        waits.over_limit,
        limit=speaker.length(waits.limit),
    )


def _tiles(waits: Waits, speaker: Speaker) -> list[Tile]:
    _ = speaker._
    late = ("legal" if waits.clause else "word") if waits.over_limit else ""
    tiles = [
        Tile(
            speaker.share(waits.share_within),
            _("got a person within {limit}", limit=speaker.length(waits.limit)),
        ),
        Tile(speaker.count(waits.over_limit), _("waited longer"), late),
        Tile(speaker.span(waits.wait.median), _("median wait")),
        Tile(speaker.span(waits.wait.mean), _("mean wait")),
        Tile(speaker.span(waits.wait.p90), _("nine of ten waited at most")),
    ]
    if queues := waits.all_queues:
        tiles.append(Tile(speaker.share(queues.abandoned_share), _("gave up in a queue")))
    return tiles


def _distribution(waits: Waits, speaker: Speaker) -> Picture:
    _ = speaker._
    answered = _bars(_("got a person"), waits, waits.answered_bands, ACCENT)
    left = _bars(_("got none"), waits, waits.left_bands, GREY)
    label = _("limit {limit}", limit=speaker.length(waits.limit))
    answered["markLine"] = mark_at(waits.limit / 60, label)
    whole = len(waits.answered_bands) * waits.band / 60
    return Picture(
        title=_("How long customers waited, from the start of the contact"),
        description=_(
            "Bars: how many waited how many minutes, with and without getting a person. A dashed "
            "line marks the limit; the last bar holds all longer waits."
        ),
        option=chart(
            [answered, left],
            x=values(_("minutes"), min=0, max=whole, interval=whole / 6),
            y=values(minInterval=1),
            rtl=_.rtl,
            legend=True,
            by_item=True,
        ),
        table=_bands(waits, speaker),
    )


def _bars(name: str, waits: Waits, counts: list[int], colour: str) -> Option:
    """Return bars over minutes. A bar of a few contacts beside thousands is still seen."""
    minutes = waits.band / 60
    # What has no contact has no bar, and so no least height either.
    points = [[round((nth + 0.5) * minutes, 4), n or None] for nth, n in enumerate(counts)]
    series = bars(name, points, colour, stack="waits")
    return {**series, "barMaxWidth": 60, "barCategoryGap": "12%", "barMinHeight": 2}


def _bands(waits: Waits, speaker: Speaker) -> Table:
    _ = speaker._
    last = len(waits.answered_bands) - 1
    rows: list[list[Cell]] = [
        [nth * waits.band, None if nth == last else (nth + 1) * waits.band, answered, left]
        for nth, (answered, left) in enumerate(
            zip(waits.answered_bands, waits.left_bands, strict=True)
        )
    ]
    return Table(
        "waits",
        _("Contacts by wait"),
        [
            Column(_("Longer than"), "longer_than_seconds", Kind.SPAN),
            Column(_("Up to"), "up_to_seconds", Kind.SPAN),
            Column(_("Got a person"), "got_a_person"),
            Column(_("Got none"), "got_none"),
        ],
        rows,
    )


def _by_queue(waits: Waits, speaker: Speaker) -> Table:
    _ = speaker._
    rows = [_queue(queue, queue.queue) for queue in waits.queues]
    if waits.all_queues and len(rows) > 1:
        rows.append(_queue(waits.all_queues, _("all queues")))
    return Table(
        "queues",
        _("By queue"),
        [
            Column(_("Queue"), "queue", Kind.TEXT),
            Column(_("Queued"), "queued"),
            Column(_("Gave up"), "gave_up"),
            Column(_("Share"), "gave_up_share", Kind.SHARE),
            Column(_("Mean"), "mean_seconds", Kind.SPAN),
            Column(_("Median"), "median_seconds", Kind.SPAN),
            Column(_("Nine of ten"), "p90_seconds", Kind.SPAN),
        ],
        rows,
    )


def _queue(queue: QueueFigures, name: str) -> list[Cell]:
    wait = queue.wait
    return [
        name,
        queue.joined,
        queue.abandoned,
        queue.abandoned_share,
        wait.mean,
        wait.median,
        wait.p90,
    ]


def _outcomes(figures: Figures, speaker: Speaker) -> Table:
    _ = speaker._
    return Table(
        "outcomes",
        _("How contacts ended, in the log's own words"),
        [Column(_("Outcome"), "outcome", Kind.TEXT), Column(_("Contacts"), "contacts")],
        [[outcome, count] for outcome, count in figures.outcomes.items()],
    )


def _terms(waits: Waits, speaker: Speaker) -> list[tuple[str, str]]:
    _ = speaker._
    limit = speaker.length(waits.limit)
    law = _("It is set by {clause}.", clause=_(waits.clause)) if waits.clause else ""
    return [
        (
            _("Wait"),
            _(
                "On the telephone and in chats: from the start of the contact, with the menu, until a person "
                "who can solve the matter comes, or the customer leaves, or the line goes."
            ),
        ),
        (
            _("Within {limit}", limit=limit),
            _(
                "Customers who got a person within it, out of those and all who waited longer. Who left "
                "earlier does not count; who left later counts as too late."
            )
            + (f" {law}" if law else ""),
        ),
        (
            _("Gave up"),
            _(
                "Stays in a queue that the customer ended. Its mean is over all stays, whatever their end."
            ),
        ),
    ]

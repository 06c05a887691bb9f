"""A report: all that a page or its files say, in the words of one language."""

from collections.abc import Iterator, Sequence

import msgspec

from moked.policy import Policy
from moked.quality.incidents import Incident
from moked.reports.figures import Figures
from moked.reports.page.parts import Section, Table, Tile
from moked.reports.page.sections import (
    arrivals,
    failures,
    handovers,
    overview,
    promises,
    replies,
    short_calls,
    waits,
)
from moked.reports.page.speaker import Speaker
from moked.ui.language import Translator


class Report(msgspec.Struct, frozen=True):
    """A page before it is HTML. `tables` are all its tables, each under its own name."""

    lang: str
    rtl: bool
    title: str
    period: str
    size: Sequence[str]
    headline: str
    tiles: Sequence[Tile]
    policies: str
    advice: str
    sections: Sequence[Section]
    tables: Sequence[Table]
    says: dict[str, str]


def report(
    figures: Figures,
    incidents: Sequence[Incident],
    policy: Policy,
    say: Translator,
    *,
    title: str | None = None,
) -> Report:
    """Return figures and incidents as a report in a language."""
    _, speaker = say, Speaker(say, policy)
    sections = [
        overview.section(incidents, speaker),
        *(
            each.section(figures, speaker)
            for each in (failures, waits, short_calls, handovers, replies, arrivals, promises)
        ),
    ]
    tables = list(_tables(sections))
    if figures.arrivals:
        tables.append(arrivals.hours_table(figures.arrivals, speaker))
    return Report(
        lang=say.lang,
        rtl=say.rtl,
        title=title or _("Quality report"),
        period=_period(figures, speaker),
        size=overview.size(figures, speaker),
        headline=overview.headline(figures, speaker),
        tiles=overview.tiles(figures, speaker),
        policies=", ".join(policy.names),
        advice=_("This is not legal advice."),
        sections=sections,
        tables=tables,
        says=_says(say),
    )


def _tables(sections: Sequence[Section]) -> Iterator[Table]:
    for section in sections:
        yield from (picture.table for picture in section.pictures)
        yield from section.tables


def _period(figures: Figures, speaker: Speaker) -> str:
    since, until = figures.since, figures.until
    if speaker.day(since) == speaker.day(until):
        return f"{speaker.day(since)} {speaker.hour(since)}–{speaker.hour(until)}"
    return f"{speaker.day(since)} – {speaker.day(until)}"


def _says(_: Translator) -> dict[str, str]:
    """Return the words of the page itself."""
    return {
        "brand": _("Moked"),
        "open": _("Open failures"),
        "policies": _("Policy packs"),
        "numbers": _("The numbers"),
        "evidence": _("Evidence"),
        "empty": _("Nothing to show yet. This section needs these events:"),
        "definitions": _("What each figure counts"),
        "sections": _("Sections"),
        "skip": _("Skip to the report"),
    }

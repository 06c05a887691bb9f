"""First replies to what customers wrote, in bands."""

from moked.reports.figures import Figures
from moked.reports.figures.replies import FirstReplies, Replies
from moked.reports.page.charts import RED, bars, category, chart, values
from moked.reports.page.parts import Cell, Column, Kind, Picture, Section, Table
from moked.reports.page.speaker import CHANNELS, Speaker

COLOURS = ("#0b6e69", "#9cc5bf", "#d9b44a", "#c2571a", RED, "#d9ddd9")
"""From excellent to never; the last, grey, is those that may still get a reply in time."""


def section(figures: Figures, speaker: Speaker) -> Section:
    """Return the section of first replies."""
    _, replies = speaker._, figures.replies
    heading = _("First replies in writing")
    if replies is None:
        return Section(
            id="replies", short=_("Replies"), title=heading, needs="message.received, message.sent"
        )
    return Section(
        id="replies",
        short=_("Replies"),
        title=heading,
        pictures=[_by_channel(replies, speaker)],
        terms=[
            (
                _("First reply"),
                _(
                    "From the first message of a matter to the first that an agent wrote, by the clock. "
                    "Automatic notices and bots do not reply. A matter is a case or a contact, or else what "
                    "one customer writes on one channel until somebody answers."
                ),
            ),
            (
                _("Never"),
                _(
                    "No reply, and the last band is past. Matters that are younger still wait.",
                ),
            ),
        ],
    )


def bands(replies: FirstReplies, speaker: Speaker) -> list[str]:
    """Return the names of the bands, in the order of the figures."""
    _ = speaker._
    ends = [speaker.length(end) for end in replies.ends]
    return [
        *(_("within {limit}", limit=end) for end in ends),
        _("later"),
        _("never"),
        _("still waiting"),
    ]


def _counts(each: Replies) -> list[int]:
    return [each.excellent, each.fair, each.slow, each.later, each.never, each.waiting]


def _by_channel(replies: FirstReplies, speaker: Speaker) -> Picture:
    _, names = speaker._, bands(replies, speaker)
    channels = replies.channels
    series = [
        bars(name, [_counts(each)[nth] for each in channels], colour, stack="replies")
        for nth, (name, colour) in enumerate(zip(names, COLOURS, strict=True))
    ]
    labels = [_(CHANNELS[each.channel]) for each in channels]
    return Picture(
        title=_("Matters by channel and time to the first reply"),
        description=_("Stacked bars, one a channel: how many got their first reply in which band."),
        option=chart(series, x=values(minInterval=1), y=category(labels), rtl=_.rtl, legend=True),
        table=_table(replies, names, speaker),
    )


def _table(replies: FirstReplies, names: list[str], speaker: Speaker) -> Table:
    _ = speaker._
    keys = ("excellent", "fair", "slow", "later", "never", "waiting")
    rows: list[list[Cell]] = [
        [_(CHANNELS[each.channel]), each.matters, *_counts(each), each.median]
        for each in replies.channels
    ]
    return Table(
        "first-replies",
        _("First replies by channel"),
        [
            Column(_("Channel"), "channel", Kind.TEXT),
            Column(_("Matters"), "matters"),
            *(Column(name, key) for name, key in zip(names, keys, strict=True)),
            Column(_("Median"), "median_seconds", Kind.SPAN),
        ],
        rows,
    )

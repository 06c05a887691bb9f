"""When customers come in, how long they then wait, and when it is best to call."""

from collections.abc import Callable, Sequence

from moked.reports.figures import Figures
from moked.reports.figures.arrivals import Arrivals, Hour
from moked.reports.figures.spread import quantile
from moked.reports.page.parts import Cell, Column, HeatMap, Kind, Section, Square, Table
from moked.reports.page.speaker import Speaker

HOT_FROM = 9
"""Of ten hours, the hottest one and whatever is beyond it bear the same colour."""


def section(figures: Figures, speaker: Speaker) -> Section:
    """Return the section of arrivals by hour of the week."""
    _, arrivals = speaker._, figures.arrivals
    heading = _("When customers come, and when it is best to call")
    if arrivals is None:
        return Section(
            id="arrivals",
            short=_("Arrivals"),
            title=heading,
            needs="contact.started, message.received",
        )
    return Section(
        id="arrivals",
        short=_("Arrivals"),
        title=heading,
        lead=_lead(arrivals, speaker),
        maps=_maps(arrivals, speaker),
        terms=[
            (
                _("Best time to call"),
                _(
                    "The hours of the week with the best chance of a person within {limit}, and among equal "
                    "chances the shortest mean wait. Who hangs up early counts as one who would have "
                    "waited on (Kaplan and Meier, 1958); hours with few calls are drawn towards the "
                    "whole week.",
                    limit=speaker.length(arrivals.limit),
                ),
            ),
        ],
    )


def _lead(arrivals: Arrivals, speaker: Speaker) -> list[str]:
    _ = speaker._
    if not arrivals.best:
        return []
    hours = ", ".join(
        _.isolated(
            _(
                "{hour} ({share} in time, mean wait {wait})",
                hour=f"{speaker.weekday(hour.weekday)} {hour.hour:02}:00",
                share=speaker.share(hour.chance),
                wait=speaker.span(hour.mean_wait),
            )
        )
        for hour in arrivals.best
    )
    return [_("Best to call: {hours}.", hours=hours)]


def _maps(arrivals: Arrivals, speaker: Speaker) -> list[HeatMap]:
    _ = speaker._
    maps = [
        _map(
            arrivals,
            speaker,
            (_("Arrivals"), _("How many came in which hour of the week, all weeks together.")),
            lambda hour: hour.contacts,
            speaker.count,
        )
    ]
    if any(hour.mean_wait is not None for hour in arrivals.hours):
        maps.append(
            _map(
                arrivals,
                speaker,
                (_("Mean wait"), _("The mean wait for a person in each hour of the week.")),
                lambda hour: hour.mean_wait,
                speaker.span,
            )
        )
    return maps


def _map(
    arrivals: Arrivals,
    speaker: Speaker,
    names: tuple[str, str],
    value: Callable[[Hour], float | None],
    says: Callable[[float], str],
) -> HeatMap:
    known = {(hour.weekday, hour.hour): hour for hour in arrivals.hours}
    hours = range(min(h.hour for h in arrivals.hours), max(h.hour for h in arrivals.hours) + 1)
    most = _hot([value(hour) or 0 for hour in arrivals.hours])

    def square(hour: Hour | None) -> Square | None:
        number = value(hour) if hour else None
        if hour is None or number is None:
            return None
        return Square(says(number), min(100, round(100 * number / most)), _all(hour, speaker))

    rows = [
        (speaker.weekday(day), [square(known.get((day, hour))) for hour in hours])
        for day in speaker.weekdays()
        if any((day, hour) in known for hour in hours)
    ]
    return HeatMap(*names, [f"{hour:02}" for hour in hours], rows)


def _hot(numbers: Sequence[float]) -> float:
    """Return the number that is hot: one odd hour must not make all others look cold."""
    return quantile(sorted(numbers), HOT_FROM) or max(numbers) or 1


def _all(hour: Hour, speaker: Speaker) -> str:
    _ = speaker._
    when = f"{speaker.weekday(hour.weekday)} {hour.hour:02}:00"
    came = _.plural("{n} contact", "{n} contacts", hour.contacts)
    parts = [when, came]
    if hour.mean_wait is not None:
        parts.append(_("mean wait {wait}", wait=speaker.span(hour.mean_wait)))
    if hour.chance is not None:
        parts.append(_("chance in time {share}", share=speaker.share(hour.chance)))
    return " · ".join(parts)


def hours_table(arrivals: Arrivals, speaker: Speaker) -> Table:
    """Return all hours as one table, for files."""
    _ = speaker._
    rows: Sequence[Sequence[Cell]] = [
        [speaker.weekday(hour.weekday), hour.hour, hour.contacts, hour.mean_wait, hour.chance]
        for hour in arrivals.hours
    ]
    return Table(
        "arrivals",
        _("Arrivals"),
        [
            Column(_("Weekday"), "weekday", Kind.TEXT),
            Column(_("Hour"), "hour"),
            Column(_("Contacts"), "contacts"),
            Column(_("Mean wait"), "mean_wait_seconds", Kind.SPAN),
            Column(_("Chance in time"), "chance", Kind.SHARE),
        ],
        rows,
    )

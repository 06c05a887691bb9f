"""How the page says numbers, spans and moments in a language, in the local time of a policy."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from moked.policy import Policy
from moked.quality.finding import Severity
from moked.reports.page.parts import Cell, Kind
from moked.reports.words import SEVERITIES
from moked.ui.language import N_, Translator

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
FIRST_WEEKDAYS = {"he": 6}
"""The day that a week begins with in a calendar of the language, Monday (0) where none is named."""

DATES = {"he": ("{at.day}.{at.month}", ".{at.year}")}
"""How a language writes a date: the day, and the year after it."""
DEFAULT_DATE = ("{at.day} {at:%b}", " {at.year}")

NOTHING = "–"


class Speaker:
    """Says values for people. `_` is the translator."""

    def __init__(self, say: Translator, policy: Policy) -> None:
        """Take a language and a place."""
        self._ = say
        self.policy = policy
        self.local = policy.calendar().local

    def count(self, number: float) -> str:
        """Return a whole number."""
        return f"{number:,.0f}"

    def share(self, share: float | None) -> str:
        """Return a share in per cent; small ones with two digits, so that they are told apart."""
        if share is None:
            return NOTHING
        return f"{share:.2%}" if 0 < share < 0.01 else f"{share:.1%}"

    def span(self, seconds: float | None) -> str:
        """Return a span as minutes and seconds, as hours from an hour on, as days from two days on."""
        if seconds is None:
            return NOTHING
        whole = round(seconds)
        if whole >= 2 * 86_400:
            return self._.plural("{n} day", "{n} days", round(whole / 86_400))
        hours, rest = divmod(whole, 3_600)
        minutes = f"{rest // 60:02}" if hours else f"{rest // 60}"
        return f"{hours}:{minutes}:{rest % 60:02}" if hours else f"{minutes}:{rest % 60:02}"

    def day(self, at: datetime) -> str:
        """Return a date in the place's own time."""
        return "".join(DATES.get(self._.lang, DEFAULT_DATE)).format(at=self.local(at))

    def short_day(self, at: datetime) -> str:
        """Return a date without its year."""
        return DATES.get(self._.lang, DEFAULT_DATE)[0].format(at=self.local(at))

    def hour(self, at: datetime) -> str:
        """Return the time of day, to the minute."""
        return f"{self.local(at):%H:%M}"

    def moment(self, at: datetime) -> str:
        """Return a date and the time of day."""
        return f"{self.day(at)} {self.hour(at)}"

    def weekday(self, weekday: int) -> str:
        """Return a weekday's short name."""
        return self._(WEEKDAYS[weekday])

    def weekdays(self) -> list[int]:
        """Return the weekdays in the order of the language's calendar."""
        first = FIRST_WEEKDAYS.get(self._.lang, 0)
        return [(first + nth) % 7 for nth in range(7)]

    def severity(self, severity: str) -> str:
        """Return what a severity means."""
        return self._(SEVERITIES[Severity(severity)])

    def length(self, span: timedelta | float) -> str:
        """Return a limit in words: "6 minutes", "48 hours"."""
        seconds = span.total_seconds() if isinstance(span, timedelta) else span
        _ = self._
        if seconds >= 3 * 86_400 and seconds % 86_400 == 0:
            return _.plural("{n} day", "{n} days", round(seconds / 86_400))
        if seconds >= 3_600 and seconds % 3_600 == 0:
            return _.plural("{n} hour", "{n} hours", round(seconds / 3_600))
        if seconds >= 60 and seconds % 60 == 0:
            return _.plural("{n} minute", "{n} minutes", round(seconds / 60))
        return _.plural("{n} second", "{n} seconds", round(seconds))

    def cell(self, value: Cell, kind: Kind) -> str:
        """Return a table's value as its column says."""
        match value:
            case None:
                return NOTHING
            case datetime():
                return self.moment(value)
            case str():
                return self.severity(value) if kind is Kind.SEVERITY else value
        return self._number(value, kind)

    def _number(self, value: float, kind: Kind) -> str:
        match kind:
            case Kind.SHARE:
                return self.share(value)
            case Kind.SPAN:
                return self.span(value)
            case Kind.NUMBER:
                return f"{value:.1f}"
        return self.count(value)


Words = Mapping[str, str]
"""Words of the source, with their texts for the catalogue."""

CHANNELS: Words = {
    "phone": N_("phone"),
    "email": N_("email"),
    "form": N_("form"),
    "chat": N_("chat"),
    "whatsapp": N_("whatsapp"),
    "messenger": N_("messenger"),
    "telegram": N_("telegram"),
    "sms": N_("sms"),
    "branch": N_("branch"),
}

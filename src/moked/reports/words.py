"""What a finding says to people: its title, and its facts as short phrases, in their language.

A detector's name is its title, and a fact's name stands before its value: both are looked up in the
catalogue with spaces for underscores (`moked.ui.extraction`). What customers and agents wrote or said is
never shown here; whoever may read it opens the event.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from moked.quality.finding import Finding, Severity, State, Subject
from moked.ui.extraction import spoken
from moked.ui.language import N_, Translator

Local = Callable[[datetime], datetime]
"""Brings a moment to the place's own time."""

SEVERITIES = {
    Severity.LEGAL: N_("legal deadline"),
    Severity.WORD: N_("broken word"),
    Severity.LOST: N_("customer lost"),
    Severity.EFFORT: N_("needless effort"),
    Severity.TONE: N_("tone"),
}
STATES = {
    State.AT_RISK: N_("at risk"),
    State.OPEN: N_("open"),
    State.HANDLED: N_("handled"),
    State.EXCUSED: N_("excused"),
    State.WITHDRAWN: N_("withdrawn"),
}

UNSHOWN = frozenset({"words", "text", "note"})
"""Facts that quote somebody."""

SPANS = frozenset(
    {
        "after", "late", "limit", "mean_limit", "mean_wait",
        "notice", "open_waited", "others_waited", "silent", "talked", "waited",
    }
)  # fmt: skip
"""Facts that are seconds, but for those of COUNTS."""

COUNTS = frozenset(
    {
        ("human_answer_late", "late"),
        ("promise_beyond_power", "limit"),
        ("unequal_service", "limit"),
    }
)
"""Facts of one detector that are plain numbers, though elsewhere their name is that of a span."""

SHARES = frozenset({"confidence", "others_share", "pooled_share", "share", "share_limit"})

VOCABULARY = frozenset(
    {
        "author", "band", "broke", "by", "channel", "channels", "cues", "how", "kind", "measure", "review", "role",
        "sign", "speaker", "stage", "stages", "why",
    }
)  # fmt: skip
"""Facts whose values are words of the source, which the catalogues know."""

WORKED_OUT = (
    N_("slow"), N_("never"),  # first_reply_slow: band
    N_("queue"), N_("at once"), N_("no farewell"),  # hung_up_on: how
    N_("silent"), N_("supervisor"),  # apologised_and_vanished: stage
    N_("channels"), N_("closed"), N_("used"),  # sent_elsewhere: why
    N_("hour"), N_("until"), N_("not before"), N_("not after"),  # field_plan_ignores_agreement: broke
    N_("constraint unknown"),
    N_("wait"), N_("promises kept"), N_("others waited"), N_("others share"),  # unequal_service
)  # fmt: skip
"""Words that detectors work out, so that no extraction finds them where they are used."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def title(detector: str, _: Translator) -> str:
    """Return the name of a failure."""
    return _(spoken(detector))


def subject_words(subject: Subject, _: Translator) -> str:
    """Return what a finding is about: "contact c1"; of what there is only one, its kind."""
    if subject.ref == subject.kind:
        return _(spoken(subject.kind))
    return f"{_(spoken(subject.kind))} {_.isolated(subject.ref)}"


def moment_words(at: datetime, local: Local) -> str:
    """Return a moment in the place's own time, to the minute."""
    return f"{local(at):%Y-%m-%d %H:%M}"


def span_words(span: timedelta, _: Translator) -> str:
    """Return a span as a clock shows it, with its days, if any, before it."""
    hours, rest = divmod(round(span.total_seconds()) % 86_400, 3_600)
    clock = f"{hours}:{rest // 60:02}:{rest % 60:02}"
    if not span.days:
        return _.isolated(clock)
    days = _.plural("{n} day", "{n} days", span.days)
    return f"{days} {_.isolated(clock)}" if hours or rest else days


def phrases(finding: Finding, local: Local, _: Translator) -> Iterator[str]:
    """Yield a finding's facts, each as its name and value, then the clause that it rests on."""
    facts = dict(finding.facts)
    currency = facts.pop("currency", None)
    for name, value in facts.items():
        if name in UNSHOWN:
            continue
        said = _value(finding.detector, name, value, local, _)
        if name == "amount" and currency:
            said = _.isolated(f"{said} {currency}")
        yield _named(_(spoken(name)), said)
    if finding.clause:
        yield _("clause {clause}", clause=_(finding.clause))


def _named(name: str, value: str) -> str:
    """Return a value behind its name, to which a Hebrew preposition is joined by its hyphen."""
    return f"{name}{value}" if name.endswith("-") else f"{name} {value}"


def _value(detector: str, name: str, value: Any, local: Local, _: Translator) -> str:
    """Return a fact's value in words."""
    if isinstance(value, list):
        return ", ".join(_value(detector, name, each, local, _) for each in value)
    if isinstance(value, dict):
        parts = (
            (spoken(key), _value(detector, key, each, local, _)) for key, each in value.items()
        )
        return ", ".join(_named(_(key), said) for key, said in parts)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float) and name in SPANS and (detector, name) not in COUNTS:
        return span_words(timedelta(seconds=value), _)
    return _.isolated(_plain(name, value, local, _))


def _plain(name: str, value: Any, local: Local, _: Translator) -> str:
    if isinstance(value, int | float):
        return f"{value:.1%}" if name in SHARES else f"{value:,}"
    if _MOMENT.fullmatch(value):
        return moment_words(datetime.fromisoformat(value), local)
    return _(spoken(value)) if name in VOCABULARY else str(value)

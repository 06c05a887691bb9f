"""From the stages of one failure to what stands at a moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from moked.quality.finding import Finding, State

Identity = tuple[str, str, str, str, str]
"""Detector, subject's kind and reference, first evidence's source and id."""


def identity(finding: Finding) -> Identity:
    """Return what tells two failures apart; the stages of one failure share it."""
    first = finding.evidence[0]
    return finding.detector, finding.subject[0], finding.subject[1], first.source, first.id


def standing(
    stages: Iterable[Finding], now: datetime, *, ahead: timedelta | None = None
) -> Finding | None:
    """Return a failure as it stands at `now`, or None where it is not yet to be seen.

    Open, it carries the moment at which it opened and the facts of its latest stage. At risk, it
    carries the moment at which it will open. It is so once its own stage of risk has come, or, if
    nothing else happens, when it opens within the span `ahead`.
    """
    ordered = sorted(stages, key=_by_moment)
    past = [stage for stage in ordered if stage.at <= now]
    opened = [stage for stage in past if stage.state is State.OPEN]
    if opened:
        return _moment(opened[-1], opened[0].at)
    coming = [stage for stage in ordered if stage.state is State.OPEN]
    if past:
        return _moment(past[-1], coming[0].at if coming else past[0].at)
    if coming and ahead is not None and coming[0].at <= now + ahead:
        return replace(coming[0], state=State.AT_RISK)
    return None


def next_moment(stages: Sequence[Finding], now: datetime) -> datetime | None:
    """Return the next moment after `now` at which a failure changes by itself, or None."""
    return min((stage.at for stage in stages if stage.at > now), default=None)


def _moment(stage: Finding, at: datetime) -> Finding:
    return stage if stage.at == at else replace(stage, at=at)


def _by_moment(stage: Finding) -> tuple[datetime, bool, str]:
    return stage.at, stage.state is State.OPEN, stage.customer or ""

"""Runs a detector on one story of its table, as the engine would hand it over."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from moked.core.events import Event
from moked.policy import Policy, load
from moked.quality.detector import CENTRE, Detector, Scope
from moked.quality.finding import Finding, Subject
from tests.quality.words import at

SUBJECTS = {
    Scope.CONTACT: Subject("contact", "c1"),
    Scope.CASE: Subject("case", "k1"),
    Scope.CUSTOMER: Subject("customer", "dana"),
    Scope.VISIT: Subject("visit", "v1"),
    Scope.ENTITY: Subject("entity", "parcel-1"),
    Scope.QUEUE: Subject("queue", "service"),
    Scope.AGENT: Subject("agent", "noa"),
    Scope.CHANNEL: Subject("channel", "chat"),
    Scope.CENTRE: CENTRE,
}

IL = load(["il"])


def findings(
    detector: Detector, events: Sequence[Event], *, policy: Policy = IL, day: str | None = None
) -> list[Finding]:
    """Return what a detector finds in a story, whenever its moment is.

    `day` ("Sun2") is the local day that is judged, for a detector with a look-back.
    """
    bounds = None
    if detector.look_back is not None:
        since = at(f"{day} 00:00")
        bounds = (since, since + timedelta(days=1))
    subject = SUBJECTS[detector.scope]
    story = detector.story(events, subject, "dana", bounds)
    return list(detector(story, policy))


def facts(found: Finding) -> dict[str, Any]:
    """Return a finding's facts with its moment, for a table's right side."""
    return {"at": found.at, **found.facts}

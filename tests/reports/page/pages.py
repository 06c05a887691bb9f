"""A week of a small centre, with some of everything that a report shows, and with hostile names."""

from collections.abc import Iterator

from moked.core.events import Event, in_order
from moked.policy import Policy, load
from moked.quality.incidents import incidents
from moked.quality.replay import replay
from moked.reports.figures import measure
from moked.reports.page import Report, render, report
from moked.reports.page.speaker import Speaker
from moked.ui.language import translator
from tests.quality.words import (
    agent_connected,
    case_assigned,
    contact_ended,
    contact_started,
    message_received,
    message_sent,
    promise_made,
    queue_joined,
    queue_left,
)

ISRAEL: Policy = load(["il"])
MALLORY = "</script><img src=x onerror=alert(1)>"
"""An agent, and a queue, whose name tries to become part of the page."""


def week() -> Iterator[Event]:
    """Yield calls of three agents, one of whom hangs up, and a case, a message and a promise."""
    for agent, short in (("noa", 2), ("amir", 3), (MALLORY, 60)):
        for n in range(120):
            yield from _call(f"{agent}-{n}", agent, n, is_short=n < short)
    yield contact_started("Sun 09:00", contact="late", customer="dana")
    yield agent_connected("Sun 09:12", contact="late")
    yield from (case_assigned(f"Mon 09:0{n}", team=team) for n, team in enumerate("ABA"))
    yield message_received("Mon 09:00", case="k1", text="Where is my parcel?")
    yield message_sent("Mon 10:00", case="k1")
    yield promise_made("Mon 11:00", kind="update", due="Mon 12:00")


def _call(contact: str, agent: str, n: int, *, is_short: bool) -> Iterator[Event]:
    minute, hour = n % 60, 9 + n // 60
    yield contact_started(f"Tue {hour:02}:{minute:02}", contact=contact)
    yield queue_joined(f"Tue {hour:02}:{minute:02}:10", contact=contact, queue=agent)
    yield queue_left(f"Tue {hour:02}:{minute:02}:40", contact=contact)
    yield agent_connected(f"Tue {hour:02}:{minute:02}:40", contact=contact, agent=agent)
    seconds = 45 if is_short else 59
    yield contact_ended(f"Tue {hour:02}:{minute:02}:{seconds}", contact=contact, farewell=True)


def reported(events: list[Event], lang: str = "en") -> Report:
    """Return the report of a log."""
    log = sorted(events, key=in_order)
    findings = replay(log, ISRAEL)
    gathered = incidents(findings, ISRAEL)
    return report(
        measure(log, findings, ISRAEL, gathered=gathered), gathered, ISRAEL, translator(lang)
    )


def page_of(events: list[Event], lang: str = "en") -> str:
    """Return the page of a log."""
    return render(reported(events, lang), Speaker(translator(lang), ISRAEL))

"""What was agreed about a visit, until what ended it: one clock for each agreed hour.

Only the customer may change an agreed hour at any time. We may move or cancel a visit until the
policy's last moment for notice; whoever tells the customer later leaves the clock of the hour as
it stood.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from moked.core.events import (
    Event,
    Side,
    VisitArrived,
    VisitBooked,
    VisitCancelled,
    VisitDone,
    VisitFailed,
    VisitMoved,
    WhyFailed,
)
from moked.policy import Policy
from moked.policy.rule import Rule

Agreed = VisitBooked | VisitMoved
CalledOff = VisitMoved | VisitCancelled

CLOCK_READS: tuple[type[Event], ...] = (
    VisitBooked,
    VisitMoved,
    VisitArrived,
    VisitDone,
    VisitFailed,
    VisitCancelled,
)
"""What `clocks` needs to see."""

_MAYBE_EXCUSED = (WhyFailed.CUSTOMER_ABSENT, WhyFailed.ACCESS)


class Clock:
    """An agreed hour, with what happened to it.

    `called_off` are our moves and cancellations that came too late to count, `failed` our failures to do
    the visit; `ended` is the event that stopped the clock, None while it runs.
    """

    __slots__ = ("agreed", "called_off", "ended", "failed")

    def __init__(self, agreed: Agreed) -> None:
        """Start with the booking, or the move, that set the hour."""
        self.agreed = agreed
        self.called_off: list[CalledOff] = []
        self.failed: list[VisitFailed] = []
        self.ended: Event | None = None

    @property
    def hour(self) -> datetime:
        """The agreed hour; of a range, its start."""
        return self.agreed.hour

    @property
    def until(self) -> datetime | None:
        """The end of the agreed range, if one was booked."""
        return self.agreed.until if isinstance(self.agreed, VisitBooked) else None


def clocks(events: Iterable[Event], policy: Policy) -> Iterator[Clock]:
    """Yield the clocks of one visit, one after another; the last may still run."""
    running: Clock | None = None
    for event in events:
        if running and _stands(event, running, policy):
            continue
        following = Clock(event) if isinstance(event, Agreed) else None
        if running:
            running.ended = event
            yield running
        running = following
    if running:
        yield running


def _stands(event: Event, clock: Clock, policy: Policy) -> bool:
    """Return whether a clock runs on after an event, which it then remembers."""
    match event:
        case VisitFailed(why=why, proof=proof) if not (proof and why in _MAYBE_EXCUSED):
            clock.failed.append(event)
        case VisitMoved(by=Side.US) | VisitCancelled(by=Side.US) if _too_late(event, clock, policy):
            clock.called_off.append(event)
        case _:
            return not isinstance(event, CLOCK_READS)
    return True


def _too_late(event: CalledOff, clock: Clock, policy: Policy) -> bool:
    if event.at <= last_notice(clock.hour, policy)[0]:
        return False
    # On the days after, a new hour is found for a visit that never came: that calls nothing off.
    local = policy.calendar().local
    return local(event.at).date() <= local(clock.hour).date()


def last_notice(hour: datetime, policy: Policy) -> tuple[datetime, Rule]:
    """Return the last moment at which we may move or cancel an agreed hour, and the rule that says so."""
    calendar = policy.calendar()
    day = calendar.local(hour).date()
    if evening := policy.rule("visit_cancelled_late.evening_before", hour):
        return calendar.moment(day - timedelta(days=1), evening.hour), evening
    if before := policy.rule("visit_cancelled_late.at_least_before", hour):
        return hour - before.length, before
    closing = policy.rule("visit_cancelled_late.close_of_business_before", hour)
    if closing and closing.flag:
        closed_at = calendar.close_of_day(calendar.previous_business_day(day))
        if closed_at:
            return closed_at, closing
    usual = policy.required("visit_cancelled_late.default_before", hour)
    return hour - usual.length, usual


def latest_arrival(clock: Clock, policy: Policy) -> tuple[datetime, Rule]:
    """Return the moment after which a technician is late, and the rule that says so."""
    to_the_end = policy.rule("visit_late.until_range_end", clock.hour)
    if clock.until and to_the_end and to_the_end.flag:
        return clock.until, to_the_end
    allowed = policy.required("visit_late.allowed", clock.hour)
    return clock.hour + allowed.length, allowed

"""The wait of a caller who joins now: a mean, an interval and the chance to make a limit.

The rule: never a point alone. In a small, mildly loaded queue the best point is off by a third of
the wait, so every forecast gives the interval that belongs to it.

Predictors, named as by Ibrahim and Whitt (M&SOM 11(3), 2009; POM 20(5), 2011):

QL    queue length: (ahead + 1) services at the pace of all agents together;
QL_m  the same while those ahead lose patience: sum over i = 0..ahead of 1/(s mu + i theta);
LES   the wait of the last customer to enter service;
HOL   the wait so far of the customer at the head of the line;
RCS   the wait of the latest to join among those whose service is over;
LCS   the wait of the last customer whose service ended.

QL and QL_m know the pace and the queue, and err least: about half the squared error of LES and
HOL. The others need no model; their interval comes from what followed earlier such points. LCS can
be worse than announcing the mean: a long service tells of a queue of long ago.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import attrgetter

from moked.core.errors import Refused
from moked.forecasts.series import log_sum, log_terms, quantile


@dataclass(frozen=True, slots=True)
class Interval:
    """A wait between low and high; high may be infinite where nothing bounds it."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class QueueForecast:
    """QL, and QL_m when patience is finite: all `agents` are busy and `ahead` customers wait.

    service_time and patience are means, in one unit. The forecast is of the time to an agent for a
    caller who stays: exponential steps with rates s mu + i theta, i = ahead..0.
    """

    ahead: int
    agents: int
    service_time: float
    patience: float = math.inf

    def __post_init__(self) -> None:
        if self.ahead < 0 or not (self.service_time > 0 and self.patience > 0):
            raise ValueError("service time and patience are positive, and nobody is -1 in line")
        if self.agents < 1:
            raise Refused("nobody is answering this queue: say when it opens, not how long it is")

    @property
    def mean(self) -> float:
        """The expected wait: the point to announce."""
        pace, impatience = self._rates
        return math.fsum(1 / (pace + i * impatience) for i in range(self.ahead + 1))

    def probability_within(self, limit: float) -> float:
        """Return P(wait <= limit)."""
        if limit < 0:
            raise ValueError(f"a wait is not negative: {limit}")
        return 1 - self._over(limit)

    def interval(self, share: float = 0.8) -> Interval:
        """Return the interval that holds the wait with this probability, as often short as long."""
        return Interval(self.quantile((1 - share) / 2), self.quantile((1 + share) / 2))

    def quantile(self, share: float) -> float:
        """Return the smallest t with P(wait <= t) >= share."""
        return quantile(self._over, share, self.mean)

    def _over(self, limit: float) -> float:
        """Return P(wait > limit): at most `ahead` have gone from before the caller by then.

        With c = s mu/theta and x = exp(-theta limit) the number gone is negative binomial,
        P(i) = x^c (1-x)^i c(c+1)...(c+i-1)/i!, and Poisson(s mu limit) without hang-ups.
        """
        steps = log_terms(self._ratios(limit))
        return min(1.0, math.exp(log_sum(steps) - self._rates[0] * limit))

    def _ratios(self, limit: float) -> Iterator[float]:
        pace, impatience = self._rates
        # (1 - x)/theta, whose limit without hang-ups is the time itself.
        worn = -math.expm1(-impatience * limit) / impatience if impatience else limit
        return ((pace + i * impatience) * worn / (i + 1) for i in range(self.ahead))

    @property
    def _rates(self) -> tuple[float, float]:
        return self.agents / self.service_time, 1 / self.patience


@dataclass(frozen=True, slots=True)
class Service:
    """One answered customer: moments in seconds of one clock; `ended_at` is None while it lasts."""

    joined_at: float
    answered_at: float
    ended_at: float | None = None

    @property
    def wait(self) -> float:
        return self.answered_at - self.joined_at


def last_to_enter_service(services: Iterable[Service]) -> float:
    """Return LES, the wait of the customer answered last; ValueError if nobody was."""
    return max(services, key=attrgetter("answered_at")).wait


def head_of_line(waiting_since: Iterable[float], now: float) -> float:
    """Return HOL, the longest wait so far; zero when nobody waits."""
    return now - min(waiting_since, default=now)


def recent_to_complete_service(services: Iterable[Service], now: float) -> float:
    """Return RCS, the wait of the latest to join of those whose service has ended by `now`.

    ValueError if none has.
    """
    return max(_over(services, now), key=attrgetter("joined_at")).wait


def last_to_complete_service(services: Iterable[Service], now: float) -> float:
    """Return LCS, the wait of the one whose service ended last by `now`; ValueError if none has."""
    return max(_over(services, now), key=attrgetter("ended_at")).wait


def _over(services: Iterable[Service], now: float) -> list[Service]:
    return [one for one in services if one.ended_at is not None and one.ended_at <= now]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was predicted once, and how long the caller then waited for an agent.

    Leave nobody out for having waited long: callers who hung up belong here with the wait they
    would have had (the next answered caller's, at least), or the forecast grows too cheerful.
    """

    predicted: float
    waited: float


@dataclass(frozen=True, slots=True)
class HistoryForecast:
    """LES, HOL or RCS with what followed it: the waits after the `nearest` most similar points.

    The interval is conformal: of n past waits and the coming one, each is as likely to be the k-th
    smallest, so that between the ranks it holds at least its share (Vovk et al. 2005). With too few
    of them an end is open: zero below, infinity above.
    """

    point: float
    past: Sequence[Outcome]
    nearest: int = 50

    def interval(self, share: float = 0.8) -> Interval:
        """Return the interval that holds the wait with at least this probability."""
        if not 0 < share < 1:
            raise ValueError(f"a share lies strictly between 0 and 1: {share}")
        waits = self._followed()
        # Rounded first, or 10 * (1 - 0.8) / 2 falls short of one rank.
        below = math.floor(round((len(waits) + 1) * (1 - share) / 2, 9))
        return Interval(
            waits[below - 1] if below else 0.0,
            waits[-below] if below else math.inf,
        )

    def probability_within(self, limit: float) -> float:
        """Return the share of the followed waits within the limit, with one half of doubt."""
        waits = self._followed()
        return (sum(wait <= limit for wait in waits) + 0.5) / (len(waits) + 1)

    def _followed(self) -> list[float]:
        similar = nsmallest(
            self.nearest, self.past, key=lambda one: abs(one.predicted - self.point)
        )
        return sorted(one.waited for one in similar)

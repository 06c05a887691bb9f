"""The live engine: events a second, and how long one event takes, fed in order as they happened.

Two loads: the made service centre's day, whose stories are short, and stories of 200 events each. One event is
`feed` and `advance` to its moment; the wait of the slowest hundredth is what a person would see.

    python -m benchmarks.live_speed [events]            by default 50,000
"""

import gc
import itertools
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from time import perf_counter

from moked.core.events import Event, MessageReceived, MessageSent
from moked.made.day import crowd_days
from moked.made.script import Script, clock, together
from moked.policy import load
from moked.quality.detector import all_detectors
from moked.quality.engine import Engine

DAY = date(2026, 1, 4)


def long_stories(count: int, length: int = 200) -> list[Event]:
    """Return stories of `length` events each: customers who write and are answered, over weeks."""
    script = Script("long")
    for number in range(count // length):
        at = clock(DAY, "08:00") + timedelta(seconds=number)
        for nth in range(length // 2):
            at += timedelta(hours=3)
            who = {"customer": f"customer-{number}", "case": f"case-{number}", "channel": "email"}
            script.add(
                MessageReceived, at, message=f"in-{number}-{nth}", text=f"Question {nth}?", **who
            )
            answered = at + timedelta(hours=1)
            script.add(
                MessageSent,
                answered,
                message=f"out-{number}-{nth}",
                author="agent",
                agent="noa",
                text=f"The answer to question {nth} is {nth * nth}.",
                **who,
            )
    return together([script])


def measure(title: str, events: Iterable[Event]) -> None:
    """Feed a log event by event and print its figures."""
    engine = Engine(load(["il"]))
    took = []
    gc.collect()
    gc.freeze()
    begun = perf_counter()
    for event in events:
        before = perf_counter()
        engine.feed(event)
        engine.advance(event.at)
        took.append(perf_counter() - before)
    seconds = perf_counter() - begun
    took.sort()
    middle, slow = took[len(took) // 2], took[len(took) * 99 // 100]
    print(
        f"{title:28} {len(took):8,} events {len(took) / seconds:9,.0f}/s   "
        f"p50 {middle * 1e3:6.3f} ms   p99 {slow * 1e3:6.3f} ms   max {took[-1] * 1e3:7.1f} ms"
    )


def measure_batches(title: str, events: list[Event], size: int = 100) -> None:
    """Feed a log as a follower that lags reads it, so many events at a time, and print its speed."""
    engine = Engine(load(["il"]))
    gc.collect()
    gc.freeze()
    begun = perf_counter()
    for first in range(0, len(events), size):
        batch = events[first : first + size]
        for event in batch:
            engine.feed(event)
        engine.advance(batch[-1].at)
    seconds = perf_counter() - begun
    print(f"{title:28} {len(events):8,} events {len(events) / seconds:9,.0f}/s   {size} at a time")


def main(count: int) -> None:
    """Print a row a load."""
    print(f"{len(all_detectors())} detectors, il pack, one core")
    days = list(itertools.islice(crowd_days(DAY, 30, seed=1), count))
    stories = long_stories(count // 5)
    measure("a made centre's days", days)
    measure("stories of 200 events", stories)
    measure_batches("a made centre's days", days)
    measure_batches("stories of 200 events", stories)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)

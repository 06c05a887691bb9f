"""Replay of mixed events with all detectors: seconds, memory, and the floor of only decoding the same file.

The events are business days of the made service centre, one after another. Sizes run in processes of their
own, one after the other on one core; each row's ratio compares within its own process.

    python -m benchmarks.replay_speed [events …]        by default 10,000, 100,000 and 1,000,000
"""

import gc
import itertools
import json
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from moked.core.wire import decode_line, encode_line
from moked.made.day import CONTACTS, crowd_days
from moked.policy import load
from moked.quality.detector import all_detectors
from moked.quality.replay import replay

FIRST = date(2026, 1, 4)
DAYS = 100


def write_log(path: Path, count: int) -> None:
    """Write so many events of made days; a small log is a short stretch of the same days."""
    events = itertools.islice(crowd_days(FIRST, DAYS, seed=1, contacts=CONTACTS), count)
    with path.open("wb") as file:
        file.writelines(encode_line(event) + b"\n" for event in events)


def measure(path: Path) -> dict[str, float]:
    """Return what one log costs: wall and processor seconds, peak memory in MB."""
    policy = load(["il"])
    all_detectors()
    lines = path.read_bytes().splitlines()
    gc.disable()
    wall, processor = perf_counter(), process_time()
    events = [decode_line(line) for line in lines]
    floor = process_time() - processor
    found = replay(events, policy)
    return {
        "events": len(events),
        "findings": len(found),
        "wall": perf_counter() - wall,
        "processor": process_time() - processor,
        "decoding": floor,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main(sizes: list[int]) -> None:
    """Print a row a size."""
    print(
        f"{len(all_detectors())} detectors in {len({d.code for d in all_detectors()})} files, il pack"
    )
    print(
        f"{'events':>9} {'findings':>8} {'wall s':>7} {'cpu s':>7} {'decode s':>8} {'ratio':>6} {'us/event':>8} {'MB':>6}"
    )
    each: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder, f"{size}.jsonl")
            write_log(path, size)
            command = [sys.executable, "-m", "benchmarks.replay_speed", "--measure", str(path)]
            got = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            each.append(got["processor"] / got["events"] * 1e6)
            print(
                f"{got['events']:9,} {got['findings']:8,} {got['wall']:7.2f} {got['processor']:7.2f} "
                f"{got['decoding']:8.2f} {got['processor'] / got['decoding']:6.1f} {each[-1]:8.2f} "
                f"{got['memory']:6.0f}"
            )
    if len(each) > 1:
        print(
            f"an event of the largest log costs {each[-1] / each[0]:.2f} times one of the smallest"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        main([int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000])

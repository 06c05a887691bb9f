"""How long `moked --help` takes from the shell, beside a Python that does nothing.

python -m benchmarks.start_up [runs]
"""

import subprocess
import sys
from statistics import median
from time import perf_counter


def seconds(command: list[str], runs: int) -> list[float]:
    """Return how long each run of a command took."""
    took = []
    for _ in range(runs):
        begun = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took.append(perf_counter() - begun)
    return took


def main(runs: int) -> None:
    """Print a row a command."""
    for title, arguments in (
        ("python -c pass", ["-c", "pass"]),
        ("moked --help", ["-m", "moked", "--help"]),
    ):
        took = seconds([sys.executable, *arguments], runs)
        print(
            f"{title:16} min {min(took):.3f} s   median {median(took):.3f} s   max {max(took):.3f} s"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)

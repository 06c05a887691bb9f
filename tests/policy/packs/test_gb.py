"""United Kingdom: the sums of Ofcom's scheme, on the last and the first day of each step."""

import pytest

from moked.policy import load
from tests.policy.packs.figures import Figure, assert_figure, keys_in, keys_of

POLICY = load(["gb"])

FIGURES: list[Figure] = [
    ("visit_late.missed_sum", "2019-03-31", None, None, ""),
    ("visit_late.missed_sum", "2019-04-01", 25, "Ofcom", "H"),
    ("visit_late.missed_sum", "2020-03-31", 25, "Ofcom", "H"),
    ("visit_late.missed_sum", "2020-04-01", 25, "Ofcom", "L"),
    ("visit_late.missed_sum", "2023-03-31", 25, "Ofcom", "L"),
    ("visit_late.missed_sum", "2023-04-01", 29.15, "Ofcom", "M"),
    ("visit_late.missed_sum", "2024-03-31", 29.15, "Ofcom", "M"),
    ("visit_late.missed_sum", "2024-04-01", 30.49, "Ofcom", "H"),
    ("visit_late.missed_sum", "2025-03-31", 30.49, "Ofcom", "H"),
    ("visit_late.missed_sum", "2025-04-01", 31.19, "Ofcom", "M"),
    ("visit_late.missed_sum", "2026-03-31", 31.19, "Ofcom", "M"),
    ("visit_late.missed_sum", "2026-04-01", 32.31, "Ofcom", "M"),
    ("visit_late.missed_sum", "2026-11-01", 32.31, "Ofcom", "M"),
    ("delayed_repair.sum_per_day", "2019-03-31", None, None, ""),
    ("delayed_repair.sum_per_day", "2019-04-01", 8, "Ofcom", "H"),
    ("delayed_repair.sum_per_day", "2020-03-31", 8, "Ofcom", "H"),
    ("delayed_repair.sum_per_day", "2020-04-01", 8, "Ofcom", "L"),
    ("delayed_repair.sum_per_day", "2023-03-31", 8, "Ofcom", "L"),
    ("delayed_repair.sum_per_day", "2023-04-01", 9.33, "Ofcom", "M"),
    ("delayed_repair.sum_per_day", "2024-03-31", 9.33, "Ofcom", "M"),
    ("delayed_repair.sum_per_day", "2024-04-01", 9.76, "Ofcom", "H"),
    ("delayed_repair.sum_per_day", "2025-03-31", 9.76, "Ofcom", "H"),
    ("delayed_repair.sum_per_day", "2025-04-01", 9.98, "Ofcom", "M"),
    ("delayed_repair.sum_per_day", "2026-03-31", 9.98, "Ofcom", "M"),
    ("delayed_repair.sum_per_day", "2026-04-01", 10.34, "Ofcom", "M"),
    ("delayed_repair.sum_per_day", "2026-11-01", 10.34, "Ofcom", "M"),
    ("delayed_start.sum_per_day", "2019-03-31", None, None, ""),
    ("delayed_start.sum_per_day", "2019-04-01", 5, "Ofcom", "H"),
    ("delayed_start.sum_per_day", "2020-03-31", 5, "Ofcom", "H"),
    ("delayed_start.sum_per_day", "2020-04-01", 5, "Ofcom", "L"),
    ("delayed_start.sum_per_day", "2023-03-31", 5, "Ofcom", "L"),
    ("delayed_start.sum_per_day", "2023-04-01", 5.83, "Ofcom", "M"),
    ("delayed_start.sum_per_day", "2024-03-31", 5.83, "Ofcom", "M"),
    ("delayed_start.sum_per_day", "2024-04-01", 6.1, "Ofcom", "H"),
    ("delayed_start.sum_per_day", "2025-03-31", 6.1, "Ofcom", "H"),
    ("delayed_start.sum_per_day", "2025-04-01", 6.24, "Ofcom", "M"),
    ("delayed_start.sum_per_day", "2026-03-31", 6.24, "Ofcom", "M"),
    ("delayed_start.sum_per_day", "2026-04-01", 6.46, "Ofcom", "M"),
    ("delayed_start.sum_per_day", "2026-11-01", 6.46, "Ofcom", "M"),
    ("visit_cancelled_late.at_least_before", "2019-03-31", None, None, ""),
    ("visit_cancelled_late.at_least_before", "2026-11-01", "24 h", "Ofcom", "H"),
    ("visit_cancelled_late.owes_missed_sum", "2019-03-31", None, None, ""),
    ("visit_cancelled_late.owes_missed_sum", "2026-11-01", True, "Ofcom", "H"),
    ("delayed_repair.after", "2026-11-01", "2 business days", "Ofcom", "H"),
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: " ".join(figure[:2]))
def test_the_pack_holds_the_figure(figure: Figure) -> None:
    assert_figure(POLICY, figure)


def test_no_figure_of_the_pack_stands_outside_the_table() -> None:
    assert keys_of("gb") == keys_in(FIGURES)

"""Australia: the figures of the Customer Service Guarantee and the complaints standard."""

import pytest

from moked.policy import load
from tests.policy.packs.figures import Figure, assert_figure, keys_in, keys_of

POLICY = load(["au"])

FIGURES: list[Figure] = [
    ("visit.longest_window", "2026-11-01", "5 h", "Customer Service Guarantee", "H"),
    (
        "installation.business_days",
        "2026-11-01",
        {"working line": 2, "urban": 5, "rural": 10, "remote": 15},
        "Customer Service Guarantee",
        "H",
    ),
    (
        "repair.business_days",
        "2026-11-01",
        {"urban": 1, "rural": 2, "remote": 3},
        "Customer Service Guarantee",
        "H",
    ),
    ("visit_late.missed_sum", "2026-11-01", 14.52, "Customer Service Guarantee", "L"),
    ("visit_late.missed_sum_business", "2026-11-01", 24.2, "Customer Service Guarantee", "L"),
    ("complaint.urgent_within", "2026-11-01", "2 d", "complaints standard", "M"),
    ("complaint.within", "2026-11-01", "21 d", "complaints standard", "M"),
    ("complaint.solution_within", "2026-11-01", "10 business days", "complaints standard", "M"),
    ("visit_late.until_range_end", "2026-11-01", True, "Customer Service Guarantee", "H"),
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: " ".join(figure[:2]))
def test_the_pack_holds_the_figure(figure: Figure) -> None:
    assert_figure(POLICY, figure)


def test_no_figure_of_the_pack_stands_outside_the_table() -> None:
    assert keys_of("au") == keys_in(FIGURES)

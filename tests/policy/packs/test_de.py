"""Germany: the figures of TKG s.58."""

import pytest

from moked.policy import load
from tests.policy.packs.figures import Figure, assert_figure, keys_in, keys_of

POLICY = load(["de"])

FIGURES: list[Figure] = [
    ("update_missed.fault_within", "2026-11-01", "1 d", "TKG s.58(2)", "H"),
    ("visit_late.missed_sum", "2026-11-01", 10, "TKG s.58(4)", "H"),
    ("visit_late.missed_share_of_monthly_fee", "2026-11-01", 0.2, "TKG s.58(4)", "H"),
    ("fault_report.documented_at_once", "2026-11-01", True, "TKG s.58(2)", "H"),
    ("fault_report.fixed_within", "2026-11-01", "1 d", "TKG s.58(2)", "H"),
    ("fault_report.inform_within", "2026-11-01", "2 d", "TKG s.58(2)", "H"),
    ("outage.sums_per_day", "2026-11-01", {"day 3": 5, "day 5": 10}, "TKG s.58(3)", "H"),
    ("outage.shares_per_day", "2026-11-01", {"day 3": 0.1, "day 5": 0.2}, "TKG s.58(3)", "H"),
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: " ".join(figure[:2]))
def test_the_pack_holds_the_figure(figure: Figure) -> None:
    assert_figure(POLICY, figure)


def test_no_figure_of_the_pack_stands_outside_the_table() -> None:
    assert keys_of("de") == keys_in(FIGURES)

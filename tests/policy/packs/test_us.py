"""United States: the figures of 47 CFR 76.309, and the bills that are only news."""

import pytest

from moked.policy import load
from tests.policy.packs.figures import Figure, assert_figure, keys_in, keys_of

POLICY = load(["us"])

FIGURES: list[Figure] = [
    ("human_answer_late.within", "2026-11-01", "30 s", "47 CFR 76.309(c)(1)", "H"),
    ("human_answer_late.transfer_within", "2026-11-01", "30 s", "47 CFR 76.309(c)(1)", "H"),
    ("human_answer_late.late_share", "2026-11-01", 0.1, "47 CFR 76.309(c)(1)", "H"),
    ("human_answer_late.share_window", "2026-11-01", "91 d", "47 CFR 76.309(c)(1)", "H"),
    ("human_answer_late.busy_share", "2026-11-01", 0.03, "47 CFR 76.309(c)(1)", "H"),
    (
        "human_answer_late.after_hours_within",
        "2026-11-01",
        "1 business day",
        "47 CFR 76.309(c)(1)",
        "M",
    ),
    ("installation.within", "2026-11-01", "7 business days", "47 CFR 76.309(c)(2)", "M"),
    ("visit.longest_window", "2026-11-01", "4 h", "47 CFR 76.309(c)(2)", "M"),
    ("visit.on_time_share", "2026-11-01", 0.95, "47 CFR 76.309(c)(2)", "M"),
    ("visit_late.must_contact", "2026-11-01", True, "47 CFR 76.309(c)(2)", "M"),
    (
        "visit_cancelled_late.close_of_business_before",
        "2026-11-01",
        True,
        "47 CFR 76.309(c)(2)",
        "M",
    ),
    (
        "bills.human_answer",
        "2026-11-01",
        "California AB 1609: a person within 5 min of the request, at most 10 min on hold in all, up to 10,000 dollars a violation.",
        None,
        "H",
    ),
    (
        "bills.human_transfer",
        "2026-11-01",
        "Keep Call Centers in America Act (S.2495, 2025), from 50 staff: tell of AI and place at the start, transfer to a person at once, certify yearly.",
        None,
        "H",
    ),
    ("visit_late.until_range_end", "2026-11-01", True, "47 CFR 76.309(c)(2)", "M"),
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: " ".join(figure[:2]))
def test_the_pack_holds_the_figure(figure: Figure) -> None:
    assert_figure(POLICY, figure)


def test_no_figure_of_the_pack_stands_outside_the_table() -> None:
    assert keys_of("us") == keys_in(FIGURES)

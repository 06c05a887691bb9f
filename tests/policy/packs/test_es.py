"""Spain: the figures of Ley 10/2025, from the day that it came into force."""

import pytest

from moked.policy import load
from tests.policy.packs.figures import Figure, assert_figure, keys_in, keys_of

POLICY = load(["es"])

FIGURES: list[Figure] = [
    ("human_answer_late.within_request", "2025-12-27", None, None, ""),
    ("human_answer_late.within_request", "2025-12-28", "3 min", "art. 8.2", "H"),
    ("human_answer_late.late_share", "2026-11-01", 0.05, "10.3", "H"),
    ("human_refused.human_within", "2025-12-28", "3 min", "art. 8.2", "H"),
    ("bot_maze.human_from_main_menu", "2026-11-01", True, "8.1", "H"),
    ("escalation_blocked.in_contact_within", "2026-11-01", "3 min", "8.3", "H"),
    ("escalation_blocked.same_business_day", "2026-11-01", True, "8.3", "H"),
    ("hung_up_on.no_cut_for_long_wait", "2026-11-01", True, "8.4", "H"),
    ("message_unanswered.legal_after", "2025-12-27", None, None, ""),
    ("message_unanswered.legal_after", "2026-11-01", "15 business days", "17.1", "H"),
    ("message_unanswered.legal_after_billing", "2026-11-01", "5 d", "17.3", "H"),
    ("update_missed.fault_within", "2026-11-01", "2 h", "17.2", "H"),
    ("recited_answer.no_generic_answers", "2026-11-01", True, "13.1", "H"),
    ("recited_answer.all_points", "2026-11-01", True, "13.1", "H"),
    ("case_in_black_hole.no_closing_on_time_out", "2026-11-01", True, "13.2", "H"),
    ("case_in_black_hole.survey_after_resolution", "2026-11-01", True, "18.2", "H"),
    ("case_in_black_hole.answer_by_same_channel", "2026-11-01", True, "13.5", "H"),
    ("unequal_service.priority_segments", "2026-11-01", ("elderly", "disabled"), "10.6", "H"),
    ("complaint.within", "2026-11-01", "15 business days", "17.1", "H"),
    ("case_record.key_in_contact", "2026-11-01", True, "11", "H"),
    ("case_record.receipt_on_request", "2026-11-01", True, "12", "H"),
    ("case_record.recording_until_resolved", "2026-11-01", True, "12.1", "H"),
    ("case_record.burden_on_company", "2026-11-01", True, "4.7", "H"),
    ("case_record.kept_years", "2026-11-01", 5, "21.2", "H"),
    ("service_hours.always_for_outages", "2026-11-01", True, "14.2", "H"),
    ("continuity.no_suspension", "2026-11-01", True, "4.4", "H"),
    ("continuity.no_selling", "2026-11-01", True, "16.2", "H"),
    ("evaluation.yearly", "2026-11-01", True, "21", "H"),
    ("evaluation.error_share", "2026-11-01", 0.05, "22", "H"),
    (
        "scope.sectors",
        "2026-11-01",
        (
            "water",
            "gas",
            "electricity",
            "passenger transport",
            "post",
            "telephony",
            "internet",
            "finance",
        ),
        "art. 2",
        "H",
    ),
    ("scope.staff_from", "2026-11-01", 250, "art. 2", "H"),
    ("scope.turnover_over", "2026-11-01", 50000000, "art. 2", "H"),
    ("scope.balance_over", "2026-11-01", 43000000, "art. 2", "H"),
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: " ".join(figure[:2]))
def test_the_pack_holds_the_figure(figure: Figure) -> None:
    assert_figure(POLICY, figure)


def test_no_figure_of_the_pack_stands_outside_the_table() -> None:
    assert keys_of("es") == keys_in(FIGURES)

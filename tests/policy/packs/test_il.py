"""Israel: the figures of the consumer protection law and its regulations, at the days they change."""

from datetime import UTC, date, datetime, time

import pytest

from moked.core.calendar import periods
from moked.policy import load
from tests.policy.packs.figures import Figure, assert_figure, keys_in, keys_of

POLICY = load(["il"])

FIGURES: list[Figure] = [
    ("human_answer_late.within", "2019-07-24", None, None, ""),
    ("human_answer_late.within", "2019-07-25", "360 s", "s.18B(a1)(3)", "H"),
    ("human_answer_late.within", "2026-11-01", "360 s", "s.18B(a1)(3)", "H"),
    ("human_answer_late.topics", "2019-07-24", None, None, ""),
    (
        "human_answer_late.topics",
        "2026-11-01",
        ("fault", "billing", "ending_contract"),
        "s.18B(a1)",
        "H",
    ),
    ("human_answer_late.late_share", "2026-11-01", 0.15, "licensed", "M"),
    ("human_answer_late.mean_within", "2026-11-01", "4.5 min", "licensed", "M"),
    ("human_answer_late.mean_within_year", "2026-11-01", "4.5 min", "licensed", "M"),
    ("human_answer_late.share_window", "2026-11-01", "14 d", "licensed", "M"),
    ("human_answer_late.late_share_general_permit", "2026-11-01", 0.2, "general-permit", "M"),
    ("human_answer_late.mean_within_general_permit", "2026-11-01", "8 min", "general-permit", "M"),
    ("human_answer_late.counts_abandoned", "2026-11-01", True, None, "L"),
    ("human_refused.human_within", "2026-11-01", "6 min", "s.18B(a1)", "H"),
    (
        "false_front_desk.topics",
        "2026-11-01",
        ("fault", "billing", "ending_contract"),
        "s.18B(a1)",
        "H",
    ),
    ("false_front_desk.message_only_by_choice", "2026-11-01", True, "s.18B(a1)", "H"),
    (
        "wait_misannounced.expected_over",
        "2026-11-01",
        "3 min",
        "Telephone Service Regulations 2012",
        "H",
    ),
    (
        "wait_misannounced.announced_by",
        "2026-11-01",
        "2 min",
        "Telephone Service Regulations 2012",
        "H",
    ),
    (
        "wait_misannounced.place_and_estimate",
        "2026-11-01",
        True,
        "Telephone Service Regulations 2012",
        "H",
    ),
    (
        "wait_misannounced.message_any_time",
        "2026-11-01",
        True,
        "Telephone Service Regulations 2012",
        "H",
    ),
    ("callback_missed.within", "2026-11-01", "3 h", "Telephone Service Regulations 2012", "H"),
    ("callback_missed.late_in_day", "2026-11-01", "2 h", "Telephone Service Regulations 2012", "H"),
    (
        "callback_missed.sms_after_attempt",
        "2026-11-01",
        True,
        "Telephone Service Regulations 2012",
        "M",
    ),
    ("clock_stopped.never_stops", "2026-11-01", True, "s.18B(a1)", "H"),
    ("visit_late.allowed", "2026-11-01", "2 h", "s.18A", "H"),
    ("visit_late.sums", "2026-11-01", {"4 h": 300, "5 h": 600}, "s.18A", "H"),
    ("visit_late.wait_for_call_sum", "2026-11-01", 300, "s.18A", "H"),
    ("visit_late.in_kind_only_by_choice", "2026-11-01", True, "s.18A", "H"),
    ("visit_cancelled_late.evening_before", "2026-11-01", time(20), "s.18A", "H"),
    ("visit_hours.opens", "2015-01-31", None, None, ""),
    ("visit_hours.opens", "2015-02-01", time(8), "s.18A", "H"),
    ("visit_hours.closes", "2026-11-01", time(19), "s.18A", "H"),
    ("visit_hours.half_day_closes", "2026-11-01", time(13), "s.18A", "H"),
    ("repair.within", "2026-11-01", "7 d", "reg.10", "H"),
    ("repair.within_at_station", "2026-11-01", "10 d", "reg.10", "H"),
    ("repair.within_from_shop", "2026-11-01", "14 d", "reg.10", "H"),
    ("repair.late_visits", "2026-11-01", 2, "reg.11", "H"),
    ("ending_contract.within", "2026-11-01", "3 business days", "s.13D", "H"),
    ("ending_contract.within_by_registered_mail", "2026-11-01", "6 business days", "s.13D", "H"),
    ("cancellation.within", "2026-11-01", "14 d", "s.14C", "H"),
    ("cancellation.within_months_protected", "2026-11-01", 4, "s.14C1", "H"),
    ("cancellation.fee_share", "2026-11-01", 0.05, "s.14E", "H"),
    ("cancellation.fee_at_most", "2026-11-01", 100, "s.14E", "H"),
    (
        "cancellation.ways",
        "2026-11-01",
        ("phone", "branch", "registered mail", "email", "fax", "home page"),
        "s.14I",
        "H",
    ),
    ("refund.after_cancellation_within", "2026-11-01", "14 d", "s.14E", "H"),
    ("refund.overcharge_within", "2026-11-01", "4 business days", "s.13D1", "M"),
    ("refund.overcharge_checked_within", "2026-11-01", "10 business days", "s.13D1", "M"),
    (
        "scope.sectors",
        "2026-11-01",
        (
            "telephony",
            "cable and satellite television",
            "internet",
            "electricity",
            "gas",
            "water",
            "urgent medicine",
            "banks",
            "card issuers",
            "insurers",
        ),
        "Second Schedule",
        "H",
    ),
    ("sanction.per_breach", "2019-12-31", 22000, "Consumer Protection Law", "H"),
    ("sanction.per_breach_person", "2019-12-31", 7000, "Consumer Protection Law", "H"),
    ("damages.exemplary", "2026-11-01", 10000, "s.31A", "H"),
    ("damages.exemplary_repeated", "2026-11-01", 50000, "s.31A", "H"),
    ("damages.written_request_first", "2026-11-01", True, "s.31A", "H"),
    ("small_claims.at_most", "2025-12-31", None, None, ""),
    ("small_claims.at_most", "2026-11-01", 39900, None, "M"),
    ("do_not_call.checked_within", "2022-12-31", None, None, ""),
    ("do_not_call.checked_within", "2023-01-01", "15 d", "Amendment 61", "H"),
    (
        "bills.fraud_line",
        "2026-11-01",
        "Draft of September 2025 for banks: a fraud line at all hours, a person within 6 min, priority from age 70.",
        None,
        "M",
    ),
    (
        "bills.recordings",
        "2026-11-01",
        "Memoranda of 2017 and 2020: keep recordings of calls 2 years and give them on request. No enacted duty found.",
        None,
        "L",
    ),
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: " ".join(figure[:2]))
def test_the_pack_holds_the_figure(figure: Figure) -> None:
    assert_figure(POLICY, figure)


def test_no_figure_of_the_pack_stands_outside_the_table() -> None:
    assert keys_of("il") == keys_in(FIGURES)


def test_service_is_open_to_six_and_to_one_on_fridays_and_eves() -> None:
    calendar = POLICY.calendar()
    sunday, friday, saturday = date(2026, 11, 1), date(2026, 11, 6), date(2026, 11, 7)
    eve_of_kippur, kippur = date(2026, 9, 20), date(2026, 9, 21)
    assert calendar.periods_on(sunday) == periods("08:00-18:00")
    assert calendar.periods_on(friday) == periods("08:00-13:00")
    assert calendar.periods_on(eve_of_kippur) == periods("08:00-13:00")
    assert calendar.periods_on(saturday) == calendar.periods_on(kippur) == ()


def test_business_days_are_sunday_to_thursday_without_holidays() -> None:
    week = [date(2026, 9, day) for day in range(20, 27)]
    business = [day.strftime("%a") for day in week if POLICY.calendar().is_business_day(day)]
    # Monday 21 September is Yom Kippur; Saturday 26 is the first day of Sukkot.
    assert business == ["Sun", "Tue", "Wed", "Thu"]


def test_three_business_days_from_a_thursday_end_on_tuesday_evening() -> None:
    thursday = datetime(2026, 11, 5, 9, tzinfo=UTC)
    rule = POLICY.required("ending_contract.within", thursday)
    assert rule.span.after(thursday, POLICY.calendar()) == datetime(2026, 11, 10, 16, tzinfo=UTC)

"""Packs laid one over another."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from moked.core.calendar import Period
from moked.core.errors import Refused
from moked.policy import Span, load
from tests.policy.own_file import policy_of

NOW = datetime(2026, 11, 1, 10, tzinfo=UTC)
EARLIER = datetime(2026, 2, 28, 10, tzinfo=UTC)


def test_no_pack_at_all_is_the_base_pack() -> None:
    policy = load(())
    assert policy.names == ("base",)
    assert policy.length("visit_late.allowed", NOW).total_seconds() == 7200
    assert policy.rule("human_answer_late.within", NOW) is None


def test_a_country_speaks_where_the_base_pack_is_silent() -> None:
    rule = load(["il"]).required("human_answer_late.within", NOW)
    assert rule.length.total_seconds() == 360
    assert rule.clause == "Consumer Protection Law 1981 s.18B(a1)(3)"


def test_a_later_pack_wins_over_an_earlier_one(tmp_path: Path) -> None:
    own = '[human_answer_late]\nwithin = { value = "60 s", source = "our charter" }'
    policy = policy_of(tmp_path, own, "il")
    assert policy.names == ("base", "il", str(tmp_path / "my.toml"))
    rule = policy.required("human_answer_late.within", NOW)
    assert (rule.value, rule.clause) == (Span(60), None)


def test_of_two_countries_the_later_wins_where_both_speak() -> None:
    both, back = load(["il", "gb"]), load(["gb", "il"])
    assert (both.country, both.currency, both.calendar().zone) == ("GB", "GBP", "Europe/London")
    assert (back.country, back.currency, back.calendar().zone) == ("IL", "ILS", "Asia/Jerusalem")
    for policy in (both, back):
        assert policy.rule("visit_late.sums", NOW)
        assert policy.number("visit_late.missed_sum", NOW) == 32.31


def test_a_dated_value_leaves_other_days_to_the_packs_below(tmp_path: Path) -> None:
    own = '[visit_late]\nallowed = { value = "1 h", source = "our charter", from = 2026-03-01 }'
    policy = policy_of(tmp_path, own, "il")
    assert policy.length("visit_late.allowed", EARLIER).total_seconds() == 7200
    assert policy.length("visit_late.allowed", NOW).total_seconds() == 3600


def test_a_law_that_does_not_bind_the_organisation_can_be_off(tmp_path: Path) -> None:
    own = '[human_answer_late]\nwithin = { off = true, source = "not in the Second Schedule" }'
    assert policy_of(tmp_path, own, "il").rule("human_answer_late.within", NOW) is None


def test_a_law_can_be_off_for_a_while(tmp_path: Path) -> None:
    own = """
[human_answer_late]
within = { off = true, source = "a grant of the regulator", from = 2026-02-01, until = 2026-03-01 }
"""
    policy = policy_of(tmp_path, own, "il")
    assert policy.rule("human_answer_late.within", EARLIER) is None
    assert policy.length("human_answer_late.within", NOW).total_seconds() == 360


def test_an_unknown_pack_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused) as refused:
        load(["ill"])
    assert str(refused.value) == (
        "ill: no such policy pack; did you mean il? There are au, br, de, es, gb, il, us, "
        "and a file of your own is named with its ending, .toml."
    )


@pytest.mark.parametrize("name", ["base", "", "..", "atlantis"])
def test_what_is_no_countrys_name_is_no_pack(name: str) -> None:
    with pytest.raises(Refused, match="no such policy pack"):
        load([name])


@pytest.mark.parametrize("path", ["nowhere.toml", "no/such/file", "no\\such\\file"])
def test_a_path_is_known_by_its_ending_or_its_separator(path: str) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        load([path])


def test_a_folder_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read: Is a directory"):
        load([str(tmp_path)])


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_bytes("[pack]\ntitle = 'מוקד'".encode("cp1255"))
    with pytest.raises(Refused, match=r"my\.toml: this is not UTF-8 text: save it as UTF-8"):
        load([str(path)])


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_bytes("[pack]\ntitle = 'מוקד'".encode("utf-8-sig"))
    assert load([str(path)]).title == "מוקד"


def test_an_organisation_keeps_what_it_does_not_say_of_its_country(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, '[pack]\ntitle = "Dana\'s firm"\ncurrency = "EUR"', "il")
    assert (policy.title, policy.currency, policy.country) == ("Dana's firm", "EUR", "IL")
    assert "not legal advice" in (policy.disclaimer or "")


def test_a_place_may_keep_no_holidays(tmp_path: Path) -> None:
    kippur = date(2026, 9, 21)
    assert load(["il"]).calendar().periods_on(kippur) == ()
    always = policy_of(tmp_path, '[pack]\nholidays = ""\n[hours]\nmon-sun = "00:00-24:00"', "il")
    assert always.calendar().periods_on(kippur) == (Period(0, 1440),)


def test_a_week_in_the_own_file_replaces_the_week_of_the_country(tmp_path: Path) -> None:
    calendar = policy_of(tmp_path, '[hours]\nsun-wed = "10:00-20:00"', "il").calendar()
    sunday, thursday, friday = date(2026, 11, 1), date(2026, 11, 5), date(2026, 11, 6)
    assert calendar.periods_on(sunday) == (Period(600, 1200),)
    assert calendar.periods_on(thursday) == calendar.periods_on(friday) == ()
    # What the file does not say, the country still does.
    assert calendar.is_business_day(thursday)
    assert calendar.eves


def test_a_channel_says_only_what_differs_from_the_general_hours(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, '[hours.phone]\nsun-thu = "07:00-22:00"', "il")
    sunday, eve = date(2026, 11, 1), date(2026, 9, 20)
    assert policy.calendar("phone").periods_on(sunday) == (Period(420, 1320),)
    assert policy.calendar("phone").periods_on(eve) == (Period(480, 780),)
    assert policy.calendar("email") == policy.calendar() == load(["il"]).calendar()


def test_dates_of_the_organisations_own_close_open_and_halve(tmp_path: Path) -> None:
    own = """
[hours]
closed = [2026-11-01]
half = [2026-11-02]
opened = { 2026-11-07 = "20:00-23:00" }
"""
    calendar = policy_of(tmp_path, own, "il").calendar()
    assert calendar.periods_on(date(2026, 11, 1)) == ()
    assert calendar.periods_on(date(2026, 11, 2)) == (Period(480, 780),)
    assert calendar.periods_on(date(2026, 11, 7)) == (Period(1200, 1380),)


@pytest.mark.parametrize("word", ["fault", "תקלה", "FAULT", "Line down"])
def test_an_organisations_word_means_a_canonical_topic(tmp_path: Path, word: str) -> None:
    policy = policy_of(tmp_path, '[topics]\nfault = ["line DOWN"]', "il")
    assert policy.topic(word) == "fault"


@pytest.mark.parametrize("word", [None, "", "zebra"])
def test_a_topic_that_nobody_lists_is_unknown(word: str | None) -> None:
    assert load(["il"]).topic(word) is None


def test_the_highest_pack_decides_what_a_word_means(tmp_path: Path) -> None:
    assert policy_of(tmp_path, '[topics]\nbilling = ["תקלה"]', "il").topic("תקלה") == "billing"

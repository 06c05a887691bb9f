"""A calendar by example: Israel above all, and places whose clocks do odd things."""

import pickle
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from moked.core.calendar import Calendar, Hours, NoOpening, Period, always, periods, weekdays
from moked.core.errors import Refused

JERUSALEM = ZoneInfo("Asia/Jerusalem")
SPLIT = Hours.of({"sun-thu": "08:00-13:00, 16:00-19:00", "fri": "08:00-13:00"}, half="08:00-13:00")
ISRAEL = Calendar(
    "Asia/Jerusalem", SPLIT, holidays="IL", eves=True, business_days=weekdays("sun-thu")
)
NEVER = Calendar("Asia/Jerusalem", Hours.of({}))
NIGHT_BEFORE_SPRING, SPRING_DAY = date(2026, 3, 26), date(2026, 3, 27)  # 02:00 becomes 03:00
AUTUMN_DAY = date(2026, 10, 25)  # 02:00 becomes 01:00


def hour(span: float) -> timedelta:
    return timedelta(hours=span)


def il(text: str, *, second: bool = False) -> datetime:
    """A moment in Jerusalem; `second` picks the later of a time that is shown twice."""
    return datetime.fromisoformat(text).replace(tzinfo=JERUSALEM, fold=second)


def same(moment: datetime | None, expected: datetime) -> bool:
    """Equal moments, the first in UTC. Through UTC because wall times in a fold never are equal."""
    return moment is not None and moment.tzinfo is UTC and moment == expected.astimezone(UTC)


class TestOpen:
    @pytest.mark.parametrize(
        ("text", "is_open"),
        [
            pytest.param("2026-05-03 07:59:59", False, id="a second before opening"),
            pytest.param("2026-05-03 08:00", True, id="at opening"),
            pytest.param("2026-05-03 12:59:59", True, id="a second before the break"),
            pytest.param("2026-05-03 13:00", False, id="at the break"),
            pytest.param("2026-05-03 16:00", True, id="after the break"),
            pytest.param("2026-05-01 12:00", True, id="Friday morning"),
            pytest.param("2026-05-01 16:30", False, id="Friday afternoon"),
            pytest.param("2026-05-02 10:00", False, id="Saturday"),
            pytest.param("2026-09-20 10:00", True, id="the morning before Yom Kippur"),
            pytest.param("2026-09-20 16:30", False, id="the afternoon before Yom Kippur"),
            pytest.param("2026-09-21 10:00", False, id="Yom Kippur"),
            pytest.param("2026-04-21 16:30", False, id="Memorial Day in the afternoon"),
            pytest.param("2026-04-22 10:00", False, id="Independence Day"),
            pytest.param("2026-04-05 16:30", True, id="chol hamoed"),
            pytest.param("2025-04-12 10:00", False, id="an eve on a Saturday stays closed"),
        ],
    )
    def test_israel_is_open_when_its_hours_say(self, text: str, is_open: bool) -> None:
        assert ISRAEL.is_open(il(text)) is is_open

    def test_any_offset_names_the_same_moment(self) -> None:
        assert ISRAEL.is_open(datetime.fromisoformat("2026-05-03T00:30:00-05:00"))
        assert not ISRAEL.is_open(datetime.fromisoformat("2026-05-03T08:30:00+05:00"))

    def test_a_naive_moment_is_a_bug_of_the_caller(self) -> None:
        with pytest.raises(TypeError):
            ISRAEL.is_open(datetime.fromisoformat("2026-05-03 10:00"))

    @pytest.mark.parametrize("year", [1972, 2027, 2096])
    @pytest.mark.parametrize(("zone", "ahead"), [("Asia/Jerusalem", 2), ("Pacific/Honolulu", -10)])
    def test_the_turn_of_the_year_is_the_places_own(self, year: int, zone: str, ahead: int) -> None:
        shop = Calendar(zone, Hours.of({"mon-sun": "00:00-01:00, 23:00-24:00"}))
        midnight = datetime(year, 1, 1, tzinfo=UTC) - hour(ahead)
        assert shop.is_open(midnight)
        assert shop.is_open(midnight - timedelta.resolution)
        assert shop.open_between(midnight - hour(5), midnight + hour(5)) == hour(2)


class TestOpenTime:
    def test_the_break_the_night_and_saturday_do_not_count(self) -> None:
        assert ISRAEL.open_between(il("2026-04-30 12:00"), il("2026-05-03 09:00")) == hour(10)

    def test_time_measured_backward_is_negative(self) -> None:
        start, end = il("2026-04-30 12:00"), il("2027-05-03 09:00")
        assert ISRAEL.open_between(end, start) == -ISRAEL.open_between(start, end) < hour(-2000)

    def test_a_callback_within_three_open_hours_skips_yom_kippur(self) -> None:
        due = ISRAEL.add_open(il("2026-09-20 12:00"), hour(3))
        assert same(due, il("2026-09-22 10:00"))

    def test_a_span_used_up_at_closing_ends_at_closing(self) -> None:
        assert same(ISRAEL.add_open(il("2026-05-03 10:00"), hour(3)), il("2026-05-03 13:00"))

    def test_no_span_ends_at_once_even_when_closed(self) -> None:
        assert same(ISRAEL.add_open(il("2026-05-02 10:00"), hour(0)), il("2026-05-02 10:00"))

    def test_a_long_span_crosses_years(self) -> None:
        at = il("2026-05-03 08:00")
        due = ISRAEL.add_open(at, hour(6000))
        assert due.year == 2028
        assert ISRAEL.open_between(at, due) == hour(6000)

    def test_a_span_below_nothing_is_a_bug_of_the_caller(self) -> None:
        with pytest.raises(ValueError, match="forward only"):
            ISRAEL.add_open(il("2026-05-03 10:00"), hour(-1))

    @pytest.mark.parametrize(
        ("at", "opening"),
        [
            ("2026-05-03 10:00", "2026-05-03 10:00"),
            ("2026-05-03 13:00", "2026-05-03 16:00"),
            ("2026-05-01 13:00", "2026-05-03 08:00"),
            ("2026-09-11 14:00", "2026-09-14 08:00"),
            ("2026-12-31 19:00", "2027-01-01 08:00"),
        ],
    )
    def test_the_next_opening_is_now_or_when_the_doors_open(self, at: str, opening: str) -> None:
        assert same(ISRAEL.next_opening(il(at)), il(opening))


class TestClockChanges:
    def test_the_day_of_23_hours_counts_23(self) -> None:
        shop = always("Asia/Jerusalem")
        start, end = shop.open_of_day(SPRING_DAY), shop.close_of_day(SPRING_DAY)
        assert start is not None
        assert end is not None
        assert shop.open_between(start, end) == end - start == hour(23)

    def test_the_day_of_25_hours_counts_25(self) -> None:
        shop = always("Asia/Jerusalem")
        start, end = shop.open_of_day(AUTUMN_DAY), shop.close_of_day(AUTUMN_DAY)
        assert start is not None
        assert end is not None
        assert shop.open_between(start, end) == end - start == hour(25)

    def test_opening_hours_after_the_change_follow_the_new_clock(self) -> None:
        assert ISRAEL.open_of_day(SPRING_DAY) == datetime(2026, 3, 27, 5, tzinfo=UTC)
        assert ISRAEL.open_of_day(NIGHT_BEFORE_SPRING) == datetime(2026, 3, 26, 6, tzinfo=UTC)
        assert ISRAEL.open_of_day(AUTUMN_DAY) == datetime(2026, 10, 25, 6, tzinfo=UTC)

    def test_a_skipped_time_is_the_jump(self) -> None:
        jump = datetime(2026, 3, 27, 0, tzinfo=UTC)
        for wall in (time(2), time(2, 30), time(2, 59, 59), time(3)):
            assert same(ISRAEL.moment(SPRING_DAY, wall), jump)

    def test_a_time_shown_twice_is_the_first(self) -> None:
        first = il("2026-10-25 01:30")
        assert same(ISRAEL.moment(AUTUMN_DAY, time(1, 30)), first)
        assert same(ISRAEL.moment(AUTUMN_DAY, time(1, 30, fold=1)), first)
        assert il("2026-10-25 01:30", second=True).astimezone(UTC) - first.astimezone(UTC) == hour(
            1
        )

    def test_a_clock_turned_back_does_not_reopen_a_period(self) -> None:
        bar = Calendar("Asia/Jerusalem", Hours.of({"sun": "01:00-01:30"}))
        assert bar.is_open(il("2026-10-25 01:10"))
        assert not bar.is_open(il("2026-10-25 01:10", second=True))

    def test_a_clock_turned_back_does_not_close_a_period(self) -> None:
        bar = Calendar("Asia/Jerusalem", Hours.of({"sun": "01:30-04:00"}))
        assert bar.is_open(il("2026-10-25 01:10", second=True))
        assert bar.open_between(il("2026-10-25 00:00"), il("2026-10-25 05:00")) == hour(3.5)

    def test_a_period_inside_the_skipped_hour_is_no_opening(self) -> None:
        bar = Calendar("Asia/Jerusalem", Hours.of({"fri": "02:00-03:00"}))
        assert bar.open_of_day(SPRING_DAY) is None
        assert same(bar.next_opening(il("2026-03-27 00:00")), il("2026-04-03 02:00"))

    def test_a_midnight_that_does_not_exist_is_the_jump(self) -> None:
        # São Paulo's clocks went from 24:00 to 01:00 on 4 November 2018.
        shop = always("America/Sao_Paulo")
        assert shop.open_of_day(date(2018, 11, 4)) == datetime(2018, 11, 4, 3, tzinfo=UTC)
        assert shop.close_of_day(date(2018, 11, 3)) == datetime(2018, 11, 4, 3, tzinfo=UTC)

    def test_local_shows_the_clock_of_the_place(self) -> None:
        shown = ISRAEL.local(datetime(2026, 3, 27, 0, tzinfo=UTC))
        assert shown.isoformat() == "2026-03-27T03:00:00+03:00"


class TestDays:
    @pytest.mark.parametrize(
        ("day", "opens", "closes"),
        [
            pytest.param("2026-05-03", "08:00", "19:00", id="a split Sunday"),
            pytest.param("2026-05-01", "08:00", "13:00", id="Friday"),
            pytest.param("2026-04-21", "08:00", "13:00", id="the eve of Independence Day"),
        ],
    )
    def test_a_day_opens_first_and_closes_last(self, day: str, opens: str, closes: str) -> None:
        assert same(ISRAEL.open_of_day(date.fromisoformat(day)), il(f"{day} {opens}"))
        assert same(ISRAEL.close_of_day(date.fromisoformat(day)), il(f"{day} {closes}"))

    @pytest.mark.parametrize("day", [date(2026, 5, 2), date(2026, 9, 21), date(9999, 12, 31)])
    def test_a_closed_day_neither_opens_nor_closes(self, day: date) -> None:
        assert ISRAEL.open_of_day(day) is None
        assert ISRAEL.close_of_day(day) is None

    @pytest.mark.parametrize("clock", ["06:00", "10:00", "14:30", "18:59"])
    def test_closing_is_the_last_of_the_day_still_to_come(self, clock: str) -> None:
        assert same(ISRAEL.closing(il(f"2026-05-03 {clock}")), il("2026-05-03 19:00"))

    @pytest.mark.parametrize("text", ["2026-05-03 19:00", "2026-05-03 23:00", "2026-05-02 10:00"])
    def test_there_is_no_closing_after_hours_or_on_a_closed_day(self, text: str) -> None:
        assert ISRAEL.closing(il(text)) is None

    def test_a_place_that_never_closes_ends_its_day_at_midnight(self) -> None:
        shop = always("Asia/Jerusalem")
        assert same(shop.closing(il("2026-05-02 10:00")), il("2026-05-03 00:00"))
        assert shop.is_open(il("2026-05-03 00:00"))
        assert shop.is_business_day(date(2026, 5, 2))


class TestBusinessDays:
    @pytest.mark.parametrize(
        ("day", "counts"),
        [
            pytest.param("2026-05-03", True, id="Sunday"),
            pytest.param("2026-04-30", True, id="Thursday"),
            pytest.param("2026-05-01", False, id="Friday, though open"),
            pytest.param("2026-05-02", False, id="Saturday"),
            pytest.param("2026-04-21", True, id="an eve"),
            pytest.param("2026-04-22", False, id="a holiday"),
        ],
    )
    def test_israel_counts_sunday_to_thursday_but_no_holidays(self, day: str, counts: bool) -> None:
        assert ISRAEL.is_business_day(date.fromisoformat(day)) is counts

    def test_without_a_business_week_every_day_with_an_opening_counts(self) -> None:
        shop = Calendar("Asia/Jerusalem", SPLIT, holidays="IL")
        assert shop.is_business_day(date(2026, 5, 1))
        assert not shop.is_business_day(date(2026, 5, 2))
        assert not shop.is_business_day(date(2026, 9, 21))

    def test_the_business_week_does_not_depend_on_the_hours(self) -> None:
        shop = Calendar(
            "Europe/Madrid", Hours.of({"mon": "09:00-12:00"}), business_days=weekdays("mon-fri")
        )
        assert shop.is_business_day(date(2026, 5, 5))

    def test_the_nth_business_day_leaves_out_the_day_itself(self) -> None:
        thursday = date(2026, 4, 30)
        assert ISRAEL.business_day_after(thursday, 1) == date(2026, 5, 3)
        assert ISRAEL.business_day_after(thursday, 5) == date(2026, 5, 7)
        assert ISRAEL.business_day_after(date(2026, 5, 2), 1) == date(2026, 5, 3)

    def test_business_days_run_on_into_the_next_years(self) -> None:
        assert ISRAEL.business_day_after(date(2026, 12, 31), 1) == date(2027, 1, 3)
        later = ISRAEL.business_day_after(date(2026, 12, 31), 400)
        assert later.year == 2028
        assert ISRAEL.business_days_between(date(2026, 12, 31), later) == 400

    def test_the_day_before_a_long_feast_is_found(self) -> None:
        assert ISRAEL.previous_business_day(date(2026, 9, 14)) == date(2026, 9, 10)
        assert ISRAEL.previous_business_day(date(2027, 1, 1)) == date(2026, 12, 31)

    def test_counting_leaves_out_the_first_day_and_takes_the_last(self) -> None:
        assert ISRAEL.business_days_between(date(2026, 5, 3), date(2026, 5, 10)) == 5
        assert ISRAEL.business_days_between(date(2026, 5, 10), date(2026, 5, 3)) == -5
        assert ISRAEL.business_days_between(date(2027, 1, 3), date(2026, 12, 31)) == -1

    def test_counting_starts_at_one(self) -> None:
        with pytest.raises(ValueError, match="from 1, not 0"):
            ISRAEL.business_day_after(date(2026, 5, 3), 0)

    @pytest.mark.parametrize(
        ("place", "zone", "friday_off"),
        [
            ("ES", "Europe/Madrid", date(2026, 4, 3)),
            ("GB-ENG", "Europe/London", date(2026, 12, 25)),
            ("DE", "Europe/Berlin", date(2026, 5, 1)),
            ("US", "America/New_York", date(2026, 7, 3)),
            ("BR", "America/Sao_Paulo", date(2026, 11, 20)),
            ("AU", "Australia/Sydney", date(2026, 4, 3)),
        ],
    )
    def test_elsewhere_the_week_is_monday_to_friday(
        self, place: str, zone: str, friday_off: date
    ) -> None:
        shop = Calendar(zone, Hours.of({"mon-fri": "09:00-18:00"}), holidays=place)
        week = [friday_off + timedelta(step) for step in range(-2, 3)]
        assert [shop.is_business_day(day) for day in week] == [True, True, False, False, False]
        assert shop.periods_on(friday_off - timedelta(1)) == periods("09:00-18:00")


class TestOwnDates:
    SHOP = Calendar(
        "Asia/Jerusalem",
        SPLIT,
        holidays="IL",
        business_days=weekdays("sun-thu"),
        closed=frozenset({date(2026, 5, 5), date(2026, 5, 6)}),
        half=frozenset({date(2026, 4, 5), date(2026, 5, 6)}),
        opened={
            date(2026, 9, 21): periods("20:00-22:00"),
            date(2026, 5, 9): periods("10:00-12:00"),
        },
    )

    def test_a_closed_date_is_neither_open_nor_a_business_day(self) -> None:
        assert self.SHOP.periods_on(date(2026, 5, 5)) == ()
        assert not self.SHOP.is_business_day(date(2026, 5, 5))

    def test_a_half_date_is_shortened_and_still_counts(self) -> None:
        assert self.SHOP.periods_on(date(2026, 4, 5)) == periods("08:00-13:00")
        assert self.SHOP.is_business_day(date(2026, 4, 5))

    def test_closed_wins_over_half(self) -> None:
        assert self.SHOP.periods_on(date(2026, 5, 6)) == ()

    def test_eves_are_whole_days_unless_asked_for(self) -> None:
        assert self.SHOP.periods_on(date(2026, 9, 20)) == SPLIT.on(6)

    def test_opened_dates_win_over_holidays_and_closed_weekdays(self) -> None:
        assert self.SHOP.is_open(il("2026-09-21 21:00"))
        assert self.SHOP.is_open(il("2026-05-09 11:00"))

    def test_opening_on_a_holiday_makes_it_no_business_day(self) -> None:
        assert not self.SHOP.is_business_day(date(2026, 9, 21))
        assert self.SHOP.is_holiday(date(2026, 9, 21))

    def test_opened_dates_are_checked_and_copied(self) -> None:
        dates = {date(2026, 5, 9): periods("10:00-12:00")}
        shop = Calendar("Asia/Jerusalem", Hours.of({}), opened=dates)
        dates.clear()
        assert shop.is_open(il("2026-05-09 11:00"))
        with pytest.raises(Refused, match="must end"):
            Calendar("UTC", SPLIT, opened={date(2026, 5, 9): (Period(5, 5),)})


class TestNoOpening:
    AT = il("2026-05-03 10:00")
    ONCE = Calendar(
        "Asia/Jerusalem", Hours.of({}), opened={date(2027, 3, 1): periods("08:00-09:00")}
    )

    def test_a_calendar_without_hours_says_what_to_do(self) -> None:
        with pytest.raises(NoOpening, match=r"no opening .* give it weekly hours"):
            NEVER.next_opening(self.AT)
        with pytest.raises(NoOpening, match="no opening"):
            NEVER.add_open(self.AT, hour(1))
        with pytest.raises(NoOpening, match="no business day"):
            NEVER.business_day_after(self.AT.date(), 1)
        with pytest.raises(NoOpening, match="no business day"):
            NEVER.previous_business_day(self.AT.date())

    def test_without_hours_nothing_is_open_and_no_time_passes(self) -> None:
        assert not NEVER.is_open(self.AT)
        assert NEVER.open_between(self.AT, self.AT + hour(50_000)) == hour(0)
        assert NEVER.business_days_between(date(2026, 5, 3), date(2030, 5, 3)) == 0

    def test_one_opening_next_year_is_found_and_can_be_used_up(self) -> None:
        assert same(self.ONCE.next_opening(self.AT), il("2027-03-01 08:00"))
        assert same(self.ONCE.add_open(self.AT, hour(1)), il("2027-03-01 09:00"))
        assert self.ONCE.business_day_after(self.AT.date(), 1) == date(2027, 3, 1)
        with pytest.raises(NoOpening):
            self.ONCE.add_open(self.AT, hour(1) + timedelta(microseconds=1))

    def test_a_whole_year_without_opening_is_not_waited_through(self) -> None:
        dates = dict.fromkeys((date(2027, 3, 1), date(2029, 3, 1)), periods("08:00-09:00"))
        shop = Calendar("Asia/Jerusalem", Hours.of({}), opened=dates)
        with pytest.raises(NoOpening):
            shop.add_open(self.AT, hour(2))
        with pytest.raises(NoOpening):
            shop.business_day_after(self.AT.date(), 2)
        with pytest.raises(NoOpening):
            shop.next_opening(il("2027-03-01 09:00"))

    def test_beyond_the_known_years_all_is_closed(self) -> None:
        shop = always("Asia/Jerusalem")
        last = datetime(2100, 12, 31, 21, 59, tzinfo=UTC)
        for wild in (datetime.max.replace(tzinfo=UTC), last + timedelta(minutes=1)):
            assert not shop.is_open(wild)
            assert shop.open_between(last, wild) == timedelta(minutes=1)
            with pytest.raises(NoOpening, match="its end in 2100"):
                shop.next_opening(wild)
        with pytest.raises(NoOpening):
            shop.add_open(last, hour(1))
        with pytest.raises(NoOpening):
            shop.business_day_after(date(2100, 12, 31), 1)

    def test_before_the_known_years_all_is_closed(self) -> None:
        shop = always("Asia/Jerusalem")
        first = datetime(1969, 12, 31, 22, tzinfo=UTC)
        for wild in (datetime.min.replace(tzinfo=UTC), first - timedelta(minutes=1)):
            assert not shop.is_open(wild)
            assert shop.next_opening(wild) == first
            assert shop.open_between(wild, first + hour(1)) == hour(1)
        with pytest.raises(NoOpening):
            shop.previous_business_day(date(1970, 1, 1))


class TestValue:
    def test_calendars_with_the_same_fields_are_equal(self) -> None:
        dates = {date(2026, 5, 9): periods("10:00-12:00")}
        one, other = (Calendar("UTC", SPLIT, opened=dates) for _ in range(2))
        assert one.is_open(datetime(2026, 5, 9, 11, tzinfo=UTC))
        assert one == other
        assert hash(one) == hash(other)
        assert one != always("UTC")

    def test_a_calendar_travels_to_another_process_and_answers_the_same(self) -> None:
        at = il("2026-05-01 14:00")
        opening = ISRAEL.next_opening(at)
        copy = pickle.loads(pickle.dumps(ISRAEL))
        assert copy == ISRAEL
        assert copy.next_opening(at) == opening
        assert copy.is_open(il("2031-05-04 08:00"))

    def test_a_calendar_cannot_be_changed(self) -> None:
        with pytest.raises(AttributeError):
            ISRAEL.zone = "UTC"  # type: ignore[misc]

    @pytest.mark.parametrize("zone", ["Jerusalem", "", "../secret"])
    def test_an_unknown_zone_is_refused_with_an_example(self, zone: str) -> None:
        with pytest.raises(Refused, match="like Asia/Jerusalem"):
            always(zone)

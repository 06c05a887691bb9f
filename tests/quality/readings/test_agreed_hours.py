from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from moked.core.events import Side, VisitFailed, in_order
from moked.policy import load
from moked.quality.readings.agreed_hours import Clock, clocks, last_notice, latest_arrival
from tests.quality import words as w
from tests.quality.table import IL
from tests.quality.words import at

HOURS = [f"{day} {hour:02}:00" for day in ("Sun", "Mon", "Tue", "Wed") for hour in (9, 13, 21)]
hours = st.sampled_from(HOURS)
sides = st.sampled_from(list(Side))
events = st.one_of(
    st.builds(lambda when, hour: w.visit_booked(when, hour=hour), hours, hours),
    st.builds(lambda when, by, hour: w.visit_moved(when, by=by, hour=hour), hours, sides, hours),
    st.builds(lambda when, by: w.visit_cancelled(when, by=by), hours, sides),
    st.builds(w.visit_arrived, hours),
    st.builds(lambda when, proof: w.visit_failed(when, proof=proof), hours, st.booleans()),
)
visits = st.lists(events, max_size=12).map(lambda log: sorted(log, key=in_order))


@given(visits)
def test_clocks_follow_one_another_and_only_the_last_may_run(visit):
    found = list(clocks(visit, IL))
    assert all(clock.ended is not None for clock in found[:-1])
    for clock, following in pairwise(found):
        assert in_order(clock.ended) <= in_order(following.agreed)


@given(visits)
def test_what_a_clock_ran_on_through_was_ours_and_while_it_ran(visit):
    for clock in clocks(visit, IL):
        last = in_order(clock.ended or visit[-1])
        assert all(event.by is Side.US for event in clock.called_off)
        for event in (*clock.called_off, *clock.failed):
            assert in_order(clock.agreed) < in_order(event) <= last


@given(visits)
def test_every_agreement_of_the_customers_has_a_clock(visit):
    agreed = [event for event in visit if event.TYPE == "visit.booked"]
    agreed += [e for e in visit if e.TYPE == "visit.moved" and e.by is Side.CUSTOMER]
    found = [clock.agreed for clock in clocks(visit, IL)]
    assert [event for event in agreed if event not in found] == []


def test_a_failure_that_we_prove_to_be_the_customers_ends_the_clock():
    booked = w.visit_booked("Sun 09:00", hour="Mon 13:00")
    failed = w.visit_failed("Mon 13:30", why="customer_absent", proof=True)
    [clock] = clocks([booked, failed], IL)
    assert isinstance(clock.ended, VisitFailed)
    assert clock.failed == []


def test_in_israel_notice_ends_at_eight_on_the_evening_before_whatever_the_day_is():
    # Saturday is no business day, and its evening counts all the same.
    assert last_notice(at("Sun2 09:00"), IL)[0] == at("Sat 20:00")


def test_the_latest_arrival_is_counted_from_the_start_of_a_range_or_is_its_end():
    clock = Clock(w.visit_booked("Sun 09:00", hour="Mon 13:00", until="Mon 17:00"))
    assert latest_arrival(clock, IL)[0] == at("Mon 15:00")
    assert latest_arrival(clock, load(["au"]))[0] == at("Mon 17:00")

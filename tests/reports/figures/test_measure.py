"""All figures come from one pass, and what nobody told has no figure."""

import pytest

from moked.importers.reader import unnamed
from moked.policy import load
from moked.reports.figures import measure
from moked.reports.figures.measure import is_unnamed
from tests.quality.words import agent_available, case_opened, contact_started, customer_identified
from tests.reports.figures.logs import measured


def test_a_log_that_tells_nothing_has_no_figures() -> None:
    figures = measured(agent_available("Sun 09:00"))
    assert figures.events == 1
    told = (figures.waits, figures.short_calls, figures.handovers, figures.replies)
    assert told == (None, None, None, None)
    assert (figures.arrivals, figures.promises) == (None, [])


def test_a_customer_is_counted_once_however_often_he_comes() -> None:
    figures = measured(
        contact_started("Sun 09:00", contact="c1", customer="dana"),
        contact_started("Sun 10:00", contact="c2", customer=None),
        customer_identified("Sun 10:01", contact="c2", customer="dana"),
        case_opened("Sun 10:02", customer="yusuf"),
    )
    assert (figures.contacts, figures.cases, figures.customers) == (2, 1, 2)


def test_somebody_whom_the_log_does_not_name_is_no_customer_to_count() -> None:
    assert is_unnamed(unnamed("k1"))
    assert measured(case_opened("Sun 09:00", customer=unnamed("k1"))).customers == 0


def test_without_events_there_is_nothing_to_measure() -> None:
    with pytest.raises(ValueError, match="no event"):
        measure([], [], load([]))

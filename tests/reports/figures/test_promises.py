"""What became of a promise is judged by the moment that was promised first."""

import pytest

from moked.core.events import Event
from tests.quality.words import (
    at,
    promise_kept,
    promise_made,
    promise_moved,
    promise_released,
)
from tests.reports.figures.logs import measured

MADE = promise_made("Sun 09:00", kind="callback", due=at("Sun 12:00"))
STORIES: dict[str, tuple[list[Event], str]] = {
    "kept at its moment": ([promise_kept("Sun 12:00")], "kept"),
    "kept a minute later": ([promise_kept("Sun 12:01")], "kept_late"),
    "put off by us and kept then": (
        [promise_moved("Sun 10:00", by="us", due=at("Mon 12:00")), promise_kept("Mon 11:00")],
        "kept_late",
    ),
    "put off by the customer and kept then": (
        [
            promise_moved("Sun 10:00", by="customer", due=at("Mon 12:00")),
            promise_kept("Mon 11:00"),
        ],
        "kept",
    ),
    "kept twice": ([promise_kept("Sun 11:00"), promise_kept("Sun 13:00")], "kept"),
    "released": ([promise_released("Sun 11:00", by="customer")], "released"),
    "released twice": (
        [
            promise_released("Sun 11:00", by="customer"),
            promise_released("Sun 12:00", by="customer"),
        ],
        "released",
    ),
    "forgotten": ([], "overdue"),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_promise_that_was(story: str) -> None:
    later, outcome = STORIES[story]
    (figures,) = measured(MADE, *later, until="Tue 09:00").promises
    assert (figures.made, getattr(figures, outcome)) == (1, 1)


def test_a_promise_whose_moment_has_not_come_is_open() -> None:
    (figures,) = measured(MADE, until="Sun 11:00").promises
    assert figures.open == 1


def test_a_promise_without_an_hour_takes_the_first_that_is_set() -> None:
    events = [
        promise_made("Sun 09:00", kind="update"),
        promise_moved("Sun 10:00", by="us", due=at("Sun 11:00")),
    ]
    (figures,) = measured(*events, until="Sun 12:00").promises
    assert (figures.kind, figures.overdue) == ("update", 1)


def test_what_was_never_promised_is_passed_over() -> None:
    strays = [
        promise_moved("Sun 09:00", by="us", due=at("Mon 09:00")),
        promise_kept("Sun 10:00"),
        promise_released("Sun 11:00", by="customer"),
    ]
    assert measured(*strays).promises == []

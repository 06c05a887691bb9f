"""Brazil: the figures of Decree 11.034/2022."""

import pytest

from moked.policy import load
from tests.policy.packs.figures import Figure, assert_figure, keys_in, keys_of

POLICY = load(["br"])

FIGURES: list[Figure] = [
    ("service_hours.always_one_channel", "2026-11-01", True, "Decree 11.034/2022", "M"),
    ("service_hours.human_per_day", "2026-11-01", "8 h", "Decree 11.034/2022", "M"),
    ("bot_maze.first_menu", "2026-11-01", ("complaint", "cancellation"), "Decree 11.034/2022", "M"),
    ("asked_again.never_repeat", "2026-11-01", True, "Decree 11.034/2022", "M"),
    ("wait_misannounced.no_adverts", "2026-11-01", True, "Decree 11.034/2022", "M"),
    ("hung_up_on.must_call_back", "2026-11-01", True, "Decree 11.034/2022", "M"),
    ("cancellation.same_channel", "2026-11-01", True, "Decree 11.034/2022", "M"),
    ("message_unanswered.legal_after", "2026-11-01", "7 d", "Decree 11.034/2022", "L"),
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: " ".join(figure[:2]))
def test_the_pack_holds_the_figure(figure: Figure) -> None:
    assert_figure(POLICY, figure)


def test_no_figure_of_the_pack_stands_outside_the_table() -> None:
    assert keys_of("br") == keys_in(FIGURES)

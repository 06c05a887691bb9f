"""The page for organisations shows a file that loads, and says what the packs say."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from moked.policy import Policy, load, pack_names
from moked.policy.kind import Kind
from tests.policy.own_file import policy_of

PAGE = (Path(__file__).parents[2] / "docs" / "policy-packs.md").read_text("utf-8")
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def shown(tmp_path: Path) -> Policy:
    """The page's example, laid over the pack of Israel."""
    example = re.search(r"^```toml\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert example
    return policy_of(tmp_path, example[1], "il")


def test_the_example_speaks_for_the_organisation(shown: Policy) -> None:
    assert shown.title == "Dana's Internet"
    assert shown.topic("Router") == "fault"
    assert shown.number("human_answer_late.late_share", NOW) == 0.2
    assert shown.required("first_reply_slow.excellent", NOW).source == "our charter of 2026"
    assert shown.required("unequal_service.priority_segments", NOW).words == ("urgent medicine",)


def test_the_example_changes_a_figure_at_new_year(shown: Policy) -> None:
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    assert shown.length("human_answer_late.mean_within", NOW).total_seconds() == 480
    assert shown.length("human_answer_late.mean_within", new_year).total_seconds() == 240


def test_the_example_switches_off_what_the_country_says(shown: Policy) -> None:
    assert load(["il"]).rule("clock_stopped.never_stops", NOW) is not None
    assert shown.rule("clock_stopped.never_stops", NOW) is None


def test_the_example_keeps_its_own_hours(shown: Policy) -> None:
    saturday, kippur = date(2027, 1, 2), date(2026, 9, 21)
    assert shown.calendar().periods_on(kippur)
    assert shown.calendar().periods_on(saturday)
    assert shown.calendar("chat").periods_on(date(2026, 11, 6)) == ()


def test_the_page_names_every_pack() -> None:
    assert [name for name in pack_names() if f"`{name}`" not in PAGE] == []


def test_the_page_shows_every_kind() -> None:
    rows = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| ")]
    assert [kind for kind in Kind if not any(re.search(rf"\b{kind}\b", row) for row in rows)] == []

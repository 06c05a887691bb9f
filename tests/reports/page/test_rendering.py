"""The page holds all that it needs, and nothing that anybody wrote becomes part of it."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.reports.page.rendering import bdi, embedded
from tests.quality.words import agent_available
from tests.reports.page.pages import MALLORY, page_of, week


@pytest.fixture(scope="module", params=["he", "en"])
def page(request: pytest.FixtureRequest) -> str:
    return page_of(list(week()), request.param)


def test_the_page_reaches_out_to_nothing(page: str) -> None:
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', markup) == []
    assert "@import" not in page
    assert {
        url[:5] for url in re.findall(r"url\(([^)]*)\)", page.split("</head>", maxsplit=1)[0])
    } == {"data:"}
    assert "default-src &#39;none&#39;" in page


def test_names_that_people_gave_stay_names(page: str) -> None:
    assert MALLORY not in page
    assert "&lt;/script&gt;&lt;img" in page


def test_every_picture_has_its_data_its_name_and_its_numbers(page: str) -> None:
    pictures = re.findall(r'data-option="([^"]+)"', page)
    assert len(pictures) == 6
    for name in pictures:
        found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page)
        assert found
        assert json.loads(found[1])["series"]
    assert page.count('role="img" aria-label=') == len(pictures)
    assert page.count("<details open>") == len(pictures)


def test_the_page_turns_with_its_language(page: str) -> None:
    is_hebrew = 'lang="he"' in page
    assert ('dir="rtl"' in page.split("<head>", maxsplit=1)[0]) == is_hebrew
    assert ('"inverse":true' in page) == is_hebrew
    assert ('"position":"right"' in page) == is_hebrew


def test_what_nobody_told_is_an_empty_state_with_the_events_it_needs() -> None:
    page = page_of([agent_available("Sun 09:00")])
    assert page.count('class="card-body empty"') == 6
    assert '<code dir="ltr">promise.made</code>' in page
    assert "data-option" not in page
    assert "No failure is open." in page


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner, max_size=3)))
def test_no_value_ends_its_script(value: object) -> None:
    text = str(embedded(value))
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


def test_what_is_isolated_in_a_text_is_isolated_on_the_page() -> None:
    assert bdi("\u2068<b>\u2069") == "<bdi>&lt;b&gt;</bdi>"

"""A person's language: which one, and texts of it that stay in their direction."""

import subprocess
import sys
from collections.abc import Mapping

import pytest

from moked.core.errors import Refused
from moked.ui.language import N_, language_of, languages, translator

HEBREW, ENGLISH = translator("he"), translator("en")


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "he_IL.UTF-8"}, "he"),
        ({"LANG": "iw_IL"}, "he"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "he_IL.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C.UTF-8", "LC_MESSAGES": "he_IL.UTF-8"}, "he"),
        ({"LANG": "he_IL.UTF-8", "LC_ALL": ""}, "he"),
        ({"LANG": "ru_RU.UTF-8"}, "en"),
    ],
)
def test_the_environment_s_language_is_taken_where_there_is_one(
    environment: Mapping[str, str], lang: str
) -> None:
    assert language_of(environment) == lang


def test_english_is_what_stands_in_the_source() -> None:
    assert ENGLISH("hung up on") == "hung up on"
    assert ENGLISH("since {moment}", moment="09:00") == "since 09:00"


def test_hebrew_comes_from_its_catalogue() -> None:
    assert HEBREW("hung up on") == "ניתוק בפנים"


def test_what_no_catalogue_knows_is_said_in_english() -> None:
    assert HEBREW("a word of tomorrow") == "a word of tomorrow"


@pytest.mark.parametrize(
    ("n", "english", "hebrew"),
    [
        (1, "1 finding", "ממצא אחד"),
        (2, "2 findings", "\u20682\u2069 ממצאים"),
        (1234, "1,234 findings", "\u20681,234\u2069 ממצאים"),
    ],
)
def test_a_number_decides_between_the_forms(n: int, english: str, hebrew: str) -> None:
    assert ENGLISH.plural("{n} finding", "{n} findings", n) == english
    assert HEBREW.plural("{n} finding", "{n} findings", n) == hebrew


def test_a_value_in_a_hebrew_sentence_is_isolated_and_in_an_english_one_is_not() -> None:
    assert HEBREW("since {moment}", moment="09:00") == "מאז \u206809:00\u2069"
    assert HEBREW.isolated("F01") == "\u2068F01\u2069"
    assert ENGLISH.isolated("F01") == "F01"


def test_a_hebrew_line_says_its_direction_to_whoever_guesses_it() -> None:
    assert HEBREW.line("F01") == "\u200fF01"
    assert ENGLISH.line("F01") == "F01"


def test_foreign_words_in_a_row_run_as_the_language_does() -> None:
    assert HEBREW.directed("main ← noa") == "\u2067main ← noa\u2069"
    assert ENGLISH.directed("main → noa") == "main → noa"


def test_braces_in_a_text_without_values_stay_as_they_are() -> None:
    assert ENGLISH("as it is: {this}") == "as it is: {this}"


def test_a_marked_text_is_left_as_it_is_where_it_stands() -> None:
    assert N_("hung up on") == "hung up on"


def test_a_language_without_a_catalogue_is_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"ru: no such language; there are en, he\."):
        translator("ru")


def test_english_comes_first_among_the_languages() -> None:
    assert languages() == ["en", "he"]


@pytest.mark.parametrize("lang", ["en", "he"])
def test_a_language_needs_no_babel_to_run(lang: str) -> None:
    code = f"""
import sys
from moked.ui.language import translator
translator({lang!r})("hung up on")
sys.exit("babel" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

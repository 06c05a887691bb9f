import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.policy import load
from moked.quality.readings.spoken_promises import SpokenPromises, is_promise
from tests.quality import words as w
from tests.quality.table import IL

PROMISE = "I will call you tomorrow"
TRAPS = [
    phrase
    for trap in ("conditionals", "offers", "politeness", "quoted_law", "imperatives")
    for phrase in IL.required(f"promise_unrecorded.{trap}", w.at("Sun 10:00")).words
]


def noticed(words: str):
    return w.words_noticed("Sun 10:00", words=words, contact="c1")


@given(st.sampled_from(TRAPS), st.sampled_from(["", "well, "]), st.sampled_from(["", " tomorrow"]))
def test_no_phrase_of_the_policys_lists_is_a_promise(phrase, before, after):
    assert not is_promise(noticed(f"{before}{phrase}{after}".upper()), IL)


@given(st.sampled_from(TRAPS))
def test_a_promise_in_a_sentence_of_its_own_is_one_whatever_stands_beside_it(phrase):
    assert is_promise(noticed(f"{phrase}. {PROMISE}."), IL)
    assert is_promise(noticed(f"{PROMISE}! {phrase}"), IL)


@pytest.mark.parametrize(
    ("prefix", "is_one"), [("ו", False), ("ש", False), ("ה", False), ("כש", False), ("קל", True)]
)
def test_a_phrase_is_seen_behind_a_prefix_and_not_within_a_word(prefix, is_one):
    assert is_promise(noticed(f"אחזור, {prefix}נשמח לעזור"), IL) is is_one


def test_an_organisation_may_empty_the_lists(tmp_path):
    own = tmp_path / "own.toml"
    lists = ("conditionals", "offers", "politeness", "quoted_law", "imperatives")
    lines = [f'{name} = {{ value = [], source = "our charter" }}' for name in lists]
    own.write_text("[promise_unrecorded]\n" + "\n".join(lines))
    assert is_promise(noticed("If you like, I'll call"), load([str(own)]))


def test_what_was_recorded_too_late_is_told_with_its_record():
    record = w.promise_made("Sun 12:00", contact="c1")
    said = SpokenPromises(IL)
    for event in (noticed(PROMISE), w.contact_ended("Sun 10:05"), record):
        said.read(event)
    [spoken] = said.unrecorded()
    assert spoken.recorded is record

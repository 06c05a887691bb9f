"""The five acceptance stories of made days: exactly the failures that each tells of, and no other."""

from collections import Counter
from datetime import date

import pytest

from moked.made.script import clock, together
from moked.made.stories import StoryTold, all_stories
from moked.policy import load
from moked.quality.engine import Engine
from moked.quality.finding import State, as_json
from moked.quality.incidents import incidents
from moked.quality.replay import replay

IL = load(["il"])
DAY = date(2026, 11, 1)
# Every deadline that a story leaves running is over by then.
SETTLED = clock(DAY, "12:00", days=60)
STORIES = {story.name: story for story in all_stories()}


@pytest.fixture(params=STORIES.values(), ids=STORIES)
def story(request: pytest.FixtureRequest) -> StoryTold:
    return request.param


def events_of(story: StoryTold, day: date = DAY):
    return together([story.script(day)])


def found_in(name: str):
    return replay(events_of(STORIES[name]), IL, until=SETTLED)


def test_the_five_stories_are_found_by_being_there():
    assert [*STORIES] == ["card_company", "contact_form", "installer", "parcel", "support_line"]


def test_a_story_has_exactly_its_failures(story):
    found = replay(events_of(story), IL, until=SETTLED)
    assert Counter(f.code for f in found) == Counter(story.expected)
    assert {f.state for f in found} == {State.OPEN}


def test_it_has_the_same_failures_around_another_day(story):
    wednesday = date(2026, 2, 18)
    found = replay(events_of(story, wednesday), IL, until=clock(wednesday, "12:00", days=60))
    assert Counter(f.code for f in found) == Counter(story.expected)


def test_seen_live_a_story_ends_in_the_same_lines(story):
    engine = Engine(IL)
    for event in events_of(story):
        engine.feed(event)
        engine.advance(event.at)
    engine.advance(SETTLED)
    replayed = replay(events_of(story), IL, until=SETTLED)
    assert [*map(as_json, engine.findings())] == [*map(as_json, replayed)]


def test_a_journey_of_a_customer_is_one_incident():
    journeys = {
        "card_company": ("דנה אלון", 4),
        "installer": ("דנה ברק", 10),
        "parcel": ("יוסף מנסור", 10),
    }
    for name, (customer, failures) in journeys.items():
        [incident] = incidents(found_in(name), IL)
        assert incident.subject == ("customer", customer)
        assert len(incident.findings) == failures


def test_the_dead_chat_belongs_to_the_parcels_journey():
    [incident] = incidents(found_in("parcel"), IL)
    [chat] = [f for f in incident.findings if f.code == "F06"]
    assert chat.subject == ("channel", "chat")


def test_the_second_call_of_the_parcel_is_the_second_hang_up_in_a_day():
    hang_ups = [(f.facts["how"], f.facts["count"]) for f in found_in("parcel") if f.code == "F03"]
    assert hang_ups == [("queue", 1), ("at_once", 2)]


def test_the_golden_line_is_an_incident_beside_the_callers():
    found = incidents(found_in("support_line"), IL)
    assert [(i.subject.kind, i.subject.ref, len(i.findings)) for i in found] == [
        ("customer", "יוסף חדאד", 8),
        ("segment", "קו הזהב", 1),
    ]


def test_of_41_forms_three_answer_slowly_and_twenty_never():
    found = found_in("contact_form")
    bands = Counter(f.facts["band"] for f in found if f.code == "F08")
    assert bands == {"slow": 3, "never": 20}
    waited = [f.facts["waited"] / 86400 for f in found if f.facts.get("band") == "slow"]
    assert all(2 < days <= 5 for days in waited)


def test_who_never_answered_is_who_left_a_message_unanswered():
    found = found_in("contact_form")
    never = {f.customer for f in found if f.facts.get("band") == "never"}
    assert {f.customer for f in found if f.code == "F07"} == never


def test_the_form_that_goes_nowhere_is_an_incident_of_its_own():
    found = incidents(found_in("contact_form"), IL)
    assert [len(i.findings) for i in found if i.subject == ("channel", "form")] == [1]
    assert len(found) == 1 + 23


def test_the_missed_installation_is_owed_600_shekels():
    [late] = [f for f in found_in("installer") if f.code == "F17"]
    assert (late.facts["amount"], late.facts["currency"]) == (600, "ILS")

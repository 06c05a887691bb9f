from datetime import timedelta

import pytest

from moked.quality.readings.promptness import is_one_matter, is_prompt
from tests.quality import words as w
from tests.quality.table import IL

DAY = timedelta(days=1)
ASKED = w.message_received("Sun 09:00", text="Where is it?", contact="c1", case="k1")
ANSWERED = w.message_sent("Sun 10:00", message="m2", contact="c1", case="k1")
FAILED = w.message_failed("Sun 10:01", message="m2")

PROMPT = {
    "answered within the hour": [ASKED, ANSWERED],
    "answered, and then thanked": [ASKED, ANSWERED, w.message_received("Mon 09:00", text="תודה!")],
    "answered by the contact alone": [ASKED, w.message_sent("Sun 10:00", contact="c1")],
}
NOT_PROMPT = {
    "never answered": [ASKED],
    "answered after a day": [ASKED, w.message_sent("Mon 09:00", contact="c1", case="k1")],
    "answered by a machine": [ASKED, w.message_sent("Sun 09:00", author="automatic")],
    "the answer did not arrive": [ASKED, ANSWERED, FAILED],
    "answered on another case": [ASKED, w.message_sent("Sun 10:00", case="k2")],
}


@pytest.mark.parametrize("story", PROMPT.values(), ids=list(PROMPT))
def test_a_prompt_story_is_seen_at_a_glance(story):
    assert is_prompt(story, IL, DAY)


@pytest.mark.parametrize("story", NOT_PROMPT.values(), ids=list(NOT_PROMPT))
def test_whatever_may_not_be_prompt_is_read(story):
    assert not is_prompt(story, IL, DAY)


def test_one_contact_on_one_case_is_one_matter():
    assert is_one_matter([ASKED, ANSWERED, w.contact_started("Sun 08:59", contact="c1")])
    assert not is_one_matter([ASKED, w.contact_started("Mon 09:00", contact="c2")])

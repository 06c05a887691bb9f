import pytest

from moked.quality.readings.courtesy import is_thanks
from tests.quality.table import IL
from tests.quality.words import at

THANKS = [
    "Thanks!",
    "Thank you so much, Noa",
    "תודה רבה",
    "מעולה, תודה על העזרה",
    "Gracias.",
    "Спасибо",
    "👍",
]
NO_THANKS = [
    None,
    "",
    "Where is my parcel",
    "Thanks, and when does it come?",
    "Thanks, but it is still broken",
    "Thanks. It doesn't work",
    "תודה אבל זה לא עובד",
    "Thanks, please send the bill as well",
    "Thank you for the bill that came today by post with your letter",
]


@pytest.mark.parametrize("text", THANKS)
def test_a_short_thank_you_asks_for_nothing(text):
    assert is_thanks(text, IL, at("Sun 09:00"))


@pytest.mark.parametrize("text", NO_THANKS)
def test_whatever_wants_an_answer_is_more_than_thanks(text):
    assert not is_thanks(text, IL, at("Sun 09:00"))

"""Only a person's message is a reply, and a matter has one first reply."""

from moked.core.events import Event
from moked.reports.figures.replies import Replies
from tests.quality.words import message_received, message_sent
from tests.reports.figures.logs import measured


def replies(*events: Event, until: str | None = None) -> Replies:
    found = measured(*events, until=until).replies
    assert found is not None
    (only,) = found.channels
    return only


def test_a_reply_falls_into_its_band() -> None:
    figures = replies(
        *(message_received("Sun 09:00", case=f"k{n}", message=f"m{n}") for n in range(4)),
        message_sent("Sun 13:00", case="k0"),
        message_sent("Sun 13:01", case="k1"),
        message_sent("Thu 09:00", case="k2"),
        message_sent("Sat 09:00", case="k3"),
    )
    assert (figures.excellent, figures.fair, figures.slow, figures.later) == (1, 1, 1, 1)
    assert figures.median == 4 * 3600 + 60


def test_an_automatic_notice_is_no_reply() -> None:
    figures = replies(
        message_received("Sun 09:00", case="k1"),
        message_sent("Sun 09:01", case="k1", author="automatic"),
        until="Sun2 09:01",
    )
    assert (figures.never, figures.waiting, figures.median) == (1, 0, None)


def test_a_young_matter_still_waits() -> None:
    figures = replies(message_received("Sun 09:00"), until="Mon 09:00")
    assert (figures.never, figures.waiting) == (0, 1)


def test_writing_again_does_not_restart_the_clock_and_a_second_reply_is_no_first() -> None:
    figures = replies(
        message_received("Sun 09:00", contact="c1", message="m1"),
        message_received("Sun 15:00", contact="c1", message="m2"),
        message_sent("Sun 16:00", contact="c1"),
        message_sent("Sun 17:00", contact="c1"),
    )
    assert (figures.matters, figures.fair) == (1, 1)


def test_without_case_or_contact_an_answer_ends_the_matter() -> None:
    figures = replies(
        message_received("Sun 09:00", message="m1"),
        message_sent("Sun 10:00"),
        message_received("Mon 09:00", message="m2"),
        message_sent("Mon 10:00"),
    )
    assert (figures.matters, figures.excellent) == (2, 2)


def test_what_we_wrote_first_is_no_reply() -> None:
    assert measured(message_sent("Sun 09:00")).replies is None

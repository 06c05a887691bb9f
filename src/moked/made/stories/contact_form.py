"""The contact form: 41 firms were asked one simple question each, through the form on their site.

Four answer within 33 minutes to four hours, fourteen within two days, three in two to five days, and
twenty never. The last form's messages go nowhere: it says thank you, and what was written lands in a
mailbox that nobody reads, as the probes of its reply path tell all week. No form sends a receipt.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from moked.core.events import ContactStarted, MessageReceived, MessageSent, ProbeDone, WordsNoticed
from moked.made.encounter import SURE
from moked.made.script import Script, clock

FIRMS = 41

EXCELLENT = ((0, 33), (1, 20), (2, 45), (4, 0))
FAIR = (
    (4, 40), (5, 15), (6, 10), (7, 0), (23, 10), (23, 50), (24, 30), (25, 45), (26, 20), (27, 0),
    (28, 35), (29, 40), (30, 15), (47, 50),
)  # fmt: skip
SLOW = ((50, 20), (75, 5), (99, 30))
DELAYS = (*EXCELLENT, *FAIR, *SLOW)
"""Hours and minutes until each of the firms that answer does."""

NEVER = FIRMS - len(DELAYS)

EXPECTED = ("F06", *["F07"] * NEVER, *["F08"] * (len(SLOW) + NEVER))

QUESTION = "שלום, האם אפשר לשנות את מועד החיוב החודשי שלי?"
ANSWER = "שלום דנה, אפשר לשנות את מועד החיוב פעם בשנה, באזור האישי."


def play(script: Script, day: date) -> None:
    """Play the Sunday to Friday that lie before the day."""
    sunday = day - timedelta(days=day.isoweekday() % 7 or 7)
    for number, asked_at in enumerate(_moments(sunday), start=1):
        _asked(script, number, asked_at)
        if number <= len(DELAYS):
            hours, minutes = DELAYS[number - 1]
            _answered(script, number, asked_at + timedelta(hours=hours, minutes=minutes))
    _probed(script, sunday)


def _moments(day: date) -> Iterator[datetime]:
    for number in range(FIRMS):
        yield clock(day, "08:20") + timedelta(minutes=4 * number)


def _customer(number: int) -> str:
    return f"דנה, לקוחת חברה {number}"


def _asked(script: Script, number: int, at: datetime) -> None:
    given = {"contact": f"טופס-{number}", "channel": "form", "customer": _customer(number)}
    script.add(ContactStarted, at, direction="in", entry=f"הטופס של חברה {number}", **given)
    script.add(MessageReceived, at, message=f"טופס-{number}-שאלה", text=QUESTION, **given)


def _answered(script: Script, number: int, at: datetime) -> None:
    message = f"טופס-{number}-תשובה"
    script.add(
        MessageSent,
        at,
        message=message,
        channel="email",
        customer=_customer(number),
        author="agent",
        contact=f"טופס-{number}",
        text=ANSWER,
    )
    script.add(
        WordsNoticed,
        at,
        message=message,
        kind="answer",
        speaker="agent",
        words=ANSWER,
        confidence=SURE,
    )


def _probed(script: Script, sunday: date) -> None:
    """Probe the last firm's form every hour of the week; on Friday at noon somebody mends it."""
    for hour in range(6 * 24):
        at = clock(sunday, "08:00") + timedelta(hours=hour)
        mended = at >= clock(sunday, "12:00", days=5)
        script.add(ProbeDone, at, channel="form", stage="reply", ok=mended)

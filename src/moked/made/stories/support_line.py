"""The support line: everybody waits, and some are answered at once.

Friday noon, Yusuf's line is down. He waits for minutes and is told nothing, then a "switchboard" takes a
message that he did not wish to leave, promises every effort, writes nothing of it down, and closes the
matter as dealt with. Nobody calls back by Sunday at eleven. He calls again; Noa is rude to him, the manager whom he asks for never comes. That
same Friday the callers of the golden line, celebrities among them, were answered before the second ring,
while everybody else stood in the queue. On Monday Amir calls him.
"""

from datetime import date, timedelta

from moked.core.events import CaseClosed, CaseOpened, CaseResolved, EscalationRequested
from moked.made.encounter import Encounter
from moked.made.people import FIRST, LAST
from moked.made.script import Script, clock

EXPECTED = ("F11", "F12", "F14", "F20", "F23", "F25", "F28", "F29", "F32")

YUSUF, NOA, AMIR, SWITCHBOARD = "יוסף חדאד", "נועה", "אמיר", "מרכזייה"
DESK = ("אסנת", "ברק", "גלית", "דקל")
CASE, TOPIC, QUEUE = "תמיכה-פנייה", "תקלה", "תמיכה"
CLOSED = "תמיכה-פנייה-מרכזייה"
GOLDEN = "קו הזהב"
CALLERS = 32
"""How many called on each of the two lines that Friday."""


def play(script: Script, day: date) -> None:
    """Play the last Friday before the day, and the Sunday and Monday after it."""
    friday = day - timedelta(days=(day.isoweekday() - 5) % 7 or 7)
    sunday, monday = friday + timedelta(days=2), friday + timedelta(days=3)
    for number in range(CALLERS):
        _ordinary_caller(script, friday, number)
        _golden_caller(script, friday, number)
    _intercepted(script, friday)
    _calls_again(script, sunday)
    _called_at_last(script, monday)


def _ordinary_caller(script: Script, day: date, number: int) -> None:
    began = clock(day, "08:10") + timedelta(minutes=6 * number)
    name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]} ת{number}"
    call = Encounter(script, f"תמיכה-קו-{number}", name, began, topic=TOPIC)
    call.joins("0:20", QUEUE)
    _served(call, f"תמיכה-קו-פנייה-{number}", number, after=105 + number * 37 % 60)


def _golden_caller(script: Script, day: date, number: int) -> None:
    began = clock(day, "08:13") + timedelta(minutes=6 * number)
    name = f"{FIRST[-1 - number % len(FIRST)]} {LAST[number % len(LAST)]} ז{number}"
    call = Encounter(script, f"תמיכה-זהב-{number}", name, began, topic=TOPIC, entry=GOLDEN)
    call.joins("0:02", GOLDEN)
    _served(call, f"תמיכה-זהב-פנייה-{number}", number, after=6 + number % 3, segment=GOLDEN)


def _served(
    call: Encounter, case: str, number: int, *, after: int, segment: str | None = None
) -> None:
    """Answer a call so many seconds after its beginning, and solve it."""
    agent, minutes, seconds = DESK[number % len(DESK)], after // 60, after % 60
    call.is_answered(f"{minutes}:{seconds}", agent)
    call.script.add(
        CaseOpened,
        call.at(f"{minutes}:{seconds + 15}"),
        case=case,
        customer=call.customer,
        channel="phone",
        topic=TOPIC,
        segment=segment,
    )
    call.hears(f"{minutes + 2}:30", "answer", "התקלה אותרה ותוקנה")
    call.ends(f"{minutes + 3}:{seconds}", farewell=True)
    call.is_recorded(f"{minutes + 4}:20", agent, "תקלה תוקנה מרחוק.", case=case, shared=True)
    call.script.add(CaseResolved, call.at(f"{minutes + 4}:30"), case=case, by=agent)


def _intercepted(script: Script, friday: date) -> None:
    """A long wait of which nobody says how long it is, and a message that nobody asked to leave: closed."""
    call = Encounter(script, "תמיכה-שיחה-1", YUSUF, clock(friday, "12:10"), topic=TOPIC)
    call.joins("0:20", QUEUE)
    call.meets("3:50", SWITCHBOARD, "front_desk")
    call.hears("4:30", "every_effort", "נעשה כל מאמץ שהתמיכה תחזור אליך")
    call.leaves_queue("5:00", "message", chosen=False)
    call.ends("5:05", farewell=True)
    script.add(
        CaseOpened, call.at("5:10"), case=CLOSED, customer=YUSUF, channel="phone", topic=TOPIC
    )
    script.add(CaseClosed, call.at("5:20"), case=CLOSED, by=SWITCHBOARD, reason="הודעה נלקחה")


def _calls_again(script: Script, sunday: date) -> None:
    call = Encounter(script, "תמיכה-שיחה-2", YUSUF, clock(sunday, "11:20"), topic=TOPIC)
    call.joins("0:20", QUEUE)
    call.is_answered("1:10", NOA)
    script.add(CaseOpened, call.at("1:40"), case=CASE, customer=YUSUF, channel="phone", topic=TOPIC)
    call.hears("2:20", "insult", "עוד אחד שלא יודע להדליק נתב")
    call.hears("3:40", "insult", "אם היית מקשיב במקום לדבר היית מבין")
    call.hears("4:00", "asks_manager", "אני רוצה לדבר עם מנהל", speaker="customer")
    script.add(
        EscalationRequested,
        call.at("4:00"),
        contact=call.contact,
        to="manager",
        words="אני רוצה לדבר עם מנהל",
    )
    call.ends("6:10")
    call.is_recorded("8:00", NOA, "אין קו מיום שישי. הלקוח ביקש מנהל.", case=CASE)


def _called_at_last(script: Script, monday: date) -> None:
    call = Encounter(
        script,
        "תמיכה-שיחה-3",
        YUSUF,
        clock(monday, "09:15"),
        direction="out",
        topic=TOPIC,
        case=CASE,
    )
    call.meets("0:10", AMIR, "supervisor")
    call.hears("0:40", "apology", "אני מתנצל על היחס שקיבלת")
    call.hears("3:00", "answer", "הקו תוקן לפני עשר דקות")
    call.ends("4:00", farewell=True)
    call.is_recorded("5:10", AMIR, "הקו תוקן, ניתנה התנצלות.", case=CASE, shared=True)
    script.add(CaseResolved, call.at("6:00"), case=CASE, by=AMIR)

"""The installer: what was agreed in a long talk never reached the field.

Dana, a new customer, works until half past four and asks for the latest hour there is. Noa books it and
promises a manager's help, every effort and constant updates, and writes none of that down. In the morning
Oren, who has not opened the history, tells her that nothing of the kind was agreed; Noa confirms it on the line
and promises again to keep her posted. At 11:00 Lev, the installer, calls: he wants to come now. She explains once
more and is promised another update. Half an hour before the end of the range: "we cannot come". Amir
makes it good the next day.

The same week the same happens to her at a second firm; that is in the second firm's log.
"""

from datetime import date, timedelta

from moked.core.events import (
    CaseOpened,
    CaseResolved,
    PromiseMade,
    RemedyGiven,
    VisitArrived,
    VisitBooked,
    VisitCancelled,
    VisitContacted,
    VisitDone,
    VisitPlanned,
)
from moked.made.encounter import Encounter
from moked.made.script import Script, business_day, clock

EXPECTED = ("F13", "F15", "F16", "F17", "F18", "F19", "F20", "F22", "F24", "F27")

DANA, NOA, OREN, AMIR, LEV = "דנה ברק", "נועה", "אורן", "אמיר", "לב"
CASE, VISIT, SECOND_VISIT = "התקנה-פנייה", "התקנה-ביקור-1", "התקנה-ביקור-2"
TOPIC = "התקנה"


def play(script: Script, day: date) -> None:
    """Play the order on the business day before, the day of the visit, and the day after."""
    _ordered(script, business_day(day, -1), day)
    _never_agreed(script, day)
    _now_or_never(script, day)
    _cannot_come(script, day)
    _made_good(script, day, business_day(day, 1))


def _ordered(script: Script, day: date, visit_on: date) -> None:
    call = Encounter(script, "התקנה-שיחה-1", DANA, clock(day, "15:02"), topic=TOPIC)
    call.joins("0:25", "התקנות")
    call.is_answered("1:05", NOA)
    script.add(CaseOpened, call.at("3:00"), case=CASE, customer=DANA, channel="phone", topic=TOPIC)
    script.add(
        VisitBooked,
        call.at("6:00"),
        visit=VISIT,
        customer=DANA,
        case=CASE,
        hour=clock(visit_on, "17:00"),
        until=clock(visit_on, "19:00"),
        not_before=clock(visit_on, "17:00"),
        note="השעה המאוחרת ביותר: הלקוחה עובדת עד 16:30",
        kind="התקנה",
    )
    call.hears("7:10", "promise", "המנהל שלי ידאג שזה יסתדר")
    call.hears("7:30", "every_effort", "נעשה כל מאמץ")
    call.hears("7:50", "promise", "אני אהיה איתך בקשר כל הזמן")
    call.ends("8:40", farewell=True)
    call.is_recorded("10:00", NOA, "לקוחה חדשה. נקבעה התקנה 17:00-19:00.", case=CASE, shared=True)
    # The evening before, the plan does not know what was agreed.
    script.add(
        VisitPlanned,
        clock(visit_on, "20:10", days=-1),
        visit=VISIT,
        technician=LEV,
        arrives=clock(visit_on, "11:15"),
        constraint_known=False,
    )


def _never_agreed(script: Script, day: date) -> None:
    call = Encounter(script, "התקנה-שיחה-2", DANA, clock(day, "08:31"), topic=TOPIC, case=CASE)
    call.joins("0:25", "התקנות")
    call.is_answered("1:10", OREN)
    call.hears("2:40", "denial", "לא סוכם איתך על שום שעה מאוחרת")
    call.is_passed("4:00", OREN, NOA)
    call.meets("4:20", NOA)
    call.hears("5:00", "answer", "נכון, סיכמנו על השעה המאוחרת ביותר")
    call.hears("5:40", "promise", "אני אעדכן אותך")
    script.add(
        PromiseMade,
        call.at("6:00"),
        promise="התקנה-הבטחה-1",
        kind="update",
        customer=DANA,
        by=NOA,
        owner=NOA,
        case=CASE,
        contact=call.contact,
        words="אני אעדכן אותך",
    )
    call.ends("6:30", farewell=True)
    call.is_recorded("8:00", NOA, "אישרתי ללקוחה את השעה המאוחרת.", case=CASE, shared=True)


def _now_or_never(script: Script, day: date) -> None:
    """The installer wants to come now; the customer calls and explains it all once more."""
    script.add(VisitContacted, clock(day, "11:00"), visit=VISIT, wants=clock(day, "11:15"))
    call = Encounter(script, "התקנה-שיחה-3", DANA, clock(day, "11:06"), topic=TOPIC, case=CASE)
    call.joins("0:25", "התקנות")
    call.is_answered("1:00", OREN)
    call.hears("4:00", "promise", "אני בודק מול השטח ואעדכן אותך עד שתיים", due=clock(day, "14:00"))
    script.add(
        PromiseMade,
        call.at("4:30"),
        promise="התקנה-הבטחה-2",
        kind="update",
        customer=DANA,
        by=OREN,
        owner=OREN,
        case=CASE,
        contact=call.contact,
        due=clock(day, "14:00"),
        words="אעדכן אותך עד שתיים",
    )
    call.ends("5:00", farewell=True)
    call.is_recorded("6:20", OREN, "הטכנאי ביקש להקדים, הלקוחה לא בבית.", case=CASE, shared=True)


def _cannot_come(script: Script, day: date) -> None:
    call = Encounter(
        script,
        "התקנה-שיחה-4",
        DANA,
        clock(day, "18:30"),
        direction="out",
        topic=TOPIC,
        case=CASE,
    )
    call.meets("0:12", OREN)
    call.hears("0:40", "refusal", "אנחנו לא יכולים להגיע היום")
    call.hears("1:10", "empathy_but", "אני מבין אותך, אבל")
    script.add(
        VisitCancelled, call.at("1:30"), visit=VISIT, by="us", reason="הטכנאי לא יספיק להגיע"
    )
    call.ends("2:10")
    call.is_recorded("3:30", OREN, "הודעתי ללקוחה שהביקור בוטל.", case=CASE, shared=True)


def _made_good(script: Script, missed_on: date, day: date) -> None:
    """The sum is paid, and the customer picks the first hour that suits her."""
    call = Encounter(
        script, "התקנה-שיחה-5", DANA, clock(day, "08:40"), direction="out", topic=TOPIC, case=CASE
    )
    call.meets("0:10", AMIR, "supervisor")
    call.hears("0:50", "apology", "אני מתנצל על מה שקרה")
    call.hears("1:40", "answer", "הפיצוי לפי החוק, 600 שקלים, שולם הבוקר")
    hour = clock(day, "17:00")
    script.add(
        VisitBooked,
        call.at("3:00"),
        visit=SECOND_VISIT,
        customer=DANA,
        case=CASE,
        hour=hour,
        until=hour + timedelta(hours=1),
        not_before=hour,
        note="בחירת הלקוחה",
        kind="התקנה",
    )
    call.ends("3:40", farewell=True)
    call.is_recorded("5:00", AMIR, "שולם פיצוי, נקבע ביקור חדש.", case=CASE, shared=True)
    script.add(
        RemedyGiven,
        call.at("5:30"),
        kind="cash",
        case=CASE,
        amount=600,
        currency="ILS",
        chosen=True,
    )
    planned = {"visit": SECOND_VISIT, "technician": LEV, "constraint_known": True}
    script.add(VisitPlanned, call.at("20:00"), arrives=hour, **planned)
    script.add(VisitArrived, hour + timedelta(minutes=5), visit=SECOND_VISIT)
    script.add(VisitDone, hour + timedelta(minutes=50), visit=SECOND_VISIT)
    script.add(CaseResolved, hour + timedelta(hours=1), case=CASE, by=AMIR)

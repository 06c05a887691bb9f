"""The parcel: same street, same number, another city.

Yusuf's parcel was to come this week, a clerk wrote. It did not. He waits an hour on the telephone, and the
system hangs up on him; the next morning an agent does. His e-mail is not answered, the chat on the site is not
working, the branch says "only by phone", and on the social page they apologise for the delay and
vanish. A case is opened, and nobody can say where it stands. Two weeks later: "it was for a customer in
Haifa". Then a text message: come and collect it in Haifa. Amir clears it up.
"""

from datetime import date, datetime, timedelta

from moked.core.events import (
    CaseOpened,
    CaseResolved,
    ClaimCorrected,
    ClaimStated,
    ContactRedirected,
    MessageDelivered,
    MessageReceived,
    MessageSent,
    ProbeDone,
    WordsNoticed,
)
from moked.made.encounter import SURE, Encounter
from moked.made.script import Script, business_day, clock

EXPECTED = ("F01", "F02", "F03", "F03", "F06", "F07", "F09", "F10", "F21", "F30")

YUSUF, NOA, AMIR, CLERK, WRITER, CALLER = "יוסף מנסור", "נועה", "אמיר", "רבקה", "איריס", "שמואל"
CASE, PARCEL = "חבילה-פנייה", "חבילה-4417"
TOPIC = "משלוח"
QUEUE = "דואר-טלפון"


def play(script: Script, day: date) -> None:
    """Play two and a half weeks that end on the day, and the answer a day later."""
    days = [day]
    for _ in range(11):
        days.append(business_day(days[-1], -1))
    days.reverse()
    _on_its_way(script, days[0])
    _an_hours_wait(script, days[2])
    _hung_up_on_again(script, days[3])
    _email(script, days[3])
    _dead_chat(script, days[4])
    _only_by_phone(script, days[4])
    _apologised(script, days[4])
    _where_does_it_stand(script, days[7])
    _for_somebody_else(script, day)
    _collect_it_there(script, day)
    _cleared_up(script, business_day(day, 1))


def _wrote(script: Script, at: datetime, name: str, text: str, case: str | None = None) -> None:
    script.add(
        MessageReceived,
        at,
        message=f"חבילה-{name}",
        channel="email",
        customer=YUSUF,
        case=case,
        subject="החבילה שלי",
        text=text,
    )


def _replied(
    script: Script,
    at: datetime,
    name: str,
    agent: str,
    text: str,
    *,
    case: str | None = None,
) -> None:
    """Write down an agent's answer by mail, and that it is one."""
    message = f"חבילה-{name}"
    script.add(
        MessageSent,
        at,
        message=message,
        channel="email",
        customer=YUSUF,
        author="agent",
        agent=agent,
        case=case,
        text=text,
    )
    script.add(
        WordsNoticed,
        at,
        message=message,
        kind="answer",
        speaker="agent",
        words=text,
        confidence=SURE,
    )
    script.add(MessageDelivered, at + timedelta(seconds=3), message=message)


def _on_its_way(script: Script, day: date) -> None:
    _wrote(script, clock(day, "09:10"), "מייל-1", "מתי תגיע החבילה שלי?")
    _replied(script, clock(day, "11:30"), "מייל-2", WRITER, "שלום, החבילה בדרך ותגיע השבוע.")


def _an_hours_wait(script: Script, day: date) -> None:
    call = Encounter(script, "חבילה-שיחה-1", YUSUF, clock(day, "09:00"))
    call.joins("0:15", QUEUE, place=23)
    call.is_told("1:00", place=23, low=2400, seconds=3300, high=4200)
    call.leaves_queue("61:40", "timeout")
    call.ends("61:40", "system")


def _hung_up_on_again(script: Script, day: date) -> None:
    call = Encounter(script, "חבילה-שיחה-2", YUSUF, clock(day, "08:45"), topic=TOPIC)
    call.joins("0:15", QUEUE, place=3)
    call.is_told("0:50", place=3, low=90, seconds=180, high=400)
    call.is_answered("4:10", NOA)
    call.ends("4:19", "agent")


def _email(script: Script, day: date) -> None:
    text = "החבילה לא הגיעה, ופעמיים ניתקו לי את הטלפון. איפה היא?"
    _wrote(script, clock(day, "09:05"), "מייל-3", text)


def _dead_chat(script: Script, day: date) -> None:
    """The probes of the chat fail all morning; what the customer writes there arrives nowhere."""
    for minutes in range(0, 120, 5):
        at = clock(day, "08:30") + timedelta(minutes=minutes)
        script.add(ProbeDone, at, channel="chat", stage="reply", ok=not 10 <= minutes < 110)
    chat = Encounter(
        script, "חבילה-צאט", YUSUF, clock(day, "08:52"), channel="chat", topic=TOPIC, entry="אתר"
    )
    chat.ends("2:30", "network")


def _only_by_phone(script: Script, day: date) -> None:
    visit = Encounter(
        script, "חבילה-סניף", YUSUF, clock(day, "10:40"), channel="branch", topic=TOPIC
    )
    visit.meets("6:00", CLERK, "front_desk")
    visit.hears("7:30", "redirect", "רק דרך שירות הלקוחות, בטלפון")
    script.add(ContactRedirected, visit.at("7:30"), contact=visit.contact, to="phone")
    visit.ends("8:00", farewell=True)
    visit.is_recorded("9:00", CLERK, "שאל על חבילה. הופנה לשירות הטלפוני.")


def _apologised(script: Script, day: date) -> None:
    page = Encounter(
        script, "חבילה-עמוד", YUSUF, clock(day, "12:15"), channel="messenger", topic=TOPIC
    )
    page.writes("0:10", "ניתקו לי, לא ענו לי, שלחו אותי הלוך ושוב. איפה החבילה שלי?")
    page.reads("150:00", WRITER, "אנו מתנצלים על העיכוב, הנושא בבדיקה.", "holding")
    script.add(
        CaseOpened,
        page.at("152:00"),
        case=CASE,
        customer=YUSUF,
        channel="messenger",
        topic=TOPIC,
    )
    page.is_recorded("153:00", WRITER, "חבילה שלא הגיעה. הועבר לבירור.", case=CASE)


def _where_does_it_stand(script: Script, day: date) -> None:
    text = "נפתחה לי פנייה לפני כמה ימים. איפה היא עומדת?"
    _wrote(script, clock(day, "10:20"), "מייל-4", text, case=CASE)


def _for_somebody_else(script: Script, day: date) -> None:
    call = Encounter(
        script,
        "חבילה-שיחה-3",
        YUSUF,
        clock(day, "09:40"),
        direction="out",
        topic=TOPIC,
        case=CASE,
    )
    call.meets("0:15", CALLER)
    call.hears("1:00", "answer", "החבילה הייתה מיועדת ללקוח בחיפה")
    _claimed(script, call.at("1:00"), "לקוח אחר, בחיפה", channel="phone", by="agent")
    call.ends("2:20", farewell=True)
    call.is_recorded("4:00", CALLER, "הוסבר שהחבילה של לקוח אחר, מחיפה.", case=CASE)


def _collect_it_there(script: Script, day: date) -> None:
    at = clock(day, "13:05")
    script.add(
        MessageSent,
        at,
        message="חבילה-מסרון",
        channel="sms",
        customer=YUSUF,
        author="automatic",
        case=CASE,
        text=f"שלום יוסף, חבילה {PARCEL} ממתינה לך בסניף בחיפה.",
    )
    script.add(MessageDelivered, at + timedelta(seconds=4), message="חבילה-מסרון")
    _claimed(script, at, "יוסף", channel="sms", by="automatic")


def _claimed(script: Script, at: datetime, value: str, *, channel: str, by: str) -> None:
    script.add(
        ClaimStated,
        at,
        entity=PARCEL,
        attribute="נמען",
        value=value,
        channel=channel,
        by=by,
        customer=YUSUF,
        case=CASE,
    )


def _cleared_up(script: Script, day: date) -> None:
    """The street and the number are the same in both cities; a courier brings the parcel."""
    at = clock(day, "10:00")
    script.add(
        ClaimCorrected,
        at,
        entity=PARCEL,
        attribute="נמען",
        value="יוסף",
        channel="email",
        by="agent",
        customer=YUSUF,
        case=CASE,
    )
    text = (
        "יוסף שלום, החבילה שלך. היא נשלחה בטעות לחיפה, לאותו רחוב ומספר. שליח ימסור אותה לך היום."
    )
    _replied(script, at, "מייל-5", AMIR, text, case=CASE)
    script.add(CaseResolved, clock(day, "16:30"), case=CASE, by=AMIR)

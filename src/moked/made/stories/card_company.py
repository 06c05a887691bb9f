"""The card company: a bot without an exit, an agent who sneers, a case that waits for nobody.

Dana was charged twice. The company's bot leads her to its page on charges three times; she types
"נציג" and gets the same menu; she types it again, and minutes later somebody comes, who writes with
contempt and sets the case to "waiting for the customer", though nobody asked her anything. The day after,
the team lead reads the log, refunds her and says so.
"""

from datetime import date

from moked.core.events import CaseOpened, CaseResolved, CaseWaiting, MessageSent, WordsNoticed
from moked.made.encounter import SURE, Encounter
from moked.made.script import Script, business_day, clock

EXPECTED = ("F04", "F05", "F28", "F31")

DANA, NOA, AMIR = "דנה אלון", "נועה", "אמיר"
CASE = "כרטיס-פנייה"
TOPIC = "חיוב"


def play(script: Script, day: date) -> None:
    """Play the chat on the day, and what became of it on the next."""
    chat = Encounter(
        script, "כרטיס-צאט", DANA, clock(day, "10:02"), channel="chat", topic=TOPIC, entry="אתר"
    )
    _led_round(chat)
    _asks_for_a_human(chat)
    _contempt(chat)
    _mended(script, business_day(day, 1))


def _led_round(chat: Encounter) -> None:
    chat.writes("0:20", "חויבתי פעמיים על אותה קנייה, 120 שקל. למה?")
    chat.bot("0:22", "חיובים", "אפשר לראות את פירוט החיובים באתר.")
    chat.hears_menu("0:23", "חיובים", human=False)
    chat.writes("0:50", "ראיתי את הפירוט, החיוב מופיע בו פעמיים")
    chat.hears_menu("0:52", "חיובים", human=False)
    chat.writes("1:20", "זה לא עונה לי")
    chat.hears_menu("1:22", "חיובים", human=False)


def _asks_for_a_human(chat: Encounter) -> None:
    chat.writes("1:45", "נציג")
    chat.asks_for_human("1:45", "נציג")
    chat.hears_menu("1:47", "חיובים", human=False)
    chat.writes("2:30", "נציג אנושי בבקשה")
    chat.asks_for_human("2:30", "נציג אנושי בבקשה")
    chat.joins("4:10", "חיובים")


def _contempt(chat: Encounter) -> None:
    script = chat.script
    chat.is_answered("6:40", NOA)
    script.add(CaseOpened, chat.at("6:45"), case=CASE, customer=DANA, channel="chat", topic=TOPIC)
    chat.reads(
        "7:30",
        NOA,
        "גברת, מי שלא יודעת לקרוא פירוט שלא תחזיק כרטיס.",
        "insult",
        "מי שלא יודעת לקרוא",
    )
    chat.writes("8:05", "סליחה? אני רק שואלת למה חויבתי פעמיים")
    chat.reads("8:50", NOA, "כנראה חשבון זה לא הצד החזק שלך.", "insult")
    chat.ends("9:20")
    chat.is_recorded("11:00", NOA, "פנייה על חיוב כפול.", case=CASE)
    script.add(CaseWaiting, chat.at("11:30"), case=CASE, on="customer")


def _mended(script: Script, day: date) -> None:
    at = clock(day, "09:30")
    text = "דנה שלום, החיוב הכפול בוטל ו-120 שקל זוכו היום. אני מתנצל על הדברים שנכתבו לך."
    script.add(
        MessageSent,
        at,
        message="כרטיס-תשובה",
        channel="email",
        customer=DANA,
        author="agent",
        agent=AMIR,
        case=CASE,
        text=text,
    )
    for kind, words in (("answer", "החיוב הכפול בוטל"), ("apology", "אני מתנצל")):
        script.add(
            WordsNoticed,
            at,
            message="כרטיס-תשובה",
            kind=kind,
            speaker="agent",
            words=words,
            confidence=SURE,
        )
    script.add(CaseResolved, clock(day, "09:40"), case=CASE, by=AMIR)

"""The event vocabulary: facts in the past tense, frozen and typed.

One record a type, named after it (`contact.started` is `ContactStarted`). `id`, `source` and `at`
come from the CloudEvents envelope, the rest from its `data`. The order of the classes is the order
in which facts of one and the same moment are read: a contact starts before it waits, and waits before
it ends. Nothing here reads or writes; `moked.core.wire` does.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta, field

Ref = Annotated[str, Meta(min_length=1)]
"""A reference, never empty: an empty key would join strangers."""

Moment = Annotated[datetime, Meta(tz=True)]
"""A moment with its offset from UTC."""

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
"""A probability or a share, 0 to 1."""

YEARS = range(1970, 2200)
"""Years in which an event may lie, by the clock it was written with.

One mistyped year would make every story as long as the calendar, and every span beyond it an error.
"""

NEVER = datetime.min.replace(tzinfo=UTC)


class Channel(StrEnum):
    """Where a contact or a message runs."""

    PHONE = "phone"
    EMAIL = "email"
    FORM = "form"
    CHAT = "chat"
    WHATSAPP = "whatsapp"
    MESSENGER = "messenger"
    TELEGRAM = "telegram"
    SMS = "sms"
    BRANCH = "branch"


class Direction(StrEnum):
    """Who reached out: the customer (in) or we (out)."""

    IN = "in"
    OUT = "out"


class Author(StrEnum):
    """Who wrote a message of ours."""

    AGENT = "agent"
    BOT = "bot"
    AUTOMATIC = "automatic"


class Role(StrEnum):
    """What the person who answered can do about the matter."""

    PROFESSIONAL = "professional"
    FRONT_DESK = "front_desk"
    SUPERVISOR = "supervisor"


class WhyLeft(StrEnum):
    """Why a contact left a queue."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    TIMEOUT = "timeout"
    CALLBACK = "callback"
    MESSAGE = "message"
    TRANSFERRED = "transferred"


class EndedBy(StrEnum):
    """Who or what ended a contact."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"
    NETWORK = "network"


class Asker(StrEnum):
    """Who wanted a transfer."""

    CUSTOMER = "customer"
    AGENT = "agent"


class Purpose(StrEnum):
    """What a question to the customer was for."""

    SERVICE = "service"
    SECURITY = "security"


class Speaker(StrEnum):
    """Whose words were noticed."""

    CUSTOMER = "customer"
    AGENT = "agent"
    BOT = "bot"


class Notice(StrEnum):
    """What reading noticed in words."""

    PROMISE = "promise"
    OFFER = "offer"
    APOLOGY = "apology"
    HOLDING = "holding"
    DENIAL = "denial"
    EMPATHY_BUT = "empathy_but"
    REFUSAL = "refusal"
    INSULT = "insult"
    REDIRECT = "redirect"
    QUESTION = "question"
    ANSWER = "answer"
    HUMAN_REQUEST = "human_request"
    EVERY_EFFORT = "every_effort"
    ASKS_MANAGER = "asks_manager"


class WaitingOn(StrEnum):
    """Whose turn a waiting case is."""

    CUSTOMER = "customer"
    US = "us"
    THIRD_PARTY = "third_party"


class PromiseKind(StrEnum):
    """What was promised."""

    CALLBACK = "callback"
    UPDATE = "update"
    ANSWER = "answer"
    MANAGER = "manager"
    REFUND = "refund"
    VISIT = "visit"
    OTHER = "other"


class Side(StrEnum):
    """Which of the two sides moved or cancelled something."""

    US = "us"
    CUSTOMER = "customer"


class ReleasedBy(StrEnum):
    """Who freed us of a promise."""

    CUSTOMER = "customer"
    SUPERVISOR = "supervisor"


class WhyFailed(StrEnum):
    """Why a visit came to nothing."""

    CUSTOMER_ABSENT = "customer_absent"
    PARTS = "parts"
    ACCESS = "access"
    OTHER = "other"


class ClaimedBy(StrEnum):
    """Who told the customer a fact."""

    AGENT = "agent"
    AUTOMATIC = "automatic"


class EscalatedTo(StrEnum):
    """Whom the customer asked for."""

    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    RELATIONS = "relations"
    EXECUTIVE = "executive"


class Stage(StrEnum):
    """How far an end-to-end probe came."""

    ACCEPT = "accept"
    ARRIVE = "arrive"
    REPLY = "reply"


class Event(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """What every event has.

    `unknown` keeps the fields of `data`, and `attributes` those of the envelope, that this version
    does not know, so that writing an event out again loses nothing.
    """

    TYPE: ClassVar[str] = ""
    RANK: ClassVar[int] = 0

    id: str = field(default="", name="$id")
    source: str = field(default="", name="$source")
    at: datetime = field(default=NEVER, name="$at")
    unknown: dict[str, Any] | None = field(default=None, name="$unknown")
    attributes: dict[str, Any] | None = field(default=None, name="$attributes")


class UnknownEvent(Event, frozen=True, kw_only=True):
    """An event of a type that this version does not know: kept, and passed over."""

    type: str
    data: dict[str, Any] | None = None


class ContactStarted(Event, frozen=True, kw_only=True):
    """An interaction began: somebody dialled, wrote, opened a chat or walked in."""

    contact: Ref
    channel: Channel
    direction: Direction
    customer: Ref | None = None
    case: Ref | None = None
    topic: str | None = None
    entry: str | None = None


class CustomerIdentified(Event, frozen=True, kw_only=True):
    """We learned who the customer of a contact is, perhaps long after it."""

    contact: Ref
    customer: Ref


class CaseOpened(Event, frozen=True, kw_only=True):
    """A matter got its case."""

    case: Ref
    customer: Ref
    channel: Channel
    topic: str | None = None
    segment: str | None = None


class MenuShown(Event, frozen=True, kw_only=True):
    """A menu's node was played or shown; `human` says whether a human is reachable from it."""

    contact: Ref
    node: str
    human: bool
    options: list[str] | None = None


class BotReplied(Event, frozen=True, kw_only=True):
    """A bot answered."""

    contact: Ref
    intent: str | None = None
    confidence: Share | None = None
    text: str | None = None


class HumanRequested(Event, frozen=True, kw_only=True):
    """The customer asked for a person."""

    contact: Ref
    words: str | None = None


class ContactTransferred(Event, frozen=True, kw_only=True):
    """A contact was passed on, from one team or agent to another."""

    contact: Ref
    from_: str = field(name="from")
    to: str
    asked_by: Asker | None = None
    reason: str | None = None


class QueueJoined(Event, frozen=True, kw_only=True):
    """A contact began to wait."""

    contact: Ref
    queue: Ref
    place: int | None = None


class WaitAnnounced(Event, frozen=True, kw_only=True):
    """The waiting customer was told a place or an estimate; `low` to `high` is its 80 % interval, in seconds."""

    contact: Ref
    place: int | None = None
    seconds: float | None = None
    low: float | None = None
    high: float | None = None
    message_offered: bool | None = None


class QueueLeft(Event, frozen=True, kw_only=True):
    """A contact stopped waiting; `chosen` says whether the customer chose that way out."""

    contact: Ref
    why: WhyLeft
    chosen: bool | None = None


class AgentConnected(Event, frozen=True, kw_only=True):
    """A person answered."""

    contact: Ref
    agent: Ref
    role: Role
    team: str | None = None


class CaseViewed(Event, frozen=True, kw_only=True):
    """An agent opened a case's history."""

    case: Ref
    agent: Ref
    contact: Ref | None = None


class ContactHeld(Event, frozen=True, kw_only=True):
    """The customer was put on hold."""

    contact: Ref


class ContactResumed(Event, frozen=True, kw_only=True):
    """The talk went on after a hold."""

    contact: Ref


class CustomerAsked(Event, frozen=True, kw_only=True):
    """We asked the customer for a detail; the same `field` again is asking again."""

    contact: Ref
    field: str
    purpose: Purpose | None = None


class MessageReceived(Event, frozen=True, kw_only=True):
    """The customer wrote."""

    message: Ref
    channel: Channel
    customer: Ref
    contact: Ref | None = None
    case: Ref | None = None
    subject: str | None = None
    text: str | None = None


class MessageSent(Event, frozen=True, kw_only=True):
    """We wrote, by an agent, a bot or an automatic notice."""

    message: Ref
    channel: Channel
    customer: Ref
    author: Author
    agent: Ref | None = None
    contact: Ref | None = None
    case: Ref | None = None
    text: str | None = None


class MessageDelivered(Event, frozen=True, kw_only=True):
    """A message of ours arrived."""

    message: Ref
    reason: str | None = None


class MessageFailed(Event, frozen=True, kw_only=True):
    """A message of ours did not arrive."""

    message: Ref
    reason: str | None = None


class WordsNoticed(Event, frozen=True, kw_only=True):
    """Reading noticed something in a message or in a talk."""

    kind: Notice
    speaker: Speaker
    words: str
    confidence: Share
    message: Ref | None = None
    contact: Ref | None = None
    due: Moment | None = None
    reader: str | None = None


class ContactRedirected(Event, frozen=True, kw_only=True):
    """The customer was sent to another channel."""

    contact: Ref
    to: Channel
    chosen: bool | None = None


class PromiseMade(Event, frozen=True, kw_only=True):
    """A promise was written down: what, to whom, by whom, who owns it, until when."""

    promise: Ref
    kind: PromiseKind
    customer: Ref
    by: str
    owner: str
    case: Ref | None = None
    due: Moment | None = None
    words: str | None = None
    contact: Ref | None = None
    message: Ref | None = None
    amount: float | None = None


class PromiseMoved(Event, frozen=True, kw_only=True):
    """A promise got another due moment."""

    promise: Ref
    by: Side
    due: Moment


class PromiseKept(Event, frozen=True, kw_only=True):
    """A promise was kept, by a contact or by a message."""

    promise: Ref
    contact: Ref | None = None
    message: Ref | None = None


class PromiseReleased(Event, frozen=True, kw_only=True):
    """Somebody who may freed us of a promise."""

    promise: Ref
    by: ReleasedBy
    reason: str


class VisitBooked(Event, frozen=True, kw_only=True):
    """A visit was agreed: for an hour, or for a range from `hour` to `until`."""

    visit: Ref
    customer: Ref
    hour: Moment
    case: Ref | None = None
    until: Moment | None = None
    not_before: Moment | None = None
    not_after: Moment | None = None
    note: str | None = None
    kind: str | None = None


class VisitPlanned(Event, frozen=True, kw_only=True):
    """Dispatch planned the visit; `constraint_known` says whether the order carries what was agreed."""

    visit: Ref
    technician: Ref
    arrives: Moment
    constraint_known: bool | None = None


class VisitContacted(Event, frozen=True, kw_only=True):
    """The technician called the customer; `wants` is the hour that he proposes."""

    visit: Ref
    wants: Moment | None = None


class VisitMoved(Event, frozen=True, kw_only=True):
    """The visit got another hour."""

    visit: Ref
    by: Side
    hour: Moment


class VisitArrived(Event, frozen=True, kw_only=True):
    """The technician arrived."""

    visit: Ref


class VisitDone(Event, frozen=True, kw_only=True):
    """The visit did what it was for."""

    visit: Ref


class VisitFailed(Event, frozen=True, kw_only=True):
    """The visit came to nothing."""

    visit: Ref
    why: WhyFailed
    proof: str | bool | None = None


class VisitCancelled(Event, frozen=True, kw_only=True):
    """The visit was called off."""

    visit: Ref
    by: Side
    reason: str | None = None


class ClaimStated(Event, frozen=True, kw_only=True):
    """We told somebody a fact: the `attribute` of an `entity` is `value`."""

    entity: Ref
    attribute: str
    value: str | float | bool
    channel: Channel
    by: ClaimedBy
    customer: Ref | None = None
    case: Ref | None = None


class ClaimCorrected(Event, frozen=True, kw_only=True):
    """We corrected a fact, or it really changed."""

    entity: Ref
    attribute: str
    value: str | float | bool
    channel: Channel
    by: ClaimedBy
    customer: Ref | None = None
    case: Ref | None = None


class EscalationRequested(Event, frozen=True, kw_only=True):
    """The customer asked for somebody above."""

    to: EscalatedTo
    contact: Ref | None = None
    case: Ref | None = None
    words: str | None = None


class EscalationAnswered(Event, frozen=True, kw_only=True):
    """Somebody above took the matter."""

    by: str
    contact: Ref | None = None
    case: Ref | None = None


class ContactEnded(Event, frozen=True, kw_only=True):
    """An interaction ended; `farewell` says whether the parties took leave."""

    contact: Ref
    by: EndedBy
    farewell: bool | None = None


class RecordWritten(Event, frozen=True, kw_only=True):
    """An agent wrote down what was said; `shared` says whether the customer can read it."""

    agent: Ref
    text: str
    contact: Ref | None = None
    case: Ref | None = None
    shared: bool | None = None


class CaseAssigned(Event, frozen=True, kw_only=True):
    """A case got a team, and perhaps an owner."""

    case: Ref
    team: str
    agent: Ref | None = None
    level: int | str | None = None


class CaseWaiting(Event, frozen=True, kw_only=True):
    """A case was set to wait."""

    case: Ref
    on: WaitingOn
    until: Moment | None = None


class CaseResolved(Event, frozen=True, kw_only=True):
    """A case was declared solved."""

    case: Ref
    by: str
    reason: str | None = None


class CaseClosed(Event, frozen=True, kw_only=True):
    """A case was closed."""

    case: Ref
    by: str
    reason: str | None = None


class CaseReopened(Event, frozen=True, kw_only=True):
    """A case was opened again."""

    case: Ref
    by: str


class SurveySent(Event, frozen=True, kw_only=True):
    """The customer was asked how satisfied he is."""

    case: Ref
    score: float | None = None


class SurveyAnswered(Event, frozen=True, kw_only=True):
    """The customer said how satisfied he is."""

    case: Ref
    score: float | None = None


class AgentAvailable(Event, frozen=True, kw_only=True):
    """An agent began to take contacts."""

    agent: Ref
    queues: list[str] | None = None


class AgentAway(Event, frozen=True, kw_only=True):
    """An agent stopped taking contacts."""

    agent: Ref
    queues: list[str] | None = None


class ProbeDone(Event, frozen=True, kw_only=True):
    """An end-to-end probe of a channel ended."""

    channel: Channel
    stage: Stage
    ok: bool
    milliseconds: float | None = None


class RemedyGiven(Event, frozen=True, kw_only=True):
    """A remedy was given for a finding or on a case."""

    kind: str
    finding: Ref | None = None
    case: Ref | None = None
    amount: float | None = None
    currency: str | None = None
    chosen: bool | None = None


class FindingEvent(Event, frozen=True, kw_only=True):
    """What the four events of a finding's life have in common."""

    finding: Ref
    detector: str
    subject: dict[str, str] | str
    # A finding has its own moment, which is not the moment of the event: `moment`, `at` on the wire.
    moment: Moment = field(name="at")
    facts: dict[str, Any]


class FindingRaised(FindingEvent, frozen=True, kw_only=True):
    """A finding was opened."""


class FindingWithdrawn(FindingEvent, frozen=True, kw_only=True):
    """A later event showed that the failure never was."""


class FindingHandled(FindingEvent, frozen=True, kw_only=True):
    """The failure was remedied."""


class FindingExcused(FindingEvent, frozen=True, kw_only=True):
    """A person excused the failure, with a reason."""


def _type_name(cls: type[Event]) -> str:
    return ".".join(re.findall("[A-Z][a-z]+", cls.__name__)).lower()


def _concrete(cls: type[Event]) -> list[type[Event]]:
    found = [] if cls in (Event, FindingEvent, UnknownEvent) else [cls]
    return found + [leaf for child in cls.__subclasses__() for leaf in _concrete(child)]


EVENT_TYPES: dict[str, type[Event]] = {}
"""Every known type by its name on the wire, in the order in which one moment's events are read."""

for _rank, _cls in enumerate(_concrete(Event), start=1):
    _cls.TYPE, _cls.RANK = _type_name(_cls), _rank
    EVENT_TYPES[_cls.TYPE] = _cls


in_order: Callable[[Event], tuple[datetime, int, str, str]] = attrgetter(
    "at", "RANK", "source", "id"
)
"""The key that sorts events into the one order in which every reader of a story sees them."""

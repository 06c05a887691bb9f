"""The last thing we sent only holds or apologises, and then we fell silent.

A holding message says nothing of substance: no answer, no question, no date. Whoever sent it, an agent,
a bot or an automatic receipt, the clock runs from it to the end of the next business day; two days
after it the supervisor is told. The customer's writing again excuses nothing; what a person says or
writes to him does, a promise with a date too (keeping that is another failure's matter). Without an
answer it is found once, however often we apologise again.

The ball is truly with the customer while a question of ours is open, and nobody waits for anything
after an answer: "sorry again" then is mere courtesy. An automatic message holds nobody who did not turn
to us. Reading says what a message is (`words.noticed`); one in which it noticed nothing is an answer
from an agent, and no word at all from a machine. Source: "apologised for the delay, and vanished(!)".
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from moked.core.events import (
    NEVER,
    AgentConnected,
    Author,
    CaseOpened,
    ContactStarted,
    Direction,
    Event,
    MessageReceived,
    MessageSent,
    Notice,
    PromiseMade,
    RecordWritten,
    Speaker,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.readings.courtesy import is_thanks
from moked.quality.readings.holding import EMPTY, is_holding, is_substance
from moked.quality.readings.matters import LIVE, Matter, Matters
from moked.quality.readings.promptness import is_one_matter
from moked.quality.readings.register import Register
from moked.quality.story import Story


class _Talk:
    """How a matter stands between the customer and us.

    `waits` says whether he waits for us, None where we do not know. `held` is the holding message that is
    our last word, since `held_at`; `is_found` that we vanished, and have not answered since.
    """

    def __init__(self) -> None:
        self.waits: bool | None = None
        self.is_asked = False
        self.promised_until = NEVER
        self.answered_at = NEVER
        self.held: _Sent | None = None
        self.held_at = NEVER
        self.is_found = False

    def answer(self, at: datetime) -> None:
        """Take a word of substance."""
        self.answered_at = max(self.answered_at, at)
        self.waits, self.held, self.is_found = False, None, False


class _Sent:
    """A message of ours, with how its matter stood before it and what reading noticed in it."""

    def __init__(self, message: MessageSent, talk: _Talk, subject: Subject) -> None:
        self.message = message
        self.talk = talk
        self.subject = subject
        self.waited = talk.waits
        self.was_found = talk.is_found
        self.noticed: list[WordsNoticed] = []

    @property
    def is_an_agents(self) -> bool:
        return self.message.author is Author.AGENT

    def may_hold(self) -> bool:
        """Return whether somebody waits for us whom this message could put off."""
        talk = self.talk
        if talk.is_asked or talk.promised_until > self.message.at:
            return False
        if talk.answered_at > self.message.at:
            return False
        return self.waited is True or (self.is_an_agents and self.waited is None)


def _is_followed_up(events: Sequence[Event], policy: Policy) -> bool:
    """Return whether an agent, who never merely held, soon wrote after all that machines sent."""
    written: set[str] = set()
    machines: list[MessageSent] = []
    for event in events:
        if type(event) is WordsNoticed:
            if event.kind in EMPTY and event.message in written:
                return False
        elif type(event) is MessageSent:
            if event.author is not Author.AGENT:
                machines.append(event)
                continue
            written.add(event.message)
            if not _is_in_time(event, machines, policy):
                return False
            machines = []
    return not machines and is_one_matter(events)


def _is_in_time(answer: MessageSent, machines: Sequence[MessageSent], policy: Policy) -> bool:
    return all(sent.at < answer.at <= _due(sent, policy) for sent in machines)


def _due(held: MessageSent, policy: Policy) -> datetime:
    return policy.deadline("apologised_and_vanished.silent_over", held.at, held.channel)


@detector(
    code="F09",
    scope=Scope.CUSTOMER,
    severity=Severity.LOST,
    reads=(
        ContactStarted,
        CaseOpened,
        MessageReceived,
        MessageSent,
        WordsNoticed,
        PromiseMade,
        AgentConnected,
        RecordWritten,
    ),
    needs=(Notice.HOLDING, Notice.APOLOGY),
    unless=_is_followed_up,
)
class ApologisedAndVanished:
    """A customer's matters, and how each stands between him and us."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._matters = Matters(policy)
        self._met = Register(self._matters)
        self._talks: dict[Matter, _Talk] = {}
        self._sent: dict[str, _Sent] = {}
        self._found: list[Finding] = []

    def findings(self) -> Iterator[Finding]:
        yield from self._found
        for talk in self._talks.values():
            yield from self._stages(talk)

    def take(self, event: Event) -> None:
        self._matters.learn(event)
        match event:
            case ContactStarted(direction=Direction.IN):
                self._talk(self._matters.of(event.contact)).waits = True
            case MessageReceived() if not is_thanks(event.text, self._policy, event.at):
                talk = self._talk(self._matters.of(event.contact, event.case))
                talk.waits, talk.is_asked = True, False
            case MessageSent():
                self._send(event)
            case WordsNoticed(message=str(message)) if message in self._sent:
                if event.speaker is not Speaker.CUSTOMER:
                    self._notice(event, self._sent[message])
            case PromiseMade(due=datetime()):
                self._promise(event)
            case AgentConnected():
                self._speak(event)

    def _stages(self, talk: _Talk) -> Iterator[Finding]:
        """Yield the failure that a holding message becomes if it stays our last word."""
        if talk.held is None or talk.is_found:
            return
        held = talk.held.message
        supervised = self._policy.deadline("apologised_and_vanished.supervisor_after", held.at)
        at = max(_due(held, self._policy), talk.held_at)
        yield self._finding(talk.held, at, "silent")
        yield self._finding(talk.held, max(at, supervised), "supervisor")

    def _settle(self, talk: _Talk, until: datetime) -> None:
        """Note what had become of a matter before something changes it."""
        came = [stage for stage in self._stages(talk) if stage.at < until]
        talk.is_found = talk.is_found or bool(came)
        self._found += came

    def _finding(self, held: _Sent, at: datetime, stage: str) -> Finding:
        message = held.message
        return self._story.finding(
            at,
            message,
            subject=held.subject,
            stage=stage,
            sent_at=message.at,
            author=message.author,
            agent=message.agent,
            channel=message.channel,
            words=held.noticed[0].words or None,
        )

    def _talk(self, matter: Matter) -> _Talk:
        """Return how a matter stands; what names none is of the last one."""
        met = self._met.latest(matter)
        if met is None:
            met = matter
            self._met.add(met)
            self._talks[met] = _Talk()
        return self._talks[met]

    def _send(self, message: MessageSent) -> None:
        matter = self._matters.of(message.contact, message.case)
        talk = self._talk(matter)
        sent = _Sent(message, talk, matter.subject(self._story.subject))
        self._sent[message.message] = sent
        if sent.is_an_agents:
            # An answer, till reading says that it only holds.
            self._settle(talk, message.at)
            sent.was_found = talk.is_found
            talk.answer(message.at)

    def _notice(self, words: WordsNoticed, sent: _Sent) -> None:
        talk = sent.talk
        sent.noticed.append(words)
        confidence = self._policy.number("apologised_and_vanished.confidence", words.at)
        if is_holding(sent.noticed, confidence):
            if sent.may_hold() and talk.held is not sent:
                self._settle(talk, words.at)
                talk.waits, talk.held, talk.held_at = sent.waited, sent, words.at
                talk.is_found = talk.is_found or sent.was_found
        elif sent.is_an_agents or is_substance(words):
            self._settle(talk, words.at)
            talk.answer(sent.message.at)
            talk.is_asked = talk.is_asked or words.kind is Notice.QUESTION

    def _promise(self, promise: PromiseMade) -> None:
        sent = self._sent.get(promise.message or "")
        talk = sent.talk if sent else self._talk(self._matters.of(promise.contact, promise.case))
        self._settle(talk, promise.at)
        talk.held = None
        talk.promised_until = max(talk.promised_until, promise.due or NEVER)

    def _speak(self, event: AgentConnected) -> None:
        if self._matters.channel(event.contact) not in (None, *LIVE):
            return
        matter = self._matters.of(event.contact)
        for met in self._met.same(matter):
            talk = self._talks[met]
            self._settle(talk, event.at)
            talk.answer(event.at)

"""What customers wrote and what we answered, one thread a stretch that waits for an answer.

A thread begins with the first message that nobody has answered, and takes in what the customer writes
after it on the same matter, or the same again on another. It is answered by a person who writes on the
matter, or who talks with the customer on it. An answer may fall away later: it was not delivered, it
turns out to be a mere holding message, or the talk only sent the customer elsewhere or was cut at once.
Then the thread waits again from that moment on, for the same answer. Thanks for an answer, what arrives
twice, spam, and what is written in a live talk wait for nothing.
"""

from datetime import datetime
from functools import partial

from moked.core.events import (
    AgentConnected,
    Author,
    CaseClosed,
    CaseOpened,
    ContactEnded,
    ContactRedirected,
    ContactStarted,
    Direction,
    EndedBy,
    Event,
    MessageFailed,
    MessageReceived,
    MessageSent,
    RecordWritten,
    Speaker,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.readings.beginnings import Beginnings
from moked.quality.readings.courtesy import is_thanks
from moked.quality.readings.holding import is_holding
from moked.quality.readings.matters import LINKING, LIVE, Matter, Matters
from moked.quality.readings.threads import Part
from moked.quality.readings.waiting import Waiting

WRITING = (
    *LINKING,
    MessageFailed,
    WordsNoticed,
    AgentConnected,
    ContactRedirected,
    ContactEnded,
    CaseClosed,
)
"""The events that threads are read from."""


class Correspondence:
    """Reads a customer's story, event by event, into threads.

    With `first_word`, whatever a person writes is an answer, even that we are checking, and threads know
    whether their matters begin with them. `waiting` holds the threads.
    """

    def __init__(self, policy: Policy, *, first_word: bool) -> None:
        """Begin with nothing written."""
        self._policy = policy
        self._first_word = first_word
        self._matters = Matters(policy)
        self._beginnings = Beginnings(policy, self._matters)
        self.waiting = Waiting(policy, self._matters)
        self._spam: set[str] = set()
        self._talks: dict[str, AgentConnected] = {}
        self._live: set[str | None] = set()
        self._sent: dict[str, MessageSent] = {}
        self._noticed: dict[str, list[WordsNoticed]] = {}

    def take(self, event: Event) -> None:
        """Take the next event."""
        if self._matters.learn(event):
            self.waiting.tell(event)
        match event:
            case MessageReceived():
                self._receive(event)
            case MessageSent() | MessageFailed() | WordsNoticed():
                self._take_ours(event)
            case CaseOpened():
                self.waiting.learn_topics(event.at)
            case CaseClosed() if self._is_spam(event.reason, event.at):
                self.waiting.drop(event.case, event.at)
            case ContactStarted():
                self._start(event)
            case AgentConnected() | ContactRedirected() | ContactEnded() | RecordWritten():
                self._take_talk(event)

    def _start(self, started: ContactStarted) -> None:
        contact = started.contact
        if self._is_spam(started.topic, started.at):
            self._spam.add(contact)
        elif started.channel in LIVE and started.direction is Direction.IN:
            self._beginnings.attempt(contact, started.at)

    # What the customer writes

    def _receive(self, event: MessageReceived) -> None:
        if event.contact in self._spam or event.contact in self._live:
            return
        part = Part.of(event, self._matters.of(event.contact, event.case))
        if is_thanks(event.text, self._policy, event.at):
            return
        if self.waiting.receive(part, lambda: self._is_first(part.matter, event.at)):
            self._beginnings.meet(part.matter, event.at)

    def _is_first(self, matter: Matter, at: datetime) -> bool:
        return self._first_word and self._beginnings.begins(matter, at, self._talks)

    # What nobody waits for

    def _is_spam(self, word: str | None, at: datetime) -> bool:
        if word is None:
            return False
        return word.casefold() in self._policy.required("message_unanswered.spam", at).words

    # What we write

    def _take_ours(self, event: MessageSent | MessageFailed | WordsNoticed) -> None:
        match event:
            case MessageSent(author=Author.AGENT):
                self._sent[event.message] = event
                self._answer_in_writing(event, event.at)
                self._beginnings.meet(self._matters.of(event.contact, event.case), event.at)
            case MessageFailed(message=message) if self._sent.pop(message, None):
                self.waiting.fall_away(("message", message), event.at)
            case WordsNoticed(message=str(message), speaker=Speaker.AGENT):
                if message in self._sent and not self._first_word:
                    self._notice(event, message)

    def _notice(self, words: WordsNoticed, message: str) -> None:
        """Let an answer fall away as reading finds that it only holds, or stand when it does not."""
        noticed = self._noticed.setdefault(message, [])
        confidence = self._policy.number("message_unanswered.confidence", words.at)
        was_holding = is_holding(noticed, confidence)
        noticed.append(words)
        if is_holding(noticed, confidence):
            self.waiting.fall_away(("message", message), words.at)
        elif was_holding:
            self._answer_in_writing(self._sent[message], words.at)

    def _answer_in_writing(self, sent: MessageSent, at: datetime) -> None:
        matter = self._matters.of(sent.contact, sent.case)
        answers = partial(self._matters.may_be_one, matter)
        self.waiting.answer(answers, ("message", sent.message), sent, at)

    # What we say

    def _take_talk(
        self, event: AgentConnected | ContactRedirected | ContactEnded | RecordWritten
    ) -> None:
        match event:
            case AgentConnected(contact=contact):
                if self._matters.channel(contact) in (None, *LIVE):
                    self._talks[contact] = event
                    self._live.add(contact)
                    self._answer_by_talk(event, event.at)
            case RecordWritten(contact=str(contact), case=str()):
                self.waiting.learn_topics(event.at)
                if contact in self._talks:
                    # The talk was on this case, as we only learn now.
                    self._answer_by_talk(self._talks[contact], event.at)
            case ContactRedirected(contact=contact) if not event.chosen:
                self._forget_talk(contact, event.at)
            case ContactEnded(contact=contact):
                self._live.discard(contact)
                talk = self._talks.get(contact)
                if talk and self._is_cut(talk, event):
                    self._forget_talk(contact, event.at)

    def _answer_by_talk(self, talk: AgentConnected, at: datetime) -> None:
        answers = partial(self._matters.are_same, self._matters.of(talk.contact))
        self.waiting.answer(answers, ("contact", talk.contact), talk, at)

    def _forget_talk(self, contact: str, at: datetime) -> None:
        if self._talks.pop(contact, None):
            self.waiting.fall_away(("contact", contact), at)

    def _is_cut(self, talk: AgentConnected, end: ContactEnded) -> bool:
        if end.by not in (EndedBy.AGENT, EndedBy.SYSTEM):
            return False
        at_once = self._policy.length("hung_up_on.after_connect", end.at)
        return end.farewell is False or end.at - talk.at <= at_once

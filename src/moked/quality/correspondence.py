"""What customers wrote and what we answered, one thread a stretch that waits for an answer.

A thread begins with the first message that nobody has answered, and takes in what the customer writes after it
on the same matter, or the same again on another. It is answered by a person who writes on the matter,
or who talks with the customer on it. An answer may fall away later: it was not delivered, it
turns out to be a mere holding message, or the talk only sent the customer elsewhere or was cut at once. Then
the thread waits again from that moment on, for the same answer. Thanks for an answer, what arrives twice,
spam, and what is written in a live talk wait for nothing.
"""

from collections import deque
from datetime import datetime

from moked.core.events import (
    AgentConnected,
    Author,
    CaseClosed,
    CaseOpened,
    ContactEnded,
    ContactRedirected,
    ContactStarted,
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
from moked.quality.courtesy import is_thanks
from moked.quality.holding import is_holding
from moked.quality.matters import LINKING, LIVE, Matter, Matters
from moked.quality.story import Story
from moked.quality.threads import Answer, Gap, Thread

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


# An answer falls away soon or never, so only the latest answered threads can open again.
_RECENT = 8


def threads(story: Story, policy: Policy, *, holding_answers: bool) -> list[Thread]:
    """Return the threads of a customer's story, in order of their first messages.

    With `holding_answers`, whatever a person writes is an answer, even that we are checking.
    """
    reading = _Reading(policy, holding_answers=holding_answers)
    for event in story:
        reading.take(event)
    return reading.threads


class _Reading:
    """Reads a customer's story, event by event."""

    def __init__(self, policy: Policy, *, holding_answers: bool) -> None:
        self.threads: list[Thread] = []
        self._policy = policy
        self._holding_answers = holding_answers
        self._matters = Matters(policy)
        self._met: dict[Matter, datetime] = {}
        self._open: list[Thread] = []
        self._answered: deque[Thread] = deque(maxlen=_RECENT)
        self._spam: set[str] = set()
        self._talks: dict[str, AgentConnected] = {}
        self._live: set[str | None] = set()
        self._sent: dict[str, MessageSent] = {}
        self._noticed: dict[str, list[WordsNoticed]] = {}

    def take(self, event: Event) -> None:
        self._matters.learn(event)
        match event:
            case MessageReceived():
                self._receive(event)
            case MessageSent() | MessageFailed() | WordsNoticed():
                self._take_ours(event)
            case CaseOpened():
                self._learn_topics(event.at)
            case CaseClosed() if self._is_spam(event.reason, event.at):
                self._drop(event)
            case ContactStarted() if self._is_spam(event.topic, event.at):
                self._spam.add(event.contact)
            case AgentConnected() | ContactRedirected() | ContactEnded() | RecordWritten():
                self._take_talk(event)

    # What the customer writes

    def _receive(self, event: MessageReceived) -> None:
        if event.contact in self._spam or event.contact in self._live:
            return
        matter = self._matters.of(event.contact, event.case)
        if is_thanks(event.text, self._policy, event.at) or self._is_repeated(event, matter):
            return
        thread = next((t for t in self._open if self._joins(event, matter, t)), None)
        if thread:
            thread.messages.append(event)
            if matter.case and not thread.matter.case:
                thread.matter = thread.matter._replace(case=matter.case)
        else:
            thread = Thread(event, matter, is_first=self._is_new(matter, event.at))
            self.threads.append(thread)
            self._open.append(thread)
        self._learn_topics(event.at)
        self._met[matter] = event.at

    def _joins(self, event: MessageReceived, matter: Matter, thread: Thread) -> bool:
        return self._matters.may_be_one(thread.matter, matter) or self._repeats(
            event, matter, thread
        )

    def _is_repeated(self, event: MessageReceived, matter: Matter) -> bool:
        """Return whether a message repeats one that was answered."""
        return any(self._repeats(event, matter, thread) for thread in self._answered)

    def _repeats(self, event: MessageReceived, matter: Matter, thread: Thread) -> bool:
        case, other = self._matters.case(matter), self._matters.case(thread.matter)
        if case and other and case != other:
            return False
        since = event.at - self._policy.length("message_unanswered.repeated_within", event.at)
        return any(m.at >= since and _says_the_same(m, event) for m in thread.messages)

    def _is_new(self, matter: Matter, at: datetime) -> bool:
        """Return whether a matter begins: what names none is of the last one, until that has gone quiet."""
        matters = self._matters
        if any(matters.are_same(matters.of(contact), matter) for contact in self._talks):
            return False
        lately = at - self._policy.length("first_reply_slow.quiet", at)
        return not any(
            matters.are_same(met, matter) or (last >= lately and matters.may_be_one(met, matter))
            for met, last in self._met.items()
        )

    def _learn_topics(self, at: datetime) -> None:
        for thread in self._open:
            topic = self._matters.topic(thread.matter)
            if topic:
                thread.topics.setdefault(topic, at)

    def _is_spam(self, word: str | None, at: datetime) -> bool:
        if word is None:
            return False
        return word.casefold() in self._policy.required("message_unanswered.spam", at).words

    def _drop(self, closed: CaseClosed) -> None:
        for thread in [t for t in self._open if self._matters.case(t.matter) == closed.case]:
            thread.gaps[-1] = thread.gaps[-1]._replace(until=closed.at)
            self._open.remove(thread)

    # What we write

    def _take_ours(self, event: MessageSent | MessageFailed | WordsNoticed) -> None:
        match event:
            case MessageSent(author=Author.AGENT):
                self._sent[event.message] = event
                self._answer_in_writing(event, event.at)
                self._met[self._matters.of(event.contact, event.case)] = event.at
            case MessageFailed(message=message) if self._sent.pop(message, None):
                self._fall_away(("message", message), event.at)
            case WordsNoticed(message=str(message), speaker=Speaker.AGENT):
                if message in self._sent and not self._holding_answers:
                    self._notice(event, message)

    def _notice(self, words: WordsNoticed, message: str) -> None:
        """Let an answer fall away as reading finds that it only holds, or stand when it does not."""
        noticed = self._noticed.setdefault(message, [])
        confidence = self._policy.number("message_unanswered.confidence", words.at)
        was_holding = is_holding(noticed, confidence)
        noticed.append(words)
        if is_holding(noticed, confidence):
            self._fall_away(("message", message), words.at)
        elif was_holding:
            self._answer_in_writing(self._sent[message], words.at)

    def _answer_in_writing(self, sent: MessageSent, at: datetime) -> None:
        matter = self._matters.of(sent.contact, sent.case)
        answered = [t for t in self._threads_now() if self._matters.may_be_one(t.matter, matter)]
        self._answer(answered, ("message", sent.message), sent, at)

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
                self._learn_topics(event.at)
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
        matter = self._matters.of(talk.contact)
        answered = [t for t in self._threads_now() if self._matters.are_linked(t.matter, matter)]
        self._answer(answered, ("contact", talk.contact), talk, at)

    def _forget_talk(self, contact: str, at: datetime) -> None:
        if self._talks.pop(contact, None):
            self._fall_away(("contact", contact), at)

    def _is_cut(self, talk: AgentConnected, end: ContactEnded) -> bool:
        if end.by not in (EndedBy.AGENT, EndedBy.SYSTEM):
            return False
        at_once = self._policy.length("hung_up_on.after_connect", end.at)
        return end.farewell is False or end.at - talk.at <= at_once

    # Answers

    def _threads_now(self) -> list[Thread]:
        return [*self._open, *self._answered]

    def _answer(self, answered: list[Thread], key: Answer, answer: Event, at: datetime) -> None:
        for thread in answered:
            thread.answers[key] = answer
            if thread.is_open:
                thread.gaps[-1] = thread.gaps[-1]._replace(until=at, answer=answer)
                self._open.remove(thread)
                self._answered.append(thread)

    def _fall_away(self, key: Answer, at: datetime) -> None:
        for thread in list(self._answered):
            if thread.answers.pop(key, None) and not thread.answers:
                thread.gaps.append(Gap(at))
                self._answered.remove(thread)
                self._open.append(thread)


def _says_the_same(one: MessageReceived, other: MessageReceived) -> bool:
    """Return whether two messages have the same text, or, where a text is unknown, the same subject."""
    if one.text and other.text:
        return one.text.split() == other.text.split()
    return one.subject is not None and one.subject == other.subject

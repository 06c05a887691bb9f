"""What customers wrote and what we answered, one thread a stretch that waits for an answer.

A thread begins with the first message that nobody has answered, and takes in what the customer writes
after it on the same matter, or the same again on another. It is answered by a person who writes on the
matter, or who talks with the customer on it. An answer may fall away later: it was not delivered, it
turns out to be a mere holding message, or the talk only sent the customer elsewhere or was cut at once.
Then the thread waits again from that moment on, for the same answer. Thanks for an answer, what arrives
twice, spam, and what is written in a live talk wait for nothing.
"""

from collections import deque
from collections.abc import Callable
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
from moked.quality.courtesy import is_thanks
from moked.quality.holding import is_holding
from moked.quality.joining import Joining
from moked.quality.matters import LINKING, LIVE, Matter, Matters
from moked.quality.story import Story
from moked.quality.threads import Answer, Gap, Part, Thread

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


def threads(story: Story, policy: Policy, *, first_word: bool) -> list[Thread]:
    """Return the threads of a customer's story, in order of their first messages.

    With `first_word`, whatever a person writes is an answer, even that we are checking, and threads know
    whether their matters begin with them.
    """
    reading = _Reading(policy, first_word=first_word)
    for event in story:
        reading.take(event)
    return reading.threads


class _Reading:
    """Reads a customer's story, event by event."""

    def __init__(self, policy: Policy, *, first_word: bool) -> None:
        self.threads: list[Thread] = []
        self._policy = policy
        self._first_word = first_word
        self._matters = Matters(policy)
        self._joining = Joining(policy, self._matters)
        self._met: dict[Matter, datetime] = {}
        self._tried: dict[str, tuple[Matter, datetime]] = {}
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
            case ContactStarted():
                self._start(event)
            case AgentConnected() | ContactRedirected() | ContactEnded() | RecordWritten():
                self._take_talk(event)

    def _start(self, started: ContactStarted) -> None:
        contact = started.contact
        if self._is_spam(started.topic, started.at):
            self._spam.add(contact)
        elif started.channel in LIVE and started.direction is Direction.IN:
            self._tried[contact] = self._matters.of(contact), started.at

    # What the customer writes

    def _receive(self, event: MessageReceived) -> None:
        if event.contact in self._spam or event.contact in self._live:
            return
        part = Part.of(event, self._matters.of(event.contact, event.case))
        if is_thanks(event.text, self._policy, event.at) or self._is_repeated(part):
            return
        thread = next((t for t in self._open if self._joining.joins(part, t)), None)
        if thread:
            thread.parts.append(part)
            thread.count += 1
        else:
            is_first = self._first_word and self._is_new(part.matter, event.at)
            self._begin(part, event.at, is_first=is_first)
        self._learn_topics(event.at)
        self._met[part.matter] = event.at

    def _begin(self, part: Part, since: datetime, *, is_first: bool) -> Thread:
        thread = Thread(part, since=since, is_first=is_first)
        self.threads.append(thread)
        self._open.append(thread)
        return thread

    def _is_repeated(self, part: Part) -> bool:
        """Return whether a message repeats one that was answered."""
        return any(self._joining.repeats(part, old) for t in self._answered for old in t.parts)

    def _is_new(self, matter: Matter, at: datetime) -> bool:
        """Return whether a matter begins: what names none is of the last one, until that has gone quiet.

        A matter may have begun in a talk, or by trying for one.
        """
        matters = self._matters
        lately = at - self._policy.length("first_reply_slow.quiet", at)
        if any(
            contact != matter.contact and since >= lately and matters.are_alike(of, matter)
            for contact, (of, since) in self._tried.items()
        ):
            return False
        if any(matters.are_same(matters.of(contact), matter) for contact in self._talks):
            return False
        return not any(
            matters.are_same(met, matter) or (last >= lately and matters.may_be_one(met, matter))
            for met, last in self._met.items()
        )

    def _learn_topics(self, at: datetime) -> None:
        for thread in self._open:
            for part in thread.parts:
                topic = self._matters.topic(part.matter)
                if topic:
                    thread.topics.setdefault(topic, at)

    def _is_spam(self, word: str | None, at: datetime) -> bool:
        if word is None:
            return False
        return word.casefold() in self._policy.required("message_unanswered.spam", at).words

    def _drop(self, closed: CaseClosed) -> None:
        for thread in list(self._open):
            if any(self._matters.case(part.matter) == closed.case for part in thread.parts):
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
                if message in self._sent and not self._first_word:
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
        answers = partial(self._matters.may_be_one, matter)
        self._answer(answers, ("message", sent.message), sent, at)

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
        answers = partial(self._matters.are_same, self._matters.of(talk.contact))
        self._answer(answers, ("contact", talk.contact), talk, at)

    def _forget_talk(self, contact: str, at: datetime) -> None:
        if self._talks.pop(contact, None):
            self._fall_away(("contact", contact), at)

    def _is_cut(self, talk: AgentConnected, end: ContactEnded) -> bool:
        if end.by not in (EndedBy.AGENT, EndedBy.SYSTEM):
            return False
        at_once = self._policy.length("hung_up_on.after_connect", end.at)
        return end.farewell is False or end.at - talk.at <= at_once

    # Answers

    def _answer(
        self, answers: Callable[[Matter], bool], key: Answer, answer: Event, at: datetime
    ) -> None:
        for thread in list(self._answered):
            if any(answers(part.matter) for part in thread.parts):
                thread.answers[key] = answer
        for thread in list(self._open):
            left = self._unanswered(thread, answers)
            if left and left[0].message is thread.first:
                thread.parts = left
            else:
                self._close(thread, left, Gap(at, at, answer), key)

    def _unanswered(self, thread: Thread, answers: Callable[[Matter], bool]) -> list[Part]:
        met = [part for part in thread.parts if answers(part.matter)]
        if not met:
            return thread.parts
        rest = [part for part in thread.parts if part not in met]
        return [part for part in rest if not any(self._joining.repeats(part, m) for m in met)]

    def _close(self, thread: Thread, left: list[Part], end: Gap, key: Answer) -> None:
        """Close a thread whose first message was answered; what is `left` waits in a thread of its own."""
        assert end.answer
        thread.parts = [part for part in thread.parts if part not in left]
        thread.answers[key] = end.answer
        thread.gaps[-1] = end._replace(since=thread.gaps[-1].since)
        self._open.remove(thread)
        self._answered.append(thread)
        if left:
            rest = self._begin(left[0], end.since, is_first=False)
            rest.parts, rest.count = left, len(left)
            self._learn_topics(end.since)

    def _fall_away(self, key: Answer, at: datetime) -> None:
        for thread in list(self._answered):
            if thread.answers.pop(key, None) and not thread.answers:
                thread.gaps.append(Gap(at))
                self._answered.remove(thread)
                self._open.append(thread)

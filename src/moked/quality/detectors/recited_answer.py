"""The customer got lines recited instead of an answer.

Two ways: an agent's text on a case, or in a contact without one, is nearly the same as an earlier one;
or an agent says "I understand you, but", refuses, and offers nothing. The second is judged when the
contact ends, or half an hour on where it goes on; in a message outside of contacts at once, for what is
not in it was not said. It is one finding a case, or a contact or message without a case.

Likeness is the share of letters that two texts have in common in order (the normalised indel
similarity, as rapidfuzz computes it). It is judged on what the agent himself wrote at length: without
quoted lines, vowel points and sentences with wording of law. A text that failed to arrive may be sent
again. Bots and automatic notices are not judged, and an outage may have one answer for all. Whether a
question was left uncovered no event tells yet, so this is not judged. Source: "recites his lines by
heart".
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract_iter

from moked.core.events import (
    Author,
    ContactEnded,
    Event,
    MessageFailed,
    MessageSent,
    Notice,
    Speaker,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.readings.places import PLACED, Place, Places
from moked.quality.story import Story

_NOT_HIS = re.compile(r"^\s*>.*$|[\u0591-\u05bd\u05bf-\u05c7]", re.MULTILINE)
"""Quoted lines, and vowel points and accents of Hebrew."""

_SENTENCE = re.compile(r"[.!?\n]+")


class _Line(NamedTuple):
    """A text of an agent's, with the messages that say it."""

    text: str
    sent: list[MessageSent]


class _Said(NamedTuple):
    """What was said just now, the line that it repeats, and how alike they are."""

    text: str
    line: _Line
    share: float


class _Texts:
    """What agents wrote at length on one case, or in one contact."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._lines: list[_Line] = []

    def add(self, sent: MessageSent) -> _Said | None:
        """Add a text to the first line that it is like, or as a new one; None where it is too short."""
        policy, at = self._policy, sent.at
        text = _own_words(sent.text or "", policy.required("recited_answer.legal_words", at).words)
        if len(text) < policy.number("recited_answer.letters", at):
            return None
        said = self._likest(text, policy.number("recited_answer.alike", at))
        said.line.sent.append(sent)
        return said

    def _likest(self, text: str, alike: float) -> _Said:
        texts = [line.text for line in self._lines]
        for _, score, nth in extract_iter(text, texts, scorer=ratio, score_cutoff=alike * 100):
            return _Said(text, self._lines[nth], score / 100)
        self._lines.append(_Line(text, []))
        return _Said(text, self._lines[-1], 1.0)

    def drop(self, message: str) -> None:
        """Take out a message that never arrived."""
        for line in self._lines:
            line.sent[:] = [sent for sent in line.sent if sent.message != message]


def _is_plain(events: Sequence[Event], policy: Policy) -> bool:
    """Most customers get one letter, and nobody who understands them, but."""
    sent = [e for e in events if isinstance(e, MessageSent) and e.author is Author.AGENT]
    if sent and len(sent) >= policy.number("recited_answer.times", sent[-1].at):
        return False
    return not any(isinstance(e, WordsNoticed) and e.kind is Notice.EMPATHY_BUT for e in events)


@detector(
    code="F27",
    scope=Scope.CUSTOMER,
    severity=Severity.TONE,
    reads=(*PLACED, MessageFailed, WordsNoticed, ContactEnded),
    needs=(MessageSent, Notice.EMPATHY_BUT),
    unless=_is_plain,
)
class RecitedAnswer:
    """One customer's texts and notices so far."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._places = Places()
        self._texts: dict[Subject, _Texts] = {}
        self._recited: dict[Subject, Finding] = {}
        self._talks: dict[str, tuple[Place, list[WordsNoticed]]] = {}
        self._empathic: set[str] = set()
        self._ended: dict[str | None, datetime] = {}

    def take(self, event: Event) -> None:
        self._places.learn(event)
        match event:
            case MessageSent(author=Author.AGENT):
                self._wrote(event)
            case ContactEnded():
                self._ended.setdefault(event.contact, event.at)
            case WordsNoticed(speaker=Speaker.AGENT):
                self._noticed(event)
            case MessageFailed(message=message):
                for texts in self._texts.values():
                    texts.drop(message)

    def _wrote(self, sent: MessageSent) -> None:
        place = self._places.of_message(sent.message)
        subject = _subject(place)
        if subject in self._recited or subject.kind == "message":
            return
        if not _is_for_all(place, sent.at, self._policy):
            texts = self._texts.get(subject)
            if texts is None:
                texts = self._texts[subject] = _Texts(self._policy)
            said = texts.add(sent)
            times = self._policy.number("recited_answer.times", sent.at)
            if said and len(said.line.sent) >= times:
                self._recited[subject] = self._recital(said, subject, place)

    def _recital(self, said: _Said, subject: Subject, place: Place) -> Finding:
        sent = said.line.sent
        return self._story.finding(
            sent[-1].at,
            *sent,
            subject=subject,
            agent=place.agent,
            count=len(sent),
            share=round(said.share, 3),
            limit=self._policy.number("recited_answer.alike", sent[-1].at),
            words=said.text,
        )

    def _noticed(self, noticed: WordsNoticed) -> None:
        place = self._places.of(noticed)
        talk = place.contact or place.message or ""
        self._talks.setdefault(talk, (place, []))[1].append(noticed)
        if noticed.kind is Notice.EMPATHY_BUT:
            self._empathic.add(talk)

    def findings(self) -> list[Finding]:
        """Return the first finding of each case, contact or message."""
        first = dict(self._recited)
        for refused in self._refused():
            known = first.get(refused.subject)
            if known is None or refused.at < known.at:
                first[refused.subject] = refused
        return sorted(first.values(), key=attrgetter("at"))

    def _refused(self) -> Iterator[Finding]:
        """Yield a finding for every contact or message with empathy and refusal, and no option."""
        if not self._empathic:
            return
        for talk, (place, notices) in self._talks.items():
            if talk in self._empathic:
                ended = self._ended.get(place.contact)
                yield from _without_option(self._story, notices, place, ended, self._policy)


def _own_words(text: str, legal_words: tuple[str, ...]) -> str:
    """Return a text as it is compared: folded, with single spaces, without what is not the agent's."""
    sentences = _SENTENCE.split(_NOT_HIS.sub("", text).casefold())
    free = (part for part in sentences if not any(legal in part for legal in legal_words))
    return " ".join(" ".join(free).split())


def _without_option(
    story: Story,
    notices: list[WordsNoticed],
    place: Place,
    ended: datetime | None,
    policy: Policy,
) -> Iterator[Finding]:
    sure = [each for each in notices if _is_sure(each, policy)]
    empathy = next((each for each in sure if each.kind is Notice.EMPATHY_BUT), None)
    refusal = next((each for each in sure if each.kind is Notice.REFUSAL), None)
    if empathy is None or refusal is None or _is_for_all(place, refusal.at, policy):
        return
    at = max(empathy.at, refusal.at)
    if place.contact:
        # What is read after the contact's end was still said in it.
        within = policy.length("recited_answer.option_within", at)
        at = min(at + within, max(at, ended or at + within))
    if not any(each.kind is Notice.OFFER and each.at <= at for each in notices):
        both = sorted((empathy, refusal), key=lambda each: each.at)
        words = [each.words for each in both if each.words]
        yield story.finding(at, *both, subject=_subject(place), agent=place.agent, words=words)


def _is_sure(notice: WordsNoticed, policy: Policy) -> bool:
    return notice.confidence >= policy.number("recited_answer.confidence", notice.at)


def _is_for_all(place: Place, at: datetime, policy: Policy) -> bool:
    """Return whether a topic is one on which everybody may get the same answer."""
    topic = policy.topic(place.topic) or place.topic
    return topic in policy.required("recited_answer.topics_excused", at).words


def _subject(place: Place) -> Subject:
    return Subject("case", place.case) if place.case else place.subject

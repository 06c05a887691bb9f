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
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from moked.core.events import (
    Author,
    ContactEnded,
    MessageFailed,
    MessageSent,
    Notice,
    Speaker,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.places import PLACED, Place, Places
from moked.quality.story import Story

_NOT_HIS = re.compile(r"^\s*>.*$|[\u0591-\u05bd\u05bf-\u05c7]", re.MULTILINE)
"""Quoted lines, and vowel points and accents of Hebrew."""

_SENTENCE = re.compile(r"[.!?\n]+")


class _Line(NamedTuple):
    """A text of an agent's, with the messages that say it."""

    text: str
    sent: list[MessageSent]


@detector(
    code="F27",
    scope=Scope.CUSTOMER,
    severity=Severity.TONE,
    reads=(*PLACED, MessageFailed, WordsNoticed, ContactEnded),
    needs=(MessageSent, Notice.EMPATHY_BUT),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    found = [*_recited(story, policy), *_refused(story, policy)]
    found.sort(key=lambda each: each.at)
    seen: set[Subject] = set()
    for finding in found:
        if finding.subject not in seen:
            seen.add(finding.subject)
            yield finding


def _recited(story: Story, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for every text that has been said often enough."""
    if sum(isinstance(event, MessageSent) for event in story) < 2:
        return
    places = Places()
    said: defaultdict[Subject, list[_Line]] = defaultdict(list)
    for event in story:
        places.learn(event)
        match event:
            case MessageSent(author=Author.AGENT):
                place = places.of_message(event.message)
                if (place.case or place.contact) and not _is_for_all(place, event.at, policy):
                    yield from _say(story, said[_subject(place)], event, place, policy)
            case MessageFailed(message=message):
                for line in (line for lines in said.values() for line in lines):
                    line.sent[:] = [sent for sent in line.sent if sent.message != message]


def _say(
    story: Story, lines: list[_Line], sent: MessageSent, place: Place, policy: Policy
) -> Iterator[Finding]:
    """Add a text to those that it is like, or as a new one."""
    text = _own_words(sent.text or "", policy.required("recited_answer.legal_words", sent.at).words)
    if len(text) < policy.number("recited_answer.letters", sent.at):
        return
    alike = policy.number("recited_answer.alike", sent.at)
    share, line = _likest(text, lines, alike)
    line.sent.append(sent)
    if len(line.sent) >= policy.number("recited_answer.times", sent.at):
        yield story.finding(
            sent.at,
            *line.sent,
            subject=_subject(place),
            agent=place.agent,
            count=len(line.sent),
            share=round(share, 3),
            limit=alike,
            words=text,
        )


def _likest(text: str, lines: list[_Line], alike: float) -> tuple[float, _Line]:
    """Return the first line that a text is like, and how much; a new line where it is like none."""
    for line in lines:
        share = 1.0 if text == line.text else ratio(text, line.text, score_cutoff=alike * 100) / 100
        if share >= alike:
            return share, line
    lines.append(_Line(text, []))
    return 1.0, lines[-1]


def _own_words(text: str, legal_words: tuple[str, ...]) -> str:
    """Return a text as it is compared: folded, with single spaces, without what is not the agent's."""
    sentences = _SENTENCE.split(_NOT_HIS.sub("", text).casefold())
    free = (part for part in sentences if not any(legal in part for legal in legal_words))
    return " ".join(" ".join(free).split())


def _refused(story: Story, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for every contact or message with empathy and refusal, and no option."""
    if not any(isinstance(e, WordsNoticed) and e.kind is Notice.EMPATHY_BUT for e in story):
        return
    places = Places()
    notices: defaultdict[str, list[WordsNoticed]] = defaultdict(list)
    where: dict[str, Place] = {}
    ended: dict[str | None, datetime] = {}
    for event in story:
        match event:
            case WordsNoticed(speaker=Speaker.AGENT):
                place = places.of(event)
                talk = place.contact or place.message or ""
                where.setdefault(talk, place)
                notices[talk].append(event)
            case ContactEnded():
                ended.setdefault(event.contact, event.at)
            case _:
                places.learn(event)
    for talk, place in where.items():
        yield from _without_option(story, notices[talk], place, ended.get(place.contact), policy)


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

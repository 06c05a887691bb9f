"""Promises that an agent or a bot made in words, and nobody wrote down.

A reader notices the words; policy's lists of phrases stand against what readers take for a promise
and is none. Any promise recorded in the same contact counts for all that was said in it, because
words and record cannot be matched one by one and a promise is often said twice. So does one of the
same customer that names no contact.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import NamedTuple

from moked.core.events import (
    ContactEnded,
    Event,
    MessageSent,
    Notice,
    PromiseMade,
    Speaker,
    WordsNoticed,
)
from moked.policy import Policy
from moked.quality.finding import Subject

SPOKEN_READS: tuple[type[Event], ...] = (WordsNoticed, MessageSent, ContactEnded, PromiseMade)
"""What `SpokenPromises` needs to see."""

_TRAPS = ("conditionals", "offers", "politeness", "quoted_law", "imperatives")
_SENTENCE_END = re.compile(r"[.!?;\n]+")


class Spoken(NamedTuple):
    """What was promised in a contact, or in a message outside of one, and not recorded by `at`.

    `notices` are those known by then, in order. `recorded` is the record that came too late, if one did.
    """

    at: datetime
    subject: Subject
    notices: list[WordsNoticed]
    recorded: PromiseMade | None


class SpokenPromises:
    """What one customer's story has told so far of promises in words, and of their records."""

    def __init__(self, policy: Policy) -> None:
        """Begin with nothing said."""
        self._policy = policy
        self._notices: list[WordsNoticed] = []
        self._made: list[PromiseMade] = []
        self._ended: dict[str, datetime] = {}
        self._contact_of: dict[str, str] = {}

    def read(self, event: Event) -> None:
        """Take in an event; those of types other than SPOKEN_READS change nothing."""
        match event:
            case WordsNoticed():
                if is_promise(event, self._policy):
                    self._notices.append(event)
            case MessageSent(contact=str(contact)):
                self._contact_of[event.message] = contact
            case ContactEnded():
                self._ended.setdefault(event.contact, event.at)
            case PromiseMade():
                self._made.append(event)

    @property
    def nothing_said(self) -> bool:
        """Whether no promise was noticed so far, recorded or not."""
        return not self._notices

    def unrecorded(self) -> Iterator[Spoken]:
        """Yield the promises that were spoken and are not recorded in time.

        In a contact the time to record runs from its end; while it lasts nothing is late.
        """
        for subject, spoken in _by_talk(self._notices, self._contact_of).items():
            since = spoken[0].at
            end = self._ended.get(subject.ref) if subject.kind == "contact" else since
            if end:
                within = self._policy.length("promise_unrecorded.recorded_within", since)
                recorded = _record(self._made, subject, since, self._contact_of)
                limit = max(end, since) + within
                if recorded is None or recorded.at > limit:
                    known = [notice for notice in spoken if notice.at <= limit]
                    yield Spoken(limit, subject, known, recorded)


def is_promise(noticed: WordsNoticed, policy: Policy) -> bool:
    """Return whether we promised something: the reader is sure enough, and no phrase speaks against it."""
    if noticed.kind is not Notice.PROMISE or noticed.speaker is Speaker.CUSTOMER:
        return False
    if noticed.confidence < policy.number("promise_unrecorded.confidence", noticed.at):
        return False
    traps = tuple(
        phrase
        for trap in _TRAPS
        for phrase in policy.required(f"promise_unrecorded.{trap}", noticed.at).words
    )
    words = noticed.words.casefold().replace("’", "'")
    sentences = [part for part in _SENTENCE_END.split(words) if part.strip()] or [""]
    return any(not _trap(traps).search(sentence) for sentence in sentences)


@cache
def _trap(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a phrase at the start of a word, also behind a Hebrew prefix ("and", "that")."""
    any_of = "|".join(re.escape(phrase.casefold()) for phrase in phrases) or r"(?!)"
    return re.compile(rf"\b(?:כש|[ושה])?(?:{any_of})")


def _by_talk(
    notices: Iterable[WordsNoticed], contact_of: dict[str, str]
) -> dict[Subject, list[WordsNoticed]]:
    talks: dict[Subject, list[WordsNoticed]] = {}
    for notice in notices:
        contact = notice.contact or contact_of.get(notice.message or "")
        if contact:
            talks.setdefault(Subject("contact", contact), []).append(notice)
        elif notice.message:
            talks.setdefault(Subject("message", notice.message), []).append(notice)
    return talks


def _record(
    made: Iterable[PromiseMade], subject: Subject, since: datetime, contact_of: dict[str, str]
) -> PromiseMade | None:
    """Return the first record of what was promised in a contact or message, if there is one."""
    for promise in made:
        contact = promise.contact or contact_of.get(promise.message or "")
        if subject in (("contact", contact), ("message", promise.message)):
            return promise
        if contact is promise.message is None and promise.at >= since:
            return promise
    return None

"""An agent insulted the customer, or treated him with contempt.

Found at the second independent cue, by one agent in one contact, or in writing on one case: two
insults in different words, or an insult together with a denial, a refusal (to give a name, say) or an
"I understand, but". Without an insult the others are no disrespect. Two readings that overlap are one
cue, and the same words said twice are one too: what misread them once misreads them again.

Words that the agent only quotes are no cue: those that stand in his text between quotation marks or in
quoted lines, or, where there is no text, those that the customer said before. Nor is slang that
policy lists. Machine judgement of Hebrew tone across domains is right 57-69 % of the time in published
tests: a person reviews every finding, the agent may dispute it, and it sanctions nobody by itself.
Source: agents who "mock, belittle or ignore".
"""

import re
from collections import defaultdict

from moked.core.events import Event, MessageSent, Notice, Speaker, WordsNoticed
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.readings.places import PLACED, Place, Places
from moked.quality.story import Story

Cues = list[WordsNoticed]

SUPPORT = frozenset({Notice.DENIAL, Notice.REFUSAL, Notice.EMPATHY_BUT})
"""What makes an insult likelier, and is none by itself."""

_QUOTED = re.compile(
    r'"[^"\n]*"|“[^”\n]*”|„[^”“\n]*[”“]|«[^»\n]*»|״[^״\n]*״|^\s*>.*$', re.MULTILINE
)


@detector(
    code="F28",
    scope=Scope.CUSTOMER,
    severity=Severity.TONE,
    reads=(*PLACED, WordsNoticed),
    needs=(Notice.INSULT,),
)
class Disrespect:
    """What was said, and the cues of contempt by each agent in each contact or case."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._policy = policy
        self._places = Places()
        self._texts: dict[str | None, str] = {}
        self._customers_words: set[str] = set()
        self._cues: defaultdict[tuple[Subject, str | None], Cues] = defaultdict(list)
        self._found: list[Finding] = []

    def take(self, event: Event) -> None:
        self._places.learn(event)
        match event:
            case MessageSent(text=str(text)):
                self._texts[event.message] = text
            case WordsNoticed(speaker=Speaker.CUSTOMER):
                self._customers_words.add(_folded(event.words))
            case WordsNoticed(speaker=Speaker.AGENT) if _counts(event, self._policy):
                if not _quotes(event, self._texts.get(event.message), self._customers_words):
                    self._add(event)

    def _add(self, notice: WordsNoticed) -> None:
        """Add an independent cue; find disrespect where it is the one that settles it."""
        where = self._places.of(notice)
        cues = self._cues[where.subject, where.agent]
        needed = self._policy.number("disrespect.cues", notice.at)
        was_enough = _is_enough(cues, needed)
        if not any(_same(notice, cue) for cue in cues):
            cues.append(notice)
        if _is_enough(cues, needed) and not was_enough:
            self._found.append(_disrespect(self._story, cues, where))

    def findings(self) -> list[Finding]:
        """Return one finding for each agent in a contact or case, at the cue that settled it."""
        return self._found


def _counts(notice: WordsNoticed, policy: Policy) -> bool:
    """Return whether a notice is sure enough, of a kind that tells, and not slang."""
    if notice.kind is not Notice.INSULT and notice.kind not in SUPPORT:
        return False
    if notice.confidence < policy.number("disrespect.confidence", notice.at):
        return False
    return _folded(notice.words) not in policy.required("disrespect.slang", notice.at).words


def _quotes(notice: WordsNoticed, text: str | None, customers_words: set[str]) -> bool:
    words = _folded(notice.words)
    if not words or notice.kind is not Notice.INSULT:
        return False
    if text is None:
        return words in customers_words
    return words in _folded(text) and words not in _folded(_QUOTED.sub(" ", text))


def _disrespect(story: Story, cues: Cues, where: Place) -> Finding:
    return story.finding(
        cues[-1].at,
        *cues,
        subject=where.subject,
        agent=where.agent,
        count=len(cues),
        cues=[cue.kind for cue in cues],
        words=[cue.words for cue in cues if cue.words],
        review="a person",
    )


def _is_enough(cues: Cues, needed: float) -> bool:
    return len(cues) >= needed and any(cue.kind is Notice.INSULT for cue in cues)


def _same(notice: WordsNoticed, cue: WordsNoticed) -> bool:
    """Return whether two notices are one cue: one kind, and words of which one holds the other."""
    if notice.kind is not cue.kind:
        return False
    if notice.kind is not Notice.INSULT:
        return True
    words, others = _folded(notice.words), _folded(cue.words)
    if words and others:
        return words in others or others in words
    return words == others and notice.at == cue.at


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()

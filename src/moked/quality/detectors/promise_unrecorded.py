"""A promise was made in words, and nobody wrote it down.

The clock runs from the end of the contact, for a message outside a contact from the words
themselves. One finding a contact, with the number of promises heard in it. Not found are offers
and what hangs on the customer's wish, the customer's own promises, the law quoted, politeness, and
the Hebrew future that is a command ("תחזרי אלינו"): readers tell most of them apart, and policy's
lists of phrases the rest. A record made too late does not undo it.
"""

from collections.abc import Iterator

from moked.core.events import Event, Notice
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.readings.spoken_promises import SPOKEN_READS, SpokenPromises
from moked.quality.story import Story


@detector(
    code="F13",
    scope=Scope.CUSTOMER,
    severity=Severity.WORD,
    reads=SPOKEN_READS,
    needs=(Notice.PROMISE,),
)
class PromiseUnrecorded:
    """What a customer was promised in words."""

    def __init__(self, story: Story, policy: Policy) -> None:
        self._story = story
        self._said = SpokenPromises(policy)

    def take(self, event: Event) -> None:
        self._said.read(event)

    def findings(self) -> Iterator[Finding]:
        """Yield one finding for each contact, or message outside of one, with an unrecorded promise."""
        for spoken in self._said.unrecorded():
            first = spoken.notices[0]
            yield self._story.finding(
                spoken.at,
                *spoken.notices,
                subject=spoken.subject,
                count=len(spoken.notices),
                words=first.words or None,
                speaker=first.speaker,
                due=first.due,
                confidence=first.confidence,
                recorded_at=spoken.recorded.at if spoken.recorded else None,
            )

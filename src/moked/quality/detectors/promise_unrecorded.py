"""A promise was made in words, and nobody wrote it down.

The clock runs from the end of the contact, for a message outside a contact from the words
themselves. One finding a contact, with the number of promises heard in it. Not found are offers
and what hangs on the customer's wish, the customer's own promises, the law quoted, politeness, and
the Hebrew future that is a command ("תחזרי אלינו"): readers tell most of them apart, and policy's
lists of phrases the rest. A record made too late does not undo it.
"""

from collections.abc import Iterator

from moked.core.events import Notice
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity
from moked.quality.spoken_promises import SPOKEN_READS, unrecorded
from moked.quality.story import Story


@detector(
    code="F13",
    scope=Scope.CUSTOMER,
    severity=Severity.WORD,
    reads=SPOKEN_READS,
    needs=(Notice.PROMISE,),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    for spoken in unrecorded(story, policy):
        first = spoken.notices[0]
        yield story.finding(
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

"""We told one thing about an entity, and then another, and corrected nothing.

Two statements about the same attribute of the same entity that cannot both hold, by whomever and on
whatever channel: automatic messages count, and so does what another customer was told of the same
parcel. Case, spaces and the way of writing a number make no difference: "100.0" is 100. A run of contradictions is
one failure; it begins with the first statement, and ends when somebody says what is right.

A `claim.corrected` is how a state that really changed is told from two stories about one state: it
ends what was said before, and only statements after it are compared. Another parcel is another
entity. Source: the parcel that "was for a customer in Haifa", until a message asked its customer to
collect it in Haifa.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from moked.core.events import ClaimCorrected, ClaimStated
from moked.policy import Policy
from moked.quality.detector import Scope, detector
from moked.quality.finding import Finding, Severity, Subject
from moked.quality.story import Story

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


@detector(
    code="F21",
    scope=Scope.ENTITY,
    severity=Severity.LOST,
    reads=(ClaimStated, ClaimCorrected),
    needs=(ClaimStated,),
)
def find(story: Story, policy: Policy) -> Iterator[Finding]:
    standing: dict[str, ClaimStated] = {}
    contradicted: set[str] = set()
    for event in story:
        match event:
            case ClaimCorrected(attribute=attribute):
                standing.pop(attribute, None)
                contradicted.discard(attribute)
            case ClaimStated(attribute=attribute) if attribute not in contradicted:
                first = standing.setdefault(attribute, event)
                if _plain(first.value) != _plain(event.value):
                    contradicted.add(attribute)
                    yield _contradiction(story, first, event)


def _contradiction(story: Story, first: ClaimStated, later: ClaimStated) -> Finding:
    return story.finding(
        later.at,
        first,
        later,
        subject=_who_heard(later, story),
        customer=later.customer or first.customer,
        entity=later.entity,
        attribute=later.attribute,
        values=[first.value, later.value],
        channels=[first.channel, later.channel],
    )


def _who_heard(claim: ClaimStated, story: Story) -> Subject:
    if claim.case:
        return Subject("case", claim.case)
    return Subject("customer", claim.customer) if claim.customer else story.subject


def _plain(value: str | float | bool) -> str | Decimal:
    """Return a value as it is compared: a number exactly, however written, and other text folded."""
    text = " ".join(str(value).split()).casefold()
    is_number = isinstance(value, float) or _NUMBER.fullmatch(text)
    return Decimal(text) if is_number else text

"""What a message says of substance, by what reading noticed in it."""

from collections.abc import Iterable

from moked.core.events import Notice, WordsNoticed

SUBSTANCE = frozenset(
    {
        Notice.ANSWER,
        Notice.QUESTION,
        Notice.OFFER,
        Notice.REFUSAL,
        Notice.REDIRECT,
        Notice.DENIAL,
    }
)
"""Kinds that tell the customer something, or make it his turn; a promise does where it has a date."""

EMPTY = frozenset({Notice.HOLDING, Notice.APOLOGY})
"""Kinds that only hold."""


def is_substance(noticed: WordsNoticed) -> bool:
    """Return whether these words tell the customer something."""
    if noticed.kind is Notice.PROMISE:
        return noticed.due is not None
    return noticed.kind in SUBSTANCE


def is_holding(noticed: Iterable[WordsNoticed], confidence: float) -> bool:
    """Return whether a message only acknowledges, apologises or says that we are checking.

    `confidence` is the least at which reading is believed that it does; of substance any will do.
    """
    noticed = list(noticed)
    if any(is_substance(words) for words in noticed):
        return False
    return any(words.kind in EMPTY and words.confidence >= confidence for words in noticed)

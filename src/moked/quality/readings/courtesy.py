"""Messages of customers that ask for nothing: thanks."""

import re
from datetime import datetime

from moked.policy import Policy


def is_thanks(text: str | None, policy: Policy, at: datetime) -> bool:
    """Return whether a text is a short thank-you, and nothing that wants an answer.

    A "but", a "still" or a question mark makes it a message like any other. The words are the policy's:
    `message_unanswered.thanks`, `.thanks_unless` and `.thanks_words`.
    """
    if not text or "?" in text:
        return False
    plain = text.casefold()
    if not any(word in plain for word in policy.required("message_unanswered.thanks", at).words):
        return False
    words = re.findall(r"\w+", plain)
    if len(words) > policy.number("message_unanswered.thanks_words", at):
        return False
    unless = policy.required("message_unanswered.thanks_unless", at).words
    return not any(word in unless for word in words)

"""Errors by what the caller should do.

Refused is the user's doing: show it. Rejected is the sender's doing: answer 4xx and keep the payload.
A bug is neither, and is not caught.
"""


class Refused(Exception):
    """The user asked for something that cannot be done; the text says what to do instead."""


class Rejected(Exception):
    """The sender's input breaks the contract; the text names the place and the reason."""

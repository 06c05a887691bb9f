"""What is said of an input, which may quote it: one line, and not a long one."""

MOST = 300


def one_line(text: object, most: int = MOST) -> str:
    """Return a text, or an error's, in one line of at most so many letters."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else f"{line[:most]}…"

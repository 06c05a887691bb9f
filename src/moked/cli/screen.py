"""What a person's terminal is like: how wide, in colours or not, and in which language."""

import sys

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

from moked.policy import Policy
from moked.quality.finding import Severity
from moked.reports.incident_lines import Page, Paint, plain
from moked.ui.language import Translator

COLOURS = {
    Severity.LEGAL: "bold red",
    Severity.WORD: "red",
    Severity.LOST: "yellow",
    Severity.EFFORT: "blue",
    Severity.TONE: "magenta",
}


def page(say: Translator, policy: Policy) -> Page:
    """Return how lines are shown on standard output: plain and of any width where no terminal is."""
    console = Console(file=sys.stdout)
    width = console.width if console.is_terminal else None
    return Page(say=say, policy=policy, width=width, paint=_painter(console))


def _painter(console: Console) -> Paint:
    if console.color_system is None or console.no_color:
        return plain

    def paint(text: str, severity: Severity) -> str:
        return Style.parse(COLOURS[severity]).render(text, color_system=ColorSystem.STANDARD)

    return paint

"""A report as one HTML page, with everything in it that it needs.

Nothing on the page may reach out: its content security policy allows the scripts that stand in it, by
their hashes, and no address at all. What people wrote is escaped by the templates; what a script reads
is JSON in which no tag can end.
"""

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from moked import ui
from moked.reports.page.parts import Cell, Kind
from moked.reports.page.report import Report
from moked.reports.page.speaker import Speaker
from moked.ui.language import FIRST_STRONG_ISOLATE, POP_ISOLATE

TEMPLATES = Path(__file__).parent / "templates"
VENDOR = Path(ui.__file__).parent / "static" / "vendor"
FONTS = VENDOR / "@fontsource-variable" / "heebo"

RANGES = {
    "hebrew": "U+0307-0308,U+0590-05FF,U+200C-2010,U+20AA,U+25CC,U+FB1D-FB4F",
    "latin": "U+0000-00FF,U+0131,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212",
}
"""Which letters each of the font's files holds."""


def render(report: Report, speaker: Speaker) -> str:
    """Return a report as the text of one HTML page."""
    scripts = [_file(VENDOR / "echarts" / "echarts.common.min.js"), _file(TEMPLATES / "report.js")]

    def cell(value: Cell, kind: Kind) -> str:
        return speaker.cell(value, kind)

    return _page().render(
        report=report,
        says=report.says,
        cell=cell,
        fonts=_fonts(),
        style=Markup(_file(TEMPLATES / "report.css")),
        scripts=[Markup(script) for script in scripts],
        policy=_policy(scripts),
    )


@cache
def _page() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["bdi"] = bdi
    environment.filters["json"] = embedded
    return environment.get_template("page.html")


def bdi(text: str) -> Markup:
    """Return a text escaped, with what is isolated in it in `bdi` elements."""
    safe = str(escape(text))
    return Markup(safe.replace(FIRST_STRONG_ISOLATE, "<bdi>").replace(POP_ISOLATE, "</bdi>"))


def embedded(value: Any) -> Markup:
    """Return a value as JSON for a script element: nothing in it can end the element or open another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


def _policy(scripts: list[str]) -> str:
    """Return the page's content security policy: its own scripts, its own styles and fonts, no address."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


@cache
def _file(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _fonts() -> Markup:
    faces = []
    for subset, letters in RANGES.items():
        font = b64encode((FONTS / f"heebo-{subset}-wght-normal.woff2").read_bytes()).decode()
        faces.append(
            "@font-face{font-family:Heebo;font-weight:100 900;font-display:swap;"
            f"src:url(data:font/woff2;base64,{font}) format('woff2');unicode-range:{letters}}}"
        )
    return Markup("".join(faces))

"""Makes a busy day of a service centre, judges it, and opens the report.

The folder gets the day's log and its report in every language that Moked speaks; what lies there from an earlier
time is written anew. A browser opens where there is a screen to open it on.

Exit status: 0, or 2 where the folder cannot be written.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from moked.cli.speech import answering_in, language_argument

if TYPE_CHECKING:
    from moked.core.events import Event
    from moked.policy import Policy
    from moked.quality.finding import Finding
    from moked.ui.language import Translator

HELP = "a made day, judged, and its report opened"
FOLDER = "demo"
INCIDENTS = 5
"""How many incidents the terminal shows; the report has them all."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--folder", default=FOLDER, metavar="DIR", help=f"where to write (default: {FOLDER})"
    )
    parser.add_argument("--no-open", action="store_true", help="open no browser")
    language_argument(parser)


def run(args: Namespace) -> int:
    from moked.cli.commands.make_day import FIRST_DAY, write
    from moked.cli.commands.replay import print_incidents
    from moked.cli.garbage import collector_paused
    from moked.cli.screen import page
    from moked.made.day import busy_days
    from moked.policy import load
    from moked.quality.replay import replay

    _ = say = answering_in(args.lang)
    policy = load(["il"])
    folder = made(Path(args.folder))
    tell(say.line(_("Making a busy day of a service centre, with five stories in it …")))
    with collector_paused():
        events = busy_days(FIRST_DAY)
        write(str(folder / "day.jsonl"), events)
        count = _.plural("Judging {n} event …", "Judging {n} events …", len(events))
        tell(say.line(count))
        findings = replay(events, policy)
        print_incidents(findings, page(say, policy), most=INCIDENTS, events=len(events))
        addresses = write_reports(events, findings, policy, folder)
    print()
    print(say.line(_("The day's log and its report:")))
    # An address is a line's own, bare, so that a terminal can open it.
    print(folder / "day.jsonl", *addresses.values(), sep="\n")
    sys.stdout.flush()
    if not args.no_open and has_screen(os.environ, sys.platform):
        open_page(addresses[say.lang])
    return 0


def made(folder: Path) -> Path:
    """Return a folder that exists. Raises Refused where it cannot be made."""
    from moked.core.errors import Refused

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{folder}: cannot be made ({error.strerror})") from None
    return folder


def tell(line: str) -> None:
    """Say what takes a moment before it does."""
    print(line, flush=True)


def write_reports(
    events: "list[Event]", findings: "list[Finding]", policy: "Policy", folder: Path
) -> dict[str, str]:
    """Write the report in every language; return its address by language."""
    from moked.cli.commands.report import put
    from moked.quality.incidents import incidents
    from moked.reports.figures import measure
    from moked.reports.page import render, report
    from moked.reports.page.speaker import Speaker
    from moked.ui.language import languages, translator

    found = incidents(findings, policy)
    figures = measure(events, findings, policy, gathered=found)
    addresses = {}
    for lang in languages():
        say: Translator = translator(lang)
        path = folder / f"report.{lang}.html"
        put(path, render(report(figures, found, policy, say), Speaker(say, policy)))
        addresses[lang] = path.resolve().as_uri()
    return addresses


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Return whether a browser has a screen to open on; a build server has none."""
    if environment.get("CI"):
        return False
    if platform in ("darwin", "win32"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def open_page(address: str) -> None:
    """Open a page in whatever browser there is; where that fails, the printed address serves."""
    import webbrowser

    webbrowser.open(address)

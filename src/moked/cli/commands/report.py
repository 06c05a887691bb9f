"""Writes a log's figures as one HTML page that needs no network, or as JSON or CSV files.

The page says in one look what failed, and shows waits, short calls, handovers, first replies,
arrivals and promises, each picture with its numbers. JSON has the same figures, spans in seconds and
shares from 0 to 1; CSV is one file a table.

Exit status: 0 whatever is found, 2 for input that cannot be used.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from moked.cli.arguments import log_arguments, moment
from moked.cli.speech import answering_in, language_argument

if TYPE_CHECKING:
    from moked.policy import Policy
    from moked.reports.page import Report
    from moked.ui.language import Translator

HELP = "a log's figures as one page, JSON or CSV"


def arguments(parser: ArgumentParser) -> None:
    log_arguments(parser)
    out = parser.add_mutually_exclusive_group(required=True)
    out.add_argument("-o", "--output", metavar="HTML", help='the page to write; "-" prints it')
    out.add_argument("--json", action="store_true", help="print all figures as one JSON object")
    out.add_argument("--csv", metavar="DIR", help="write one CSV file a table into this folder")
    parser.add_argument("--title", metavar="TEXT", help="the page's title")
    language_argument(parser)


def run(args: Namespace) -> int:
    import msgspec

    from moked.cli.forked import forked
    from moked.cli.garbage import collector_paused
    from moked.cli.logs import Logs
    from moked.core.errors import Refused
    from moked.core.events import in_order
    from moked.policy import load
    from moked.quality.incidents import incidents
    from moked.quality.replay import replay
    from moked.reports.figures import measure
    from moked.reports.page import report

    say = answering_in(args.lang)
    until = None if args.until is None else moment("--until", args.until)
    policy = load(args.policy or ["il"])
    logs = Logs(args.files, say, format=args.format, mapping=args.mapping, strict=args.strict)
    with collector_paused():
        with logs:
            events = sorted((e for e in logs if until is None or e.at <= until), key=in_order)
        if not events:
            raise Refused("no event to report on: the log has none, or none until then")
        findings = replay(
            events, policy, until=until, detectors=logs.detectors, share=forked(args.jobs)
        )
        found = incidents(findings, policy)
        figures = measure(events, findings, policy, gathered=found, until=until)
    if args.json:
        sys.stdout.flush()
        sys.stdout.buffer.write(msgspec.json.encode(figures) + b"\n")
    else:
        write(report(figures, found, policy, say, title=args.title), args, policy, say)
    sys.stdout.flush()
    print(logs.closing_line(), file=sys.stderr)
    return 0


def write(made: "Report", args: Namespace, policy: "Policy", say: "Translator") -> None:
    """Write a report where the arguments ask for it."""
    from moked.reports.page import render
    from moked.reports.page.files import as_csv
    from moked.reports.page.speaker import Speaker

    if args.csv:
        for table in made.tables:
            put(Path(args.csv) / f"{table.name}.csv", as_csv(table))
        return
    page = render(made, Speaker(say, policy))
    if args.output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(page.encode())
    else:
        put(Path(args.output), page)


def put(path: Path, text: str) -> None:
    """Write a file and the folders that it lies in. Raises Refused where that cannot be done."""
    from moked.core.errors import Refused

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise Refused(f"{path}: cannot be written ({error.strerror})") from None

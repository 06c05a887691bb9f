"""Finds the failures in a log, without a database.

Several files are one log, and "-" reads a pipe. Without --json the findings stand by incident, the
gravest first. Without --until the end of the log is the present, and a deadline that still runs is
shown at risk with the moment at which it breaks.

Exit status: 0 whatever is found, 2 for input that cannot be used.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from moked.cli.arguments import count_from, log_arguments, moment
from moked.cli.speech import answering_in, language_argument

if TYPE_CHECKING:
    from moked.quality.finding import Finding
    from moked.reports.incident_lines import Page

HELP = "the failures in a log"


def arguments(parser: ArgumentParser) -> None:
    log_arguments(parser)
    parser.add_argument(
        "--json", action="store_true", help="one finding a line, in order of moment"
    )
    parser.add_argument(
        "--most",
        type=count_from(0),
        default=50,
        metavar="N",
        help="show so many incidents (default: 50; 0: all)",
    )
    language_argument(parser)


def run(args: Namespace) -> int:
    from moked.cli.forked import forked
    from moked.cli.garbage import collector_paused
    from moked.cli.logs import Logs
    from moked.cli.screen import page
    from moked.policy import load
    from moked.quality.replay import replay

    say = answering_in(args.lang)
    until = None if args.until is None else moment("--until", args.until)
    policy = load(args.policy or ["il"])
    logs = Logs(args.files, say, format=args.format, mapping=args.mapping, strict=args.strict)
    with collector_paused():
        with logs:
            findings = replay(
                logs, policy, until=until, detectors=logs.detectors, share=forked(args.jobs)
            )
        if args.json:
            print_json(findings)
        else:
            print_incidents(findings, page(say, policy), most=args.most, events=logs.read)
    sys.stdout.flush()
    print(logs.closing_line(), file=sys.stderr)
    return 0


def print_json(findings: Sequence["Finding"]) -> None:
    """Print one finding a line; JSON is UTF-8 wherever it goes."""
    from moked.quality.finding import as_json

    sys.stdout.flush()
    for finding in findings:
        sys.stdout.buffer.write(as_json(finding) + b"\n")


def print_incidents(findings: Sequence["Finding"], page: "Page", *, most: int, events: int) -> None:
    """Print the gravest incidents, how many more there are, and how often each failure was found."""
    from moked.quality.incidents import incidents
    from moked.reports.incident_lines import incident_lines, summary_lines

    _ = page.say
    if not findings:
        print(
            _.line(
                _.plural(
                    "No failures found in {n} event.", "No failures found in {n} events.", events
                )
            )
        )
        return
    found = incidents(findings, page.policy)
    shown = found[: most or None]
    for line in incident_lines(shown, page):
        print(line)
    if left := len(found) - len(shown):
        print(
            _.line(
                _.plural(
                    "{n} more incident; --most 0 shows it",
                    "{n} more incidents; --most 0 shows them",
                    left,
                )
            )
        )
        print()
    for line in summary_lines(findings, page):
        print(line)

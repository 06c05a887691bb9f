"""Checks a bot's or a telephone's menu: where is there no way out to a human?

FILE is TOML or JSON, as docs/check-menu.md describes it; "-" is standard input. Said are the nodes from
which no human can be reached, the loops, the options that lead to no node, the nodes that no customer
reaches, and the shortest and the longest way to a human.

Exit status: 0 for a sound menu, 1 where a node has no way to a human, a way goes round in a loop or an
option leads nowhere, 2 for a file that cannot be used.
"""

import sys
from argparse import ArgumentParser, Namespace

from moked.cli.arguments import count_from
from moked.cli.speech import answering_in, language_argument

HELP = "where a bot's or telephone's menu has no way out to a human"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help='the menu; "-" is standard input')
    parser.add_argument("--json", action="store_true", help="all of it as one JSON object")
    parser.add_argument(
        "--most",
        type=count_from(0),
        default=100,
        metavar="N",
        help="find so many loops (default: 100; 0: all)",
    )
    language_argument(parser)


def run(args: Namespace) -> int:
    import msgspec

    from moked.cli.menu_file import read_menu
    from moked.quality.menus.menu import check
    from moked.reports.menu_lines import menu_lines

    say = answering_in(args.lang)
    menu = read_menu(args.file)
    survey = check(menu, most_loops=args.most or None)
    if args.json:
        sys.stdout.flush()
        sys.stdout.buffer.write(msgspec.json.encode(survey) + b"\n")
    else:
        for line in menu_lines(menu, survey, say):
            print(line)
    return 0 if survey.sound else 1

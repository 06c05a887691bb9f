"""The language a command answers in: `--lang`, or else the environment's."""

import os
import sys
from argparse import ArgumentParser
from io import TextIOWrapper

from moked.ui.language import Translator, language_of, languages, translator


def language_argument(parser: ArgumentParser) -> None:
    """Give a command its `--lang`."""
    parser.add_argument(
        "--lang", choices=languages(), help="the language to answer in (default: the environment's)"
    )


def answering_in(lang: str | None) -> Translator:
    """Return the translator for what `--lang` says, and make sure that standard output can say it.

    Where the output's encoding lacks a letter, a question mark stands for it; nothing breaks off.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return translator(lang or language_of(os.environ))

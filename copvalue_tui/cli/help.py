"""`copvalue help`: the help of the program or of one command."""

from __future__ import annotations

import argparse

from copvalue_tui.cli.commands import DEFAULT, NAMES
from copvalue_tui.cli.commands import run as run_command
from copvalue_tui.cli.parsing import Parser

EXAMPLES = """\
examples:
  copvalue help
  copvalue help show
"""


class _Options(argparse.Namespace):
    command: str


def run(words: list[str]) -> int:
    """Show the help of a command or of the program."""
    options = _parser().parse_args(words, _Options())
    return run_command(options.command, ["--help"])


def _parser() -> Parser:
    parser = Parser(
        "copvalue help", "Show the help of a command, or of copvalue as a whole.", EXAMPLES
    )
    parser.add_argument(
        "command",
        nargs="?",
        default=DEFAULT,
        choices=NAMES,
        metavar="COMMAND",
        help="the name of a command",
    )
    return parser

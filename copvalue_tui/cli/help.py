"""`copvalue help`: the commands, or one of them."""

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


class _Wishes(argparse.Namespace):
    command: str


def run(words: list[str]) -> int:
    """Show the help of a command, or of the whole program."""
    parser = Parser("copvalue help", "Show the help of a command, or of all.", EXAMPLES)
    parser.add_argument(
        "command", nargs="?", default=DEFAULT, choices=NAMES, metavar="COMMAND", help="its name"
    )
    wishes = parser.parse_args(words, _Wishes())
    return run_command(wishes.command, ["--help"])

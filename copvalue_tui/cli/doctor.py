"""`copvalue doctor`: what this terminal, line and folder can do, and what to do about it."""

from __future__ import annotations

import sys

from copvalue_tui import __version__
from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import print_result

EXAMPLES = """\
examples:
  copvalue doctor
  copvalue doctor > doctor.txt     the widths are then not asked for
"""


def run(words: list[str]) -> int:
    """Print what was found; exit code 1 if something is to be put right."""
    _parser().parse_args(words)
    # Imported late, because the help needs none of it.
    from copvalue_tui.cli.support.doctor_places import place_lines
    from copvalue_tui.cli.support.doctor_terminal import terminal_lines

    print_result(f"copvalue {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n")
    count = 0
    for lines in (terminal_lines(), place_lines()):
        for line in lines:
            print_result(f"{line.level:<6}{line.text}\n")
            if line.advice:
                print_result(f"      → {line.advice}\n")
            count += line.level == "fix"
    things = "1 thing" if count == 1 else f"{count} things"
    print_result(f"{things} to put right.\n" if count else "Nothing to put right.\n")
    return exits.FINDINGS if count else exits.DONE


def _parser() -> Parser:
    return Parser(
        "copvalue doctor",
        "Check the terminal, colours, widths, clipboard, locale, folders, disk and\n"
        "settings, and say what to do where something is off; then the exit code is 1.",
        EXAMPLES,
    )

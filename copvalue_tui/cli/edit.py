"""`copvalue edit`, the default: everything that is checked before the screen is touched."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TextIO

from copvalue_tui.cli import exits
from copvalue_tui.cli.options import EditOptions
from copvalue_tui.cli.overview import DESCRIPTION, EXAMPLES, USAGE, commands_text
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import tell

_NO_SCREENS = ("", "dumb", "unknown")


def run(words: list[str]) -> int:
    """Open the editor on a file, or on the choice of one."""
    wishes = _parser().parse_args(words, EditOptions())
    refusal = _refusal(wishes)
    if refusal:
        tell(refusal)
        return exits.WRONG_USE
    # Only now: help and refusals need none of it.
    from copvalue_tui.cli.open_editor import start

    return start(wishes)


def _parser() -> Parser:
    parser = Parser("copvalue", DESCRIPTION, f"{commands_text()}\n{EXAMPLES}", USAGE)
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a session file; without one, choose from a list"
    )
    parser.add_argument("--read-only", action="store_true", help="look, but change nothing")
    add_looks(parser)
    parser.add_argument("--no-autosave", action="store_true", help="save only when told to")
    parser.add_argument("--linear", action="store_true", help="comes with a later version")
    return parser


def add_looks(parser: Parser) -> None:
    """The options that say how the screen is drawn and listened to."""
    parser.add_argument("--ascii", action="store_true", help="draw without Unicode")
    parser.add_argument("--no-color", action="store_true", help="draw without colour")
    parser.add_argument(
        "--mouse",
        action=argparse.BooleanOptionalAction,
        help="use the mouse, or leave it to the terminal",
    )
    parser.add_argument("--theme", metavar="NAME", help="the colours to draw with")


def _refusal(wishes: EditOptions) -> str:
    """Why no editor can be opened here, as a sentence; empty when it can."""
    name = wishes.file or "FILE"
    if wishes.linear:
        return (
            "Linear mode comes with a later version. "
            f"Until then: copvalue show --outline {name} reads the matrix line by line."
        )
    if name == "-":
        return "The editor needs a file with a name; copvalue show - reads stdin."
    return terminal_refusal(f"copvalue show {name}")


def terminal_refusal(instead: str) -> str:
    """Why there is no screen to draw on here, as a sentence; empty when there is one.

    `instead` is the command that needs none.
    """
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stderr)):
        return f"The editor needs a terminal. Without one, try: {instead}"
    if os.name == "posix" and os.environ.get("TERM", "") in _NO_SCREENS:
        return (
            "The editor needs a terminal that can move its cursor, and TERM names none. "
            f"Without one, try: {instead}"
        )
    return ""


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and os.isatty(stream.fileno())
    except (OSError, ValueError):
        return False

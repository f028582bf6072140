"""`copvalue edit`, the default command: its options, and the checks before the screen opens."""

from __future__ import annotations

import os
import sys

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import only_file
from copvalue_tui.cli.support.open_editor import EditOptions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from copvalue_tui.cli.parsing import Parser

UNUSABLE_TERMS = ("", "dumb", "unknown")
"""Terminals without a cursor to move."""


def run(words: list[str]) -> int:
    """Open the editor on a file, or on the list of files."""
    options = _parse(words)
    options.linear = options.linear or linear_by_itself()
    if refusal := _refusal(options):
        raise exits.Refusal(exits.WRONG_USE, refusal)
    # Imported late, because help and refusals need none of it.
    from copvalue_tui.cli.support.open_editor import start

    return start(options)


def _parse(words: list[str]) -> EditOptions:
    """The options in `words`; a file name alone needs no parser, which saves time."""
    options = EditOptions(file=only_file(words) or None)
    return options if options.file else _parser().parse_args(words, options)


def _parser() -> Parser:
    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.cli.support.overview import (
        DESCRIPTION,
        EXAMPLES,
        NOTES,
        USAGE,
        commands_text,
    )

    parser = Parser("copvalue", DESCRIPTION, f"{commands_text()}\n{EXAMPLES}\n{NOTES}", USAGE)
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="the session file to open; without it, choose from a list",
    )
    parser.add_argument(
        "--read-only", action="store_true", help="open the file without changing it"
    )
    add_screen_options(parser)
    parser.add_argument("--no-autosave", action="store_true", help="save only on request")
    add_linear_option(parser)
    return parser


def add_linear_option(parser: Parser) -> None:
    """Add the option for plain lines."""
    parser.add_argument(
        "--linear",
        action="store_true",
        help="commands and answers as plain lines, for screen readers and pipes; "
        "also with ACCESSIBLE=1",
    )


def add_screen_options(parser: Parser) -> None:
    """Add the options for drawing and the mouse."""
    from argparse import BooleanOptionalAction

    from copvalue_tui.files.user.settings import THEMES

    parser.add_argument("--ascii", action="store_true", help="use only ASCII characters")
    parser.add_argument("--no-color", action="store_true", help="use no colours")
    parser.add_argument(
        "--mouse",
        action=BooleanOptionalAction,
        help="use the mouse, or leave it to the terminal",
    )
    parser.add_argument(
        "--theme",
        metavar="NAME",
        choices=THEMES,
        help="the colours: dark, light, nord …; a wrong name lists them all",
    )


def _refusal(options: EditOptions) -> str:
    """Why the editor cannot open here, as a sentence; an empty text if it can."""
    name = options.file or "FILE"
    if name == "-":
        return "The editor needs a file name. To read stdin: copvalue show -"
    if options.linear:
        return ""
    return terminal_refusal(f"copvalue show {name}, or copvalue --linear {name}")


def linear_by_itself() -> bool:
    """Whether a person at a terminal wants plain lines, or the terminal can show nothing else."""
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        return False
    plain = os.environ.get("TERM", "") in UNUSABLE_TERMS and os.name == "posix"
    return plain or os.environ.get("ACCESSIBLE", "") not in ("", "0")


def system_refusal(instead: str) -> str:
    """Why the editor has no screen on this system, as a sentence; an empty text if it can have one.

    `instead` is a command that needs none.
    """
    try:
        import termios  # noqa: F401
    except ImportError:
        return (
            "The editor needs a POSIX terminal: Linux, macOS, or WSL on Windows. "
            f"Here it works in plain lines, with --linear; to read a matrix: {instead}"
        )
    return ""


def terminal_refusal(instead: str) -> str:
    """Why the terminal here is not usable, as a sentence; an empty text if it is.

    `instead` is a command that needs no terminal.
    """
    if refusal := system_refusal(instead):
        return refusal
    if os.environ.get("TEXTUAL_DRIVER"):
        # The screen goes where that driver sends it.
        return ""
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stderr)):
        return f"The editor needs a terminal. Without one, try: {instead}"
    if os.name == "posix" and os.environ.get("TERM", "") in UNUSABLE_TERMS:
        return (
            "The editor needs a terminal that can move its cursor, but TERM does not name one. "
            f"Without one, try: {instead}"
        )
    return ""


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and os.isatty(stream.fileno())
    except (OSError, ValueError):
        return False

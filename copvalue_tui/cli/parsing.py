"""Reading the words after a command: argparse, with our manners."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import NoReturn

from copvalue_tui import __version__
from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import give, tell, terminal_width


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help for the terminal's width; argparse would import `shutil` to find that."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=max(min(terminal_width() - 2, 100), 40))


class Parser(argparse.ArgumentParser):
    """One command's options; wrong words end in a sentence, the usage, and exit code 2."""

    def __init__(
        self, prog: str, description: str, examples: str, usage: str | None = None
    ) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=description,
            epilog=examples,
            formatter_class=_Formatter,
            # A shortened option would come to mean another one in a later version.
            allow_abbrev=False,
            add_help=False,
        )
        self.add_argument("-h", "--help", action="help", help="show this help")
        self.add_argument(
            "-V", "--version", action="version", version=f"copvalue {__version__}", help="say which"
        )

    def add_file(self) -> None:
        """It is about one file."""
        self.add_argument("file", metavar="FILE", help="a session file; - is stdin")

    def add_what(self, ways: Iterable[str], first: str, does: str) -> None:
        """What to do is one word of these; without it the first. `does` tells it for the help."""
        told = f"{does}; {first} if nothing is said"
        self.add_argument("what", nargs="?", choices=tuple(ways), default=first, help=told)

    def error(self, message: str) -> NoReturn:
        """Say what was not understood, and leave."""
        sentence = message[:1].upper() + message[1:]
        tell(f"{sentence}.\n{self.format_usage().rstrip()}\nMore: {self.prog} --help")
        raise SystemExit(exits.WRONG_USE)

    def _print_message(self, message: str, file: object = None) -> None:
        """Let help and version fail like other output does, when nobody reads it."""
        if message:
            give(message)

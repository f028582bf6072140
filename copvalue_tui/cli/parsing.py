"""The argument parser of all commands: argparse, with our wording and exit codes."""

from __future__ import annotations

import argparse
import re
from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date, datetime
from typing import NoReturn

from copvalue_tui import __version__
from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import print_message, print_result, terminal_width
from copvalue_tui.matrix.dates.parse import NotADate, typed_date
from copvalue_tui.matrix.text.labels import LANGUAGES, labels_for


def today() -> date:
    """Today's date in the local time zone."""
    return datetime.now().astimezone().date()


def date_argument(text: str) -> date:
    """The date that `text` means, in any of the forms people type.

    Raises:
        ArgumentTypeError: It is not a date; the message says what to type.
    """
    try:
        return typed_date(text, today())
    except NotADate as trouble:
        # The parser adds the option's name and the full stop.
        raise ArgumentTypeError(trouble.sentence.removesuffix(".")) from None


def _language_argument(text: str) -> str:
    """The type of `--language`: a code that there are labels for."""
    if text.casefold()[:2] != labels_for(text).language:
        raise ArgumentTypeError(f"there are no labels in “{text}”, only in {', '.join(LANGUAGES)}")
    return text


_CHOICE = re.compile(
    r"argument (?P<option>.+): invalid choice: '(?P<word>.*)' \(choose from (?P<choices>.+)\)"
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help at the terminal's width, without the `shutil` that argparse would import for it."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=max(min(terminal_width() - 2, 100), 40))


class Parser(argparse.ArgumentParser):
    """The parser of one command; an error prints a sentence and the usage, and exits with 2."""

    def __init__(
        self, prog: str, description: str, examples: str, usage: str | None = None
    ) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=description,
            epilog=examples,
            formatter_class=_Formatter,
            # An abbreviated option could mean another one in a later version.
            allow_abbrev=False,
            add_help=False,
        )
        self.add_argument("-h", "--help", action="help", help="show this help and exit")
        self.add_argument(
            "-V",
            "--version",
            action="version",
            version=f"copvalue {__version__}",
            help="show the version and exit",
        )

    def add_file(self) -> None:
        """Add the FILE argument."""
        self.add_argument("file", metavar="FILE", help="the session file; - reads stdin")

    def add_output(self, help: str, force: str) -> None:
        """Add the options that name the file to write."""
        self.add_argument("-o", dest="out", metavar="OUT", help=help)
        self.add_argument("--force", action="store_true", help=force)

    def add_language(self, of: str, instead: str) -> None:
        """Add the option for the language `of` something, `instead` of that of a matrix."""
        self.add_argument(
            "--language",
            type=_language_argument,
            metavar="CODE",
            help=f"the language of {of} (en, es, fr, pt) instead of {instead}",
        )

    def add_what(self, actions: Iterable[str], first: str, purpose: str) -> None:
        """Add a choice of actions; `first` is the default, and `purpose` the text of the help."""
        text = f"{purpose} (default: {first})"
        self.add_argument("what", nargs="?", choices=tuple(actions), default=first, help=text)

    def read_stdin_once(self, *names: str) -> None:
        """Refuse the second `-` among files to read: the first leaves nothing to it."""
        if names.count("-") > 1:
            self.error("only one of the files can be stdin")

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the arguments, and exit."""
        # argparse lists the choices as Python writes them.
        choice = _CHOICE.fullmatch(message)
        if choice:
            choices = choice["choices"].replace("'", "")
            noun = "action" if choice["option"] == "what" else choice["option"]
            message = f"“{choice['word']}” is no {noun}; choose from {choices}"
        sentence = message[:1].upper() + message[1:]
        print_message(f"{sentence}.\n{self.format_usage().rstrip()}\nFor help: {self.prog} --help")
        raise SystemExit(exits.WRONG_USE)

    def _print_message(self, message: str, file: object = None) -> None:
        """Print help and version like all output, with the same errors."""
        if message:
            print_result(message)

"""`copvalue edit`, the default: everything that is checked before the screen is touched."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from copvalue_tui.cli import exits
from copvalue_tui.cli.loading import NotLoaded, faults_text
from copvalue_tui.cli.overview import DESCRIPTION, EXAMPLES, USAGE, commands_text
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import tell
from copvalue_tui.files.complaints import NotReadable
from copvalue_tui.files.disk import FileTrouble, NothingThere, OpenFile, load, new_file
from copvalue_tui.files.reading import read
from copvalue_tui.files.settings import Settings, load_settings
from copvalue_tui.matrix.values import BLANK, Matrix

_NO_SCREENS = ("", "dumb", "unknown")


class _Wishes(argparse.Namespace):
    file: str | None
    read_only: bool
    linear: bool
    ascii: bool
    no_color: bool
    mouse: bool | None
    theme: str | None
    no_autosave: bool


def run(words: list[str]) -> int:
    """Open the editor on a file, or on the choice of one."""
    wishes = _parser().parse_args(words, _Wishes())
    refusal = _refusal(wishes)
    if refusal:
        tell(refusal)
        return exits.WRONG_USE
    try:
        file, matrix = _opened(wishes.file)
    except NotLoaded as trouble:
        return trouble.code
    return _edited(wishes, file, matrix)


def _opened(name: str | None) -> tuple[OpenFile | None, Matrix]:
    """The file and its matrix; the blank template for a file that is not there yet.

    Raises:
        NotLoaded: There is a reason against it, and it was told.
    """
    if name is None:
        return None, BLANK
    path = Path(name)
    try:
        file = load(path)
        return file, read(file.source.text)
    except NotReadable as faults:
        tell(faults_text(name, faults))
        raise NotLoaded(exits.UNREADABLE) from None
    except NothingThere:
        return _begun(path), BLANK
    except FileTrouble as trouble:
        tell(str(trouble))
        raise NotLoaded(exits.UNREADABLE) from None


def _begun(path: Path) -> OpenFile:
    """A file that the first save will make."""
    try:
        return new_file(path)
    except FileTrouble as trouble:
        tell(str(trouble))
        raise NotLoaded(exits.UNWRITABLE) from None


def _edited(wishes: _Wishes, file: OpenFile | None, matrix: Matrix) -> int:
    """Run the editor until the person leaves."""
    settings, faults = load_settings()
    settings = _with_wishes(settings, wishes)
    # An empty NO_COLOR means nothing, but not everything that looks at it knows that.
    if not os.environ.get("NO_COLOR", "x"):
        del os.environ["NO_COLOR"]
    # Only now: this is what takes the time.
    from copvalue_tui.editor.opening import Opening
    from copvalue_tui.tui.app import run_editor

    return run_editor(
        Opening(
            file=file,
            matrix=matrix,
            settings=settings,
            faults=faults,
            read_only=wishes.read_only,
            color=not (wishes.no_color or os.environ.get("NO_COLOR")),
        )
    )


def _with_wishes(settings: Settings, wishes: _Wishes) -> Settings:
    """The settings, with what the command line says in place of what they say."""
    return replace(
        settings,
        autosave=settings.autosave and not wishes.no_autosave,
        ascii=settings.ascii or wishes.ascii,
        mouse=settings.mouse if wishes.mouse is None else wishes.mouse,
        theme=settings.theme if wishes.theme is None else wishes.theme,
    )


def _parser() -> Parser:
    parser = Parser("copvalue", DESCRIPTION, f"{commands_text()}\n{EXAMPLES}", USAGE)
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a session file; without one, choose from a list"
    )
    parser.add_argument("--read-only", action="store_true", help="look, but change nothing")
    parser.add_argument("--ascii", action="store_true", help="draw without Unicode")
    parser.add_argument("--no-color", action="store_true", help="draw without colour")
    parser.add_argument(
        "--mouse",
        action=argparse.BooleanOptionalAction,
        help="use the mouse, or leave it to the terminal",
    )
    parser.add_argument("--theme", metavar="NAME", help="the colours to draw with")
    parser.add_argument("--no-autosave", action="store_true", help="save only when told to")
    parser.add_argument("--linear", action="store_true", help="comes with a later version")
    return parser


def _refusal(wishes: _Wishes) -> str:
    """Why no editor can be opened here, as a sentence; empty when it can."""
    name = wishes.file or "FILE"
    if wishes.linear:
        return (
            "Linear mode comes with a later version. "
            f"Until then: copvalue show --outline {name} reads the matrix line by line."
        )
    if name == "-":
        return "The editor needs a file with a name; copvalue show - reads stdin."
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stderr)):
        return f"The editor needs a terminal. Without one, try: copvalue show {name}"
    if os.name == "posix" and os.environ.get("TERM", "") in _NO_SCREENS:
        return (
            "The editor needs a terminal that can move its cursor, and TERM names none. "
            f"Without one, try: copvalue show {name}"
        )
    return ""


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and os.isatty(stream.fileno())
    except (OSError, ValueError):
        return False

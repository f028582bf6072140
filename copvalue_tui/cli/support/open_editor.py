"""Start the editor with the options of `copvalue edit`: load the file and the settings."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.loading import faults_text
from copvalue_tui.cli.streams import close_quietly, print_message, print_result
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.templates import template_at, template_text
from copvalue_tui.files.storage.errors import FileMissing, FileTrouble, shown_path
from copvalue_tui.files.storage.file import OpenFile, load, new_file
from copvalue_tui.files.storage.folders import owner_trouble
from copvalue_tui.files.storage.in_place import repair_interrupted
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.files.user.settings import Settings, load_settings
from copvalue_tui.matrix.values import BLANK, Matrix


@dataclass
class EditOptions:
    """The options as parsed."""

    file: str | None = None
    read_only: bool = False
    linear: bool = False
    ascii: bool = False
    no_color: bool = False
    mouse: bool | None = None
    theme: str | None = None
    no_autosave: bool = False
    follow: bool = False
    """True for a screen that only shows the saves of others."""


def start(options: EditOptions) -> int:
    """Run the editor with these options; return the exit code when the person quits."""
    look_only = options.read_only or options.follow
    if not look_only and options.file is not None and (name := template_at(Path(options.file))):
        # The template itself is never written to.
        return _run_editor(options, None, read(template_text(name)), "", name)
    mended = (
        repair_interrupted(options.file, look_only=look_only) if options.file is not None else ""
    )
    try:
        file, matrix = _open(options.file)
    except exits.Refusal as refusal:
        print_message(str(refusal))
        if mended:
            print_message(mended)
        # A follower writes nothing, so “cannot write” would be the wrong code.
        return exits.UNREADABLE if options.follow else refusal.code
    return _run_editor(options, file, matrix, mended)


def _open(name: str | None) -> tuple[OpenFile | None, Matrix]:
    """The file and its matrix; the blank template for a file that is not there yet.

    Raises:
        Refusal: It cannot be opened.
    """
    if name is None:
        return None, BLANK
    path = Path(name)
    try:
        file = load(path)
        return file, read(file.source.text)
    except NotReadable as faults:
        raise exits.Refusal(exits.UNREADABLE, faults_text(name, faults)) from None
    except FileMissing:
        return _new_file(path), BLANK
    except FileTrouble as error:
        raise exits.Refusal(exits.UNREADABLE, str(error)) from None


def _new_file(path: Path) -> OpenFile:
    """The file that the first save will create."""
    try:
        return new_file(path)
    except FileTrouble as error:
        raise exits.Refusal(exits.UNWRITABLE, f"{error}{_waiting_work(path)}") from None


def _waiting_work(path: Path) -> str:
    """What sessions left unsaved of a file whose folder is gone, and how to get it."""
    # Here, not above: it is rarely needed.
    import shlex

    from copvalue_tui.files.journal.recovery import offer_sentence, unfinished

    recoveries = unfinished(path)
    if not recoveries:
        return ""
    name = shlex.quote(shown_path(path))
    command = f"copvalue recover {name} --restore -o recovered.toml"
    return f" {offer_sentence(recoveries[0], time.time())} To save it elsewhere: {command}"


def _run_editor(
    options: EditOptions, file: OpenFile | None, matrix: Matrix, mended: str, template: str = ""
) -> int:
    """Run the editor until the person quits; its first message is the repair that was made."""
    settings, faults = load_settings()
    faults = tuple(one for one in (mended, owner_trouble(), *faults) if one)
    settings = _with_options(settings, options)
    # By the convention an empty NO_COLOR has no effect, but some libraries obey it.
    if not os.environ.get("NO_COLOR", "x"):
        del os.environ["NO_COLOR"]
    # Imported late, because this takes the most time.
    from copvalue_tui.editor.session.open import Startup

    startup = Startup(
        file=file,
        matrix=matrix,
        template=template,
        settings=settings,
        faults=faults,
        read_only=options.read_only,
        follow=options.follow,
        color=not (options.no_color or os.environ.get("NO_COLOR")),
        today=datetime.now().astimezone().date(),
    )
    if options.linear:
        from copvalue_tui.linear.start import lines_of_stdin, run_linear

        return run_linear(startup, lines_of_stdin(), _write_at_once)
    from copvalue_tui.tui.startup.start import start_editor

    return start_editor(startup)


def _with_options(settings: Settings, options: EditOptions) -> Settings:
    """The settings, overridden by the command line."""
    return replace(
        settings,
        autosave=settings.autosave and not options.no_autosave,
        ascii=settings.ascii or options.ascii,
        mouse=settings.mouse if options.mouse is None else options.mouse,
        theme=settings.theme if options.theme is None else options.theme,
    )


def _write_at_once(text: str) -> None:
    """Write to stdout and flush; raises `OSError` once, after which nothing more is written."""
    try:
        print_result(text)
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        close_quietly(sys.stdout)
        raise

"""From the words of `copvalue edit` to the running editor: the file, the settings, the colours."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.loading import NotLoaded, faults_text
from copvalue_tui.cli.options import EditOptions
from copvalue_tui.cli.streams import tell
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.errors import FileMissing, FileTrouble
from copvalue_tui.files.storage.file import OpenFile, load, new_file
from copvalue_tui.files.storage.in_place import mend
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.files.user.settings import Settings, load_settings
from copvalue_tui.matrix.values import BLANK, Matrix


def start(wishes: EditOptions) -> int:
    """Open the editor as wished, and stay until the person leaves; the result is the exit code."""
    look_only = wishes.read_only or wishes.follow
    mended = mend(wishes.file, look_only=look_only) if wishes.file is not None else ""
    try:
        file, matrix = _opened(wishes.file)
    except NotLoaded as trouble:
        if mended:
            tell(mended)
        # Whoever only looks on has nothing that could not be written.
        return exits.UNREADABLE if wishes.follow else trouble.code
    return _edited(wishes, file, matrix, mended)


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
    except FileMissing:
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


def _edited(wishes: EditOptions, file: OpenFile | None, matrix: Matrix, mended: str) -> int:
    """Run the editor until the person leaves; what was mended before is the first thing said."""
    settings, faults = load_settings()
    faults = (mended, *faults) if mended else faults
    settings = _with_wishes(settings, wishes)
    # An empty NO_COLOR means nothing, but not everything that looks at it knows that.
    if not os.environ.get("NO_COLOR", "x"):
        del os.environ["NO_COLOR"]
    # Only now: this is what takes the time.
    from copvalue_tui.editor.session.open import Startup
    from copvalue_tui.tui.startup.start import start_editor

    return start_editor(
        Startup(
            file=file,
            matrix=matrix,
            settings=settings,
            faults=faults,
            read_only=wishes.read_only,
            follow=wishes.follow,
            color=not (wishes.no_color or os.environ.get("NO_COLOR")),
        )
    )


def _with_wishes(settings: Settings, wishes: EditOptions) -> Settings:
    """The settings, with what the command line says in place of what they say."""
    return replace(
        settings,
        autosave=settings.autosave and not wishes.no_autosave,
        ascii=settings.ascii or wishes.ascii,
        mouse=settings.mouse if wishes.mouse is None else wishes.mouse,
        theme=settings.theme if wishes.theme is None else wishes.theme,
    )

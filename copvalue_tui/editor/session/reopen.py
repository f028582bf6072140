"""Another file in the session that is open: what was set and copied stays, the rest is new."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from copvalue_tui.editor.keys.host import Option
from copvalue_tui.editor.state.state import Panel, State
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage import file as disk
from copvalue_tui.files.storage.errors import FileMissing, FileTrouble, shown_path
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.files.storage.in_place import repair_interrupted
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.values import Matrix, Scene, with_blank_rows

if TYPE_CHECKING:
    from copvalue_tui.files.user.recent import Recent

UNNAMED = "A new matrix, in no file yet; a to write, W to save it."
_LONGEST_PATH = 40
"""Letters of a path in the list of files."""
_ROOM = 70
"""Characters of a command that two lines of 80 columns hold whole; half of one would be worse."""


def file_options(files: Sequence[Recent]) -> list[Option]:
    """What to open: each of these files by its title and path, or another one."""
    known = [
        Option(one.title or one.path.name, hint=_path_hint(one.path), words=str(one.path))
        for one in files
    ]
    return [*known, Option("Another file…", hint="type its path")]


def _path_hint(path: Path) -> str:
    """The path with the home folder as `~`; of a long one only the end, which tells most."""
    home, text = str(Path.home()), str(path)
    text = f"~{text[len(home) :]}" if text.startswith(f"{home}/") else text
    parts = text.split("/")
    while len(text) > _LONGEST_PATH and len(parts) > 1:
        parts.pop(0)
        text = f"…/{'/'.join(parts)}"
    return text


def expanded(path: str) -> Path:
    """The path that a person typed, `~` expanded where it can be."""
    path = path.replace("\0", "")
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def is_there(path: Path) -> bool:
    """Whether something is at a path that a person typed, which may be no possible one."""
    return os.path.exists(path)  # noqa: PTH110  # that of `Path` fails on a name that is too long


def load_matrix(path: Path) -> tuple[OpenFile, Matrix]:
    """The file at the path and its matrix; the blank template for a path where nothing is.

    Raises:
        FileTrouble: It cannot be opened.
        NotReadable: It is no matrix.
    """
    try:
        file = disk.load(path)
    except FileMissing:
        file = disk.new_file(path)
    return file, with_blank_rows(read(file.source.text))


def open_another(state: State, path: str) -> State:
    """The state with another file open, or as it was with the sentence that says why not."""
    # Here, not above: the first screen opens no second file.
    from copvalue_tui.files.session.templates import template_at

    if name := template_at(expanded(path)):
        return from_template(state, name)
    mended = repair_interrupted(expanded(path))
    try:
        file, matrix = load_matrix(expanded(path))
    except (FileTrouble, NotReadable) as trouble:
        message = f"{trouble} Nothing was opened. {mended}".rstrip()
        return state.with_message(_copy_of(expanded(path), trouble) or message, warning=True)
    fresh = _another(state, matrix, file)
    what = "Opened" if file.identity is not None else "New file:"
    message = f"{what} {shown_path(file.path.name)}. {mended or file.why_read_only}".rstrip()
    return fresh.with_message(message, warning=bool(mended))


def from_template(state: State, name: str) -> State:
    """The state with a template's matrix, not yet under any name; nothing is lost by leaving it."""
    # Here, not above: most sessions begin with a file.
    from copvalue_tui.files.session.templates import template_text

    matrix = with_blank_rows(read(template_text(name)))
    return _another(state, matrix, None).with_message(UNNAMED)


def _another(state: State, matrix: Matrix, file: OpenFile | None) -> State:
    """The state of another matrix: what was set and copied stays, the rest is new."""
    return State(
        Scene(matrix),
        saved=matrix,
        file=file,
        read_only=file is not None and file.read_only,
        autosave=state.autosave,
        clipboard=state.clipboard,
        panel=Panel(shown=state.panel.shown),
        packs=state.packs,
        pack_order=state.pack_order,
        own_language=state.own_language,
        pack_faults=state.pack_faults,
        theme=state.theme,
        mouse=state.mouse,
        newcomer=state.newcomer,
        recent_commands=state.recent_commands,
        today=state.today,
    )


def _copy_of(path: Path, trouble: FileTrouble | NotReadable) -> str:
    """What to tell of a file in another encoding, when a command makes a copy of it."""
    if not isinstance(trouble, NotReadable) or not trouble.encoding:
        return ""
    # Here, not above: most files are in UTF-8.
    from copvalue_tui.files.storage.encoding import copying

    command = copying(path, trouble)
    if not command or len(command) > _ROOM:
        return ""
    return f"Not opened: not UTF-8. If it is {trouble.encoding}, this converts a copy: {command}"

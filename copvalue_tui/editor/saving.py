"""Saving from an open session: what a save changes in the state, and saving elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from copvalue_tui.editor.consent import may_replace
from copvalue_tui.editor.host import Host
from copvalue_tui.editor.state import State
from copvalue_tui.files.storage import file as disk
from copvalue_tui.files.storage.file import FileTrouble, OpenFile, Saved
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.values import BLANK, Matrix


def saved_state(state: State, saved: Saved, matrix: Matrix, clock: str) -> State:
    """The state after `matrix` was saved; what was done meanwhile stays unsaved."""
    news = [note for note in saved.notes if note not in state.noted]
    noted = state.noted | frozenset(news)
    state = replace(state, file=saved.file, saved=matrix, saved_at=clock, noted=noted)
    return state.told(" ".join(news), warning=True) if news else state


async def write(state: State, host: Host, overwrite: bool = False) -> State:
    """Saves and says so.

    Raises:
        FileTrouble: Others changed the file, or the disk refused; nothing was written.
    """
    if state.file is None:
        return state
    saved = await host.save(state.file, state.matrix, overwrite=overwrite)
    clock = host.clock()
    after = saved_state(state.told(f"Saved {clock}."), saved, state.matrix, clock)
    return replace(after, read_only=False, following=None, held_by="")


def way_out(trouble: FileTrouble) -> str:
    """Why a save failed, and the way out, which many of these sentences name already."""
    told = str(trouble)
    return told if told.endswith("with W.") else f"{told} W saves elsewhere."


async def save_as(state: State, host: Host) -> State:
    """Asks for a path and saves there; another file that stands there is asked about first."""
    initial = str(state.file.path) if state.file is not None else ""
    path = await host.ask_path("Save as", initial)
    return state if path is None else await save_to(state, host, path)


async def save_to(state: State, host: Host, path: Path) -> State:
    """Saves under another name, and goes on with that file."""
    overwrite = False
    try:
        file = _there(path)
        if file.identity is not None:
            overwrite = await may_replace(host, path)
            if not overwrite:
                return state.told("Nothing was saved.")
        if state.file is not None:
            # The text goes along, so that its comments do; only the name is another.
            file = replace(file, source=state.file.source)
        return await write(replace(state, file=file), host, overwrite)
    except (FileTrouble, NotReadable) as trouble:
        return state.told(f"{trouble} Nothing was saved.", warning=True)


def _there(path: Path) -> OpenFile:
    """The file at the path, or a new one; a new name without an ending gets `.toml`."""
    if path.exists():
        return disk.load(path)
    return disk.new_file(path if path.suffix else path.with_suffix(".toml"))


def with_rows(matrix: Matrix) -> Matrix:
    """The matrix, with the rows of the blank template when it has none of its own."""
    if matrix.rows:
        return matrix
    return replace(matrix, members=BLANK.members, organizations=BLANK.organizations)

"""Saving from an open session: what a save changes in the state, and saving elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from copvalue_tui.editor.keys.host import Host, Option, in_thread
from copvalue_tui.editor.session.reopen import is_there
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.storage import file as disk
from copvalue_tui.files.storage.errors import ChangedOnDisk, FileTrouble, shown_path
from copvalue_tui.files.storage.file import OpenFile, Saved
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.values import Matrix


def saved_state(state: State, saved: Saved, matrix: Matrix, clock: str) -> State:
    """The state after `matrix` was saved; what was done meanwhile stays unsaved."""
    news = [note for note in saved.notes if note not in state.noted]
    noted = state.noted | frozenset(news)
    state = replace(state, file=saved.file, saved=matrix, saved_at=clock, noted=noted)
    return state.with_message(" ".join(news), warning=True) if news else state


async def write(state: State, host: Host, overwrite: bool = False, name: str = "") -> State:
    """Saves and says so; where the file has a new name, says that.

    Raises:
        FileTrouble: Others changed the file, or the disk refused; nothing was written.
    """
    if state.file is None:
        return state
    saved = await host.save(state.file, state.matrix, overwrite=overwrite)
    clock = host.clock()
    said = f"Saved as “{shown_path(name)}”." if name else f"Saved {clock}."
    after = saved_state(state.with_message(said), saved, state.matrix, clock)
    return replace(after, read_only=False, following=None, held_by="")


def way_out(trouble: FileTrouble) -> str:
    """Why a save failed, and the way out, which many of these sentences name already."""
    message = str(trouble)
    return message if message.endswith("with W.") else f"{message} W to save elsewhere."


async def save_as(state: State, host: Host) -> State:
    """Asks for a path and saves there; another file that is there is asked about first."""
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
                return state.with_message("Nothing was saved.")
        if state.file is not None:
            # The text goes along, so that its comments do; only the name is another.
            file = replace(file, source=state.file.source)
        return await write(replace(state, file=file), host, overwrite, file.path.name)
    except (FileTrouble, NotReadable) as trouble:
        return state.with_message(f"{trouble} Nothing was saved.", warning=True)


def _there(path: Path) -> OpenFile:
    """The file at the path, or a new one; a new name without an ending gets `.toml`."""
    if is_there(path):
        return disk.load(path)
    return disk.new_file(path if path.suffix else path.with_suffix(".toml"))


FileContent = str | Callable[[str], bytes]
"""A text, whose file can have one ending only; or what makes the content of a file of a name, and
raises `CannotExport`."""


async def saved_beside(
    state: State, host: Host, what: str, name: tuple[str, str], content: FileContent
) -> State:
    """The state told that something is saved, at a path that is asked for.

    Args:
        what: What the text is, in words such as “the minutes”.
        name: How a file beside the matrix would be called after the matrix's own name, and how
            such a file ends.
    """
    path = await host.ask_path(f"Save {what} as", str(beside(state, *name)))
    return state if path is None else await saved_at(state, host, what, path, name[1], content)


async def saved_at(
    state: State, host: Host, what: str, path: Path, ending: str, content: FileContent
) -> State:
    """The state told that something is saved at a path, which gets the ending if it has none."""
    from copvalue_tui.editor.suggestions.own_packs import is_the_matrix
    from copvalue_tui.exports.registry import CannotExport
    from copvalue_tui.files.storage.file import save_new

    path = path if path.suffix else path.with_suffix(ending)
    if is_the_matrix(state, path):
        return state.with_message(f"That is the matrix itself; choose another file for {what}.")
    overwrite = is_there(path)
    nothing = "Nothing was saved."
    try:
        if isinstance(content, str) and path.suffix.casefold() != ending:
            raise CannotExport(
                f"“{shown_path(path.name)}” is no name for {what}; end it in {ending}."
            )
        written = content if isinstance(content, str) else content(path.name)
    except CannotExport as refusal:
        return state.with_message(f"{refusal} {nothing}", warning=True)
    if overwrite and not await may_replace(host, path):
        return state.with_message(nothing)
    try:
        notes = await in_thread(save_new, path, written, overwrite=overwrite)
    except ChangedOnDisk:
        message = f"“{shown_path(path.name)}” already exists. {nothing}"
        return state.with_message(message, warning=True)
    except FileTrouble as trouble:
        return state.with_message(f"{trouble} {nothing}", warning=True)
    return state.with_message(" ".join((f"Saved {what} as “{shown_path(path.name)}”.", *notes)))


def beside(state: State, name: str, ending: str) -> Path:
    """A path beside the matrix and named after it; with no name only the ending differs."""
    if state.file is None:
        return Path(f"{name or 'matrix'}{ending}")
    stem = state.file.path.stem
    return state.file.path.with_name(f"{stem}-{name}{ending}" if name else f"{stem}{ending}")


async def may_replace(host: Host, path: Path, otherwise: str = "save nothing") -> bool:
    """Whether the person wants the file there replaced; `otherwise` is what happens if not."""
    options = (
        Option(f"Keep that file, {otherwise}", key="n"),
        Option("Replace it; the current file is kept as a version", key="r"),
    )
    choice = await host.choose(f"“{shown_path(path.name)}” already exists.", options)
    return choice is not None and choice.index == 1

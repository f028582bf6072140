"""The packs of a session: found for its file and its language, and looked up again for others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from copvalue_tui.editor.state.state import State
from copvalue_tui.files.storage.errors import shown_path
from copvalue_tui.files.storage.folders import NoFolder, data_folder
from copvalue_tui.suggest.library import PACKS_FOLDER, Library, find_packs
from copvalue_tui.suggest.packs import in_order

Change = Callable[[State], State]


def own_folder() -> Path:
    """The folder of the person's packs for all matrices; it may not exist yet.

    Raises:
        NoFolder: There is no home folder.
    """
    return data_folder() / PACKS_FOLDER


def pack_folders(file: Path | None) -> tuple[Path, ...]:
    """Where packs are looked for: in the person's folder, then beside the file."""
    beside = () if file is None else (file.parent / PACKS_FOLDER,)
    try:
        return (own_folder(), *beside)
    except NoFolder:
        return beside


def shelf_key(state: State) -> tuple[Path | None, str]:
    """What decides which packs there are; with another one they are looked up again."""
    return (state.file.path.parent if state.file else None), state.language


def looked_up(state: State) -> Change:
    """Finds the packs for a state; may take a moment, so for a thread.

    The result puts them into a state, unless it needs others by now, and names
    the files that could not be used, once.
    """
    folders = pack_folders(state.file.path if state.file else None)
    shelf = find_packs(folders, state.language)

    def with_packs(now: State) -> State:
        if shelf_key(now) != shelf_key(state):
            return now
        packs = in_order(shelf.packs, now.pack_order)
        if packs != now.packs:
            now = replace(now, packs=packs)
        return _told(now, faults_sentence(shelf))

    return with_packs


def faults_sentence(shelf: Library) -> str:
    """Which of the person's packs are not as they should be; empty when all are."""
    if not shelf.faulty:
        return ""
    name, more = shown_path(shelf.faulty[0].name), len(shelf.faulty) - 1
    which = f"Packs “{name}” and {more} more have" if more else f"Pack “{name}” has"
    return f"{which} faults; “copvalue packs check” lists them."


def _told(state: State, sentence: str) -> State:
    """The state with the sentence added to its message, unless it was shown before."""
    if not sentence or sentence == state.pack_faults:
        return state
    message = f"{state.message} {sentence}".lstrip()
    return replace(state, pack_faults=sentence).with_message(message, warning=True)

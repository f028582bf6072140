"""Commands that put values of the matrix into the person's own suggestion packs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host, Option, in_thread
from copvalue_tui.editor.keys.preconditions import no_value
from copvalue_tui.editor.session.reopen import is_there
from copvalue_tui.editor.session.save import may_replace
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.files.storage.errors import ChangedOnDisk, FileTrouble, shown_path
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import count_values

if TYPE_CHECKING:
    from copvalue_tui.suggest.pack_format.files import PackFile

NOTHING_SAVED = "Nothing was saved."


def _no_values(state: State) -> str | None:
    if count_values(state.matrix):
        return None
    return "This matrix has no values to make a pack of; a to add one."


@command("Save the value to my pack", why_not=no_value, words="suggestion reuse library")
async def save_to_pack(state: State, host: Host) -> State:
    """Add the value or the marked ones to your own pack, to be suggested elsewhere."""
    # Here, not above: the editor starts without what writes packs.
    from copvalue_tui.editor.suggestions import own_packs

    try:
        pack_file = await _chosen(host)
        if pack_file is None:
            return state.with_message(NOTHING_SAVED)
        path, file = pack_file
        entries = own_packs.entries_of(state.matrix, state.chosen)
        if file is not None and file.pack is not None:
            entries = own_packs.not_yet_in(file.pack, entries)
            if not entries:
                what = quoted(state.chosen_values)
                return state.with_message(f"{what}: already in your pack {_home(path)}.")
        notes = await in_thread(own_packs.save_entries, path, entries, file is None)
    except FileTrouble as trouble:
        return state.with_message(f"{trouble} {NOTHING_SAVED}", warning=True)
    count = plural(len(entries), "value")
    what = quoted(state.chosen_values) if len(entries) == len(state.chosen) else count
    message = f"Saved {what} to your pack {_home(path)}."
    return await _renewed(state.unmarked(), " ".join((message, *notes)))


async def _chosen(host: Host) -> tuple[Path, PackFile | None] | None:
    """The pack to save to, and its file unless it is to be made; asks when there are several.

    Raises:
        FileTrouble: There is no place for it, or the file there cannot be added to.
    """
    from copvalue_tui.editor.suggestions import own_packs
    from copvalue_tui.editor.suggestions.session_packs import own_folder

    files = own_packs.own_packs()
    good = [file for file in files if file.pack is not None]
    mine = own_folder() / f"{own_packs.MINE}.toml"
    if not good:
        if any(file.path == mine for file in files):
            why = "cannot be used as it is; “copvalue packs check” says why."
            raise FileTrouble(f"Your pack {_home(mine)} {why}")
        return mine, None
    if len(good) == 1:
        return good[0].path, good[0]
    options = [Option(_title(file), hint=file.path.name) for file in good]
    first = next((index for index, file in enumerate(good) if file.path == mine), 0)
    choice = await host.choose("Save to which of your packs?", options, chosen=first)
    if choice is None or choice.index is None:
        return None
    return good[choice.index].path, good[choice.index]


def _title(file: PackFile) -> str:
    return (file.pack.title or file.pack.id) if file.pack else file.path.stem


@command("Make a pack of this matrix", why_not=_no_values, words="suggestion reuse library export")
async def make_pack(state: State, host: Host) -> State:
    """Write every value of this matrix into a new suggestion pack."""
    from copvalue_tui.editor.suggestions import own_packs

    try:
        initial = str(own_packs.default_path(state.matrix))
    except FileTrouble:
        initial = ""
    path = await host.ask_path("Make a pack at", initial)
    if path is None:
        return state
    path = path if path.suffix else path.with_suffix(".toml")
    if own_packs.is_the_matrix(state, path):
        return state.with_message("That is the matrix itself; a pack needs a file of its own.")
    overwrite = is_there(path)
    if overwrite and not await may_replace(host, path, "make no pack"):
        return state.with_message(NOTHING_SAVED)
    text, count = own_packs.whole_pack(state.matrix, path)
    try:
        notes = await in_thread(own_packs.save_whole, state, path, text, overwrite)
    except ChangedOnDisk:
        return state.with_message(f"{_home(path)} already exists. {NOTHING_SAVED}", warning=True)
    except FileTrouble as trouble:
        return state.with_message(f"{trouble} {NOTHING_SAVED}", warning=True)
    message = f"Made a pack of {plural(count, 'value')}: {_home(path)}."
    if not own_packs.is_offered(state, path):
        notes = (*notes, "Put it into a folder “packs” beside a matrix to have it suggested.")
    return await _renewed(state, " ".join((message, *notes)))


async def _renewed(state: State, message: str) -> State:
    """The state with the packs as they are now, and the sentence as its message."""
    from copvalue_tui.editor.suggestions.session_packs import looked_up

    change = await in_thread(looked_up, state)
    return replace(change(state), warning=False).with_message(message)


def _home(path: Path) -> str:
    """The path in quotes, with the home folder as `~`."""
    try:
        home = str(Path.home())
    except RuntimeError:
        home = ""
    text = shown_path(path)
    return f"“{'~' + text[len(home) :] if home and text.startswith(f'{home}/') else text}”"

"""The person's own packs as a session writes them: values saved to one, a matrix made one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.suggestions.session_packs import own_folder, pack_folders
from copvalue_tui.files.storage.file import save_new
from copvalue_tui.files.user.pack_writing import (
    NewEntry,
    PackHead,
    add_entries,
    id_of,
    make_folder,
    pack_text,
)
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import HORIZONS, Matrix, Place, value_at
from copvalue_tui.suggest.pack_format.files import PackFile, packs_in
from copvalue_tui.suggest.packs import Pack

MINE = "my"
"""The id of the pack that is made for the first value saved, and its file's name."""
_REMARK = "My own values to suggest. copvalue adds to this file and keeps everything else in it."


def own_packs() -> tuple[PackFile, ...]:
    """The files of the person's folder of packs, those that cannot be used too.

    Raises:
        NoFolder: There is no home folder.
    """
    return packs_in(own_folder())


def entries_of(matrix: Matrix, places: Sequence[Place]) -> tuple[NewEntry, ...]:
    """The values at the places as entries, each for rows like its own."""
    return tuple(
        NewEntry(
            text=value_at(matrix, place).text,
            audience=matrix.audience(place.row),
            horizon=place.horizon,
            tags=matrix.rows[place.row].tags,
            source=tidy(matrix.title),
        )
        for place in places
    )


def not_yet_in(pack: Pack, entries: Sequence[NewEntry]) -> tuple[NewEntry, ...]:
    """The entries that the pack does not hold for the same kind of cell, whatever their case."""
    known = {
        (entry.audience, entry.horizon, words)
        for entry, words in zip(pack.entries, pack.keys, strict=True)
    }
    return tuple(one for one in entries if (one.audience, one.horizon, key(one.text)) not in known)


def save_entries(path: Path, entries: Sequence[NewEntry], new: bool) -> tuple[str, ...]:
    """Adds the entries to the pack at the path, or begins it with them; notes for the person.

    Raises:
        FileTrouble: The disk refused, or the file cannot be added to; it is as it was.
    """
    if not new:
        return add_entries(path, entries)
    make_folder(path.parent)
    return save_new(path, pack_text(PackHead(MINE, "My values"), entries, _REMARK))


def whole_pack(matrix: Matrix, path: Path) -> tuple[str, int]:
    """The text of a pack with each value of the matrix as an entry, and how many those are.

    Values that say the same in rows of one kind are one entry, with the tags of all these rows.
    """
    places = [
        Place(row, column, slot)
        for row, found in enumerate(matrix.rows)
        for column, horizon in enumerate(HORIZONS)
        for slot in range(len(found.cell(horizon)))
    ]
    once: dict[tuple[str, str, str], NewEntry] = {}
    for one in entries_of(matrix, places):
        first = once.setdefault((one.audience, one.horizon, key(one.text)), one)
        once[first.audience, first.horizon, key(first.text)] = _with_tags(first, one.tags)
    entries = tuple(once.values())
    title = tidy(matrix.title) or path.stem
    head = PackHead(id_of(path.stem), title, matrix.language, f"Made from “{title}”.")
    return pack_text(head, entries), len(entries)


def _with_tags(entry: NewEntry, tags: tuple[str, ...]) -> NewEntry:
    """The entry for rows of these tags too; without tags it is for any."""
    both = (*entry.tags, *tags) if entry.tags and tags else ()
    return replace(entry, tags=tuple(dict.fromkeys(both)))


def save_whole(state: State, path: Path, text: str, overwrite: bool) -> tuple[str, ...]:
    """Writes a pack made of a matrix; notes for the person.

    Raises:
        FileTrouble: The disk refused, or there is a file that may not be replaced.
    """
    if path.parent in pack_folders(state.file.path if state.file else None):
        make_folder(path.parent)
    return save_new(path, text, overwrite=overwrite)


def is_offered(state: State, path: Path) -> bool:
    """Whether packs at the path are found by this session."""
    folders = pack_folders(state.file.path if state.file else None)
    return any(os.path.realpath(folder) == os.path.realpath(path.parent) for folder in folders)


def default_path(matrix: Matrix) -> Path:
    """Where a pack made of the matrix belongs.

    Raises:
        NoFolder: There is no home folder.
    """
    return own_folder() / f"{id_of(tidy(matrix.title))}.toml"


def is_the_matrix(state: State, path: Path) -> bool:
    """Whether the path leads to the file that is open."""
    return state.file is not None and os.path.realpath(path) == os.path.realpath(state.file.path)

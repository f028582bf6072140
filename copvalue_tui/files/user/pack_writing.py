"""Write suggestion packs, and add entries to one without changing its other lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from copvalue_tui.files.storage.errors import CannotSave, not_saved
from copvalue_tui.files.storage.file import load, save_text
from copvalue_tui.files.storage.folders import make_folders
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.files.toml.parse import Table, parse
from copvalue_tui.files.toml.render import plain, string
from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.values import Audience, Horizon

_LONGEST_ID = 60
_UNSPELLABLE = "its layout is unusual, so add the value by hand"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A value to add to a pack."""

    text: str
    audience: Audience
    horizon: Horizon
    tags: tuple[str, ...] = ()
    """Audience tags; none means any."""
    source: str = ""
    """Its source, such as the community's name."""


@dataclass(frozen=True, slots=True)
class PackHead:
    """The head of a new pack, above its entries."""

    id: str
    title: str = ""
    language: str = ""
    credit: str = ""


def pack_text(head: PackHead, entries: Sequence[NewEntry], remark: str = "") -> str:
    """The text of a new pack, with a remark above it as a comment."""
    parts = [f"# {remark}\n\n"] if remark else []
    for key in ("id", "title", "language", "credit"):
        words = str(getattr(head, key))
        parts += [f"{key} = {string(words)}\n"] if words else []
    return "".join(parts) + _blocks(_tables(entries, set()))


def with_entries(text: str, entries: Sequence[NewEntry]) -> str:
    """The pack's text with entries added at the end; every other byte stays as it was.

    Raises:
        CannotWrite: The text cannot be read, or would not read back the same with these added.
    """
    before = _parsed(text)
    old_entries = before.get("entries", [])
    if not isinstance(old_entries, list):
        raise CannotWrite(_UNSPELLABLE)
    ids = {str(entry.get("id")) for entry in old_entries if isinstance(entry, dict)}
    tables = _tables(entries, ids)
    expected = {**before, "entries": [*old_entries, *tables]}
    start = text if not text or text.endswith("\n") else f"{text}\n"
    ways: tuple[Callable[[], str], ...] = (
        lambda: start + _blocks(tables),
        lambda: _listed(text, tables),
    )
    for way in ways:
        try:
            after = way()
            if _parsed(after) == expected:
                return after
        except CannotWrite:
            continue
    raise CannotWrite(_UNSPELLABLE)


def add_entries(path: Path, entries: Sequence[NewEntry]) -> tuple[str, ...]:
    """Add entries to the pack at the path; return notes for the user, usually none.

    Raises:
        FileTrouble: It cannot be read, or not be changed safely; it was not changed.
    """
    file = load(path)
    try:
        text = with_entries(file.source.text, entries)
    except CannotWrite as error:
        raise CannotSave(f"“{path.name}” was not changed: {error}.") from error
    return save_text(file, text).notes


def make_folder(folder: Path) -> None:
    """Create the user's folder of packs if it does not exist.

    Raises:
        CannotSave: It cannot be created.
    """
    try:
        make_folders(folder)
    except OSError as error:
        raise not_saved(error) from error


def _parsed(text: str) -> Table:
    try:
        return parse(text)
    except NotReadable as error:
        raise CannotWrite(
            f"it cannot be read: {error.complaints[0].sentence.removesuffix('.')}"
        ) from error


def _tables(entries: Iterable[NewEntry], taken: set[str]) -> list[dict[str, object]]:
    """The entries as TOML tables, each with a unique id."""
    tables: list[dict[str, object]] = []
    taken = set(taken)
    numbers: dict[str, int] = {}
    for entry in entries:
        name = start = id_of(entry.text)
        while name in taken:
            numbers[start] = numbers.get(start, 1) + 1
            name = f"{start}-{numbers[start]}"
        taken.add(name)
        table: dict[str, object] = {
            "id": name,
            "text": entry.text,
            "audience": entry.audience,
            "horizon": entry.horizon,
            "tags": list(entry.tags) or ["any"],
        }
        if entry.source:
            table["source"] = entry.source
        tables.append(table)
    return tables


def id_of(text: str) -> str:
    """An id made from the words of a text, such as `help-with-challenges`."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(text).replace("'", "")).strip("-")
    return words[:_LONGEST_ID].rstrip("-") or "value"


def _blocks(tables: Iterable[dict[str, object]]) -> str:
    """The entries in the usual layout: a header each, one key a line."""
    return "".join(
        "\n[[entries]]\n" + "".join(f"{key} = {plain(found)}\n" for key, found in table.items())
        for table in tables
    )


def _listed(text: str, tables: list[dict[str, object]]) -> str:
    """The text of a pack whose entries are one array, with these added at its end."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import Array

    try:
        document = tomlkit.parse(text)
        listed = document["entries"]
        if not isinstance(listed, Array):
            raise CannotWrite(_UNSPELLABLE)
        for table in tables:
            inline = tomlkit.inline_table()
            inline.update(table)
            listed.append(inline)
        return tomlkit.dumps(document)
    except (TOMLKitError, LookupError, ValueError, TypeError) as error:
        raise CannotWrite(_UNSPELLABLE) from error

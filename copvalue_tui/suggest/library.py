"""The library of packs: the shipped ones and the person's own, each in the best language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.suggest.pack_format.files import PackFile, packs_in
from copvalue_tui.suggest.pack_format.read import shipped_names, shipped_pack
from copvalue_tui.suggest.pack_format.tables import line_of
from copvalue_tui.suggest.packs import FIRST_PACK, Pack, closest_language, language_code

PACKS_FOLDER = "packs"
"""The name of pack folders, in the data folder and next to a matrix."""


class LibraryPack(NamedTuple):
    """A pack and its file."""

    pack: Pack
    path: Path | None
    """None for a shipped pack."""


class Library(NamedTuple):
    """All available packs."""

    listed: tuple[LibraryPack, ...]
    """One per id, in the default order."""
    complaints: tuple[str, ...] = ()
    """The errors in the person's own packs, as sentences with file and line."""
    faulty: tuple[Path, ...] = ()
    """The files with complaints, each once."""

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs, the toolkit's first, then the other shipped ones."""
        return tuple(one.pack for one in self.listed)


def find_packs(folders: Sequence[Path], language: str = "") -> Library:
    """The shipped packs and those in the folders, in the order of the folders.

    Of a pack with translations, the result has the one in `language`, else the original; the rest
    are its `others`. A pack with the id and language of an earlier one replaces it, with a
    complaint; only the toolkit's cannot be replaced.
    """
    variants_by_id = {
        name: [LibraryPack(pack, None) for pack in _shipped(name)] for name in shipped_names()
    }
    complaints: list[str] = []
    faulty: list[Path] = []
    for folder in folders:
        for file in packs_in(folder):
            errors = _add(variants_by_id, file.pack, file) if file.pack else file.complaints
            complaints += errors
            faulty += [file.path] if errors else []
    listed = tuple(_in_language(variants, language) for variants in variants_by_id.values())
    return Library(listed, tuple(complaints), tuple(dict.fromkeys(faulty)))


def _shipped(name: str) -> list[Pack]:
    return [shipped_pack(name), *(shipped_pack(name, other) for other in shipped_names()[name])]


def _add(
    variants_by_id: dict[str, list[LibraryPack]], pack: Pack, file: PackFile
) -> tuple[str, ...]:
    """Add one of the person's packs to its variants; complain if it replaces another."""
    variants = variants_by_id.setdefault(pack.id, [])
    own = LibraryPack(pack, file.path)
    earlier = next((one for one in variants if _same_language(one.pack, pack, variants)), None)
    if earlier is None:
        variants.append(own)
        return ()
    line = line_of(file.text, "", "id")
    where = f"{safe(str(file.path))}:{line}" if line else safe(str(file.path))
    if pack.id == FIRST_PACK and earlier.path is None:
        reason = "belongs to the toolkit, which cannot be replaced; this pack is ignored"
        return (f"{where}: the id “{FIRST_PACK}” {reason}. Give it another id.",)
    if earlier is variants[0]:
        # The translations of the replaced original no longer fit.
        variants[:] = [own, *(one for one in variants[1:] if one.path is not None)]
    else:
        variants[variants.index(earlier)] = own
    before = safe(str(earlier.path)) if earlier.path else "a built-in pack"
    return (
        f"{where}: the id “{safe(pack.id)}” is taken by {before}; this pack replaces that one.",
    )


def _same_language(one: Pack, other: Pack, variants: list[LibraryPack]) -> bool:
    """True if both have the same language; a pack without one has that of the first."""
    first = variants[0].pack.language
    return language_code(one.language or first) == language_code(other.language or first)


def _in_language(variants: list[LibraryPack], language: str) -> LibraryPack:
    index = closest_language(language, [one.pack.language for one in variants]) or 0
    if len(variants) == 1:
        return variants[0]
    others = tuple(one.pack for one in variants[:index] + variants[index + 1 :])
    return variants[index]._replace(pack=replace(variants[index].pack, others=others))

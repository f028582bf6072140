"""Which packs there are: the shipped ones, the person's own, and each in which language."""

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
"""How folders of packs are called, in the data folder and beside a matrix."""


class LibraryPack(NamedTuple):
    """A pack, and where it stands."""

    pack: Pack
    path: Path | None
    """Nothing for a shipped one."""


class Library(NamedTuple):
    """All packs that can be offered from."""

    shelved: tuple[LibraryPack, ...]
    """One an id, in the order of preference of somebody who has none."""
    complaints: tuple[str, ...] = ()
    """What is wrong with the person's own packs: whole sentences with file and line."""
    faulty: tuple[Path, ...] = ()
    """The files that the complaints are about, each once."""

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs, shipped ones first, the toolkit's before all."""
        return tuple(one.pack for one in self.shelved)


def find_packs(folders: Sequence[Path], language: str = "") -> Library:
    """The shipped packs and those in the folders, later folders after earlier ones.

    Of a pack with translations the one in the language asked for is taken, else the original; the
    rest are its `others`. A pack whose id is taken already, in the same language, takes the place
    of the one before and is complained about; but nothing takes the place of the toolkit's.
    """
    shelves = {
        name: [LibraryPack(pack, None) for pack in _shipped(name)] for name in shipped_names()
    }
    complaints: list[str] = []
    faulty: list[Path] = []
    for folder in folders:
        for file in packs_in(folder):
            told = _put(shelves, file.pack, file) if file.pack else file.complaints
            complaints += told
            faulty += [file.path] if told else []
    shelved = tuple(_in_language(variants, language) for variants in shelves.values())
    return Library(shelved, tuple(complaints), tuple(dict.fromkeys(faulty)))


def _shipped(name: str) -> list[Pack]:
    return [shipped_pack(name), *(shipped_pack(name, other) for other in shipped_names()[name])]


def _put(shelves: dict[str, list[LibraryPack]], pack: Pack, file: PackFile) -> tuple[str, ...]:
    """Puts a pack of the person's where it belongs; says when that is another one's place."""
    variants = shelves.setdefault(pack.id, [])
    mine = LibraryPack(pack, file.path)
    taken = next((one for one in variants if _same_language(one.pack, pack, variants)), None)
    if taken is None:
        variants.append(mine)
        return ()
    line = line_of(file.text, "", "id")
    where = f"{safe(str(file.path))}:{line}" if line else safe(str(file.path))
    if pack.id == FIRST_PACK and taken.path is None:
        said = "is the toolkit's, whose pack is never altered; this one is left out"
        return (f"{where}: the id “{FIRST_PACK}” {said}. Give it another id.",)
    if taken is variants[0]:
        # With another original, what was translated from the one before no longer fits.
        variants[:] = [mine, *(one for one in variants[1:] if one.path is not None)]
    else:
        variants[variants.index(taken)] = mine
    before = safe(str(taken.path)) if taken.path else "a pack that comes with copvalue"
    return (
        f"{where}: the id “{safe(pack.id)}” is taken by {before}; this pack replaces that one.",
    )


def _same_language(one: Pack, other: Pack, variants: list[LibraryPack]) -> bool:
    """Whether both are in one language; a pack that names none is in that of the first."""
    first = variants[0].pack.language
    return language_code(one.language or first) == language_code(other.language or first)


def _in_language(variants: list[LibraryPack], language: str) -> LibraryPack:
    index = closest_language(language, [one.pack.language for one in variants]) or 0
    if len(variants) == 1:
        return variants[0]
    others = tuple(one.pack for one in variants[:index] + variants[index + 1 :])
    return variants[index]._replace(pack=replace(variants[index].pack, others=others))

"""Which formats values can be imported from: a new one is a new module in `formats`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple

from copvalue_tui.imports import formats
from copvalue_tui.imports.imported import Imported


class CannotImport(Exception):
    """A file cannot be read in any format; the text is one or more whole sentences."""


class LibraryMissing(CannotImport):
    """A format needs a library that is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"To read {name} files, install what they need: pip install 'copvalue-tui[{name}]'"
        )


class Importer(NamedTuple):
    """One format: a module of `formats` with its name has it as `IMPORTER`."""

    name: str
    endings: tuple[str, ...]
    """Of files in this format, the most usual one first; none when no ending means it."""
    likeness: Callable[[str], int] = lambda text: 0
    """How sure it is that a text is in this format: 0 when it is not, 1 when any text may be."""
    read: Callable[[str], Imported] = lambda text: Imported()
    is_file: Callable[[bytes], bool] | None = None
    """For a format that is no text: whether a file is in it."""
    read_file: Callable[[bytes], Imported] | None = None
    """The same as `read` for such a file; raises `CannotImport`."""
    grids: Callable[[bytes], Sequence[Sequence[Sequence[str]]]] | None = None
    """The tables of such a file, if it is nothing but tables."""


def importers() -> tuple[Importer, ...]:
    """All formats, sorted by name."""
    # Imported late, because the editor shows its first screen before anything is pasted.
    from pkgutil import iter_modules

    names = sorted(found.name for found in iter_modules(formats.__path__))
    return tuple(import_module(f"{formats.__name__}.{name}").IMPORTER for name in names)


def importer_of(text: str) -> Importer:
    """The format that a text is most surely in."""
    return max(importers(), key=lambda each: each.likeness(text))


def importer_for(ending: str) -> Importer | None:
    """The format that a file ending such as `.txt` means, if any."""
    return next((each for each in importers() if ending.casefold() in each.endings), None)

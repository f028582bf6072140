"""Which formats a matrix can be exported to: a new one is a new module in `formats`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib import import_module
from typing import NamedTuple

from copvalue_tui.matrix.values import Matrix

_FORMATS = "copvalue_tui.exports.formats"


class ExportOptions(NamedTuple):
    """What a person can ask of an export; a format heeds what it has a use for."""

    width: int = 80
    """Columns of a line."""
    ascii: bool = False
    """Whether our own signs are ASCII; the words of people stay theirs."""
    full_rows: Collection[int] | None = None
    """On a page about some rows, their indexes: empty cells of the others are left out."""


class Exporter(NamedTuple):
    """One format: a module of `formats` with its name has it as `EXPORTER`."""

    name: str
    endings: tuple[str, ...]
    """Of files in this format, the most usual one first; none when no ending means it."""
    text: Callable[[Matrix, ExportOptions], str]


def exporter_names() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    # Imported late, because `show` names its format and needs no list.
    from pkgutil import iter_modules

    return tuple(sorted(found.name for found in iter_modules(import_module(_FORMATS).__path__)))


def exporter(name: str) -> Exporter:
    """The format of this name; no other one is imported.

    Raises:
        LookupError: There is none; its text names those there are.
    """
    module = f"{_FORMATS}.{name}"
    try:
        found: Exporter = import_module(module).EXPORTER
    except ModuleNotFoundError as error:
        # A format may itself miss a library; only the format's own absence is the caller's.
        if not module.startswith(error.name or " "):
            raise
        names = ", ".join(exporter_names())
        raise LookupError(f"There is no format “{name}”; there are {names}.") from None
    return found


def exporter_for(ending: str) -> Exporter | None:
    """The format that a file ending such as `.txt` means, if any."""
    found = (exporter(name) for name in exporter_names())
    return next((each for each in found if ending.casefold() in each.endings), None)

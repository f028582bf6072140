"""Who answered what: a file is one person's, in the table of a form a row is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from copvalue_tui.imports.delimited import split_table
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import importers
from copvalue_tui.imports.sources import decoded
from copvalue_tui.imports.structure.forms import people_of
from copvalue_tui.imports.structure.grid import Grid


class Answers(NamedTuple):
    """What one person answered."""

    person: str
    """Who, as far as the answers say."""
    imported: Imported


def people_in(content: bytes, name: str, whole: Imported) -> list[Answers]:
    """The answers in a file that can be imported, person by person.

    Args:
        content: The file.
        name: What its person is called, if it is of one.
        whole: What all of it says.
    """
    for grid in _grids(content):
        people = people_of(grid)
        if people:
            return [
                Answers(person.name or f"{name}, {number}", person.imported)
                for number, person in enumerate(people, 1)
            ]
    return [Answers(name, whole)]


def _grids(content: bytes) -> Sequence[Grid]:
    """The tables of a file that may be those of a form."""
    document = next((each for each in importers() if each.is_file and each.is_file(content)), None)
    if document is not None:
        return document.grids(content) if document.grids is not None else ()
    return (split_table(decoded(content)[0]),)

"""Who answered what: a file is one person's, in the table of a form a row is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from copvalue_tui.imports.delimited import split_table
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import importers
from copvalue_tui.imports.sources import decoded
from copvalue_tui.imports.structure.grid import place_grid
from copvalue_tui.imports.structure.heads import Grid, heads_at, is_personal
from copvalue_tui.imports.structure.labels import Label, read_label
from copvalue_tui.imports.structure.placing import Placing
from copvalue_tui.imports.structure.records import place_records, plain_head
from copvalue_tui.matrix.text.normalize import tidy

_WHO = frozenset(
    (
        *("name", "your name", "full name", "email", "e mail", "email address", "username"),
        *("author", "created by", "last updated by", "last edited by", "participant", "person"),
        *("user", "respondent", "respondent id", "response id", "nombre", "su nombre", "autor"),
        *("autora", "correo", "correo electronico", "nom", "votre nom", "auteur", "courriel"),
        *("nome", "seu nome", "participante", "worksheet", "your name or group"),
    )
)
"""Heads of the columns that say who somebody is."""


class Person(NamedTuple):
    """One person in a table."""

    name: str
    """Empty if the table does not say."""
    imported: Imported


def people_of(grid: Grid) -> list[Person]:
    """The people of a table, each with what they wrote; none if it is one person's."""
    rows = [row for row in grid if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        return []
    who = [column for column, head in enumerate(rows[0]) if plain_head(head) in _WHO]
    return _answers(rows, who) or _authors(rows, who)


def _answers(rows: Grid, who: list[int]) -> list[Person]:
    """The rows of a form, whose heads ask for values."""
    heads = heads_at(rows, 0)
    if heads is None or heads.lines > 1:
        return []
    asked = [heads.names[column] for column in heads.columns]
    is_form = (
        any(map(is_personal, heads.names))
        or bool(who)
        or any(read_label(head) is None for head in asked)
        or all(label.audience for label in heads.columns.values())
    )
    if not is_form:
        return []
    people = []
    for row in rows[1:]:
        placing = Placing()
        answers = ["" if column in who else cell for column, cell in enumerate(row)]
        place_grid([rows[0], answers], placing, Label())
        people.append(Person(_name(row, who), placing.imported()))
    return people


def _authors(rows: Grid, who: list[int]) -> list[Person]:
    """The authors of notes, one note a row."""
    if not who:
        return []
    by_name: dict[str, list[list[str]]] = {}
    for row in rows[1:]:
        by_name.setdefault(_name(row, who), []).append(list(row))
    people = []
    for name, theirs in by_name.items():
        placing = Placing()
        if not place_records([rows[0], *theirs], placing):
            return []
        people.append(Person(name, placing.imported()))
    return people


def _name(row: Grid | list[str], who: list[int]) -> str:
    cells = (str(row[column]) for column in who if column < len(row))
    return next((tidy(cell) for cell in cells if cell.strip()), "")


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

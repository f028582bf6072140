"""The heads of a table: which columns hold values, and which name rows, audiences, horizons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from copvalue_tui.imports.structure.labels import Label, read_label, read_question
from copvalue_tui.matrix.text.normalize import fold, tidy
from copvalue_tui.matrix.values import HORIZONS

Grid = Sequence[Sequence[str]]
"""Rows of cells, as a table has them; a cell may have several lines."""
_PERSONAL = frozenset(
    (
        *("timestamp", "time stamp", "date", "time", "name", "your name", "full name", "id"),
        *("email", "e mail", "email address", "username", "user", "score", "start time"),
        *("completion time", "last modified time", "submitted at", "response id", "respondent"),
        *("marca temporal", "fecha", "nombre", "su nombre", "correo", "correo electronico"),
        *("direccion de correo electronico", "horodateur", "nom", "votre nom", "courriel"),
        *("adresse e mail", "carimbo de data hora", "data", "nome", "seu nome", "no", "n", "nr"),
        *("endereco de e mail", "puntuacion", "pontuacao", "language", "idioma", "langue"),
    )
)
"""Heads of columns in which a form keeps who answered and when."""
_NAMES = frozenset(("name", "nombre", "nom", "nome"))
"""Those of them that may also stand over the names of rows."""
_ENOUGH = 200
"""So many rows show what the columns of a table without heads mean."""


class TableHeads(NamedTuple):
    """What the columns of a table mean."""

    columns: dict[int, Label]
    """The columns of values."""
    leads: tuple[int, ...]
    """The columns that name rows."""
    names: tuple[str, ...]
    """The heads as written."""
    lines: int = 1
    """How many rows of the table they take."""


def heads_at(grid: Grid, at: int) -> TableHeads | None:
    """The heads of a table that begins at this row, if one does."""
    first = _labels(grid[at])
    if _name_horizons(first):
        return _heads(grid[at], first)
    if _horizons_below(grid, at):
        # Horizons are down the first column, audiences or rows across.
        columns = {
            column: first.get(column) or Label(name=tidy(cell))
            for column, cell in enumerate(grid[at])
            if cell and column
        }
        return TableHeads(columns, (0,), tuple(grid[at])) if columns else None
    if not any(label.audience for column, label in first.items() if column):
        return None
    if at + 1 < len(grid):
        second = _labels(grid[at + 1])
        if _name_horizons(second) and not any(label.audience for label in second.values()):
            return _two_lines(grid[at], first, grid[at + 1], second)
    return None


def _horizons_below(grid: Grid, at: int) -> bool:
    """Whether the rows below begin with both horizons, and this one does with none."""
    rows = [row for row in grid[at : at + 5] if any(row)][:3]
    labels = [read_label(row[0]) for row in rows]
    below = {label.horizon for label in labels[1:] if label and not label.audience}
    return len(rows) == 3 and len(rows[0]) > 1 and below >= set(HORIZONS) and labels[0] is None


def _labels(row: Sequence[str]) -> dict[int, Label]:
    """The columns of a row that name something."""
    cells = {column: cell for column, cell in enumerate(row) if cell and "\n" not in cell}
    strict = {column: read_label(cell) for column, cell in cells.items()}
    labels = {column: label for column, label in strict.items() if label is not None}
    asked = {
        column: label
        for column, cell in cells.items()
        if (label := read_question(cell)) is not None
    }
    both = {label.horizon for label in asked.values()} >= set(HORIZONS)
    return asked if both else labels


def _name_horizons(labels: dict[int, Label]) -> bool:
    """Whether these are heads: a horizon in the first column alone is the name of a row."""
    horizons = {label.horizon for label in labels.values()} - {None}
    return len(horizons) == 2 or any(label.horizon for column, label in labels.items() if column)


def _heads(row: Sequence[str], labels: dict[int, Label], lines: int = 1) -> TableHeads:
    columns = {column: label for column, label in labels.items() if label.horizon}
    first = min(columns)
    personal = [column for column in range(first) if is_personal(row[column])]
    if personal == [0] and _plain(row[0]) in _NAMES:
        personal = []  # Without a time or an address beside it, it names the rows.
    leads = tuple(column for column in range(first) if column not in personal)
    if all(label.audience for label in columns.values()):
        leads = ()
    return TableHeads(columns, leads, tuple(row), lines)


def _two_lines(
    upper: Sequence[str], over: dict[int, Label], row: Sequence[str], under: dict[int, Label]
) -> TableHeads:
    """Heads in two lines: audiences or rows above, each across the horizons below."""
    columns: dict[int, Label] = {}
    for column, label in under.items():
        names = [at for at in range(column + 1) if at < len(upper) and upper[at]]
        name = names[-1] if names else None
        above = Label() if name is None else over.get(name) or Label(name=tidy(upper[name]))
        columns[column] = label.within(above)
    names_of = tuple(row[at] or (upper[at] if at < len(upper) else "") for at in range(len(row)))
    return _heads(names_of, columns, 2)


def heads_of_labels(grid: Grid, at: int) -> TableHeads | None:
    """Heads for a table without any, whose first column names audiences or horizons."""
    rows, labels = _labelled(grid, at)
    if 0 not in labels:
        return None
    width = max(map(len, rows))
    columns: dict[int, Label] = {column: Label() for column in range(1, width)}
    if width == 3 and not any(label.horizon for label in labels[0]):
        # The template's own columns.
        columns = {1: Label(horizon=HORIZONS[0]), 2: Label(horizon=HORIZONS[1])}
    return TableHeads(columns, (0,), ("",) * width, 0)


def heads_beside_horizons(grid: Grid, at: int) -> TableHeads | None:
    """Heads for a table without any that has one value a row, and its horizon in a column."""
    rows, labels = _labelled(grid, at, timed=True)
    timed = [column for column, found in labels.items() if all(each.horizon for each in found)]
    if len(timed) != 1 or list(labels) == [0] or (0 not in labels and len(rows) < 2):
        return None
    width = max(map(len, rows))
    texts = [{row[column] for row in rows if column < len(row)} - {""} for column in range(width)]
    others = [column for column in range(width) if column not in labels and texts[column]]
    if not others:
        return None
    # Values stand behind what names their cell, or they are the column that differs most.
    values = [column for column in others if column > max(labels)] or [
        max(others, key=lambda column: (len(texts[column]), column))
    ]
    leads = tuple(column for column in sorted((*labels, *others)) if column not in values)
    return TableHeads({column: Label() for column in values}, leads, ("",) * width, 0)


def _labelled(
    grid: Grid, at: int, *, timed: bool = False
) -> tuple[Sequence[Sequence[str]], dict[int, list[Label]]]:
    """The rows from this one on, and the columns in which each of them names a place.

    Where a `timed` column is asked for, the rows end before the first one without a horizon.
    """
    rows: list[Sequence[str]] = []
    labels: dict[int, list[Label]] = {column: [] for column in range(len(grid[at]))}
    if len(labels) < 2 or not any(grid[at]):
        return [], {}
    # Up to the first row that says nothing, and not for ever: this is asked again at each row.
    for row in islice(grid, at, at + _ENOUGH):
        if len(row) < 2 or not any(row):
            continue
        read = {column: read_label(row[column]) for column in labels if column < len(row)}
        found = {column: label for column, label in read.items() if label and label.says_where}
        if timed and len(rows) > 1 and not any(label.horizon for label in found.values()):
            break
        if not found:
            return [], {}
        labels = {column: labels[column] for column in found}
        for column, label in found.items():
            labels[column].append(label)
        rows.append(row)
    return rows, labels


def is_personal(head: str) -> bool:
    """Whether a column with this head says who answered or when."""
    return _plain(head) in _PERSONAL


def _plain(head: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(head)))

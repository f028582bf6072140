"""What an import gives, and how it becomes part of a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from copvalue_tui.imports.structure.labels import generic_audience
from copvalue_tui.matrix.edits import index_of, rows_of
from copvalue_tui.matrix.text.near_duplicates import forms, index_keys, lookup_keys
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import (
    AUDIENCES,
    HORIZONS,
    MOST_LETTERS,
    Audience,
    Cell,
    Horizon,
    Matrix,
    Place,
    Row,
    Value,
    cells,
)

_FACTS = (
    *("title", "domain", "purpose", "stage", "short_term_means", "long_term_means"),
    *("review_cadence", "language", "packs"),
)
"""What a matrix takes over where it has nothing yet."""


class Imported(NamedTuple):
    """What an imported text says."""

    texts: tuple[str, ...] = ()
    """Values that do not say where they belong, each one tidy line, in order."""
    refused: int = 0
    """How many control characters were left out."""
    too_long: int = 0
    """How many lines were left out because they are no values any more."""
    matrix: Matrix = Matrix()
    """The values with a place, in rows named as the text names them, and the facts. Its parking
    lot has the values with details, or under heads of their own, that have no place."""
    remarks: tuple[str, ...] = ()
    """What was left out or found no place, each a sentence."""
    guessed: tuple[str, ...] = ()
    """The names of rows that the text does not call members or organizations."""

    @property
    def placed(self) -> int:
        """How many of the values say where they belong."""
        return sum(len(cell) for _, cell in cells(self.matrix))

    @property
    def unplaced(self) -> Cell:
        """The values that do not say where they belong."""
        return (*self.matrix.parking_lot, *map(Value, self.texts))

    @property
    def refusal(self) -> str:
        """What to tell about what was left out, as the end of a message; mostly nothing."""
        told = ""
        if self.refused:
            what = "character in it was" if self.refused == 1 else "characters in it were"
            told += f" {self.refused:,} control {what} left out."
        if self.too_long:
            what = "line" if self.too_long == 1 else "lines"
            were = "was" if self.too_long == 1 else "were"
            told += f" {self.too_long:,} {what} of over {MOST_LETTERS:,} letters {were} left out."
        return told

    def apply(
        self,
        matrix: Matrix,
        into: Place | None = None,
        *,
        without_doubles: bool = False,
        without_equals: bool = False,
    ) -> Applied:
        """The matrix with these values at the end of their cells, and what came where.

        Rows are found by their names, or added. Values without a place go to the end of the cell
        `into`, or to the parking lot. Near-duplicates of values in the same cell are reported;
        `without_doubles` they are left out, and `without_equals` those that the cell has already,
        with all details.

        Raises:
            LookupError: The matrix has no row for `into`.
        """
        choice = _Choice(without_doubles, without_equals)
        cells_of = _Cells(_with_facts(matrix, self.matrix), self, choice)
        if into is not None:
            audience = matrix.audience(into.row)
            position = into.row - index_of(matrix, audience, 0)
            cells_of.add((audience, position, into.horizon), self.unplaced)
        for source, target in cells_of.rows:
            for horizon in HORIZONS:
                cells_of.add((*target, horizon), source.cell(horizon))
        if into is None:
            cells_of.add(None, self.unplaced)
        return cells_of.applied()


class Double(NamedTuple):
    """A value that looks like another one in its cell."""

    text: str
    other: str
    """The text that was there first."""
    place: Place | None
    """Its cell; None for the parking lot."""


class Applied(NamedTuple):
    """A matrix after an import, and what came where."""

    matrix: Matrix
    added: tuple[tuple[Place, int], ...] = ()
    """The cells that got values, in reading order, with how many."""
    parked: int = 0
    """How many values went to the parking lot."""
    new_rows: tuple[tuple[Audience, str], ...] = ()
    """The audience and the name of each row that was added."""
    guessed: tuple[tuple[Audience, str], ...] = ()
    """Those of them whose audience the text does not say."""
    doubles: tuple[Double, ...] = ()
    """The values that look like others in their cells."""
    equal: int = 0
    """How many values were left out because their cells had them already, with all details."""

    @property
    def total(self) -> int:
        """How many values were added."""
        return sum(count for _, count in self.added) + self.parked

    @property
    def summary(self) -> str:
        """What came where, in a few words: “24 values → 4 cells, 2 look like doubles”."""
        where = []
        if self.added:
            where.append(plural(len(self.added), "cell"))
        if self.parked:
            parked = "" if not self.added else f" ({self.parked:,})"
            where.append(f"parking lot{parked}")
        words = f"{plural(self.total, 'value')} → {' and '.join(where) or 'nowhere'}"
        if self.doubles:
            like = "looks like a double" if len(self.doubles) == 1 else "look like doubles"
            words += f", {len(self.doubles):,} {like}"
        return words


_Target = tuple[Audience, int, Horizon]
"""An audience, the position of a row in it, and a horizon."""


class _Choice(NamedTuple):
    """Which of the doubles are left out."""

    alike: bool
    equal: bool


class _Cells:
    """The cells of a matrix while values of an import are added to them."""

    def __init__(self, matrix: Matrix, imported: Imported, choice: _Choice) -> None:
        self._matrix = matrix
        self._guessed = frozenset(imported.guessed)
        self._choice = choice
        self._equal = 0
        self._rows = {audience: list(rows_of(matrix, audience)) for audience in AUDIENCES}
        self._lot = matrix.parking_lot
        self._added: dict[_Target, int] = {}
        self._parked = 0
        self._new_rows: list[tuple[Audience, str]] = []
        self._doubles: list[tuple[Value, str, _Target | None]] = []
        self.rows = [
            (row, self._position(audience, row))
            for audience in AUDIENCES
            for row in rows_of(imported.matrix, audience)
        ]
        """Each row of the source with the audience and position of its row here."""

    def _position(self, audience: Audience, source: Row) -> tuple[Audience, int]:
        """The audience and position of the row with this name, which is added if there is none."""
        others = (each for each in AUDIENCES if each != audience and source.name in self._guessed)
        for each in (audience, *others):
            position = row_named(rows_of(self._matrix, each), source.name, each)
            if position is not None:
                row = self._rows[each][position]
                self._rows[each][position] = replace(
                    row, persona=row.persona or source.persona, tags=row.tags or source.tags
                )
                return each, position
        # Rows added here are no candidates above: a matrix may have two of one name.
        self._rows[audience].append(replace(source, short_term=(), long_term=()))
        self._new_rows.append((audience, source.name))
        return audience, len(self._rows[audience]) - 1

    def add(self, target: _Target | None, values: Cell) -> None:
        """Add values to the end of a cell, or of the parking lot."""
        if not values:
            return
        there = self._lot
        if target is not None:
            there = self._rows[target[0]][target[1]].cell(target[2])
        if self._choice.equal:
            count, known = len(values), set(there)
            values = tuple(value for value in values if value not in known)
            self._equal += count - len(values)
        fresh, doubles = _apart(there, values)
        self._doubles += [(value, other, target) for value, other in doubles]
        values = fresh if self._choice.alike else values
        if target is None:
            self._lot += values
            self._parked += len(values)
        elif values:
            audience, position, horizon = target
            row = self._rows[audience][position]
            self._rows[audience][position] = row.with_cell(horizon, there + values)
            self._added[target] = self._added.get(target, 0) + len(values)

    def applied(self) -> Applied:
        """The matrix with all that was added."""
        matrix = replace(
            self._matrix,
            members=tuple(self._rows["members"]),
            organizations=tuple(self._rows["organizations"]),
            parking_lot=self._lot,
        )

        def place(target: _Target) -> Place:
            audience, position, horizon = target
            return Place(index_of(matrix, audience, position), HORIZONS.index(horizon))

        return Applied(
            matrix,
            tuple(sorted((place(target), count) for target, count in self._added.items())),
            self._parked,
            tuple(self._new_rows),
            tuple(row for row in self._new_rows if row[1] in self._guessed),
            tuple(
                Double(value.text, other, place(target) if target else None)
                for value, other, target in self._doubles
            ),
            self._equal,
        )


def row_named(rows: Sequence[Row], name: str, audience: Audience) -> int | None:
    """The position of the row of an audience that a name means, if there is one.

    “Miembros” means the row “Members”, because neither says more than the audience.
    """
    wanted = key(name)
    names = [key(row.name) for row in rows]
    if wanted in names:
        return names.index(wanted)
    if generic_audience(name) != audience:
        return None
    generic = (at for at, row in enumerate(rows) if generic_audience(row.name) == audience)
    return next(generic, None)


def _with_facts(matrix: Matrix, source: Matrix) -> Matrix:
    """The matrix with the facts and reviews of the source that it does not have."""
    facts = {
        name: getattr(source, name)
        for name in _FACTS
        if getattr(source, name) and not getattr(matrix, name)
    }
    reviews = tuple(review for review in source.reviews if review not in matrix.reviews)
    return replace(matrix, **facts, reviews=matrix.reviews + reviews)


def _apart(cell: Cell, values: Cell) -> tuple[Cell, list[tuple[Value, str]]]:
    """The values that are new to a cell, and those that look like others, with those others."""
    index: dict[str, str] = {}
    for value in cell:
        for word in index_keys(forms(value.text)):
            index.setdefault(word, value.text)
    fresh: list[Value] = []
    doubles: list[tuple[Value, str]] = []
    for value in values:
        words = forms(value.text)
        other = next((index[word] for word in lookup_keys(words) if word in index), None)
        if other is None:
            fresh.append(value)
        else:
            doubles.append((value, other))
        for word in index_keys(words):
            index.setdefault(word, value.text)
    return tuple(fresh), doubles

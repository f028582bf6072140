"""Collect values under the labels of a table or an outline, row by row, as a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.marks import in_order, lead_of
from copvalue_tui.imports.structure.details import marked_value, title_of
from copvalue_tui.imports.structure.labels import (
    BLANK_NAMES,
    Label,
    generic_audience,
    guess_audience,
)
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.text.sentences import plural, quote
from copvalue_tui.matrix.values import HORIZONS, Audience, Cell, Horizon, Matrix, Row, Value

NO_ROW = "No row is named, so the values were taken for members."


class Placing:
    """The values of an import on their way to cells, and what is to be said about them."""

    def __init__(self) -> None:
        self.facts = Matrix()
        """The title and other facts."""
        self.lot: list[Value] = []
        """The values without a place."""
        self.remarks: list[str] = []
        self.refused = 0
        self.too_long = 0
        self._rows: dict[tuple[Audience, str], Row] = {}
        self._cells: dict[tuple[tuple[Audience, str], Horizon], list[Value]] = {}
        self._guessed: dict[str, Audience] = {}
        self._left_out: list[str] = []
        self._loose: list[str] = []
        """The texts that were read as lists: their numbers may run on from cell to cell."""
        self._styles: set[str] = set()
        """How lists were numbered in which the numbers run in order."""

    def add(self, label: Label, values: Iterable[Value]) -> None:
        """Add values to the cell that a label names; without a cell, to the parking lot."""
        added = tuple(values)
        self.name_horizon(label)
        if label.parked or label.horizon is None:
            self.lot += added
            return
        found = self.row(label)
        self._cells.setdefault((found, label.horizon), []).extend(added)

    def row(self, label: Label) -> tuple[Audience, str]:
        """The row that a label names, added if it is new."""
        audience = label.audience
        if audience is None and not label.name:
            audience = "members"
            self.remark(NO_ROW)
        if audience is None:
            audience = self._guessed_audience(label.name)
        name = label.name or BLANK_NAMES[audience]
        found = (audience, key(name))
        if found not in self._rows and generic_audience(name) == audience:
            # “Member” and “Members” are one row.
            same = (
                each for each in self._rows if each[0] == audience and generic_audience(each[1])
            )
            found = next(same, found)
        self._rows.setdefault(found, Row(name))
        return found

    def _guessed_audience(self, name: str) -> Audience:
        for audience, row in self._rows:
            if row == key(name):
                return audience
        audience = guess_audience(name)
        self._guessed[name] = audience
        return audience

    @property
    def size(self) -> int:
        """How many values and rows there are so far."""
        return len(self.lot) + len(self._rows) + sum(map(len, self._cells.values()))

    def title(self, text: str) -> None:
        """Take a title over, if there is none yet."""
        self.set_fact("title", title_of(text))

    def set_fact(self, name: str, text: str) -> None:
        """Take a fact over, if it is not known yet."""
        if not getattr(self.facts, name):
            fact = {name: one_line(text)}
            self.facts = replace(self.facts, **fact)  # type: ignore[arg-type]  # facts are texts

    def name_horizon(self, label: Label) -> None:
        """Take over what a label says about its horizon."""
        if label.means and label.horizon:
            self.set_fact(f"{label.horizon}_means", label.means)

    def set_row(self, label: Label, persona: str = "", tags: tuple[str, ...] = ()) -> None:
        """Say what a row has besides its values, if it is not known yet."""
        found = self.row(label)
        row = self._rows[found]
        self._rows[found] = replace(row, persona=row.persona or persona, tags=row.tags or tags)

    def remark(self, sentence: str) -> None:
        """Keep a sentence to be said, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def leave_out(self, text: str) -> None:
        """Count a line that is no value, to be said at the end."""
        self._left_out.append(text)

    def take(self, read: Imported) -> tuple[Value, ...]:
        """The values of a list that was read, with what was left out of it counted."""
        self.refused += read.refused
        self.too_long += read.too_long
        values = tuple(map(marked_value, read.texts))
        self._loose += (value.text for value in values)
        return values

    def note_numbers(self, lines: Iterable[str]) -> None:
        """Look at how the lines of a list are numbered, before they are read without numbers."""
        self._styles |= _numbers_of(lines)[1]

    def _without_numbers(self) -> dict[str, str]:
        """Each text whose number is a mark, because those of the whole run in order, without it."""
        running, styles = _numbers_of(self._loose)
        found = {}
        for at, text in enumerate(self._loose):
            lead = lead_of(text)
            number = lead.numbering
            goes_on = number and number.style in styles | self._styles and number.is_first
            if at in running or goes_on:
                found[text] = text[lead.after_number :]
        return found

    def _filled(self, found: tuple[Audience, str], texts: Mapping[str, str]) -> Row:
        """A row with its values."""
        row = self._rows[found]
        for horizon in HORIZONS:
            row = row.with_cell(horizon, _reworded(self._cells.get((found, horizon), ()), texts))
        return row

    def imported(self) -> Imported:
        """All of it."""
        remarks = list(self.remarks)
        if self._left_out:
            count = len(self._left_out)
            were = "was" if count == 1 else "were"
            more = ", and more" if count > 1 else ""
            remarks.append(
                f"{plural(count, 'line')} of other text {were} left out: "
                f"{quote(self._left_out[0])}{more}."
            )
        texts = self._without_numbers()
        rows = [(found, self._filled(found, texts)) for found in self._rows]
        matrix = replace(
            self.facts,
            members=tuple(row for (audience, _), row in rows if audience == "members"),
            organizations=tuple(row for (audience, _), row in rows if audience != "members"),
            parking_lot=_reworded(self.lot, texts),
        )
        return Imported(
            (), self.refused, self.too_long, matrix, tuple(remarks), tuple(self._guessed)
        )


def _reworded(values: Iterable[Value], texts: Mapping[str, str]) -> Cell:
    return tuple(replace(value, text=texts.get(value.text, value.text)) for value in values)


def _numbers_of(lines: Iterable[str]) -> tuple[set[int], set[str]]:
    """Which lines have numbers that run in order, and how they are written."""
    leads = ((at, lead_of(line).numbering) for at, line in enumerate(lines))
    numbers = {at: number for at, number in leads if number is not None}
    running = in_order(numbers.items())
    return running, {numbers[at].style for at in running}

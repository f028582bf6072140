"""Edits of a value's details: status, priority, votes, owner, evidence, note, date, theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from copvalue_tui.matrix.edits import with_cell
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.values import MOST_LETTERS, Cell, Matrix, Place, Value, cell_at
from copvalue_tui.matrix.vocabulary import EVIDENCE_LEVELS, PRIORITIES, STATUS_NAMES

MOST_VOTES = 2**63 - 1
"""The largest number that every reader of the file can hold."""
PRIORITY_STEPS = ("", *reversed(PRIORITIES))
"""From unset up to high: what `raise_priority` walks along."""

Places = Iterable[Place]
Change = Callable[[Value], Value]


def change_values(matrix: Matrix, places: Places, change: Change) -> Matrix:
    """The matrix with each value at `places` changed; the very same matrix when nothing changes.

    Places where no value stands change nothing, so that marks of yesterday do no harm.
    """
    wanted: dict[Place, set[int]] = {}
    for place in places:
        if 0 <= place.row < len(matrix.rows):
            wanted.setdefault(place.cell, set()).add(place.slot)
    for place, slots in wanted.items():
        cell = cell_at(matrix, place)
        changed = change_cell(cell, slots, change)
        if changed is not cell:
            matrix = with_cell(matrix, place, changed)
    return matrix


def change_cell(cell: Cell, slots: Iterable[int], change: Change) -> Cell:
    """The cell with the values in `slots` changed; the very same cell when nothing changes."""
    values = list(cell)
    for slot in slots:
        if 0 <= slot < len(values):
            values[slot] = change(values[slot])
    return cell if tuple(values) == cell else tuple(values)


def set_status(matrix: Matrix, places: Places, status: str) -> Matrix:
    """The matrix with this status at `places`.

    Raises:
        ValueError: There is no such status.
    """
    _known(status, STATUS_NAMES)
    return change_values(matrix, places, lambda value: replace(value, status=status))


def set_priority(matrix: Matrix, places: Places, priority: str) -> Matrix:
    """The matrix with this priority at `places`; an empty one unsets it.

    Raises:
        ValueError: There is no such priority.
    """
    _known(priority, PRIORITY_STEPS)
    return change_values(matrix, places, lambda value: replace(value, priority=priority))


def raise_priority(matrix: Matrix, places: Places) -> Matrix:
    """The matrix with the priority of each value one step up: unset, low, medium, high."""
    return change_values(matrix, places, lambda value: _stepped(value, 1))


def lower_priority(matrix: Matrix, places: Places) -> Matrix:
    """The matrix with the priority of each value one step down: high, medium, low, unset."""
    return change_values(matrix, places, lambda value: _stepped(value, -1))


def add_votes(matrix: Matrix, places: Places, count: int) -> Matrix:
    """The matrix with `count` votes more at `places`, fewer when negative, never below 0."""

    def voted(value: Value) -> Value:
        return replace(value, votes=min(max(value.votes + count, 0), MOST_VOTES))

    return change_values(matrix, places, voted)


def set_votes(matrix: Matrix, places: Places, count: int) -> Matrix:
    """The matrix with `count` votes at `places`, never below 0."""
    votes = min(max(count, 0), MOST_VOTES)
    return change_values(matrix, places, lambda value: replace(value, votes=votes))


def clear_votes(matrix: Matrix) -> Matrix:
    """The matrix without any votes: before a voting round begins."""
    rows = tuple(
        replace(row, short_term=_voteless(row.short_term), long_term=_voteless(row.long_term))
        for row in matrix.rows
    )
    return matrix if rows == matrix.rows else matrix.with_rows(rows)


def set_owner(matrix: Matrix, places: Places, owner: str) -> Matrix:
    """The matrix with this owner at `places`; an empty one unsets it."""
    text = detail_text(owner)
    return change_values(matrix, places, lambda value: replace(value, owner=text))


def set_evidence(matrix: Matrix, places: Places, evidence: str) -> Matrix:
    """The matrix with this level of evidence at `places`.

    Raises:
        ValueError: There is no such level.
    """
    _known(evidence, EVIDENCE_LEVELS)
    return change_values(matrix, places, lambda value: replace(value, evidence=evidence))


def set_note(matrix: Matrix, places: Places, note: str) -> Matrix:
    """The matrix with this note at `places`; an empty one unsets it."""
    text = detail_text(note)
    return change_values(matrix, places, lambda value: replace(value, note=text))


def set_review_by(matrix: Matrix, places: Places, day: date | None) -> Matrix:
    """The matrix with this review date at `places`; None unsets it."""
    return change_values(matrix, places, lambda value: replace(value, review_by=day))


def set_shared(matrix: Matrix, places: Places, theme: str) -> Matrix:
    """The matrix with this shared-value theme at `places`; an empty one unsets it."""
    text = detail_text(theme)
    return change_values(matrix, places, lambda value: replace(value, shared=text))


def detail_text(text: str) -> str:
    """What somebody typed, as a detail keeps it: one tidy line without control characters.

    A text of more than `MOST_LETTERS` letters is cut there; no file could be read with it.
    """
    return tidy(acceptable(text).text)[:MOST_LETTERS].rstrip()


def owners(matrix: Matrix) -> tuple[str, ...]:
    """Every owner that is named, the most frequent first: to choose from."""
    return _most_frequent(value.owner for value in _all_values(matrix))


def themes(matrix: Matrix) -> tuple[str, ...]:
    """Every shared-value theme that is named, the most frequent first: to choose from."""
    return _most_frequent(value.shared for value in _all_values(matrix))


def _all_values(matrix: Matrix) -> Iterable[Value]:
    for row in matrix.rows:
        yield from row.short_term
        yield from row.long_term
    yield from matrix.parking_lot


def _most_frequent(texts: Iterable[str]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for text in texts:
        if text:
            counts[text] = counts.get(text, 0) + 1
    return tuple(sorted(counts, key=lambda text: -counts[text]))


def _known(word: str, words: tuple[str, ...]) -> None:
    if word not in words:
        raise ValueError(word)


def _stepped(value: Value, by: int) -> Value:
    step = PRIORITY_STEPS.index(value.priority) + by
    return replace(value, priority=PRIORITY_STEPS[min(max(step, 0), len(PRIORITY_STEPS) - 1)])


def _voteless(cell: Cell) -> Cell:
    if not any(value.votes for value in cell):
        return cell
    return tuple(replace(value, votes=0) for value in cell)

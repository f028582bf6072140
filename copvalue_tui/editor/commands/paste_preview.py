"""The question about a paste: what it would add and where, shown before anything changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import NamedTuple

from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.imports.imported import Applied, Imported
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.text.sentences import join, plural, quote
from copvalue_tui.matrix.values import (
    HORIZON_WORDS,
    MOST_LETTERS,
    MOST_VALUES,
    Cell,
    Matrix,
    Place,
    Value,
    cell_at,
    cell_name,
    cells,
    count_values,
)

NAMED = 3
"""How many values, doubles or remarks are named before the rest are only counted."""
_NAMED_CELLS = 6


class Plan(NamedTuple):
    """One answer to the question."""

    words: str
    key: str
    run: Callable[[State], State]


class Preview(NamedTuple):
    """What is asked about a paste; Enter takes the first plan."""

    question: str
    plans: tuple[Plan, ...]


def preview(state: State, taken: Imported) -> Preview:
    """What a paste would do: values for their cells as a table says it, or for this cell."""
    if taken.placed or taken.matrix.parking_lot or not taken.texts:
        return _of_table(state, taken)
    return _of_list(state, taken)


def all_values(taken: Imported) -> Cell:
    """Every value of a paste, those of a table in reading order."""
    return (*(value for _, cell in cells(taken.matrix) for value in cell), *taken.unplaced)


def _of_list(state: State, taken: Imported) -> Preview:
    texts = taken.texts
    doubles = edits.repeats(state.cell, texts)
    fresh = tuple(text for text, double in zip(texts, doubles, strict=True) if not double)
    twice = tuple(text for text, double in zip(texts, doubles, strict=True) if double)
    plans = [Plan(_add_all(len(texts)), "a", partial(added, values=all_values(taken), taken=taken))]
    if twice and fresh:
        words = f"Add {plural(len(fresh), 'value')}, without the duplicates"
        plans.append(Plan(words, "w", partial(added, values=_plain(fresh), taken=taken)))
    whole = " ".join(texts)
    if len(texts) > 1 and len(whole) <= MOST_LETTERS:
        single = partial(added, values=_plain((whole,)), taken=taken)
        plans.append(Plan("Add as a single value", "s", single))
    where = cell_name(state.matrix, state.cursor)
    question = f"{plural(len(texts), 'value')} from your clipboard for {where}: {_named(texts)}."
    return Preview(f"{question}{_doubled(twice)}{_left_out(taken)}", tuple(plans))


def _of_table(state: State, taken: Imported) -> Preview:
    applied = taken.apply(state.matrix)
    if not applied.total:
        return _of_rows(applied, taken)
    plans = [Plan(_add_all(applied.total), "a", partial(_placed, applied=applied, taken=taken))]
    fresh = taken.apply(state.matrix, without_doubles=True)
    if applied.doubles and fresh.total:
        words = f"Add {plural(fresh.total, 'value')}, without the doubles"
        plans.append(Plan(words, "w", partial(_placed, applied=fresh, taken=taken)))
    words = f"Add all to {cell_name(state.matrix, state.cursor)}"
    plans.append(Plan(words, "c", partial(added, values=all_values(taken), taken=taken)))
    question = f"{applied.summary}{_cells_named(applied)}.{_rows_named(applied)}"
    twice = tuple(double.text for double in applied.doubles)
    return Preview(f"{question}{_doubled(twice)}{_left_out(taken)}", tuple(plans))


def _of_rows(applied: Applied, taken: Imported) -> Preview:
    words = f"Add {plural(len(applied.new_rows), 'row')}"
    plan = Plan(words, "a", partial(_placed, applied=applied, taken=taken))
    return Preview(f"The table has no values.{_rows_named(applied)}{_left_out(taken)}", (plan,))


def _add_all(count: int) -> str:
    return f"Add all {count:,} values" if count > 1 else "Add it"


def _plain(texts: Sequence[str]) -> Cell:
    return tuple(map(Value, texts))


def added(state: State, values: Cell, taken: Imported) -> State:
    """The state with values below the cursor's, the cursor on the last, so that a next paste
    follows; none if they would be too many."""
    place = replace(state.cursor, slot=state.cursor.slot + 1 if state.cell else 0)
    matrix = edits.add_values(state.matrix, place, values)
    last = replace(place, slot=place.slot + len(values) - 1)
    return _done(state, f"Added {quoted(values, 60)}", matrix, last, taken)


def _placed(state: State, applied: Applied, taken: Imported) -> State:
    """The state with values in the cells that a table names, the cursor at the first new one."""
    cursor = None
    if applied.added:
        place, count = applied.added[0]
        cell = cell_at(applied.matrix, place)
        cursor = replace(place, slot=len(cell) - count)
    where = [plural(len(applied.added), "cell")] if applied.added else []
    where += ["the parking lot"] if applied.parked else []
    action = f"Added {plural(applied.total, 'value')} to {join(where)}"
    if not applied.total:
        action = f"Added {plural(len(applied.new_rows), 'row')}"
    return _done(state, action, applied.matrix, cursor, taken)


def _done(
    state: State, action: str, matrix: Matrix, cursor: Place | None, taken: Imported
) -> State:
    if count_values(matrix) > MOST_VALUES:
        return state.with_message(
            f"A matrix holds {MOST_VALUES:,} values at most; nothing was added."
        )
    state = state.edited(action, matrix, cursor)
    return state.with_message(f"{state.message}{_left_out(taken)}")


def _cells_named(applied: Applied) -> str:
    """The cells that get values, row by row, each with how many."""
    named = []
    for row, found in groupby(applied.added[:_NAMED_CELLS], key=lambda one: one[0].row):
        counts = [f"{HORIZON_WORDS[place.horizon]} {count}" for place, count in found]
        named.append(f"{applied.matrix.rows[row].name} · {', '.join(counts)}")
    named += [f"parking lot {applied.parked}"] if applied.parked else []
    more = len(applied.added) - _NAMED_CELLS
    named += [f"{more} more"] if more > 0 else []
    return f": {'; '.join(named)}" if named else ""


def _rows_named(applied: Applied) -> str:
    if not applied.new_rows:
        return ""
    rows = "New row" if len(applied.new_rows) == 1 else "New rows"
    return f" {rows}: {_named([name for _, name in applied.new_rows])}."


def _named(texts: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    named = [quote(text, 40) for text in texts[:NAMED]]
    more = len(texts) - NAMED
    return join([*named, *([f"{more:,} more"] if more > 0 else [])])


def _doubled(twice: Sequence[str]) -> str:
    return f" Duplicates: {_named(twice)}." if twice else ""


def _left_out(taken: Imported) -> str:
    """What is said of what is not added as it was."""
    told = "".join(f" {remark}" for remark in taken.remarks[:NAMED])
    more = len(taken.remarks) - NAMED
    told += f" {plural(more, 'more remark')}." if more > 0 else ""
    return f"{told}{taken.refusal}"

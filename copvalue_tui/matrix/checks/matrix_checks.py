"""What is missing or doubtful in a matrix: every finding, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from copvalue_tui.matrix.checks.kinds import Finding, brief
from copvalue_tui.matrix.checks.value_checks import Habits, habits_of, value_findings
from copvalue_tui.matrix.checks.wording import duplicate_key, duplicates, remarks
from copvalue_tui.matrix.shared_value import SharedTheme, sharing
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import (
    HORIZON_WORDS,
    HORIZONS,
    Matrix,
    Place,
    Row,
    cells,
    value_at,
)
from copvalue_tui.matrix.vocabulary import DEFAULT_EVIDENCE

Cycles = Mapping[str, str]
"""`matching.key` of a text → its value cycle, as suggestion packs know it."""
_FEW_PRIORITIES = 5
_FEW_CYCLES = 8


def findings(matrix: Matrix, today: date, cycles: Cycles | None = None) -> tuple[Finding, ...]:
    """All findings: those of the whole matrix first, then row by row, the parking lot last.

    Retired values have no findings. Missing details of proposed values are findings only if most
    values have them: bare bullets are a complete matrix.
    """
    return (
        *_of_matrix(matrix, cycles or {}),
        *_of_rows(matrix, today),
        *_of_parking(matrix),
    )


def _of_matrix(matrix: Matrix, cycles: Cycles) -> Iterator[Finding]:
    if not matrix.members:
        yield Finding("no-members", "The matrix has no member segment yet.")
    if not matrix.organizations:
        yield Finding("no-organizations", "The matrix has no organization yet.")
    values = [value for _, cell in cells(matrix) for value in cell if value.claimed]
    priorities = Counter(value.priority for value in values if value.priority)
    count = priorities.total()
    if count >= _FEW_PRIORITIES and 3 * priorities["high"] > 2 * count:
        yield Finding(
            "all-top",
            f"{priorities['high']} of {count} priorities are high; if most are, none is.",
        )
    # Skipped without packs, which saves half of the time.
    asked = values if cycles else ()
    known = Counter(cycle for value in asked if (cycle := cycles.get(key(value.text), "")))
    if known.total() >= _FEW_CYCLES:
        cycle, most = known.most_common(1)[0]
        if 4 * most >= 3 * known.total():
            yield Finding(
                "one-cycle",
                f"{most} of the {known.total()} values with a known cycle are {cycle} value; "
                "ask about other kinds too.",
            )
    yield from _of_themes(matrix)
    for group in duplicates(matrix, within_rows=False):
        text = value_at(matrix, group[0]).text
        rows = ", ".join(brief(matrix.rows[place.row].name) for place in group[:4])
        more = f" and {len(group) - 4} more" if len(group) > 4 else ""
        yield Finding(
            "said-in-rows",
            f"{brief(text)} is in {len(group)} rows: {rows}{more}; does it mean the same to each?",
            group[0],
            group[0].row,
            others=group[1:],
        )


def _of_themes(matrix: Matrix) -> Iterator[Finding]:
    for theme in sharing(matrix).one_sided:
        yield Finding(
            "theme-of-one-side",
            f"The shared value {brief(theme.name)} has {_side(theme)} only; "
            "link a value of the other side to it.",
            theme.places[0],
            theme.places[0].row,
            others=theme.places[1:],
        )


def _side(theme: SharedTheme) -> str:
    side, count = ("members", len(theme.members))
    if not count:
        side, count = ("an organization", len(theme.organizations))
    return f"{count} value{'s' * (count > 1)} of {side}"


def _of_rows(matrix: Matrix, today: date) -> Iterator[Finding]:
    habits = habits_of(matrix)
    repeated = {
        place: group[0] for group in duplicates(matrix, within_rows=True) for place in group[1:]
    }
    named: dict[tuple[str, str], str] = {}
    for index, row in enumerate(matrix.rows):
        yield from _of_name(matrix, index, row, named)
        yield from _of_cells(index, row)
        yield from _of_evidence(index, row, habits)
        for column, horizon in enumerate(HORIZONS):
            for slot, value in enumerate(row.cell(horizon)):
                place = Place(index, column, slot)
                if not value.claimed:
                    continue
                if place in repeated:
                    yield _double(matrix, place, repeated[place])
                yield from value_findings(matrix, place, value, habits, today)


def _of_name(
    matrix: Matrix, index: int, row: Row, named: dict[tuple[str, str], str]
) -> Iterator[Finding]:
    if not row.name:
        sentence = "A row has no name; which segment or organization is it?"
        yield Finding("row-without-name", sentence, row=index)
        return
    mark = (matrix.audience(index), key(row.name))
    if mark in named:
        sentence = f"Two rows are named {brief(row.name)}; merge them or rename one."
        yield Finding("rows-of-one-name", sentence, row=index)
    named.setdefault(mark, row.name)


def _of_cells(index: int, row: Row) -> Iterator[Finding]:
    name = brief(row.name)
    filled = [bool(row.cell(horizon)) for horizon in HORIZONS]
    if not any(filled):
        sentence = f"{name} has no value yet; what does the community give them?"
        yield Finding("row-without-value", sentence, Place(index, 0), index)
        return
    for column, horizon in enumerate(HORIZONS):
        if not filled[column]:
            sentence = f"{name} has no {HORIZON_WORDS[horizon].replace(' ', '-')} value yet."
            kind = "no-short-term" if horizon == "short_term" else "no-long-term"
            yield Finding(kind, sentence, Place(index, column), index)


def _of_evidence(index: int, row: Row, habits: Habits) -> Iterator[Finding]:
    if not habits.evidence:
        return
    values = [value for value in row.short_term + row.long_term if value.claimed]
    open_ones = sum(value.evidence == DEFAULT_EVIDENCE for value in values)
    if open_ones:
        verb = "has" if open_ones == 1 else "have"
        count = f"{open_ones} of {len(values)} values {verb}"
        sentence = f"{brief(row.name)}: {count} no evidence yet."
        yield Finding("evidence-open", sentence, row=index)


def _double(matrix: Matrix, place: Place, first: Place) -> Finding:
    one, other = value_at(matrix, place).text, value_at(matrix, first).text
    where = "in the same cell" if place.cell == first.cell else f"in its {_horizon(first)}"
    same = "appears twice in this row" if one == other else f"says the same as {brief(other)}"
    sentence = f"{brief(one)} {same}, {where}; keep one."
    return Finding("said-twice", sentence, place, place.row, others=(first,))


def _horizon(place: Place) -> str:
    return HORIZON_WORDS[place.horizon]


def _of_parking(matrix: Matrix) -> Iterator[Finding]:
    if not matrix.parking_lot:
        return
    placed: dict[str, Place] = {}
    for cell, values in cells(matrix):
        for slot, value in enumerate(values):
            placed.setdefault(duplicate_key(value.text), Place(cell.row, cell.column, slot))
    for slot, value in enumerate(matrix.parking_lot):
        cell_place = placed.get(duplicate_key(value.text))
        if cell_place is not None:
            name = brief(matrix.rows[cell_place.row].name)
            sentence = f"{brief(value.text)} is in the parking lot and also in {name}."
            yield Finding("parked-and-placed", sentence, parked=slot, others=(cell_place,))
        for remark in remarks(value.text, matrix.language):
            yield Finding(remark.kind, f"{brief(value.text)} {remark.advice}.", parked=slot)

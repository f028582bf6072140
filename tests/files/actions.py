"""Things people do to a matrix between two saves, from a seeded chance."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.values import HORIZONS, Action, Indicator, Matrix, Review, Row, Value
from copvalue_tui.matrix.vocabulary import EVIDENCE_LEVELS, PRIORITIES, STATUS_NAMES
from tests.files.strategies import NASTY, WORDS


def some_text(rng: Random) -> str:
    """A text that is not empty, now and then a nasty one."""
    nasty = one_line("".join(rng.choices(NASTY, k=rng.randint(1, 8))))
    return rng.choice((*WORDS, f"Benefit {rng.randint(1, 30)}", nasty or "x"))


def some_value(rng: Random) -> Value:
    """A value, plain or with details."""
    if rng.random() < 0.5:
        return Value(some_text(rng))
    return Value(
        some_text(rng),
        rng.choice(STATUS_NAMES),
        rng.choice(("", *PRIORITIES)),
        rng.choice((0, 3, 2**63 - 1)),
        rng.choice(("", some_text(rng))),
        rng.choice(("", some_text(rng))),
        rng.choice(EVIDENCE_LEVELS),
        rng.choice(("", some_text(rng))),
        rng.choice((None, date(2027, 3, 1))),
        rng.choice((None, some_indicator(rng))),
    )


def some_indicator(rng: Random) -> Indicator:
    """A figure, with some of its parts."""
    numbers = (rng.choice((None, 0, 41, -2.5, 1e20)) for _ in "abc")
    day = rng.choice((None, date(2026, 11, 1)))
    return Indicator(some_text(rng), *numbers, unit=rng.choice(("", "%")), on=day)


def some_row(rng: Random) -> Row:
    """A row with a few values."""
    short, long = (tuple(some_value(rng) for _ in range(rng.randint(0, 4))) for _ in "ab")
    persona, tags = rng.choice((("", ()), (some_text(rng), (some_text(rng),))))
    return Row(rng.choice(("", some_text(rng))), short, long, persona, tags)


def some_matrix(rng: Random) -> Matrix:
    """A matrix with a few rows."""
    return Matrix(
        tuple(some_row(rng) for _ in range(rng.randint(0, 3))),
        tuple(some_row(rng) for _ in range(rng.randint(0, 3))),
        title=rng.choice(("", some_text(rng))),
        stage=rng.choice(("", some_text(rng))),
        packs=rng.choice(((), (some_text(rng), some_text(rng)))),
        parking_lot=rng.choice(((), (some_value(rng), some_value(rng)))),
        reviews=rng.choice(((), (some_review(rng),), (some_review(rng), some_review(rng)))),
    )


def some_review(rng: Random) -> Review:
    """A decision record."""
    day = rng.choice((None, date(2026, 11, 23)))
    actions = rng.choice(
        (
            (),
            (
                Action(some_text(rng)),
                Action(some_text(rng), "W", day, rng.choice((None, day)), "A"),
            ),
        )
    )
    return Review(
        *(day, some_text(rng), rng.choice(((), ("A", "B"))), "", (some_text(rng),)),
        *(rng.choice(("", "due")), rng.randint(0, 2), 3, (some_text(rng),), actions),
    )


def edited(rng: Random, matrix: Matrix) -> Matrix:
    """The matrix after a few edits."""
    for _ in range(rng.randint(1, 4)):
        action: Callable[[Random, Matrix], Matrix] = rng.choice(
            (_row, _value, _value, _value, _top)
        )
        matrix = action(rng, matrix)
    return matrix


def _top(rng: Random, matrix: Matrix) -> Matrix:
    action = rng.randint(0, 5)
    if action == 0:
        return replace(matrix, title=rng.choice(("", some_text(rng))))
    if action == 1:
        return replace(matrix, packs=rng.choice(((), (*matrix.packs, some_text(rng)))))
    if action == 2:
        return replace(matrix, parking_lot=(some_value(rng), *matrix.parking_lot[1:]))
    if action == 3:
        return replace(matrix, reviews=(*matrix.reviews, some_review(rng)))
    if action == 4:
        return replace(matrix, reviews=matrix.reviews[1:], parking_lot=matrix.parking_lot[:-1])
    return replace(matrix, stage=some_text(rng), language="es")


def _row(rng: Random, matrix: Matrix) -> Matrix:
    first = rng.random() < 0.5
    table = list(matrix.members if first else matrix.organizations)
    action = rng.choice(("add", "drop", "shuffle", "rename", "persona", "tags"))
    if action == "add":
        table.insert(rng.randint(0, len(table)), some_row(rng))
    elif table:
        at = rng.randrange(len(table))
        if action == "drop":
            del table[at]
        elif action == "shuffle":
            rng.shuffle(table)
        elif action == "rename":
            table[at] = replace(table[at], name=some_text(rng))
        elif action == "persona":
            table[at] = replace(table[at], persona=rng.choice(("", some_text(rng))))
        else:
            table[at] = replace(table[at], tags=(*table[at].tags[1:], some_text(rng)))
    rows = tuple(table)
    return replace(matrix, members=rows) if first else replace(matrix, organizations=rows)


def _value(rng: Random, matrix: Matrix) -> Matrix:
    """Take a value out somewhere, change it perhaps, and put it in somewhere, perhaps."""
    table = list(matrix.rows)
    if not table:
        return matrix
    source, target = rng.randrange(len(table)), rng.randrange(len(table))
    if rng.random() < 0.5:
        target = source
    here, there = rng.choice(HORIZONS), rng.choice(HORIZONS)
    cell = list(table[source].cell(here))
    value = some_value(rng)
    if cell and rng.random() < 0.7:
        old = cell.pop(rng.randrange(len(cell)))
        how = rng.choice(("same", "same", "text", "status", "plain", "new"))
        if how == "text":
            value = replace(old, text=value.text)
        elif how == "status":
            value = replace(old, status=value.status, note=value.note, votes=0)
        elif how == "plain":
            value = Value(old.text)
        elif how == "same":
            value = old
        table[source] = table[source].with_cell(here, tuple(cell))
    if rng.randint(0, 3):
        cell = list(table[target].cell(there))
        cell.insert(rng.randint(0, len(cell)), value)
        table[target] = table[target].with_cell(there, tuple(cell))
    return matrix.with_rows(tuple(table))

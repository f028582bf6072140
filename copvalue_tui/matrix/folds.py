"""Ideas that a gathering counts as one value though they may differ: marked in its note.

The note says “Doubtful fold: “Quick answer” (2 votes, 1 had both: Ana, Ben)”, so that a person who
looks it over can keep the value, or split it into the ideas again with the votes of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from copvalue_tui.matrix.edits import add_values, delete_values
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import HORIZONS, Cell, Matrix, Place, Value

DOUBTFUL = "Doubtful fold"
"""How the part of a note begins that names the ideas."""
_KEPT = "Also"
"""How it begins once somebody has said that they are the same."""
_COUNT = r"([0-9,]{1,9})"
_IDEA = rf"“((?:(?!” \().)+)” \({_COUNT} votes?(?:, {_COUNT} had both)?(?:: ([^()]+))?\)"
_IDEAS = re.compile(rf"(?:^|(?<=; )){DOUBTFUL}: ({_IDEA}(?:, {_IDEA})*)(?:; |$)")
_ONE = re.compile(_IDEA)


class Folded(NamedTuple):
    """An idea that is counted in a value of other words."""

    text: str
    votes: int
    """How many people had it."""
    both: int = 0
    """How many of them count for the value without it too."""
    people: str = ""
    """Who they are, if that is to be said."""


class Doubt(NamedTuple):
    """A value with doubtful folds."""

    place: Place | None
    """Where it is; None in the parking lot."""
    slot: int
    value: Value


def fold_note(ideas: Sequence[Folded]) -> str:
    """The part of a note that names doubtful ideas, as `folded` reads it."""
    words = f"{DOUBTFUL}: {', '.join(map(_words, ideas))}"
    if folded(words) == tuple(ideas):
        return words
    # Somebody's words look like ours: to be told, never to be taken apart.
    return f"{DOUBTFUL}: {', '.join(f'“{idea.text}”' for idea in ideas)}"


def _words(idea: Folded) -> str:
    both = f", {idea.both:,} had both" if idea.both else ""
    people = f": {idea.people}" if idea.people else ""
    return f"“{idea.text}” ({plural(idea.votes, 'vote')}{both}{people})"


def folded(note: str) -> tuple[Folded, ...]:
    """The doubtful ideas that a note names, in its order."""
    return tuple(
        Folded(text, _number(votes), _number(both or "0"), people or "")
        for part in _IDEAS.finditer(note)
        for text, votes, both, people in _ONE.findall(part[1])
    )


def _number(digits: str) -> int:
    return int(digits.replace(",", "") or 0)


def doubts(matrix: Matrix) -> Iterator[Doubt]:
    """The values with doubtful folds, in reading order, the parking lot last."""
    for row, each in enumerate(matrix.rows):
        for column, horizon in enumerate(HORIZONS):
            for slot, value in enumerate(each.cell(horizon)):
                if DOUBTFUL in value.note and folded(value.note):
                    yield Doubt(Place(row, column, slot), slot, value)
    for slot, value in enumerate(matrix.parking_lot):
        if DOUBTFUL in value.note and folded(value.note):
            yield Doubt(None, slot, value)


def with_doubt(matrix: Matrix, doubt: Doubt, values: Cell) -> Matrix:
    """The matrix with other values in the place of a doubtful one."""
    if doubt.place is None:
        lot = matrix.parking_lot
        lot = (*lot[: doubt.slot], *values, *lot[doubt.slot + 1 :])
        return replace(matrix, parking_lot=lot)
    return add_values(delete_values(matrix, (doubt.place,)), doubt.place, values)


def kept_folded(value: Value) -> Value:
    """The value as one idea: its note keeps the other words."""

    def also(part: re.Match[str]) -> str:
        words = [f"“{one.text}”" + (f" ({one.people})" if one.people else "")
                 for one in folded(part[0])]  # fmt: skip
        return f"{_KEPT}: {', '.join(words)}" + ("; " if part[0].endswith("; ") else "")

    return replace(value, note=_IDEAS.sub(also, value.note))


def split(value: Value) -> Cell:
    """The value without the doubtful ideas, which follow it, each with its votes."""
    ideas = folded(value.note)
    added: dict[str, Value] = {}
    for idea in ideas:
        before = added.get(key(idea.text), Value(idea.text))
        people = [before.note, f"From: {idea.people}" if idea.people else ""]
        added[key(idea.text)] = replace(
            before, votes=before.votes + idea.votes, note="; ".join(filter(None, people))
        )
    alone = value.votes - sum(idea.votes - idea.both for idea in ideas)
    note = _IDEAS.sub("", value.note).removesuffix("; ")
    return (replace(value, votes=max(alone, 0), note=note), *added.values())

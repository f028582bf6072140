"""The numbers and names by which people call values, rows and cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from copvalue_tui.files.toml.errors import nearest
from copvalue_tui.matrix.diff.pairing import Follower
from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.text.sentences import join, plural, quote
from copvalue_tui.matrix.values import Matrix, Place, Value, cells, value_at

_HORIZON = re.compile(
    r"(?P<row>.*?)(?:^|\s)\s*(?P<horizon>short|long|s|l)(?:[\s-]*term)?(?:\s+value)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""A cell: a row, and then its horizon."""
_HORIZON_FIRST = re.compile(
    r"(?P<horizon>short|long)(?:[\s-]*term)?\s+(?P<row>\S.*)", re.IGNORECASE | re.DOTALL
)
_CELL_FIRST = re.compile(
    r"(?:to\s+)?(?:row\s+)?(?P<row>\d{1,6})\s+(?P<horizon>short|long)(?:[\s-]*term)?\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_FILLERS = re.compile(r"(?:(?:to|in|into|row|cell|the|value|values|number|as)\s+)+", re.IGNORECASE)
"""Words that people say around a name or a number, and that add nothing."""
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_NUMBERS = re.compile(r"\d{1,6}(?:-\d{1,6})?(?:,\d{1,6}(?:-\d{1,6})?)*,?")


class NotKnown(Exception):
    """What was said names nothing here; the text says so, and what there is."""


class Numbers:
    """The number of each value in a cell.

    They are given in reading order, from 1. A value keeps its number whatever is done to it and
    to others, and one that undo brings back has its own again, until all are numbered anew.
    """

    def __init__(self, matrix: Matrix) -> None:
        self._places: dict[int, Place] = {}
        self._numbers: dict[Place, int] = {}
        self._gone: dict[int, Value] = {}
        self._next = 1
        self.renew(matrix)

    def renew(self, matrix: Matrix) -> None:
        """Numbers all values anew, in reading order."""
        places = places_of(matrix)
        self._gone.clear()
        self._next = len(places) + 1
        self._hold(dict(enumerate(places, 1)))

    def follow(self, old: Matrix, new: Matrix) -> None:
        """Keeps every number with its value; those that are new get new ones."""
        follower = Follower(old, new)
        kept: dict[int, Place] = {}
        for number, place in self._places.items():
            there = follower.value(place)
            if there is None:
                self._gone[number] = value_at(old, place)
            else:
                kept[number] = there
        known = set(kept.values())
        for place in places_of(new):
            if place not in known:
                kept[self._number_for(value_at(new, place))] = place
        self._hold(kept)

    def _number_for(self, value: Value) -> int:
        """The number that an equal value had which is gone, or a new one."""
        for number, gone in self._gone.items():
            if gone == value:
                del self._gone[number]
                return number
        self._next += 1
        return self._next - 1

    def _hold(self, places: dict[int, Place]) -> None:
        self._places = places
        self._numbers = {place: number for number, place in places.items()}

    def of(self, place: Place) -> int:
        """The number of the value at a place; 0 where there is none."""
        return self._numbers.get(place, 0)

    def place(self, number: int) -> Place:
        """Where the value with a number is.

        Raises:
            NotKnown: There is none, or it is gone.
        """
        if number in self._places:
            return self._places[number]
        if number in self._gone:
            raise NotKnown(f"Value {number}, {quote(self._gone[number].text)}, is gone.")
        last = max(self._places, default=0)
        there = f"they go from 1 to {last}" if last else "there are no values yet"
        raise NotKnown(f"There is no value {number}; {there}.")

    def places(self, said: str) -> tuple[Place, ...]:
        """Where the values are that are said as `3`, `3,5` or `3-5`, each once.

        Raises:
            NotKnown: One of them is not there.
        """
        found: dict[Place, None] = {}
        for part in filter(None, said.split(",")):
            ends = _RANGE.fullmatch(part)
            if ends is None:
                raise NotKnown(f"{quote(part)} is not the number of a value.")
            first, last = int(ends[1]), int(ends[2] or ends[1])
            if first == last:
                found[self.place(first)] = None
                continue
            # In a range those that are gone are passed over.
            within = sorted(number for number in self._places if first <= number <= last)
            if not within:
                raise NotKnown(f"There is no value from {first} to {last}.")
            found.update((self._places[number], None) for number in within)
        return tuple(found)


def places_of(matrix: Matrix) -> list[Place]:
    """The place of every value, in reading order."""
    return [replace(place, slot=slot) for place, cell in cells(matrix) for slot in range(len(cell))]


def without_fillers(words: str) -> str:
    """The text without words such as “to row” before what it names."""
    return words[found.end() :] if (found := _FILLERS.match(words)) else words


def in_one_word(said: str) -> str:
    """Numbers that stand apart, as the one word that `numbers_first` takes."""
    return without_fillers(said.strip()).replace(" ", ",")


def numbers_first(words: str) -> tuple[str, str]:
    """The numbers that a text begins with, if it does, and the rest."""
    first, _, rest = without_fillers(words).partition(" ")
    first = first.rstrip(":")
    return (first, rest.strip()) if _NUMBERS.fullmatch(first) else ("", words)


def row_named(matrix: Matrix, said: str) -> int:
    """The index of a row that is called by its number, its name, or words of it.

    Raises:
        NotKnown: No row is called so, or several are.
    """
    names = [row.name for row in matrix.rows]
    if said not in names:
        said = without_fillers(said.strip())
    if said.isdecimal():
        if 0 < int(said[:6]) <= len(names):
            return int(said) - 1
        raise NotKnown(f"There is no row {said[:6]}; there {_are(len(names))}.")
    wanted, folded = fold(said), [fold(name) for name in names]
    for matches in (
        [at for at, name in enumerate(folded) if name == wanted],
        [at for at, name in enumerate(folded) if name.startswith(wanted)],
        [at for at, name in enumerate(folded) if wanted in name],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            several = _rows_listed(matches, names)
            raise NotKnown(f"{quote(said)} could be {several}; say its number.")
    near = nearest(said, [name.casefold() for name in names])
    meant = [at for at, name in enumerate(names) if near and name.casefold() == near]
    hint = f"Did you mean {_rows_listed(meant, names)}?" if meant else "To hear all rows: rows"
    raise NotKnown(f"There is no row {quote(said)}. {hint}")


def _are(count: int) -> str:
    return "is 1 row" if count == 1 else f"are {plural(count, 'row')}"


def _rows_listed(rows: Sequence[int], names: Sequence[str]) -> str:
    return join([f"row {at + 1} {names[at]}" for at in rows[:5]], "or")


def cell_named(matrix: Matrix, said: str, here: Place) -> Place:
    """The cell that is called by a row, a horizon, or both: `2 short`, `Members long`, `short`.

    What is not said is as in the cell `here`.

    Raises:
        NotKnown: There is no such row.
    """
    said = without_fillers(said.strip())
    found = _HORIZON.fullmatch(said) or _HORIZON_FIRST.fullmatch(said)
    if found is None:
        return Place(row_named(matrix, said), here.column)
    column = 0 if found["horizon"][0] in "sS" else 1
    row = row_named(matrix, found["row"]) if found["row"].strip() else here.row
    return Place(row, column)


def cell_first(matrix: Matrix, said: str) -> tuple[Place, str] | None:
    """The cell that a text begins with as in `2 short Faster answers`, and the rest."""
    found = _CELL_FIRST.fullmatch(said)
    if found is None or not 0 < int(found["row"]) <= len(matrix.rows):
        return None
    column = 0 if found["horizon"].casefold() == "short" else 1
    return Place(int(found["row"]) - 1, column), found["rest"]


def whole_cell_named(matrix: Matrix, said: str) -> Place | None:
    """The cell that a text names in full, by row and horizon; None where it may be other words."""
    found = _HORIZON.fullmatch(said)
    if found is None or not found["row"].strip() or len(found["horizon"]) < len("long"):
        return None
    try:
        return cell_named(matrix, said, Place(0, 0))
    except NotKnown:
        return None

"""Many people's answers as one matrix: the same idea once, with the number of people as votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from copvalue_tui.imports.imported import row_named
from copvalue_tui.imports.people import Answers
from copvalue_tui.imports.structure.labels import generic_audience
from copvalue_tui.matrix.edits import merged_value, rows_of
from copvalue_tui.matrix.folds import Folded, fold_note
from copvalue_tui.matrix.text.near_duplicates import forms, index_keys, lookup_keys
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import (
    AUDIENCES,
    HORIZONS,
    Audience,
    Cell,
    Horizon,
    Matrix,
    Row,
    Value,
)


class Fold(NamedTuple):
    """Ideas in other words that count as one value."""

    text: str
    others: tuple[str, ...]
    """The other wordings."""
    where: str
    """The cell in words."""
    doubtful: tuple[str, ...]
    """Those that may mean something else: only their words are the same."""


class Gathered(NamedTuple):
    """The matrix of many people."""

    matrix: Matrix
    answers: int
    """How many ideas were handed in."""
    values: int
    """How many values they are now."""
    folds: tuple[Fold, ...] = ()
    new_rows: tuple[tuple[Audience, str], ...] = ()


class _Idea(NamedTuple):
    """A value of one person."""

    person: int
    value: Value


_Target = tuple[Audience, str, Horizon]
"""An audience, the key of a row, and a horizon."""


def gathered(matrix: Matrix, people: Sequence[Answers], *, origins: bool = False) -> Gathered:
    """The matrix with everybody's answers; in which order they come makes no difference.

    The same idea is one value, with the number of people who had it as its votes. With `origins`
    its note says who they are.
    """
    gathering = _Gathering(matrix, people, origins)
    return gathering.result()


class _Gathering:
    """The answers on their way into the matrix."""

    def __init__(self, matrix: Matrix, people: Sequence[Answers], origins: bool) -> None:
        self._matrix = matrix
        # Sorted, so that nothing below depends on the order of arrival.
        self._people = sorted(people, key=lambda one: (one.person, repr(one.imported)))
        self._origins = origins
        self._folds: list[Fold] = []
        self._answers = 0
        self._values = 0
        self._names: dict[tuple[Audience, str], Counter[str]] = {}
        self._explicit = self._explicit_rows()

    def _explicit_rows(self) -> dict[str, Audience]:
        """The audience of each row that some answer calls members or organizations."""
        found: dict[str, Audience] = {}
        for each in self._people:
            for audience in AUDIENCES:
                for row in rows_of(each.imported.matrix, audience):
                    if row.name not in each.imported.guessed:
                        found.setdefault(key(row.name), audience)
        return found

    def result(self) -> Gathered:
        """The matrix with all answers."""
        ideas: dict[_Target, list[_Idea]] = {}
        lot: list[_Idea] = []
        for person, answers in enumerate(self._people):
            for audience in AUDIENCES:
                for row in rows_of(answers.imported.matrix, audience):
                    guessed = row.name in answers.imported.guessed
                    place = self._place(audience, row.name, guessed)
                    for horizon in HORIZONS:
                        found = (_Idea(person, value) for value in row.cell(horizon))
                        ideas.setdefault((*place, horizon), []).extend(found)
            lot += (_Idea(person, value) for value in answers.imported.unplaced)
        rows = {audience: self._rows(audience, ideas) for audience in AUDIENCES}
        parked = self._cell(self._matrix.parking_lot, lot, "parking lot")
        matrix = replace(
            self._matrix,
            members=tuple(rows["members"]),
            organizations=tuple(rows["organizations"]),
            parking_lot=parked,
        )
        new = tuple(
            (audience, row.name)
            for audience in AUDIENCES
            for row in rows[audience][len(rows_of(self._matrix, audience)) :]
        )
        return Gathered(matrix, self._answers, self._values, tuple(self._folds), new)

    def _place(self, audience: Audience, name: str, guessed: bool) -> tuple[Audience, str]:
        """The audience and the key of the row that a name means."""
        others = [each for each in AUDIENCES if each != audience] if guessed else []
        for each in (audience, *others):
            position = row_named(rows_of(self._matrix, each), name, each)
            if position is not None:
                return each, f"={position}"
        if guessed:
            audience = self._explicit.get(key(name), audience)
        generic = generic_audience(name) == audience
        place = (audience, "~" if generic else f"+{key(name)}")
        self._names.setdefault(place, Counter())[name] += 1
        return place

    def _rows(self, audience: Audience, ideas: dict[_Target, list[_Idea]]) -> list[Row]:
        """The rows of an audience: its own, then the new ones by their names."""
        found = []
        for position, row in enumerate(rows_of(self._matrix, audience)):
            found.append(self._filled(row, (audience, f"={position}"), ideas))
        new = sorted(place for place in self._names if place[0] == audience)
        for place in new:
            spelled = min(self._names[place].items(), key=lambda one: (-one[1], one[0]))[0]
            found.append(self._filled(Row(spelled), place, ideas))
        return found

    def _filled(
        self, row: Row, place: tuple[Audience, str], ideas: dict[_Target, list[_Idea]]
    ) -> Row:
        for horizon in HORIZONS:
            where = f"{row.name} · {horizon.replace('_', ' ')}"
            cell = self._cell(row.cell(horizon), ideas.get((*place, horizon), []), where)
            row = row.with_cell(horizon, cell)
        return row

    def _cell(self, cell: Cell, ideas: Sequence[_Idea], where: str) -> Cell:
        """A cell with the ideas of people added: to its own values, then as new ones."""
        self._answers += len(ideas)
        if not ideas:
            return cell
        values = list(cell)
        fresh: list[Value] = []
        for slot, group in _grouped(cell, ideas):
            self._values += 1
            value = self._value(values[slot] if slot is not None else None, group, where)
            if slot is None:
                fresh.append(value)
            else:
                values[slot] = value
        fresh.sort(key=lambda value: (-value.votes, key(value.text), value.text))
        return (*values, *fresh)

    def _value(self, own: Value | None, group: Sequence[_Idea], where: str) -> Value:
        """One value of all ideas that are the same."""
        people = {idea.person for idea in group}
        texts = {idea.value.text for idea in group}
        having = Counter(word for _, word in {(one.person, key(one.value.text)) for one in group})
        text = (
            own.text if own else min(texts, key=lambda each: _preference(each, having[key(each)]))
        )
        others = tuple(sorted(each for each in texts if key(each) != key(text)))
        doubtful = tuple(each for each in others if not _surely_same(each, text))
        if others:
            self._folds.append(Fold(text, others, where, doubtful))
        folds = tuple(self._doubtful(doubtful, group))
        sure = {idea.person for idea in group if idea.value.text not in doubtful}
        contents = [idea.value for idea in sorted(group, key=lambda idea: repr(idea.value))]
        value = own or merged_value(contents, text)
        notes = [value.note] if value.note else []
        if self._origins and sure:
            notes.append(f"From: {self._named(sure)}")
        if folds:
            notes.append(fold_note(folds))
        votes = (own.votes if own else 0) + len(people)
        return replace(value, votes=votes, note="; ".join(notes))

    def _doubtful(self, texts: Sequence[str], group: Sequence[_Idea]) -> Iterator[Folded]:
        """The ideas with these texts, each with who had it; those that are surely the same once."""
        counted = {idea.person for idea in group if idea.value.text not in texts}
        alike: dict[str, list[str]] = {}
        for text in texts:
            alike.setdefault(forms(text).ordered, []).append(text)
        for same in alike.values():
            having = Counter(idea.value.text for idea in group if idea.value.text in same)
            text = min(same, key=lambda each: _preference(each, having[each]))
            people = {idea.person for idea in group if idea.value.text in same}
            named = self._named(people) if self._origins else ""
            # Brackets end the list of names in the note.
            named = named.replace("(", "[").replace(")", "]")
            yield Folded(text, len(people), len(people & counted), named)
            counted |= people

    def _named(self, people: Iterable[int]) -> str:
        return ", ".join(self._people[person].person for person in sorted(people))


def _preference(text: str, people: int) -> tuple[int, bool, bool, int, str]:
    """Sorts wordings of one idea: most people first, then those with one capital, the fuller."""
    return -people, text.isupper(), not text[:1].isupper(), -len(text), text


def _surely_same(one: str, other: str) -> bool:
    """Whether two texts have the same words in the same relation, forms of words aside."""
    return forms(one).ordered == forms(other).ordered


def _grouped(cell: Cell, ideas: Sequence[_Idea]) -> Iterator[tuple[int | None, list[_Idea]]]:
    """The ideas that are the same, each group with the slot of the cell that says it already."""
    slots: dict[str, int] = {}
    exact: dict[str, int] = {}
    for slot, value in enumerate(cell):
        exact.setdefault(key(value.text), slot)
        for word in index_keys(forms(value.text)):
            slots.setdefault(word, slot)
    owned: dict[int, list[_Idea]] = {}
    rest: list[_Idea] = []
    for idea in ideas:
        found = exact.get(key(idea.value.text))
        if found is None:
            words = lookup_keys(forms(idea.value.text))
            found = next((slots[word] for word in words if word in slots), None)
        if found is None:
            rest.append(idea)
        else:
            owned.setdefault(found, []).append(idea)
    yield from sorted(owned.items())
    yield from ((None, group) for group in _connected(rest))


def _connected(ideas: Sequence[_Idea]) -> list[list[_Idea]]:
    """The ideas in groups of near-duplicates; which comes first makes no difference."""
    texts = sorted({idea.value.text for idea in ideas})
    index: dict[str, list[str]] = {}
    for text in texts:
        for word in index_keys(forms(text)):
            index.setdefault(word, []).append(text)
    group_of: dict[str, list[str]] = {text: [text] for text in texts}
    for text in texts:
        for word in lookup_keys(forms(text)):
            for other in index.get(word, ()):
                mine, theirs = group_of[text], group_of[other]
                if mine is not theirs:
                    mine += theirs
                    group_of |= dict.fromkeys(theirs, mine)
    groups: dict[int, list[_Idea]] = {}
    for idea in sorted(ideas, key=lambda idea: (idea.value.text, idea.person)):
        groups.setdefault(id(group_of[idea.value.text]), []).append(idea)
    return list(groups.values())

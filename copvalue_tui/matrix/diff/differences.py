"""List all differences between two versions of a matrix, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from copvalue_tui.matrix.diff.changes import Changes, changes
from copvalue_tui.matrix.diff.words import decisions, named_cell
from copvalue_tui.matrix.fields.table import ARROW
from copvalue_tui.matrix.values import Matrix, Review, Value

ANOTHER_ORDER = "another order"
UNSET = "none"
"""Shown for an empty fact."""

DifferenceKind = Literal["fact", "value", "row", "order"]


class Difference(NamedTuple):
    """One difference between two versions."""

    kind: DifferenceKind
    about: str
    """`Row · horizon · text` as the old version has it; `Row`; or a field of the matrix."""
    changes: tuple[str, ...]
    """Its changes, a few words each; at least one."""
    old: Value | None = None
    """The value in the old version, if the difference is about a value there."""
    new: Value | None = None
    """The value in the new version, if the difference is about a value there."""

    @property
    def sentence(self) -> str:
        """In one line: `Row · horizon · text: on-track → realized`."""
        return f"{self.about}: {'; '.join(self.changes)}"


def differences(old: Matrix, new: Matrix) -> tuple[Difference, ...]:
    """All differences in facts, values, rows and orders; empty if the two are equal."""
    between = changes(old, new)
    values_and_rows = (
        Difference(
            "value" if one.old or one.new else "row", one.about, one.changes, one.old, one.new
        )
        for one in decisions(old, new)
    )
    return (
        *_of_facts(between),
        *values_and_rows,
        *_of_described_rows(between),
        *_of_orders(between),
    )


def _of_facts(between: Changes) -> Iterator[Difference]:
    for name in between.facts:
        was, now = getattr(between.old, name), getattr(between.new, name)
        words = f"{_fact(was)}{ARROW}{_fact(now)}"
        if name == "reviews" and len(was) == len(now):
            words = "other words"
        yield Difference("fact", name.replace("_", " ").capitalize(), (words,))


def _fact(fact: str | tuple[str, ...] | tuple[Review, ...]) -> str:
    """A fact of the matrix in words: a text, names, or the number of reviews."""
    if isinstance(fact, str):
        return f"“{fact}”" if fact else UNSET
    if any(isinstance(entry, Review) for entry in fact):
        return str(len(fact))
    return ", ".join(str(entry) for entry in fact) or UNSET


def _of_described_rows(between: Changes) -> Iterator[Difference]:
    """Rows whose persona, tags or audience differ; decisions cover their names."""
    for at in between.rows_changed:
        there = between.pairing.rows[at]
        was, now = between.old.rows[at], between.new.rows[there]
        words: list[str] = []
        if (audience := between.new.audience(there)) != between.old.audience(at):
            words.append(f"moved to the {audience}")
        if was.persona != now.persona:
            words.append(f"persona {_fact(was.persona)}{ARROW}{_fact(now.persona)}")
        if was.tags != now.tags:
            words.append(f"tags {_fact(was.tags)}{ARROW}{_fact(now.tags)}")
        if words:
            yield Difference("row", now.name, tuple(words))


def _of_orders(between: Changes) -> Iterator[Difference]:
    """Cells whose values are in another order, and the matrix if its rows are."""
    pairs = between.pairing
    for number, indexes in pairs.after.cells.items():
        stayed = [
            was
            for at in indexes
            if (was := between.origins.get(at)) is not None and pairs.homes[was] == number
        ]
        if any(one > other for one, other in pairwise(stayed)):
            yield Difference("order", named_cell(between.new, number), (ANOTHER_ORDER,))
    if between.reordered:
        yield Difference("order", "Rows", (ANOTHER_ORDER,))

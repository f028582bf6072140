"""What a format cannot carry: told at the export when a matrix has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from copvalue_tui.exports.registry import Exporter, ExportOptions
from copvalue_tui.matrix.fields.table import DETAILS, FIELDS
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import join
from copvalue_tui.matrix.values import HORIZONS, Matrix, Value


class LossKind(NamedTuple):
    """Something that a matrix may have and a format may lack."""

    name: str
    words: str
    """What it is, in a sentence."""
    has: Callable[[Matrix], bool]


def _values(matrix: Matrix) -> Iterator[Value]:
    for row in matrix.rows:
        for horizon in HORIZONS:
            yield from row.cell(horizon)
    yield from matrix.parking_lot


def _has_title(matrix: Matrix) -> bool:
    return any((matrix.title, *map(matrix.means, HORIZONS)))


def _has_facts(matrix: Matrix) -> bool:
    return any((matrix.domain, matrix.purpose, matrix.stage, matrix.review_cadence))


def _has_details(matrix: Matrix) -> bool:
    details = [field for field in DETAILS if not field.mark]
    return any(field.is_set(value) for value in _values(matrix) for field in details)


def _has_unprintable(matrix: Matrix) -> bool:
    texts = (field.plain(value) for value in _values(matrix) for field in FIELDS)
    return any(safe(text) != text for text in texts)


KINDS = (
    LossKind("title", "the title and what the horizons mean", _has_title),
    LossKind("facts", "the facts of the community", _has_facts),
    LossKind("personas", "personas", lambda matrix: any(row.persona for row in matrix.rows)),
    LossKind("tags", "the tags of rows", lambda matrix: any(row.tags for row in matrix.rows)),
    LossKind(
        "empty rows",
        "rows without values",
        lambda matrix: not all(row.short_term or row.long_term for row in matrix.rows),
    ),
    LossKind("details", "the details of values (--outline has them)", _has_details),
    LossKind("parking lot", "the parking lot", lambda matrix: bool(matrix.parking_lot)),
    LossKind("reviews", "reviews", lambda matrix: bool(matrix.reviews)),
    LossKind(
        "settings", "language and packs", lambda matrix: bool(matrix.language or matrix.packs)
    ),
    LossKind("unprintable", "control and invisible characters, which are shown", _has_unprintable),
)
"""In the order of the sentence."""
NAMES = frozenset(kind.name for kind in KINDS)


def loss_sentence(matrix: Matrix, found: Exporter, options: ExportOptions) -> str:
    """What the file in this format leaves out of the matrix, as a sentence; mostly empty."""
    loses = found.loses
    if options.outline and found.loses_in_outline is not None:
        loses = found.loses_in_outline
    words = [kind.words for kind in KINDS if kind.name in loses and kind.has(matrix)]
    return f"Not in {found.name}: {join(words)}." if words else ""

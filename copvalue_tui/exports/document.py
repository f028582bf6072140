"""The matrix as what is written on a page: titles, labelled facts, rows of bullets, reviews.

Every format for people is written from this; their words are made safe here, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import NamedTuple

from copvalue_tui.exports.registry import ExportOptions
from copvalue_tui.matrix.fields.table import ARROW, DETAILS
from copvalue_tui.matrix.text.labels import LANGUAGES, Labels
from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import (
    AUDIENCES,
    Action,
    Audience,
    Cell,
    Matrix,
    Review,
    Row,
    Value,
)
from copvalue_tui.matrix.vocabulary import LOOKS, Look

FACTS = ("domain", "purpose", "stage", "review_cadence")
"""The facts of a matrix that are told under its title, in their order."""
BLANK_LINES = 6
"""The lines to write on in an empty cell of a worksheet."""
LabelledText = tuple[str, str]
"""A label and what is to be said under it."""


class Bullet(NamedTuple):
    """One value on the page."""

    text: str
    look: Look
    """How its status is coloured; the word for it is among the marks."""
    marks: tuple[str, ...] = ()
    """Status, priority and votes in words, those that are set."""
    details: tuple[LabelledText, ...] = ()
    """The other fields that are set, each with its label."""


class PageRow(NamedTuple):
    """One row on the page."""

    name: str
    persona: str
    tags: str
    cells: tuple[tuple[Bullet, ...], ...]
    """A list of bullets for each horizon shown."""
    whole: bool
    """Whether an empty cell of it is known to be empty."""
    questions: tuple[str, ...]
    """The question of each cell; empty texts except on a worksheet."""


class Section(NamedTuple):
    """The rows of an audience under their title."""

    audience: Audience
    title: str
    rows: tuple[PageRow, ...]
    titled: bool
    """Whether its title says more than the name of its only row."""


class RecordedReview(NamedTuple):
    """A review on the page."""

    title: str
    facts: tuple[LabelledText, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    """A label and the lines under it."""


class ColumnHead(NamedTuple):
    """The head of a horizon."""

    title: str
    """As the template spells it."""
    name: str
    """In a sentence or an outline, with a small letter."""
    means: str
    """What the horizon means here; mostly empty."""


class MatrixPage(NamedTuple):
    """Everything on the page, in the order of reading."""

    title: str
    language: str
    facts: tuple[LabelledText, ...]
    heads: tuple[ColumnHead, ...]
    """One for each horizon shown."""
    sections: tuple[Section, ...]
    parking_lot: tuple[Bullet, ...]
    reviews: tuple[RecordedReview, ...]
    labels: Labels
    blank: bool
    """Whether it is a worksheet."""


def page_of(matrix: Matrix, options: ExportOptions) -> MatrixPage:
    """The page of a matrix."""
    labels = options.labels(matrix)
    title = safe(matrix.title) or labels("matrix")
    return MatrixPage(
        title=f"{labels('worksheet')}{labels('colon')}{title}" if options.blank else title,
        language=labels.language,
        facts=tuple(facts_of(matrix, labels)),
        heads=tuple(
            ColumnHead(labels(each), labels(f"{each}_words"), safe(matrix.means(each)))
            for each in options.horizons
        ),
        sections=tuple(_sections(matrix, options, labels)),
        parking_lot=_bullets(matrix.parking_lot, labels),
        reviews=tuple(review_on_page(review, labels) for review in matrix.reviews),
        labels=labels,
        blank=options.blank,
    )


def facts_of(matrix: Matrix, labels: Labels) -> Iterator[LabelledText]:
    """The facts of the community that are set, with their labels."""
    for name in FACTS:
        fact = str(getattr(matrix, name))
        if fact:
            yield labels(name), safe(fact)


def mark_words(value: Value, labels: Labels) -> tuple[str, ...]:
    """Status, priority and votes in words, those that are set.

    A text that itself ends in such words has its status behind them, also the usual one.
    """
    return tuple(
        _mark(field.name, field.plain(value), labels)
        for field in DETAILS
        if field.mark
        and (field.is_set(value) or (field.name == "status" and _looks_marked(value.text)))
    )


def _looks_marked(text: str) -> bool:
    found = re.search(r" \*?[(\[]([^()\[\]]+)[)\]]\*?\Z", text)
    words = re.split(r",\s", found[1]) if found else ()
    counted = (re.sub(r"\A\d+ ", "{} ", word) for word in words)
    return bool(words) and all(fold(word) in _all_marks() for word in counted)


@cache
def _all_marks() -> frozenset[str]:
    """Every mark in every language; votes with a gap for their number."""
    marks = set()
    for labels in map(Labels, LANGUAGES):
        marks |= {labels("votes.one"), labels("votes.many")}
        for field in DETAILS:
            if field.mark:
                marks |= {_mark(field.name, word, labels) for word in field.words if word}
    return frozenset(map(fold, marks))


def detail_words(value: Value, labels: Labels) -> Iterator[LabelledText]:
    """The other fields that are set: the label and the content of each."""
    for field in DETAILS:
        if not field.mark and field.is_set(value):
            words = field.plain(value)
            word = labels(f"{field.name}.{words}", words) if field.words else words
            yield labels(f"field.{field.name}", field.word), safe(word)


def review_on_page(review: Review, labels: Labels) -> RecordedReview:
    """A review with a label before each part of it that is set."""
    facts: list[LabelledText] = []
    lists: list[tuple[str, tuple[str, ...]]] = []
    for field in fields(review):
        content: object = getattr(review, field.name)
        label = labels(f"review.{field.name}", field.name.replace("_", " "))
        if not content or field.name == "date":
            continue
        if field.name == "present" or not isinstance(content, tuple):
            words = ", ".join(content) if isinstance(content, tuple) else str(content)
            facts.append((label, safe(words)))
        else:
            lists.append((label, tuple(safe(_line(entry)) for entry in content)))
    day = review.date.isoformat() if review.date else ""
    title = labels("review.titled").format(day) if day else labels("review")
    return RecordedReview(title, tuple(facts), tuple(lists))


def _line(entry: object) -> str:
    """One entry of a review: a sentence, or the parts of an action."""
    if not isinstance(entry, Action):
        return str(entry)
    parts = (entry.what, entry.who, entry.by, entry.done)
    words = (each.isoformat() if isinstance(each, date) else str(each) for each in parts if each)
    return " · ".join(words) + (f"{ARROW}{entry.about}" if entry.about else "")


def _sections(matrix: Matrix, options: ExportOptions, labels: Labels) -> Iterator[Section]:
    index = 0
    for audience in AUDIENCES:
        rows = []
        for row in matrix.members if audience == "members" else matrix.organizations:
            whole = options.full_rows is None or index in options.full_rows
            rows.append(_row(row, audience, options, labels, whole))
            index += 1
        # A part of a matrix does not say that it has no rows of the other audience.
        if rows or options.full_rows is None:
            title = labels(audience)
            names = {title, labels("organization")}
            titled = len(rows) > 1 or bool(rows and rows[0].name not in names)
            yield Section(audience, title, tuple(rows), titled)


def _row(
    row: Row, audience: Audience, options: ExportOptions, labels: Labels, whole: bool
) -> PageRow:
    ask = options.question if options.blank else None
    return PageRow(
        name=safe(row.name) or f"({labels('no_name')})",
        persona=safe(row.persona),
        tags=safe(", ".join(row.tags)),
        cells=tuple(_bullets(row.cell(each), labels) for each in options.horizons),
        whole=whole,
        questions=tuple(ask(audience, each) if ask else "" for each in options.horizons),
    )


def _bullets(cell: Cell, labels: Labels) -> tuple[Bullet, ...]:
    return tuple(
        Bullet(
            safe(value.text),
            LOOKS[value.status],
            mark_words(value, labels),
            tuple(detail_words(value, labels)),
        )
        for value in cell
    )


def _mark(name: str, content: str, labels: Labels) -> str:
    if name == "votes":
        return labels("votes.one" if content == "1" else "votes.many").format(content)
    word = labels(f"{name}.{content}", content)
    return labels("priority.phrase").format(word) if name == "priority" else word


SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
"""The sizes of print to try, in points."""
COMFORTABLE = 8.5
"""The size for a matrix that needs several sheets anyway."""
SMALL_PRINT = 0.86
"""The size of details against that of values."""
NAMES = 0.17
"""The part of the width that the names of rows have."""
_WIDTH, _HEIGHT = 256.0, 184.0
"""The paper inside its margins in millimetres: the width of Letter, the height of A4."""
_POINT = 0.3528
_LETTER = 0.52
"""The width of a letter against its size, on the safe side."""
_LINE = 1.27
"""The height of a line against its size."""
_BETWEEN = 0.16
"""The blank between two bullets, in lines."""
_AROUND = 0.65
"""The blank above and below the bullets of a row, in lines."""


def print_size(page: MatrixPage) -> float:
    """The largest of `SIZES` in which the table fits on one sheet, else `COMFORTABLE`."""
    return next((size for size in SIZES if _height(page, size) <= _HEIGHT), COMFORTABLE)


def may_fit(page: MatrixPage) -> bool:
    """Whether it is worth a typesetter's while to try the table on one sheet."""
    return _height(page, SIZES[-1]) <= 1.5 * _HEIGHT


def _height(page: MatrixPage, size: float) -> float:
    """The height of the page in millimetres when printed in this size."""
    letters = _WIDTH / (size * _POINT * _LETTER)
    names = letters * NAMES
    column = (letters - names) / max(len(page.heads), 1) - 5
    lines = 3.5 + sum(_lines(f"{label} {text}", letters) for label, text in page.facts)
    lines += 2.2
    for section in page.sections:
        lines += 1.6 if section.rows else 0
        for row in section.rows:
            beside = _lines(row.name, names - 3) + _lines(row.persona, (names - 3) / SMALL_PRINT)
            lines += max(beside, *(_cell_lines(cell, column) for cell in row.cells)) + _AROUND
    if page.parking_lot:
        lines += 2.5 + _cell_lines(page.parking_lot, letters)
    return lines * size * _POINT * _LINE


def _cell_lines(cell: Sequence[Bullet], letters: float) -> float:
    return sum(_bullet_lines(bullet, letters) + _BETWEEN for bullet in cell)


def _bullet_lines(bullet: Bullet, letters: float) -> float:
    small = "   ".join(f"{label} {text}" for label, text in bullet.details)
    return _lines("  ".join((bullet.text, *bullet.marks)), letters) + SMALL_PRINT * _lines(
        small, letters / SMALL_PRINT
    )


def _lines(text: str, letters: float) -> int:
    return -int(-cell_width(text) // max(letters, 1)) if text else 0

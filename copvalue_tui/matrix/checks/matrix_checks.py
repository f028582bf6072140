"""What is missing or doubtful in a matrix: every finding, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from copvalue_tui.matrix.checks.kinds import Finding, brief, sentence
from copvalue_tui.matrix.checks.slips import near_twins
from copvalue_tui.matrix.checks.value_checks import (
    Terms,
    habits_of,
    value_findings,
    wording_findings,
)
from copvalue_tui.matrix.checks.wording import Claimed, duplicate_key, duplicates, on_both_sides
from copvalue_tui.matrix.dates.calendar import distance_in, is_late, one_cadence_before
from copvalue_tui.matrix.shared_value import sharing
from copvalue_tui.matrix.text.labels import Labels
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import (
    AUDIENCES,
    HORIZONS,
    Matrix,
    Place,
    Row,
    Value,
    cells,
    value_at,
)
from copvalue_tui.matrix.vocabulary import DEFAULT_EVIDENCE

_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\W\d_]{2,}")
_CADENCE = ("review_cadence",)
Cycles = Mapping[str, str]
"""`matching.key` of a text → its value cycle, as suggestion packs know it."""
_FEW_PRIORITIES = 5
_FEW_CYCLES = 8
_MOST_NAMED = 4
"""Rows that a sentence names; the others are counted."""


def findings(
    matrix: Matrix, today: date, cycles: Cycles | None = None, label: Labels | None = None
) -> tuple[Finding, ...]:
    """All findings: those of the whole matrix first, then row by row, the parking lot last.

    Retired values have no findings. Missing details of proposed values are findings only if most
    values have them: bare bullets are a complete matrix. The sentences are in the language of the
    labels, English without them.
    """
    since = one_cadence_before(matrix.review_cadence, today)
    terms = Terms(matrix, today, habits_of(matrix), label or Labels(), since)
    return (
        *_of_reviews(terms),
        *_of_matrix(matrix, cycles or {}, terms.label),
        *_of_rows(terms),
        *_of_parking(matrix, terms.label),
    )


def _of_matrix(matrix: Matrix, cycles: Cycles, label: Labels) -> Iterator[Finding]:
    claimed = [
        (Place(cell.row, cell.column, slot), value)
        for cell, values in cells(matrix)
        for slot, value in enumerate(values)
        if value.claimed
    ]
    for audience in AUDIENCES:
        if not getattr(matrix, audience):
            kind = f"no-{audience}"
            yield Finding(kind, sentence(label, kind))
    values = [value for _, value in claimed]
    priorities = Counter(value.priority for value in values if value.priority)
    count = priorities.total()
    if count >= _FEW_PRIORITIES and 3 * priorities["high"] > 2 * count:
        yield Finding("all-top", sentence(label, "all-top", high=priorities["high"], count=count))
    # Skipped without packs, which saves half of the time.
    asked = values if cycles else ()
    known = Counter(cycle for value in asked if (cycle := cycles.get(key(value.text), "")))
    if known.total() >= _FEW_CYCLES:
        cycle, most = known.most_common(1)[0]
        if 4 * most >= 3 * known.total():
            facts = {"most": most, "count": known.total(), "cycle": label(f"cycle.{cycle}", cycle)}
            yield Finding("one-cycle", sentence(label, "one-cycle", **facts))
    yield from _of_themes(matrix, label)
    for group in duplicates(matrix, within_rows=False):
        yield _in_rows(matrix, group, label)
    yield from _of_both_sides(matrix, claimed, label)
    yield from _of_slips(claimed, label)
    yield from _of_addresses(claimed, label)


def _of_reviews(terms: Terms) -> Iterator[Finding]:
    """What the reviews left open: next steps past their day, and a review that is due."""
    label, today = terms.label, terms.today
    steps = (
        (number, at, action)
        for number, review in enumerate(terms.matrix.reviews)
        for at, action in enumerate(review.actions)
    )
    for number, at, action in steps:
        if action.by is not None and is_late(action, today):
            told = {
                "what": brief(action.what),
                "who": action.who,
                "day": label.day(action.by),
                "distance": distance_in(label, action.by, today),
            }
            sentence_of = f"action-overdue{'.who' if action.who else ''}"
            path = ("reviews", number, "actions", at)
            yield Finding("action-overdue", sentence(label, sentence_of, **told), path=path)
    if terms.since is None:
        return
    cadence = brief(terms.matrix.review_cadence)
    last = max((each.date for each in terms.matrix.reviews if each.date), default=None)
    if not terms.matrix.reviews:
        words = sentence(label, "cadence-without-review", cadence=cadence)
        yield Finding("cadence-without-review", words, path=_CADENCE)
    elif last is not None and last < terms.since:
        facts = {"day": label.day(last), "distance": distance_in(label, last, today)}
        words = sentence(label, "cadence-missed", cadence=cadence, **facts)
        yield Finding("cadence-missed", words, path=_CADENCE)


def _of_both_sides(matrix: Matrix, claimed: Claimed, label: Labels) -> Iterator[Finding]:
    """The same value in a segment and an organization that no theme links yet."""
    for members, organizations in on_both_sides(matrix, claimed):
        first, other = members[0], organizations[0]
        told = {
            "text": brief(value_at(matrix, first).text),
            "row": brief(matrix.rows[first.row].name),
            "other": brief(matrix.rows[other.row].name),
        }
        others = (*members[1:], *organizations)
        words = sentence(label, "not-yet-shared", **told)
        yield Finding("not-yet-shared", words, first, first.row, others=others)


def _of_slips(claimed: Claimed, label: Labels) -> Iterator[Finding]:
    """Values that differ by one letter, wherever they are."""
    places = {value.text: place for place, value in reversed(claimed)}
    for other, text in near_twins(value.text for _, value in claimed):
        told = sentence(label, "typing-slip", text=brief(text), other=brief(other))
        place = places[text]
        yield Finding("typing-slip", told, place, place.row, others=(places[other],))


def _of_addresses(claimed: Claimed, label: Labels) -> Iterator[Finding]:
    """E-mail addresses as owners, each once; the sentence keeps the address to itself."""
    owned: dict[str, list[tuple[Place, Value]]] = {}
    for place, value in claimed:
        if "@" in value.owner and _ADDRESS.search(value.owner):
            owned.setdefault(value.owner, []).append((place, value))
    for (first, value), *rest in owned.values():
        others = [place for place, _ in rest]
        text = brief(value.text)
        sentence_of = f"owner-address.{'many' if others else 'one'}"
        told = sentence(label, sentence_of, text=text, count=len(others))
        yield Finding("owner-address", told, first, first.row, others=tuple(others))


def _in_rows(matrix: Matrix, group: tuple[Place, ...], label: Labels) -> Finding:
    rows = ", ".join(brief(matrix.rows[place.row].name) for place in group[:_MOST_NAMED])
    if len(group) > _MOST_NAMED:
        rows = sentence(label, "more", words=rows, count=len(group) - _MOST_NAMED)
    text = brief(value_at(matrix, group[0]).text)
    told = sentence(label, "said-in-rows", text=text, count=len(group), rows=rows)
    return Finding("said-in-rows", told, group[0], group[0].row, others=group[1:])


def _of_themes(matrix: Matrix, label: Labels) -> Iterator[Finding]:
    themes = {theme.name: theme for theme in sharing(matrix).themes}
    alike = tuple(near_twins(themes, names=True))
    for one, other in alike:
        told = sentence(label, "themes-alike", theme=brief(one), other=brief(other))
        first, *others = themes[other].places
        rest = (*others, *themes[one].places)
        yield Finding("themes-alike", told, first, first.row, others=rest)
    for theme in themes.values():
        if theme.meets or any(theme.name in pair for pair in alike):
            continue
        kind = "theme-of-one-side"
        side = "members" if theme.members else "organizations"
        number = "one" if len(theme.places) == 1 else "many"
        values = sentence(label, f"{kind}.{side}.{number}", count=len(theme.places))
        told = sentence(label, kind, theme=brief(theme.name), values=values)
        first, *others = theme.places
        yield Finding(kind, told, first, first.row, others=tuple(others))


def _of_rows(terms: Terms) -> Iterator[Finding]:
    matrix = terms.matrix
    repeated = {
        place: group[0] for group in duplicates(matrix, within_rows=True) for place in group[1:]
    }
    named: dict[tuple[str, str], str] = {}
    for index, row in enumerate(matrix.rows):
        yield from _of_name(terms, index, row, named)
        yield from _of_cells(index, row, terms.label)
        yield from _of_evidence(terms, index, row)
        for column, horizon in enumerate(HORIZONS):
            for slot, value in enumerate(row.cell(horizon)):
                place = Place(index, column, slot)
                if not value.claimed:
                    continue
                if place in repeated:
                    yield _double(terms, place, repeated[place])
                yield from value_findings(terms, place, value)


def _of_name(
    terms: Terms, index: int, row: Row, named: dict[tuple[str, str], str]
) -> Iterator[Finding]:
    if not row.name:
        yield Finding("row-without-name", sentence(terms.label, "row-without-name"), row=index)
        return
    mark = (terms.matrix.audience(index), key(row.name))
    if mark in named:
        told = sentence(terms.label, "rows-of-one-name", name=brief(row.name))
        yield Finding("rows-of-one-name", told, row=index)
    named.setdefault(mark, row.name)


def _of_cells(index: int, row: Row, label: Labels) -> Iterator[Finding]:
    name = brief(row.name)
    empty = [column for column, horizon in enumerate(HORIZONS) if not row.cell(horizon)]
    if len(empty) == len(HORIZONS):
        told = sentence(label, "row-without-value", name=name)
        yield Finding("row-without-value", told, Place(index, 0), index)
        return
    for column in empty:
        kind = f"no-{HORIZONS[column].replace('_', '-')}"
        yield Finding(kind, sentence(label, kind, name=name), Place(index, column), index)


def _of_evidence(terms: Terms, index: int, row: Row) -> Iterator[Finding]:
    if not terms.habits.evidence:
        return
    values = [value for value in row.short_term + row.long_term if value.claimed]
    without = sum(value.evidence == DEFAULT_EVIDENCE for value in values)
    if without:
        key_of = f"evidence-open.{'one' if without == 1 else 'many'}"
        facts = {"name": brief(row.name), "without": without, "count": len(values)}
        yield Finding("evidence-open", sentence(terms.label, key_of, **facts), row=index)


def _double(terms: Terms, place: Place, first: Place) -> Finding:
    label = terms.label
    one, other = value_at(terms.matrix, place).text, value_at(terms.matrix, first).text
    where = "here" if place.cell == first.cell else first.horizon
    key_of = "said-twice" if one == other else "said-twice.otherwise"
    facts = {"text": brief(one), "other": brief(other), "where": label(f"check.where.{where}")}
    told = sentence(label, key_of, **facts)
    return Finding("said-twice", told, place, place.row, others=(first,))


def _of_parking(matrix: Matrix, label: Labels) -> Iterator[Finding]:
    if not matrix.parking_lot:
        return
    placed: dict[str, Place] = {}
    for cell, values in cells(matrix):
        for slot, value in enumerate(values):
            placed.setdefault(duplicate_key(value.text), Place(cell.row, cell.column, slot))
    for slot, value in enumerate(matrix.parking_lot):
        text = brief(value.text)
        cell_place = placed.get(duplicate_key(value.text))
        if cell_place is not None:
            name = brief(matrix.rows[cell_place.row].name)
            told = sentence(label, "parked-and-placed", text=text, name=name)
            yield Finding("parked-and-placed", told, parked=slot, others=(cell_place,))
        for kind, told in wording_findings(value, label, matrix.language):
            yield Finding(kind, told, parked=slot)

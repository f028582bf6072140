"""Tables with one value a row: our own exports, sticky notes of a whiteboard, lists of cards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.structure.details import content_of, today
from copvalue_tui.imports.structure.labels import Label, read_label
from copvalue_tui.imports.structure.placing import Placing
from copvalue_tui.matrix.fields.table import BY_NAME, DETAILS, FIELDS, ValueField, with_contents
from copvalue_tui.matrix.fields.typed import NotUnderstood
from copvalue_tui.matrix.text.escape import unescape_formula
from copvalue_tui.matrix.text.labels import LANGUAGES, Labels
from copvalue_tui.matrix.text.normalize import fold, one_line, tidy
from copvalue_tui.matrix.text.sanitize import acceptable_line
from copvalue_tui.matrix.text.sentences import join, plural, quote
from copvalue_tui.matrix.values import MOST_LETTERS, Value

Grid = Sequence[Sequence[str]]
_TEXT = (
    *("text", "value", "values", "idea", "ideas", "sticky", "sticky note", "sticky note text"),
    *("content", "contents", "card", "card name", "card title", "body", "benefit", "answer"),
    *("post", "message", "item", "subject", "title"),
    *("valor", "texto", "idea", "beneficio", "respuesta", "contenido", "tarjeta", "nota adhesiva"),
    *("valeur", "texte", "idee", "contenu", "carte", "reponse", "benefice", "post it"),
    *("ideia", "conteudo", "cartao", "resposta"),
)
"""Heads of the column with the values, the surest first."""
_PLACES = {
    "audience": ("audience", "audiencia", "public", "publico", "members or organization"),
    "row": (
        *("row", "segment", "segment or organization", "row name", "persona", "stakeholder"),
        *("fila", "segmento", "segmento u organizacion", "ligne", "linha", "who", "for whom"),
    ),
    "horizon": ("horizon", "term", "horizonte", "plazo", "terme", "prazo", "timeframe", "when"),
    "area": (
        *("area", "column", "frame", "frame name", "section", "list", "list name", "category"),
        *("group", "cell", "quadrant", "lane", "swimlane", "cluster", "board", "column name"),
        *("columna", "marco", "seccion", "lista", "categoria", "grupo", "celda", "cuadrante"),
        *("zone", "colonne", "cadre", "liste", "categorie", "groupe", "cellule", "quadrant"),
        *("coluna", "quadro", "secao", "celula", "quadrante", "segment name"),
    ),
    "community": ("community", "comunidad", "communaute", "comunidade"),
}
"""What the heads of the other columns may be."""
_DETAILS = {
    "status": ("estado", "statut", "situacao", "state"),
    "priority": ("prioridad", "priorite", "prioridade"),
    "votes": ("votos", "vote count", "likes", "dot votes", "thumbs up", "number of votes"),
    "shared": ("shared value", "theme", "shared theme", "valor compartido", "valeur partagee"),
    "owner": ("responsable", "responsavel", "assignee", "assigned to"),
    "evidence": ("evidencia", "preuve", "preuves"),
    "note": ("notes", "nota", "notas", "comment", "comments", "comentario", "commentaire"),
    "review_by": ("review by", "review date", "review due", "due date", "due"),
    "indicator": ("indicador", "indicateur"),
}
COLUMNS = frozenset((*_PLACES, "file", "slot", *BY_NAME))
"""The keys of a record of our own."""
_OWN = frozenset(("audience", "row", "horizon", "text"))
_SILENT = ("slot", "file", "format")
"""Columns of our own exports that say nothing about a value."""


class _Columns(NamedTuple):
    """Which column holds what."""

    own: bool
    """Whether it is our own export, whose texts are kept to the letter."""

    text: int
    places: Mapping[str, int]
    details: Mapping[int, ValueField]
    left_out: tuple[int, ...]


def read_records(grid: Grid) -> Imported | None:
    """The values of a table with one value a row; None if its heads do not say so."""
    placing = Placing()
    return placing.imported() if place_records(grid, placing) else None


def place_records(grid: Grid, placing: Placing) -> bool:
    """Place the values of a table with one value a row; false if its heads do not say so."""
    at = next((at for at, row in enumerate(grid) if any(cell.strip() for cell in row)), None)
    columns = None if at is None else _columns(grid[at])
    if at is None or columns is None:
        return False
    rows = [row for row in grid[at + 1 :] if any(cell.strip() for cell in row)]
    for row in rows:
        cells = [unescape_formula(cell) for cell in row]
        if not columns.own:
            cells = [acceptable_line(cell).text for cell in cells]
        _add(placing, columns, [*cells, *[""] * (len(grid[at]) - len(cells))])
    _say_left_out(placing, columns, grid[at], rows)
    _say_community(placing, columns, rows)
    return True


def has_every_place(grid: Grid) -> bool:
    """Whether its heads name a value's audience, row and horizon, each in a column of its own."""
    columns = _columns(grid[0]) if grid else None
    return columns is not None and {"audience", "row", "horizon"} <= columns.places.keys()


def is_own_table(heads: Sequence[str]) -> bool:
    """Whether these are the heads of our own table of values."""
    if _OWN <= set(heads) <= COLUMNS:
        return True
    folded = tuple(fold(head) for head in heads)
    return any(folded == own for own in _own_heads())


@lru_cache(maxsize=1)
def _own_heads() -> tuple[tuple[str, ...], ...]:
    """The heads of our own workbook in every language."""
    return tuple(
        tuple(
            fold(each)
            for each in (
                *map(labels, ("audience", "row", "horizon")),
                *(labels(f"field.{field.name}", field.name) for field in FIELDS),
            )
        )
        for labels in map(Labels, LANGUAGES)
    )


def _columns(heads: Sequence[str]) -> _Columns | None:
    names = [plain_head(head) for head in heads]
    text = next((names.index(name) for name in _TEXT if name in names), None)
    if text is None:
        return None
    places: dict[str, int] = {}
    details: dict[int, ValueField] = {}
    left_out = []
    for column, name in enumerate(names):
        place = next((place for place, known in _PLACES.items() if name in known), None)
        field = next((field for field in DETAILS if name in _heads_of(field)), None)
        if column == text or not name or name in _SILENT:
            continue
        if place == "row" and "row" in places and "audience" not in places:
            # One column says members or organizations, the next one the name.
            places["audience"] = places["row"]
            places["row"] = column
        elif place is not None and place not in places:
            places[place] = column
        elif field is not None and field not in details.values():
            details[column] = field
        else:
            left_out.append(column)
    sure = places.keys() - {"community"} or len(details) > 1
    own = is_own_table(heads)
    return _Columns(own, text, places, details, tuple(left_out)) if sure else None


@lru_cache(maxsize=16)
def _heads_of(field: ValueField) -> frozenset[str]:
    """The heads of a column with this field: its names, its label in every language, and others."""
    labels = (Labels(language)(f"field.{field.name}", field.name) for language in LANGUAGES)
    own = (field.name, field.name_in_question, field.word, *labels)
    return frozenset((*map(plain_head, own), *_DETAILS.get(field.name, ())))


def plain_head(head: str) -> str:
    """The words of a head alone, folded."""
    return " ".join(re.findall(r"[^\W_]+", fold(head)))


def _add(placing: Placing, columns: _Columns, cells: Sequence[str]) -> None:
    text = one_line(cells[columns.text])
    said = {place: one_line(cells[column]) for place, column in columns.places.items()}
    label = label_of(placing, said)
    if not text:
        if label.horizon is None and (label.audience or label.name):
            placing.row(label)
        return
    if len(text) > MOST_LETTERS:
        placing.too_long += 1
        return
    contents = {
        field.name: content
        for column, field in columns.details.items()
        if (content := _content(placing, field, cells[column])) != field.default
    }
    placing.add(label, (with_contents(Value(text), contents),))


def label_of(placing: Placing, said: Mapping[str, str]) -> Label:
    """Where a value belongs, from all that a record says about its place."""
    label = Label(name=said.get("row", ""))
    for place in ("audience", "horizon", "area"):
        text = said.get(place, "")
        read = read_label(text)
        if read is not None:
            own = bool(label.name)
            label = label._replace(name=label.name if own else read.name).within(
                read._replace(name="") if own else read
            )
        elif text and place == "area" and not label.name:
            label = label._replace(name=text)
    if label.name and label.audience is None:
        named = read_label(label.name)
        if named is not None and named.audience:
            label = named.within(label)
    if label.horizon is None and not label.parked:
        label = label._replace(parked=True)
        area = said.get("area") or said.get("horizon")
        placing.remark(
            f"{quote(area)} names no cell, so its values went to the parking lot."
            if area
            else "Values without a horizon went to the parking lot."
        )
    return label


def _content(placing: Placing, field: ValueField, cell: str) -> object:
    """A detail as the table says it; the default, and a remark, if it cannot be one."""
    text = one_line(cell)
    if not text:
        return field.default
    if field.form == "text":
        return text[:MOST_LETTERS]
    if field.form == "word":
        word = content_of(field, text)
        if word is not None:
            return word
        placing.remark(f"{quote(text)} is no {field.noun} and was left out.")
        return field.default
    try:
        return field.parse(text, today())
    except NotUnderstood as trouble:
        placing.remark(f"{trouble.sentence.rstrip('.')}; it was left out.")
        return field.default


def _say_left_out(
    placing: Placing, columns: _Columns, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """Name the columns that were not read, if there is something in them."""
    names = [
        quote(tidy(heads[column]), 30)
        for column in columns.left_out
        if any(column < len(row) and row[column].strip() for row in rows)
    ]
    if names:
        count = plural(len(names), "column")
        placing.remark(f"{count} left out: {join(names)}.")


def _say_community(placing: Placing, columns: _Columns, rows: Sequence[Sequence[str]]) -> None:
    """Take the title over if the values are of one community."""
    column = columns.places.get("community")
    if column is None:
        return
    titles = list(dict.fromkeys(row[column] for row in rows if column < len(row) and row[column]))
    if len(titles) == 1:
        placing.title(unescape_formula(titles[0]))
    elif titles:
        placing.remark(f"The values of {len(titles)} communities are in one matrix now.")

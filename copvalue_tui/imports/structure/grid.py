"""Tables of cells whose heads or first column say where the values belong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from copvalue_tui.imports.formats.bullets import bullets
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.marks import without_emphasis
from copvalue_tui.imports.structure.details import fact_of, is_placeholder
from copvalue_tui.imports.structure.labels import (
    Label,
    generic_audience,
    read_label,
    read_question,
)
from copvalue_tui.imports.structure.lists import listed_values
from copvalue_tui.imports.structure.placing import Placing
from copvalue_tui.matrix.text.normalize import fold, tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.text.sentences import plural, quote
from copvalue_tui.matrix.values import HORIZONS

Grid = Sequence[Sequence[str]]
"""Rows of cells, as a table has them; a cell may have several lines."""
_RULE = re.compile(r"\s*:?[-=_]{2,}:?\s*")
_LONGEST_TITLE = 120
_LONG_NAME = 40
"""A second line of more letters is no part of a row's name."""
_PERSONAL = frozenset(
    (
        *("timestamp", "time stamp", "date", "time", "name", "your name", "full name", "id"),
        *("email", "e mail", "email address", "username", "user", "score", "start time"),
        *("completion time", "last modified time", "submitted at", "response id", "respondent"),
        *("marca temporal", "fecha", "nombre", "su nombre", "correo", "correo electronico"),
        *("direccion de correo electronico", "horodateur", "nom", "votre nom", "courriel"),
        *("adresse e mail", "carimbo de data hora", "data", "nome", "seu nome", "no", "n", "nr"),
        *("endereco de e mail", "puntuacion", "pontuacao", "language", "idioma", "langue"),
    )
)
"""Heads of columns in which a form keeps who answered and when."""


class TableHeads(NamedTuple):
    """What the columns of a table mean."""

    columns: dict[int, Label]
    """The columns of values."""
    leads: tuple[int, ...]
    """The columns that name rows."""
    names: tuple[str, ...]
    """The heads as written."""
    lines: int = 1
    """How many rows of the table they take."""


def read_grid(grid: Grid) -> Imported | None:
    """The values of a table in their cells; None if nothing in it says where they belong."""
    placing = Placing()
    return placing.imported() if place_grid(grid, placing, Label()) else None


def place_grid(grid: Grid, placing: Placing, section: Label) -> bool:
    """Place the values of a table below a heading; false if nothing says where they belong."""
    return _Reader(grid, placing, section).read()


def all_cells(grid: Grid) -> Imported:
    """The values of a table that says nothing about their places, in reading order."""
    read = [bullets(spread(cell)) for row in grid for cell in row if not _RULE.fullmatch(cell)]
    return Imported(
        tuple(text for each in read for text in each.texts),
        sum(each.refused for each in read),
        sum(each.too_long for each in read),
    )


_TAGS = re.compile(r"(?i)</?(?:ul|ol|li|p|br|div)\b[^<>]*>")


def spread(cell: str) -> str:
    """The content of a cell with a line for each value: list tags go."""
    return _TAGS.sub("\n", cell) if "<" in cell else cell


class _Reader:
    """One pass over a table, from its captions to its last row."""

    def __init__(self, grid: Grid, placing: Placing, section: Label) -> None:
        self._grid = [[acceptable(cell).text.strip() for cell in row] for row in grid]
        self._placing = placing
        self._heads: TableHeads | None = None
        self._section = section
        self._lead: Label | None = None
        self._captions: list[str] = []
        self._homeless: dict[str, int] = {}
        self._personal: dict[str, None] = {}

    def read(self) -> bool:
        """Place the values; false if nothing says where they belong."""
        at = 0
        while at < len(self._grid):
            row = self._grid[at]
            heads = heads_at(self._grid, at) or (
                _heads_of_labels(self._grid, at) if self._heads is None else None
            )
            if heads is not None and not self._is_less(heads):
                self._begin(heads)
                at += heads.lines
                continue
            at += 1
            if not any(row):
                self._lead = None
            elif all(not cell or _RULE.fullmatch(cell) for cell in row):
                continue
            elif self._heads is None or self._is_other(row) or self._is_caption(row, at):
                self._caption(row)
            else:
                self._values(self._heads, row, at)
        if self._heads is None:
            return False
        self._end()
        return True

    def _is_less(self, heads: TableHeads) -> bool:
        """Whether heads name fewer horizons than those above: “Less admin LT” is a value there."""
        above = self._heads.columns.values() if self._heads else ()
        found = {label.horizon for label in heads.columns.values() if label.horizon}
        return len(found) < len({label.horizon for label in above if label.horizon})

    def _is_other(self, row: Sequence[str]) -> bool:
        """Whether a row is text below a table: a sentence, or a line without any delimiter."""
        alone = len(row) == 1 and self._heads is not None and len(self._heads.names) > 1
        return _prose(row) or (alone and read_label(row[0]) is None)

    def _is_caption(self, row: Sequence[str], after: int) -> bool:
        """Whether a row stands alone above the heads of a further table."""
        if sum(map(bool, row)) != 1 or after == len(self._grid):
            return False
        heads = heads_at(self._grid, after)
        return heads is not None and not self._is_less(heads)

    def _caption(self, row: Sequence[str]) -> None:
        """Keep a line above or between tables: a title, or the name of what follows."""
        texts = list(dict.fromkeys(cell for cell in row if cell))
        fact = fact_of(": ".join(texts[:2])) if len(texts) == 2 else None
        label = read_label(texts[0]) if len(texts) == 1 else None
        if fact is not None:
            self._placing.set_fact(*fact)
            return
        if label is not None:
            self._section = label
        elif self._heads is None:
            self._captions += texts
        elif tidy(texts[0]) != self._placing.facts.title:
            self._other(texts)

    def _begin(self, heads: TableHeads) -> None:
        """Start a table; the caption right above the first one is the title."""
        if self._heads is None:
            title = self._captions.pop() if self._captions else ""
            if len(title) > _LONGEST_TITLE or "\n" in title or title.endswith((":", ".")):
                self._captions.append(title)
                title = ""
            self._placing.title(tidy(title))
        self._other(self._captions)
        self._captions = []
        self._heads = heads
        self._lead = None
        for label in heads.columns.values():
            self._placing.name_horizon(label)
        self._personal |= dict.fromkeys(
            name
            for column, name in enumerate(heads.names)
            if name and column not in heads.columns and column not in heads.leads
            if is_personal(name)
        )

    def _other(self, texts: Sequence[str]) -> None:
        """Texts outside the cells: list entries are values without a place, the rest is told."""
        for text in texts:
            read = bullets(text)
            marked = " ".join(read.texts) != tidy(text)
            if marked and len(text) <= _LONGEST_TITLE and text[-1:] not in ".:":
                self._placing.lot += self._placing.take(read)
            else:
                self._placing.leave_out(tidy(text))

    def _values(self, heads: TableHeads, row: Sequence[str], after: int) -> None:
        lead = self._row_label(heads, row)
        empty = not any(cell for column, cell in enumerate(row) if column not in heads.leads)
        if self._section.parked and empty and any(row) and (lead is None or not lead.says_where):
            self._placing.lot += listed_values(self._placing, self._lines(" ".join(row)))
            return
        if lead is not None and empty:
            if lead.parked or (self._section.parked and lead.audience):
                self._section = lead
            elif self._is_section(heads, lead, after):
                self._section = Label(lead.audience)
            elif not lead.horizon and not any(each.audience for each in heads.columns.values()):
                self._placing.row(lead.within(self._section))
            return
        for column, cell in enumerate(row):
            if not cell or column in heads.leads or is_placeholder(cell):
                continue
            label = heads.columns.get(column)
            if label is None:
                self._without_head(heads, column, cell)
                continue
            place = label.within(lead) if lead is not None else label
            place = place.within(self._section)
            self._placing.add(place, listed_values(self._placing, self._lines(cell)))

    def _lines(self, cell: str) -> list[str]:
        return spread(cell).split("\n")

    def _row_label(self, heads: TableHeads, row: Sequence[str]) -> Label | None:
        """What the first columns of a row name; the row above when they are empty."""
        cells = [row[column] for column in heads.leads if column < len(row) and row[column]]
        if not cells:
            return self._lead
        lead = Label()
        persona = ""
        for cell in cells:
            name, persona = _name_and_persona(cell)
            label = read_label(name) or Label(name=without_emphasis(name))
            said = label.audience and not label.horizon and not generic_audience(label.name)
            if self._section.audience and said:
                # Below the heading of an audience it can only be a name.
                label = Label(name=without_emphasis(name))
            if label.name and generic_audience(label.name) is None:
                lead = lead._replace(name=label.name)
            lead = label.within(lead) if not lead.name else lead.within(label)
        self._lead = lead
        if persona and (lead.name or lead.audience):
            self._placing.set_row(lead.within(self._section), persona=persona)
        return lead

    def _is_section(self, heads: TableHeads, lead: Label, at: int) -> bool:
        """Whether a row without values is the heading of rows of its audience."""
        if lead.audience in (None, self._section.audience) or not generic_audience(lead.name):
            return False
        for row in self._grid[at:]:
            if any(row):
                cells = [row[column] for column in heads.leads if column < len(row)]
                label = read_label(cells[0]) if cells else None
                named = label is None or label.audience in (None, lead.audience)
                return bool(cells and cells[0]) and named
        return False

    def _without_head(self, heads: TableHeads, column: int, cell: str) -> None:
        name = heads.names[column] if column < len(heads.names) else ""
        if name in self._personal:
            return
        values = self._placing.take(bullets(spread(cell)))
        self._placing.lot += values
        self._homeless[name] = self._homeless.get(name, 0) + len(values)

    def _end(self) -> None:
        for name, count in self._homeless.items():
            where = f"under {quote(name)}" if name else "in columns without a head"
            if count:
                self._placing.remark(f"{plural(count, 'value')} {where} went to the parking lot.")
        if self._personal:
            names = ", ".join(map(quote, self._personal))
            self._placing.remark(f"Columns that hold no values were left out: {names}.")


def heads_at(grid: Grid, at: int) -> TableHeads | None:
    """The heads of a table that begins at this row, if one does."""
    first = _labels(grid[at])
    if _name_horizons(first):
        return _heads(grid[at], first)
    if _horizons_below(grid, at):
        # Horizons are down the first column, audiences or rows across.
        columns = {
            column: first.get(column) or Label(name=tidy(cell))
            for column, cell in enumerate(grid[at])
            if cell and column
        }
        return TableHeads(columns, (0,), tuple(grid[at])) if columns else None
    if not any(label.audience for column, label in first.items() if column):
        return None
    if at + 1 < len(grid):
        second = _labels(grid[at + 1])
        if _name_horizons(second) and not any(label.audience for label in second.values()):
            return _two_lines(grid[at], first, grid[at + 1], second)
    return None


def _horizons_below(grid: Grid, at: int) -> bool:
    """Whether the rows below begin with both horizons, and this one does with none."""
    rows = [row for row in grid[at : at + 5] if any(row)][:3]
    labels = [read_label(row[0]) for row in rows]
    below = {label.horizon for label in labels[1:] if label and not label.audience}
    return len(rows) == 3 and len(rows[0]) > 1 and below >= set(HORIZONS) and labels[0] is None


def _name_and_persona(cell: str) -> tuple[str, str]:
    """The name of a row, and the sentence about its people that may stand below it."""
    first, _, rest = cell.replace("\v", "\n").partition("\n")
    if rest and (len(rest) > _LONG_NAME or rest.endswith(".")):
        return tidy(first), tidy(rest)
    return tidy(cell), ""


def _labels(row: Sequence[str]) -> dict[int, Label]:
    """The columns of a row that name something."""
    cells = {column: cell for column, cell in enumerate(row) if cell and "\n" not in cell}
    strict = {column: read_label(cell) for column, cell in cells.items()}
    labels = {column: label for column, label in strict.items() if label is not None}
    asked = {
        column: label
        for column, cell in cells.items()
        if (label := read_question(cell)) is not None
    }
    both = {label.horizon for label in asked.values()} >= set(HORIZONS)
    return asked if both else labels


def _name_horizons(labels: dict[int, Label]) -> bool:
    """Whether these are heads: a horizon in the first column alone is the name of a row."""
    horizons = {label.horizon for label in labels.values()} - {None}
    return len(horizons) == 2 or any(label.horizon for column, label in labels.items() if column)


def _heads(row: Sequence[str], labels: dict[int, Label], lines: int = 1) -> TableHeads:
    columns = {column: label for column, label in labels.items() if label.horizon}
    first = min(columns)
    leads: tuple[int, ...] = tuple(
        column
        for column in range(first)
        if not is_personal(row[column] if column < len(row) else "")
    )
    if all(label.audience for label in columns.values()):
        leads = ()
    return TableHeads(columns, leads, tuple(row), lines)


def _two_lines(
    upper: Sequence[str], over: dict[int, Label], row: Sequence[str], under: dict[int, Label]
) -> TableHeads:
    """Heads in two lines: audiences or rows above, each across the horizons below."""
    columns: dict[int, Label] = {}
    for column, label in under.items():
        names = [at for at in range(column + 1) if at < len(upper) and upper[at]]
        name = names[-1] if names else None
        above = Label() if name is None else over.get(name) or Label(name=tidy(upper[name]))
        columns[column] = label.within(above)
    names_of = tuple(row[at] or (upper[at] if at < len(upper) else "") for at in range(len(row)))
    return _heads(names_of, columns, 2)


def _heads_of_labels(grid: Grid, at: int) -> TableHeads | None:
    """Heads for a table without any, whose first column names audiences or horizons."""
    if len(grid[at]) < 2 or not any(grid[at]):
        return None
    rows: list[Sequence[str]] = []
    labels: list[Label] = []
    # Up to the first row that says nothing: this is asked again at each row.
    for number in range(at, len(grid)):
        row = grid[number]
        if len(row) > 1 and any(row):
            label = read_label(row[0]) if row[0] else None
            if label is None or not label.says_where:
                return None
            rows.append(row)
            labels.append(label)
    width = max(len(row) for row in rows)
    columns: dict[int, Label] = {column: Label() for column in range(1, width)}
    if width == 3 and not any(label.horizon for label in labels):
        # The template's own columns.
        columns = {1: Label(horizon=HORIZONS[0]), 2: Label(horizon=HORIZONS[1])}
    return TableHeads(columns, (0,), ("",) * width, 0)


def is_personal(head: str) -> bool:
    """Whether a column with this head says who answered or when."""
    return " ".join(re.findall(r"[^\W_]+", fold(head))) in _PERSONAL


def _prose(row: Sequence[str]) -> bool:
    """Whether a row is a sentence below a table, not the name of a row."""
    text = re.split("[\n\v]", row[0])[0]
    return not any(row[1:]) and (len(text) > _LONGEST_TITLE or text[-1:] in (".", ":"))

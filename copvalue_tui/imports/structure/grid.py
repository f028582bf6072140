"""Tables of cells whose heads or first column say where the values belong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copvalue_tui.imports.formats.bullets import bullets
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.marks import without_emphasis
from copvalue_tui.imports.structure.details import fact_of, is_placeholder
from copvalue_tui.imports.structure.heads import (
    Grid,
    TableHeads,
    heads_at,
    heads_beside_horizons,
    heads_of_labels,
    is_personal,
)
from copvalue_tui.imports.structure.labels import Label, generic_audience, read_label
from copvalue_tui.imports.structure.lists import listed_values
from copvalue_tui.imports.structure.placing import Placing
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.text.sentences import plural, quote
from copvalue_tui.matrix.values import HORIZONS

_RULE = re.compile(r"\s*:?[-=_]{2,}:?\s*")
_LONGEST_TITLE = 120
_LONG_NAME = 40
"""A second line of more letters is no part of a row's name."""


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
        """Place the values; false if nothing says where they belong.

        Words that only look like heads, and have nothing below them, are values themselves.
        """
        at, before = 0, self._placing.size
        while at < len(self._grid):
            row = self._grid[at]
            heads = self._heads_at(at)
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
        if self._heads is None or (self._placing.size == before and self._is_half(self._heads)):
            return False
        self._end()
        return True

    def _is_half(self, heads: TableHeads) -> bool:
        """Whether heads name one horizon alone, beside words that name no place."""
        others = (read_label(name) for name in heads.names if name and not is_personal(name))
        horizons = {label.horizon for label in heads.columns.values()}
        return len(horizons) < len(HORIZONS) and None in others

    def _heads_at(self, at: int) -> TableHeads | None:
        """The heads that begin at this row; a table without any stays one to its end."""
        if self._heads is None and _fact_in(self._grid[at]) is None:
            found = heads_beside_horizons(self._grid, at) or heads_at(self._grid, at)
            return found or heads_of_labels(self._grid, at)
        return heads_at(self._grid, at) if self._heads and self._heads.lines else None

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
        fact = _fact_in(row)
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
                parked = label is not None and label.parked
                return bool(cells and cells[0]) and named and not parked
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


def _name_and_persona(cell: str) -> tuple[str, str]:
    """The name of a row, and the sentence about its people that may stand below it."""
    first, _, rest = cell.replace("\v", "\n").partition("\n")
    if rest and (len(rest) > _LONG_NAME or rest.endswith(".")):
        return tidy(first), tidy(rest)
    return tidy(cell), ""


def _fact_in(row: Sequence[str]) -> tuple[str, str] | None:
    """The fact of the community that a row says: its label in one cell, the words in another."""
    texts = list(dict.fromkeys(cell for cell in row if cell))
    return fact_of(": ".join(texts)) if len(texts) == 2 else None


def _prose(row: Sequence[str]) -> bool:
    """Whether a row is a sentence below a table, not the name of a row."""
    text = re.split("[\n\v]", row[0])[0]
    return not any(row[1:]) and (len(text) > _LONGEST_TITLE or text[-1:] in (".", ":"))

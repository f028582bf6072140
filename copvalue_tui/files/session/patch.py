"""Make the next text of a session file, table by table, from the last text and the new matrix."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol, TypeVar

from copvalue_tui.files.session import cells, document
from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.align import (
    CellPair,
    TableRow,
    entry_origins,
    reheaded,
    review_origins,
    row_number,
    row_origins,
    table_row,
    value_origins,
)
from copvalue_tui.files.session.cells import Slot
from copvalue_tui.files.session.document import Document
from copvalue_tui.files.session.field_reader import FieldReader
from copvalue_tui.files.session.keys import Key, Record
from copvalue_tui.files.toml import arrays, tables
from copvalue_tui.files.toml import render as rendering
from copvalue_tui.files.toml.arrays import ArrayEntry
from copvalue_tui.files.toml.parse import Table
from copvalue_tui.matrix.diff.pairing import PARKING, Pairing, cell_number
from copvalue_tui.matrix.values import Action, Matrix, Review, Row, Value

_Entry = TypeVar("_Entry", str, Action)
_Where = tuple[str, int, str]
"""A table or "" for the top, its index in the new matrix, and a key."""
_CELLS = tuple(key for key in fields.ROW if key.form == "cell")
"""In the order of the columns."""
_INLINE = -(10**9)
"""The column of an array inside braces: it always stays on one line."""


class OldTable(NamedTuple):
    """A table as it is in a text."""

    home: str
    """The array of tables that it is in."""
    record: Row | Review
    text: str
    raw: Table
    """As parsed."""


class LostText(Protocol):
    """Finds values and tables in earlier texts that the last text no longer has."""

    def entry(self, value: Value, row: str, key: str) -> ArrayEntry | None:
        """The entry of a restored value, for this row and cell or elsewhere."""

    def table(self, name: str, record: Row | Review, inline: bool) -> OldTable | None:
        """The restored table; `inline`: in braces, as its neighbours are."""


class NothingLost:
    """No earlier text is known."""

    def entry(self, value: Value, row: str, key: str) -> ArrayEntry | None:
        """No entry."""
        return None

    def table(self, name: str, record: Row | Review, inline: bool) -> OldTable | None:
        """No table."""
        return None


NOTHING_LOST = NothingLost()


@dataclass(slots=True)
class _Draft:
    """The state while one text is made."""

    sheet: Document
    before: Table
    """The tables of the text now."""
    old: Matrix
    new: Matrix
    lost: LostText
    pairing: Pairing
    origins: dict[TableRow, TableRow] = field(default_factory=dict)
    """New table → the old one whose lines it keeps."""
    texts: dict[str, dict[int, str]] = field(default_factory=dict)
    """The text of each old table."""
    cells: dict[_Where, str] = field(default_factory=dict)
    """The new text of each cell that changed."""
    back: dict[tuple[str, int], OldTable] = field(default_factory=dict)
    """Each table restored from an earlier text."""

    def origin(self, name: str, at: int) -> OldTable | None:
        """The old version of this table; None if it is new."""
        if (name, at) not in self.origins:
            return self.back.get((name, at))
        home, place = self.origins[name, at]
        record = fields.records_of(self.old, home)[place]
        return OldTable(home, record, self.texts[home][place], raw_table(self.before, home, place))


def drafted(
    text: str, before: Table, old: Matrix, new: Matrix, lost: LostText = NOTHING_LOST
) -> str:
    """The text with the matrix `new` in place of `old`.

    `before` are the tables of the text, which must end with a line break. Restored values look as
    they did in the earlier texts that `lost` knows.

    Raises:
        Unscanned: The text is written in a way that cannot be edited.
    """
    draft = _Draft(document.split_document(text), before, old, new, lost, Pairing(old, new))
    for name in fields.TABLES:
        if fields.records_of(old, name) != fields.records_of(new, name):
            draft.sheet = document.gathered(draft.sheet, name)
        draft.texts[name] = table_texts(draft.sheet, name)
    draft.origins = row_origins(draft.pairing, draft.texts)
    for at, origin in enumerate(review_origins(old.reviews, new.reviews)):
        if origin is not None:
            draft.origins["reviews", at] = ("reviews", origin)
    _find_lost_tables(draft)
    _fill_cells(draft)
    for name in fields.TABLES:
        _draft_tables(draft, name)
    _draft_top(draft)
    return draft.sheet.text


def _find_lost_tables(draft: _Draft) -> None:
    for name in fields.TABLES:
        inline = _is_array(draft, name)
        for at, record in enumerate(fields.records_of(draft.new, name)):
            if draft.origin(name, at) is None:
                found = draft.lost.table(name, record, inline)
                if found is not None:
                    draft.back[name, at] = found


def _is_array(draft: _Draft, name: str) -> bool:
    """Whether these tables are in braces in an array."""
    return any(map(tables.is_inline, draft.texts[name].values()))


def table_texts(sheet: Document, name: str) -> dict[int, str]:
    """The text of each table of one array, with headers or in braces."""
    spot = tables.spots(sheet.top).get(name)
    if spot is None:
        return document.texts(sheet, name)
    array = arrays.split_array(sheet.top[spot.first : spot.last])
    return {at: entry.literal for at, entry in enumerate(array.entries)}


def raw_table(tables: Table, name: str, at: int) -> Table:
    """A table of an array as parsed."""
    array = tables.get(name)
    raw = array[at] if isinstance(array, list) else None
    return raw if isinstance(raw, dict) else {}


@dataclass(slots=True)
class _Changing:
    """The cells that change."""

    slots: list[Slot[Value]] = field(default_factory=list)
    pairs: list[CellPair] = field(default_factory=list)
    places: list[_Where] = field(default_factory=list)

    def add(self, slot: Slot[Value], pair: CellPair, place: _Where) -> None:
        """Add one."""
        self.slots.append(slot)
        self.pairs.append(pair)
        self.places.append(place)


def _fill_cells(draft: _Draft) -> None:
    """The new texts of all changed cells; made together, because values move between them."""
    changing = _Changing()
    for row in range(len(draft.new.rows)):
        _add_cells(draft, changing, row)
    stays = set(draft.origins.values())
    for row in range(len(draft.old.rows)):
        name, at = table_row(draft.old, row)
        for column, key in enumerate(_CELLS if (name, at) not in stays else ()):
            slot = _slot(draft.texts[name][at], raw_table(draft.before, name, at), key, ())
            changing.add(slot, CellPair(cell_number(row, column)), (name, -1, key.name))
    if draft.old.parking_lot != draft.new.parking_lot:
        slot = _slot(draft.sheet.top, draft.before, fields.TOP[-1], draft.new.parking_lot)
        changing.add(slot, CellPair(PARKING, PARKING), ("", 0, "parking_lot"))
    places = changing.places

    def fresh(number: int, value: Value) -> ArrayEntry | None:
        name, at, key = places[number]
        row = fields.records_of(draft.new, name)[at] if name else None
        return draft.lost.entry(value, row.name if isinstance(row, Row) else "", key)

    origins = value_origins(draft.pairing, changing.pairs)
    said = cells.rewritten(changing.slots, cells.VALUES, origins, fresh)
    draft.cells = {place: cell for place, cell in zip(places, said, strict=True) if place[1] >= 0}


def _add_cells(draft: _Draft, changing: _Changing, row: int) -> None:
    """Add the cells of a new row that differ from the old one."""
    name, at = table_row(draft.new, row)
    origin, home = draft.origin(name, at), draft.origins.get((name, at))
    for column, key in enumerate(_CELLS):
        cell, number = _cell(draft.new.rows[row], key), cell_number(row, column)
        was = () if origin is None else _cell(origin.record, key)
        if origin is None:
            slot, pair = Slot((), cell, column=len(key.name) + 3), CellPair(new=number)
        elif cell == was:
            continue
        else:
            slot = _slot(origin.text, origin.raw, key, cell)
            pair = CellPair(new=number, back=was)
            if home is not None:
                pair = CellPair(cell_number(row_number(draft.old, home), column), number)
        changing.add(slot, pair, (name, at, key.name))


def _cell(record: Record, key: Key) -> tuple[Value, ...]:
    raw_entries = fields.field(record, key)
    return (
        tuple(entry for entry in raw_entries if isinstance(entry, Value))
        if isinstance(raw_entries, tuple)
        else ()
    )


def _slot(text: str, raw: Table, key: Key, new: tuple[Value, ...]) -> Slot[Value]:
    old = FieldReader().cell(raw, key.name, ())
    literal, column, margin = array_text(text, raw, key)
    return Slot(old, new, literal, column, margin, column != _INLINE)


def array_text(text: str, raw: Table, key: Key) -> tuple[str, int, str]:
    """An array as it is in the text, its column, and the indentation of its line."""
    inline = tables.is_inline(text)
    spot = tables.spots(text).get(key.name)
    if spot is None:
        found = raw.get(key.name)
        literals = [rendering.plain(entry) for entry in found] if isinstance(found, list) else []
        over = tables.remarks_over(text, key.name) if key is not fields.TOP[-1] else []
        if literals and len(over) == len(literals):
            # Values that were tables with headers become entries, below their comments.
            indented = (
                f"{above}{rendering.INDENT}{said},\n"
                for above, said in zip(over, literals, strict=True)
            )
            return "[\n" + "".join(indented) + "]", 0, ""
        return rendering.array(literals, 0, True), _INLINE if inline else len(key.name) + 3, ""
    literal = text[spot.first : spot.last]
    if inline:
        return literal, _INLINE, ""
    return literal, spot.first - spot.start, tables.margin(text, spot.first)


def _draft_tables(draft: _Draft, name: str) -> None:
    """Write the rows or the reviews in the form that the file uses."""
    old, new = fields.records_of(draft.old, name), fields.records_of(draft.new, name)
    if old == new:
        return
    spot = tables.spots(draft.sheet.top).get(name)
    literal = draft.sheet.top[spot.first : spot.last] if spot is not None else "[]"
    array = arrays.split_array(literal)
    order: document.Order = []
    for at in range(len(new)):
        origin, home = draft.origin(name, at), draft.origins.get((name, at))
        if origin is None:
            order.append((None, _new_table(draft, name, at, bool(array.entries))))
        else:
            place = home[1] if home is not None and home[0] == name else None
            order.append((place, _changed_table(draft, name, at, origin)))
    if spot is None:
        draft.sheet = document.arranged(draft.sheet, name, order)
    elif not array.entries:
        top = tables.with_field(draft.sheet.top, name, None, fields.TOP_NAMES)
        draft.sheet = document.arranged(replace(draft.sheet, top=top), name, order)
    else:
        placed = [
            (
                at,
                ArrayEntry(text, stay="", own="")
                if at is None
                else replace(array.entries[at], literal=text),
            )
            for at, text in order
        ]
        said = arrays.rebuilt(array, placed, spot.first - spot.start, long=False)
        top = tables.with_field(draft.sheet.top, name, said, fields.TOP_NAMES)
        draft.sheet = replace(draft.sheet, top=top)


def _changed_table(draft: _Draft, name: str, at: int, origin: OldTable) -> str:
    home, old, text, raw = origin
    new = fields.records_of(draft.new, name)[at]
    if old != new:
        said = {place[2]: cell for place, cell in draft.cells.items() if place[:2] == (name, at)}
        text = _changed(text, raw, (old, new), fields.keys_of(name), said)
    return text if home == name else reheaded(text, home, name)


def _changed(
    text: str,
    raw: Table,
    records: tuple[Record, Record],
    keys: Sequence[Key],
    said: dict[str, str],
) -> str:
    """One table's text, with the fields changed that differ between the two records."""
    old, new = records
    names = [key.name for key in keys] if keys is not fields.TOP else fields.TOP_NAMES
    for key in keys:
        was, now = fields.field(old, key), fields.field(new, key)
        if was == now:
            continue
        where = tables.spots(text)
        if key.name in said:
            literal: str | None = said[key.name]
            if keys is not fields.TOP and key.name not in where and raw.get(key.name):
                text = tables.without_tables(text, key.name)
        elif isinstance(now, tuple):
            literal = _changed_array(text, raw, key, now)
            if key.form == "actions" and key.name not in where:
                text = tables.without_tables(text, key.name)
        elif isinstance(now, str) and key.name in where:
            spot = where[key.name]
            literal = rendering.restyled(text[spot.first : spot.last], now)
        else:
            literal = rendering.plain(now) if now is not None else None
        if not now and not key.always and (not isinstance(now, tuple) or literal == "[]"):
            literal = None
        text = tables.with_field(text, key.name, literal, names)
    return text


def _changed_array(text: str, raw: Table, key: Key, new: tuple[fields.Entry, ...]) -> str:
    if key.form == "actions":
        actions = [entry for entry in new if isinstance(entry, Action)]
        return _rewritten(text, raw, key, FieldReader().actions(raw, ()), actions, cells.ACTIONS)
    texts = [str(entry) for entry in new]
    return _rewritten(text, raw, key, FieldReader().texts(raw, key.name, ()), texts, cells.TEXTS)


def _rewritten(
    text: str,
    raw: Table,
    key: Key,
    old: Sequence[_Entry | None],
    new: Sequence[_Entry],
    spelling: cells.Spelling[_Entry],
) -> str:
    literal, column, margin = array_text(text, raw, key)
    known = [entry for entry in old if entry is not None]
    entries = entry_origins(known, new, spelling.text_of)
    origins = [None if entry is None else (0, entry) for entry in entries]
    slot = Slot(old, new, literal, column, margin, key.long and column != _INLINE)
    return cells.rewritten([slot], spelling, [origins])[0]


def _new_table(draft: _Draft, name: str, at: int, inline: bool) -> str:
    record = fields.records_of(draft.new, name)[at]
    lines: list[str] = []
    for key in fields.keys_of(name):
        said = fields.field(record, key)
        if key.form == "cell" and not inline:
            lines.append(f"{key.name} = {draft.cells[name, at, key.name]}")
        elif key.always or fields.is_set(key, said):
            lines.append(f"{key.name} = {cells.field_literal(key, said, not inline)}")
    if inline:
        return "{ " + ", ".join(lines) + " }"
    return f"[[{name}]]\n" + "".join(f"{line}\n" for line in lines)


def _draft_top(draft: _Draft) -> None:
    """The pairs before the first header."""
    top = draft.sheet.top
    changed = {place[2]: cell for place, cell in draft.cells.items() if not place[0]}
    if "parking_lot" in changed and "parking_lot" not in tables.spots(top):
        draft.sheet = document.without_pieces(draft.sheet, "parking_lot")
        top = draft.sheet.top
    if not draft.before or _is_bare(draft):
        top = tables.with_field(top, "format", str(fields.FORMAT), fields.TOP_NAMES)
    top = _changed(top, draft.before, (draft.old, draft.new), fields.TOP, changed)
    draft.sheet = document.with_top(draft.sheet, top)


def _is_bare(draft: _Draft) -> bool:
    """Whether the text has nothing left that shows it is a matrix."""
    named = {"format", "members", "organizations"} & tables.spots(draft.sheet.top).keys()
    return not named and not draft.new.rows

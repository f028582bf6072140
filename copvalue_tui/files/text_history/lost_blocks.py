"""Find, in earlier texts of a file, what the file no longer has, and make the next text with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from copvalue_tui.files.session import cells, document
from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.field_reader import FieldReader
from copvalue_tui.files.session.patch import (
    OldTable,
    array_text,
    raw_table,
    table_texts,
)
from copvalue_tui.files.session.read import matrix_of, read
from copvalue_tui.files.session.write import write
from copvalue_tui.files.storage.encoding import Source
from copvalue_tui.files.text_history.history import TextHistory, row_word
from copvalue_tui.files.toml import arrays, tables
from copvalue_tui.files.toml.arrays import ArrayEntry
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.files.toml.parse import Table, parse
from copvalue_tui.files.toml.scan import Unscanned
from copvalue_tui.matrix.values import Matrix, Review, Row, Value


class _Entry(NamedTuple):
    """An entry of a cell in an earlier text."""

    row: str
    key: str
    value: Value
    entry: ArrayEntry


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An earlier text, cut into what can come back."""

    text: str
    tables: tuple[OldTable, ...]
    entries: tuple[_Entry, ...]


class LostBlocks:
    """Looks for the text of what comes back; each piece comes back once.

    A comment that still is in the text comes back to nobody: its value went on under other
    words.
    """

    def __init__(self, history: TextHistory, now: Source) -> None:
        self._now = now
        self._earlier = history.earlier
        self._sources = history.sources(now)
        self._texts: list[Source] = []
        self._sheets: dict[int, _Sheet] = {}
        self._remarks: Counter[str] = Counter()
        """Comments that came back."""
        self._taken: set[int] = set()

    def entry(self, value: Value, row: str, key: str) -> ArrayEntry | None:
        """The entry of a restored value, for this row and cell or elsewhere."""
        for sheet in self._with(value.text):
            found = [one for one in sheet.entries if one.value.text == value.text]
            found.sort(key=lambda one: (one.value != value, one.row != row, one.key != key))
            for one in found:
                if id(one) in self._taken or not self._free(one.entry.trivia, sheet):
                    continue
                self._take(id(one), one.entry.trivia)
                literal = one.entry.literal
                if one.value != value:
                    literal = cells.VALUES.again(literal, one.value, value)
                return replace(one.entry, literal=literal)
            if found:
                return None
        return None

    def table(self, name: str, record: Row | Review, inline: bool) -> OldTable | None:
        """The restored table; `inline`: in braces, as its neighbours are."""
        word = record.name if isinstance(record, Row) else str(record.date)
        for sheet in self._with(row_word(word)):
            found = [one for one in sheet.tables if one.record == record]
            for one in found:
                fits = tables.is_inline(one.text) == inline and (not inline or one.home == name)
                if id(one) not in self._taken and fits and self._free(one.text, sheet):
                    self._take(id(one), one.text)
                    return one
        return None

    def _with(self, word: str) -> Iterator[_Sheet]:
        """The earlier texts that were the last to have this, the latest first."""
        for number, earlier in enumerate(self._earlier):
            if word in earlier.gone:
                sheet = self._sheet(number)
                if sheet is None:
                    return
                yield sheet

    def _sheet(self, number: int) -> _Sheet | None:
        while len(self._texts) <= number:
            found = next(self._sources, None)
            if found is None:
                return None
            self._texts.append(found[1])
        if number not in self._sheets:
            self._sheets[number] = _cut(_ended_alike(self._texts[number], self._now))
        return self._sheets[number]

    def _free(self, text: str, sheet: _Sheet) -> bool:
        """Whether none of these comments is in the text still, as often as it did."""
        return all(
            self._now.text.count(remark) + self._remarks[remark] < sheet.text.count(remark)
            for remark in _remarks(text)
        )

    def _take(self, which: int, text: str) -> None:
        self._taken.add(which)
        self._remarks.update(_remarks(text))


def _remarks(text: str) -> list[str]:
    return [line[line.index("#") :].strip() for line in text.split("\n") if "#" in line]


def _ended_alike(source: Source, now: Source) -> str:
    """The text with line ends as the file has them now, and with its last one."""
    text = source.text
    if now.newline != "\n" or "\r\n" not in now.text:
        text = text.replace("\r\n", "\n")
    return text if text.endswith("\n") else text + "\n"


def _cut(text: str) -> _Sheet:
    try:
        raw = parse(text)
        matrix = matrix_of(raw, text)
        sheet = document.split_document(text)
        entries = list(_array_entries(sheet.top, raw, fields.TOP[-1], ""))
        found: list[OldTable] = []
        for name in fields.TABLES:
            texts = table_texts(document.gathered(sheet, name), name)
            for at, record in enumerate(fields.records_of(matrix, name)):
                table = OldTable(name, record, texts[at], raw_table(raw, name, at))
                found.append(table)
                if isinstance(record, Row):
                    for key in fields.ROW:
                        if key.form == "cell":
                            entries += _array_entries(table.text, table.raw, key, record.name)
    except (NotReadable, Unscanned, LookupError):
        return _Sheet(text, (), ())
    return _Sheet(text, tuple(found), tuple(entries))


def _array_entries(text: str, raw: Table, key: fields.Key, row: str) -> Iterator[_Entry]:
    literal, _, _ = array_text(text, raw, key)
    values = FieldReader().cell(raw, key.name, ())
    array = arrays.split_array(literal)
    if len(values) != len(array.entries):
        return
    for value, entry in zip(values, array.entries, strict=True):
        if value is not None:
            yield _Entry(row, key.name, value, entry)


def rewritten(source: Source, matrix: Matrix, history: TextHistory) -> Source:
    """The text of the file with the matrix in place of the one it says.

    Raises:
        CannotWrite: The text does not read, or no other would read back as this matrix.
    """
    if not history.earlier:
        return source._replace(text=write(matrix, source.text))
    known = _had_before(source, matrix, history)
    if known is not None:
        return source if _says(source, matrix) else known
    try:
        lost = LostBlocks(history, source)
        return source._replace(text=write(matrix, source.text, lost))
    except CannotWrite:
        # What was kept may be of no use; the rest is as safe to write as ever.
        return source._replace(text=write(matrix, source.text))


def _had_before(source: Source, matrix: Matrix, history: TextHistory) -> Source | None:
    """The last text that said this matrix, when only this program has written since."""
    run = list(takewhile(lambda earlier: earlier.ours, history.earlier))
    places = [at for at, earlier in enumerate(run) if earlier.matrix == matrix]
    if not places:
        return None
    for at, (_, found) in enumerate(history.sources(source)):
        if at == places[0]:
            return found if _says(found, matrix) else None
    return None


def _says(source: Source, matrix: Matrix) -> bool:
    try:
        return read(source.text) == matrix
    except NotReadable:
        return False

"""JSON: our own export with the session file's keys, lists of records, or texts under labels."""

from __future__ import annotations

import json
from collections.abc import Sequence

from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.plain import Builder, Plain, is_table, text_of
from copvalue_tui.imports.registry import CannotImport, Importer
from copvalue_tui.imports.structure.labels import Label, read_label
from copvalue_tui.imports.structure.placing import Placing
from copvalue_tui.imports.structure.records import COLUMNS, label_of, read_records
from copvalue_tui.matrix.fields.table import BY_NAME
from copvalue_tui.matrix.values import AUDIENCES

_LIKELY = 9
_DEEPEST = 50
_ROOTS = (*AUDIENCES, "parking_lot")


def read_json(text: str) -> Imported:
    """The values of a JSON text.

    Raises:
        CannotImport: It is no JSON, or there are no values in it.
    """
    try:
        found: object = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        raise CannotImport(f"It is no JSON{where}.") from None
    read = imported(found)
    if read.matrix == Imported().matrix and not read.texts:
        raise CannotImport("It is JSON, but there are no values in it.")
    return read


def imported(found: object) -> Imported:
    """The values in what JSON says, whatever its shape."""
    if is_table(found) and any(isinstance(found.get(root), list) for root in _ROOTS):
        builder = Builder()
        keys = {key: content for key, content in found.items() if key != "format"}
        matrix = builder.matrix(keys)
        return Imported(matrix=matrix, remarks=tuple(builder.remarks))
    if isinstance(found, list) and found and all(map(is_table, found)):
        return _records([each for each in found if is_table(each)])
    placing = Placing()
    _walk(placing, found, Label(), _DEEPEST)
    return placing.imported()


def _no_number(name: str) -> None:
    """NaN and Infinity are no numbers of anybody's matrix."""


def _records(tables: Sequence[Plain]) -> Imported:
    """One value from each table: our own, or in other words."""
    if all("text" in table and table.keys() <= COLUMNS for table in tables):
        placing, builder = Placing(), Builder()
        for table in tables:
            value = builder.value({key: table[key] for key in table if key in BY_NAME})
            if value is None:
                continue
            places = {key: text for key, text in table.items() if key not in BY_NAME}
            said = {key: text_of(text) for key, text in places.items() if isinstance(text, str)}
            placing.add(label_of(placing, said), (value,))
        placing.remarks += builder.remarks
        return placing.imported()
    heads = list(dict.fromkeys(key for table in tables for key in table))
    grid = [heads, *([_cell(table.get(head)) for head in heads] for table in tables)]
    read = read_records(grid)
    if read is not None:
        return read
    placing = Placing()
    for table in tables:
        _walk(placing, table, Label(), _DEEPEST)
    return placing.imported()


def _cell(found: object) -> str:
    if isinstance(found, list):
        return ", ".join(map(_cell, found))
    return "" if found is None else str(found)


def _walk(placing: Placing, found: object, label: Label, depth: int) -> None:
    """Values under keys that are labels or the names of rows."""
    if is_table(found) and isinstance(found.get("text"), str):
        builder = Builder()
        value = builder.value(found)
        placing.add(label, (value,) if value else ())
        placing.remarks += builder.remarks
    elif depth and is_table(found):
        for key, part in found.items():
            named = read_label(key) or Label(name=text_of(key))
            title = not label.says_where and key == "title" and isinstance(part, str)
            if title:
                placing.title(str(part))
            else:
                _walk(placing, part, named.within(label), depth - 1)
    elif depth and isinstance(found, list):
        for part in found:
            _walk(placing, part, label, depth - 1)
    elif isinstance(found, str):
        value = Builder().value(found)
        placing.add(label, (value,) if value else ())
    elif found is not None:
        placing.leave_out(str(found))


def _likeness(text: str) -> int:
    """Sure when it is JSON with values: what somebody pastes may begin with a bracket too."""
    if text.lstrip()[:1] not in ("{", "["):
        return 0
    try:
        found: object = json.loads(text)
        tables = [found] if is_table(found) else found
        if not isinstance(tables, list) or not all(map(is_table, tables)):
            return 0
        return _LIKELY if imported(found).matrix != Imported().matrix else 0
    except (ValueError, RecursionError):
        return 0


IMPORTER = Importer("json", (".json",), _likeness, read_json)

"""One field of a TOML table at a time: is it what the format says, and what is it in the model?"""

import math
from collections.abc import Sequence
from datetime import date, datetime, time

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.keys import Key
from copvalue_tui.files.toml import limits as guards
from copvalue_tui.files.toml.errors import Path, UnplacedComplaint, nearest, printable
from copvalue_tui.files.toml.parse import Table
from copvalue_tui.matrix.fields.table import BY_NAME, with_contents
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.text.sentences import join
from copvalue_tui.matrix.values import Value


class FieldReader:
    """Reads fields of tables and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.findings: list[UnplacedComplaint] = []

    def wrong(self, path: Path, found: object, message: str) -> None:
        """Keep one complaint; the reading goes on."""
        self.findings.append(UnplacedComplaint(path, spelled(found), message))

    def text(self, table: Table, name: str, path: Path) -> str:
        """A string on one line; empty when it is not there."""
        found = table.get(name)
        if found is None:
            return ""
        if not isinstance(found, str):
            self.wrong((*path, name), found, f"{a_kind(found)} stands here; a text is expected.")
            return ""
        return self._tidied(found, (*path, name))

    def texts(self, table: Table, name: str, path: Path) -> list[str | None]:
        """An array of strings, each on one line; None for each that is blank."""
        array = self.array(table, name, path)
        texts: list[str | None] = []
        for at, found in enumerate(array):
            if isinstance(found, str):
                texts.append(self._tidied(found, (*path, name, at)) or None)
            else:
                said = f"{a_kind(found)} stands here; a text is expected."
                self.wrong((*path, name, at), found, said)
        return texts

    def cell(self, table: Table, name: str, path: Path) -> Sequence[Value | None]:
        """An array of values; None for each that is blank."""
        array = self.array(table, name, path)
        return [self.value(found, (*path, name, at)) for at, found in enumerate(array)]

    def value(self, found: object, path: Path) -> Value | None:
        """One value, or None when it is blank or wrong."""
        if isinstance(found, str):
            text = self._tidied(found, path)
            return Value(text) if text else None
        if not isinstance(found, dict):
            said = f"{a_kind(found)} stands here; a value is a text or {{ text = … }}."
            self.wrong(path, found, said)
            return None
        if "text" not in found:
            near = next((key for key in found if nearest(str(key), ["text"])), "")
            hint = f"; did you mean it by “{printable(near)}”?" if near else "."
            self.wrong(path, found, f"this value has no “text”{hint}")
        contents = {key.name: self._content(found, key, path) for key in fields.VALUE}
        value = with_contents(Value("?"), contents)
        return value if isinstance(found.get("text"), str) and one_line(found["text"]) else None

    def day(self, table: Table, name: str, path: Path) -> date | None:
        """A local date, or None when it is not there."""
        found = table.get(name)
        if found is None:
            return None
        if isinstance(found, date) and not isinstance(found, datetime):
            return found
        hint = "a date is expected, such as 2027-03-01"
        hint += ", without quotes." if isinstance(found, str) else "."
        self.wrong((*path, name), found, f"{a_kind(found)} stands here; {hint}")
        return None

    def array(self, table: Table, name: str, path: Path) -> list[object]:
        """An array; empty when it is not there."""
        found = table.get(name)
        if found is None:
            return []
        if isinstance(found, list):
            return found
        said = f"{a_kind(found)} stands here; a list in [ ] is expected."
        self.wrong((*path, name), found, said)
        return []

    def _content(self, table: Table, key: Key, path: Path) -> object:
        """What stands under a key of a value, or of one of its tables."""
        match key.form:
            case "word":
                return self._word(table, key, path)
            case "count":
                return self._count(table, key, path)
            case "number":
                return self._number(table, key, path)
            case "date":
                return self.day(table, key.name, path)
            case "table":
                return self._parts(table, key, path)
        return self.text(table, key.name, path)

    def _tidied(self, text: str, path: Path) -> str:
        if len(text) > guards.TEXT:
            said = f"this text has {len(text):,} characters, and the limit is {guards.TEXT:,}."
            self.findings.append(UnplacedComplaint(path, printable(text), said, "too-large"))
        return one_line(text)

    def _word(self, table: Table, key: Key, path: Path) -> str:
        found = table.get(key.name)
        if found is None:
            return key.default
        if isinstance(found, str) and found in key.words:
            return found
        if not isinstance(found, str):
            said = f"{a_kind(found)} stands here; one of {join(key.words, 'or')} is expected."
        else:
            near = nearest(found, key.words)
            hint = f"did you mean “{near}”?" if near else f"it is one of {join(key.words, 'or')}."
            said = f"“{printable(found)}” is not a {key.noun}; {hint}"
        self.wrong((*path, key.name), found, said)
        return key.default

    def _count(self, table: Table, key: Key, path: Path) -> int:
        found = table.get(key.name, 0)
        if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= fields.VOTES:
            return found
        what = spelled(found) if type(found) is int else a_kind(found)
        said = f"{what} stands here; a whole number from 0 up is expected."
        self.wrong((*path, key.name), found, said)
        return 0

    def _number(self, table: Table, key: Key, path: Path) -> float | None:
        found = table.get(key.name)
        if found is None:
            return None
        if isinstance(found, int | float) and not isinstance(found, bool):
            if abs(found) <= fields.VOTES if isinstance(found, int) else math.isfinite(found):
                return found
            self.wrong((*path, key.name), found, "this number cannot be a figure.")
            return None
        said = f"{a_kind(found)} stands here; a number is expected."
        self.wrong((*path, key.name), found, said)
        return None

    def _parts(self, table: Table, key: Key, path: Path) -> object:
        """A table with parts, as the model has it, or None when it is not there or wrong."""
        found = table.get(key.name)
        if found is None:
            return None
        where = (*path, key.name)
        if not isinstance(found, dict):
            said = f"{a_kind(found)} stands here; a table in {{ }} is expected."
            self.wrong(where, found, said)
            return None
        parts = {part.name: self._content(found, part, where) for part in key.parts}
        missing = [part.name for part in key.parts if part.always and not parts[part.name]]
        for name in missing:
            if name not in found or isinstance(found[name], str):
                self.wrong(where, found, f"this {key.noun} has no “{name}”.")
        return None if missing else BY_NAME[key.name].made(parts)


def a_kind(found: object) -> str:
    """What kind of TOML value this is, with its article."""
    # A bool is an int and a date with a time is a date, so the order counts.
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (str, "a text"),
        (bool, "true or false"),
        ((int, float), "a number"),
        (datetime, "a date with a time"),
        (date, "a date"),
        (time, "a time"),
        (list, "a list"),
        (dict, "a table"),
    )
    return next((words for kind, words in kinds if isinstance(found, kind)), "something else")


def spelled(found: object) -> str:
    """What stands in the file, short enough for a complaint; empty for whole lists and tables."""
    if isinstance(found, str):
        return printable(found)
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int) and abs(found) > fields.VOTES:
        return "a very large number"
    return "" if isinstance(found, list | dict) else printable(str(found))

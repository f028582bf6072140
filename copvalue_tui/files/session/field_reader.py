"""Check the fields of a TOML table one by one, and convert them to the model's types."""

import math
from collections.abc import Sequence
from datetime import date, datetime, time

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.keys import Key
from copvalue_tui.files.toml import limits as guards
from copvalue_tui.files.toml.errors import Path, UnplacedComplaint, nearest, printable
from copvalue_tui.files.toml.parse import Table
from copvalue_tui.matrix.fields.table import BY_NAME
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.text.sentences import join
from copvalue_tui.matrix.values import Action, Value


class FieldReader:
    """Reads the fields of tables and collects complaints."""

    def __init__(self) -> None:
        self.findings: list[UnplacedComplaint] = []

    def wrong(self, path: Path, raw: object, message: str) -> None:
        """Add a complaint and carry on."""
        self.findings.append(UnplacedComplaint(path, spelled(raw), message))

    def text(self, table: Table, name: str, path: Path) -> str:
        """A string on one line; empty if it is missing."""
        raw = table.get(name)
        if raw is None:
            return ""
        if not isinstance(raw, str):
            self.wrong((*path, name), raw, f"expected a text, found {a_kind(raw)}.")
            return ""
        return self._tidied(raw, (*path, name))

    def texts(self, table: Table, name: str, path: Path) -> list[str | None]:
        """An array of strings, each on one line; None for each that is blank."""
        array = self.array(table, name, path)
        texts: list[str | None] = []
        for at, raw in enumerate(array):
            if isinstance(raw, str):
                texts.append(self._tidied(raw, (*path, name, at)) or None)
            else:
                complaint = f"expected a text, found {a_kind(raw)}."
                self.wrong((*path, name, at), raw, complaint)
        return texts

    def cell(self, table: Table, name: str, path: Path) -> Sequence[Value | None]:
        """An array of values; None for each that is blank."""
        array = self.array(table, name, path)
        return [self.value(raw, (*path, name, at)) for at, raw in enumerate(array)]

    def value(self, raw: object, path: Path) -> Value | None:
        """One value, or None when it is blank or wrong."""
        if isinstance(raw, str):
            text = self._tidied(raw, path)
            return Value(text) if text else None
        if not isinstance(raw, dict):
            complaint = f"expected a text or {{ text = … }}, found {a_kind(raw)}."
            self.wrong(path, raw, complaint)
            return None
        if "text" not in raw:
            near = next((key for key in raw if nearest(str(key), ["text"])), "")
            hint = f"; is “{printable(near)}” a typo?" if near else "."
            self.wrong(path, raw, f"this value has no “text”{hint}")
        contents = {
            key.name: self._content(raw, key, path) for key in fields.VALUE if key.name in raw
        }
        # Made directly: replacing fields takes twice as long, and a portfolio has many thousands.
        return Value(**contents) if contents.get("text") else None  # type: ignore[arg-type]  # each was checked

    def actions(self, table: Table, path: Path) -> list[Action | None]:
        """The actions of a review, each a table or only its text; None for each that is blank."""
        array = self.array(table, "actions", path)
        return [self._action(raw, (*path, "actions", at)) for at, raw in enumerate(array)]

    def _action(self, raw: object, path: Path) -> Action | None:
        if isinstance(raw, str):
            text = self._tidied(raw, path)
            return Action(text) if text else None
        if not isinstance(raw, dict):
            self.wrong(path, raw, f"expected {{ what = … }}, found {a_kind(raw)}.")
            return None
        if "what" not in raw:
            self.wrong(path, raw, "this action has no “what”.")
        what, who, about = (self.text(raw, name, path) for name in ("what", "who", "about"))
        by, done = (self.day(raw, name, path) for name in ("by", "done"))
        return Action(what, who, by, done, about) if what else None

    def day(self, table: Table, name: str, path: Path) -> date | None:
        """A local date, or None if it is missing."""
        raw = table.get(name)
        if raw is None:
            return None
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        hint = "expected a date such as 2027-03-01"
        hint += " without quotes" if isinstance(raw, str) else ""
        self.wrong((*path, name), raw, f"{hint}, found {a_kind(raw)}.")
        return None

    def array(self, table: Table, name: str, path: Path) -> list[object]:
        """An array; empty if it is missing."""
        raw = table.get(name)
        if raw is None:
            return []
        if isinstance(raw, list):
            return raw
        complaint = f"expected a list in [ ], found {a_kind(raw)}."
        self.wrong((*path, name), raw, complaint)
        return []

    def _content(self, table: Table, key: Key, path: Path) -> object:
        """The content of a key of a value, or of one of its tables."""
        match key.form:
            case "text":
                return self.text(table, key.name, path)
            case "word":
                return self._word(table, key, path)
            case "count":
                return self.count(table, key.name, path)
            case "number":
                return self._number(table, key, path)
            case "date":
                return self.day(table, key.name, path)
        return self._parts(table, key, path)

    def _tidied(self, text: str, path: Path) -> str:
        if len(text) > guards.TEXT:
            complaint = f"this text has {len(text):,} characters, and the limit is {guards.TEXT:,}."
            self.findings.append(UnplacedComplaint(path, printable(text), complaint, "too-large"))
        return one_line(text)

    def _word(self, table: Table, key: Key, path: Path) -> str:
        raw = table.get(key.name)
        if raw is None:
            return key.default
        if isinstance(raw, str) and raw in key.words:
            return raw
        if not isinstance(raw, str):
            complaint = f"expected one of {join(key.words, 'or')}, found {a_kind(raw)}."
        else:
            near = nearest(raw, key.words)
            hint = f"did you mean “{near}”?" if near else f"it can be {join(key.words, 'or')}."
            complaint = f"“{printable(raw)}” is not a {key.noun}; {hint}"
        self.wrong((*path, key.name), raw, complaint)
        return key.default

    def count(self, table: Table, name: str, path: Path) -> int:
        """A whole number, 0 or more; 0 if it is missing."""
        raw = table.get(name, 0)
        if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= fields.VOTES:
            return raw
        what = spelled(raw) if type(raw) is int else a_kind(raw)
        complaint = f"expected a whole number, 0 or more, found {what}."
        self.wrong((*path, name), raw, complaint)
        return 0

    def _number(self, table: Table, key: Key, path: Path) -> float | None:
        raw = table.get(key.name)
        if raw is None:
            return None
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            if abs(raw) <= fields.VOTES if isinstance(raw, int) else math.isfinite(raw):
                return raw
            self.wrong((*path, key.name), raw, "this number is too large or not finite.")
            return None
        complaint = f"expected a number, found {a_kind(raw)}."
        self.wrong((*path, key.name), raw, complaint)
        return None

    def _parts(self, table: Table, key: Key, path: Path) -> object:
        """A table with parts as the model's type, or None if it is missing or wrong."""
        raw = table.get(key.name)
        if raw is None:
            return None
        where = (*path, key.name)
        if not isinstance(raw, dict):
            complaint = f"expected a table in {{ }}, found {a_kind(raw)}."
            self.wrong(where, raw, complaint)
            return None
        parts = {part.name: self._content(raw, part, where) for part in key.parts}
        missing = [part.name for part in key.parts if part.always and not parts[part.name]]
        for name in missing:
            if name not in raw or isinstance(raw[name], str):
                self.wrong(where, raw, f"this {key.noun} has no “{name}”.")
        return None if missing else BY_NAME[key.name].made(parts)


def a_kind(raw: object) -> str:
    """The TOML type in words, with an article."""
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
    return next((words for kind, words in kinds if isinstance(raw, kind)), "something else")


def spelled(raw: object) -> str:
    """The value as a complaint quotes it, shortened; empty for lists and tables."""
    if isinstance(raw, str):
        return printable(raw)
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, int) and abs(raw) > fields.VOTES:
        return "a very large number"
    return "" if isinstance(raw, list | dict) else printable(str(raw))

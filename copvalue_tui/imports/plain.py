"""Build the matrix's own types from plain lists and tables, such as JSON has."""

from __future__ import annotations

import math
import re
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from types import NoneType
from typing import TypeGuard, get_args, get_origin, get_type_hints

from copvalue_tui.imports.structure.details import today
from copvalue_tui.matrix.fields.indicator import typed_indicator
from copvalue_tui.matrix.fields.table import BY_NAME
from copvalue_tui.matrix.fields.typed import NotUnderstood
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import Indicator, Matrix, Value

Plain = dict[str, object]
_HALVES = re.compile("[\ud800-\udfff]")
_LARGEST = 2**63 - 1


def is_table(found: object) -> TypeGuard[Plain]:
    """Whether this is a table with names for its parts."""
    return isinstance(found, dict)


def text_of(found: str) -> str:
    """A text as a file can hold it: one line, no half characters."""
    return one_line(_HALVES.sub("\ufffd", found))


class Builder:
    """Builds records from the keys they know; what is left out is told in `remarks`."""

    def __init__(self) -> None:
        self.remarks: list[str] = []

    def matrix(self, found: Plain) -> Matrix:
        """A matrix from the keys of a session file."""
        made = self._record(Matrix, found)
        return made if isinstance(made, Matrix) else Matrix()

    def value(self, found: object) -> Value | None:
        """A value from its text or its keys; None if it has no text."""
        made = self._record(Value, {"text": found} if isinstance(found, str) else found)
        return made if isinstance(made, Value) and made.text else None

    def _record(self, kind: type, found: object) -> object:
        if not is_table(found):
            self._leave_out(kind.__name__.casefold(), found)
            return None
        contents: dict[str, object] = {}
        for name, content in found.items():
            if name not in _kinds(kind):
                self._say(f"There is no key {quote(name)} in a {kind.__name__.casefold()}.")
            elif content is not None:
                made = self._content(_kinds(kind)[name], name, content)
                if made is None:
                    self._leave_out(name, content)
                else:
                    contents[name] = made
        first = fields(kind)[0].name
        # A row without a name is legal; an indicator and a value need their first field.
        return kind(**{first: "", **contents} if kind is not Matrix else contents)

    def _content(self, kind: object, name: str, found: object) -> object:
        """The content of a field of this type; None if it cannot be one."""
        if get_origin(kind) is tuple:
            return self._list(get_args(kind)[0], name, found) if isinstance(found, list) else None
        choices = [each for each in get_args(kind) if each is not NoneType]
        if choices:
            return self._content(choices[0], name, found)
        if kind is str:
            return _text(name, found)
        if kind is int:
            return found if type(found) is int and 0 <= found <= _LARGEST else None
        if kind is float:
            return found if _is_number(found) else None
        if kind is date:
            return _day(found)
        if kind is Indicator:
            return self._indicator(found)
        return self._record(kind, found) if isinstance(kind, type) else None

    def _list(self, kind: object, name: str, found: list[object]) -> tuple[object, ...]:
        made: list[object] = []
        for each in found:
            part = self.value(each) if kind is Value else self._content(kind, name, each)
            if part is not None:
                made.append(part)
            elif each != "":
                self._leave_out(name, each)
        return tuple(made)

    def _indicator(self, found: object) -> Indicator | None:
        if isinstance(found, str):
            try:
                return typed_indicator(found, today())
            except NotUnderstood:
                return None
        made = self._record(Indicator, found)
        return made if isinstance(made, Indicator) and made.name else None

    def _leave_out(self, name: str, found: object) -> None:
        said = found if isinstance(found, str) else type(found).__name__
        self._say(f"{quote(str(said))} is no {name.replace('_', ' ')} and was left out.")

    def _say(self, sentence: str) -> None:
        if sentence not in self.remarks:
            self.remarks.append(sentence)


@lru_cache(maxsize=16)
def _kinds(kind: type) -> dict[str, object]:
    """The fields of a dataclass with their types."""
    return dict(get_type_hints(kind)) if is_dataclass(kind) else {}


def _text(name: str, found: object) -> str | None:
    if not isinstance(found, str):
        return None
    text = text_of(found)
    field = BY_NAME.get(name)
    if field is not None and field.words and text not in field.words:
        return None
    return text


def _is_number(found: object) -> bool:
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    return abs(found) <= _LARGEST if isinstance(found, int) else math.isfinite(found)


def _day(found: object) -> date | None:
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None

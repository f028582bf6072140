"""Rewrite cells and other arrays; each value keeps its lines and comments, also when moved."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.align import Origin
from copvalue_tui.files.toml import arrays, tables
from copvalue_tui.files.toml import render as rendering
from copvalue_tui.files.toml import scan as scanning
from copvalue_tui.files.toml.arrays import Array, ArrayEntry
from copvalue_tui.matrix.values import Action, Value

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Slot(Generic[T]):
    """An array that changes: its old text and its new contents."""

    old: Sequence[T | None]
    """The model's value of each entry in the text; None for a blank entry."""
    new: Sequence[T]
    literal: str = "[]"
    """The array as the text has it."""
    column: int = 0
    """The number of characters before it on its line."""
    margin: str = ""
    """The indentation of its line."""
    long: bool = True
    """Whether an empty one gets one entry a line."""


@dataclass(frozen=True, slots=True)
class Spelling(Generic[T]):
    """How entries of one kind are spelled."""

    text_of: Callable[[T], str]
    fresh: Callable[[T], str]
    """The literal of a new entry."""
    again: Callable[[str, T, T], str]
    """The new literal of an entry that changed."""


Fresh = Callable[[int, T], ArrayEntry | None]
"""The entry for a value that is new in a slot, given the slot's number; None to write a new one.
"""


def _unknown(number: int, entry: object) -> None:
    """No earlier text is known."""


def rewritten(
    slots: Sequence[Slot[T]],
    spelling: Spelling[T],
    origins: Sequence[Sequence[Origin | None]],
    fresh: Fresh[T] = _unknown,
) -> list[str]:
    """The arrays of these slots with their new entries.

    `origins` has, for each new entry, the slot and the old entry that it comes from; blank
    entries are not counted.

    Raises:
        Unscanned: A literal does not match its slot.
    """
    real = [[at for at, entry in enumerate(slot.old) if entry is not None] for slot in slots]
    were = [arrays.split_array(slot.literal) for slot in slots]
    for slot, was in zip(slots, were, strict=True):
        if len(slot.old) != len(was.entries):
            raise scanning.Unscanned("an array has other entries than its text")
    making = _Making(slots, were, spelling, fresh)
    result: list[str] = []
    for number, slot in enumerate(slots):
        pairs = zip(slot.new, origins[number], strict=True)
        placed = [
            making.placed(number, entry, origin and (origin[0], real[origin[0]][origin[1]]))
            for entry, origin in pairs
        ]
        placed = _with_blanks(slot, were[number], placed)
        result.append(arrays.rebuilt(were[number], placed, slot.column, slot.long, slot.margin))
    return result


@dataclass(frozen=True, slots=True)
class _Making(Generic[T]):
    """Makes the entries of new arrays from old ones."""

    slots: Sequence[Slot[T]]
    were: Sequence[Array]
    spelling: Spelling[T]
    fresh: Fresh[T]

    def placed(self, number: int, entry: T, origin: Origin | None) -> tuple[int | None, ArrayEntry]:
        """An entry of one slot, made from its old one, and its index in the slot."""
        if origin is None:
            back = self.fresh(number, entry)
            return None, back or ArrayEntry(self.spelling.fresh(entry), stay="", own="")
        source, at = origin
        was, before = self.were[source].entries[at], self.slots[source].old[at]
        if before is not None and before != entry:
            if self.spelling.text_of(before) != self.spelling.text_of(entry):
                back = self.fresh(number, entry)
                if back is not None and (back.remarked or not was.remarked):
                    # It only replaces an entry that is removed; it has its own lines.
                    return None, back
            was = replace(was, literal=self.spelling.again(was.literal, before, entry))
        return at if source == number else None, was


def _with_blanks(
    slot: Slot[T], was: Array, placed: list[tuple[int | None, ArrayEntry]]
) -> list[tuple[int | None, ArrayEntry]]:
    """Put blank entries back after the entries they followed."""
    blanks = [at for at, entry in enumerate(slot.old) if entry is None]
    if not blanks:
        return placed
    places = {at: place for place, (at, _) in enumerate(placed) if at is not None}
    followers: dict[int, list[int]] = {}
    for blank in blanks:
        place = next((places[at] for at in range(blank - 1, -1, -1) if at in places), -1)
        followers.setdefault(place, []).append(blank)
    whole: list[tuple[int | None, ArrayEntry]] = []
    for place in range(-1, len(placed)):
        if place >= 0:
            whole.append(placed[place])
        whole += [(blank, was.entries[blank]) for blank in followers.get(place, [])]
    return whole


def value_literal(content: Value, literal: str = "") -> str:
    """The value as an entry of a cell: a string, or an inline table if it has details.

    `literal` is the string for its text, if there is one already.
    """
    text = literal or rendering.string(content.text)
    more = [
        f"{key.name} = {rendering.plain(fields.field(content, key))}"
        for key in fields.VALUE[1:]
        if fields.is_set(key, fields.field(content, key))
    ]
    return "{ text = " + ", ".join([text, *more]) + " }" if more else text


def field_literal(key: fields.Key, content: fields.Field, long: bool = True) -> str:
    """The literal for a new line of this key."""
    if not isinstance(content, tuple):
        return rendering.plain(content)
    literals = [_entry_literal(entry) for entry in content]
    return rendering.array(literals, len(key.name) + 3, key.long and long)


def _entry_literal(entry: fields.Entry) -> str:
    if isinstance(entry, Value):
        return value_literal(entry)
    return action_literal(entry) if isinstance(entry, Action) else rendering.string(entry)


def action_literal(action: Action) -> str:
    """The action as an inline table."""
    content = ((key, fields.field(action, key)) for key in fields.ACTION)
    pairs = [f"{key.name} = {rendering.plain(said)}" for key, said in content if said]
    return f"{{ {', '.join(pairs)} }}"


def _action_again(literal: str, old: Action, new: Action) -> str:
    """The new literal of an action that changed; unknown keys stay."""
    if not tables.is_inline(literal):
        return action_literal(new)
    names = tuple(key.name for key in fields.ACTION)
    for key in fields.ACTION:
        said = fields.field(new, key)
        if said != fields.field(old, key):
            here = rendering.plain(said) if said else None
            literal = tables.with_field(literal, key.name, here, names)
    return literal


def _again(literal: str, old: Value, new: Value) -> str:
    """The new literal of a value whose text or details changed; unknown keys stay."""
    if not tables.is_inline(literal):
        text = literal if old.text == new.text else rendering.restyled(literal, new.text)
        if fields.is_plain(new):
            return text
        return value_literal(new, rendering.string(new.text) if "\n" in text else text)
    where = tables.spots(literal)
    spot = where["text"]
    text = literal[spot.first : spot.last]
    if old.text != new.text:
        text = rendering.restyled(text, new.text)
    known = all(pair.key[0] in fields.VALUE_NAMES for pair in scanning.pairs(literal, 0))
    if fields.is_plain(new) and known:
        return rendering.string(new.text) if "\n" in text else text
    for key in fields.VALUE:
        was, said = fields.field(old, key), fields.field(new, key)
        if said != was:
            literal = _in_braces(literal, key.name) if key.parts else literal
            here = text if key.name == "text" else None
            if here is None and fields.is_set(key, said):
                here = _table_again(literal, key, was, said) or field_literal(key, said)
            literal = tables.with_field(literal, key.name, here, fields.VALUE_NAMES)
    return literal


def _in_braces(literal: str, name: str) -> str:
    """The literal with its pairs `name.part = …` gathered into one `name = { part = … }`."""
    dotted = [pair for pair in scanning.pairs(literal, 0) if pair.key[0] == name and pair.key[1:]]
    parts = [
        f"{'.'.join(map(rendering.key_name, pair.key[1:]))} = {literal[slice(*pair.value)]}"
        for pair in dotted
    ]
    for pair in reversed(dotted[1:]):
        before = literal[: pair.start].rstrip().removesuffix(",")
        literal = before + literal[pair.value[1] :]
    if dotted:
        inside = f"{name} = {{ {', '.join(parts)} }}"
        literal = literal[: dotted[0].start] + inside + literal[dotted[0].value[1] :]
    return literal


def _table_again(literal: str, key: fields.Key, was: fields.Field, said: fields.Field) -> str:
    """The literal of a table in a value with its changed parts; empty if there was none."""
    spot = tables.spots(literal).get(key.name)
    if spot is None or not isinstance(was, dict) or not isinstance(said, dict):
        return ""
    inner = literal[spot.first : spot.last]
    names = tuple(part.name for part in key.parts)
    for name in names:
        if said.get(name) != was.get(name):
            here = rendering.plain(said[name]) if name in said else None
            inner = tables.with_field(inner, name, here, names)
    return inner


def _same_text(text: str) -> str:
    return text


def _text_again(literal: str, old: str, new: str) -> str:
    return rendering.restyled(literal, new)


def _text_of(value: Value) -> str:
    return value.text


VALUES: Spelling[Value] = Spelling(_text_of, value_literal, _again)
ACTIONS: Spelling[Action] = Spelling(lambda action: action.what, action_literal, _action_again)
TEXTS: Spelling[str] = Spelling(_same_text, rendering.string, _text_again)

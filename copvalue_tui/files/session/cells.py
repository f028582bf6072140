"""Cells and other arrays written anew from the lines they had: moved values bring their own."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.align import Origin, align
from copvalue_tui.files.toml import arrays, tables
from copvalue_tui.files.toml import render as rendering
from copvalue_tui.files.toml import scan as scanning
from copvalue_tui.files.toml.arrays import Array, ArrayEntry
from copvalue_tui.matrix.values import Value

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Slot(Generic[T]):
    """An array that changes: what it was, and what it is to hold."""

    old: Sequence[T | None]
    """What the model has of each entry in the text; None where it has nothing."""
    new: Sequence[T]
    literal: str = "[]"
    """The array as the text has it."""
    column: int = 0
    """How many characters stand before it on its line."""
    margin: str = ""
    """The indentation of its line."""
    long: bool = True
    """Whether an empty one is opened to one entry a line."""


@dataclass(frozen=True, slots=True)
class Spelling(Generic[T]):
    """How entries of one kind are spelled."""

    text_of: Callable[[T], str]
    fresh: Callable[[T], str]
    """The literal of a new entry."""
    again: Callable[[str, T, T], str]
    """The literal of an entry that was another one."""


def rewritten(slots: Sequence[Slot[T]], spelling: Spelling[T]) -> list[str]:
    """The arrays of these slots with their new entries.

    Raises:
        Unscanned: A literal is not the array its slot says.
    """
    origins = align([(slot.old, slot.new) for slot in slots], spelling.text_of)
    were = [arrays.cut(slot.literal) for slot in slots]
    for slot, was in zip(slots, were, strict=True):
        if len(slot.old) != len(was.entries):
            raise scanning.Unscanned("an array has other entries than its text")
    return [
        arrays.rebuilt(
            were[number],
            _with_blanks(
                slot, were[number], _placed(number, slots, were, origins[number], spelling)
            ),
            slot.column,
            slot.long,
            slot.margin,
        )
        for number, slot in enumerate(slots)
    ]


def _placed(
    number: int,
    slots: Sequence[Slot[T]],
    were: Sequence[Array],
    origins: Sequence[Origin | None],
    spelling: Spelling[T],
) -> list[tuple[int | None, ArrayEntry]]:
    """The entries of one new array, each made of the old one it comes from."""
    placed: list[tuple[int | None, ArrayEntry]] = []
    for entry, origin in zip(slots[number].new, origins, strict=True):
        if origin is None:
            placed.append((None, ArrayEntry(spelling.fresh(entry), stay="", own="")))
            continue
        source, at = origin
        was = were[source].entries[at]
        before = slots[source].old[at]
        if before is not None and before != entry:
            was = replace(was, literal=spelling.again(was.literal, before, entry))
        placed.append((at if source == number else None, was))
    return placed


def _with_blanks(
    slot: Slot[T], was: Array, placed: list[tuple[int | None, ArrayEntry]]
) -> list[tuple[int | None, ArrayEntry]]:
    """Entries the model has nothing of stay behind the entry they stood behind."""
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


def value_literal(found: Value, literal: str = "") -> str:
    """The value as an entry of a cell: a string, or a table on one line when it carries more.

    `literal` is the string to write for its text, when there is one already.
    """
    text = literal or rendering.string(found.text)
    more = [
        f"{key.name} = {rendering.plain(fields.field(found, key))}"
        for key in fields.VALUE[1:]
        if fields.is_set(key, fields.field(found, key))
    ]
    return "{ text = " + ", ".join([text, *more]) + " }" if more else text


def field_literal(key: fields.Key, found: fields.Field, long: bool = True) -> str:
    """What a new line of this key says behind its “=”."""
    if not isinstance(found, tuple):
        return rendering.plain(found)
    literals = [
        value_literal(entry) if isinstance(entry, Value) else rendering.string(entry)
        for entry in found
    ]
    return rendering.array(literals, len(key.name) + 3, key.long and long)


def _again(literal: str, old: Value, new: Value) -> str:
    """The literal of a value whose text or details changed; keys we do not know stay."""
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
        said = fields.field(new, key)
        if said != fields.field(old, key):
            here = text if key.name == "text" else None
            if here is None and fields.is_set(key, said):
                here = field_literal(key, said)
            literal = tables.with_field(literal, key.name, here, fields.VALUE_NAMES)
    return literal


def _same_text(text: str) -> str:
    return text


def _text_again(literal: str, old: str, new: str) -> str:
    return rendering.restyled(literal, new)


def _text_of(value: Value) -> str:
    return value.text


VALUES: Spelling[Value] = Spelling(_text_of, value_literal, _again)
TEXTS: Spelling[str] = Spelling(_same_text, rendering.string, _text_again)

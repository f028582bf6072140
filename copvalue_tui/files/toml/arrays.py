"""Cut an array into entries with their comments, and lay it out again."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from copvalue_tui.files.toml import scan as scanning
from copvalue_tui.files.toml.render import INDENT, WIDTH


@dataclass(frozen=True, slots=True)
class ArrayEntry:
    """One entry and the text that belongs to it."""

    literal: str
    """The value as it is written."""
    stay: str = "\n"
    """The text before it that stays when it is removed: the end of the previous line, blank lines,
    and comments with a blank line below. Empty if the entry does not begin a line."""
    own: str = INDENT
    """The comment lines right above it and its indentation; they move with it."""
    before: str = ""
    """Text between the value and its comma."""
    comma: bool = True
    after: str = ""
    """The comment after the comma on the same line."""

    @property
    def trivia(self) -> str:
        """The text around its value that moves with it."""
        return "\n".join((self.own, self.before, self.after))

    @property
    def remarked(self) -> bool:
        """Whether it has a comment."""
        return "#" in self.trivia

    @property
    def begins(self) -> bool:
        """Whether it begins a line."""
        return "\n" in self.stay


Placed = Sequence[tuple[int | None, ArrayEntry]]
"""Entries in a new order, each with its index in the old array; None for a new one."""


@dataclass(frozen=True, slots=True)
class Array:
    """An array in pieces; joined, they are its text."""

    entries: tuple[ArrayEntry, ...] = ()
    close: str = ""
    """The text between the last entry and the bracket."""

    @property
    def flat(self) -> bool:
        """Whether it is on one line."""
        return "\n" not in self.close and not any(
            "\n" in entry.stay or "\n" in entry.before for entry in self.entries
        )


def split_array(text: str) -> Array:
    """The pieces of an array.

    Raises:
        Unscanned: The text is not a valid array.
    """
    spans, end = scanning.entries(text, 0)
    cut: list[ArrayEntry] = []
    at = 1
    for first, last in spans:
        stay, own = _lead(text[at:first])
        behind = scanning.trivia_end(text, last)
        comma = text.startswith(",", behind)
        at = behind + 1 if comma else last
        before = text[last:behind] if comma else ""
        after = scanning.remark_end(text, at)
        cut.append(ArrayEntry(text[first:last], stay, own, before, comma, text[at:after]))
        at = after
    return Array(tuple(cut), text[at:end])


def rebuilt(array: Array, placed: Placed, column: int, long: bool, margin: str = "") -> str:
    """The array with these entries in this order, everything else as it was.

    `column` counts the characters before the array on its line; `long` asks for one entry a line
    when the array was empty; `margin` is the indentation of its line.
    """
    if array.flat:
        text = _flat(array, [entry for _, entry in placed])
        fits = column + len(text) <= WIDTH and not (long and not array.entries and placed)
        plain = not any(entry.remarked or "\n" in entry.literal for _, entry in placed)
        if not placed or (fits and plain):
            return text
        return _broken(Array(close="\n" + margin), [(None, entry) for _, entry in placed], margin)
    return _broken(*_straightened(array, placed, margin), margin)


def _lead(lead: str) -> tuple[str, str]:
    """The text before an entry: what stays, and what belongs to the entry."""
    lines = lead.split("\n")
    if len(lines) == 1:
        return "", lead
    first = len(lines) - 1
    while first > 1 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return "\n".join(lines[:first]) + "\n", "\n".join(lines[first:])


def _straightened(array: Array, placed: Placed, margin: str) -> tuple[Array, Placed]:
    """Both with one entry a line, when the order changes where several share a line."""
    same = [at for at, _ in placed] == list(range(len(array.entries)))
    if same or all(entry.begins for entry in array.entries):
        return array, placed
    indent = _indent(array, margin)

    def lined(entry: ArrayEntry) -> ArrayEntry:
        return entry if entry.begins else replace(entry, stay="\n", own=indent)

    close = array.close if "\n" in array.close else "\n" + margin
    entries = tuple(lined(entry) for entry in array.entries)
    return Array(entries, close), [(at, lined(entry)) for at, entry in placed]


def _flat(array: Array, entries: Sequence[ArrayEntry]) -> str:
    """The array on one line, spaced as it was."""
    if not entries:
        return "[]"
    pad = array.entries[0].own if array.entries else ""
    between = array.entries[1].own if len(array.entries) > 1 else " "
    last = "," if array.entries and array.entries[-1].comma else ""
    literals = f",{between}".join(entry.literal for entry in entries)
    return f"[{pad}{literals}{last}{array.close}]"


def _broken(array: Array, placed: Placed, margin: str) -> str:
    """The array over several lines."""
    stays, close = _stays(array, {at for at, _ in placed if at is not None})
    if not placed and not close.strip():
        return "[]"
    trailing = array.entries[-1].comma if array.entries else True
    indent = _indent(array, margin)
    waiting = deque(stays)
    pieces = ["["]
    for number, (at, entry) in enumerate(placed):
        stay = "\n"
        if at is not None:
            stay = waiting.popleft()
        elif number == 0 and waiting:
            # The text above the first entry stays above the first entry.
            stay, waiting[0] = waiting[0], "\n"
        own = entry.own if at is not None or entry.begins else indent
        if "\n" not in stay and "#" in pieces[-1]:
            stay, own = "\n", indent
        own_comma = entry.comma if at is not None else trailing
        comma = "," if number < len(placed) - 1 or own_comma else ""
        pieces += [stay, own, entry.literal, entry.before, comma + entry.after]
    if "\n" not in close and "#" in pieces[-1]:
        close = "\n" + margin
    return "".join(pieces) + close + "]"


def _stays(array: Array, survivors: set[int]) -> tuple[list[str], str]:
    """The text before each surviving entry and before the bracket, once the others are removed."""
    stays: list[str] = []
    carried = None
    for at, entry in enumerate(array.entries):
        stay = entry.stay if carried is None else _joined(carried, entry.stay, not stays)
        if at in survivors:
            stays.append(stay)
            carried = None
        else:
            carried = stay
    if carried is None:
        return stays, array.close
    return stays, _joined(carried, array.close, not stays or not array.close.strip())


def _joined(one: str, two: str, edge: bool) -> str:
    """The rest of two leads when the entry between them is removed."""
    if one.strip() or two.strip():
        return one + two.partition("\n")[2] if "\n" in two else one + two.lstrip()
    if edge:
        # Leave no blank line right after a bracket or right before it.
        return one.partition("\n")[0] + "\n" + two.rpartition("\n")[2] if "\n" in two else two
    return max(one, two, key=lambda lead: lead.count("\n"))


def _indent(array: Array, margin: str) -> str:
    """The indentation of the array's own lines."""
    for entry in reversed(array.entries):
        if entry.begins:
            return entry.own.rpartition("\n")[2]
    return margin + INDENT

"""Look up, set and remove the fields of one table's text, with a header or in braces.

A table's text is the pairs at the top of a file, a header with its pairs and subtables, or an
inline table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from copvalue_tui.files.toml import scan as scanning
from copvalue_tui.files.toml.scan import Statement


@dataclass(frozen=True, slots=True)
class FieldSpan:
    """The position of a field in the text of its table."""

    start: int
    """Where its line or, in an inline table, its key begins."""
    end: int
    """The end of its line, or of its value in an inline table."""
    first: int
    """Where its value begins."""
    last: int
    """The end of its value."""


def is_inline(text: str) -> bool:
    """Whether this is a table in braces."""
    return text.startswith("{")


def spots(text: str) -> dict[str, FieldSpan]:
    """The fields of the table by their keys, without dotted keys.

    Raises:
        Unscanned: The text is not a valid table.
    """
    if is_inline(text):
        return {
            pair.key[0]: FieldSpan(pair.start, pair.value[1], *pair.value)
            for pair in scanning.pairs(text, 0)
            if len(pair.key) == 1
        }
    return {
        pair.key[0]: FieldSpan(pair.start, pair.end, *pair.value)
        for pair in own_pairs(text)
        if len(pair.key) == 1 and pair.value is not None
    }


def own_pairs(text: str) -> list[Statement]:
    """The pairs of a table with a header or at the top, without those of its subtables."""
    own: list[Statement] = []
    for number, statement in enumerate(scanning.statements(text)):
        if statement.value is not None:
            own.append(statement)
        elif number:
            break
    return own


def with_field(text: str, name: str, literal: str | None, order: Sequence[str]) -> str:
    """The table with this TOML value under this key, or without the key if it is None.

    A new key is inserted after the last one that precedes it in `order`.
    """
    where = spots(text)
    spot = where.get(name)
    if spot is not None and literal is not None:
        return text[: spot.first] + literal + text[spot.last :]
    if spot is not None:
        return _without(text, spot)
    if literal is None:
        return text
    rank = order.index(name)
    before = [where[other] for other in order[:rank] if other in where]
    behind = [where[other] for other in order[rank:] if other in where]
    if is_inline(text):
        return _with_pair(text, f"{name} = {literal}", before)
    return _with_line(text, f"{name} = {literal}\n", before, behind)


def _without(text: str, spot: FieldSpan) -> str:
    if not is_inline(text):
        return text[: spot.start] + text[spot.end :]
    starts = [pair.start for pair in scanning.pairs(text, 0)]
    later = next((start for start in starts if start > spot.start), None)
    if later is not None:
        return text[: spot.start] + text[later:]
    earlier = [pair.value[1] for pair in scanning.pairs(text, 0) if pair.start < spot.start]
    return text[: earlier[-1] if earlier else spot.start] + text[spot.last :]


def _with_pair(text: str, pair: str, before: list[FieldSpan]) -> str:
    """An inline table with one more pair."""
    if before:
        at = max(spot.last for spot in before)
        return f"{text[:at]}, {pair}{text[at:]}"
    at = scanning.trivia_end(text, 1)
    if text.startswith("}", at):
        return f"{{ {pair} {text[at:]}"
    return f"{text[:at]}{pair}, {text[at:]}"


def _with_line(text: str, line: str, before: list[FieldSpan], behind: list[FieldSpan]) -> str:
    """A table with one more line."""
    if before:
        at = max(spot.end for spot in before)
        return text[:at] + line + text[at:]
    if behind:
        at = above(text, min(spot.start for spot in behind))
        return text[:at] + line + text[at:]
    statements = list(scanning.statements(text))
    header = statements[0] if statements and statements[0].value is None else None
    pairs = own_pairs(text)
    at = pairs[-1].end if pairs else header.end if header else len(text)
    gap = "\n" if not pairs and not header and text and not text.endswith("\n\n") else ""
    return text[:at] + gap + line + text[at:]


def above(text: str, start: int) -> int:
    """The start of the comment lines right above the line at `start`."""
    while start:
        line = text.rfind("\n", 0, start - 1) + 1
        if not text[line:start].lstrip(" \t").startswith("#"):
            break
        start = line
    return start


def margin(text: str, at: int) -> str:
    """The indentation of the line at this offset."""
    line = text.rfind("\n", 0, at) + 1
    return text[line : scanning.blanks_end(text, line)]


def without_tables(text: str, name: str) -> str:
    """A table with a header, without the arrays of tables of this name under it."""
    statements = list(scanning.statements(text))
    depth = len(statements[0].key)
    kept, at, gone = "", 0, False
    for number, statement in enumerate(statements):
        if statement.value is None and number:
            start = above(text, statement.start)
            gap = text[statements[number - 1].end : start]
            # Separate comments between the tables stay; blank lines are removed with a table.
            kept += text[at : statements[number - 1].end] if not gone else ""
            gone = statement.key[depth : depth + 1] == (name,)
            kept += gap if gap.strip() or not gone else ""
            at = start
    return kept if gone else kept + text[at:]


def remarks_over(text: str, name: str) -> list[str]:
    """The comment lines right above each header of an array of tables under a table."""
    statements = list(scanning.statements(text)) if not is_inline(text) else []
    if not statements:
        return []
    path = (*statements[0].key, name)
    return [
        text[above(text, statement.start) : statement.start]
        for statement in statements
        if statement.value is None and statement.key == path
    ]

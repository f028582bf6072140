"""Rows that went over from members to organizations, or back: their text goes along."""

from collections import Counter

from copvalue_tui.files import scanning, tables
from copvalue_tui.matrix.values import Matrix, Row

OTHER = {"members": "organizations", "organizations": "members"}
"""The two tables of rows, each with the one its rows can come from."""
_Crossings = dict[tuple[str, int], int]


def crossed(old: Matrix, new: Matrix, texts: dict[str, dict[int, str]]) -> _Crossings:
    """For each row that came from the other side, by its table and index, the index it had there.

    A row is known by its name, which only it may have. `texts` are those of the old tables.
    """
    before = {"members": old.members, "organizations": old.organizations}
    after = {"members": new.members, "organizations": new.organizations}
    found: _Crossings = {}
    for name, other in OTHER.items():
        stood, gone = Counter(_names(before[name])), Counter(_names(after[other]))
        there, now = _names(before[other]), _names(after[name])
        once = Counter(there) | Counter(now)
        for at, row in enumerate(now):
            alone = once[row] == 1 and row in there and not stood[row] and not gone[row]
            if (
                alone
                and reheaded(texts[other][there.index(row)], other, name)
                and _fits(texts[name])
            ):
                found[name, at] = there.index(row)
    return found


def reheaded(text: str, old: str, new: str) -> str:
    """A table's text under headers of the other name; empty when it has none that can be named."""
    if tables.is_inline(text):
        return ""
    said, at = "", 0
    for statement in scanning.statements(text):
        if statement.value is not None:
            continue
        header = text[statement.start : statement.end].replace(old, new, 1)
        if next(iter(scanning.statements(header))).key[0] != new:
            # A name spelled with escapes, and nothing to be replaced in it.
            return ""
        said += text[at : statement.start] + header
        at = statement.end
    return said + text[at:]


def _fits(texts: dict[int, str]) -> bool:
    """Whether tables with headers can stand among these."""
    return not any(map(tables.is_inline, texts.values()))


def _names(rows: tuple[Row, ...]) -> list[str]:
    return [row.name for row in rows]

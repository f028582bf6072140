"""Write a merge as text: ours with the merged matrix, their comments, and a mark at each conflict.

Comments and unknown keys, which no matrix holds, are carried over line by line or kept in a mark.
"""

from __future__ import annotations

from dataclasses import dataclass

from copvalue_tui.files.session.field_reader import FieldReader
from copvalue_tui.files.session.merge_remarks import MARK, taken_over, unknown_lost
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.files.toml import render as rendering
from copvalue_tui.files.toml.errors import NotReadable, Path, UnplacedComplaint, printable
from copvalue_tui.files.toml.locate import located
from copvalue_tui.files.toml.parse import Table, parse
from copvalue_tui.matrix.merge.conflicts import TWIN
from copvalue_tui.matrix.merge.three_way import Conflict, Merged, NamedPlace, merge
from copvalue_tui.matrix.values import Matrix


@dataclass(frozen=True, slots=True)
class MergedText:
    """A merge as text."""

    text: str
    """The text of the merged matrix."""
    merged: Merged
    left: tuple[str, ...] = ()
    """Sentences about comments and keys that could not be placed; marks at the top name them."""

    @property
    def undecided(self) -> int:
        """How many things people still have to check."""
        return len(self.merged.conflicts) + len(self.left)


def merge_texts(base: str, ours: str, theirs: str) -> MergedText:
    """Merge `ours` and `theirs` over `base` into the text of `ours`; `base` may be empty.

    A comment line right above the line in question marks each conflict.

    Raises:
        NotReadable: One of the texts is not a matrix.
        CannotWrite: The result would not read back; our text cannot be edited safely.
    """
    merged = merge(read(base), read(ours), read(theirs))
    text = write(merged.matrix, ours)
    heads: list[str] = []
    left: list[str] = []
    for name, version in (("ours", ours), ("theirs", theirs)):
        # Of ours too: a value or row that they deleted takes our comments and keys with it.
        text, lost = taken_over(base, text, version)
        strange = unknown_lost(base, text, version)
        heads += [f"{MARK} {name} has {said}" for said in strange]
        heads += [f"{MARK} {name} has the comment {said}" for said in lost]
        whose = name.capitalize()
        left += [f"{whose} has {said}, which is not a known key." for said in strange]
        left += [
            f"{whose} has the comment “{printable(said)}”, but its line is gone." for said in lost
        ]
    tables = parse(text)
    marks = [(_path(tables, merged.matrix, one), _mark(one)) for one in merged.conflicts]
    marked = _marked(text, [((), head) for head in heads] + marks)
    return MergedText(marked, merged, tuple(left))


def _marked(text: str, marks: list[tuple[Path, str]]) -> str:
    """The text with these comments, each above the line of its path.

    If that would change the contents, as inside a multi-line string, all go to the top of the file.
    """
    if not marks:
        return text
    parsed = repr(parse(text))
    heads = "".join(f"{mark}\n" for _, mark in marks)
    for marked in (_above(text, marks), heads + text):
        try:
            if repr(parse(marked)) == parsed:
                return marked
        except NotReadable:
            continue
    return text


def _above(text: str, marks: list[tuple[Path, str]]) -> str:
    lines = text.split("\n")
    places = located(text, [UnplacedComplaint(path, "", mark) for path, mark in marks])
    for place in reversed(places):
        line = lines[place.line - 1]
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        lines.insert(place.line - 1, indent + place.message)
    return "\n".join(lines)


def _mark(conflict: Conflict) -> str:
    """The comment about a conflict: all you need to decide it in a text editor."""
    return f"{MARK} {_words(conflict)}"


def _words(conflict: Conflict) -> str:
    by = conflict.deleted_by
    changed = "theirs" if by == "ours" else "ours"
    if conflict.kind == "wording":
        was, other = rendering.string(conflict.base), rendering.string(conflict.theirs)
        return f"both reworded {was}; theirs follows: {other}"
    if conflict.kind == "deleted":
        how = "and the same elsewhere" if conflict.field == TWIN else "changed"
        return f"deleted in {by}, {how} in {changed}"
    if conflict.kind == "row":
        return f"this row was deleted in {by}, changed in {changed}"
    if conflict.kind == "place" and conflict.elsewhere is not None:
        return f"theirs moved it to {_spot(conflict.elsewhere)}"
    found: object = conflict.theirs
    if conflict.other is not None:
        found = getattr(conflict.other, conflict.field)
    if found is None:
        return f"theirs has no {conflict.field}"
    return f"theirs has {conflict.field} = {rendering.plain(found)}"


def _spot(where: NamedPlace) -> str:
    if where.audience is None:
        return "parking_lot"
    return f"{where.horizon} of {where.audience} {rendering.string(where.row)}"


def _path(tables: Table, matrix: Matrix, conflict: Conflict) -> Path:
    """The path of what the conflict is about, or of what surrounds it if it is not in the text."""
    where = conflict.where
    if conflict.kind == "fact":
        return (conflict.field,)
    if where.audience is None:
        return _slot(tables, ("parking_lot",), conflict)
    for at, row in enumerate(getattr(matrix, where.audience)):
        if row.name != where.row:
            continue
        path: Path = (where.audience, at)
        if where.horizon is None:
            return (*path, conflict.field) if conflict.field else path
        if conflict.standing in row.cell(where.horizon):
            array = tables.get(where.audience)
            raw = array[at] if isinstance(array, list) else None
            raw = raw if isinstance(raw, dict) else {}
            return _slot(raw, (*path, where.horizon), conflict)
    return ()


def _slot(table: Table, path: Path, conflict: Conflict) -> Path:
    """The path of a value in its array, where blank entries count too."""
    cell = FieldReader().cell(table, str(path[-1]), ())
    if conflict.standing in cell:
        return (*path, cell.index(conflict.standing))
    return path

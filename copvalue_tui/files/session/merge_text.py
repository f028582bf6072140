"""A merge as text: ours with the merged matrix, marks where a person must decide, their comments.

What no matrix holds, comments and unknown keys, is carried over line by line, or kept in a mark.
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
    """Reads back as the merged matrix."""
    merged: Merged
    left: tuple[str, ...] = ()
    """Sentences about comments and keys that found no place; they stand in marks at the head."""

    @property
    def undecided(self) -> int:
        """How many things a person has still to look at."""
        return len(self.merged.conflicts) + len(self.left)


def merge_texts(base: str, ours: str, theirs: str) -> MergedText:
    """What `ours` and `theirs` made of `base`, in the text of `ours`; an empty base has nothing.

    Each conflict is marked by a comment line right above the line it is about.

    Raises:
        NotReadable: One of the texts is no matrix.
        CannotWrite: The result would not read back; ours is spelled in a way nobody can change.
    """
    merged = merge(read(base), read(ours), read(theirs))
    text = write(merged.matrix, ours)
    heads: list[str] = []
    left: list[str] = []
    for name, version in (("ours", ours), ("theirs", theirs)):
        # Of ours too: its comments and keys go with a value or a row that theirs deleted.
        text, lost = taken_over(base, text, version)
        strange = unknown_lost(base, text, version)
        heads += [f"{MARK} {name} has {said}" for said in strange]
        heads += [f"{MARK} {name} has the comment {said}" for said in lost]
        whose = name.capitalize()
        left += [f"{whose} has {said}, which is no key of a matrix." for said in strange]
        left += [
            f"{whose} has the comment “{printable(said)}”, and its line is gone." for said in lost
        ]
    tables = parse(text)
    marks = [(_path(tables, merged.matrix, one), _mark(one)) for one in merged.conflicts]
    marked = _marked(text, [((), head) for head in heads] + marks)
    return MergedText(marked, merged, tuple(left))


def _marked(text: str, marks: list[tuple[Path, str]]) -> str:
    """The text with these comments, each above the line its path leads to.

    Where that would change what the text says, as within a string of many lines, all of them head
    the file.
    """
    if not marks:
        return text
    said = repr(parse(text))
    heads = "".join(f"{mark}\n" for _, mark in marks)
    for marked in (_above(text, marks), heads + text):
        try:
            if repr(parse(marked)) == said:
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
    """The comment about a conflict: what a person needs to decide it with an editor of texts."""
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
    """Where the text says what the conflict is about; its nearest surroundings when it does not."""
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
    """The path of a value in its array; entries that are blank count there too."""
    cell = FieldReader().cell(table, str(path[-1]), ())
    if conflict.standing in cell:
        return (*path, cell.index(conflict.standing))
    return path

"""Changes that others made to the open file: compared with mine, and merged into the session."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from copvalue_tui.editor.state.modes import Typing
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage import file as disk
from copvalue_tui.files.storage.errors import FileMissing, FileTrouble
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.diff.changes import Changes, changes
from copvalue_tui.matrix.diff.pairing import Follower
from copvalue_tui.matrix.diff.words import summary
from copvalue_tui.matrix.merge.three_way import Conflict, merge
from copvalue_tui.matrix.values import MOST_VALUES, Matrix, count_values, with_blank_rows

MERGE_LABEL = "Merged what changed on disk"
"""How the step that takes it in begins."""
_FEW = 3
"""So many values others may delete and have it merged without a question, however few there are."""


class Broken(FileTrouble):
    """The file on disk cannot be merged; the text says why."""

    def __init__(self, short: str, why: str = "", way: str = "w to decide.") -> None:
        super().__init__(f"{short} {why}".rstrip())
        self.short = short
        """As much of it as a status line holds."""
        self.way = way
        """What to do about it, as a sentence."""


@dataclass(frozen=True, slots=True)
class ExternalChanges:
    """What others wrote, laid against what is here."""

    file: OpenFile
    theirs: Matrix
    base: Matrix
    """What both came from."""
    mine: Matrix
    """What it was merged with."""
    both: Matrix
    places: Follower
    """From mine to both: found where the merge is made, in a thread."""
    conflicts: tuple[Conflict, ...]
    summary: str
    """What others changed, such as “2 added, 1 removed”."""
    changes: Changes
    emptied: bool
    """Whether no row is left of it."""

    @property
    def gone(self) -> bool:
        """Whether most of the file is gone: perhaps another program's fault, and nobody's will."""
        removed = len(self.changes.dropped)
        return self.emptied or (removed > _FEW and 2 * removed > count_values(self.base))

    @property
    def notice(self) -> str:
        """Why only a person can say how both go together; empty when a merge is plain."""
        if self.gone:
            return "Most of the file is gone on disk."
        count = len(self.conflicts)
        if not count:
            return ""
        what = "One thing was" if count == 1 else f"{count} things were"
        return f"{what} changed both here and on disk."

    @property
    def question(self) -> str:
        """The notice, with what others changed."""
        return f"{self.notice} Their changes: {self.summary}."


def external_changes_of(state: State) -> ExternalChanges:
    """Reads the file as it is on disk now; takes its time, so best in a thread.

    Raises:
        FileTrouble: It cannot be opened; it is too large, for one.
        Broken: The file is no matrix or gone, or both together are too large.
    """
    if state.file is None:
        raise FileTrouble("This matrix has no file yet.")
    try:
        file = disk.load(state.file.path)
        theirs = read(file.source.text)
    except FileMissing as error:
        if not os.path.lexists(state.file.path.parent):
            way = "W to save elsewhere."
            raise Broken("The file's folder is gone.", way=way) from error
        raise Broken("The file was deleted on disk.") from error
    except NotReadable as error:
        first = error.complaints[0]
        why = f"In {first.path}: {first.message}" if first.path else first.message
        short = f"The file on disk is broken at line {first.line}."
        raise Broken(short, why[:1].upper() + why[1:]) from error
    emptied = not theirs.rows and count_values(state.saved) > 0
    theirs = with_blank_rows(theirs)
    merged = merge(state.saved, state.matrix, theirs)
    if count_values(merged.matrix) + len(merged.matrix.parking_lot) > MOST_VALUES:
        limit = f"{MOST_VALUES:,} values, and a matrix holds no more"
        raise Broken("The file changed on disk.", f"Both together are more than {limit}.")
    return ExternalChanges(
        file,
        theirs,
        base=state.saved,
        mine=state.matrix,
        both=merged.matrix,
        places=Follower(state.matrix, merged.matrix),
        conflicts=merged.conflicts,
        summary=summary(state.saved, theirs),
        changes=changes(state.saved, theirs),
        emptied=emptied,
    )


def take_in(state: State, changes: ExternalChanges) -> State:
    """The state with both versions in one: a step, so that one undo leads back to mine.

    Cursor, marks and the line being typed stay with their values, wherever those stand now.
    """
    if state.file is not None and state.file.sha256 == changes.file.sha256:
        # The file was gone for a moment, as when another program replaces it.
        return replace(state, file=changes.file)
    merged = _merged(state, changes)
    if changes.summary == "nothing":
        message = "Only comments or layout changed on disk; they are kept."
    elif merged is state:
        why = "Yours was kept." if changes.conflicts else "Your copy already has it."
        message = f"Changed on disk: {changes.summary}. {why}"
    elif state.read_only:
        message = f"Changed on disk: {changes.summary}. Now showing that version."
    elif state.unsaved:
        message = f"Changed on disk: {changes.summary}. Merged with yours; u to undo."
    else:
        message = f"Changed on disk: {changes.summary}. Loaded; u to undo."
    return replace(merged, file=changes.file, saved=changes.theirs).with_message(message)


def _merged(state: State, changes: ExternalChanges) -> State:
    if changes.both == state.matrix:
        return state
    follower = changes.places
    cursor = follower.cursor(state.cursor)
    after = state.edited(f"{MERGE_LABEL}: {changes.summary}", changes.both, cursor)
    if state.read_only:
        # The person did nothing here, so there is no step to undo.
        after = replace(after, history=state.history)
    marks = (follower.value(place) for place in state.marks)
    return replace(
        after,
        marks=frozenset(place for place in marks if place is not None),
        anchor=follower.value(state.anchor) if state.anchor is not None else None,
        mode=_typing(state.mode, follower) if isinstance(state.mode, Typing) else state.mode,
    )


def _typing(typing: Typing, follower: Follower) -> Typing:
    """The line being typed, where it belongs now; words for a value that is gone are a new one."""
    place = None if typing.adding else follower.value(typing.place)
    if place is not None:
        return replace(typing, place=place)
    return replace(typing, place=follower.gap(typing.place), adding=True)

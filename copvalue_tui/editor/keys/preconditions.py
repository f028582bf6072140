"""Why a command cannot be done now, as sentences; each is asked before the command runs."""

from __future__ import annotations

from copvalue_tui.editor.state.state import State


def no_value(state: State) -> str | None:
    """The cursor is in an empty cell and no value is marked."""
    return None if state.chosen else "This cell is empty; a to add a value."


def no_value_here(state: State) -> str | None:
    """The cursor is in an empty cell, whatever is marked."""
    return None if state.value else "This cell is empty; a to add a value."


def no_values(state: State) -> str | None:
    """The matrix has no value at all."""
    # Asked at every key, for the footer: it looks no further than to the first value.
    for rows in (state.matrix.members, state.matrix.organizations):
        if any(row.short_term or row.long_term for row in rows):
            return None
    return "No values yet; a to add one."


def nothing_to_undo(state: State) -> str | None:
    """Nothing that is kept is left to be undone."""
    if state.history.done:
        return None
    if not state.history.cut:
        return "Nothing to undo."
    # Here, not above: few come to the end of so much.
    from copvalue_tui.files.journal.sessions import DAYS, KEPT_STEPS

    kept = f"older steps are kept for {DAYS} days or {KEPT_STEPS} steps"
    return f"Undo reaches back no further: {kept}."


def nothing_to_redo(state: State) -> str | None:
    """Nothing was undone."""
    return None if state.history.undone else "Nothing to redo."


def nothing_copied(state: State) -> str | None:
    """Nothing was copied or cut yet."""
    return None if state.clipboard else "Nothing copied yet; y to copy, x to cut."


def no_query(state: State) -> str | None:
    """Nothing was searched for yet."""
    return None if state.query else "Nothing searched for yet; / to search."


def last_row(state: State) -> str | None:
    """The matrix has one row only."""
    if len(state.matrix.rows) > 1:
        return None
    return "A matrix needs at least one row; A to add another, R to rename this one."


def no_left_cell(state: State) -> str | None:
    """No value to move, or no cell on the left."""
    if state.cursor.column == 0:
        return "There is no cell on the left; L to move right, m to any cell."
    return no_value(state)


def no_right_cell(state: State) -> str | None:
    """No value to move, or no cell on the right."""
    if state.cursor.column == 1:
        return "There is no cell on the right; H to move left, m to any cell."
    return no_value(state)


def edited_already(state: State) -> str | None:
    """The file is not open read-only."""
    return None if state.read_only and state.file else "You are already editing this matrix."


def nothing_to_follow(state: State) -> str | None:
    """There is no file, or work on it that would be left behind; or it is followed already."""
    if state.file is None:
        return "This matrix has no file yet; W to save it."
    if state.following is not None:
        return "This screen already follows the file."
    return "Not everything is saved; w to save now." if state.unsaved else None


def nothing_recorded(state: State) -> str | None:
    """This session follows others, so it keeps no journal."""
    if state.following is None:
        return None
    return "A screen that follows keeps no history. To edit: “Edit this file” in the palette (:)."


def no_merge_remarks(state: State) -> str | None:
    """No merge left anything to decide in the file."""
    from copvalue_tui.files.session.merge_remarks import remark_count

    text = state.file.source.text if state.file is not None else ""
    return None if remark_count(text) else "This file has no merge remarks."


def nothing_merged(state: State) -> str | None:
    """Nothing of others was merged that is still in the history."""
    # Here, not above: most sessions never merge.
    from copvalue_tui.editor.session.external_changes import MERGE_LABEL

    merged = any(step.action.startswith(MERGE_LABEL) for step in state.history.done)
    return None if merged else "Nothing was merged from the disk in this session."


def no_packs(state: State) -> str | None:
    """No suggestion pack could be read."""
    return None if state.packs else "No suggestions: no pack could be read."


def rows_hidden(state: State) -> str | None:
    """A filter hides rows, so nobody would see where a row goes."""
    hidden = state.view is not None and len(state.view.rows) < len(state.matrix.rows)
    return "Some rows are hidden; Esc to show all, then move rows." if hidden else None


def unfiltered_already(state: State) -> str | None:
    """No filter is set."""
    return None if state.matrix_filter is not None else "All values are shown; f to filter."


def no_review_record(state: State) -> str | None:
    """No review is recorded."""
    if state.matrix.reviews:
        return None
    return "No review is recorded in this matrix yet; r to start one."


def nothing_to_show(state: State) -> str | None:
    """No cell holds a value."""
    held = any(row.short_term or row.long_term for row in state.matrix.rows)
    return None if held else "Nothing to present or vote on yet; a to add a value."

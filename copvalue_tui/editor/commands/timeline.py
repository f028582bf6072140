"""Commands of the timeline: looking back, going back, and naming moments."""

from __future__ import annotations

import time
from dataclasses import replace

from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.keys.preconditions import nothing_recorded
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.timeline import Timeline
from copvalue_tui.editor.timeline.past_view import look_at_cell, look_at_moment
from copvalue_tui.matrix import cursor, edits
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import HORIZON_WORDS, Cell, cell_at

PAGE = 10
"""Moments that PgUp and PgDn go."""
MOST_NAME = 100
"""Letters that the name of a checkpoint keeps."""
HERE = "This is the present; Down for earlier moments."
ALONE = "No earlier moments yet."


def _at_present(state: State) -> str | None:
    timeline = state.timeline
    if timeline is not None and not timeline.at_present:
        return None
    return HERE if timeline is not None and len(timeline.entries) > 1 else ALONE


def _no_name(state: State) -> str | None:
    timeline = state.timeline
    if timeline is None or timeline.at_present:
        return nothing_recorded(state)
    return "Only the present can be named; Enter to go back to this moment first."


def _step(state: State, by: int) -> State:
    return look_at_moment(state, state.timeline.chosen + by if state.timeline is not None else 0)


def _close(state: State) -> State:
    return replace(state, mode=state.mode.root)


def _moment(timeline: Timeline) -> str:
    """The chosen moment as a step names it."""
    entry = timeline.entry
    if entry.kind == "checkpoint":
        return f"“{entry.words}”"
    return entry.when or "an earlier moment"


@command("Timeline", "T", words="history past versions log earlier back")
async def timeline(state: State, host: Host) -> State:
    """Show the history: every action so far, and the matrix as it was."""
    # Here, not above: only the timeline needs the journals.
    from copvalue_tui.editor.timeline.build import timeline_of

    sessions = await host.sessions(state.file.path if state.file is not None else None)
    opened = timeline_of(state, sessions, time.time())
    state = replace(state, mode=replace(opened, below=state.mode.root))
    if len(opened.entries) == 1:
        return state.with_message(ALONE)
    return state.with_message("Down for earlier moments; Esc to return. Looking changes nothing.")


@command("Name a checkpoint", why_not=nothing_recorded, words="version snapshot tag history")
async def name_checkpoint(state: State, host: Host) -> State:
    """Name the matrix as it is now, so that you can find it in the history."""
    name = await host.ask_text("Name of this moment")
    return _name(state, name) if name else state


@command("Later", "up", "k", panes=("timeline",))
def later_moment(state: State) -> State:
    """Look at the next moment."""
    return _step(state, -1)


@command("Earlier", "down", "j", panes=("timeline",))
def earlier_moment(state: State) -> State:
    """Look at the previous moment."""
    return _step(state, 1)


@command("Much later", "pageup", panes=("timeline",))
def much_later(state: State) -> State:
    """Go ten moments later."""
    return _step(state, -PAGE)


@command("Much earlier", "pagedown", panes=("timeline",))
def much_earlier(state: State) -> State:
    """Go ten moments back."""
    return _step(state, PAGE)


@command("Go to the present", "g", "home", panes=("timeline",))
def to_the_present(state: State) -> State:
    """Return to the matrix as it is now."""
    return look_at_moment(state, 0)


@command("Go to the beginning", "G", "end", panes=("timeline",))
def to_the_beginning(state: State) -> State:
    """Go to the oldest moment."""
    return look_at_moment(state, len(state.timeline.entries) if state.timeline is not None else 0)


@command("Previous cell", "left", "h", panes=("timeline",))
def look_left(state: State) -> State:
    """Look at the previous cell."""
    return look_at_cell(state, cursor.next_cell(state.shown.matrix, state.shown.cursor, -1))


@command("Next cell", "right", "l", panes=("timeline",))
def look_right(state: State) -> State:
    """Look at the next cell."""
    return look_at_cell(state, cursor.next_cell(state.shown.matrix, state.shown.cursor, 1))


@command("Next difference", "tab", panes=("timeline",))
def next_difference(state: State) -> State:
    """Look at the next cell that differs from now."""
    return _at_difference(state, 1)


@command("Previous difference", "shift+tab", panes=("timeline",))
def previous_difference(state: State) -> State:
    """Look at the previous cell that differs from now."""
    return _at_difference(state, -1)


@command("Go back to this moment", "enter", panes=("timeline",), edits=True, why_not=_at_present,
         footer="go back")  # fmt: skip
async def go_back(state: State, host: Host) -> State:
    """Restore the whole matrix as it was at this moment. One undo reverts that."""
    if state.timeline is None:
        return state
    then = state.shown
    if then.matrix == state.matrix:
        return state.with_message("Identical to the present; nothing to go back to.")
    moment = _moment(state.timeline)
    if not await host.confirm(f"Restore the whole matrix as it was at {moment}?", "restore"):
        return state.with_message("Nothing was restored.")
    action = f"Went back to {moment}"
    return _close(state).edited_at_large(action, then.matrix, then.cursor)


@command("Restore this cell", "c", panes=("timeline",), edits=True, why_not=_at_present,
         footer="restore cell")  # fmt: skip
async def restore_cell(state: State, host: Host) -> State:
    """Restore only this cell as it was at this moment. Asks first if several values change."""
    from copvalue_tui.matrix.diff.changes import row_in

    if state.timeline is None:
        return state
    then = state.shown
    name = then.matrix.rows[then.cursor.row].name
    row = row_in(then.matrix, state.matrix, then.cursor.row)
    if row is None:
        whole = "Enter to go back to this whole moment."
        return state.with_message(f"The row “{name}” no longer exists. {whole}")
    place = replace(then.cursor, row=row)
    cell = cell_at(then.matrix, then.cursor)
    if cell == cell_at(state.matrix, place):
        return state.with_message("This cell has not changed; nothing to restore.")
    where = f"{state.matrix.rows[row].name}, {HORIZON_WORDS[place.horizon]}"
    moment = _moment(state.timeline)
    question = f"Restore {where} as it was at {moment}?"
    several = _differing(cell, cell_at(state.matrix, place)) > 1
    if several and not await host.confirm(question, "restore"):
        return state.with_message("Nothing was restored.")
    action = f"Restored {where}, from {moment}"
    return _close(state).edited_at_large(action, edits.with_cell(state.matrix, place, cell), place)


def _differing(one: Cell, other: Cell) -> int:
    """How many values of two cells differ."""
    same = len([value for value in one if value in other])
    return max(len(one), len(other)) - same


@command("What changed since", "d", panes=("timeline",), why_not=_at_present, footer="compare")
async def what_changed(state: State, host: Host) -> State:
    """Describe what has changed since this moment."""
    from copvalue_tui.editor.timeline.difference_pages import difference_pages

    if state.timeline is not None:
        title = f"What changed since {_moment(state.timeline)}"
        await host.show_help(title, difference_pages(state.shown.matrix, state.matrix))
    return state


@command("Name this moment", "n", panes=("timeline",), why_not=_no_name, footer="name it")
async def name_moment(state: State, host: Host) -> State:
    """Name the present, so that you can find it here."""
    from copvalue_tui.editor.timeline.build import named_now

    name = await host.ask_text("Name of this moment")
    if not name or state.timeline is None:
        return state
    state = _name(state, name)
    if state.timeline is None:
        return state
    opened = named_now(state, state.timeline, state.checkpoints[-1], time.time())
    return replace(state, mode=opened)


@command("Find an action", "/", panes=("timeline",))
async def find_deed(state: State, host: Host) -> State:
    """Find an earlier moment by its words. With no words: find the next one."""
    query = await host.ask_text("Find in the timeline")
    opened = state.timeline
    if query is None or opened is None:
        return state
    query = query or opened.query
    wanted = key(query)
    if not wanted:
        return state
    count = len(opened.entries)
    order = [(opened.chosen + step) % count for step in range(1, count + 1)]
    match = next((at for at in order if wanted in key(opened.entries[at].words)), None)
    state = replace(state, mode=replace(opened, query=query))
    if match is None:
        return state.with_message(f"No moment mentions {quote(query)}; / to search again.")
    return look_at_moment(state, match)


@command("Back to the present", "escape", "T", "q", panes=("timeline",), footer="return")
def leave_timeline(state: State) -> State:
    """Close the history. Nothing has changed."""
    return _close(state).with_message("")


def _name(state: State, name: str) -> State:
    name = name[:MOST_NAME].rstrip()
    state = replace(state, checkpoints=(*state.checkpoints, name))
    return state.with_message(f"Named this moment “{name}”; T to find it again.")


def _at_difference(state: State, by: int) -> State:
    """The state with the next cell that differs looked at; around the end if need be."""
    from copvalue_tui.matrix.diff.changes import changes

    then = state.shown
    cells = changes(then.matrix, state.matrix).cells
    if not cells:
        return look_at_cell(state, cursor.next_cell(then.matrix, then.cursor, by))
    here = then.cursor.cell
    if by > 0:
        return look_at_cell(state, next((cell for cell in cells if cell > here), cells[0]))
    return look_at_cell(state, next((cell for cell in reversed(cells) if cell < here), cells[-1]))

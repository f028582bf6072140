"""Commands of the room: present, write in silence, vote; large and calm."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.filter.filtered import shown_cell, shown_matrix, shown_place
from copvalue_tui.editor.keys.command import command, no_edits
from copvalue_tui.editor.keys.preconditions import nothing_to_show
from copvalue_tui.editor.state.modes import (
    BROWSING,
    InRoom,
    Pane,
    Presenting,
    SilentRound,
    Voting,
)
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import HORIZONS, Place, cell_at

# What a workshop shows is loaded when it begins: the first screen needs none of it.

HERE: tuple[Pane, ...] = ("presenting",)
WORKSHOP: tuple[Pane, ...] = ("presenting", "voting")
ROOM: tuple[Pane, ...] = ("presenting", "writing", "voting")
_VIEWS: tuple[type[InRoom], ...] = (Presenting, SilentRound, Voting)
_HINTS = {
    Presenting: "",
    SilentRound: "Own words first: a to add, Tab to vote, Esc when done.",
    Voting: "Press 1–9 to vote, u to undo.",
}


@command("The room: present, write, vote", "V", words="slides projector show large silent round "
         "brainstorm workshop meeting dots poll voting presentation")  # fmt: skip
def room(state: State) -> State:
    """Show one cell large: present it, write in silence, or vote. Tab switches, Esc ends."""
    reason = _why_no_view(state, type(state.paused_room))
    return shown_in_room(state, type(state.paused_room) if reason is None else _other_view(state))


def _other_view(state: State) -> type[InRoom]:
    """A view that can be shown where the last one cannot."""
    return SilentRound if nothing_to_show(state) else Presenting


def shown_in_room(state: State, view: type[InRoom]) -> State:
    """The state in a view of the room, at the cell under the cursor or the next with values."""
    known = state.mode if isinstance(state.mode, InRoom) else state.paused_room
    mode = view(whole=known.whole, expected=known.expected, clock=known.clock)
    if isinstance(mode, Voting):
        mode = replace(mode, start=state.matrix)
    state = replace(state.unmarked(), mode=mode, query="")
    return (state if state.silent else on_slide(state, 0)).with_message(_HINTS[view])


def _why_no_view(state: State, view: type[InRoom]) -> str | None:
    """Why a view cannot be shown now; None when it can."""
    if view is not SilentRound and (reason := nothing_to_show(state)):
        return reason
    return None if view is Presenting else no_edits(state)


def next_view(state: State, by: int = 1) -> type[InRoom]:
    """The view that Tab switches to."""
    at = next(at for at, view in enumerate(_VIEWS) if isinstance(state.mode, view))
    return _VIEWS[(at + by) % len(_VIEWS)]


def _switched(state: State, by: int) -> State:
    view = next_view(state, by)
    reason = _why_no_view(state, view)
    return state.with_message(reason) if reason else shown_in_room(state, view)


@command("Next view of the room", "tab", panes=ROOM)
def switch_view(state: State) -> State:
    """Switch between presenting, writing and voting."""
    return _switched(state, 1)


@command("Previous view of the room", "shift+tab", panes=ROOM)
def switch_view_back(state: State) -> State:
    """Switch back to the view before."""
    return _switched(state, -1)


@command("Leave the room", "escape", "q", "V", panes=ROOM)
def leave_room(state: State) -> State:
    """Return to the matrix, at the value you reached. Votes and words stay."""
    if state.marked:
        return state.unmarked().with_message("Marks cleared.")
    result = _result(state) if isinstance(state.mode, Voting) else ""
    shown = state.mode if isinstance(state.mode, InRoom) else state.paused_room
    return replace(state, mode=BROWSING, paused_room=shown).with_message(result)


def _result(state: State) -> str:
    """What the votes of the cell say."""
    from copvalue_tui.editor.state.workshop import votes_in

    cell = shown_cell(state)
    most = max(cell, key=lambda value: value.votes, default=None)
    if most is None or not most.votes:
        return ""
    return f"{plural(votes_in(cell), 'vote')}. Most votes: {quoted((most,))} ({most.votes:,})."


def on_slide(state: State, by: int) -> State:
    """The state `by` slides further, on its first value; by 0 where it is, if anything is there."""
    from copvalue_tui.editor.state.workshop import slide_at, slides

    whole = state.whole_rows
    matrix = shown_matrix(state)
    listed = slides(matrix, whole)
    place = shown_place(state, state.cursor)
    at = slide_at(listed, place, whole)
    if not listed:
        return state
    if not by and cell_at(matrix, place):
        return state
    there = at + by
    if not 0 <= there < len(listed):
        return state.with_message(
            "This is the last one; Esc to end." if by > 0 else "This is the first one."
        )
    return state.at(real_place(state, listed[there]))


def real_place(state: State, place: Place) -> Place:
    """Where a place of what is shown is in the whole matrix."""
    return place if state.view is None else state.view.real(place)


@command("Next slide", "right", "l", "space", "pagedown", "n", "enter", panes=HERE)
def next_slide(state: State) -> State:
    """Show the next cell with values, or the next row."""
    return on_slide(state, 1)


@command("Previous slide", "left", "h", "backspace", "pageup", "p", panes=HERE)
def slide_before(state: State) -> State:
    """Show the previous cell or row."""
    return on_slide(state, -1)


@command("First slide", "g", "home", panes=HERE)
def first_slide(state: State) -> State:
    """Show the first cell or row."""
    return on_slide(state, 1 - slide_number(state)[0])


@command("Last slide", "G", "end", panes=HERE)
def last_slide(state: State) -> State:
    """Show the last cell or row."""
    number, count = slide_number(state)
    return on_slide(state, count - number)


def slide_number(state: State) -> tuple[int, int]:
    """Which slide is shown, counted from 1, and how many there are."""
    from copvalue_tui.editor.state.workshop import slide_at, slides

    whole = state.whole_rows
    listed = slides(shown_matrix(state), whole)
    return slide_at(listed, shown_place(state, state.cursor), whole) + 1, len(listed)


def _point(state: State, by: int) -> State:
    """The state with the value below or above pointed at; on a whole row, on into its other cell.

    It never leaves the slide: that would surprise everybody who looks at it.
    """
    matrix, here = shown_matrix(state), shown_place(state, state.cursor)
    slot = here.slot + by
    if 0 <= slot < len(cell_at(matrix, here)):
        return state.at(real_place(state, replace(here, slot=slot)))
    column = here.column + by
    if not state.whole_rows or not 0 <= column < len(HORIZONS):
        return state
    count = len(cell_at(matrix, Place(here.row, column)))
    there = Place(here.row, column, 0 if by > 0 else count - 1)
    return state.at(real_place(state, there)) if count else state


@command("Point at the next value", "down", "j", panes=WORKSHOP)
def point_below(state: State) -> State:
    """Point at the next value."""
    return _point(state, 1)


@command("Point at the previous value", "up", "k", panes=WORKSHOP)
def point_above(state: State) -> State:
    """Point at the previous value."""
    return _point(state, -1)


@command("Show the clock, or hide it", "t", panes=WORKSHOP, words="time watch hour minute")
def clock(state: State) -> State:
    """Show the time of day in the title line; it changes once a minute."""
    if not isinstance(state.mode, InRoom):
        return state
    return replace(state, mode=replace(state.mode, clock=not state.mode.clock)).with_message("")


@command("Whole rows, or one cell", "z", panes=HERE)
def whole_rows(state: State) -> State:
    """Show both horizons of a row at once, or one cell at a time."""
    if not isinstance(state.mode, Presenting):
        return state
    return replace(state, mode=replace(state.mode, whole=not state.whole_rows)).with_message("")

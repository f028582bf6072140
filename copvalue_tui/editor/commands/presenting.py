"""Commands of a presentation: one cell or one row after another, large and calm."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.filter.filtered import shown_matrix, shown_place
from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.preconditions import nothing_to_show
from copvalue_tui.editor.state.modes import BROWSING, Pane, Presenting, Voting
from copvalue_tui.editor.state.silent_round import begin_silent_round, end_silent_round
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.by_id import ById
from copvalue_tui.matrix.values import HORIZONS, Place, cell_at

# What a workshop shows is loaded when it begins: the first screen needs none of it.

HERE: tuple[Pane, ...] = ("presenting",)
WORKSHOP: tuple[Pane, ...] = ("presenting", "voting")


def enter_workshop(state: State, mode: Presenting | Voting) -> State:
    """The state in a workshop, at the cell under the cursor or the next that holds values."""
    state = replace(state.unmarked(), mode=mode, query="")
    return on_slide(state, 0).with_message("")


def leave_workshop(state: State) -> State:
    """The state in the grid again, as it was drawn before, at the value that was reached."""
    return replace(state, mode=BROWSING).with_message("")


def on_slide(state: State, by: int) -> State:
    """The state `by` slides further, on its first value; by 0 where it is, if anything is there."""
    from copvalue_tui.editor.state.workshop import slide_at, slides

    whole = state.whole_rows
    matrix = shown_matrix(state)
    listed = slides(ById(matrix), whole)
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


@command("Present", why_not=nothing_to_show, words="slides projector show large")
def present(state: State) -> State:
    """Present one cell after another, large. z shows whole rows, Esc ends."""
    return enter_workshop(state, Presenting())


@command("Next slide", "right", "l", "space", "pagedown", "n", "enter", panes=HERE, footer="next")
def next_slide(state: State) -> State:
    """Show the next cell with values, or the next row."""
    return on_slide(state, 1)


@command("Previous slide", "left", "h", "backspace", "pageup", "p", panes=HERE, footer="back")
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
    listed = slides(ById(shown_matrix(state)), whole)
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


@command("Point at the next value", "down", "j", panes=WORKSHOP, footer="point")
def point_below(state: State) -> State:
    """Point at the next value."""
    return _point(state, 1)


@command("Point at the previous value", "up", "k", panes=WORKSHOP)
def point_above(state: State) -> State:
    """Point at the previous value."""
    return _point(state, -1)


@command("Whole rows, or one cell", "z", panes=HERE, footer="whole row")
def whole_rows(state: State) -> State:
    """Show both horizons of a row at once, or one cell at a time."""
    return replace(state, mode=Presenting(whole=not state.whole_rows)).with_message("")


@command("End the presentation", "escape", "q", panes=HERE, footer="end")
def end_presentation(state: State) -> State:
    """Return to the whole matrix, at the value you reached."""
    return leave_workshop(state)


@command("Silent round: own words first", words="write brainstorm")
def silent_round(state: State) -> State:
    """Show this cell large with only its guiding questions. Esc ends the round."""
    return end_silent_round(state) if state.silent else begin_silent_round(state)

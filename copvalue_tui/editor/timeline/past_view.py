"""Looking at the past: what the grid shows, and how it differs from the present."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from copvalue_tui.editor.filter.filtered import as_filtered, pointed_at
from copvalue_tui.editor.state.modes import BROWSING, InPanel
from copvalue_tui.editor.state.state import Following, State
from copvalue_tui.editor.state.timeline import Timeline
from copvalue_tui.matrix import cursor
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Matrix, Place

if TYPE_CHECKING:
    from copvalue_tui.matrix.diff.changes import Changes

# The comparison is loaded with the timeline: the first screen does not need it.


def as_shown(state: State) -> State:
    """The state as the grid shows it: of the moment that is looked at, what is no more is marked,
    and what the moment itself changed is shown as new.

    Without one it is the present, as a filter shows it. It is for drawing only; the
    matrix that is worked on stays what it is.
    """
    timeline = state.timeline
    if timeline is None:
        return as_filtered(state)
    scene = state.shown
    marks = frozenset[Place]() if timeline.at_present else _gone_values(scene.matrix, state.matrix)
    quiet = replace(state, marks=marks, anchor=None, query="", read_only=True)
    brought = Following(landed=dict.fromkeys(brought_by(timeline), 0.0))
    return replace(quiet, scene=scene, following=brought)


def brought_by(timeline: Timeline) -> frozenset[Place]:
    """Where the values are that the moment which is looked at added, moved or changed."""
    from copvalue_tui.matrix.diff.changes import changes

    before = timeline.chosen + 1
    if timeline.at_present or before >= len(timeline.entries):
        return frozenset()
    return changes(timeline.entries[before].matrix, timeline.entry.matrix).fresh


def look_at_moment(state: State, index: int) -> State:
    """The state with another moment of the timeline looked at."""
    if state.timeline is None:
        return state
    return replace(state, mode=state.timeline.choosing(index)).with_message("")


def look_at_cell(state: State, place: Place) -> State:
    """The state with another cell of the chosen moment looked at."""
    if state.timeline is None:
        return state
    place = cursor.clamp(state.shown.matrix, place)
    return replace(state, mode=replace(state.timeline, place=place)).with_message("")


def point_at(state: State, place: Place) -> State:
    """The state after a click on a place of the grid, which has the keys from then on."""
    if state.timeline is not None:
        return look_at_cell(state, place)
    if state.pane == "review":
        from copvalue_tui.editor.review import walking

        return walking.go_to_visit(state, place)
    if isinstance(state.mode, InPanel):
        state = replace(state, mode=BROWSING)
    there = pointed_at(state, place)
    return state if there is None else state.at(cursor.clamp(state.matrix, there))


def title_of(timeline: Timeline) -> str:
    """The title while a moment is looked at; empty for the present."""
    if timeline.at_present:
        return ""
    return f"As it was at {timeline.entry.when}" if timeline.entry.when else "As it was then"


def difference_words(state: State, sign: str) -> str:
    """How the moment that is looked at differs from the present; `sign` marks such values."""
    from copvalue_tui.matrix.diff.changes import changes

    timeline = state.timeline
    if timeline is None or timeline.at_present:
        return ""
    then = state.shown
    between = changes(then.matrix, state.matrix)
    if between.identical:
        return "Identical to the present."
    cells = plural(len(between.cells), "cell differs", "cells differ")
    parts = [f"{cells} ({sign})"] if between.cells else []
    parts += _counted(len(between.rows_dropped), "row is gone", "rows are gone")
    parts += _counted(len(between.rows_added), "row is new", "rows are new")
    parts += _counted(len(between.rows_changed), "row was edited", "rows were edited")
    facts = between.facts_and_parking
    parts += [f"{_fact_names(facts)} {'differs' if len(facts) == 1 else 'differ'}"] if facts else []
    parts += ["the rows are in another order"] if between.reordered else []
    words = f"only {parts[0]}" if facts and len(parts) == 1 else ", ".join(parts)
    return f"{words[:1].upper()}{words[1:]}. {_here(state, between)}".rstrip()


def _fact_names(facts: Sequence[str]) -> str:
    """Facts as a sentence names them: “the title, the review record”."""
    words = ("review record" if name == "reviews" else name.replace("_", " ") for name in facts)
    return ", ".join(f"the {word}" for word in words)


def _here(state: State, between: Changes) -> str:
    """What became of the cell that is looked at; or where the next one is that differs."""
    cell = state.shown.cursor.cell
    if cell not in between.cells:
        return "Tab for the next." if between.cells else ""
    row = between.pairing.rows.get(cell.row)
    if row is None:
        return "This row no longer exists."
    added, gone = len(between.came_in(replace(cell, row=row))), len(between.left_in(cell))
    parts = [f"{added} added since"] if added else []
    parts += [f"{gone} removed since"] if gone else []
    return f"Here: {', '.join(parts) or 'in another order'}."


def _counted(count: int, one: str, several: str) -> list[str]:
    return [plural(count, one, several)] if count else []


def _gone_values(then: Matrix, now: Matrix) -> frozenset[Place]:
    """The values of the one that are not in the same cell of the other."""
    from copvalue_tui.matrix.diff.changes import changes

    between = changes(then, now)
    places = (between.pairing.before.place(at) for at in between.left)
    return frozenset(place for place in places if place is not None)

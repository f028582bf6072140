"""Keys while a value is typed in place: the line, its suggestions, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from copvalue_tui.editor.commands.adding import typing_at
from copvalue_tui.editor.commands.suggestions import filter_by
from copvalue_tui.editor.filter.filtered import next_shown_cell
from copvalue_tui.editor.keys.command import Command, command
from copvalue_tui.editor.state import text_line
from copvalue_tui.editor.state.history import Step
from copvalue_tui.editor.state.modes import Pane, Typing
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.text_line import TextLine
from copvalue_tui.editor.suggestions.duplicate_notes import twin_words
from copvalue_tui.editor.suggestions.suggestion_list import offers
from copvalue_tui.matrix import cursor, edits
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable_line, without_loose_joiners
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import (
    MOST_LETTERS,
    Matrix,
    Place,
    Scene,
    Value,
    cell_at,
    value_at,
)

TYPING: tuple[Pane, ...] = ("typing",)


def type_letter(state: State, letter: str) -> State:
    """The state after a printable key: at the caret, or at the end of the panel's filter."""
    before = "" if state.typing is None else state.typing.line.before
    taken = acceptable_line(letter, before, more=True)
    if taken.refused:
        return state.with_message(taken.refusal)
    if state.typing is None:
        return filter_by(state, lambda query: query + taken.text)
    if len(state.typing.line.text) >= MOST_LETTERS:
        return state.with_message(f"A value has {MOST_LETTERS:,} letters at most.")
    return change_line(state, lambda line: text_line.typed(line, taken.text))


def change_line(state: State, change: Callable[[TextLine], TextLine]) -> State:
    """The state with the typed line changed; other words unmake the choice of a suggestion."""
    if state.typing is None:
        return state
    line = change(state.typing.line)
    chosen = state.typing.chosen if line.text == state.typing.line.text else None
    return with_duplicate_note(
        state, replace(state, mode=replace(state.typing, line=line, chosen=chosen))
    )


def with_duplicate_note(before: State, state: State) -> State:
    """The state with what is to be said of a twin of the typed words; without what was said."""
    said, was = twin_words(state), twin_words(before)
    if said == was:
        return state
    return state.with_message(said) if said or state.message == was else state


def _typing_ended(state: State) -> State:
    return replace(state, mode=state.mode.root)


def _step_of(state: State, typing: Typing, text: str) -> tuple[str, Matrix]:
    """The step that keeps the typed words, and the matrix after it."""
    if typing.adding:
        matrix = edits.add_values(state.matrix, typing.place, (Value(text),))
        return f"Added {quote(text)}", matrix
    value = value_at(state.matrix, typing.place)
    matrix = edits.set_value(state.matrix, typing.place, replace(value, text=text))
    return f"Reworded {quote(value.text)} to {quote(text)}", matrix


def _typed_words(state: State, typing: Typing) -> str:
    """The words of the line as a value keeps them; words that nobody touched stay as they are."""
    text = typing.line.text
    if typing.adding or value_at(state.matrix, typing.place).text != text:
        text = without_loose_joiners(text)
    return tidy(text)


def keep_words(state: State) -> tuple[State, bool]:
    """The state in the grid again, the typed words kept, and whether there were any."""
    typing = state.typing
    if typing is None:
        return state, False
    text = _typed_words(state, typing)
    state = _typing_ended(state)
    if not text:
        return state.with_message(
            "" if typing.adding else "A value needs words; d to delete it."
        ), False
    action, matrix = _step_of(state, typing, text)
    return state.with_message("").edited(action, matrix, typing.place), True


@command("Keep it", "enter", "ctrl+j", panes=TYPING, edits=True, footer="keep")
def keep(state: State) -> State:
    """Keep the text. When adding: open the next line. On a blank line: stop."""
    typing = state.typing
    after, worded = keep_words(state)
    if typing is None or not typing.adding or not worded:
        return after
    below = replace(after.cursor, slot=after.cursor.slot + 1)
    return replace(typing_at(after, below, TextLine(), adding=True), message=after.message)


@command("Keep it, next cell", "tab", panes=TYPING, edits=True, footer="next cell")
def keep_and_next(state: State) -> State:
    """Take the chosen suggestion, or keep the text and go on in the next cell."""
    if state.typing is not None and state.typing.chosen is not None:
        return _with_suggestion(state)
    place = state.typing.place if state.typing is not None else state.cursor
    after, _ = keep_words(state)
    if after.reviewing is not None:
        # Nothing is added while values are reviewed; it goes on about the reworded one.
        return after
    return open_at_end(after, next_shown_cell(after, place.cell, 1))


def open_at_end(state: State, place: Place) -> State:
    """The state with a blank line open at the end of a cell; the message stays."""
    message = state.message
    end = cursor.last_slot(state.matrix, place)
    state = state.at(end)
    line = replace(place, slot=len(cell_at(state.matrix, place)))
    opened = typing_at(state, line, TextLine(), adding=True)
    return replace(opened, message=message) if message else opened


@command("Keep it, cell before", "shift+tab", panes=TYPING, edits=True)
def keep_and_previous(state: State) -> State:
    """Keep the text and go on in the previous cell."""
    place = state.typing.place if state.typing is not None else state.cursor
    after, _ = keep_words(state)
    if after.reviewing is not None:
        return after
    return open_at_end(after, next_shown_cell(after, place.cell, -1))


def put_aside(state: State, action: str, matrix: Matrix, place: Place, said: str) -> State:
    """The state as it was, with what was not done one undo away."""
    # Two steps, the doing and its undoing: one undo brings the words, another one goes on.
    done = Scene(matrix, cursor.clamp(matrix, place))
    history = state.history.with_step(Step(action, state.scene, done))
    history = history.with_step(Step(said, done, state.scene))
    return replace(state, history=history).with_message(f"{said}. u to bring it back.")


@command("Cancel", "escape", panes=TYPING, footer="cancel")
def cancel(state: State) -> State:
    """Cancel. What you typed is one undo away."""
    typing = state.typing
    if typing is None:
        return state
    text = _typed_words(state, typing)
    state = _typing_ended(state).with_message("")
    same = not typing.adding and value_at(state.matrix, typing.place).text == text
    if not text or same:
        return state
    action, matrix = _step_of(state, typing, text)
    return put_aside(state, action, matrix, typing.place, f"Cancelled {quote(text)}")


def _move_choice(state: State, by: int) -> State:
    typing = state.typing
    offered = state.panel_shown and state.reviewing is None
    listed = offers(state).listed if offered else ()
    if typing is None or not listed:
        return state.with_message("There is no suggestion to choose.")
    if typing.chosen is None:
        chosen = 0 if by > 0 else None
    else:
        chosen = typing.chosen + by if typing.chosen + by >= 0 else None
    if chosen is not None:
        chosen = min(chosen, len(listed) - 1)
    return replace(state, mode=replace(typing, chosen=chosen)).with_message(
        "" if chosen is None else "Tab or → to take the suggestion; Enter to keep your own words."
    )


@command("Choose a suggestion", "down", panes=TYPING)
def choose_next(state: State) -> State:
    """Choose the next matching suggestion."""
    return _move_choice(state, 1)


@command("Choose the one before", "up", panes=TYPING)
def choose_previous(state: State) -> State:
    """Choose the previous suggestion; above the first, none."""
    return _move_choice(state, -1)


def _with_suggestion(state: State) -> State:
    """The state with the chosen suggestion as the line's text, still open to rewording."""
    typing = state.typing
    listed = offers(state).listed
    if typing is None or typing.chosen is None or typing.chosen >= len(listed):
        return state
    text = listed[typing.chosen].offer.suggestion.text
    line = text_line.line_of(text)
    taken = replace(state, mode=replace(typing, line=line, chosen=None))
    said = twin_words(taken) or "Reword it as you like. Enter to keep it."
    return taken.with_message(said)


@command("Right, or take the suggestion", "right", panes=TYPING)
def right(state: State) -> State:
    """Move right. At the end: take the chosen suggestion."""
    typing = state.typing
    if typing is not None and typing.chosen is not None and not typing.line.after:
        return _with_suggestion(state)
    return change_line(state, text_line.right)


def _caret_command(
    name: str, title: str, keys: tuple[str, ...], change: Callable[[TextLine], TextLine], does: str
) -> Command:
    """A command that only moves the caret, or deletes beside it."""

    def run(state: State) -> State:
        return change_line(state, change)

    run.__name__, run.__doc__ = name, does
    return command(title, *keys, panes=TYPING)(run)


CARET = tuple(
    _caret_command(*row)
    for row in (
        ("left", "Left", ("left", "ctrl+b"), text_line.left, "Move left."),
        ("line_start", "Start of the line", ("home", "ctrl+a"), text_line.home,
         "Move to the start."),
        ("line_end", "End of the line", ("end", "ctrl+e"), text_line.end,
         "Move to the end."),
        ("word_left", "Word left", ("ctrl+left", "alt+b", "alt+left"), text_line.word_left,
         "Move one word left."),
        ("word_right", "Word right", ("ctrl+right", "alt+f", "alt+right"), text_line.word_right,
         "Move one word right."),
        ("backspace", "Delete before", ("backspace",), text_line.backspace,
         "Delete the character on the left."),
        ("delete_after", "Delete after", ("delete", "ctrl+d"), text_line.delete,
         "Delete the character at the cursor."),
        ("kill_end", "Delete to the end", ("ctrl+k",), text_line.kill_end,
         "Delete to the end of the line."),
        ("kill_start", "Delete to the start", ("ctrl+u",), text_line.kill_start,
         "Delete to the start of the line."),
        ("kill_word_right", "Delete the word after", ("alt+d", "ctrl+delete"),
         text_line.kill_word_right, "Delete the word on the right."),
        ("kill_word", "Delete a word", ("ctrl+w", "alt+backspace"), text_line.kill_word,
         "Delete the word on the left."),
    )
)  # fmt: skip
"""Keys that only move the caret, or delete beside it, as readline has them."""

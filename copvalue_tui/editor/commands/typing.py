"""Keys while a value is typed in place: the line, its suggestions, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from copvalue_tui.editor.commands.adding import typing_at
from copvalue_tui.editor.commands.suggestions import filter_by
from copvalue_tui.editor.filter.filtered import next_shown_cell
from copvalue_tui.editor.keys.command import Command, command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.state import text_line
from copvalue_tui.editor.state.history import Step
from copvalue_tui.editor.state.modes import Pane, Typing
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.editor.state.text_line import Change, LineHistory, TextLine, WrappedLine
from copvalue_tui.editor.suggestions.suggestion_list import highlighted, offers, twin_words
from copvalue_tui.matrix import cursor, edits
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable_line, without_loose_joiners
from copvalue_tui.matrix.text.sentences import quote, quote_both
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
    return type_text(state, taken.text)


def type_text(state: State, text: str) -> State:
    """The state with the text typed at the caret, unless the value becomes too long."""
    typing = state.typing
    if typing is None:
        return state
    rest = len(typing.line.text) - len(typing.line.selected)
    if rest + len(text) > MOST_LETTERS:
        return state.with_message(f"A value has {MOST_LETTERS:,} letters at most.")
    return change_line(state, lambda line: text_line.typed(line, text))


def change_line(state: State, change: Change) -> State:
    """The state with the typed line changed; other words unmake the choice of a suggestion."""
    if state.typing is None:
        return state
    before = state.typing.line
    line = change(before)
    return _with_line(state, line, state.typing.past.after(before, line))


def _with_line(state: State, line: TextLine, past: LineHistory) -> State:
    if state.typing is None:
        return state
    chosen = state.typing.chosen if line.text == state.typing.line.text else None
    mode = replace(state.typing, line=line, chosen=chosen, past=past)
    return with_duplicate_note(state, replace(state, mode=mode))


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
    return "Reworded {} to {}".format(*quote_both(value.text, text)), matrix


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
    """Keep the text; take a highlighted suggestion. Adding: next line; on a blank one, stop."""
    typing = state.typing
    if typing is not None and typing.chosen is not None:
        return _with_suggestion(state)
    after, worded = keep_words(state)
    if typing is None or not typing.adding or not worded:
        return after
    below = replace(after.cursor, slot=after.cursor.slot + 1)
    return replace(typing_at(after, below, TextLine(), adding=True), message=after.message)


@command("Keep it, next cell", "tab", panes=TYPING, edits=True, footer="next cell")
def keep_and_next(state: State) -> State:
    """Keep the text, or the highlighted suggestion, and go on in the next cell."""
    return _kept_beside(state, 1)


def _kept_beside(state: State, by: int) -> State:
    """The state with the words kept, and a blank line open in the next cell or the previous."""
    if state.typing is not None and state.typing.chosen is not None:
        state = _with_suggestion(state)
    place = state.typing.place if state.typing is not None else state.cursor
    after, _ = keep_words(state)
    if after.reviewing is not None:
        # Nothing is added while values are reviewed; it goes on about the reworded one.
        return after
    return open_at_end(after, next_shown_cell(after, place.cell, by))


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
    return _kept_beside(state, -1)


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


def _move_choice(state: State, by: int) -> State | None:
    """The state with another suggestion highlighted, or none; None where there is none to be."""
    typing = state.typing
    offered = state.panel_shown and state.reviewing is None
    listed = offers(state).listed if offered else ()
    if typing is None or not listed:
        return None
    chosen = by - 1 if typing.chosen is None else typing.chosen + by
    if chosen < 0:
        return replace(state, mode=replace(typing, chosen=None)).with_message("")
    return highlighted(state, min(chosen, len(listed) - 1))


@command("Down", "down", panes=TYPING)
def line_down(state: State, width: int) -> State:
    """Move down a line. From the last line: go to the suggestions."""
    typing = state.typing
    if typing is None:
        return state
    wrapped = text_line.wrapped_at(typing.line, width)
    if typing.chosen is not None or wrapped.is_last:
        after = _move_choice(state, 1)
        if after is not None:
            return after
    return change_line(state, lambda _: wrapped.moved(1))


@command("Up", "up", panes=TYPING)
def line_up(state: State, width: int) -> State:
    """Move up a line, or to the previous suggestion; from the first one, back to the text."""
    typing = state.typing
    if typing is None:
        return state
    if typing.chosen is not None:
        return _move_choice(state, -1) or state
    return change_line(state, lambda line: text_line.wrapped_at(line, width).moved(-1))


def _with_suggestion(state: State) -> State:
    """The state with the chosen suggestion as the line's text, still open to rewording."""
    typing = state.typing
    listed = offers(state).listed
    if typing is None or typing.chosen is None or typing.chosen >= len(listed):
        return state
    text = listed[typing.chosen].offer.suggestion.text
    taken = change_line(state, lambda _: text_line.line_of(text))
    said = twin_words(taken) or "Reword it as you like. Enter to keep it."
    return taken.with_message(said)


@command("Right, or take the suggestion", "right", "ctrl+f", panes=TYPING)
def right(state: State) -> State:
    """Move right. At the end: take the highlighted suggestion."""
    typing = state.typing
    if typing is not None and typing.chosen is not None and not typing.line.after:
        return _with_suggestion(state)
    return change_line(state, text_line.right)


@command("Undo in the text", "ctrl+z", panes=TYPING)
def undo_typing(state: State) -> State:
    """Undo the last word or change of the text you are typing."""
    typing = state.typing
    if typing is None or not typing.past.done:
        return state.with_message("Nothing to undo in this text.")
    past = typing.past
    undone = LineHistory(past.done[:-1], (*past.undone, typing.line))
    return _with_line(state, past.done[-1], undone)


@command("Redo in the text", "ctrl+y", panes=TYPING)
def redo_typing(state: State) -> State:
    """Redo what you undid in the text."""
    typing = state.typing
    if typing is None or not typing.past.undone:
        return state.with_message("Nothing to redo in this text.")
    past = typing.past
    redone = LineHistory((*past.done, typing.line), past.undone[:-1])
    return _with_line(state, past.undone[-1], redone)


def _nothing_copied(state: State) -> str | None:
    return None if state.clipboard else "Nothing copied yet."


def nothing_selected(state: State) -> str | None:
    """Why there is nothing to copy out of the text; None when there is."""
    if state.typing is not None and state.typing.line.selected:
        return None
    return "Nothing is selected; Shift and an arrow key to select."


@command("Copy the selection", "ctrl+c", panes=TYPING, why_not=nothing_selected)
async def copy_selection(state: State, host: Host) -> State:
    """Copy the selected text, also to the terminal's clipboard."""
    text = "" if state.typing is None else state.typing.line.selected
    sent = await host.copy(text)
    state = replace(state, clipboard=(Value(text),))
    return state.with_message(f"Copied {quote(text, 40)}. {sent}")


@command("Cut the selection", "ctrl+x", panes=TYPING, why_not=nothing_selected)
async def cut_selection(state: State, host: Host) -> State:
    """Cut the selected text, also to the terminal's clipboard."""
    text = "" if state.typing is None else state.typing.line.selected
    sent = await host.copy(text)
    state = change_line(replace(state, clipboard=(Value(text),)), text_line.without_selection)
    return state.with_message(f"Cut {quote(text, 40)}. {sent}")


@command("Paste into the text", "ctrl+v", panes=TYPING, edits=True, why_not=_nothing_copied)
def paste_copied(state: State) -> State:
    """Paste what you copied. Several values: keep the text and add them below it."""
    if len(state.clipboard) == 1:
        text = state.clipboard[0].text
        return type_text(state, text)
    after, _ = keep_words(state)
    if after.reviewing is not None:
        return after.with_message("You cannot add values in a review; Esc to leave it.")
    slot = after.cursor.slot + 1 if after.cell else 0
    place = replace(after.cursor, slot=slot)
    matrix = edits.add_values(after.matrix, place, after.clipboard)
    last = replace(place, slot=place.slot + len(after.clipboard) - 1)
    return after.edited(f"Pasted {quoted(after.clipboard)}", matrix, last)


Wrapped = Callable[[WrappedLine], TextLine]


def _caret_command(
    name: str, title: str, keys: tuple[str, ...], change: Change, does: str
) -> Command:
    """A command that only moves the caret, selects, or deletes beside it."""

    def run(state: State) -> State:
        return change_line(state, change)

    run.__name__, run.__doc__ = name, does
    return command(title, *keys, panes=TYPING)(run)


def _line_command(name: str, title: str, key: str, move: Wrapped, selects: bool) -> Command:
    """A command that moves the caret about the lines as they are wrapped on screen."""

    def run(state: State, width: int) -> State:
        def change(line: TextLine) -> TextLine:
            return move(text_line.wrapped_at(line, width))

        return change_line(state, text_line.selecting(change) if selects else change)

    run.__name__, run.__doc__ = name, f"{title}{' and select' if selects else ''}."
    return command(title, key, panes=TYPING)(run)


LINES = tuple(
    _line_command(*row)
    for row in (
        ("line_start", "Move to the start of the line", "home", WrappedLine.line_start, False),
        ("line_end", "Move to the end of the line", "end", WrappedLine.line_end, False),
        ("select_line_start", "Move to the start of the line", "shift+home",
         WrappedLine.line_start, True),
        ("select_line_end", "Move to the end of the line", "shift+end",
         WrappedLine.line_end, True),
        ("select_up", "Move up a line", "shift+up", lambda line: line.moved(-1), True),
        ("select_down", "Move down a line", "shift+down", lambda line: line.moved(1), True),
    )
)  # fmt: skip
"""Keys about the lines on screen; from the start or the end of one, about the whole text."""

CARET = tuple(
    _caret_command(*row)
    for row in (
        ("left", "Left", ("left", "ctrl+b"), text_line.left, "Move left."),
        ("text_start", "Start of the text", ("ctrl+a", "ctrl+home"), text_line.home,
         "Move to the start of the text."),
        ("text_end", "End of the text", ("ctrl+e", "ctrl+end"), text_line.end,
         "Move to the end of the text."),
        ("word_left", "Word left", ("ctrl+left", "alt+b", "alt+left"), text_line.word_left,
         "Move one word left."),
        ("word_right", "Word right", ("ctrl+right", "alt+f", "alt+right"), text_line.word_right,
         "Move one word right."),
        ("select_left", "Select left", ("shift+left",),
         text_line.selecting(text_line.left), "Select one character left."),
        ("select_right", "Select right", ("shift+right",),
         text_line.selecting(text_line.right), "Select one character right."),
        ("select_word_left", "Select a word left", ("ctrl+shift+left", "alt+shift+left"),
         text_line.selecting(text_line.word_left), "Select one word left."),
        ("select_word_right", "Select a word right", ("ctrl+shift+right", "alt+shift+right"),
         text_line.selecting(text_line.word_right), "Select one word right."),
        ("select_text", "Select all", ("f7",), text_line.select_all,
         "Select the whole text."),
        ("backspace", "Delete before", ("backspace",), text_line.backspace,
         "Delete the character on the left, or the selection."),
        ("delete_after", "Delete after", ("delete", "ctrl+d"), text_line.delete,
         "Delete the character at the cursor, or the selection."),
        ("kill_end", "Delete to the end", ("ctrl+k",), text_line.kill_end,
         "Delete to the end of the text."),
        ("kill_start", "Delete to the start", ("ctrl+u",), text_line.kill_start,
         "Delete to the start of the text."),
        ("kill_word_right", "Delete the word after", ("alt+d", "ctrl+delete"),
         text_line.kill_word_right, "Delete the word on the right."),
        ("kill_word", "Delete a word", ("ctrl+w", "alt+backspace"), text_line.kill_word,
         "Delete the word on the left."),
    )
)  # fmt: skip
"""Keys that move the caret, select, or delete beside it, as readline and Textual's Input do."""

"""Readline keys while a value is typed: they move the caret and delete around it."""

from __future__ import annotations

from copvalue_tui.editor import lines
from copvalue_tui.editor.command import command
from copvalue_tui.editor.commands.typing import TYPING, with_line
from copvalue_tui.editor.state import State


@command("Left", "left", "ctrl+b", panes=TYPING)
def left(state: State) -> State:
    """Moves the caret left."""
    return with_line(state, lines.left)


@command("Start of the line", "home", "ctrl+a", panes=TYPING)
def line_start(state: State) -> State:
    """Moves the caret to the start."""
    return with_line(state, lines.home)


@command("End of the line", "end", "ctrl+e", panes=TYPING)
def line_end(state: State) -> State:
    """Moves the caret to the end."""
    return with_line(state, lines.end)


@command("Word left", "ctrl+left", panes=TYPING)
def word_left(state: State) -> State:
    """Moves the caret a word to the left."""
    return with_line(state, lines.word_left)


@command("Word right", "ctrl+right", panes=TYPING)
def word_right(state: State) -> State:
    """Moves the caret a word to the right."""
    return with_line(state, lines.word_right)


@command("Delete before", "backspace", panes=TYPING)
def backspace(state: State) -> State:
    """Deletes what stands left of the caret."""
    return with_line(state, lines.backspace)


@command("Delete after", "delete", "ctrl+d", panes=TYPING)
def delete_after(state: State) -> State:
    """Deletes what stands at the caret."""
    return with_line(state, lines.delete)


@command("Delete to the end", "ctrl+k", panes=TYPING)
def kill_end(state: State) -> State:
    """Deletes from the caret to the end of the line."""
    return with_line(state, lines.kill_end)


@command("Delete to the start", "ctrl+u", panes=TYPING)
def kill_start(state: State) -> State:
    """Deletes from the caret back to the start of the line."""
    return with_line(state, lines.kill_start)


@command("Delete a word", "ctrl+w", panes=TYPING)
def kill_word(state: State) -> State:
    """Deletes the word left of the caret."""
    return with_line(state, lines.kill_word)

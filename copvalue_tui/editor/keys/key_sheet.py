"""The first page of the help: the keys of where one is, by group, short enough for one screen."""

from __future__ import annotations

from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.key_table import PANE_WORDS, keys_text
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.editor.state.modes import Pane

_Line = tuple[str, str]
_Groups = tuple[tuple[str, tuple[_Line, ...]], ...]
_GRID: _Groups = (
    (
        "WRITE",
        (
            ("add-below", "add below"),
            ("edit", "edit"),
            ("adopt-numbered", "adopt"),
            ("delete", "delete"),
            ("merge", "merge"),
            ("edit-outside", "in $EDITOR"),
        ),
    ),
    (
        "MOVE",
        (
            ("move-to copy-to", "to any cell"),
            ("move-left move-right", "left, right"),
            ("move-down move-up", "down, up"),
            ("mark mark-range", "mark, range"),
            ("cut paste", "cut, paste"),
            ("copy copy-cell", "copy, cell"),
        ),
    ),
    (
        "DECIDE",
        (
            ("set-status", "status"),
            ("raise-priority lower-priority", "priority"),
            ("add-vote", "vote"),
            ("edit-details", "details"),
            ("review", "review"),
            ("balance", "balance"),
        ),
    ),
    (
        "SAFE",
        (
            ("undo redo", "undo, redo"),
            ("timeline", "history"),
            ("save save-as", "save, as"),
            ("open-file", "open"),
            ("quit-editor", "quit"),
        ),
    ),
    (
        "ROWS",
        (
            ("add-row", "add"),
            ("rename-row", "rename"),
            ("delete-row", "delete"),
            ("move-row-up move-row-down", "order"),
            ("describe-row", "persona"),
            ("facts", "community"),
        ),
    ),
    (
        "SEE",
        (
            ("search next-hit", "find, next"),
            ("filter-values", "filter"),
            ("zoom", "one cell"),
            ("to-panel", "suggestions"),
            ("toggle-panel", "hide them"),
        ),
    ),
    (
        "ROOM AND SHARE",
        (
            ("room", "the room"),
            ("parking-lot", "parking lot"),
            ("share", "share"),
            ("settings", "settings"),
            ("palette", "all commands"),
        ),
    ),
    (
        "GO",
        (
            ("previous-value next-value", "values"),
            ("cell-left cell-right", "cells"),
            ("next-cell", "next cell"),
            ("first-value last-value", "first, last"),
            ("previous-row next-row", "rows"),
        ),
    ),
)
"""Heading → ids of commands, and what their keys do in a word or two."""
_TYPING: _Groups = (
    (
        "KEEP",
        (
            ("keep", "keep, next line"),
            ("keep-and-next", "keep, next cell"),
            ("keep-and-previous", "keep, cell before"),
            ("cancel", "cancel"),
        ),
    ),
    (
        "SUGGESTIONS",
        (
            ("line-down", "below the text"),
            ("line-up", "back to the text"),
            ("right", "take it, at the end"),
            ("keep", "take it"),
        ),
    ),
    (
        "EDIT",
        (
            ("undo-typing redo-typing", "undo, redo"),
            ("copy-selection", "copy"),
            ("cut-selection", "cut"),
            ("paste-copied", "paste"),
            ("select-text", "select all"),
            ("select-left select-right", "select"),
        ),
    ),
    (
        "GO",
        (
            ("word-left word-right", "words"),
            ("line-start line-end", "line"),
            ("text-start text-end", "text"),
        ),
    ),
    (
        "DELETE",
        (
            ("kill-word kill-word-right", "words"),
            ("kill-start kill-end", "to start, end"),
        ),
    ),
    ("ALSO", (("save", "save"), ("quit-editor", "quit"), ("show-help", "this page"))),
)


_VERDICT = "Verdict: "


def key_sheet(keymap: Keymap, pane: Pane) -> tuple[HelpPage, ...]:
    """The keys of a pane by group; a group is a few lines of keys and what they do."""
    known = {command.id: command for command in keymap.commands}
    if pane in ("grid", "typing"):
        groups = _GRID if pane == "grid" else _TYPING
        pages = ((heading, _lines(keymap, pane, known, lines)) for heading, lines in groups)
        return tuple(HelpPage(heading, lines) for heading, lines in pages if lines)
    own = [one for one in keymap.commands if pane in one.panes and "grid" not in one.panes]
    shared = [one for one in keymap.commands if pane in one.panes and "grid" in one.panes]
    if pane == "writing":
        own += [known[name] for name in ("add-below", "edit", "delete", "undo", "redo")]
        own += [known[name] for name in ("previous-value", "next-value", "cell-left", "cell-right")]
    parts = {PANE_WORDS[pane].upper(): own, "AS EVERYWHERE": shared}
    titled = (HelpPage(name, _titled(keymap, pane, each)) for name, each in parts.items())
    return tuple(page for page in titled if page.lines)


def _lines(
    keymap: Keymap, pane: Pane, known: dict[str, Command], lines: tuple[_Line, ...]
) -> tuple[_Line, ...]:
    found = (
        ([_key(keymap, known[name], pane) for name in names.split() if name in known], word)
        for names, word in lines
    )
    return tuple((" ".join(filter(None, keys)), word) for keys, word in found if any(keys))


def _titled(keymap: Keymap, pane: Pane, commands: list[Command]) -> tuple[_Line, ...]:
    """Commands that have a key, with their titles."""
    lines = [(_key(keymap, command, pane), command.title) for command in commands]
    lines = [(key, title) for key, title in lines if key]
    verdicts = [line for line in lines if line[1].startswith(_VERDICT)]
    numbers = [key for key, _ in verdicts]
    if len(numbers) > 2 and numbers == [str(at + 1) for at in range(len(numbers))]:
        # One line for all: what the marks mean, and their order, is at the foot of the page.
        whole = (f"1 … {numbers[-1]}", f"{_VERDICT}proposed … {verdicts[-1][1][len(_VERDICT) :]}")
        at = lines.index(verdicts[0])
        lines = [line for line in lines if line not in verdicts]
        lines.insert(at, whole)
    return tuple(lines)


def _key(keymap: Keymap, command: Command, pane: Pane) -> str:
    """The key to show: of numbered commands all, of others the first."""
    keys = keymap.keys[command.id]
    numbered = keys[:1] == ("1",) and len(keys) > 2
    return keys_text(keys) if numbered else keymap.key_of(command, pane)

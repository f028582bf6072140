"""The footer: the keys that make sense now, each with its word."""

from __future__ import annotations

from collections.abc import Mapping

from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.modes import Pane, Typing
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.suggestions.suggestion_list import offers
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces

_FEW = 4
_OF_MOMENTS: tuple[Pane, ...] = ("grid", "writing", "typing", "presenting", "voting")
"""So few keys of the footer are cut from the end only."""

# The keys of a moment, the most wanted first: command → its word. What cannot be done is left out.
_SILENT = {"add-below": "add", "edit": "edit", "switch-view": "vote", "leave-room": "done"}
"""A silent round."""
_FOLLOWING = {
    "zoom": "zoom",
    "search": "search",
    "palette": "all",
    "show-help": "help",
    "quit-editor": "quit",
}
"""A screen that only follows."""
_ENDS = {"palette": "all", "show-help": "help"}
"""What leads to all other keys."""
_MARKED = {
    "merge": "merge",
    "move-to": "move to",
    "clear-marks": "clear",
    "delete": "delete",
    "copy-to": "copy to",
    "set-status": "status",
    **_ENDS,
}
"""Values are marked."""
_LARGE = {
    "add-below": "add",
    "edit": "edit",
    "zoom": "whole matrix",
    "next-cell": "next cell",
    "delete": "delete",
    **_ENDS,
}
"""One cell is shown large."""
_PRESENTING = {
    "next-slide": "next",
    "slide-before": "back",
    "whole-rows": "whole row",
    "switch-view": "write",
    "leave-room": "done",
    "point-below": "point",
    **_ENDS,
}
"""A presentation."""
_VOTING = {
    "vote-numbered": "to 9 vote",
    "take-vote-back": "undo",
    "order-by-votes": "order",
    "vote-next-cell": "next",
    "switch-view": "present",
    "leave-room": "done",
    "expect-votes": "how many",
    **_ENDS,
}
"""A voting round."""
_FILLED = {
    "add-below": "add",
    "edit": "edit",
    "move-to": "move",
    "undo": "undo",
    "review": "review",
    "add-row": "add a row",
    "delete": "delete",
    "set-status": "status",
    "to-panel": "suggest",
    "search": "find",
    "room": "room",
    "share": "share",
    "edit-details": "details",
    "balance": "balance",
    "filter-values": "filter",
    **_ENDS,
}
"""The cursor is on a value."""
_NARROWING = {"adopt": "adopt", "shorten-filter": "shorten", "leave-panel": "show all"}
"""What suggestions are filtered by is typed: other keys are its letters."""
_EMPTY = {
    "add-below": "add",
    "adopt-numbered": "to 9 adopt",
    "undo": "undo",
    "rename-row": "rename the row",
    "add-row": "add a row",
    "to-panel": "suggest",
    **_ENDS,
}
"""The cell is empty."""


def footer_words(state: State, keymap: Keymap) -> tuple[tuple[str, str], ...]:
    """The keys that make sense now, each with its word; first those of this pane alone."""
    if state.in_panel.filtering:
        return _few_words(keymap, _NARROWING, state)
    if state.pane in _OF_MOMENTS:
        return _few_words(keymap, _of_moment(state), state)
    found = [
        (key, command)
        for key, command in _of_footer(keymap, state.pane)
        if command.why_not(state) is None
    ]
    return tuple((key, one.footer) for key, one in found)


def _of_moment(state: State) -> Mapping[str, str]:
    """The keys of what the grid is used for at this moment."""
    if state.typing is not None:
        return _typing_words(state, state.typing)
    if state.pane in ("presenting", "voting"):
        return _PRESENTING if state.pane == "presenting" else _VOTING
    if state.silent:
        return _SILENT
    if state.following is not None:
        return _FOLLOWING | {"zoom": _LARGE["zoom"]} if state.one_cell else _FOLLOWING
    if state.marked:
        return _MARKED
    if state.one_cell:
        return _LARGE
    return _EMPTY if state.value is None else _FILLED


def _typing_words(state: State, typing: Typing) -> Mapping[str, str]:
    """What the keys do while a value is typed."""
    if typing.chosen is not None:
        return {"keep": "take it", "keep-and-next": "take it, next cell", "line-up": "back",
                "cancel": "cancel", "show-help": "help"}  # fmt: skip
    words = {"keep": "keep"}
    if state.reviewing is None:
        # A review goes on with its own value, not with the next cell.
        words["keep-and-next"] = "next cell"
        if state.panel_shown and not state.one_cell and offers(state).listed:
            words["line-down"] = "suggestions"
    return words | {"cancel": "cancel", "show-help": "help"}


def _of_footer(keymap: Keymap, pane: Pane) -> tuple[tuple[str, Command], ...]:
    """The commands that a pane's footer may show, each with its key."""
    commands = sorted(keymap.commands, key=lambda command: len(command.panes) > 1)
    found = (
        (keymap.key_of(command, pane), command)
        for command in commands
        if command.footer and pane in command.panes
    )
    return tuple((key, command) for key, command in found if key)


def _few_words(
    keymap: Keymap, words: Mapping[str, str], state: State
) -> tuple[tuple[str, str], ...]:
    """These commands' keys, in this order; those without a key, or not to be done, left out."""
    commands = {one.id: one for one in keymap.commands if one.id in words}
    found = (
        (keymap.key_of(commands[name], state.pane), word)
        for name, word in words.items()
        if name in commands and commands[name].why_not(state) is None
    )
    return tuple((key, word) for key, word in found if key)


def footer_line(words: tuple[tuple[str, str], ...], width: int) -> Pieces:
    """As many of the keys as fit, none cut; the way out and the last two stay."""
    builder = LineBuilder().to(1)
    kept = list(words)
    while len(kept) > _FEW and sum(cell_width(f"{key} {word}  ") for key, word in kept) > width:
        kept.remove(next(one for one in reversed(kept[:-2]) if one[0] != "Esc"))
    for key, word in kept:
        if builder.at + cell_width(key) + 1 + cell_width(word) > width - 1:
            break
        builder.write(key, "key").write(f" {word}  ", "dim")
    return builder.line(width)

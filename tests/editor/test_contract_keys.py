"""The keys of the grid, the panel and the palette are those that people were promised."""

from __future__ import annotations

import pytest

from copvalue_tui.editor.commands import COMMANDS, shipped_keymap

GRID = {
    "next-value": "down j",
    "previous-value": "up k",
    "cell-left": "left h",
    "cell-right": "right l",
    "next-cell": "tab",
    "previous-cell": "shift+tab",
    "first-value": "g home",
    "last-value": "G end",
    "previous-row": "pageup",
    "next-row": "pagedown",
    "zoom": "z",
    "add-below": "a o insert",
    "add-above": "O",
    "edit": "enter e f2",
    "delete": "d delete",
    "undo": "u ctrl+z",
    "redo": "U ctrl+y ctrl+r",
    "move-down": "J",
    "move-up": "K",
    "move-left": "H",
    "move-right": "L",
    "move-to": "m",
    "copy-to": "c",
    "merge": "M",
    "mark": "space",
    "mark-range": "v",
    "clear-marks": "escape",
    "copy": "y",
    "copy-cell": "Y",
    "cut": "x ctrl+x",
    "paste": "p ctrl+v",
    "paste-above": "P",
    "adopt-numbered": "1 2 3 4 5 6 7 8 9",
    "to-panel": "s",
    "toggle-panel": "S",
    "search": "/ ctrl+f",
    "next-hit": "n",
    "previous-hit": "N",
    "filter-values": "f",
    "set-status": "t",
    "raise-priority": "+",
    "lower-priority": "-",
    "add-vote": "*",
    "edit-details": "i",
    "add-row": "A",
    "rename-row": "R",
    "delete-row": "D",
    "move-row-up": "<",
    "move-row-down": ">",
    "describe-row": "I",
    "facts": "C",
    "timeline": "T",
    "review": "r",
    "balance": "b",
    "room": "V",
    "parking-lot": "B",
    "share": "X",
    "edit-outside": "E",
    "save": "w ctrl+s",
    "save-as": "W",
    "open-file": "F",
    "settings": ",",
    "palette": ": ctrl+p",
    "show-help": "? f1",
    "quit-editor": "q ctrl+q",
}
PANEL = {
    "next-suggestion": "down j",
    "previous-suggestion": "up k",
    "adopt": "enter space",
    "filter-panel": "/",
    "toggle-gaps": "g",
    "next-empty-cell": "n",
    "about-suggestion": "i",
    "leave-panel": "escape left h s",
}
BESIDE = {"ctrl+l"}
"""Redraws the screen; promised nowhere."""


@pytest.mark.parametrize(("pane", "promised"), [("grid", GRID), ("panel", PANEL)])
def test_each_promised_key_runs_its_command(pane, promised):
    keymap = shipped_keymap()
    found = {
        name: [key for key in keys.split() if getattr(keymap.find(pane, key), "id", "") != name]
        for name, keys in promised.items()
    }
    assert {name: keys for name, keys in found.items() if keys} == {}


def test_the_grid_has_no_key_that_was_not_promised():
    bound = {key for pane, key in shipped_keymap().bound if pane == "grid"}
    assert bound - set(" ".join(GRID.values()).split()) == BESIDE


def test_everything_that_has_a_key_in_the_grid_is_in_the_palette():
    listed = {command.id for command in COMMANDS if "grid" in command.panes}
    assert set(GRID) <= listed
    assert "mark-cell" in listed

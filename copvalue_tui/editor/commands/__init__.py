"""Every command of the editor, theme by theme, in the order of the help.

moving: move the cursor, mark values, zoom
adding: add, edit, delete values
changing: edit a cell in $EDITOR, merge values
shifting: move and copy values to other cells
details: status, priority, votes, owner and the details form
parking: the parking lot
clipboard: copy, cut, paste
pasting: what becomes of pasted text
paste_preview: the question about a paste
history: undo and redo
timeline: look back, restore, name checkpoints
review: reviews, verdicts, minutes
balance: the balance page and shared values
suggestions: the suggestion panel: adopt, filter, gaps
presenting: presentation and silent round
voting: voting round
packs: save values to a pack, make a pack
sharing: export, a row's page, minutes, the clipboard
search: search the matrix
filter: filter values
rows: rows, title and facts of the community
files: save, save as, open, follow, quit, suspend
settings: theme, mouse, autosave, suggestions
help: help and the command palette
typing: keys while a value is typed
"""

from functools import cache
from importlib import import_module

from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.key_table import THEMES
from copvalue_tui.editor.keys.keymap import Keymap, build_keymap

COMMANDS = tuple(
    command
    for theme in THEMES
    for thing in vars(import_module(f"{__name__}.{theme}")).values()
    for command in (thing if isinstance(thing, tuple) else (thing,))
    if isinstance(command, Command) and command.theme == theme
)
"""In the order of the themes and, within one, of its module's text; some are made from tables."""


@cache
def shipped_keymap() -> Keymap:
    """The keymap of a person who changed no key.

    Raises:
        ValueError: Two commands want one key in the same pane.
    """
    keymap, clashes = build_keymap(COMMANDS, {})
    if clashes:
        raise ValueError(" ".join(clashes))
    return keymap

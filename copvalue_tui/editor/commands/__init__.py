"""Every command of the editor, theme by theme, in the order of the help."""

from importlib import import_module

from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.key_table import THEMES
from copvalue_tui.editor.keys.keymap import Keymap, build_keymap

COMMANDS = tuple(
    command
    for theme in THEMES
    for command in vars(import_module(f"{__name__}.{theme}")).values()
    if isinstance(command, Command) and command.theme == theme
)
"""In the order of the themes and, within one, of its module's text."""


def shipped_keymap() -> Keymap:
    """The keymap of somebody who changed no key.

    Raises:
        ValueError: Two commands want one key in the same pane.
    """
    keymap, clashes = build_keymap(COMMANDS, {})
    if clashes:
        raise ValueError(" ".join(clashes))
    return keymap

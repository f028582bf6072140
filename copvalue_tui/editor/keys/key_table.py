"""The table of all keys, from the commands themselves: for the help, the documents and `keys`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.keymap import Keymap, build_keymap, key_name
from copvalue_tui.editor.keys.layouts import PRESETS
from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.editor.state.modes import Pane

PANE_WORDS: dict[Pane, str] = {
    "grid": "",
    "typing": "while typing",
    "panel": "in the panel",
    "timeline": "in the timeline",
    "review": "in a review",
    "presenting": "while presenting",
    "writing": "in a silent round",
    "voting": "in a voting round",
}
_IN_SILENCE = ("switch-view", "leave-room", "add-below", "edit", "delete", "undo", "cell-right")


def keys_text(keys: tuple[str, ...]) -> str:
    """The keys as people read them; a run of digits is said as one: `1 … 9`."""
    parts = []
    for digits, run in groupby(keys, str.isdecimal):
        names = [key_name(key) for key in run]
        parts += [f"{names[0]} … {names[-1]}"] if digits and len(names) > 2 else names
    return " ".join(parts)


def _where(command: Command) -> str:
    words = [PANE_WORDS[pane] for pane in command.panes if PANE_WORDS[pane]]
    return f" ({', '.join(words)})" if words and "grid" not in command.panes else ""


def _themed(keymap: Keymap, theme: str) -> tuple[Command, ...]:
    return tuple(command for command in keymap.commands if command.theme == theme)


def _line(keymap: Keymap, command: Command) -> tuple[str, str]:
    return keys_text(keymap.keys[command.id]), command.help


def _help_line(keymap: Keymap, command: Command) -> tuple[str, str]:
    """A command's keys and what it does; without a key of its own, how the palette calls it."""
    keys, does = _line(keymap, command)
    return (keys, does) if keys else (":", f"“{command.title.rstrip('…')}”. {does}")


def help_pages(keymap: Keymap, pane: Pane) -> tuple[HelpPage, ...]:
    """Every theme with its keys; those of where the person is come first."""
    pages = tuple(
        HelpPage(heading, tuple(_help_line(keymap, command) for command in _themed(keymap, theme)))
        for theme, heading in THEMES.items()
    )
    if pane == "writing":
        known = {command.id: command for command in keymap.commands}
        lines = [_line(keymap, known[name]) for name in _IN_SILENCE if name in known]
        return (HelpPage("Keys in a silent round", tuple(lines)), *pages)
    if pane == "grid":
        return pages
    # What can be done nowhere else comes first.
    ordered = sorted(keymap.commands, key=lambda command: len(command.panes) > 1)
    here = tuple(_help_line(keymap, command) for command in ordered if pane in command.panes)
    return (HelpPage(f"Keys {PANE_WORDS[pane]}", here), *pages)


def key_table_text(keymap: Keymap) -> str:
    """The key table as Markdown, theme by theme."""
    parts = []
    for theme, heading in THEMES.items():
        lines = [
            f"| {_cell(keys)} | {command.title}{_where(command)} | {does} | `{command.id}` |"
            for command in _themed(keymap, theme)
            for keys, does in (_line(keymap, command),)
        ]
        head = "| keys | command | what it does | id |\n|---|---|---|---|"
        parts.append(f"## {heading}\n\n{head}\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def other_keys_text(commands: Sequence[Command]) -> str:
    """The presets and the keyboards of other scripts, as Markdown."""
    titles = {command.id: command.title for command in commands}
    names = [name for name in PRESETS if PRESETS[name]]
    ids = dict.fromkeys(one for name in names for one in PRESETS[name])
    keymaps = [build_keymap(commands, {}, name)[0] for name in names]
    lines = [
        f"| {titles[one]} | "
        + " | ".join(keys_text(_in_grid(keymap.keys[one])) or "palette" for keymap in keymaps)
        + " |"
        for one in ids
    ]
    head = f"| command | {' | '.join(names)} |\n|---|{'---|' * len(names)}"
    return _OTHER_KEYS.format(table=f"{head}\n" + "\n".join(lines))


def _in_grid(keys: Sequence[str]) -> tuple[str, ...]:
    """Without the letters, which write there."""
    return tuple(key for key in keys if not (len(key) == 1 and key.isalpha()))


_OTHER_KEYS = """\
## Other habits

In the settings, `preset` under `[keys]` chooses ready-made keys: `"vim"` is all of the above.
With `"plain"` and `"nano"` letters write: a letter in the grid, or a sign that is no command,
begins a new value below. Arrows, Enter, Tab, Space, digits and the other signs keep their
commands, `:` lists all of them, and these have other keys:

{table}

Keys that you give a command yourself win over the preset.

## Other keyboards

A letter of a Greek, Cyrillic, Arabic or Hebrew keyboard that is no command is read as the key in
its place: `в` of a Russian keyboard deletes as `d` does, and the status line says so once. So are
Arabic and Indic digits, and the full-width digits and signs of input methods. While you type, every
letter is itself. `langmap` under `[keys]` is `"auto"`, `"off"`, or pairs for another layout, such
as `"жx яq"`: a letter, then the key in its place. Pairs are added to what is built in.
"""


def _cell(text: str) -> str:
    return text.replace("|", "\\|") or "palette"


THEMES = {
    "moving": "Moving and marking",
    "adding": "Values",
    "changing": "Whole cells",
    "shifting": "Moving values",
    "details": "Details of values",
    "parking": "Parking lot",
    "clipboard": "Copy and paste",
    "history": "Undo",
    "timeline": "Timeline",
    "review": "Review",
    "balance": "Balance and shared values",
    "suggestions": "Suggestions",
    "presenting": "In the room",
    "voting": "Voting",
    "packs": "Suggestion packs",
    "sharing": "Share",
    "search": "Search",
    "filter": "Filter",
    "rows": "Rows and facts",
    "files": "File",
    "settings": "Settings",
    "help": "Help",
    "typing": "Typing",
}
"""Name of a module of commands → its heading; a new theme is one more line here."""

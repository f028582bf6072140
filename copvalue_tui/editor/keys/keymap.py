"""Which key does what in which pane, the person's own keys included; clashes are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.layouts import OFF, PRESETS, positions
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.files.user.settings import Settings

ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}
NAMES = {
    **ARROWS,
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "backspace": "Backspace",
}
"""How people read the names of keys that are no character; function keys are upper-cased."""
_ARRIVES_AS = {"ctrl+h": "Backspace", "ctrl+i": "Tab", "ctrl+m": "Enter", "ctrl+[": "Esc"}
_NOT_TOLD = re.compile(r"(ctrl\+shift|shift\+ctrl)\+.|(ctrl|shift)\+enter|shift\+.")
"""Keys that arrive as others, or not at all."""
WRITING: tuple[Pane, ...] = ("grid", "writing")
"""Where letters may write: the grid, and the grid in a silent round."""
_QUOTED = re.compile("(“[^”]*”)")
_KEY_NAMED = re.compile(r"(?<![\w+])([A-Za-z])(?= (?:to|undoes|for|or)\b)")
"""A letter that a message names as a key."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """Commands, and the keys that run them."""

    commands: tuple[Command, ...]
    """Every command, in the order of the help."""
    keys: Mapping[str, tuple[str, ...]]
    """Command id → its keys, first the one to show."""
    bound: Mapping[tuple[Pane, str], Command]
    """Pane and key → what runs."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Character of another keyboard → the key in its place."""
    letters_write: bool = False
    """Whether a letter in the grid, or a sign that is no command, begins a new value."""

    def find(self, pane: Pane, key: str) -> Command | None:
        """The command of a key in a pane, or None."""
        return self.bound.get((pane, key))

    def in_place(self, pane: Pane, key: str) -> str:
        """The key that was meant: of another keyboard, the one in its place, if it is a command."""
        other = self.places.get(key, key)
        return key if (pane, key) in self.bound or (pane, other) not in self.bound else other

    def writes(self, pane: Pane, key: str) -> bool:
        """Whether a key that is no command begins a new value."""
        return self.letters_write and pane in WRITING and len(key) == 1 and key.isprintable()

    def reworded(self, message: str) -> str:
        """A message that names our own letters, with the keys that hold here.

        What stands in quotes is left alone: it is somebody's words.
        """
        if not self.letters_write:
            return message
        parts = _QUOTED.split(message)
        return "".join(
            part if part.startswith("“") else _KEY_NAMED.sub(self._reworded, part) for part in parts
        )

    def _reworded(self, match: re.Match[str]) -> str:
        held = self.bound.get(("grid", match[1]))
        meant = next((one for one in self.commands if match[1] in one.keys and _in_grid(one)), None)
        if meant is None or meant is held:
            return match[0]
        return self.key_of(meant) or f": “{meant.title.rstrip('…')}”"

    def key_of(self, command: Command, pane: Pane = "grid") -> str:
        """The key to show for a command in a pane, as people read it; empty when it has none."""
        for key in self.keys[command.id]:
            is_a_letter = len(key) == 1 or key == "space"
            if not (pane == "typing" and is_a_letter):
                return key_name(key)
        return ""


def _in_grid(command: Command) -> bool:
    return "grid" in command.panes


def key_name(key: str) -> str:
    """A key as people read it: `ctrl+s` is `Ctrl+S`, `escape` is `Esc`, `d` is `d`."""
    if key in NAMES:
        return NAMES[key]
    start, plus, last = key.rpartition("+")
    if plus and start:
        return f"{start.title()}+{last.upper() if len(last) == 1 else key_name(last)}"
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


def key_named(name: str) -> str:
    """The key that people read so; empty for what is no key's name."""
    found = next((key for key, shown in NAMES.items() if shown.casefold() == name.casefold()), name)
    if found in NAMES or len(found) == 1:
        return found
    held, plus, last = name.rpartition("+")
    if plus and held:
        key = key_named(last)
        return f"{held.lower()}+{key.lower()}" if key else ""
    return name.lower() if name[1:].isdigit() else ""


def build_keymap(
    commands: Sequence[Command],
    own: Mapping[str, Sequence[str]],
    preset: str = "vim",
    langmap: str = OFF,
) -> tuple[Keymap, tuple[str, ...]]:
    """The keymap with the person's own keys, by command id, and a sentence for each that fails.

    A key that two commands of one pane want stays with the one that the settings name for it; when
    both are named, or neither, with the first. `preset` is one of `PRESETS`, `langmap` as in the
    settings.
    """
    known = {command.id for command in commands}
    faults = [f"There is no command “{name}” to bind keys to." for name in own if name not in known]
    own = {name: tuple(_own_key(key, faults) for key in keys) for name, keys in own.items()}
    keys = {
        command.id: tuple(own.get(command.id, PRESETS[preset].get(command.id, command.keys)))
        for command in commands
    }
    letters_write = preset != "vim"
    bound: dict[tuple[Pane, str], Command] = {}
    # Those of one pane alone come before what a preset gives several.
    for command in sorted(
        commands, key=lambda command: (command.id not in own, letters_write and len(command.panes))
    ):
        faults += _bind(command, keys, bound, letters_write and command.id not in own)
    # Who writes in a silent round has the keys of the grid, but for the room's own.
    bound |= {
        ("writing", key): command
        for (pane, key), command in bound.items()
        if pane == "grid" and ("writing", key) not in bound
    }
    if letters_write:
        for command in commands:
            pane = command.panes[0]
            keys[command.id] = tuple(
                key for key in keys[command.id] if bound.get((pane, key)) is command
            )
    keymap = Keymap(tuple(commands), keys, bound, positions(langmap), letters_write)
    return keymap, tuple(dict.fromkeys(faults))


def _own_key(name: str, faults: list[str]) -> str:
    """The key that the settings name, in lower case or as people read it; adds what is wrong."""
    key = key_named(name) or name
    if not key_named(name):
        faults.append(f"“{name}” is the name of no key; write one such as d, ctrl+s, f5 or pageup.")
    elif key in _ARRIVES_AS:
        faults.append(
            f"{key_name(key)} arrives as {_ARRIVES_AS[key]} from a terminal; choose another key."
        )
    elif _NOT_TOLD.fullmatch(key):
        faults.append(f"{key_name(key)} cannot be told in most terminals; choose another key.")
    return key


def _bind(
    command: Command,
    keys: dict[str, tuple[str, ...]],
    bound: dict[tuple[Pane, str], Command],
    ready_made: bool,
) -> Iterator[str]:
    """Bind the keys of a command, and give a sentence for each that is another's already.

    Where letters write, ready-made keys give way quietly: to letters in the grid, and to others.
    """
    for pane in command.panes:
        for key in keys[command.id]:
            if ready_made and pane in WRITING and len(key) == 1 and key.isalpha():
                continue
            holder = bound.setdefault((pane, key), command)
            if holder is not command and not ready_made:
                yield (
                    f"{key_name(key)} is set for both “{holder.title}” and “{command.title}”; "
                    f"it stays with “{holder.title}”."
                )
                keys[command.id] = tuple(other for other in keys[command.id] if other != key)


def keymap_of(commands: Sequence[Command], settings: Settings) -> tuple[Keymap, tuple[str, ...]]:
    """The keymap that the settings ask for, and a sentence for each key that fails."""
    return build_keymap(commands, settings.keys, settings.preset, settings.langmap)

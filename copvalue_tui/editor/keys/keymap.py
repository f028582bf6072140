"""Which key does what in which pane, the person's own keys included; clashes are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.state.modes import Pane

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


@dataclass(frozen=True, slots=True)
class Keymap:
    """Commands, and the keys that run them."""

    commands: tuple[Command, ...]
    """Every command, in the order of the help."""
    keys: Mapping[str, tuple[str, ...]]
    """Command id → its keys, first the one to show."""
    bound: Mapping[tuple[Pane, str], Command]
    """Pane and key → what runs."""

    def find(self, pane: Pane, key: str) -> Command | None:
        """The command of a key in a pane, or None."""
        return self.bound.get((pane, key))

    def key_of(self, command: Command, pane: Pane = "grid") -> str:
        """The key to show for a command in a pane, as people read it; empty when it has none."""
        for key in self.keys[command.id]:
            is_a_letter = len(key) == 1 or key == "space"
            if not (pane == "typing" and is_a_letter):
                return key_name(key)
        return ""


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
    found = next((key for key, shown in NAMES.items() if shown == name), name)
    if found in NAMES or len(found) == 1:
        return found
    held, plus, last = name.rpartition("+")
    if plus and held:
        return f"{held.lower()}+{key_named(last).lower()}"
    return name.lower() if name[1:].isdigit() else ""


def build_keymap(
    commands: Sequence[Command], own: Mapping[str, Sequence[str]]
) -> tuple[Keymap, tuple[str, ...]]:
    """The keymap with the person's own keys, by command id, and a sentence for each that fails.

    A key that two commands of one pane want stays with the one that the settings name for it; when
    both are named, or neither, with the first.
    """
    known = {command.id for command in commands}
    faults = [f"There is no command “{name}” to bind keys to." for name in own if name not in known]
    keys = {command.id: tuple(own.get(command.id, command.keys)) for command in commands}
    bound: dict[tuple[Pane, str], Command] = {}
    for command in sorted(commands, key=lambda command: command.id not in own):
        for pane in command.panes:
            for key in keys[command.id]:
                holder = bound.setdefault((pane, key), command)
                if holder is not command:
                    faults.append(
                        f"{key_name(key)} is set for both “{holder.title}” and “{command.title}”; "
                        f"it stays with “{holder.title}”."
                    )
                    keys[command.id] = tuple(other for other in keys[command.id] if other != key)
    # Who writes in a silent round has the keys of the grid, but for the room's own.
    bound |= {
        ("writing", key): command
        for (pane, key), command in bound.items()
        if pane == "grid" and ("writing", key) not in bound
    }
    return Keymap(tuple(commands), keys, bound), tuple(dict.fromkeys(faults))

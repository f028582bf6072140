"""What the command palette lists, by group, those used last first; and what words find in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.host import Option
from copvalue_tui.editor.keys.key_table import keys_text
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.text.search import key

Group: TypeAlias = str
RECENT = "RECENT"
_MOST_RECENT = 5
_GROUPS: Mapping[str, Group] = {
    "adding": "THIS CELL",
    "changing": "THIS CELL",
    "shifting": "THIS VALUE",
    "details": "THIS VALUE",
    "parking": "THIS VALUE",
    "clipboard": "THIS VALUE",
    "packs": "SUGGESTIONS",
    "suggestions": "SUGGESTIONS",
    "rows": "THIS ROW",
    "review": "REVIEW",
    "presenting": "IN THE ROOM",
    "voting": "IN THE ROOM",
    "sharing": "SHARE",
    "balance": "SEE",
    "filter": "SEE",
    "search": "SEE",
    "timeline": "HISTORY",
    "history": "HISTORY",
    "files": "FILE",
    "settings": "FILE",
    "help": "HELP",
    "moving": "MOVE",
}
"""The group of a theme's commands, unless a command names its own."""
_ORDER = (
    "THIS VALUE",
    "THIS CELL",
    "THIS ROW",
    "COMMUNITY",
    "SUGGESTIONS",
    "REVIEW",
    "IN THE ROOM",
    "SHARE",
    "SEE",
    "HISTORY",
    "FILE",
    "HELP",
    "MOVE",
)
_OWN: Mapping[Pane, Group] = {
    "review": "REVIEW",
    "timeline": "HISTORY",
    "presenting": "IN THE ROOM",
    "writing": "IN THE ROOM",
    "voting": "IN THE ROOM",
}
"""The group that comes first in a pane, since its commands can be run nowhere else."""


def palette_pane(state: State) -> Pane:
    """Whose commands the palette lists: those of the grid would take a review's value from it."""
    return state.pane if state.pane in _OWN else "grid"


def palette_commands(state: State, keymap: Keymap) -> list[tuple[Group, Command]]:
    """The commands that the palette lists now, each with its group, in order."""
    pane = palette_pane(state)
    # A silent round has the keys of the grid too.
    panes = {pane, "grid"} if pane == "writing" else {pane}
    listed = [
        command
        for command in keymap.commands
        if panes & set(command.panes) and not (command.rare and command.why_not(state))
    ]
    known = {command.id: command for command in listed}
    recent = [known[name] for name in state.recent_commands if name in known]
    first = _OWN.get(pane, "THIS VALUE" if state.chosen else "THIS CELL")
    order = (first, *_ORDER)
    grouped = [(_group(command), command) for command in listed if command not in recent]
    grouped.sort(key=lambda one: order.index(one[0]))
    return [*((RECENT, command) for command in recent), *grouped]


def _group(command: Command) -> Group:
    return command.group or _GROUPS[command.theme]


def palette_options(
    listed: list[tuple[Group, Command]], state: State, keymap: Keymap
) -> list[Option]:
    """The commands as options to choose from."""
    pane = palette_pane(state)
    return [
        Option(
            command.title,
            hint=_key(command, keymap, pane),
            why_not=command.why_not(state) or "",
            group=group,
            about=command.help,
            words=f"{command.words} {command.id} {_group(command)}",
        )
        for group, command in listed
    ]


def _key(command: Command, keymap: Keymap, pane: Pane) -> str:
    """The key to show: of numbered commands all, of others the first."""
    keys = keymap.keys[command.id]
    return keys_text(keys) if keys[:1] == ("1",) and len(keys) > 2 else keymap.key_of(command, pane)


def used(recent: tuple[str, ...], command: Command) -> tuple[str, ...]:
    """The commands used last, this one first."""
    others = tuple(name for name in recent if name != command.id)
    return (command.id, *others)[:_MOST_RECENT]


_NOT_FOUND = 100
_NO_LETTER = re.compile(r"[\W_]+")


def _words(text: str) -> tuple[str, ...]:
    """The words of a text, in one spelling."""
    return tuple(word for word in _NO_LETTER.split(key(text)) if word)


class CommandSearch:
    """The palette's options, prepared to be searched at each key."""

    def __init__(self, options: Sequence[Option]) -> None:
        self._fields = [
            (_words(option.text), _words(option.words), _words(option.about)) for option in options
        ]

    def find(self, query: str) -> tuple[int, ...]:
        """Indexes of the options in which each word is a word or begins one, the best first."""
        wanted = _words(query)
        if not wanted:
            return () if query.strip() else tuple(range(len(self._fields)))
        scores = [sum(_score(word, fields) for word in wanted) for fields in self._fields]
        kept = (index for index, score in enumerate(scores) if score < _NOT_FOUND)
        return tuple(sorted(kept, key=scores.__getitem__))


def _score(word: str, fields: tuple[tuple[str, ...], ...]) -> int:
    """How near a word is: whole in title or synonyms, then as a beginning, then in the rest."""
    title, synonyms, about = fields
    ranked = ((title, True), (synonyms, True), (title, False), (synonyms, False), (about, False))
    for score, (words, whole) in enumerate(ranked):
        if word in words if whole else any(one.startswith(word) for one in words):
            return score
    return _NOT_FOUND

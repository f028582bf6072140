"""What the command palette lists, by group, those used last first; and what words find in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.host import Option
from copvalue_tui.editor.keys.key_table import keys_text
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.text.search import INSIDE, prepare

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
            about=command.help.splitlines()[0],
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


class CommandSearch:
    """The palette's options, prepared to be searched at each key."""

    def __init__(self, options: Sequence[Option]) -> None:
        self._count = len(options)
        self._fields = (
            prepare(option.text for option in options),
            prepare(option.words for option in options),
            prepare(option.about for option in options),
        )

    def find(self, query: str) -> tuple[int, ...]:
        """Indexes of the options in which each word begins a word; those by their title first."""
        scores = [0] * self._count
        for word in query.split():
            best = self._best(word)
            scores = [score + more for score, more in zip(scores, best, strict=True)]
        kept = (index for index in range(self._count) if scores[index] < _NOT_FOUND)
        return tuple(sorted(kept, key=scores.__getitem__))

    def _best(self, word: str) -> list[int]:
        """For each option the first of its fields in which the word begins a word."""
        best = [_NOT_FOUND] * self._count
        for field, texts in enumerate(self._fields):
            hits = texts.search(word, together=True)
            for index, score in zip(hits.indexes, hits.scores, strict=True):
                if score < INSIDE:
                    best[index] = min(best[index], field)
        return best

"""Commands that help: the palette of all commands, and the keys of where one is."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.commands import files
from copvalue_tui.editor.commands.review import leave_review
from copvalue_tui.editor.commands.settings import choose_theme, with_theme
from copvalue_tui.editor.commands.sharing import export, share
from copvalue_tui.editor.keys.command import Command, command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.keys.key_sheet import key_sheet
from copvalue_tui.editor.keys.key_table import help_pages
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.keys.palette import CommandSearch, palette_commands, palette_options, used
from copvalue_tui.editor.session import save as saving
from copvalue_tui.editor.session import save_conflicts
from copvalue_tui.editor.session.reopen import expanded
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.editor.state.state import State

ALL_PANES: tuple[Pane, ...] = (*files.EVERYWHERE, "timeline", "review", "presenting", "voting")
PALETTE_PANES: tuple[Pane, ...] = (
    "grid",
    "panel",
    "timeline",
    "review",
    "presenting",
    "voting",
)


@command("All commands", ":", "ctrl+p", panes=PALETTE_PANES, footer="all", words="palette menu")
async def palette(state: State, host: Host, keymap: Keymap) -> State:
    """Find a command by name. Also :w, :q, :wq, :e FILE and :theme NAME."""
    listed = palette_commands(state, keymap)
    options = palette_options(listed, state, keymap)
    search = CommandSearch(options)
    names = [command.id for _, command in listed]

    def find(query: str) -> tuple[int, ...]:
        found = search.find(_bare(query))
        meant = _SPOKEN.get(_spoken_words(query)[0]) if _is_spoken(query) else None
        first = [names.index(meant)] if meant in names else []
        if first and len(_bare(query)) > _LETTERS:
            # A whole word says what is meant; other commands only speak of it.
            return tuple(first)
        return (*first, *(index for index in found if index not in first))

    choice = await host.choose("Commands", options, free=_is_spoken, find=find)
    if choice is None:
        return state
    if choice.index is None:
        return await _spoken(state, host, *_spoken_words(choice.typed))
    command = listed[choice.index][1]
    state = replace(state, recent_commands=used(state.recent_commands, command))
    return await _perform(command, state, host, keymap)


_SPOKEN = {
    "w": "save",
    "q": "quit-editor",
    "wq": "quit-editor",
    "x": "quit-editor",
    "q!": "quit-editor",
    "e": "open-file",
    "export": "share",
    "theme": "settings",
}
"""What is said after a colon, as in vi → the command that does it, or most of it."""
_LETTERS = 2
"""The length of vi's own words, which begin many others."""
_WITH_WORDS = ("e", "w", "export", "theme")
"""Those that more words may follow."""
_NEED_WORDS = ("e",)
"""Those that mean nothing alone."""


def _bare(typed: str) -> str:
    return typed.strip().removeprefix(":").strip()


def _spoken_words(typed: str) -> tuple[str, str]:
    word, _, rest = _bare(typed).partition(" ")
    return word, rest.strip()


def _is_spoken(typed: str) -> bool:
    """Whether the words mean something by themselves."""
    word, rest = _spoken_words(typed)
    return word in _SPOKEN and (word in _WITH_WORDS if rest else word not in _NEED_WORDS)


async def _perform(command: Command, state: State, host: Host, keymap: Keymap) -> State:
    """Runs a command inside a conversation, or says why not."""
    reason = command.why_not(state)
    if reason is not None:
        return state.with_message(reason)
    if command.asks:
        return await command.conversation(key="", keymap=keymap)(state, host)
    return command.plain(key="")(state)


async def _spoken(state: State, host: Host, word: str, rest: str) -> State:
    """What the words after a colon mean, as in vi."""
    if word == "w" and rest:
        return await saving.save_to(state, host, expanded(rest))
    if word == "e":
        return await files.switch_to(state, host, rest)
    if word == "theme":
        return await (with_theme(state, rest) if rest else choose_theme(state, host))
    if word == "export":
        return await (export(state, host, rest) if rest else share.conversation()(state, host))
    if word == "q!":
        return replace(state, closed=True)
    if word != "w" and state.pane == "review":
        # What was decided is recorded first, as Ctrl+Q does there.
        state = await leave_review.conversation()(state, host)
        host.show(state)
    if word in ("w", "wq", "x"):
        state = await save_conflicts.save_now(state, host)
    if word == "w" or (word != "q" and state.unsaved):
        return state
    return await files.quit_editor.conversation()(state, host)


@command("Redraw the screen", "ctrl+l", panes=ALL_PANES, words="refresh repaint garbled")
async def redraw(state: State, host: Host) -> State:
    """Redraw the screen."""
    host.repaint()
    return state


@command("Help", "?", "f1", panes=ALL_PANES, footer="help", words="keys manual shortcuts")
async def show_help(state: State, host: Host, keymap: Keymap) -> State:
    """Show the keys of where you are and what the marks mean; again: all keys."""
    sheet = key_sheet(keymap, state.pane)
    await host.show_help("Keys", help_pages(keymap, state.pane), sheet)
    return state

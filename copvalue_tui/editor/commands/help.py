"""Commands that help: the palette of all commands, and the keys of where one is."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.commands import files
from copvalue_tui.editor.commands.review import leave_review
from copvalue_tui.editor.keys.command import Command, command
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.key_table import help_pages
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.session import save as saving
from copvalue_tui.editor.session import save_conflicts
from copvalue_tui.editor.session.reopen import expanded
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.editor.state.state import State

ALL_PANES: tuple[Pane, ...] = (*files.EVERYWHERE, "timeline", "review", "presenting", "voting")
NO_EXPORT = "`copvalue show` prints all of it; “Save the page of this row” (:) saves a part."


@command("All commands", ":", "ctrl+p", panes=("grid", "panel", "review"), footer="all")
async def palette(state: State, host: Host, keymap: Keymap) -> State:
    """Find a command by name. Also :w, :q, :wq, :w FILE and :e FILE."""
    # A review has its own; those of the grid would take the value from under it.
    pane: Pane = "review" if state.pane == "review" else "grid"
    everywhere = (command for command in keymap.commands if pane in command.panes)
    # Everybody knows how to move, and in a review its own come first.
    listed = sorted(everywhere, key=lambda one: one.theme == "moving" or pane not in one.panes[:1])
    options = [
        Option(
            command.title,
            hint=keymap.key_of(command, pane),
            why_not=command.why_not(state) or "",
        )
        for command in listed
    ]
    choice = await host.choose("All commands", options, free=True)
    if choice is None:
        return state
    typed = choice.typed.strip().removeprefix(":").strip()
    word, _, rest = typed.partition(" ")
    if word in ("w", "q", "wq", "x", "q!") or (word in ("e", "w", "export") and rest):
        return await _spoken(state, host, word, rest.strip())
    if choice.index is None:
        return state.with_message(f"There is no command “{typed}”; ? for all keys.")
    return await _perform(listed[choice.index], state, host, keymap)


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
    if word == "export":
        return state.with_message(NO_EXPORT)
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


@command("Redraw the screen", "ctrl+l", panes=ALL_PANES)
async def redraw(state: State, host: Host) -> State:
    """Redraw the screen."""
    host.repaint()
    return state


@command("Help", "?", "f1", panes=ALL_PANES, footer="help")
async def show_help(state: State, host: Host, keymap: Keymap) -> State:
    """Show the keys of where you are, then all others."""
    await host.show_help("Keys", help_pages(keymap, state.pane, state.silent))
    return state

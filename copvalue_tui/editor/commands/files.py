"""Commands for the file: save, save as, open, quit."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor import keeping, saving
from copvalue_tui.editor.command import READ_ONLY, command
from copvalue_tui.editor.commands.typing import kept
from copvalue_tui.editor.host import Host, Option
from copvalue_tui.editor.reopening import open_another
from copvalue_tui.editor.state import Pane, State
from copvalue_tui.files.recent import recent

EVERYWHERE: tuple[Pane, ...] = ("grid", "panel", "typing")


@command("Save", "w", "ctrl+s", panes=EVERYWHERE)
async def save(state: State, host: Host) -> State:
    """Saves now; words being typed are kept first."""
    state, _ = kept(state)
    if state.read_only and state.file is not None:
        return state.told(READ_ONLY)
    if state.file is not None and not state.unsaved and state.file.identity is not None:
        return state.told("Everything is saved.")
    return await keeping.save_now(state, host)


@command("Save as…", "W")
async def save_as(state: State, host: Host) -> State:
    """Saves under another name and goes on with that file."""
    return await saving.save_as(state, host)


@command("Open another file", "F")
async def open_file(state: State, host: Host) -> State:
    """Opens a recent file or any other; unsaved work is saved or asked about first."""
    files = recent()
    options = [Option(str(file.path), hint=file.title) for file in files]
    options.append(Option("Another file…"))
    choice = await host.choose("Open", options, free=True)
    if choice is None:
        return state
    if choice.index is not None and choice.index < len(files):
        return await opened(state, host, str(files[choice.index].path))
    if choice.index is None and choice.typed:
        return await opened(state, host, choice.typed)
    path = await host.ask_path("Open")
    return state if path is None else await opened(state, host, str(path))


async def opened(state: State, host: Host, path: str) -> State:
    """The session of another file, once this one's work is safe."""
    state, settled = await _settled(state, host, "open another file")
    return open_another(state, path) if settled else state


@command("Quit", "q", "ctrl+q", panes=EVERYWHERE)
async def quit_editor(state: State, host: Host) -> State:
    """Leaves; asks only when something cannot be kept."""
    state, _ = kept(state)
    state, settled = await _settled(state, host, "quit")
    return replace(state, left=True) if settled else state


async def _settled(state: State, host: Host, wish: str) -> tuple[State, bool]:
    """The state once its work is saved or given up, and whether it is."""
    if not state.unsaved:
        return state, True
    if state.autosave and state.file is not None:
        state = await keeping.save_now(state, host)
        if not state.unsaved:
            return state, True
    options = (
        Option("Save it", key="s"),
        Option("Give it up", key="g"),
        Option(f"Do not {wish}", key="n"),
    )
    why = f" {state.message}" if state.warning else ""
    choice = await host.choose(f"Not everything is saved.{why}", options)
    if choice is None or choice.index not in (0, 1):
        return state.told("Nothing was given up."), False
    if choice.index == 1:
        return state, True
    state = await keeping.save_now(state, host)
    return state, not state.unsaved

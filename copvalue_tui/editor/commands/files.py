"""Commands for the file: save, save as, open, quit."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.commands.typing import keep_words
from copvalue_tui.editor.keys.command import command, no_edits
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.preconditions import (
    edited_already,
    no_merge_remarks,
    nothing_merged,
    nothing_to_follow,
)
from copvalue_tui.editor.session import save as saving
from copvalue_tui.editor.session import save_conflicts
from copvalue_tui.editor.session.reopen import expanded, file_options, is_there, open_another
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.user.recent import recent
from copvalue_tui.matrix.text.sentences import plural, quote

EVERYWHERE: tuple[Pane, ...] = ("grid", "panel", "typing")


@command("Save", "w", "ctrl+s", panes=EVERYWHERE, words="write store disk")
async def save(state: State, host: Host) -> State:
    """Save now."""
    state, _ = keep_words(state)
    if state.file is not None and (reason := no_edits(state)):
        return state.with_message(reason)
    if state.file is not None and not state.unsaved and state.file.identity is not None:
        return await save_conflicts.catch_up(state, host)
    return await save_conflicts.save_now(state, host)


@command("Save as…", "W", words="write copy name rename store")
async def save_as(state: State, host: Host) -> State:
    """Save under another name and continue with that file."""
    return await saving.save_as(state, host)


@command("See what others changed", why_not=nothing_merged, rare=True, words="merge differences")
async def see_merged(state: State, host: Host) -> State:
    """Show what others changed in the last merge, cell by cell."""
    # Here, not above: most sessions never merge.
    from copvalue_tui.editor.session.external_changes import MERGE_LABEL
    from copvalue_tui.editor.timeline.difference_pages import difference_pages

    steps = [step for step in state.history.done if step.action.startswith(MERGE_LABEL)]
    pages = difference_pages(steps[-1].before.matrix, steps[-1].after.matrix)
    await host.show_help("What others changed", pages)
    return state


@command("Compare with…", words="diff difference versions checkpoint saved what changed other file")
async def compare(state: State, host: Host) -> State:
    """Show what differs from the saved file, a checkpoint, an earlier version or another file."""
    from copvalue_tui.editor.session.comparing import compared_with

    return await compared_with(state, host)


@command("Open another file", "F", words="load recent switch new")
async def open_file(state: State, host: Host) -> State:
    """Open another file. Unsaved work is saved or asked about first."""
    files = recent()
    choice = await host.choose("Open", file_options(files), free=True)
    if choice is None:
        return state
    if choice.index is not None and choice.index < len(files):
        return await switch_to(state, host, str(files[choice.index].path))
    if choice.index is None and choice.typed:
        typed = choice.typed.strip()
        ending = expanded(typed).suffix
        if not ((ending and " " not in ending) or "/" in typed or is_there(expanded(typed))):
            begin = "To start a new matrix, give it a name that ends in .toml."
            return state.with_message(f"There is no file {quote(typed)}. {begin}")
        return await switch_to(state, host, choice.typed)
    path = await host.ask_path("Open which file?")
    return state if path is None else await switch_to(state, host, str(path))


async def switch_to(state: State, host: Host, path: str) -> State:
    """The session of another file, once this one's work is safe."""
    state, safe = await _settle_unsaved(state, host, "open another file")
    return open_another(state, path) if safe else state


@command("Edit this file", why_not=edited_already, rare=True, words="write read-only")
def edit_file(state: State) -> State:
    """Edit a file that is open read-only or followed."""
    from copvalue_tui.editor.session.follow import start_editing

    return start_editing(state)


@command("Follow this file", why_not=nothing_to_follow, rare=True, words="watch look on")
def follow_file(state: State) -> State:
    """Only follow this file: show each save by others as it lands."""
    from copvalue_tui.editor.session.follow import followed

    return followed(state)


@command("Remove the merge remarks", edits=True, why_not=no_merge_remarks, rare=True)
async def remove_merge_remarks(state: State, host: Host) -> State:
    """Remove the “# merge:” comments once all is decided, and save."""
    from copvalue_tui.files.session.merge_remarks import remark_count, without_remarks

    file = state.file
    if file is None:
        return state
    text, count = without_remarks(file.source.text)
    if not count:
        return state.with_message("This file has no merge remarks.")
    bare = replace(state, file=replace(file, source=file.source._replace(text=text)))
    after = await save_conflicts.save_now(bare, host)
    if after.file is None or after.file is bare.file or remark_count(after.file.source.text):
        return replace(after, file=file) if after.file is bare.file else after
    remarks = plural(count, "merge remark")
    return after.with_message(f"Removed {remarks}. {after.message}", after.warning)


@command("Quit", "q", "ctrl+q", panes=EVERYWHERE, words="exit leave close bye")
async def quit_editor(state: State, host: Host) -> State:
    """Quit. Asks only when something cannot be kept."""
    state, _ = keep_words(state)
    state, safe = await _settle_unsaved(state, host, "quit")
    return replace(state, closed=True) if safe else state


@command("Suspend to the shell", panes=EVERYWHERE, words="background")
async def suspend(state: State, host: Host) -> State:
    """Suspend the editor until `fg` brings it back. Everything is saved first.

    It has no key, since Ctrl+Z undoes; the settings can give it one.
    """
    trouble = await host.suspend()
    return state.with_message(trouble) if trouble else state


async def _settle_unsaved(state: State, host: Host, wanted: str) -> tuple[State, bool]:
    """The state once its work is saved or given up, and whether it is."""
    if not state.unsaved:
        return state, True
    if state.autosave and state.file is not None:
        state = await save_conflicts.save_now(state, host)
        if not state.unsaved:
            return state, True
    options = (
        Option("Save it", key="s"),
        Option("Discard it", key="g"),
        Option(f"Do not {wanted}", key="n"),
    )
    why = f" {state.message}" if state.warning else ""
    choice = await host.choose(f"Not everything is saved.{why}", options)
    if choice is None or choice.index not in (0, 1):
        return state.with_message("Nothing was discarded."), False
    if choice.index == 1:
        return state, True
    state = await save_conflicts.save_now(state, host)
    return state, not state.unsaved

"""What a session looks for once its file is on screen: other people, unsaved work, its past."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.session.guard import Guard, ask_about
from copvalue_tui.editor.session.recorder import Recorder, path_of
from copvalue_tui.editor.state.history import History
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.storage.errors import FileTrouble
from copvalue_tui.matrix import cursor
from copvalue_tui.matrix.values import Place

if TYPE_CHECKING:
    from datetime import date

    from copvalue_tui.files.journal.model import Moment
    from copvalue_tui.files.journal.outside_edits import OutsideEdit
    from copvalue_tui.files.journal.recovery import Recovered
    from copvalue_tui.files.storage.lock import LockHeld


async def greet(state: State, host: Host, guard: Guard) -> State:
    """Asks about a file that someone else has open, and offers what waits from before.

    That is unsaved work of earlier sessions, and doubtful folds of a gathering. Without a file it
    is the unsaved work of sessions that had none.
    """
    if state.file is None:
        return await _greet_unnamed(state, host, guard)
    held, recoverable, outside = _looked_up(state.file.path)
    if held is not None and not state.read_only and not guard.holds(path_of(state)):
        state = await ask_about(held, state, host)
        if not state.read_only:
            guard.shares(path_of(state))
    if recoverable and not state.read_only:
        from copvalue_tui.editor.session.recover import offer

        state = await offer(state, host, recoverable, guard.recorder)
    if outside and not state.read_only:
        from copvalue_tui.editor.session.outside_words import offer_outside

        state = await offer_outside(state, host, outside)
    if not state.read_only:
        from copvalue_tui.editor.review.folds import offer_folds

        state = await offer_folds(state, host)
    return state


async def _greet_unnamed(state: State, host: Host, guard: Guard) -> State:
    from copvalue_tui.files.journal.recovery import unfinished_unnamed

    recoverable = unfinished_unnamed()
    if not recoverable:
        return state
    from copvalue_tui.editor.session.recover import offer

    return await offer(state, host, recoverable, guard.recorder)


def beginning(guard: Guard) -> Command:
    """What a session without a file begins with: what was left unsaved, or what to open."""
    from copvalue_tui.editor.session.open import begin

    async def run(state: State, host: Host) -> State:
        after = await greet(state, host, guard)
        taken_up = after.scene is not state.scene or after.typing is not None
        return after if taken_up else await begin.conversation()(after, host)

    return replace(begin, run=run)


_Found = tuple["LockHeld | None", "tuple[Recovered, ...]", "tuple[OutsideEdit, ...]"]


def _looked_up(path: Path) -> _Found:
    # Here, not above: the matrix is on screen before any of this is looked for.
    from copvalue_tui.files.journal.outside_edits import left_outside
    from copvalue_tui.files.journal.recovery import unfinished
    from copvalue_tui.files.storage.lock import holder

    return holder(Path(os.path.realpath(path))), unfinished(path), left_outside(path)


def settle_in(state: State, recorder: Recorder) -> Callable[[State], State]:
    """What can wait until the matrix is on screen, and takes a moment: for a thread.

    Recovery files that are long over are swept away, and what the first change and the first save
    need is loaded. The recorder learns what the file held before, once the result is called.
    """
    import copvalue_tui.files.journal.writer
    import copvalue_tui.files.text_history.lost_blocks  # noqa: F401
    from copvalue_tui.files.journal.outside_edits import sweep_outside
    from copvalue_tui.files.journal.sessions import sweep

    with suppress(OSError, FileTrouble):
        sweep()
        sweep_outside()
    return past_of(state, recorder)


def past_of(state: State, recorder: Recorder | None = None) -> Callable[[State], State]:
    """Reads what was done to the file in sessions before; may take a moment, so for a thread.

    The result puts it into a state as its undo history, before what was done meanwhile. After a
    session that was killed the cursor goes to where it last did something. A review that was left
    is told of.
    """
    from copvalue_tui.editor.session.restore_history import history_of
    from copvalue_tui.files.journal.sessions import history

    file = state.file
    if file is None or not file.sha256:
        return lambda now: now
    found = history(file.path, file.sha256)
    moments, known = found.moments, history_of(found.moments, cut=found.gone)
    stood = _stood(file.path, moments[-1]) if moments else None
    waiting = _review_left(file.path, state.today)

    def with_past(now: State) -> State:
        quiet = not now.message and now.mode.pane == "grid" and now.history == History()
        told = now.with_message(waiting) if waiting and quiet and not now.read_only else now
        return with_steps(told)

    def with_steps(now: State) -> State:
        if recorder is not None and path_of(now) == path_of(state) and not recorder.follows:
            recorder.remember(now, found)
        if known.done and _goes_on(now, state):
            return replace(now, history=now.history.after(known))
        if now.file is not file or now.history != History():
            return now
        if stood is not None and now.mode.pane == "grid" and now.scene is state.scene:
            scene = replace(now.scene, cursor=cursor.clamp(now.matrix, stood))
            now = replace(now, scene=scene)
        return replace(now, history=known) if known.done else now

    return with_past


def _review_left(path: Path, today: date | None) -> str:
    """That a review was left, if one was; empty for none."""
    from copvalue_tui.editor.review.notes import KIND, left_words
    from copvalue_tui.editor.session.restore_history import remembered_facts

    return left_words(remembered_facts(path).get(KIND, {}), today) if today else ""


def _goes_on(now: State, start: State) -> bool:
    """Whether all that was done until now was done to the file as it was at the start."""
    steps = (*now.history.done, *reversed(now.history.undone))
    same = path_of(now) == path_of(start)
    return same and bool(steps) and steps[0].before.matrix is start.matrix


def _stood(path: Path, last: Moment) -> Place | None:
    """Where the cursor was at the last step, when no later session says it better."""
    from copvalue_tui.files.user.recent import recent

    whole = Path.cwd() / path
    opened_at = next((one.when for one in recent() if one.path == whole), 0.0)
    return last.cursor if last.at > opened_at and last.kind != "open" else None


def why_left(state: State, status: int | None) -> str:
    """How the journal calls this end: by a signal, of the person's will, or a fault of ours."""
    signals = {129: "hangup", 130: "int", 131: "term", 143: "term"}
    if status == 0:
        return "discard" if state.unsaved else "quit"
    return signals.get(status or 1, "crash")


def remember_place(state: State) -> None:
    """Where the person was goes into the list of recent files."""
    from copvalue_tui.files.user.recent import remember

    # A second screen must not move the place of the one that is worked at.
    looked_on = state.following is not None
    if state.file is not None and state.file.identity is not None and not looked_on:
        with suppress(OSError):
            remember(state.file.path, state.matrix.title, state.cursor)

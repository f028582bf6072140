"""Saving when it is asked for, and settling with a person what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from copvalue_tui.editor.keys.host import Host, Option, in_thread
from copvalue_tui.editor.session.save import save_as, way_out, write
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.storage import file as disk
from copvalue_tui.files.storage.errors import ChangedOnDisk, FileTrouble
from copvalue_tui.matrix.values import Matrix

if TYPE_CHECKING:
    from copvalue_tui.editor.session.external_changes import ExternalChanges
    from copvalue_tui.matrix.merge.three_way import Merged

_TRIES = 5
"""How often one save takes in what others write, before it gives up."""


async def save_now(state: State, host: Host) -> State:
    """Saves and says so; asks for a name, or what to do about a changed file, where it must.

    What others wrote meanwhile is merged and told; only what clashes is asked about.
    """
    if state.file is None:
        return await save_as(state, host)
    message = ""
    for _ in range(_TRIES):
        try:
            after = await write(state, host)
            return after.with_message(message) if message and not after.warning else after
        except ChangedOnDisk as conflict:
            state, merged = await _settled(state, host, conflict)
            if not merged or not state.unsaved:
                return state
            message = state.message
        except FileTrouble as trouble:
            return state.with_message(way_out(trouble), warning=True)
    return state.with_message("Not saved: another program keeps writing this file.", warning=True)


async def catch_up(state: State, host: Host) -> State:
    """With nothing to save: takes in what others wrote, or says that everything is saved."""
    file = state.file
    if file is not None and await in_thread(disk.changed_on_disk, file):
        return await save_now(state, host)
    return state.with_message("Everything is saved.")


Answer = Callable[[State, Host], Awaitable[State]]
_KEEP = "Keep mine; theirs is kept as a version"


async def _settled(state: State, host: Host, conflict: ChangedOnDisk) -> tuple[State, bool]:
    """The state once it is clear what becomes of a file that others changed.

    And whether both versions are one now, still to be saved; nothing is overwritten unseen.
    """
    from copvalue_tui.editor.session.external_changes import external_changes_of, take_in

    if conflict.theirs is None:
        return await _asked(state, host, str(conflict), "Write it again", None), False
    try:
        changes = await in_thread(external_changes_of, state)
    except FileTrouble as trouble:
        return await _asked(state, host, f"{trouble} Yours was not saved.", _KEEP, None), False
    if not changes.notice:
        return take_in(state, changes), True
    after = await _asked(state, host, f"{changes.question} Nothing was written.", _KEEP, changes)
    # Either they came together, or the person chose otherwise and everything is said.
    return after, after.file is changes.file and after.unsaved


async def _asked(
    state: State, host: Host, question: str, keep: str, changes: ExternalChanges | None
) -> State:
    """What the person chooses; merging and taking theirs are no choice where nothing was found."""
    answers: list[tuple[Option, Answer]] = [(Option(keep, key="k"), _keep_mine)]
    if changes is not None:
        count = len(changes.conflicts)
        walk = f", deciding {count} by key" if count else ""
        merge = Option(f"Merge both{walk}; can be undone", key="m")
        answers.insert(0, (merge, partial(_merge_both, changes)))
        theirs = Option("Use theirs; u to get mine back", key="t")
        answers.append((theirs, partial(_use_theirs, changes)))
    answers.append((Option("Save mine under another name", key="s"), save_as))
    options = [option for option, _ in answers]
    choice = await host.choose(question, [*options, Option("Not now; w to decide later", key="n")])
    if choice is None or choice.index is None or choice.index == len(answers):
        return state.with_message(f"Not saved. {question} w to decide.", warning=True)
    return await answers[choice.index][1](state, host)


async def _keep_mine(state: State, host: Host) -> State:
    try:
        return await write(state, host, overwrite=True)
    except FileTrouble as trouble:
        return state.with_message(way_out(trouble), warning=True)


async def _merge_both(changes: ExternalChanges, state: State, host: Host) -> State:
    """Both in one, once the person has decided what clashes; it is still to be saved."""
    from copvalue_tui.editor.session.external_changes import take_in
    from copvalue_tui.matrix.diff.pairing import Follower
    from copvalue_tui.matrix.merge.three_way import Merged

    outcome = await _decided(host, Merged(changes.both, changes.conflicts))
    places = Follower(changes.mine, outcome.matrix)
    return take_in(state, replace(changes, both=outcome.matrix, places=places))


async def _use_theirs(changes: ExternalChanges, state: State, host: Host) -> State:
    state = state.edited("Took the version on disk", changes.theirs)
    return replace(state, file=changes.file, saved=changes.theirs)


async def merged(host: Host, base: Matrix, ours: Matrix, theirs: Matrix) -> tuple[Matrix, str]:
    """Both versions in one, each conflict decided by the person, and what came in, in words."""
    # Here, not above: most sessions never merge.
    from copvalue_tui.matrix.merge.three_way import merge, summary

    outcome = await _decided(host, merge(base, ours, theirs))
    return outcome.matrix, summary(base, theirs)


async def _decided(host: Host, outcome: Merged) -> Merged:
    """The merge with each conflict walked by key; Esc leaves things as they are."""
    from copvalue_tui.matrix.merge.conflicts import ON_DISK
    from copvalue_tui.matrix.merge.three_way import Choice, both_can_stand, resolve

    choices: tuple[Choice, ...] = ("both", "ours", "theirs")
    total, number, left = len(outcome.conflicts), 0, 0
    while left < len(outcome.conflicts):
        # Always from the merge as it is now: one decision may settle others, or change their words.
        conflict, number = outcome.conflicts[left], number + 1
        both = both_can_stand(conflict)
        options = (
            Option("Keep both" if both else "Leave it as it is", key="b"),
            Option("Mine", key="m"),
            Option("Theirs", key="t"),
        )
        question = f"{number} of {total}: {conflict.describe(ON_DISK)}"
        choice = await host.choose(question, options)
        if choice is None or choice.index is None or (choice.index == 0 and not both):
            left += 1
        else:
            outcome = resolve(outcome, conflict, choices[choice.index])
    return outcome

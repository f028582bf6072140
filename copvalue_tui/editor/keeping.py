"""Saving when it is asked for, and settling with a person what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from copvalue_tui.editor.host import Host, Option
from copvalue_tui.editor.saving import save_as, with_rows, write
from copvalue_tui.editor.state import State
from copvalue_tui.files import disk
from copvalue_tui.files.complaints import NotReadable
from copvalue_tui.files.disk import ChangedOnDisk, FileTrouble, OpenFile
from copvalue_tui.files.reading import read
from copvalue_tui.matrix.values import MOST_VALUES, Matrix, count_values


async def save_now(state: State, host: Host) -> State:
    """Saves and says so; asks for a name, or what to do about a changed file, where it must."""
    if state.file is None:
        return await save_as(state, host)
    try:
        return await write(state, host)
    except ChangedOnDisk as conflict:
        return await _settle(state, host, conflict)
    except FileTrouble as trouble:
        return state.told(f"{trouble} W saves elsewhere.", warning=True)


Answer = Callable[[State, Host], Awaitable[State]]


async def _settle(state: State, host: Host, conflict: ChangedOnDisk) -> State:
    """Asks what to do about a file that others changed; nothing is overwritten unseen."""
    gone = conflict.theirs is None
    keep = "Write it again" if gone else "Keep mine; theirs is kept as a version"
    answers: list[tuple[Option, Answer]] = [(Option(keep, key="k"), _keep_mine)]
    if not gone:
        merge = Option("Merge both; undo works", key="m")
        theirs = Option("Use theirs; mine stays one undo away", key="t")
        answers.insert(0, (merge, _merge_both))
        answers.append((theirs, _use_theirs))
    answers.append((Option("Save mine under another name", key="s"), save_as))
    choice = await host.choose(str(conflict), [option for option, _ in answers])
    if choice is None or choice.index is None:
        return state.told(f"Not saved. {conflict} w asks again.", warning=True)
    return await answers[choice.index][1](state, host)


async def _keep_mine(state: State, host: Host) -> State:
    try:
        return await write(state, host, overwrite=True)
    except FileTrouble as trouble:
        return state.told(f"{trouble} W saves elsewhere.", warning=True)


def _theirs(state: State) -> tuple[OpenFile, Matrix]:
    """The file as it is on disk now, and its matrix.

    Raises:
        FileTrouble: It cannot be opened, or the session has no file.
        NotReadable: It is no matrix.
    """
    if state.file is None:
        raise FileTrouble("This matrix has no file yet.")
    file = disk.load(state.file.path)
    return file, with_rows(read(file.source.text))


async def _use_theirs(state: State, host: Host) -> State:
    try:
        file, matrix = _theirs(state)
    except (FileTrouble, NotReadable) as trouble:
        return state.told(f"{trouble} Yours is as it was.", warning=True)
    state = state.edited("Took the version on disk", matrix)
    return replace(state, file=file, saved=matrix)


async def _merge_both(state: State, host: Host) -> State:
    """Merges by value, walks what both changed, and saves; one undo leads back to mine."""
    try:
        file, theirs = _theirs(state)
    except (FileTrouble, NotReadable) as trouble:
        return state.told(f"{trouble} Yours is as it was.", warning=True)
    matrix, told = await merged(host, state.saved, state.matrix, theirs)
    if count_values(matrix) > MOST_VALUES:
        both = f"Both together are more than the {MOST_VALUES:,} values that a matrix holds."
        return state.told(f"{both} Nothing was merged; W saves yours elsewhere.", warning=True)
    state = replace(state.edited(f"Merged with the disk: {told}", matrix), file=file, saved=theirs)
    return await save_now(state, host) if state.unsaved else state


async def merged(host: Host, base: Matrix, ours: Matrix, theirs: Matrix) -> tuple[Matrix, str]:
    """Both versions in one, each conflict decided by the person, and what came in, in words."""
    # Here, not above: most sessions never merge.
    from copvalue_tui.matrix.merging import Choice, merge, resolve, summary
    from copvalue_tui.matrix.merging_conflicts import ON_DISK

    outcome = merge(base, ours, theirs)
    choices: tuple[Choice, ...] = ("both", "ours", "theirs")
    options = (
        Option("Leave it so", key="b"),
        Option("Mine", key="m"),
        Option("Theirs", key="t"),
    )
    for number, conflict in enumerate(outcome.conflicts, 1):
        question = f"{number} of {len(outcome.conflicts)}: {conflict.told(ON_DISK)}"
        choice = await host.choose(question, options)
        if choice is not None and choice.index is not None:
            outcome = resolve(outcome, conflict, choices[choice.index])
    return outcome.matrix, summary(base, theirs)

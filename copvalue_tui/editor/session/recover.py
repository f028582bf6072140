"""Offering unsaved work of a session before: continue it, compare, or put it away."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from copvalue_tui.editor.commands.adding import typing_at
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.editor.session.recorder import Recorder
from copvalue_tui.editor.session.restore_history import history_of
from copvalue_tui.editor.session.save_conflicts import merged
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.text_line import line_of
from copvalue_tui.editor.timeline.difference_pages import difference_pages
from copvalue_tui.files.journal.recovery import Recovered, continued, discard, offer_sentence
from copvalue_tui.files.journal.sessions import DAYS, FileHistory, history_through
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.errors import FileTrouble
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix import cursor
from copvalue_tui.matrix.values import Matrix, Scene, with_blank_rows

CONTINUE, COMPARE, LATER, AWAY = range(4)
_ANSWERS = (
    Option("Continue with it", key="c"),
    Option("Compare it with the file", key="v"),
    Option("Not now; ask me next time", key="n"),
    Option(f"Discard it; keep it for {DAYS} days", key="d"),
)


async def offer(
    state: State, host: Host, all_recovered: Sequence[Recovered], recorder: Recorder
) -> State:
    """Offers each piece of unsaved work, the latest first; takes up one at the most."""
    for recovered in all_recovered:
        answer = await _answer(state, host, recovered)
        if answer == CONTINUE:
            return await _continue(state, host, recovered, recorder)
        if answer == AWAY:
            state = _put_away(state, recovered)
        elif answer == LATER:
            state = state.with_message("Kept. You will be asked again next time.")
    return state


async def _answer(state: State, host: Host, recovered: Recovered) -> int:
    question = offer_sentence(recovered, time.time())
    options = _ANSWERS if recovered.readable else _ANSWERS[LATER:]
    if state.file is None:  # there is nothing to compare it with
        options = tuple(one for one in options if one is not _ANSWERS[COMPARE])
    while True:
        choice = await host.choose(question, options)
        if choice is None or choice.index is None:
            return LATER
        answer = _ANSWERS.index(options[choice.index])
        if answer != COMPARE:
            return answer
        await host.show_help("What the unsaved work changes", differences(state.matrix, recovered))


def _put_away(state: State, recovered: Recovered) -> State:
    try:
        discard(recovered)
    except FileTrouble as trouble:
        return state.with_message(f"{trouble}", warning=True)
    return state.with_message(f"Discarded; it is kept for {DAYS} days.")


async def _continue(state: State, host: Host, recovered: Recovered, recorder: Recorder) -> State:
    """The unsaved work continued; merged with the file when that has changed since."""
    theirs, mine, message = state.matrix, with_blank_rows(recovered.matrix), ""
    scene = Scene(mine, cursor.clamp(mine, recovered.cursor))
    known = _known(state, recovered)
    taken = state = replace(state, scene=scene, history=history_of(known.moments, cut=known.gone))
    on_disk = state.file.sha256 if state.file is not None else ""
    if recovered.base_sha256 != on_disk:
        both, changes = await merged(host, _base_of(recovered, theirs), mine, theirs)
        state = state.edited("Merged with the file", both)
        message = f" The file had changed ({changes}); both are merged."
    state = _typing_again(state, recovered)
    recorder.follow(taken, state, recovered.session, recovered.changes)
    recorder.remember(state, known)
    if not recorder.trouble:
        # Only now does it stand in another recovery file; before, this one is all there is.
        continued(recovered)
    return state.with_message(f"Continued. u to undo step by step.{message}")


def _known(state: State, recovered: Recovered) -> FileHistory:
    """What was done by the session, by those whose work it had taken up, and before them."""
    if state.file is not None and recovered.session:
        known = history_through(state.file.path, recovered.session)
        if known.moments:
            return known
    return FileHistory(recovered.steps, recovered.texts, recovered.base)


def _base_of(recovered: Recovered, otherwise: Matrix) -> Matrix:
    try:
        return with_blank_rows(read(recovered.base_text))
    except NotReadable:
        return otherwise


def _typing_again(state: State, recovered: Recovered) -> State:
    """The state with the half-typed words open again where they were typed."""
    draft = recovered.draft
    if draft is None or state.read_only:
        return state
    place = cursor.clamp(state.matrix, draft.place)
    room = len(state.matrix.rows[place.row].cell(place.horizon))
    if draft.adding:
        place = replace(place, slot=min(draft.place.slot, room))
    elif not room:
        return state
    return typing_at(state, place, line_of(draft.text), adding=draft.adding)


def differences(file: Matrix, recovered: Recovered) -> tuple[HelpPage, ...]:
    """What the work has that the file has not, and the other way round, cell by cell."""
    pages = difference_pages(file, with_blank_rows(recovered.matrix))
    if recovered.draft is not None:
        pages = (*pages, HelpPage("Half typed", (("…", recovered.draft.text),)))
    return pages

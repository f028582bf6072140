"""A session that only follows its file: each save as it lands, what is new in it, and who edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from copvalue_tui.editor.session.reopen import load_matrix
from copvalue_tui.editor.state.history import History
from copvalue_tui.editor.state.state import Following, State
from copvalue_tui.files.session.watch import WatchError
from copvalue_tui.files.storage.errors import FileTrouble, shown_path
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.diff.changes import changes
from copvalue_tui.matrix.diff.pairing import Follower
from copvalue_tui.matrix.diff.words import outline
from copvalue_tui.matrix.values import Matrix, Place, Scene, count_values, with_blank_rows

FRESH_FOR = 60.0
"""Seconds that what a save brought stays marked.

Until the next save would be too short: while somebody types, one lands every few seconds, and
nobody watches a second screen all the time. Each mark has a minute of its own: saves add up.
"""


@dataclass(frozen=True, slots=True)
class ExternalSave:
    """A save that landed, laid against what was on screen."""

    file: OpenFile
    base: Matrix
    """What was on screen."""
    matrix: Matrix
    fresh: frozenset[Place]
    """Where values are that were added, reworded, changed, or moved here from another cell."""
    outline: str
    """What it changed, such as “2 added, 1 moved in “Members””; empty when nothing."""
    places: Follower


def followed(state: State) -> State:
    """The session as one that only follows its file."""
    panel = replace(state.panel, shown=False)
    state = replace(state, read_only=True, following=Following(), held_by="", panel=panel)
    return greeted(state.unmarked())


def greeted(state: State) -> State:
    """The state with the first sentence of a session that follows."""
    if state.file is None:
        return state
    name = shown_path(state.file.path.name)
    if state.file.identity is None:
        return state.with_message(
            f"There is no file “{name}” yet; it appears here once it is saved."
        )
    return state.with_message(f"Following “{name}”: each save appears here.")


def landing(base: Matrix, file: OpenFile, matrix: Matrix) -> ExternalSave:
    """Lays a save against what is on screen; takes a moment in a large matrix, so for a thread."""
    matrix = with_blank_rows(matrix)
    fresh = changes(base, matrix).fresh
    return ExternalSave(file, base, matrix, fresh, outline(base, matrix), Follower(base, matrix))


def landed(state: State, save: ExternalSave, clock: str, now: float) -> State:
    """The state that shows the save: cursor and marks on the same values.

    `clock` is the time of day for the person, `now` a steady clock's seconds for the marks.
    """
    following = state.following
    if following is None:
        return state
    if state.matrix is not save.base:
        save = landing(state.matrix, save.file, save.matrix)
    first = state.file is None or state.file.identity is None
    fresh = {} if first else dict.fromkeys(save.fresh, now)
    older = _carried(_lasting(following.landed, now), save.places)
    scene = Scene(save.matrix, save.places.cursor(state.cursor))
    message = _first_words(save.matrix) if first else _words(save.outline, following)
    state = replace(
        state.unmarked(),
        scene=scene,
        saved=save.matrix,
        file=save.file,
        history=History() if save.outline else state.history,
        following=replace(following, landed=older | fresh, trouble=""),
    )
    return state.with_message(f"{clock} · {message}")


def back(state: State, clock: str) -> State:
    """The state once the file is back, unchanged."""
    if state.following is None or not state.following.trouble:
        return state
    state = replace(state, following=replace(state.following, trouble=""))
    return state.with_message(f"{clock} · The file is back, unchanged.")


def troubled(state: State, trouble: WatchError, clock: str) -> State:
    """The state while the file cannot be shown as it is; what was shown last stays."""
    following = state.following
    if following is None:
        return state
    what = "gone" if trouble.gone else "unreadable"
    since = following.trouble if following.trouble.startswith(what) else f"{what} since {clock}"
    state = replace(state, following=replace(following, trouble=since))
    if trouble.gone:
        message = "The file is gone; its last version stays here until it comes back."
    else:
        message = f"Showing the last good version. {trouble.sentence}"
    return state.with_message(f"{clock} · {message}", warning=True)


def written_by(state: State, writer: str) -> State:
    """The state that knows who edits the file; where that kept one from editing, it says so."""
    if not writer:
        state = _left_alone(state)
    if state.following is None or state.following.writer == writer:
        return state
    return replace(state, following=replace(state.following, writer=writer))


def faded(state: State, now: float) -> State:
    """The state without the marks that were shown long enough."""
    following = state.following
    if following is None:
        return state
    lasting = _lasting(following.landed, now)
    if len(lasting) == len(following.landed):
        return state
    return replace(state, following=replace(following, landed=lasting))


def start_editing(state: State) -> State:
    """The session editing its file, read again; or as it was, with the reason why not."""
    if state.file is None:
        return state
    try:
        file, matrix = load_matrix(state.file.path)
    except (FileTrouble, NotReadable) as trouble:
        return state.with_message(f"{trouble} Nothing was changed here.", warning=True)
    if file.read_only:
        return state.with_message(f"{file.why_read_only} W to save a copy you can edit.".lstrip())
    if file.identity is None and state.file.identity is not None:
        return state.with_message(
            "The file is gone; W to save what you see as a new one.", warning=True
        )
    same = matrix == state.matrix
    cursor = state.cursor if same else Follower(state.matrix, matrix).cursor(state.cursor)
    state = replace(
        state.unmarked(),
        scene=Scene(matrix, cursor),
        saved=matrix,
        file=file,
        history=state.history if same else History(),
        read_only=False,
        following=None,
        held_by="",
    )
    return state.with_message("You can edit the file now.")


def _left_alone(state: State) -> State:
    """The state once those who had the file open have left it."""
    if not state.held_by:
        return state
    message = (
        f"{state.held_by} has closed the file. To edit it: “Edit this file” in the palette (:)."
    )
    return replace(state, held_by="").with_message(message)


def _lasting(marks: Mapping[Place, float], now: float) -> dict[Place, float]:
    return {place: since for place, since in marks.items() if now - since < FRESH_FOR}


def _carried(marks: Mapping[Place, float], places: Follower) -> dict[Place, float]:
    """The marks at their values' new places; marks of deleted values are dropped."""
    found = ((places.value(place), since) for place, since in marks.items())
    return {place: since for place, since in found if place is not None}


def _words(said: str, following: Following) -> str:
    message = said or "saved; no values changed"
    return f"The file is back: {message}" if following.trouble else message


def _first_words(matrix: Matrix) -> str:
    count = count_values(matrix)
    return f"The file is here, with {count:,} {'value' if count == 1 else 'values'}."

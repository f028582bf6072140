"""Commands of a review: what to visit, a verdict on each value, and the record at the end."""

from __future__ import annotations

from copvalue_tui.editor.commands import files, history
from copvalue_tui.editor.keys.command import Command, command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.keys.preconditions import nothing_to_redo, nothing_to_undo
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.vocabulary import STATUSES, Status

# What a review is made of is loaded by the first key that needs it.

REVIEW: tuple[Pane, ...] = ("review",)
GONE = "The values of this review are gone; Esc leaves, “Begin another review” is under :."


def _no_values(state: State) -> str | None:
    # Asked at every key, for the footer: it looks no further than to the first value.
    for rows in (state.matrix.members, state.matrix.organizations):
        if any(row.short_term or row.long_term for row in rows):
            return None
    return "This matrix has no values to review yet; a adds one."


def _no_visit(state: State) -> str | None:
    """The value that the review was at is gone."""
    here = state.reviewing.walk.place if state.reviewing is not None else None
    return None if here is not None and state.value is not None else GONE


def _no_record(state: State) -> str | None:
    if state.matrix.reviews:
        return None
    return "No review is recorded in this matrix yet; r begins one."


def _nothing_pending(state: State) -> str | None:
    from copvalue_tui.editor.review.begin import has_unrecorded

    if state.review is not None and has_unrecorded(state.review, state):
        return None
    return "Nothing was decided that is not recorded; r begins a review."


@command("Review", "r", why_not=_no_values, footer="review")
async def review(state: State, host: Host) -> State:
    """Visits values one by one for a verdict on each; goes on where a review was left."""
    from copvalue_tui.editor.review import begin

    return await begin.resume_or_begin(state, host)


@command("Begin another review…", panes=("grid", "review"), why_not=_no_values)
async def another_review(state: State, host: Host) -> State:
    """Asks anew which values to visit; what was decided stays and is recorded with the rest."""
    from copvalue_tui.editor.review import begin

    return await begin.begin_review(state, host)


def _stepped(state: State, by: int) -> State:
    from copvalue_tui.editor.review import walking

    return walking.step(state, by)


@command("Next value to review", "j", "down", "space", panes=REVIEW, footer="next")
def review_next(state: State) -> State:
    """Goes on to the next value without a verdict on this one."""
    return _stepped(state, 1)


@command("Value before in the review", "k", "up", panes=REVIEW, footer="back")
def review_back(state: State) -> State:
    """Goes back to the value before."""
    return _stepped(state, -1)


@command("Next undecided", "n", panes=REVIEW, footer="undecided")
def next_undecided(state: State) -> State:
    """Goes to the next value that has no verdict in this review yet."""
    from copvalue_tui.editor.review import walking

    return walking.go_to_undecided(state)


def _decided(state: State, status: str) -> State:
    from copvalue_tui.editor.review import walking

    return walking.decide(state, status)


def _verdict(number: int, status: Status) -> Command:
    """The command that gives a status in a review, by its number or its letter."""

    def verdict(state: State) -> State:
        return _decided(state, status.name)

    verdict.__name__ = f"verdict_{status.name}"
    verdict.__doc__ = status.verdict
    keys = [key for key in (status.letter, str(number)) if len(key) == 1]
    title = f"Verdict: {status.name}"
    return command(title, *keys, panes=REVIEW, edits=True, why_not=_no_visit)(verdict)


VERDICTS = tuple(_verdict(number, status) for number, status in enumerate(STATUSES, 1))


@command("Reword the value", "e", "enter", "f2", panes=REVIEW, edits=True, why_not=_no_visit,
         footer="reword")  # fmt: skip
def reword(state: State) -> State:
    """Opens the value for rewording, in place; Enter or Esc comes back to the review."""
    from copvalue_tui.editor.commands.adding import edit

    return edit.plain()(state)


@command("Set the owner", "w", panes=REVIEW, edits=True, why_not=_no_visit, footer="owner")
async def name_owner(state: State, host: Host) -> State:
    """Asks who looks after the value: a role rather than a name."""
    from copvalue_tui.editor.pages.detail_fields import ask_detail

    return await ask_detail(state, host, "owner")


@command("Sum up", "s", panes=REVIEW, footer="sum up")
async def sum_up(state: State, host: Host) -> State:
    """Tells what the review has changed so far, as its record will say it."""
    from copvalue_tui.editor.review import record

    return await record.show_summary(state, host)


@command("Undo in the review", "u", "ctrl+z", panes=REVIEW, edits=True, why_not=nothing_to_undo,
         footer="undo")  # fmt: skip
def undo_verdict(state: State) -> State:
    """Takes the last deed back and comes back to its value; a verdict is open again."""
    from copvalue_tui.editor.review import walking

    return walking.after_undo(state, history.undo.plain()(state))


@command("Redo in the review", "U", "ctrl+y", "ctrl+r", panes=REVIEW, edits=True,
         why_not=nothing_to_redo)  # fmt: skip
def redo_verdict(state: State) -> State:
    """Does again what was taken back last; after a verdict it goes on to the next value."""
    from copvalue_tui.editor.review import walking

    return walking.after_redo(state, history.redo.plain()(state))


@command("Leave the review", "escape", "q", panes=REVIEW, footer="leave")
async def leave_review(state: State, host: Host) -> State:
    """Comes back to the grid; what was decided is recorded once it is said who was there."""
    from copvalue_tui.editor.review import record

    return await record.close_and_record(state, host)


@command("Quit from here", "ctrl+q", panes=("timeline", "review"))
async def quit_from_here(state: State, host: Host) -> State:
    """Leaves the review or the timeline, then the editor, as q in the grid does."""
    from copvalue_tui.editor.commands.timeline import leave_timeline

    if state.timeline is not None:
        state = leave_timeline.plain()(state)
    elif state.reviewing is not None:
        state = await leave_review.conversation()(state, host)
        host.show(state)
    return await files.quit_editor.conversation()(state, host)


@command("Save, and go on reviewing", "ctrl+s", panes=REVIEW)
async def save_meanwhile(state: State, host: Host) -> State:
    """Saves now and stays in the review."""
    return await files.save.conversation()(state, host)


@command("Record the review…", edits=True, panes=("grid", "review"), why_not=_nothing_pending)
async def record_review(state: State, host: Host) -> State:
    """Records what was decided in `[[reviews]]` of the file, and asks who was there."""
    from copvalue_tui.editor.review import record

    return await record.ask_and_record(state, host)


@command("Save the minutes as…", panes=("grid", "review"), why_not=_no_record)
async def save_minutes(state: State, host: Host) -> State:
    """Writes the minutes of the last review as Markdown; asks for a path."""
    from copvalue_tui.editor.review import record

    return await record.save_minutes(state, host)

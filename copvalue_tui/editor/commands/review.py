"""Commands of a review: what to visit, a verdict on each value, and the record at the end."""

from __future__ import annotations

from copvalue_tui.editor.commands import files, history
from copvalue_tui.editor.keys.command import Command, command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.keys.preconditions import (
    no_review_record,
    no_values,
    nothing_to_redo,
    nothing_to_undo,
)
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.vocabulary import STATUSES, Status

# What a review is made of is loaded by the first key that needs it.

REVIEW: tuple[Pane, ...] = ("review",)
GONE = "The values of this review are gone. Esc to leave, or : and “Start another review”."


def _no_visit(state: State) -> str | None:
    """The value that the review was at is gone."""
    here = state.reviewing.walk.place if state.reviewing is not None else None
    return None if here is not None and state.value is not None else GONE


def _nothing_pending(state: State) -> str | None:
    from copvalue_tui.editor.review.begin import has_unrecorded
    from copvalue_tui.editor.review.record import NONE_PENDING

    if state.review is None:
        # One of an earlier session may wait; the command looks.
        return None if state.file is not None else NONE_PENDING
    return None if has_unrecorded(state.review, state) else NONE_PENDING


def _no_verdict(state: State) -> str | None:
    if state.reviewing is not None and state.reviewing.last is not None:
        return None
    return "Give a verdict first; y then says why."


def _no_action(state: State) -> str | None:
    if any(action.done is None for review in state.matrix.reviews for action in review.actions):
        return None
    return "No next step is open; > in a review adds one."


def _no_fold(state: State) -> str | None:
    from copvalue_tui.matrix.folds import doubts

    return None if any(True for _ in doubts(state.matrix)) else "There is no doubtful fold here."


@command(
    "Review",
    "r",
    why_not=no_values,
    footer="review",
    words="meeting check walk annual yearly verdict",
)
async def review(state: State, host: Host) -> State:
    """Review the values one by one, starting where you left off."""
    from copvalue_tui.editor.review import begin

    return await begin.resume_or_begin(state, host)


@command("Start another review…", panes=("grid", "review"), why_not=no_values)
async def another_review(state: State, host: Host) -> State:
    """Choose again which values to review. Verdicts so far are kept."""
    from copvalue_tui.editor.review import begin

    return await begin.begin_review(state, host)


@command("Confirm the value", "c", "enter", panes=REVIEW, edits=True, why_not=_no_visit,
         footer="confirm")  # fmt: skip
def confirm_value(state: State) -> State:
    """Confirm that the value stays as it is, and go to the next value."""
    from copvalue_tui.editor.review import walking

    return walking.confirm(state)


def _stepped(state: State, by: int) -> State:
    from copvalue_tui.editor.review import walking

    return walking.step(state, by)


@command("Next value to review", "j", "down", "space", panes=REVIEW, footer="next")
def review_next(state: State) -> State:
    """Go to the next value without a verdict on this one."""
    return _stepped(state, 1)


@command("Previous value in the review", "k", "up", panes=REVIEW, footer="back")
def review_back(state: State) -> State:
    """Go back to the previous value."""
    return _stepped(state, -1)


@command("Next undecided", "n", panes=REVIEW, footer="undecided")
def next_undecided(state: State) -> State:
    """Go to the next value without a verdict."""
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
    keys = [key for key in (str(number), status.letter) if len(key) == 1]
    title = f"Verdict: {status.name}"
    return command(title, *keys, panes=REVIEW, edits=True, why_not=_no_visit)(verdict)


@command("Reason of the last verdict…", "y", panes=REVIEW, edits=True, why_not=_no_verdict,
         words="why because", footer="why")  # fmt: skip
async def verdict_reason(state: State, host: Host) -> State:
    """Say why. It goes into the record, in brackets behind the decision."""
    from copvalue_tui.editor.review import record

    return await record.ask_reason(state, host)


@command(
    "Next step…",
    ">",
    panes=REVIEW,
    edits=True,
    why_not=_no_visit,
    words="action task todo follow-up",
    footer="next step",
)
async def next_step(state: State, host: Host) -> State:
    """Note what is to be done, by whom and by when."""
    from copvalue_tui.editor.review import actions

    return await actions.ask_action(state, host)


@command("Next step done", "<", panes=REVIEW, edits=True, why_not=_no_action,
         words="action task todo finished")  # fmt: skip
async def next_step_done(state: State, host: Host) -> State:
    """Mark the open next step of this value as done; if there are several, choose one."""
    from copvalue_tui.editor.review import actions

    return await actions.finish_action(state, host)


@command("Next review date…", "D", panes=REVIEW, edits=True, why_not=_no_visit)
async def next_review_date(state: State, host: Host) -> State:
    """Set when to review the value again: the offered date at once, or the one you type."""
    from copvalue_tui.editor.review import record

    return await record.ask_next_date(state, host)


@command("Open next steps…", panes=("grid", "review"), edits=True, why_not=_no_action,
         words="actions tasks todo done overdue who when")  # fmt: skip
async def open_steps(state: State, host: Host) -> State:
    """List the next steps of all reviews, and mark those that are done."""
    from copvalue_tui.editor.review import actions

    return await actions.list_actions(state, host)


@command("Look over doubtful folds…", edits=True, why_not=_no_fold, rare=True,
         words="gather answers same duplicates split keep")  # fmt: skip
async def look_over_folds(state: State, host: Host) -> State:
    """Look at each doubtful fold of a gathering: keep it as one value, or split it."""
    from copvalue_tui.editor.review import folds

    return await folds.look_over(state, host)


VERDICTS = tuple(_verdict(number, status) for number, status in enumerate(STATUSES, 1))


@command("Reword the value", "e", "f2", panes=REVIEW, edits=True, why_not=_no_visit,
         footer="reword")  # fmt: skip
def reword(state: State) -> State:
    """Edit the wording in place. Enter or Esc returns to the review."""
    from copvalue_tui.editor.commands.adding import edit

    return edit.plain()(state)


@command("Set the owner", "w", panes=REVIEW, edits=True, why_not=_no_visit, footer="owner")
async def name_owner(state: State, host: Host) -> State:
    """Set who looks after the value: a role rather than a name."""
    from copvalue_tui.editor.pages.detail_fields import ask_detail

    return await ask_detail(state, host, "owner")


@command("Summary", "s", panes=REVIEW, footer="sum up")
async def sum_up(state: State, host: Host) -> State:
    """Show what the review has changed so far."""
    from copvalue_tui.editor.review import record

    return await record.show_summary(state, host)


@command("Undo in the review", "u", "ctrl+z", panes=REVIEW, edits=True, why_not=nothing_to_undo,
         footer="undo")  # fmt: skip
def undo_verdict(state: State) -> State:
    """Undo the last action and return to its value."""
    from copvalue_tui.editor.review import walking

    return walking.after_undo(state, history.undo.plain()(state))


@command("Redo in the review", "U", "ctrl+y", "ctrl+r", panes=REVIEW, edits=True,
         why_not=nothing_to_redo)  # fmt: skip
def redo_verdict(state: State) -> State:
    """Redo what was undone last."""
    from copvalue_tui.editor.review import walking

    return walking.after_redo(state, history.redo.plain()(state))


@command("Leave the review", "escape", "q", panes=REVIEW, footer="leave")
async def leave_review(state: State, host: Host) -> State:
    """Return to the grid, and record what was decided."""
    from copvalue_tui.editor.review import record

    return await record.close_and_record(state, host)


@command("Quit from here", "ctrl+q", panes=("timeline", "review"))
async def quit_from_here(state: State, host: Host) -> State:
    """Leave the review or the history, then quit."""
    from copvalue_tui.editor.commands.timeline import leave_timeline

    if state.timeline is not None:
        state = leave_timeline.plain()(state)
    elif state.reviewing is not None:
        state = await leave_review.conversation()(state, host)
        host.show(state)
    return await files.quit_editor.conversation()(state, host)


@command("Save and continue reviewing", "ctrl+s", panes=REVIEW)
async def save_meanwhile(state: State, host: Host) -> State:
    """Save now and stay in the review."""
    return await files.save.conversation()(state, host)


@command("Record the review…", edits=True, panes=("grid", "review"), why_not=_nothing_pending)
async def record_review(state: State, host: Host) -> State:
    """Record the decisions of the review in the file."""
    from copvalue_tui.editor.review import record

    return await record.record_waiting(state, host)


@command("Save the minutes as…", panes=("grid", "review"), why_not=no_review_record)
async def save_minutes(state: State, host: Host) -> State:
    """Save the minutes of the last review as Markdown."""
    from copvalue_tui.editor.review import record

    return await record.save_minutes(state, host)

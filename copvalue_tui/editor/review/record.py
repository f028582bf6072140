"""Leaving a review: who was there, the record of its decisions, and the minutes made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.editor.review.begin import has_unrecorded
from copvalue_tui.editor.review.walking import close_review, replace_review
from copvalue_tui.editor.session.save import saved_beside
from copvalue_tui.editor.state.review import Attendance, Reviewing
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.review_summary import people, review_record, summary
from copvalue_tui.matrix.values import Matrix, Review

RECORDED_ALREADY = "No new decisions; the record is unchanged."
NOTHING = "No decisions, so nothing was recorded; r to continue here."
LATER = "Decisions kept. To record them: “Record the review” in the palette (:)."
MINUTES = "the minutes"


async def close_and_record(state: State, host: Host) -> State:
    """The state in the grid again, what was decided recorded."""
    review = state.review
    if review is None or state.read_only:
        return close_review(state)
    if not has_unrecorded(review, state):
        return close_review(state).with_message(RECORDED_ALREADY if review.record else NOTHING)
    record = _last_record(review, state.matrix)
    if record is not None and record.date == host.today():
        return _with_record(state, review, record.date, record.note)
    return await ask_and_record(state, host)


async def ask_and_record(state: State, host: Host) -> State:
    """The state in the grid, the decisions recorded once it is said who was there."""
    review = state.review
    if review is None:
        return state
    attendance = review.attendance or await _attendance(state, host)
    if attendance is None:
        return close_review(state).with_message(LATER)
    note = review.record.note if review.record is not None else ""
    said = await host.ask_text("A note for the minutes, if any", note)
    if said is None:
        return close_review(state).with_message(LATER)
    review = replace(review, attendance=attendance)
    return _with_record(state, review, host.today(), said)


async def _attendance(state: State, host: Host) -> Attendance | None:
    """Who holds the review; as at the last one unless it is said otherwise."""
    last = state.matrix.reviews[-1] if state.matrix.reviews else Review()
    present = await host.ask_text("Who is present? Roles or names, separated by commas",
                                  ", ".join(last.present))  # fmt: skip
    if present is None:
        return None
    facilitator = await host.ask_text("Who facilitates?", last.facilitator)
    if facilitator is None:
        return None
    return Attendance(people(present), facilitator)


def _last_record(review: Reviewing, matrix: Matrix) -> Review | None:
    """The record of this review, if it is the last in the matrix."""
    last = matrix.reviews[-1] if matrix.reviews else None
    return last if last is not None and last == review.record else None


def _with_record(state: State, review: Reviewing, day: date, note: str) -> State:
    """The state with the record of the review as one step; a second one takes the first's place."""
    before = _last_record(review, state.matrix)
    who = review.attendance
    if who is None:
        who = Attendance(before.present, before.facilitator) if before else Attendance()
    new = review_record(review.base, state.matrix, day, who.facilitator, who.present, note)
    same_day = before is not None and before.date == day
    rest = state.matrix.reviews[:-1] if same_day else state.matrix.reviews
    count = len(new.decisions)
    if not count:
        # The recorded decisions were undone since.
        action = message = "Removed the record of the review"
        matrix = replace(state.matrix, reviews=rest)
        record = None
    else:
        message = "Recorded 1 decision" if count == 1 else f"Recorded {count:,} decisions"
        action = f"{message} of the review"
        matrix = replace(state.matrix, reviews=(*rest, new))
        record = new
    state = close_review(replace_review(state, review)).edited(action, matrix)
    if state.paused_review is not None:
        state = replace(state, paused_review=replace(state.paused_review, record=record))
    where = " “Save the minutes” is in the palette (:)." if record is not None else ""
    return state.with_message(f"{message}. u to undo.{where}")


async def show_summary(state: State, host: Host) -> State:
    """Shows the decisions so far, as the record will word them."""
    review = state.review
    if review is None:
        return state
    so_far = summary(review.walk, review.base, state.matrix)
    pages: dict[str, list[tuple[str, str]]] = {}
    for each in so_far.decisions:
        # The page names the row; the sentence need not.
        words = each.sentence.removeprefix(f"{each.row} · ").removeprefix(f"{each.row}: ")
        pages.setdefault(each.row, []).append(("", words))
    pages = pages or {"": [("", "Nothing has changed.")]}
    listed = [HelpPage(row, tuple(lines)) for row, lines in pages.items()]
    counts = HelpPage("So far", (("", so_far.sentence),))
    await host.show_help("The review so far", [counts, *listed])
    return state


async def save_minutes(state: State, host: Host) -> State:
    """Writes the minutes of the last review as Markdown, to a path that is asked for."""
    from copvalue_tui.exports.minutes import minutes_text

    text = minutes_text(state.matrix, state.matrix.reviews[-1])
    return await saved_beside(state, host, MINUTES, minutes_name(state), text)


def minutes_name(state: State) -> tuple[str, str]:
    """How the minutes of the last review are called beside the matrix, and their ending."""
    day = state.matrix.reviews[-1].date
    return f"minutes-{day.isoformat()}" if day is not None else "minutes", ".md"

"""Leaving a review: who was there, the record of its decisions, and the minutes made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.pages.detail_fields import ask_detail
from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.editor.review.begin import has_unrecorded, record_of, remembered_review
from copvalue_tui.editor.review.walking import (
    close_review,
    fitted,
    keep_up,
    next_date,
    replace_review,
)
from copvalue_tui.editor.session.save import saved_beside
from copvalue_tui.editor.state.review import Attendance, Reviewing
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix import review_walk
from copvalue_tui.matrix.dates.calendar import day_words
from copvalue_tui.matrix.details import set_detail
from copvalue_tui.matrix.review_summary import action_words, people, summary
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Matrix, Review

RECORDED_ALREADY = "Nothing new was decided; the record is unchanged."
NOTHING = "Nothing was decided or confirmed, so nothing was recorded; r to continue here."
LATER = "Not recorded yet, and kept. To record it: “Record the review” in the palette (:)."
NONE_PENDING = "Everything is recorded; r to start a review."
MINUTES = "the minutes"


async def close_and_record(state: State, host: Host) -> State:
    """The state in the grid again, what was decided recorded."""
    review = state.review
    if review is None or state.read_only:
        return close_review(state)
    if not has_unrecorded(review, state):
        return close_review(state).with_message(RECORDED_ALREADY if review.record else NOTHING)
    if not counted(record_of(review, state.matrix)):
        # What was recorded was undone since.
        return close_review(replace_review(state, replace(review, record=None)))
    record = _last_record(review, state.matrix)
    if record is not None and record.date == host.today():
        return _with_record(state, _with_attendance(review, record), record.date)
    return await ask_and_record(state, host)


async def record_waiting(state: State, host: Host) -> State:
    """The state with the review recorded that waits for it, be it one of an earlier session."""
    if state.review is None:
        remembered = await remembered_review(state, host)
        if remembered is None:
            return state.with_message(NONE_PENDING)
        state = replace(state, paused_review=fitted(remembered, state.matrix))
    review = state.review
    if review is None or not has_unrecorded(review, state):
        return state.with_message(NONE_PENDING)
    return await ask_and_record(state, host)


async def ask_and_record(state: State, host: Host) -> State:
    """The state in the grid, the review recorded; one form asks who was there."""
    review = state.review
    if review is None:
        return state
    who = review.attendance or _attendance(review.record or _last(state.matrix))
    chosen = 0
    while True:
        title = f"Record the review: {counted(record_of(review, state.matrix))}"
        options = _form(who)
        choice = await host.choose(title, options, chosen=chosen)
        at = choice.index if choice is not None else None
        if at is None or at == len(options) - 1:
            review = replace(review, attendance=who)
            return close_review(replace_review(state, review)).with_message(LATER)
        if at < 2:
            review = replace(review, attendance=who)
            state = _with_record(state, review, host.today())
            return await _with_minutes(state, host) if at == 1 else state
        who = await _asked(who, at, host)
        chosen = at + 1 if at < 4 else 0


async def _with_minutes(state: State, host: Host) -> State:
    """The state with the minutes of what was just recorded saved; the message says both."""
    saved = await save_minutes(state, host)
    if saved.message == state.message:
        return saved
    return saved.with_message(f"Recorded. {saved.message}", warning=saved.warning)


def _form(who: Attendance) -> tuple[Option, ...]:
    """What the end of a review offers: record it, say who was there, or leave it for later."""
    return (
        Option("Record", "", "r"),
        Option("Record, and save the minutes…", "", "m"),
        Option(f"Facilitator: {who.facilitator or '–'}", "", "f"),
        Option(f"Present: {', '.join(who.present) or '–'}", "", "p"),
        Option(f"Note: {who.note or '–'}", "", "n"),
        Option("Later", "everything is kept", "l"),
    )


async def _asked(who: Attendance, at: int, host: Host) -> Attendance:
    """The form with one more answer; unchanged when the person cancels."""
    if at == 2:
        facilitator = await host.ask_text("Who facilitates? A role or a name", who.facilitator)
        return who if facilitator is None else who._replace(facilitator=facilitator)
    if at == 3:
        question = "Who is present? Roles or names, separated by commas"
        present = await host.ask_text(question, ", ".join(who.present))
        return who if present is None else who._replace(present=people(present))
    note = await host.ask_text("A note for the minutes", who.note)
    return who if note is None else who._replace(note=note)


def counted(record: Review) -> str:
    """What a record holds, in a few words: “24 confirmed, 6 changed, 2 next steps”."""
    counts = (
        (len(record.confirmed), "confirmed", "confirmed"),
        (len(record.decisions), "changed", "changed"),
        (len(record.actions), "next step", "next steps"),
    )
    return ", ".join(plural(count, one, many) for count, one, many in counts if count)


def _attendance(record: Review) -> Attendance:
    """Who held a recorded review; its note is its own."""
    return Attendance(record.present, record.facilitator)


def _with_attendance(review: Reviewing, record: Review) -> Reviewing:
    if review.attendance is not None:
        return review
    return replace(review, attendance=_attendance(record)._replace(note=record.note))


def _last(matrix: Matrix) -> Review:
    return matrix.reviews[-1] if matrix.reviews else Review()


def _last_record(review: Reviewing, matrix: Matrix) -> Review | None:
    """The record of this review, if it is the last in the matrix."""
    last = matrix.reviews[-1] if matrix.reviews else None
    return last if last is not None and last == review.record else None


def _with_record(state: State, review: Reviewing, day: date) -> State:
    """The state with the record of the review as one step; a second one takes the first's place."""
    before = _last_record(review, state.matrix)
    new = replace(record_of(review, state.matrix), date=day)
    same_day = before is not None and before.date == day
    rest = state.matrix.reviews[:-1] if same_day else state.matrix.reviews
    action = f"Recorded the review: {counted(new)}"
    matrix = replace(state.matrix, reviews=(*rest, new))
    state = close_review(replace_review(state, review)).edited(action, matrix)
    if state.paused_review is not None:
        state = replace(state, paused_review=replace(state.paused_review, record=new))
    return state.with_message(f"{action}. u to undo. X to save the minutes.")


# Reasons and next dates: each a key on the value, and never asked for.


async def ask_reason(state: State, host: Host) -> State:
    """The state with a reason for the last verdict."""
    review = state.reviewing
    if review is None or review.last is None:
        return state
    visit = review.walk.visits[review.last]
    reason = await host.ask_text(f"Why? “{visit.text}”", visit.reason)
    if reason is None:
        return state
    walk = review_walk.with_reason(review.walk, review.last, reason)
    state = replace_review(state, replace(review, walk=walk))
    return state.with_message("Reason noted; it goes into the record." if reason else "No reason.")


async def ask_next_date(state: State, host: Host) -> State:
    """The state with a next review date: the offered one at once, else one that is asked for."""
    review = state.reviewing
    if review is None:
        return state
    if review.offered is not None and review.last is not None:
        place = review.walk.visits[review.last].place
        if place is not None:
            matrix = set_detail(state.matrix, [place], "review_by", review.offered)
            action = f"“{review.walk.visits[review.last].text}”: next date"
            done = state.edited(f"{action} {day_words(review.offered)}", matrix)
            kept = replace_review(done, replace(review, offered=None))
            return keep_up(kept).with_message(f"{action} {day_words(review.offered)}. u to undo.")
    return await ask_detail(state, host, "review_by", begin=_begun(state))


def _begun(state: State) -> str:
    """What the question for a date begins with: the next one of the cadence."""
    offered = next_date(state)
    return day_words(offered) if offered is not None else ""


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
    if review.actions:
        pages["Next steps"] = [("", action_words(action)) for action in review.actions]
    listed = [HelpPage(row, tuple(lines)) for row, lines in pages.items()]
    nothing = () if pages else (("", "Nothing has changed yet; each verdict will be listed here."),)
    counts = HelpPage("", (("", so_far.sentence), *nothing))
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

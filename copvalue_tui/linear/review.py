"""Commands of a review: begin it, a verdict on each value, reasons, next steps, the record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from copvalue_tui.editor.commands import review as commands
from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.pages.detail_fields import ask_detail
from copvalue_tui.editor.review.begin import has_unrecorded
from copvalue_tui.linear.changing import times
from copvalue_tui.linear.host import EMPTY
from copvalue_tui.linear.numbers import NotKnown
from copvalue_tui.linear.session import LinearSession
from copvalue_tui.linear.wording import cell_words, value_words
from copvalue_tui.matrix.filters import parse_filter, selected, sentence
from copvalue_tui.matrix.review_summary import open_actions
from copvalue_tui.matrix.text.sentences import join, plural, quote
from copvalue_tui.matrix.values import value_there
from copvalue_tui.matrix.vocabulary import STATUS_NAMES

_CURRENT = "All but the retired"
_ALL = "All values"


def review(session: LinearSession, rest: str) -> str:
    """Begins a review, or takes one up: of what is said, else as it is answered."""
    state = session.state
    command = commands.another_review if rest else commands.review
    answers: list[str] = []
    waiting = 0
    if state.review is None and not state.read_only:
        waiting = len(open_actions(state.matrix))
    if rest or not session.interactive:
        # The open steps of earlier reviews are asked about first; here they have a command.
        answers = [*([""] if waiting else []), *_scope(session, rest)]
    session.run(command, *answers)
    if session.state.reviewing is None:
        return session.take_message() or "No review was begun."
    if waiting and answers:
        session.say(
            f"{plural(waiting, 'next step')} open from earlier reviews. To hear them: steps"
        )
    numbered = [f"{number} {name}" for number, name in enumerate(STATUS_NAMES, 1)]
    session.say(f"Verdicts: confirm, or {join(numbered, 'or')}; the word or its number.")
    return session.take_message()


def _scope(session: LinearSession, said: str) -> tuple[str, ...]:
    """The answers that choose which values are reviewed.

    Raises:
        NotKnown: No value passes the filter that is said.
    """
    from copvalue_tui.editor.review.scope import routes_offered

    titles = [one.title for one in routes_offered(session.state, session.host.today())]
    if not said:
        return (_CURRENT if _CURRENT in titles else _ALL,)
    begun = [title for title in titles if title.casefold().startswith(said.casefold())]
    if begun:
        return (begun[0],)
    wanted = parse_filter(said)
    if wanted.unclear:
        raise NotKnown(" ".join(wanted.unclear))
    if not selected(session.state.matrix, wanted, session.host.today()):
        raise NotKnown(f"No value {sentence(wanted)}. No review was begun.")
    return ("A filter…", said)


def visited(session: LinearSession) -> object:
    """Which value the review is at; None while there is none."""
    review = session.state.reviewing
    return None if review is None else (review.began, review.walk.at, review.walk.place)


def visit_words(session: LinearSession) -> str:
    """The value that the review is at, and how far it has come."""
    review = session.state.reviewing
    place = review.walk.place if review is not None else None
    value = value_there(session.state.matrix, place) if place is not None else None
    if review is None or place is None or value is None:
        return ""
    words = value_words(value, day=session.host.today())
    where = cell_words(session.state.matrix, place)
    return f"Now {review.walk.progress}: {words}. {where}."


def verdict(status: str) -> Callable[[LinearSession, str], str]:
    """The command that gives a status to the value at hand, and goes on."""
    return partial(_verdict, status)


def _verdict(status: str, session: LinearSession, rest: str) -> str:
    if rest:
        raise NotKnown(f"A verdict stands alone. For a reason, next: why {rest}")
    number = STATUS_NAMES.index(status)
    session.run(commands.VERDICTS[number])
    return ""


def numbered(session: LinearSession, number: int) -> str:
    """The verdict with a number."""
    if not 0 < number <= len(STATUS_NAMES):
        raise NotKnown(f"Verdicts are numbered 1 to {len(STATUS_NAMES)}.")
    return _verdict(STATUS_NAMES[number - 1], session, "")


def _runs(command: Command) -> Callable[[LinearSession, str], str]:
    """What a word does that stands for one command, whatever follows the word."""

    def run(session: LinearSession, rest: str) -> str:
        session.run(command)
        return ""

    return run


confirm = _runs(commands.confirm_value)
onward = _runs(commands.review_next)
back = _runs(commands.review_back)
undecided = _runs(commands.next_undecided)
summary = _runs(commands.sum_up)


def undo(session: LinearSession, rest: str) -> str:
    """The last verdict or change, undone."""
    return times(session, rest, commands.undo_verdict)


def redo(session: LinearSession, rest: str) -> str:
    """What was undone, done again."""
    return times(session, rest, commands.redo_verdict)


def why(session: LinearSession, rest: str) -> str:
    """The reason of the last verdict."""
    _needs_words(session, rest, "why", "why two stories were told")
    session.run(commands.verdict_reason, *_given(rest))
    return ""


def action(session: LinearSession, rest: str) -> str:
    """A next step: what; who; when."""
    _needs_words(session, rest, "action", "action Ask the bank; Core group; in 2 weeks")
    parts = [part.strip() for part in rest.split(";", 2)] if rest else []
    parts += [""] * (3 - len(parts)) if parts else []
    session.run(commands.next_step, *(part or EMPTY for part in parts))
    return ""


def next_date(session: LinearSession, rest: str) -> str:
    """The date that is offered for the last verdict, or one that is said for the value at hand."""
    if not rest:
        review = session.state.reviewing
        offered = review is not None and review.offered is not None
        if not offered and not session.interactive:
            raise NotKnown("Say when, such as: date +6m")
        session.run(commands.next_review_date)
        return ""
    session.begin(lambda state, host: ask_detail(state, host, "review_by"), rest, whole=True)
    return session.take_message() or "Nothing was changed."


def steps(session: LinearSession, rest: str) -> str:
    """The open next steps; a number marks one as done."""
    numbers = rest.replace(",", " ").split()
    if not numbers and not session.interactive:
        found = open_actions(session.state.matrix)
        from copvalue_tui.matrix.review_summary import action_words

        for number, (_, _, one) in enumerate(found, 1):
            session.say(f"{number} {action_words(one)}")
        return f"{plural(len(found), 'next step')} open." if found else "No next step is open."
    session.run(commands.open_steps, *numbers, *([""] if numbers else []))
    return ""


_PARTS = {"present": "Present", "facilitator": "Facilitator", "note": "Note"}


def end(session: LinearSession, rest: str) -> str:
    """Leaves the review and records it: who was there is said, or asked."""
    answers, last = [], "Record"
    for part in filter(None, (each.strip() for each in rest.split(";"))):
        name, _, text = part.partition(" ")
        name = name.casefold().rstrip(":")
        if name in _PARTS and text.strip():
            answers += [_PARTS[name], text.strip()]
        elif part.casefold() in ("later", "record"):
            last = part.capitalize()
        else:
            raise NotKnown(
                f"{quote(part)} is not understood. Such as: end present Core group; "
                "facilitator Ana; note All agreed. Or: end later"
            )
    if rest or not session.interactive:
        answers.append(last)
    session.run(commands.leave_review, *answers)
    return ""


def leave_for(session: LinearSession) -> None:
    """Leaves a review before the session ends; a script that did not record it does so later."""
    if session.state.reviewing is not None:
        session.run(commands.leave_review, *(() if session.interactive else ("Later",)))


def unrecorded_words(session: LinearSession) -> str:
    """That a review is not in the file yet, when it is not."""
    review = session.state.review
    if review is None or session.state.read_only or not has_unrecorded(review, session.state):
        return ""
    return "The review is kept, and not recorded yet. To go on with it, next time: review"


def _given(rest: str) -> tuple[str, ...]:
    return (rest,) if rest else ()


def _needs_words(session: LinearSession, rest: str, name: str, example: str) -> None:
    if not rest and not session.interactive:
        raise NotKnown(f"Say more after {name}, such as: {example}")

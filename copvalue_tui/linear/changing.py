"""Commands that change values: add, edit, delete, move, copy, adopt, details, park, undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from copvalue_tui.editor.commands import adding, changing, details, history, suggestions
from copvalue_tui.editor.commands.parking import parking_lot
from copvalue_tui.editor.commands.shifting import copy_to, move_down, move_up, moved
from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.preconditions import no_packs, no_value
from copvalue_tui.editor.pages.detail_fields import ask_detail, current_detail, with_detail
from copvalue_tui.editor.state.modes import InPanel
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.editor.state.workshop import by_votes
from copvalue_tui.editor.suggestions.explanations import about as about_offer
from copvalue_tui.editor.suggestions.suggestion_list import offers
from copvalue_tui.linear.numbers import (
    NotKnown,
    cell_first,
    cell_named,
    in_one_word,
    numbers_first,
    whole_cell_named,
)
from copvalue_tui.linear.session import LinearSession
from copvalue_tui.linear.wordbook import say_all, stand_on
from copvalue_tui.linear.wording import (
    cell_lines,
    cell_words,
    help_lines,
    parking_lines,
    spoken,
    without_keys,
)
from copvalue_tui.matrix import cursor
from copvalue_tui.matrix.edits import with_cell
from copvalue_tui.matrix.fields.indicator import with_part
from copvalue_tui.matrix.fields.table import BY_NAME, SHOWN, ValueField
from copvalue_tui.matrix.fields.typed import NotUnderstood
from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.text.sentences import join, quote
from copvalue_tui.matrix.values import Place, cell_at

_MOST_OFFERED = 12


def needs_value(session: LinearSession) -> None:
    """Raises `NotKnown` where there is no value to do something with."""
    if no_value(session.state):
        raise NotKnown("There is no value here. To add one: add TEXT")


def add(session: LinearSession, rest: str) -> str:
    """A value at the end of a cell; without its words, one a line until an empty one."""
    place, text = _cell_and_text(session, rest)
    session.go(cursor.last_slot(session.state.matrix, place or session.state.cursor))
    if text:
        return _added(session, text)
    answer, where = "", cell_words(session.state.matrix, session.state.cursor)
    way = f"Values for {where}, one a line; an empty line ends."
    session.say(way)
    while line := session.host.ask_line(way):
        answer = _added(session, line)
        session.say(answer)
    return f"Back to commands, in {where}." if answer else "Nothing was added."


def _cell_and_text(session: LinearSession, rest: str) -> tuple[Place | None, str]:
    """The cell that stands before a colon, if one does, and the text; a cell may stand alone."""
    named, colon, text = rest.partition(":")
    if not colon:
        matrix = session.state.matrix
        alone = whole_cell_named(matrix, rest)
        return cell_first(matrix, rest) or (alone, rest if alone is None else "")
    try:
        return cell_named(session.state.matrix, named, session.state.cursor), text.strip()
    except NotKnown:
        return None, rest


def _added(session: LinearSession, text: str) -> str:
    session.run(adding.add_below)
    if session.state.typing is None or not session.write_words(text):
        return session.take_message()
    where = cell_words(session.state.matrix, session.state.cursor)
    return f"{_numbered(session).removesuffix('.')} in {where}."


def _numbered(session: LinearSession) -> str:
    """What the last command has to say, and the number of the value that it made."""
    return f"{session.take_message()} It is {session.numbers.of(session.state.cursor)}."


def edit(session: LinearSession, rest: str) -> str:
    """Other words for a value."""
    text = stand_on(session, rest)
    session.change(State.unmarked)
    needs_value(session)
    now = quoted((session.state.cell[session.state.cursor.slot],))
    if not text and not session.interactive:
        raise NotKnown(f"Say the new words for {now} after the number.")
    if not text:
        asked = session.host.ask_now(f"New words for {now}")
        if not asked:
            return "Nothing was changed."
        text = asked
    session.run(adding.edit)
    if session.state.typing is not None:
        session.write_words(text)
    return session.take_message() or "Nothing was changed."


def _stand_on_numbers(session: LinearSession, rest: str, kept: str) -> None:
    """Goes to the values that are numbered, where nothing else may be said.

    Raises:
        NotKnown: Something else is said; with `kept`, which says that nothing was done.
    """
    if stand_on(session, in_one_word(rest)):
        raise NotKnown(f"{quote(rest)} is no number of a value. {kept}")


def delete(session: LinearSession, rest: str) -> str:
    """Values out of their cells."""
    _stand_on_numbers(session, rest, "Nothing was deleted.")
    session.run(adding.delete)
    return ""


def undo(session: LinearSession, rest: str) -> str:
    """The last step, or as many as are said, undone."""
    return times(session, rest, history.undo)


def redo(session: LinearSession, rest: str) -> str:
    """What was undone, done again."""
    return times(session, rest, history.redo)


def times(session: LinearSession, rest: str, command: Command) -> str:
    """A command as many times as is said: once by default."""
    if rest and not rest.isdecimal():
        raise NotKnown(f"{quote(rest)} is no number of steps. Nothing was done.")
    count = int(rest[:4] or 1)
    for _ in range(count):
        if reason := command.why_not(session.state):
            return f"{session.take_message()} {without_keys(reason)}".strip()
        session.run(command)
    return f"{session.take_message()}{f' That was {count} steps.' if count > 1 else ''}"


def move(session: LinearSession, rest: str) -> str:
    """Values to another cell, or up or down in theirs."""
    where = _where(session, rest, "move 3 to 2 long")
    if where in ("up", "down"):
        session.run(move_up if where == "up" else move_down)
        return ""
    target = _end_of(session, where)
    session.change(lambda state: moved(state, target))
    return ""


def copy(session: LinearSession, rest: str) -> str:
    """Values copied to another cell."""
    where = _where(session, rest, "copy 3 to 2 long")
    place = _end_of(session, where)
    name = session.state.matrix.rows[place.row].name
    several = len(session.state.chosen) > 1
    done = session.state.history
    session.run(copy_to, f"{name} · {'long' if place.column else 'short'} term")
    if several or session.state.history is done:
        return ""
    return _numbered(session)


def _where(session: LinearSession, rest: str, example: str) -> str:
    values, to, where = (
        rest.partition(" to ") if not rest.startswith("to ") else ("", " ", rest[3:])
    )
    if not to:
        values, where = numbers_first(rest)
    if not where.strip():
        raise NotKnown(f"Say which value and where to, such as: {example}")
    stand_on(session, in_one_word(values))
    if reason := _refusal(session):
        raise NotKnown(reason)
    needs_value(session)
    return where.strip()


def _refusal(session: LinearSession) -> str:
    from copvalue_tui.editor.keys.command import no_edits

    return no_edits(session.state) or ""


def _end_of(session: LinearSession, said: str) -> Place:
    matrix = session.state.matrix
    place = cell_named(matrix, said, session.state.cursor)
    return replace(place, slot=len(cell_at(matrix, place)))


def merge(session: LinearSession, rest: str) -> str:
    """Several values as one."""
    text = stand_on(session, rest)
    if len(session.state.chosen) < 2:
        raise NotKnown("Say which values become one, such as: merge 3,5 New words")
    session.run(changing.merge, "yes", text)
    return ""


# Details


def field(name: str) -> Callable[[LinearSession, str], str]:
    """The command of one detail: without words it is asked for, or said in a script."""
    return partial(_detail, name)


def _detail(name: str, session: LinearSession, rest: str) -> str:
    text = stand_on(session, rest)
    needs_value(session)
    if not text and not session.interactive:
        now = current_detail(session.state, BY_NAME[name]) or "none"
        detail = BY_NAME[name].name_in_question
        return spoken(f"{detail} of {quoted(session.state.chosen_values)}: {now}.")
    if reason := _refusal(session):
        raise NotKnown(reason)
    if _part(session, BY_NAME[name], text):
        return ""
    answers = (text,) if text else ()
    session.begin(lambda state, host: ask_detail(state, host, name), *answers, whole=True)
    return session.take_message() or "Nothing was changed."


def _part(session: LinearSession, field: ValueField, text: str) -> bool:
    """Whether a text is one part of a detail, such as `now: 14`; then that has changed."""
    name, colon, content = text.partition(":")
    part, value = fold(name.strip()), session.state.chosen_values[0]
    known = any(part == one.name for one in field.parts)
    if not colon or not known or value.indicator is None:
        return False
    try:
        made = with_part(value.indicator, part, content.strip(), session.host.today())
    except NotUnderstood as trouble:
        raise NotKnown(trouble.sentence) from None
    session.change(lambda state: with_detail(state, field.name, made))
    return True


def set_detail(session: LinearSession, rest: str) -> str:
    """A detail by its name: in the file, in the form, or the first letters of either."""
    number, more = numbers_first(rest)
    words = more.split(" ")
    found, text = list[str](), ""
    # As many words as a name has: “review date” before “review”.
    for count in (3, 2, 1):
        wanted, text = fold(" ".join(words[:count])), " ".join(words[count:])
        found = [each.name for each in SHOWN if wanted in _names(each)]
        if count == 1 and not found:
            begun = (each for each in SHOWN if any(one.startswith(wanted) for one in _names(each)))
            found = [each.name for each in begun]
        if found:
            break
    if not more or len(found) != 1:
        names = join([each.name_in_question.lower() for each in SHOWN], "or")
        raise NotKnown(f"Say which detail, such as: set 3 owner Core group. There is {names}.")
    # A detail may also be named before the number, as where it is a command of its own.
    return _detail(found[0], session, f"{number} {text}".strip())


def _names(field: ValueField) -> tuple[str, ...]:
    """How a detail may be called."""
    return fold(field.name.replace("_", " ")), fold(field.name_in_question)


def vote(session: LinearSession, rest: str) -> str:
    """One vote more for each value."""
    _stand_on_numbers(session, rest, "No vote was added.")
    session.run(details.add_vote)
    return ""


def order(session: LinearSession, rest: str) -> str:
    """The values of a cell by their votes, the most first."""
    state = session.state
    if reason := _refusal(session):
        raise NotKnown(reason)
    place = cell_named(state.matrix, rest, state.cursor) if rest else state.cursor.cell
    session.go(place)
    cell = by_votes(session.state.cell)
    if cell == session.state.cell:
        return "They are in order of votes already."
    ordered = with_cell(state.matrix, place, cell)
    session.change(lambda now: now.edited("Ordered by votes", ordered, place))
    say_all(session, cell_lines(ordered, place, session.numbers))
    return ""


# Suggestions


def suggest(session: LinearSession, rest: str) -> str:
    """What is suggested for the cell, or all suggestions with some words."""
    session.find_packs()
    session.suggest_words = rest
    if reason := no_packs(session.state):
        return reason
    listed = offers(_looking(session)).listed[:_MOST_OFFERED]
    where = cell_words(session.state.matrix, session.state.cursor)
    if not listed:
        return f"No suggestion for {where}{f' with {quote(rest)}' if rest else ''}."
    session.say(f"Suggestions for {where}:")
    for number, one in enumerate(listed, 1):
        used = ", already here" if one.offer.used else ""
        session.say(f"{number} {one.offer.suggestion.text}{used}")
    return ""


def _looking(session: LinearSession) -> State:
    """The state with the suggestions looked through as `suggest` did last."""
    words = session.suggest_words
    return replace(session.state, mode=InPanel(query=words)) if words else session.state


def explain(session: LinearSession, rest: str) -> str:
    """Why a suggestion is made, and whom to thank for it."""
    session.find_packs()
    listed = offers(_looking(session)).listed
    if not rest.isdecimal() or not 0 < int(rest[:4]) <= len(listed):
        raise NotKnown("Say the number of a suggestion, such as: explain 1. To hear them: suggest")
    page = about_offer(session.state.matrix, listed[int(rest[:4]) - 1].offer)
    return say_all(session, help_lines((page,)))


def adopt(session: LinearSession, rest: str) -> str:
    """Suggestions, by their numbers, as values at the end of the cell."""
    session.find_packs()
    numbers = rest.replace(",", " ").split()
    if not numbers or not all(one.isdecimal() and 0 < int(one[:4]) <= 999 for one in numbers):
        raise NotKnown("Say the number of a suggestion, such as: adopt 1. To hear them: suggest")
    if reason := _refusal(session):
        raise NotKnown(reason)
    session.go(cursor.last_slot(session.state.matrix, session.state.cursor))
    mode = session.state.mode
    # All numbers are of the list as it was read.
    listed = offers(_looking(session)).listed
    answers = []
    for one in numbers:
        at = int(one[:4]) - 1
        text = listed[at].offer.suggestion.text if at < len(listed) else ""
        now = [each.offer.suggestion.text for each in offers(_looking(session)).listed]
        index = now.index(text) if text in now else at
        after = suggestions.adopted(_looking(session), index)
        taken = after.matrix is not session.state.matrix
        session.become(replace(after, mode=mode))
        answers.append(_numbered(session) if taken else session.take_message())
    return " ".join(answers)


# The parking lot


def park(session: LinearSession, rest: str) -> str:
    """Values into the parking lot."""
    _stand_on_numbers(session, rest, "Nothing was parked.")
    needs_value(session)
    session.run(parking_lot, "1")
    return ""


def unpark(session: LinearSession, rest: str) -> str:
    """A value of the parking lot into a cell, by its number there."""
    number, where = numbers_first(rest)
    parked = session.state.matrix.parking_lot
    if not number.isdecimal() or not 0 < int(number) <= len(parked):
        say_all(session, parking_lines(session.state.matrix))
        return "Say its number and the cell, such as: unpark 1 2 short" if parked else ""
    if where:
        said = where.removeprefix("to ")
        session.go(cell_named(session.state.matrix, said, session.state.cursor))
    session.go(cursor.last_slot(session.state.matrix, session.state.cursor))
    # Behind the two ways to put something in.
    session.run(parking_lot, str(int(number) + 2))
    return ""

"""The commands of linear mode, and how the beginning of a line finds one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from copvalue_tui.editor.commands import adding, files, history
from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.session.reopen import expanded
from copvalue_tui.editor.session.save import save_to
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.toml.errors import nearest
from copvalue_tui.linear.numbers import NotKnown, cell_named, numbers_first, row_named
from copvalue_tui.linear.session import LinearSession
from copvalue_tui.linear.wording import (
    cell_lines,
    cell_words,
    matrix_words,
    row_lines,
    rows_lines,
    value_words,
)
from copvalue_tui.matrix import cursor
from copvalue_tui.matrix.text.sanitize import acceptable_line
from copvalue_tui.matrix.text.sentences import join, quote
from copvalue_tui.matrix.values import Place, cell_at, value_there


class Word(NamedTuple):
    """A command as it is typed."""

    name: str
    arguments: str
    """What may follow it, as the help shows it."""
    meaning: str
    """One line for the help."""
    run: Callable[[LinearSession, str], str]
    """Gets the words behind it; gives the answer, or an empty text for the session's message."""
    group: str = ""
    """The heading of the help it begins."""


def answer_to(session: LinearSession, line: str) -> str:
    """Does what a line says; gives the answer in a line, which may be empty."""
    taken = acceptable_line(line)
    if taken.refused:
        session.say(taken.refusal)
    said, _, rest = taken.text.strip().partition(" ")
    if not said:
        return ""
    try:
        if said.isdecimal():
            return _value(session, taken.text.strip())
        return word_for(said, WORDS).run(session, rest.strip()) or session.take_message()
    except NotKnown as trouble:
        return str(trouble)


def word_for(said: str, words: Sequence[Word]) -> Word:
    """The command that a word names or begins.

    Raises:
        NotKnown: None, or several.
    """
    wanted = said.casefold().rstrip(":")
    found = [word for word in words if word.name == wanted]
    found = found or [word for word in words if word.name.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        names = join([word.name for word in found], "or")
        raise NotKnown(f"{quote(said)} could be {names}. Nothing was done.")
    near = nearest(wanted, [word.name for word in words])
    hint = f"Did you mean {near}?" if near else "To hear the commands: help"
    raise NotKnown(f"There is no command {quote(said)}. {hint}")


# Reading


def _read(session: LinearSession, rest: str) -> str:
    matrix = session.state.matrix
    if not rest:
        session.numbers.renew(matrix)
        session.say(matrix_words(matrix))
        for row in range(len(matrix.rows)):
            _say_all(session, row_lines(matrix, row, session.numbers))
        return ""
    if rest in ("here", "cell"):
        _say_all(session, cell_lines(matrix, session.state.cursor.cell, session.numbers))
        return ""
    place = cell_named(matrix, rest, session.state.cursor)
    try:
        row = row_named(matrix, rest)
    except NotKnown:
        session.go(place)
        _say_all(session, cell_lines(matrix, place, session.numbers))
    else:
        session.go(Place(row, session.state.cursor.column))
        _say_all(session, row_lines(matrix, row, session.numbers))
    return ""


def _say_all(session: LinearSession, lines: Iterable[str]) -> None:
    for line in lines:
        session.say(line)


def _rows(session: LinearSession, rest: str) -> str:
    _say_all(session, rows_lines(session.state.matrix))
    return ""


def _go(session: LinearSession, rest: str) -> str:
    if not rest:
        raise NotKnown("Say where to, such as: go 2 short")
    matrix = session.state.matrix
    place = cell_named(matrix, rest, session.state.cursor)
    session.go(place)
    _say_all(session, cell_lines(matrix, place, session.numbers))
    return ""


def _value(session: LinearSession, said: str) -> str:
    """The value with a number, which is stood on from now on."""
    number, rest = numbers_first(said)
    places = session.numbers.places(number)
    if rest:
        raise NotKnown(f"Say the command first, such as: edit {quote(said)}")
    session.go(places[0])
    return here_words(session)


def here_words(session: LinearSession) -> str:
    """The value that is stood on, with its number, its details and its cell."""
    state = session.state
    value = value_there(state.matrix, state.cursor)
    where = cell_words(state.matrix, state.cursor)
    if value is None:
        return f"Row {state.cursor.row + 1}, {where}: empty."
    words = value_words(value, day=session.host.today())
    return f"{session.numbers.of(state.cursor)} {words}. {where}."


def _next(session: LinearSession, rest: str) -> str:
    return _stepped(session, 1)


def _back(session: LinearSession, rest: str) -> str:
    return _stepped(session, -1)


def _stepped(session: LinearSession, by: int) -> str:
    """The next value in reading order, or the one before."""
    matrix, here = session.state.matrix, session.state.cursor
    place = replace(here, slot=here.slot + by)
    if not 0 <= place.slot < len(cell_at(matrix, here)):
        beyond = cursor.next_cell(matrix, here, by)
        if beyond.cell == here.cell:
            return "This is the last value." if by > 0 else "This is the first value."
        place = beyond if by > 0 else cursor.last_slot(matrix, beyond)
    session.go(place)
    return here_words(session)


# Changing


def _add(session: LinearSession, rest: str) -> str:
    place, text = _cell_and_text(session, rest)
    session.go(cursor.last_slot(session.state.matrix, place or session.state.cursor))
    if text:
        return _added(session, text)
    answer = ""
    where = cell_words(session.state.matrix, session.state.cursor)
    session.say(f"Values for {where}, one a line; an empty line ends.")
    while line := session.host.ask_line():
        answer = _added(session, line)
        session.say(answer)
    return "Nothing was added." if not answer else f"Back to commands, in {where}."


def _cell_and_text(session: LinearSession, rest: str) -> tuple[Place | None, str]:
    """The cell that stands before a colon, if one does, and the text."""
    named, colon, text = rest.partition(":")
    if not colon:
        return None, rest
    try:
        return cell_named(session.state.matrix, named, session.state.cursor), text.strip()
    except NotKnown:
        return None, rest


def _added(session: LinearSession, text: str) -> str:
    session.run(adding.add_below)
    if session.state.typing is None or not session.write_words(text):
        return session.take_message()
    number = session.numbers.of(session.state.cursor)
    where = cell_words(session.state.matrix, session.state.cursor)
    return f"{session.take_message()} It is {number} in {where}."


def stand_on(session: LinearSession, rest: str) -> str:
    """Goes to the values whose numbers a text begins with, if it does; gives the rest."""
    number, more = numbers_first(rest)
    if not number:
        return rest
    places = session.numbers.places(number)
    session.go(places[0])
    if len(places) > 1:
        session.change(lambda state: replace(state, marks=frozenset(places)))
    return more


def _edit(session: LinearSession, rest: str) -> str:
    text = stand_on(session, rest)
    session.change(State.unmarked)
    value = session.state.value
    if value is None:
        raise NotKnown("There is no value here. To add one: add TEXT")
    if not text and not session.interactive:
        raise NotKnown(f"Say the new words for {quote(value.text)} behind the number.")
    if not text:
        asked = session.host.ask_now(f"New words for {quote(value.text)}", value.text)
        if asked is None:
            return "Nothing was changed."
        text = asked
    session.run(adding.edit)
    if session.state.typing is not None:
        session.write_words(text)
    return session.take_message() or "Nothing was changed."


def _delete(session: LinearSession, rest: str) -> str:
    more = stand_on(session, rest.replace(" ", ","))
    if more:
        raise NotKnown(f"{quote(rest)} is no number of a value. Nothing was deleted.")
    session.run(adding.delete)
    return ""


def _undo(session: LinearSession, rest: str) -> str:
    return _times(session, rest, history.undo)


def _redo(session: LinearSession, rest: str) -> str:
    return _times(session, rest, history.redo)


def _times(session: LinearSession, rest: str, command: Command) -> str:
    times = int(rest[:4]) if rest.isdecimal() else 1
    if rest and not rest.isdecimal():
        raise NotKnown(f"{quote(rest)} is no number of steps. Nothing was done.")
    for _ in range(times):
        session.run(command)
    return ""


# The file


def _save(session: LinearSession, rest: str) -> str:
    if not rest:
        session.run(files.save)
        return ""
    session.begin(lambda state, host: save_to(state, host, expanded(rest)))
    return ""


def _quit(session: LinearSession, rest: str) -> str:
    session.run(files.quit_editor)
    if not session.state.closed:
        return ""
    if session.state.unsaved:
        return "Unsaved changes were discarded."
    name = session.file_name
    return f"Everything is saved in {name}." if name else "There was nothing to save."


def _help(session: LinearSession, rest: str) -> str:
    if rest:
        word = word_for(rest, WORDS)
        return f"{word.name} {word.arguments}".rstrip() + f": {word.meaning}"
    for line in _INTRODUCTION:
        session.say(line)
    for word in WORDS:
        if word.group:
            session.say(f"{word.group}:")
        session.say(f"{word.name} {word.arguments}".rstrip() + f": {word.meaning}")
    return ""


_INTRODUCTION = (
    "One command a line; its first letters are enough, as long as they are only its own.",
    "N is the number of a value, as read. Several: 3,5 or 3-5. Without one: the value you are at.",
    "A number keeps its value until the next read of everything, which numbers anew from 1.",
    "CELL is a row and a horizon, such as 2 short, or Members long. A row: its number or name.",
)
WORDS = (
    Word("read", "[CELL]", "read everything, a row, or a cell", _read, "Read"),
    Word("rows", "", "list the rows with their numbers", _rows),
    Word("go", "CELL", "go to a cell and read it", _go),
    Word("next", "", "go to the next value and read it", _next),
    Word("back", "", "go to the previous value and read it", _back),
    Word("add", "[CELL:] [TEXT]", "add a value, or several, one a line", _add, "Change"),
    Word("edit", "[N] [TEXT]", "give a value new words", _edit),
    Word("delete", "[N]", "delete a value", _delete),
    Word("undo", "[TIMES]", "undo the last action", _undo),
    Word("redo", "[TIMES]", "redo what was undone", _redo),
    Word("save", "[FILE]", "save now, or under another name", _save, "File"),
    Word("quit", "", "save and leave", _quit),
    Word("help", "[COMMAND]", "list the commands, or explain one", _help),
)

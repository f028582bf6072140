"""Commands that read: the matrix, a row, a cell, a value, what is found, missing or was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from copvalue_tui.linear.numbers import NotKnown, cell_named, row_named
from copvalue_tui.linear.session import LinearSession
from copvalue_tui.linear.wordbook import here_words, say_all, stand_on
from copvalue_tui.linear.wording import (
    cell_lines,
    detail_lines,
    help_lines,
    matrix_words,
    parking_lines,
    row_lines,
    rows_lines,
    without_keys,
)
from copvalue_tui.matrix import cursor
from copvalue_tui.matrix.filters import parse_filter, selected
from copvalue_tui.matrix.filters import sentence as filter_words
from copvalue_tui.matrix.text.labels import labels_for
from copvalue_tui.matrix.text.sentences import plural, quote
from copvalue_tui.matrix.values import Place, cell_at

if TYPE_CHECKING:
    from copvalue_tui.matrix.balance import Balance

_MOST_STEPS = 20
"""Steps that `history` lists, the last one first."""


def read(session: LinearSession, rest: str) -> str:
    """Everything, which numbers the values anew; a row, a cell, or the parking lot."""
    matrix, here = session.state.matrix, session.state.cursor
    if not rest:
        session.numbers.renew(matrix)
        session.say(matrix_words(matrix))
        for row in range(len(matrix.rows)):
            say_all(session, row_lines(matrix, row, session.numbers))
        return say_all(session, parking_lines(matrix)) if matrix.parking_lot else ""
    if rest in ("here", "cell"):
        return say_all(session, cell_lines(matrix, here.cell, session.numbers))
    if "parking lot".startswith(rest) and len(rest) > 3:
        return say_all(session, parking_lines(matrix))
    place = cell_named(matrix, rest, here)
    try:
        row = row_named(matrix, rest)
    except NotKnown:
        return _stand_and_read(session, place)
    session.go(Place(row, here.column))
    return say_all(session, row_lines(matrix, row, session.numbers))


def rows(session: LinearSession, rest: str) -> str:
    """A line for each row."""
    return say_all(session, rows_lines(session.state.matrix))


def go(session: LinearSession, rest: str) -> str:
    """Stands in a cell, and reads it."""
    if not rest:
        raise NotKnown("Say where to, such as: go 2 short")
    return _stand_and_read(session, cell_named(session.state.matrix, rest, session.state.cursor))


def _stand_and_read(session: LinearSession, place: Place) -> str:
    session.go(place)
    return say_all(session, cell_lines(session.state.matrix, place, session.numbers))


def value(session: LinearSession, said: str) -> str:
    """The value with a number, which is stood on from now on."""
    rest = stand_on(session, said)
    if rest:
        raise NotKnown(f"Say the command first, such as: edit {said}")
    return here_words(session)


def onward(session: LinearSession, rest: str) -> str:
    """The next value in reading order."""
    return _stepped(session, 1)


def back(session: LinearSession, rest: str) -> str:
    """The value before, in reading order."""
    return _stepped(session, -1)


def _stepped(session: LinearSession, by: int) -> str:
    matrix, here = session.state.matrix, session.state.cursor
    place = replace(here, slot=here.slot + by)
    if not 0 <= place.slot < len(cell_at(matrix, here)):
        beyond = cursor.next_cell(matrix, here, by)
        if beyond.cell == here.cell:
            return "This is the last value." if by > 0 else "This is the first value."
        place = beyond if by > 0 else cursor.last_slot(matrix, beyond)
    session.go(place)
    return here_words(session)


def where(session: LinearSession, rest: str) -> str:
    """The value or cell that is stood on, and the file."""
    state, name = session.state, session.file_name
    file = f"In {name}" if name else "In a matrix without a file"
    unsaved = ", not saved yet" if state.unsaved else ""
    read_only = ", read-only" if state.read_only else ""
    return f"{here_words(session)} {file}{read_only}{unsaved}."


def details(session: LinearSession, rest: str) -> str:
    """Every detail of a value, a line each."""
    if stand_on(session, rest):
        raise NotKnown(f"{quote(rest)} is not the number of a value.")
    value = session.state.value
    if value is None:
        raise NotKnown("There is no value here. To add one: add TEXT")
    session.say(f"{session.numbers.of(session.state.cursor)} {value.text}")
    return say_all(session, detail_lines(value, session.host.today()))


def find(session: LinearSession, rest: str) -> str:
    """The values that hold some words or pass a filter; the first is stood on."""
    if not rest:
        raise NotKnown("Say what to find, such as: find help. Or: find status:at-risk, overdue")
    matrix, wanted = session.state.matrix, parse_filter(rest.replace(",", " "))
    if wanted.unclear:
        raise NotKnown(" ".join(wanted.unclear))
    places = selected(matrix, wanted, session.host.today())
    for place in places:
        session.say(here_words(session, place))
    if places and session.state.reviewing is None:
        session.go(places[0])
    found = plural(len(places), "value") if places else "No value"
    return f"{found} {filter_words(wanted)}."


def check(session: LinearSession, rest: str) -> str:
    """What is missing or doubtful, the gravest first; a level names one kind."""
    # Here, not above: most sessions check nothing.
    from copvalue_tui.editor.pages.balance_page import verdict
    from copvalue_tui.matrix.balance import balance
    from copvalue_tui.suggest.coverage import CyclesOfDuplicates

    session.find_packs()
    state = session.state
    found = balance(state.matrix, session.host.today(), CyclesOfDuplicates(state.packs))
    say_all(session, _finding_lines(session, found, rest.rstrip("s")))
    said = verdict(found, labels_for(state.matrix.language))
    return f"{said[:1].upper()}{said[1:]}."


def _finding_lines(session: LinearSession, found: Balance, level: str) -> Iterator[str]:
    labels = labels_for(session.state.matrix.language)
    for finding in found.gravest_first:
        if level in ("", finding.level):
            number = session.numbers.of(finding.place) if finding.place else 0
            which = f" Value {number}." if number else ""
            said = labels(f"check.{finding.level}").capitalize()
            yield f"{said}: {finding.sentence}{which}"


def history(session: LinearSession, rest: str) -> str:
    """What was done, the last step first: as many steps as `undo` then needs."""
    done = session.state.history.done
    if not done:
        return "Nothing was done yet."
    lines = (
        without_keys(f"{at} {step.action}.")
        for at, step in enumerate(reversed(done[-_MOST_STEPS:]), 1)
    )
    say_all(session, lines)
    left = len(done) - _MOST_STEPS
    return f"{plural(left, 'earlier step')} not listed." if left > 0 else ""


def changes(session: LinearSession, rest: str) -> str:
    """What became of the matrix as it was so many steps ago, or when the file was opened."""
    from copvalue_tui.editor.timeline.difference_pages import difference_pages

    done = session.state.history.done
    if rest and not rest.isdecimal():
        raise NotKnown(f"{quote(rest)} is no number of steps.")
    count = int(rest[:4] or 0)
    if count > len(done):
        raise NotKnown(f"There are {plural(len(done), 'step')} to look back on.")
    then = done[-count].before.matrix if count else session.opened
    return say_all(session, help_lines(difference_pages(then, session.state.matrix)))

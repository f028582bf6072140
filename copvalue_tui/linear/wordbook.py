"""What a command of linear mode is, how a typed word finds one, and what its numbers mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from copvalue_tui.files.toml.errors import nearest
from copvalue_tui.linear.numbers import NotKnown, numbers_first
from copvalue_tui.linear.session import LinearSession
from copvalue_tui.linear.wording import cell_words, value_words
from copvalue_tui.matrix.text.sentences import join, quote
from copvalue_tui.matrix.values import Place, value_there

GRID, REVIEW = "grid", "review"


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
    panes: tuple[str, ...] = (GRID, REVIEW)
    """Where it can be used."""


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


def help_line(word: Word) -> str:
    """A command as the help shows it."""
    return f"{word.name} {word.arguments}".rstrip() + f": {word.meaning}"


def say_all(session: LinearSession, lines: Iterable[str]) -> str:
    """Says lines; gives no further answer."""
    for line in lines:
        session.say(line)
    return ""


def stand_on(session: LinearSession, rest: str) -> str:
    """Goes to the values whose numbers a text begins with, if it does; gives the rest.

    Raises:
        NotKnown: A number is no value's, or a review is about another value.
    """
    number, more = numbers_first(rest)
    if not number:
        session.change(lambda state: state.unmarked())
        return rest
    places = session.numbers.places(number)
    if not places:
        raise NotKnown(f"{quote(number)} is not the number of a value.")
    if session.state.reviewing is not None and places != (session.state.cursor,):
        raise NotKnown("A review is about the value it is at, so leave the number out.")
    session.go(places[0])
    if len(places) > 1:
        session.change(lambda state: replace(state, marks=frozenset(places)))
    return more


def here_words(session: LinearSession, place: Place | None = None) -> str:
    """A value with its number, its details and its cell: the one that is stood on by default."""
    matrix = session.state.matrix
    place = place or session.state.cursor
    value, where = value_there(matrix, place), cell_words(matrix, place)
    if value is None:
        return f"Row {place.row + 1}, {where}: empty."
    words = value_words(value, day=session.host.today())
    return f"{session.numbers.of(place)} {words}. {where}."

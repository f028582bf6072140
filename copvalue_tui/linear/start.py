"""Linear mode from the first line to the last: opens the session, answers lines, and ends it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from copvalue_tui.editor.commands import COMMANDS
from copvalue_tui.editor.session.open import Startup, begin, first_state
from copvalue_tui.editor.session.startup_checks import remember_place
from copvalue_tui.linear.lines import (
    Ended,
    EndOfInput,
    Interrupted,
    LineReader,
    NotALine,
    Waited,
)
from copvalue_tui.linear.review import unrecorded_words
from copvalue_tui.linear.session import LinearSession, Unheard
from copvalue_tui.linear.wording import matrix_words
from copvalue_tui.linear.words import answer_to

PROMPT = "> "
NOT_SAVED = 4
"""The exit status when the input ended and something could not be saved."""
_HUNG_UP = 129
"""As after the signal that says so; the journal then offers what is unsaved at the next start."""


def run_linear(opening: Startup, lines: LineReader, write: Callable[[str], None]) -> int:
    """Runs a session on lines; gives the exit status: 0, 4, or 128 and the signal that ended it.

    Args:
        opening: What is known before the first line.
        lines: Where commands come from.
        write: Sends text to the person, at once; raises `OSError` once nobody reads it.
    """
    # Suggestion packs are read by the first command that needs them.
    state, keymap = first_state(opening, COMMANDS, ())
    ascii, interactive = opening.settings.ascii, lines.terminal
    session = LinearSession(state, keymap, lines, write, interactive=interactive, ascii=ascii)
    with lines.signals_heeded():
        try:
            status = _held(session)
        except BaseException:
            # What was done is in the journal; the next start offers it.
            session.close(70)
            raise
    remember_place(session.state)
    return status


def _held(session: LinearSession) -> int:
    """The session from its first line to its end; gives the exit status."""
    try:
        return _talked(session)
    except Ended as end:
        status = end.status
    except Unheard:
        status = _HUNG_UP
    session.save_by_itself()
    session.close(status)
    return status


def _talked(session: LinearSession) -> int:
    """Answers line after line until the person quits, or there are no more."""
    try:
        _open(session)
        while not session.state.closed:
            line = _next_line(session)
            if line.strip():
                session.look_again()
                _say(session, session.take_news())
                answer = answer_to(session, line)
                _say(session, session.take_news(), answer)
    except EndOfInput:
        return _end_of_input(session)
    session.close(0)
    return 0


def _say(session: LinearSession, *sentences: str) -> None:
    line = " ".join(filter(None, sentences))
    if line:
        session.say(line)


def _open(session: LinearSession) -> None:
    """The first answer: what is open, and who else has it; an offer of unsaved work comes first."""
    asks = session.state.file is None and session.interactive and not session.state.message
    greeting, opened = session.take_message(), session.state.scene
    session.look_back()
    if asks and session.state.scene is opened:
        session.run(begin)
        greeting = session.take_message()
        if session.state.file is not None:
            session.look_back()
    words = matrix_words(session.state.matrix)
    told = session.take_message(), session.take_news()
    demo = "This is a copy. To keep it: save FILE." if session.is_demo else ""
    _say(session, words, greeting, *told, demo, "To hear the commands: help")


def _next_line(session: LinearSession) -> str:
    """The next command; while none comes, the file is saved as in the screen editor."""
    while True:
        if session.interactive:
            session.prompt(PROMPT)
        try:
            line = session.lines.read(session.save_delay)
        except Waited:
            session.save_by_itself()
        except Interrupted:
            session.broke_off("Nothing was begun. To leave: quit")
        except NotALine as refused:
            session.say(str(refused))
        else:
            session.prompt("")
            return line


def _end_of_input(session: LinearSession) -> int:
    """Saves as `quit` does, asks nothing, and says what became of it."""
    session.save_by_itself()
    if not session.state.unsaved:
        saved = f"End of input. {session.saved_words or 'Everything is saved.'}"
        _say(session, session.take_news(), saved, unrecorded_words(session))
        session.close(0)
        return 0
    kept = " ".join(session.guard.what_is_kept(session.state))
    _say(session, session.take_news(), f"End of input. Not saved. {kept}")
    session.close(_HUNG_UP)
    return NOT_SAVED


def lines_of_stdin() -> LineReader:
    """The lines of stdin; none where it is closed, for then its number may be another file's."""
    if sys.stdin is None:
        return LineReader(os.open(os.devnull, os.O_RDONLY))
    return LineReader(0, terminal=os.isatty(0))

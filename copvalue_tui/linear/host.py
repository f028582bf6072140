"""Questions asked in lines: their answers are given with the command, or are the next line."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from time import strftime
from typing import TYPE_CHECKING, Protocol

from copvalue_tui.editor.keys.host import Choice, EditorEnd, Find, Option
from copvalue_tui.editor.pages.page import HelpPage, Page, PageAnswer
from copvalue_tui.editor.session.guard import Guard
from copvalue_tui.editor.session.reopen import expanded
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.storage.file import OpenFile, Saved
from copvalue_tui.files.toml.errors import nearest
from copvalue_tui.linear.lines import EndOfInput, Interrupted, LineReader, NotALine
from copvalue_tui.linear.wording import help_lines, option_lines, page_lines, without_keys
from copvalue_tui.matrix.text.normalize import fold, tidy
from copvalue_tui.matrix.text.sanitize import acceptable_line, without_loose_joiners
from copvalue_tui.matrix.text.sentences import join, quote
from copvalue_tui.matrix.values import Matrix

if TYPE_CHECKING:
    from copvalue_tui.files.journal.sessions import Session

CANCEL, EMPTY = ".", "-"
"""Answers to a question for text: nothing is done; no text."""
WHICH = "A number or the first words; an empty line cancels."
ASIDE = ("help", "quit", "save")
"""Lines that answer no question for words: help says how to answer, the others are commands."""


class Screenless(Protocol):
    """The session as the host needs it."""

    lines: LineReader
    guard: Guard
    interactive: bool

    def say(self, line: str) -> None:
        """One line of output."""

    def broke_off(self, sentence: str) -> None:
        """Says what became of a line that Ctrl+C broke off."""

    def show(self, state: State) -> None:
        """Makes this the session's state while the conversation goes on."""


class LinearHost:
    """Asks and shows in lines, one after the other."""

    def __init__(self, session: Screenless) -> None:
        self._session = session
        self.given: deque[str] = deque()
        """Answers that came with the command, in order."""
        self.listed: tuple[str, ...] = ()
        """What the present conversation gave to choose from last."""
        self.refusal = ""
        """Why an answer that came with the command is none, as a sentence."""
        self.asks_no_more = False
        """Whether these are all: a further question says what was wrong, and is not asked."""

    def _ask(
        self, question: str, way: str, known: Callable[[str], bool] = lambda _: False
    ) -> str | None:
        """The answer as a line; None when the person cancels or there are no more lines.

        `known` says of a command's word whether it is an answer here.
        """
        if self.given:
            return self.given.popleft()
        session = self._session
        if self.asks_no_more:
            self.refusal = question
            return None
        question = without_keys(question)
        session.say(f"{question}{_stop(question)} {way}")
        while True:
            try:
                line = session.lines.read()
            except NotALine as refused:
                session.say(str(refused))
            except Interrupted:
                session.broke_off("Cancelled.")
                return None
            except EndOfInput:
                session.say("That was not answered.")
                return None
            else:
                word = line.strip()
                if word not in ASIDE or known(word):
                    return line
                if word != "help":
                    session.say("Cancelled.")
                    session.lines.put_back(word)
                    return None
                session.say(way)

    def raw_line(self) -> str:
        """The next line of a text, as it came.

        Raises:
            EndOfInput: There is none, or Ctrl+C ended it.
        """
        while True:
            try:
                return self._session.lines.read()
            except NotALine as refused:
                self._session.say(str(refused))
            except Interrupted:
                raise EndOfInput from None

    def ask_line(self, way: str) -> str:
        """The next line of several that were asked for in a way; empty at their end."""
        try:
            while (line := self.raw_line().strip()) == "help":
                self._session.say(way)
        except EndOfInput:
            return ""
        if line not in ASIDE:
            return line
        self._session.lines.put_back(line)
        return ""

    def ask_now(self, question: str) -> str | None:
        """One line of text that cannot be empty; None when the person cancels."""
        return self._text(question, "", none=False)

    async def ask_text(self, question: str, initial: str = "") -> str | None:
        """One line of text, tidy; None when the person cancels."""
        answer = self._text(question, initial)
        return answer if answer is None else tidy(without_loose_joiners(answer))

    def _text(self, question: str, initial: str, *, none: bool = True) -> str | None:
        ways = [f"Empty line for {quote(initial)}", f"{CANCEL} to cancel"]
        ways = ways if initial else ["Empty line to cancel"]
        way = f"{', '.join([*ways, f'{EMPTY} for none'] if none else ways)}."
        answer = self._ask(question, way)
        if answer is None or answer.strip() == CANCEL:
            return None
        if not answer.strip():
            return initial or None
        taken = acceptable_line(answer)
        if taken.refused:
            self._session.say(taken.refusal)
        return "" if none and taken.text.strip() == EMPTY else taken.text

    async def ask_path(self, question: str, initial: str = "") -> Path | None:
        """A file's path, `~` expanded; None when the person cancels."""
        answer = self._text(question, initial, none=False)
        return expanded(answer.strip()) if answer and answer.strip() else None

    async def choose(
        self,
        question: str,
        options: Sequence[Option],
        *,
        chosen: int = 0,
        free: bool | Callable[[str], bool] = False,
        find: Find | None = None,
        on_move: Callable[[int], None] | None = None,
    ) -> Choice | None:
        """One of the options, by its number, its letter or its first words."""
        first = True
        while True:
            given = bool(self.given)
            if not given and first:
                self._list(question, options)
            first = False
            answer = self._ask("Which", WHICH, lambda word: bool(matching(word, options)))
            if answer is None or answer.strip() in ("", CANCEL):
                return None
            if free and answer.strip() == EMPTY:
                return Choice(None, "")
            found = matching(answer.strip(), options, find)
            if not found and self._session.interactive:
                found = _worded(answer, options)
            if callable(free) and free(answer):
                return Choice(None, answer)
            if len(found) == 1 and not options[found[0]].why_not:
                return Choice(found[0], answer)
            if free and not found:
                return Choice(None, tidy(answer))
            if not given and not found and not self._session.interactive:
                # In a script it is the next command; to answer nothing is to cancel.
                self._session.lines.put_back(answer)
                return None
            unclear = _unclear(answer.strip(), found, options)
            if given:
                self.refusal = unclear
                return None
            self._session.say(unclear)

    def _list(self, question: str, options: Sequence[Option]) -> None:
        """Says what can be chosen; of a question that is asked again only what has changed."""
        lines = tuple(option_lines(options))
        known, self.listed = self.listed, lines
        again = len(known) == len(lines) and set(known) & set(lines)
        if not again:
            self._session.say(without_keys(question))
        for line in lines:
            if not again or line not in known:
                self._session.say(line)

    async def confirm(self, question: str, does: str) -> bool:
        """Whether the answer is yes; `does` says what it does."""
        given = bool(self.given)
        answer = self._ask(question, f"yes to {does}; anything else leaves things as they are.")
        agreed = answer is not None and answer.strip().casefold() in ("y", "yes")
        refused = answer is None or answer.strip().casefold() in ("", "n", "no", CANCEL)
        if answer is not None and not agreed and not refused and not given:
            self._session.lines.put_back(answer)
        return agreed

    async def show_help(
        self, title: str, pages: Sequence[HelpPage], sheet: Sequence[HelpPage] = ()
    ) -> None:
        """Says the pages, line by line."""
        self._session.say(f"{title}.")
        for line in help_lines(pages):
            self._session.say(line)

    async def browse_page(self, page: Page, at: int | None = None) -> PageAnswer | None:
        """Says the page; the answer is the number of a stop, several, or the key of an action."""
        for line in page_lines(page):
            self._session.say(line)
        keys = {action.key: action.word for action in page.actions if len(action.key) == 1}
        ways = [f"{key} for {word}" for key, word in keys.items()]
        ways = ["A number to go there", *ways, "an empty line to close"]
        answer = self._ask(page.title, f"{join(ways, 'or')}.")
        words = (answer or "").replace(",", " ").split()
        key = words.pop(0) if words and words[0] in keys else "enter"
        numbers = [int(word) - 1 for word in words if word.isdecimal()]
        if not words and key == "enter":
            return None
        if len(numbers) < len(words) or not all(0 <= one < len(page.stops) for one in numbers):
            self._session.lines.put_back(answer or "")
            return None
        stop = numbers[-1] if numbers else None
        return PageAnswer(key, stop, tuple(sorted(numbers)) if len(numbers) > 1 else ())

    async def edit_file(self, file: Path) -> EditorEnd:
        """Never: no other program shares these lines."""
        raise RuntimeError("Linear mode opens no other editor; use edit and its number.")

    async def suspend(self) -> str:
        """Left to the shell."""
        return "The shell suspends this with Ctrl+Z."

    async def save(self, file: OpenFile, matrix: Matrix, *, overwrite: bool = False) -> Saved:
        """`files.session.save`; raises what that raises."""
        # Here, not above: a session that only reads saves nothing.
        from copvalue_tui.files.session.save import save

        history = self._session.guard.recorder.texts_before(file)
        return save(file, matrix, overwrite=overwrite, history=history)

    async def copy(self, text: str) -> str:
        """No clipboard but the session's own: sending to the terminal's takes a code."""
        return "To put it elsewhere: do paste below."

    def text_width(self) -> int:
        """Lines are as long as they are."""
        return 80

    def repaint(self) -> None:
        """Nothing is ever painted."""

    async def sessions(self, path: Path | None) -> tuple[Session, ...]:
        """What was done to the file at the path, session by session; the last is the open one."""
        from copvalue_tui.files.journal.sessions import sessions

        before = sessions(path) if path is not None else ()
        return (*before, self._session.guard.recorder.session())

    def clock(self) -> str:
        """The time of day, such as `14:02`."""
        return strftime("%H:%M")

    def today(self) -> date:
        """The day it is here."""
        return datetime.now().astimezone().date()

    def show(self, state: State) -> None:
        """Makes this the session's state while the conversation goes on."""
        self._session.show(state)


def matching(answer: str, options: Sequence[Option], find: Find | None = None) -> list[int]:
    """The options that an answer means: one by number, letter or text, or all that begin so."""
    if answer.isdecimal():
        at = int(answer[:6]) - 1
        return [at] if 0 <= at < len(options) else []
    keyed = [at for at, option in enumerate(options) if option.key and option.key == answer]
    wanted, texts = fold(answer), [fold(option.text) for option in options]
    whole = [at for at, text in enumerate(texts) if text.rstrip("….") == wanted.rstrip("….")]
    begun = [at for at, text in enumerate(texts) if text.startswith(wanted)]
    found = keyed or whole or begun
    return found if found or find is None else list(find(answer))[:5]


def _worded(answer: str, options: Sequence[Option]) -> list[int]:
    """The options with words that begin with each word of an answer.

    Not for a script: its next command might be taken for an answer by chance.
    """
    wanted = fold(answer).split()
    texts = [fold(option.text).split() for option in options]
    return [
        at
        for at, words in enumerate(texts)
        if all(any(word.startswith(one) for word in words) for one in wanted)
    ]


def _unclear(answer: str, found: Sequence[int], options: Sequence[Option]) -> str:
    """Why an answer chooses nothing, and what was perhaps meant."""
    if len(found) == 1:
        return without_keys(options[found[0]].why_not)
    if found:
        listed = join([f"{at + 1} {options[at].text}" for at in found[:5]], "or")
        return f"{quote(answer)} could be {listed}. Nothing was chosen."
    texts = {option.text.casefold(): option.text for option in options}
    near = nearest(answer, texts)
    hint = f"Did you mean {texts[near]}?" if near else _offered(options)
    return f"{quote(answer)} is none of the answers. {hint} Nothing was chosen."


def _offered(options: Sequence[Option]) -> str:
    texts = [option.text for option in options]
    return f"There is {join(texts, 'and')}." if len(texts) <= 8 else f"There are {len(texts)}."


def _stop(question: str) -> str:
    """The sign that a question still lacks."""
    return "" if question.endswith((".", "?")) else "." if "?" in question else "?"

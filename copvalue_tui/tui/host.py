"""The terminal as a conversation's partner: asks, shows, saves and copies for the commands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from copvalue_tui.editor.keys.host import Choice, EditorEnd, Find, Option
from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.files.storage.file import OpenFile, Saved
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import without_loose_joiners
from copvalue_tui.matrix.values import Matrix
from copvalue_tui.tui.background.disk_work import DiskWork

if TYPE_CHECKING:
    from textual.app import App

    from copvalue_tui.editor.pages.page import Page, PageAnswer
    from copvalue_tui.editor.session.guard import Guard
    from copvalue_tui.editor.state.state import State
    from copvalue_tui.files.journal.sessions import Session
    from copvalue_tui.tui.dialogs.dialog import Dialog
    from copvalue_tui.tui.drawing.themes import Theme
    from copvalue_tui.tui.workspace import Workspace

Answer = TypeVar("Answer")

# The dialogs are imported where they are first needed: the first paint needs none of them.


class HostScreen(Protocol):
    """The screen as the host needs it."""

    look: Theme
    guard: Guard
    board: Workspace

    @property
    def app(self) -> App[object]:
        """The app whose terminal it is drawn on."""

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Gives the keys to a dialog until it is answered."""

    def hold_keys(self) -> None:
        """What is typed from now on answers no question that comes later."""

    def repaint(self) -> None:
        """Clears the terminal and draws all of it again."""

    def show(self, state: State) -> None:
        """Makes this the session's state while the conversation goes on."""


class TuiHost:
    """What commands may ask of the terminal."""

    def __init__(
        self,
        screen: HostScreen,
        work: DiskWork,
        suspend: Callable[[], Awaitable[str]],
    ) -> None:
        self._screen = screen
        self._suspend = suspend
        self._work = work

    async def ask_text(self, question: str, initial: str = "") -> str | None:
        """One line of text, tidy; None when the person cancels."""
        from copvalue_tui.tui.dialogs.prompt import Prompt

        answer = await self._screen.ask(Prompt(question, initial, self._screen.look))
        return None if answer is None else tidy(without_loose_joiners(answer))

    async def ask_path(self, question: str, initial: str = "") -> Path | None:
        """A file's path, `~` expanded; None when the person cancels."""
        from copvalue_tui.editor.session.reopen import expanded
        from copvalue_tui.tui.dialogs.prompt import PathPrompt

        answer = await self._screen.ask(PathPrompt(question, initial, self._screen.look))
        return expanded(answer) if answer and answer.strip() else None

    async def confirm(self, question: str, does: str) -> bool:
        """Whether Enter is the very first key after the question; `does` says what Enter does."""
        from copvalue_tui.tui.dialogs.confirm import Confirm

        answer = await self._screen.ask(Confirm(question, does, self._screen.look))
        return answer is True

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
        """One of the options, found by typing; with `free` other words are an answer too."""
        from copvalue_tui.tui.dialogs.chooser import Chooser

        look = self._screen.look
        chooser = Chooser(question, options, chosen, free, look, find, on_move)
        return await self._screen.ask(chooser)

    async def show_help(
        self, title: str, pages: Sequence[HelpPage], sheet: Sequence[HelpPage] = ()
    ) -> None:
        """Pages to read and scroll; a sheet of keys comes first, and `?` goes on to the pages."""
        from copvalue_tui.tui.dialogs.help_screen import HelpScreen

        await self._screen.ask(HelpScreen(title, pages, self._screen.look, sheet))

    async def browse_page(self, page: Page, at: int | None = None) -> PageAnswer | None:
        """What is chosen on a page; None when it is closed.

        Stop number `at` is chosen first, wherever it is; without one the page begins at its
        top, with its own first choice if that is in view.
        """
        from copvalue_tui.tui.dialogs.page_screen import PageScreen

        return await self._screen.ask(PageScreen(page, at, self._screen.look))

    async def edit_file(self, file: Path) -> EditorEnd:
        """Lets the person edit a file in the external editor; how that ended.

        Raises:
            RuntimeError: No editor could be started; the text says why, as a sentence.
        """
        from textual.app import SuspendNotSupported

        from copvalue_tui.tui.terminal.external_editor import edit

        self._screen.hold_keys()
        try:
            return EditorEnd(*edit(file, self._screen.app.suspend))
        except SuspendNotSupported:
            raise RuntimeError("Another editor needs a terminal, and here is none.") from None

    async def suspend(self) -> str:
        """Gives the terminal back to the shell until it continues us; a sentence if it cannot."""
        return await self._suspend()

    async def save(self, file: OpenFile, matrix: Matrix, *, overwrite: bool = False) -> Saved:
        """`files.session.save`, without holding up the keys; raises what that raises."""
        self._screen.hold_keys()
        return await self._work.save(file, matrix, overwrite=overwrite)

    async def copy(self, text: str) -> str:
        """Sends text to the terminal's clipboard; says in a sentence what became of it."""
        from copvalue_tui.tui.terminal.clipboard import NOWHERE_ELSE, send

        if self._screen.app.is_web:
            return NOWHERE_ELSE

        def write(sequence: str) -> None:
            if (driver := self._screen.app._driver) is not None:
                driver.write(sequence)

        return await send(text, write)

    def text_width(self) -> int:
        """How many cells wide the text of a value in the cell of the cursor is on screen."""
        return self._screen.board.grid.text_width

    def repaint(self) -> None:
        """Clears the terminal and draws the whole screen again: something else wrote on it."""
        self._screen.repaint()

    async def sessions(self, path: Path | None) -> tuple[Session, ...]:
        """What was done to the file at the path, session by session; the last is the open one."""
        from copvalue_tui.files.journal.sessions import sessions

        before = await asyncio.to_thread(sessions, path) if path is not None else ()
        return (*before, self._screen.guard.recorder.session())

    def clock(self) -> str:
        """The time of day, such as `14:02`."""
        return self._work.clock()

    def today(self) -> date:
        """The day it is here."""
        return datetime.now().astimezone().date()

    def show(self, state: State) -> None:
        """Makes this the session's state while the conversation goes on: recorded and shown."""
        self._screen.show(state)

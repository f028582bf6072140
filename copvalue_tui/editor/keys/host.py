"""What the terminal lends to a command that must ask, show or leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, Protocol, TypeVar

from copvalue_tui.editor.pages.page import HelpPage, Page, PageAnswer
from copvalue_tui.files.storage.file import OpenFile, Saved
from copvalue_tui.matrix.values import Matrix

if TYPE_CHECKING:
    from copvalue_tui.editor.state.state import State
    from copvalue_tui.files.journal.sessions import Session


class Option(NamedTuple):
    """One thing to choose among."""

    text: str
    hint: str = ""
    """Shown dim at the end of the line: a key, a count, a folder."""
    key: str = ""
    """A letter that chooses it at once; empty when it has none."""
    why_not: str = ""
    """Why it cannot be chosen now; then it is dim, and choosing it says this."""
    about: str = ""
    """What it does or is, in a few words; shown at the side where there is room."""
    group: str = ""
    """The heading it is under; options of a group follow one another. Empty when it has none."""
    words: str = ""
    """Other words that find it; never shown."""


Find = Callable[[str], Sequence[int]]
"""Which options a query finds, by index, best first; asked only for a query that is not blank."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to `choose`."""

    index: int | None
    """Of the chosen option; None when words were typed instead."""
    typed: str
    """The text of the filter line."""


class EditorEnd(NamedTuple):
    """How an outside editor ended."""

    status: int
    """Its exit code; below 0 the signal that ended it."""
    at_once: bool
    """Whether nobody could have edited anything: it opened a window elsewhere, or did nothing."""


class Host(Protocol):
    """The terminal, or a test that answers in its place."""

    async def ask_text(self, question: str, initial: str = "") -> str | None:
        """One line of text, tidy; None when the person cancels."""
        ...

    async def ask_path(self, question: str, initial: str = "") -> Path | None:
        """A file's path, `~` expanded; None when the person cancels."""
        ...

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
        """One of the options, found by typing; with `free` other words are an answer too.

        Where `free` is a function, it says which words are: they are taken as they are, even
        when they find an option. Without `find` texts, hints and words are searched.
        `on_move` hears the index of each option that the person comes to.
        """
        ...

    async def confirm(self, question: str, does: str) -> bool:
        """Whether Enter is the very first key after the question; `does` says what Enter does.

        Any other key closes the question, and does nothing else.
        """
        ...

    async def show_help(
        self, title: str, pages: Sequence[HelpPage], sheet: Sequence[HelpPage] = ()
    ) -> None:
        """Pages to read and scroll; a sheet of keys comes first, and `?` goes on to the pages."""
        ...

    async def browse_page(self, page: Page, at: int | None = None) -> PageAnswer | None:
        """What is chosen on a page; None when it is closed.

        Stop number `at` is chosen first, wherever it is; without one the page begins at its
        top, with its own first choice if that is in view.
        """
        ...

    async def edit_file(self, file: Path) -> EditorEnd:
        """Lets the person edit a file in the external editor; how that ended.

        Raises:
            RuntimeError: No editor could be started; the text says why, as a sentence.
        """
        ...

    async def suspend(self) -> str:
        """Gives the terminal back to the shell until it continues us; a sentence if it cannot."""
        ...

    async def save(self, file: OpenFile, matrix: Matrix, *, overwrite: bool = False) -> Saved:
        """`files.session.save`, without holding up the keys; raises what that raises."""
        ...

    async def copy(self, text: str) -> str:
        """Sends text to the terminal's clipboard; says in a sentence what became of it."""
        ...

    def text_width(self) -> int:
        """How many cells wide the text of a value in the cell of the cursor is on screen."""
        ...

    def repaint(self) -> None:
        """Clears the terminal and draws the whole screen again: something else wrote on it."""
        ...

    async def sessions(self, path: Path | None) -> tuple[Session, ...]:
        """What was done to the file at the path, session by session, the oldest first.

        The last is the one that is open; it is all there is for a matrix without a name.
        """
        ...

    def clock(self) -> str:
        """The time of day, such as `14:02`."""
        ...

    def today(self) -> date:
        """The day it is here."""
        ...

    def show(self, state: State) -> None:
        """Makes this the session's state while the conversation goes on: recorded and shown."""
        ...


Result = TypeVar("Result")
Given = ParamSpec("Given")


async def in_thread(
    work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
) -> Result:
    """What `work` gives for these arguments; raises what it raises.

    Without an event loop, as in linear mode, nothing waits beside it, so it is done at once.
    """
    # Here, not above: the command line reads the table of commands and needs no event loop.
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work(*args, **kwargs)
    return await asyncio.to_thread(work, *args, **kwargs)

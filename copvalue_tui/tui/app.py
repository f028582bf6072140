"""The editor as a program: looks and driver chosen, run, and left with the right exit status."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress

from textual import events
from textual.app import App

from copvalue_tui.editor.greeting import why_left
from copvalue_tui.editor.opening import Opening, begin
from copvalue_tui.editor.state import State
from copvalue_tui.tui.driver import mouse_wanted
from copvalue_tui.tui.early_driver import EarlyDriver
from copvalue_tui.tui.first_paint import Beginning, FirstPaint, beginning_of
from copvalue_tui.tui.screen import MainScreen

FAULT = 70
"""The exit status after a fault of ours, as `sysexits.h` numbers it."""


class CopvalueApp(App[int], inherit_bindings=False):
    """One screen; everything it does is in the state that the screen shows."""

    TITLE = "copvalue"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        opening: Opening,
        beginning: Beginning | None = None,
        first_paint: FirstPaint | None = None,
        painted: Callable[[], None] | None = None,
    ) -> None:
        begun = beginning or beginning_of(opening, os.environ.get("TERM", ""))
        self.look = begun.look
        self.first_paint = first_paint
        """The screen that stands there already, for the driver to take over."""
        # Decided here: Textual chooses its colour filters in the constructor, for good.
        super().__init__(driver_class=EarlyDriver, ansi_color=self.look.own_colours)
        self.animation_level = "none"
        self.crash: BaseException | None = None
        """What went wrong in our own code, if anything did."""
        self.main = MainScreen(begun.state, begun.keymap, self.look)
        self._running_loop: asyncio.AbstractEventLoop | None = None
        self._asks_first = opening.file is None
        self._painted = painted

    def get_default_screen(self) -> MainScreen:
        """The only screen there is."""
        return self.main

    def on_mount(self) -> None:
        """Without a file, the session begins with a question."""
        self._running_loop = asyncio.get_running_loop()
        if self._painted is not None:
            self.call_after_refresh(self._painted)
        if self._asks_first:
            self.main.begin(self.main.runner.run(begin))
        else:
            # Before any key is heeded: the questions come first, and the lock is not ours yet.
            self.main.look_back()

    def exit_soon(self, status: int) -> None:
        """Ends the app with this exit status; may be called at any moment, by a signal too."""
        if self._running_loop is None:
            raise SystemExit(status)
        self._running_loop.call_soon_threadsafe(self.exit, status, status)

    def on_app_focus(self, event: events.AppFocus) -> None:
        """The person came back to this window."""
        self.main.look_at_disk()

    def _handle_exception(self, error: Exception) -> None:
        """Keeps the fault for the report; Textual would print the person's text with it."""
        self.crash = self.crash or error
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self._return_code = FAULT
            self.panic()


def run_editor(
    opening: Opening,
    beginning: Beginning | None = None,
    first_paint: FirstPaint | None = None,
    painted: Callable[[], None] | None = None,
) -> int:
    """Runs the editor; gives the exit status: 0, or 128 and the signal that ended it.

    Args:
        opening: What is known before the screen is touched.
        beginning: What it begins with, where that is known already.
        first_paint: The first screen, where it stands there already.
        painted: Called when the toolkit has painted.
    """
    from copvalue_tui.tui.leaving import report, signals_heeded

    app = CopvalueApp(opening, beginning, first_paint, painted)
    with signals_heeded(app):
        status = app.run(mouse=mouse_wanted(os.environ, opening.settings.mouse))
    fault = app.crash is not None
    app.main.guard.close(why_left(app.main.runner.state, FAULT if fault else status))
    if app.crash is not None:
        report(app.crash, app.main.runner.state)
        return FAULT
    remember_place(app.main.runner.state)
    return status if status is not None else app.return_code or FAULT


def remember_place(state: State) -> None:
    """Where the person was goes into the list of recent files."""
    from copvalue_tui.files.recent import remember

    if state.file is not None and state.file.identity is not None:
        with suppress(OSError):
            remember(state.file.path, state.matrix.title, state.cursor)

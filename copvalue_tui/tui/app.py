"""The editor as a program: looks and driver chosen, run, and left with the right exit status."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import constants, events, messages
from textual.app import App
from textual.driver import Driver
from textual.geometry import Offset
from textual.theme import BUILTIN_THEMES
from textual.theme import Theme as TextualTheme

from copvalue_tui.editor.session.open import Startup
from copvalue_tui.editor.session.startup_checks import beginning, remember_place, why_left
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.values import Value
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS
from copvalue_tui.tui.drawing.themes import Theme
from copvalue_tui.tui.screen import MainScreen
from copvalue_tui.tui.startup.first_paint import (
    FirstPaint,
    FirstScreen,
    beginning_of,
    look_with_theme,
)
from copvalue_tui.tui.startup.takeover_driver import TakeoverDriver
from copvalue_tui.tui.terminal.driver import QuietDriver, mouse_wanted
from copvalue_tui.tui.terminal.key_events import WideLines
from copvalue_tui.tui.terminal.shutdown import CRASH_PATIENCE, FAULT, PATIENCE, watch
from copvalue_tui.tui.terminal.suspend import Suspension

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDE_LINES = "This terminal draws lines two columns wide, so all signs are ASCII."


class CopvalueApp(App[int], inherit_bindings=False):
    """One screen; everything it does is in the state that the screen shows."""

    TITLE = "copvalue"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        opening: Startup,
        beginning: FirstScreen | None = None,
        first_paint: FirstPaint | None = None,
        painted: Callable[[], None] | None = None,
    ) -> None:
        begun = beginning or beginning_of(opening, os.environ.get("TERM", ""))
        self.look = begun.look
        self.first_paint = first_paint
        """The screen that is there already, for the driver to take over."""
        super().__init__(driver_class=_driver_class(), ansi_color=self.look.own_colours)
        self._wear(self.look)
        self.animation_level = "none"
        self.crash: BaseException | None = None
        """What went wrong in our own code, if anything did."""
        self.ending = False
        """Whether a signal came that ends us."""
        self._ends_after_keys = False
        self._ends_elsewhere = False
        """Whether a browser is ending us and something still has to be saved."""
        self.suspension = Suspension(self)
        self.main = MainScreen(
            begun.state,
            begun.keymap,
            self.look,
            self.suspension.suspend,
            self._look_named,
        )
        self._opening = opening
        self._copied: tuple[str, object] = ("", None)
        """What was copied in a dialog, and what was copied in the matrix before."""
        self._running_loop: asyncio.AbstractEventLoop | None = None
        self._asks_first = opening.file is None and not opening.template
        self._painted = painted

    def _look_named(self, theme: str) -> Theme:
        """The look with another theme, which is the app's from now on."""
        self.look = look_with_theme(self._opening, os.environ.get("TERM", ""), theme)
        self._wear(self.look)
        return self.look

    def on_wide_lines(self, event: WideLines) -> None:
        """The terminal draws lines and marks two cells wide: from now on they are in ASCII."""
        if self.look.glyphs is ASCII_GLYPHS:
            return
        settings = replace(self._opening.settings, ascii=True)
        self._opening = replace(self._opening, settings=settings)
        self.main.wear(self._look_named(self.main.runner.state.theme))
        self.main.runner.change(
            lambda state: state if state.message else state.with_message(WIDE_LINES)
        )
        if isinstance(self._driver, QuietDriver):
            self.call_after_refresh(self._driver.repaint)

    def _wear(self, look: Theme) -> None:
        """Makes the look the theme of Textual's own widgets too."""
        tones = look.css_variables
        ground, own = look.background, look.own_colours
        self.register_theme(
            TextualTheme(
                name=f"copvalue-{look.name}",
                primary=tones["tone-here"],
                warning=tones["tone-warning"],
                success=tones["tone-fresh"],
                foreground=tones["tone-plain"],
                background=ground,
                surface=ground,
                panel=ground,
                dark=look.is_dark,
                ansi=own,
                variables=BUILTIN_THEMES["ansi-dark"].variables | tones if own else tones,
            )
        )
        self.theme = f"copvalue-{look.name}"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The tones of our looks, known before the theme is worn."""
        return self.look.css_variables

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go to the main screen, in order, whatever is above it."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.app_focus = True
            self.main.post_message(event)
        else:
            await super().on_event(event)

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor belongs: asked at each frame."""
        caret = getattr(self.screen, "caret", None) if self.screen_stack else None
        return caret if isinstance(caret, Offset) else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        """Nothing: Textual's widgets note it here, and may have moved since."""

    @property
    def clipboard(self) -> str:
        """What Ctrl+V puts into a dialog: what was copied last, there or in the matrix."""
        values = self.main.runner.state.clipboard
        copied, before = self._copied
        return copied if before is values else "\n".join(value.text for value in values)

    def copy_to_clipboard(self, text: str) -> None:
        """Text copied in a dialog goes where copied values go."""
        self._copied = text, self.main.runner.state.clipboard
        if value := tidy(text):
            self.main.runner.change(lambda state: replace(state, clipboard=(Value(value),)))
        self.run_soon(self.main.host.copy(text))

    def get_default_screen(self) -> MainScreen:
        """The only screen there is."""
        return self.main

    def on_mount(self) -> None:
        """Without a file, the session begins with a question."""
        self._running_loop = asyncio.get_running_loop()
        self._running_loop.set_exception_handler(self._fault_elsewhere)
        if not self.is_headless:
            self.suspension.heed()
        if self._painted is not None:
            self.call_after_refresh(self._painted)
        self.call_after_refresh(self.main.pack_finding.look)
        self.main.autosave.watch()
        if self._asks_first:
            self.main.give_command(beginning(self.main.guard))
        else:
            # Before any key is heeded: the questions come first, and the lock is not ours yet.
            self.main.look_back()

    def on_unmount(self) -> None:
        """However the editor ends, it stops watching the file."""
        if self.main.lookout is not None:
            self.main.lookout.end()

    def exit_soon(self, status: int) -> None:
        """Ends the app with this exit status; may be called at any moment, by a signal too."""
        self.ending = True
        if self._running_loop is None:
            raise SystemExit(status)
        self._running_loop.call_soon_threadsafe(self.exit, status, status)

    def on_exit_app(self, event: messages.ExitApp) -> None:
        """Whoever shows us elsewhere ends us, such as a browser whose tab was closed."""
        if self._return_code is None and self.crash is None:
            self._return_code, self._ends_elsewhere = 0, True
            self.run_soon(self._end_elsewhere())
        if self._ends_elsewhere:
            # Keys may have come before it, and it may come twice: first everything is saved.
            event.prevent_default()

    async def _end_elsewhere(self) -> None:
        await self._heed_keys(PATIENCE)
        await self.put_by()
        self._ends_elsewhere = False
        self.post_message(messages.ExitApp())

    def exit(
        self,
        result: int | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Ends the app; on a signal or a lost line, only after the keys that came first."""
        if not return_code:
            super().exit(result, return_code, message)
        elif not self._ends_after_keys:
            self._ends_after_keys = True
            self.run_soon(self._exit_after_keys(result, return_code))

    async def _exit_after_keys(self, result: int | None, return_code: int) -> None:
        await self._heed_keys(PATIENCE / 2)  # the rest is for the terminal
        super().exit(result, return_code)

    async def _heed_keys(self, patience: float) -> None:
        """Returns when the keys that were read have been handled, or after `patience` seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                more = True
                while more:
                    driver = self._driver
                    more = isinstance(driver, QuietDriver) and driver.passes_on
                    await asyncio.sleep(0.01)  # Textual posts each key by a task of its own
                    for queue in (self, self.main):  # keys wait in the one, and then in the other
                        passed = asyncio.Event()
                        queue.call_later(passed.set)
                        await passed.wait()
                    more = more or self.main.holds_keys

    def on_app_focus(self, event: events.AppFocus) -> None:
        """The person came back to this window."""
        self.look_at_disk()

    @property
    def has_terminal(self) -> bool:
        """Whether the terminal is ours now, and not lent to the shell or another program."""
        return isinstance(self._driver, QuietDriver) and self._driver.has_terminal

    def note_end(self, why: str) -> None:
        """The reason goes into the journal, which has everything else already."""
        self.main.guard.end(why)

    async def put_by(self) -> None:
        """Brings what is unsaved to the disk; may take its time."""
        confirmed = asyncio.to_thread(self.main.guard.confirm)
        await asyncio.gather(self.main.autosave.hurry(), confirmed)

    def look_at_disk(self) -> None:
        """Somebody may have changed the file while the terminal was not ours."""
        self.main.look_at_disk()

    def run_soon(self, work: Coroutine[object, object, object]) -> None:
        """Runs something in the event loop; a fault in it ends the app."""
        self.run_worker(work)

    def take_terminal(self) -> None:
        """Sets the terminal up again and draws everything: others may have used it."""
        if isinstance(self._driver, QuietDriver):
            self._driver.resume_application_mode()

    def fail(self, fault: BaseException) -> None:
        """A fault in a thread of its own ends the app like any other; for any thread."""
        if self._running_loop is not None and isinstance(fault, Exception):
            with suppress(RuntimeError):  # the loop is over, and so is the app
                self._running_loop.call_soon_threadsafe(self._handle_exception, fault)

    def _fault_elsewhere(self, loop: asyncio.AbstractEventLoop, facts: dict[str, object]) -> None:
        """A fault in a task or a callback that nobody awaits."""
        fault = facts.get("exception")
        if isinstance(fault, Exception):
            self._handle_exception(fault)

    def _handle_exception(self, error: Exception) -> None:
        """Keeps the fault for the report; Textual would print the person's text with it."""
        first, self.crash = self.crash is None, self.crash or error
        if self.is_headless:
            super()._handle_exception(error)
        elif first:
            watch(FAULT, CRASH_PATIENCE)
            self._return_code = FAULT
            self.panic()


def _driver_class() -> type[Driver] | None:
    """Ours, for a browser too; None where `TEXTUAL_DRIVER` names another, which Textual takes."""
    if not constants.DRIVER:
        return TakeoverDriver
    # Here, not above: a terminal needs none of it.
    from copvalue_tui.tui.terminal.browser_driver import NAME, BrowserDriver

    return BrowserDriver if constants.DRIVER == NAME else None


def run_editor(
    opening: Startup,
    beginning: FirstScreen | None = None,
    first_paint: FirstPaint | None = None,
    painted: Callable[[], None] | None = None,
) -> int:
    """Runs the editor; gives the exit status: 0, or 128 and the signal that ended it.

    Args:
        opening: What is known before the screen is touched.
        beginning: What it begins with, where that is known already.
        first_paint: The first screen, where it is there already.
        painted: Called when the toolkit has painted.
    """
    from copvalue_tui.tui.terminal.shutdown import signals_heeded

    app = CopvalueApp(opening, beginning, first_paint, painted)
    with signals_heeded(app, first_paint.settings if first_paint is not None else None):
        status = app.run(mouse=mouse_wanted(os.environ, opening.settings.mouse))
    if app.crash is not None:
        if first_paint is not None:
            first_paint.undo()  # where the driver never came to take it
        return _crashed(app, app.crash)
    state = app.main.runner.state
    if status is None:
        # Ended by a browser, or by Textual's own switches for screenshots and recordings.
        status = FAULT if app.return_code is None else app.return_code
        app.main.guard.close("hangup" if state.unsaved else why_left(state, status))
    else:
        app.main.guard.close(why_left(state, status))
    remember_place(state)
    return status


def _crashed(app: CopvalueApp, fault: BaseException) -> int:
    from copvalue_tui.tui.terminal.crash_report import report

    guard = app.main.guard
    kept = guard.what_is_kept(app.main.runner.state)
    with suppress(Exception):  # it may be what failed
        guard.close("crash")
    report(fault, kept)
    return FAULT

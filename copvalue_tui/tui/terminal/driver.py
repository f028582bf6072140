"""Between Textual and a terminal that may be slow, old or gone: few bytes out, none trusted in."""

from __future__ import annotations

import contextlib
import os
import select
import threading
import time
from codecs import getincrementaldecoder
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import events
from textual.drivers.linux_driver import LinuxDriver

from copvalue_tui.tui.terminal.input_parser import ESCAPE_DELAY, InputParser
from copvalue_tui.tui.terminal.key_events import Keyboard
from copvalue_tui.tui.terminal.nonblocking_output import NonblockingOutput
from copvalue_tui.tui.terminal.screen_diff import ASK_WIDTH, ScreenDiff
from copvalue_tui.tui.terminal.shutdown import watch

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

LINE_LOST = 129
"""The exit status when the terminal is gone, as for a hang-up."""
_MOUSE_MODES = (1000, 1003, 1015, 1006)
"""Presses, moves, and the two forms in which terminals tell them."""
_LEAVING = 1.0
"""Seconds that a terminal has to take what gives it back."""
_TOGETHER = 0.03
"""Seconds in which characters that follow others count as one burst."""
_JUST_AFTER = 0.0002
"""Seconds in which the rest of a burst follows its first character."""
_CHUNK = 65536
_WITHOUT_PASTE_MARKS = ("vt1", "vt2", "linux", "ansi")
_OLD_TERMINALS = ("vt1", "vt52", "ansi", "dumb")


def escape_delay(environ: Mapping[str, str]) -> float:
    """Seconds an ESC may wait, from ESCDELAY (milliseconds) or by default."""
    value = environ.get("ESCDELAY", "")
    return max(int(value), 1) / 1000 if value.isascii() and value.isdigit() else ESCAPE_DELAY


def may_not_mark_pastes(environ: Mapping[str, str]) -> bool:
    """Whether a terminal of this kind may send a paste without saying so."""
    return environ.get("TERM", "").startswith(_WITHOUT_PASTE_MARKS)


def mouse_wanted(environ: Mapping[str, str], asked: bool | None) -> bool:
    """Whether to ask for mouse reports: as asked, else neither over SSH nor in GNU screen.

    Over SSH each move costs a packet. GNU screen 4.9 reads mouse reports itself, and holds an Esc
    back until the next key while it waits for one; the two then arrive as Alt and that key.
    """
    return asked if asked is not None else not any(map(environ.get, ("SSH_CONNECTION", "STY")))


class QuietDriver(LinuxDriver):
    """Textual's Linux driver with the wire before its output and the intake behind its input.

    For `App(driver_class=QuietDriver)`. Run the app with `mouse=mouse_wanted(…)`.
    """

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        drawn_on = self._file.fileno() if self._file is not None else self.fileno
        self._outflow = NonblockingOutput(drawn_on, self._loop, self._go_on)
        self._started = False
        self._size_told = False
        self._drawn_size = self._terminal_size()
        self._simple = os.environ.get("TERM", "").startswith(_OLD_TERMINALS)
        self._wire = ScreenDiff(*self._drawn_size, simple=self._simple)
        self._may_not_mark_pastes = may_not_mark_pastes(os.environ)
        # A signal may suspend the app in the midst of a write, on the same thread.
        self._lock = threading.RLock()
        self._asks_width = not self._simple
        """Whether the terminal is to be asked how wide its lines are, when it is taken."""
        self._mouse_changed: bool | None = None
        """What the person said of the mouse since the start, if anything."""
        self.passes_on = False
        """Whether keys that were read may be on their way to the app."""
        self._wake, self._waker = os.pipe()
        os.set_blocking(self._wake, False)

    @property
    def has_terminal(self) -> bool:
        """Whether the terminal is set up for the app."""
        return self._started

    def use_mouse(self, on: bool) -> None:
        """Ask the terminal to report the mouse, or to keep it to itself."""
        self._mouse_changed = on
        self.write("".join(f"\x1b[?{mode}{'h' if on else 'l'}" for mode in _MOUSE_MODES))

    # Output

    def write(self, data: str) -> None:
        """Send what differs from what the terminal shows; never waits for the terminal.

        What is drawn while it takes nothing is only noted: `_go_on` sends the newest.
        """
        with self._lock:
            self._fit()
            try:
                answer = self._wire.frame(data, later=self._outflow.held_up)
            except Exception:
                # The app will end; nothing that is wrong here may keep the terminal from being
                # given back.
                self._wire = ScreenDiff(*self._drawn_size, simple=self._simple)
                raise
            self._outflow.send(answer)

    def _go_on(self) -> None:
        """The terminal takes something again: the rest, then what is to be seen by now."""
        with self._lock:
            if self._outflow.go_on():
                self._wire.forget()
            if not self._outflow.held_up:
                self._outflow.send(self._wire.overdue())

    def repaint(self) -> None:
        """Clear the terminal and draw the whole screen again: something else wrote on it."""
        with self._lock:
            self._fit()
            self._wire.forget()
            if not self._outflow.held_up:
                self._outflow.send(self._wire.answer())

    def start_application_mode(self) -> None:
        """Take the terminal, at the start and again after a stop: then with all that was shown."""
        again = self._writer_thread is not None
        before = self.attrs_before
        started, self._started = self._started, True
        if started:
            # Continued without having been stopped by us: a hang-up, or a SIGSTOP from elsewhere.
            self.disable_input()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual leaves it so
        if self._may_not_mark_pastes:
            self.write("\x1b[?2004$p")
        if self._asks_width:
            self._asks_width = False
            self._outflow.send(ASK_WIDTH)
        if self._mouse_changed is not None:
            self.use_mouse(self._mouse_changed)
        super().close()  # its thread for output: the event loop writes, without waiting
        if started:
            self.attrs_before = before  # what is set now may be our own
        if again:
            self.repaint()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was; to one that takes nothing, as far as it can be."""
        if not self._started:
            return  # it is given back; it may be somebody else's, who would stop us if we touch it
        if self._mouse_changed:
            self.use_mouse(False)
            self._mouse_changed = True  # for when it is taken again
        super().stop_application_mode()
        self._outflow.drain(_LEAVING)
        self._started = False

    def close(self) -> None:
        """Nothing: what `stop_application_mode` gave is on its way, and no thread is left."""

    def _fit(self) -> None:
        """Let the wire know the terminal's size, and when it may have cut what it showed."""
        size = self._terminal_size()
        if self._size_told or size != self._drawn_size:
            self._size_told = False
            self._drawn_size = size
            self._wire.resize(*size)

    def _terminal_size(self) -> tuple[int, int]:
        """Columns and rows of the terminal we draw on, whatever stdout and COLUMNS say."""
        drawn_on = self._file.fileno() if self._file is not None else self.fileno
        for descriptor in (drawn_on, self.fileno):
            with contextlib.suppress(OSError):
                columns, rows = os.get_terminal_size(descriptor)
                if columns and rows:
                    return columns, rows
        return 80, 24

    def _get_terminal_size(self) -> tuple[int, int]:
        # Textual asks this at the start and whenever the terminal says its size changed: what it
        # showed may have been cut even when it has its old size back. This may run in the midst
        # of a write, so it only takes a note.
        self._size_told = True
        return self._terminal_size()

    # Input

    def disable_input(self) -> None:
        """Stop reading, at once rather than at the next look at the clock."""
        if not self._started:
            return
        with contextlib.suppress(OSError):
            os.write(self._waker, b".")
        super().disable_input()

    def process_message(self, message: Message) -> None:
        """Pass a message on to the app; a new size makes the next frame a whole one."""
        if isinstance(message, events.Resize):
            self._size_told = True
        super().process_message(message)

    def run_input_thread(self) -> None:
        """Read the terminal until told to stop, or until it is gone: then leave the app."""
        try:
            self._listen()
        except Exception as fault:
            # Textual would print the fault with the lines around it; the loop tells the app.
            facts = {"message": "Reading the terminal failed.", "exception": fault}
            self._loop.call_soon_threadsafe(self._loop.call_exception_handler, facts)

    def _listen(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake, _CHUNK)
        intake = InputParser(escape_delay(os.environ), marks_pastes=not self._may_not_mark_pastes)
        decode = getincrementaldecoder("utf-8")("replace").decode
        keyboard = Keyboard()
        while not self.exit_event.is_set():
            patience = intake.patience(time.monotonic())
            self.passes_on = False
            ready = self._await(0.5 if patience is None else min(patience, 0.5))
            if self._wake in ready:
                os.read(self._wake, _CHUNK)
                self.exit_event.wait(0.5)
                continue
            self.passes_on = True
            pieces = intake.tick(time.monotonic())
            if self.fileno in ready:
                data = self._read() if intake.marks_pastes else self._read_together()
                if not data:
                    self.passes_on = False
                    watch(LINE_LOST)
                    self._loop.call_soon_threadsafe(self._app.exit, None, LINE_LOST)
                    return
                pieces += intake.feed(decode(data), time.monotonic())
            for message in keyboard.messages(pieces):
                self.process_message(message)

    def _await(self, seconds: float) -> list[int]:
        """The descriptors that can be read within so many seconds."""
        try:
            return select.select([self.fileno, self._wake], [], [], seconds)[0]
        except (OSError, ValueError):  # the terminal's descriptor is closed
            return [self.fileno]

    def _read_together(self) -> bytes:
        """The bytes that are there, and those that follow so fast that no hand typed them.

        Nothing means that the terminal is gone.
        """
        data = self._read()
        while data and 0 < len(data) < _CHUNK and _may_go_on(data):
            seconds = _TOGETHER if len(set(data)) > 1 else _JUST_AFTER
            if self.fileno not in self._await(seconds):
                break
            more = self._read()
            data += more
            if not more:
                break
        return data

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _CHUNK)
        except OSError:
            return b""


def _may_go_on(read: bytes) -> bool:
    """Whether these bytes may be the begin of a burst: text, no sequence."""
    return b"\x1b" not in read and (read[-1:] >= b" " or read.endswith((b"\r", b"\n")))

"""The main screen: keys and pastes go to the runner or the open dialog, states come back down."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.geometry import NULL_OFFSET, Offset

from copvalue_tui.editor.commands.pasting import LONG
from copvalue_tui.editor.keys.command import Command
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.keys.preconditions import nothing_to_redo, nothing_to_undo
from copvalue_tui.editor.keys.runner import Dialogue, Runner
from copvalue_tui.editor.session.guard import Guard, unguarded
from copvalue_tui.editor.session.recorder import path_of
from copvalue_tui.editor.session.startup_checks import greet, settle_in
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.text_line import LINE_KEYS
from copvalue_tui.files.user.recent import note_added
from copvalue_tui.matrix.text.sanitize import Sanitized
from copvalue_tui.tui.background.autosave import Autosave
from copvalue_tui.tui.background.disk_work import DiskWork
from copvalue_tui.tui.background.find_packs import PackFinder
from copvalue_tui.tui.bars.bars import FooterBar, StatusLine, TitleBar
from copvalue_tui.tui.drawing.line_widget import LineWidget
from copvalue_tui.tui.drawing.themes import Theme
from copvalue_tui.tui.host import TuiHost
from copvalue_tui.tui.pointing import PointingScreen
from copvalue_tui.tui.terminal.driver import QuietDriver, mouse_wanted
from copvalue_tui.tui.terminal.input_parser import meant_as_keys
from copvalue_tui.tui.terminal.key_events import AltOrEscape, BurstText, PastedText
from copvalue_tui.tui.terminal.key_names import keys_of, without_alt
from copvalue_tui.tui.workspace import Workspace

if TYPE_CHECKING:
    from copvalue_tui.tui.background.follow import FileFollower
    from copvalue_tui.tui.dialogs.dialog import Dialog

Answer = TypeVar("Answer")
QUIT_HINT = "Ctrl+C does nothing here; q to quit."


class MainScreen(PointingScreen, inherit_bindings=False):
    """Shows the state, and decides only who gets the keys."""

    DEFAULT_CSS = """
    MainScreen { layout: vertical; layers: base dialog; overflow: hidden; }
    """
    AUTO_FOCUS = ""
    BLANK = True  # its widgets cover all of it; nothing is drawn that nobody sees

    def __init__(
        self,
        state: State,
        keymap: Keymap,
        look: Theme,
        suspend: Callable[[], Awaitable[str]],
        look_named: Callable[[str], Theme] | None = None,
    ) -> None:
        super().__init__()
        self.look = look
        self._look_named = look_named or (lambda _: look)
        self.guard = Guard()
        self.work = DiskWork(self._saving, self.guard.recorder.texts_before)
        self.host = TuiHost(self, self.work, suspend)
        self.runner = Runner(state, keymap, self.host, self._changed)
        self.autosave = Autosave(self.runner, self.work, asks=lambda: self._dialog is not None)
        self.lookout: FileFollower | None = None
        """Set once there is something to look at again and again."""
        self.pack_finding = PackFinder(self.runner, partial(self.run_worker, name="packs"))
        self._title_bar = TitleBar(state, look)
        self.board = Workspace(state, look, keymap)
        self._footer = FooterBar(state, look, keymap)
        self._status = StatusLine(state, look, keymap)
        self._open: Dialog[object] | None = None
        """The dialog over the matrix, answered or not: until it is known what follows."""
        self._ahead: deque[Callable[[], None]] = deque()
        """Keys and pastes that came while a conversation was busy."""
        self._later: deque[Callable[[], None]] = deque()
        """Of those, what is done only when the conversation has ended."""
        self._held = False
        """Whether the conversation waits for the disk or an editor: a question that comes after
        that was not seen when the keys were pressed, so they must not answer it."""
        self._reading_past = False
        """Whether what was done in sessions before is still being read."""
        self.pause = 1.0
        """Seconds between two keys after which letters are no longer the same words."""
        self._key_time = 0.0
        self._past_awaited = False
        """Whether a key waits for that, and all keys after it."""

    def compose(self) -> ComposeResult:
        """Title, grid and suggestions, keys, status line."""
        self.styles.background = self.look.background
        yield self._title_bar
        yield self.board
        yield self._footer
        yield self._status

    def _changed(self, before: State, after: State) -> None:
        # First of all: what is on screen can be brought back, whatever happens next.
        told = self.guard.changed(before, after)
        if told or self.guard.recorder.trouble != after.unguarded:
            self.call_later(self._warn, told)
        if before.newcomer and not after.newcomer:
            self.run_worker(asyncio.to_thread(note_added), name="first value")
        if before.theme != after.theme:
            self.wear(self._look_named(after.theme))
        if before.mouse != after.mouse:
            self._use_mouse(after.mouse)
        for widget in (self._title_bar, self.board, self._footer, self._status):
            widget.state = after
        self.autosave.changed(before, after)
        self._look_on()
        self.pack_finding.changed(before, after)
        if path_of(before) != path_of(after) or (before.read_only and not after.read_only):
            self.call_later(self.look_back)
        if after.closed:
            self.run_worker(self._leave(), name="leave")

    def wear(self, look: Theme) -> None:
        """Paints everything in another look."""
        self.look = look
        self.app.ansi_color = look.own_colours
        self.styles.background = look.background
        for widget in self.query(LineWidget):
            widget.wear(look)
        if self._open is not None:
            self._open.wear(look)

    def _use_mouse(self, asked: bool | None) -> None:
        driver = self.app._driver
        if isinstance(driver, QuietDriver):
            driver.use_mouse(mouse_wanted(os.environ, asked))

    def _saving(self, goes_on: bool) -> None:
        self._title_bar.saving = goes_on

    def _warn(self, told: str) -> None:
        trouble = self.guard.recorder.trouble
        self.runner.change(
            lambda state: unguarded(
                state.with_message(told, warning=True) if told else state, trouble
            )
        )

    def look_back(self) -> None:
        """Once the matrix is on screen: who else has it open, what was left, what was done."""
        if self.runner.state.following is not None:
            # Whoever only looks on is asked nothing and offered nothing.
            self._look_on()
        elif self.runner.state.file is not None:
            self._talk(self.runner.begin(partial(greet, guard=self.guard)))
            # Keys pressed before a question is seen must not answer it.
            self.hold_keys()
            self._reading_past = True
            self.run_worker(self._remember(), name="past")

    def _look_on(self) -> None:
        """Looks at the file again and again while others edit it, and this session does not."""
        state = self.runner.state
        if self.lookout is None and (state.following is not None or state.held_by):
            # Here, not above: most sessions never look on.
            from copvalue_tui.tui.background.follow import FileFollower

            self.lookout = FileFollower(self.runner, self.work.clock)
        if self.lookout is not None:
            self.lookout.changed()

    async def _remember(self) -> None:
        recorder = self.guard.recorder
        try:
            self.runner.change(await asyncio.to_thread(settle_in, self.runner.state, recorder))
        finally:
            self._reading_past = self._past_awaited = False
        self._catch_up()

    async def _leave(self) -> None:
        await self.autosave.finish()
        self.app.exit(0)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Every key there is comes here first and goes no further."""
        event.stop()
        event.prevent_default()
        keys = keys_of(event.key, event.character)
        if isinstance(event, AltOrEscape):
            apart = [key for one in event.keys for key in keys_of(one.key, one.character)]
            self._give(partial(self._press_alt_or_escape, keys, apart))
        else:
            for key in keys:
                self._give(partial(self._press, key))

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text; a burst of keys may have been keys after all."""
        event.stop()
        event.prevent_default()
        if isinstance(event, BurstText):
            self._give(lambda: self._burst(event))
        else:
            self._give(lambda: self._paste(event))

    @property
    def _busy(self) -> bool:
        """Whether a conversation goes on that asks nothing now, or a key waits for the past."""
        return self._past_awaited or (self.runner.talking and self._dialog is None)

    def _give(self, action: Callable[[], None]) -> None:
        """Does it now, or when the conversation that is busy has ended."""
        if self._ahead or self._busy:
            self._ahead.append(action)
        else:
            action()

    def _press_alt_or_escape(self, together: Sequence[str], apart: Sequence[str]) -> None:
        """ESC and a key in one read: while words are typed Alt with the key, which costs none of
        them whatever was meant; else Escape and then the key."""
        if self._takes_letters:
            for key in together:
                self._do("enter" if key == "alt+enter" else key)
            return
        for number, key in enumerate(apart):
            if self._busy:
                # The rest waits, ahead of what came after it.
                later = [partial(self._press, rest) for rest in apart[number:]]
                self._ahead.extendleft(reversed(later))
                return
            self._press(key)

    def give_key(self, key: str) -> None:
        """Presses a key, after those that were pressed before."""
        self._give(partial(self._press, key))

    def give_command(self, command: Command) -> None:
        """Runs a command, after the keys that were pressed before."""
        self._give(lambda: self._talk(self.runner.run(command)))

    def _press(self, key: str) -> None:
        before, self._key_time = self._key_time, monotonic()
        self.runner.heard(key, self._key_time - before < self.pause)
        typed = self._takes_letters and key in LINE_KEYS
        self._do(key if typed else without_alt(key))

    def _undoes_the_past(self, key: str) -> bool:
        """Whether the key takes back or does again what only sessions before can have done."""
        command = self.runner.keymap.find(self.runner.state.pane, key)
        known = self.runner.state.history
        return command is not None and (
            (command.reason is nothing_to_undo and not known.done)
            or (command.reason is nothing_to_redo and not known.undone)
        )

    def _do(self, key: str) -> None:
        if self._dialog is not None:
            self._dialog.press_in_place(key, self.runner.keymap.places.get(key, key))
        elif key == "ctrl+c" and self.runner.keymap.find(self.runner.state.pane, key) is None:
            self.runner.change(lambda state: state.with_message(QUIT_HINT))
        elif self._reading_past and self._undoes_the_past(key):
            self._past_awaited = True
            self._ahead.appendleft(partial(self._do, key))
        else:
            self._talk(self.runner.press(key))

    def _paste(self, event: events.Paste, over_page: bool = False) -> None:
        text, asked = event.text, self._dialog
        refused, cut = (event.refused, event.cut) if isinstance(event, PastedText) else (0, False)
        if asked is not None and not asked.takes_text:
            # Once it has closed, as a page does at once, the text is offered to the cursor's cell.
            self._later.append(partial(self._paste, event, over_page=True))
            asked.put_off_paste()
        elif asked is not None:
            asked.paste(text)
            if refused:
                asked.say(Sanitized(text, refused).refusal)
        else:
            self._talk(self.runner.paste(text, refused=refused, cut=cut, ask=over_page))
            self._held = len(text) >= LONG  # its question comes after a while

    def _burst(self, event: BurstText) -> None:
        line = event.text.removesuffix("\n")
        one_line = "\n" not in line and "\t" not in line
        if self._dialog is not None:
            if not self._dialog.takes_text:
                # It may be words for the matrix: they wait until the dialog has its answer.
                self._later.append(partial(self._burst, event))
                return
            speaks = self._dialog.speaks
            self._paste(events.Paste(line))
            if event.text != line and one_line and speaks:
                self._give(lambda: self._press("enter"))
        elif one_line if self._takes_letters else meant_as_keys(event.text):
            for key in event.keys:
                self.on_key(key)
        else:
            self._talk(self.runner.paste(event.text, typed=True, refused=event.refused))

    @property
    def _dialog(self) -> Dialog[object] | None:
        """The dialog that has the keys: once it is seen, until it is answered."""
        return self._open if self._open is not None and self._open.has_keys else None

    @property
    def _takes_letters(self) -> bool:
        """Whether printable keys are words now, in a dialog or in the matrix."""
        if self._dialog is not None:
            return self._dialog.takes_letters
        return self.runner.state.takes_letters

    @property
    def caret(self) -> Offset:
        """Where the terminal's own cursor belongs."""
        beside = self.runner.state.pane in ("panel", "timeline")
        return (self.board.panel.caret if beside else None) or self.board.grid.caret or NULL_OFFSET

    # Conversations

    def _talk(self, talk: Dialogue | None) -> None:
        if talk is not None:
            self._held = False
            self.run_worker(self._converse(talk), name="conversation")

    async def _converse(self, talk: Dialogue) -> None:
        try:
            await talk
        finally:
            self._held = False
        self.autosave.resume()
        self._ahead.extendleft(reversed(self._later))
        self._later.clear()
        self._catch_up()

    def hold_keys(self) -> None:
        """The dialogue is put aside: what is typed until it returns answers no new question."""
        self._held = True

    def _catch_up(self) -> None:
        """Does what was typed ahead, until a conversation is busy again."""
        while self._ahead and not self._busy:
            self._ahead.popleft()()

    @property
    def holds_keys(self) -> bool:
        """Whether keys wait until a conversation has ended, or asks something."""
        return bool(self._ahead) and self._busy

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Gives the keys to a dialog until it is answered."""
        before, self._open = self._open, cast("Dialog[object]", dialog)
        # One dialog after another takes its place, so that the matrix is not drawn in between.
        opened = self.app.switch_screen if before is not None else self.app.push_screen
        await opened(dialog)
        if self._held:
            # What was pressed before the question was seen must not answer it.
            self._later.extend(self._ahead)
            self._ahead.clear()
            self._held = False
        dialog.seen = True
        self._catch_up()
        try:
            return await dialog.answer
        finally:
            self.call_later(self._close, dialog)

    def _close(self, dialog: Dialog[object]) -> None:
        """Takes an answered dialog from the screen, unless another has taken its place."""
        if self._open is dialog:
            self._open = None
            self.app.pop_screen()

    def show(self, state: State) -> None:
        """Makes this the session's state while the conversation goes on: recorded and shown."""
        self.runner.show(state)

    # The terminal

    def look_at_disk(self) -> None:
        """The person returned to this window: someone may have changed the file."""
        if self.lookout is not None:
            self.lookout.look()
        if self.runner.state.following is None:
            self.autosave.look()

    def repaint(self) -> None:
        """Clears the terminal and draws all of it again."""
        # The only way there: what Textual calls a refresh is no news to the wire.
        driver = self.app._driver
        if isinstance(driver, QuietDriver):
            driver.repaint()

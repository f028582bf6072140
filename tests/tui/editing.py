"""The whole editor without a terminal: an app on a file, keys pressed, its screen as text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from copvalue_tui.editor.session.open import Startup
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.file import load, new_file
from copvalue_tui.files.user.settings import Settings
from copvalue_tui.tui.app import CopvalueApp
from copvalue_tui.tui.dialogs.dialog import Foot
from copvalue_tui.tui.drawing.line import text_of
from copvalue_tui.tui.drawing.line_widget import LineWidget

NAMES = {
    "?": "question_mark",
    "/": "slash",
    ":": "colon",
    "<": "less_than_sign",
    "+": "plus",
    " ": "space",
}
PATIENCE = 30.0
"""Seconds to wait for something on a slow machine before a test fails."""
LONG = 600.0
"""Seconds that no test lasts."""


class Editor:
    """A running editor, and what its person does."""

    def __init__(self, app: CopvalueApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def state(self) -> State:
        return self.app.main.runner.state

    @property
    def text(self) -> str:
        """All painted lines, widget by widget, the dialog last."""
        shown = [widget for widget in self.app.main.query(LineWidget) if widget.display]
        lines = [text_of(line).rstrip() for widget in shown for line in widget.lines]
        for foot in self.app.screen.query(Foot):
            covered = foot.region
            strips = self.app.screen._compositor.render_strips()[covered.y : covered.bottom]
            lines += [strip.text.rstrip() for strip in strips]
        return "\n".join(lines)

    async def press(self, keys: str) -> None:
        """Presses keys, blanks between them; `'words` are typed letter by letter."""
        for key in keys.split():
            for letter in key[1:].replace("_", " ") if key.startswith("'") else (key,):
                name = NAMES.get(letter, letter)
                self.app.post_message(events.Key(name, letter if len(letter) == 1 else None))
                await self.pilot.pause()

    async def paste(self, text: str) -> None:
        """Pastes, as a terminal that marks its pastes."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def sees(self, text: str) -> None:
        """Returns as soon as the screen shows the text."""
        await self.until(lambda: text in self.text, f"never saw {text!r} in\n{self.text}")

    async def save_falls_due(self) -> None:
        """The delay of the save is over."""
        self.app.main.autosave._arm(0)
        await self.pilot.pause()

    async def until(self, ready: Callable[[], bool], complaint: str = "it never came") -> None:
        """Returns as soon as it is so."""
        end = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < end, complaint
            assert self.app.crash is None, "the app has crashed"
            await asyncio.sleep(0.01)
        await self.pilot.pause()


def opening_of(path: Path | None, read_only: bool, settings: Settings) -> Startup:
    """What the command line would open the editor with."""
    if path is None:
        return Startup(settings=settings)
    if not path.exists():
        return Startup(file=new_file(path), settings=settings)
    file = load(path)
    return Startup(file, read(file.source.text), settings, read_only=read_only)


@asynccontextmanager
async def editor(
    path: Path | None,
    size: tuple[int, int] = (100, 30),
    *,
    read_only: bool = False,
    **settings: object,
) -> AsyncIterator[Editor]:
    """An editor on a file, on a new one, or on none.

    It saves at once. Where something must come before the save, `autosave.delay = LONG` holds it
    up, and `save_falls_due` lets it come.
    """
    app = CopvalueApp(opening_of(path, read_only, Settings(**settings)))
    app.main.autosave.delay = 0.05
    app.main.pause = 0.0  # each key is meant: a test presses them faster than a person types
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Editor(app, pilot)

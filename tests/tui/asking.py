"""Dialogs without the editor: pushed on a bare app, keys in, the screen's lines out as text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from textual.app import App
from textual.geometry import Offset
from textual.pilot import Pilot

from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.tui.dialogs.dialog import Dialog, Foot
from copvalue_tui.tui.drawing.themes import Theme, theme_named

TERMINAL = theme_named("terminal")
Asking = TypeVar("Asking", bound=Dialog[object])


def press(dialog: Dialog[object], keys: str) -> None:
    """Presses keys by our names, blanks between them; `'words` are typed letter by letter."""
    for key in keys.split():
        if key.startswith("'"):
            for letter in key[1:].replace("_", " "):
                dialog.press("space" if letter == " " else letter)
        else:
            dialog.press(key)


class Stage(App[None], inherit_bindings=False):
    """An app with nothing but the dialog."""

    def __init__(self, look: Theme) -> None:
        self.look = look
        super().__init__(ansi_color=look.own_colours)
        self.copied: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return self.look.css_variables

    def copy_to_clipboard(self, text: str) -> None:
        self.copied.append(text)
        self._clipboard = text


class Asked(Generic[Asking]):
    """A dialog that is asked on a screen of its own."""

    def __init__(self, dialog: Asking, pilot: Pilot[None]) -> None:
        self.dialog = dialog
        self.pilot = pilot

    def press(self, keys: str) -> None:
        """Presses keys at once, as if typed ahead."""
        press(self.dialog, keys)

    @property
    def answered(self) -> bool:
        return self.dialog.answer.done()

    @property
    def answer(self) -> object:
        return self.dialog.answer.result()

    @property
    def strips(self) -> list[object]:
        """The lines of the whole screen, with their styles."""
        return self.dialog._compositor.render_strips()

    async def drawn(self) -> list[str]:
        """The lines that it covers, each checked to be as wide as the screen; blanks cut."""
        await self.pilot.pause()
        width, height = self.dialog.size
        foot = self.dialog.query_one(Foot).region
        assert foot.width == width
        assert 0 < foot.height <= height
        lines = [strip.text for strip in self.strips[foot.y : foot.bottom]]
        assert {cell_width(line) for line in lines} == {width}
        return [line.rstrip() for line in lines]

    async def caret(self) -> Offset:
        """Where the terminal's own cursor belongs."""
        await self.pilot.pause()
        return self.dialog.caret


@asynccontextmanager
async def asked(
    dialog: Asking, width: int = 40, height: int = 20, look: Theme = TERMINAL
) -> AsyncIterator[Asked[Asking]]:
    """A dialog on the screen, waiting for its answer."""
    app = Stage(look)
    async with app.run_test(size=(width, height)) as pilot:
        await app.push_screen(dialog)
        await pilot.pause()
        yield Asked(dialog, pilot)

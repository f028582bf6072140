"""What dialogs share: over the matrix, keys in, one answer; a click beside them is Esc."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from textual import events
from textual.containers import Vertical
from textual.geometry import NULL_OFFSET, Offset, Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from copvalue_tui.editor.keys.keymap import key_named
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.resources import path_on_disk
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, key_at, text_of
from copvalue_tui.tui.drawing.line_widget import painted
from copvalue_tui.tui.drawing.themes import Theme

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer], inherit_bindings=False):
    """A question that has the keys until it is answered.

    Every key comes from the main screen, one after another: what is typed ahead of a question
    must not answer it, and Textual's own way through the widget that has the focus may let a
    letter overtake an arrow.
    """

    CSS_PATH = path_on_disk("copvalue_tui.tui", "copvalue.tcss")
    AUTO_FOCUS = ""
    speaks = False
    """Whether a line that came in one burst, its Enter with it, is an answer: it is where words
    are asked for; a list must not be answered by the rest of something pasted."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.look = look
        self.answer: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        """Set once; None when the person cancels."""
        self.seen = False
        """Whether it is on the screen, so that keys may answer it."""

    @property
    def has_keys(self) -> bool:
        """Whether keys are for it: once it is seen, until it is answered."""
        return self.seen and not self.answer.done()

    def wear(self, look: Theme) -> None:
        """Paints it in another look."""
        self.look = look
        for widget in self.query("*"):
            widget.refresh()

    def press(self, key: str) -> None:
        """One key, by our names."""
        raise NotImplementedError

    def press_in_place(self, key: str, other: str) -> None:
        """A key, and the one in its place on another keyboard: it is meant where none is typed."""
        self.press(key if self.takes_letters else other)

    @property
    def takes_letters(self) -> bool:
        """Whether words are being typed into it, so that Alt with a key edits them."""
        return False

    @property
    def takes_text(self) -> bool:
        """Whether a text that comes at once goes into it; where it does not, it waits."""
        return self.takes_letters

    def paste(self, text: str) -> None:
        """Pasted text of one or more lines."""

    def put_off_paste(self) -> None:
        """Makes way for a paste that does not go into it and comes after it: it is put away."""
        self.take(None)

    def say(self, sentence: str) -> None:
        """Shows a sentence until the next key, where there is room for one."""

    @property
    def caret(self) -> Offset:
        """Where the terminal's own cursor belongs: braille displays and input methods follow it."""
        raise NotImplementedError

    def take(self, answer: Answer | None) -> None:
        """Answers, unless it is answered already."""
        if not self.answer.done():
            self.answer.set_result(answer)

    def on_click(self, event: events.Click) -> None:
        """A click beside it is Esc; one on a key that it names is that key."""
        there, place = self.get_widget_at(*event.screen_offset)
        if there is self:
            self.press("escape")
        elif isinstance(there, DrawnLines):
            at = event.screen_offset - place.offset
            key = key_named(key_at(there.lines(place.width)[at.y], at.x))
            if key:
                self.press(key)


class Foot(Vertical):
    """The part of the screen that a dialog covers: its foot, as high as it must be."""

    DEFAULT_CLASSES = "foot"
    ALLOW_SELECT = False


class DrawnLines(Widget):
    """Lines that are drawn for whatever width there is."""

    ALLOW_SELECT = False

    def __init__(self, draw: Callable[[int], Sequence[Pieces]]) -> None:
        super().__init__()
        self._draw_lines = draw
        self._kept: tuple[int, Sequence[Pieces]] | None = None

    def lines(self, width: int) -> Sequence[Pieces]:
        """The lines for this width."""
        if self._kept is None or self._kept[0] != width:
            self._kept = (width, self._draw_lines(width))
        return self._kept[1]

    def redraw(self) -> None:
        """Draws them again: what they are made from has changed."""
        height = len(self._kept[1]) if self._kept else 0
        self._kept = None
        self.refresh(layout=not height or len(self.lines(self.size.width)) != height)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The cells that the widest line needs."""
        lines = self.lines(viewport.width)
        return max((cell_width(text_of(line).rstrip(" ")) + 1 for line in lines), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many as there are lines."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One of them."""
        width = self.size.width
        lines = self.lines(width)
        line = lines[y] if y < len(lines) else LineBuilder().line(width)
        return painted(line, look_of(self), width)


class ScrolledLines(ScrollView, can_focus=False):
    """Lines of which as many are shown as there is room for."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Pieces] = ()

    def show(self, lines: Sequence[Pieces], room: int, top: int) -> None:
        """Shows other lines, from one of them on, in as much room as they need."""
        self._all = lines
        self.styles.height = max(min(len(lines), room), 1)
        self.virtual_size = Size(0, len(lines))
        self.scroll_to(y=max(min(top, len(lines) - room), 0), animate=False, immediate=True)
        self.refresh()

    @property
    def top(self) -> int:
        """The first line in view."""
        return self.scroll_offset.y

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        at, width = self.top + y, self.size.width
        line = self._all[at] if at < len(self._all) else LineBuilder().line(width)
        return painted(line, look_of(self), width)


def look_of(widget: Widget) -> Theme:
    """The look of the dialog that a widget is part of."""
    return cast("Dialog[object]", widget.screen).look


def caret_in(widget: Widget, x: int, y: int) -> Offset:
    """A place in a widget as a place on the screen; the corner when it is not drawn yet."""
    return widget.content_region.offset + Offset(x, y) if widget.size else NULL_OFFSET


def write_keys(builder: LineBuilder, keys: tuple[tuple[str, str], ...], width: int) -> None:
    """Writes keys and what they do, as many as fit into `width` cells."""
    for key, does in keys:
        gap = "  " if builder.at > 1 else ""
        if builder.at + cell_width(f"{gap}{key} {does}") > width:
            break
        builder.write(gap).write(key, "key").write(f" {does}", "dim")

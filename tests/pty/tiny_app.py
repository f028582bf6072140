"""A small Textual app for trying the driver: it shows the keys and pastes it got, and a list.

Run as a program: `tiny_app.py [plain] [hostile] [colour] [tee=FILE]`; `plain` takes Textual's own
driver, `hostile` draws texts that no program should send, without making them safe first, `colour`
a theme with a background, `tee` notes each write of Textual's and what was sent instead.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from copvalue_tui.tui.terminal.driver import QuietDriver
from copvalue_tui.tui.terminal.key_events import BurstText, PastedText

HOSTILE = (
    "title \x1b]0;owned\x07.",
    "clip \x1b]52;c;b3duZWQ=\x07.",
    "ask \x1b[c\x1b[6n\x1b[>q\x05.",
    "dcs \x1bP$qm\x1b\\ \x90q\x9c.",
    "c1 \x9b31m\x9d0;x\x9c.",
    "modes \x1b[?1049l\x1b[?2004l\x1b[4h\x1b(0\x0e.",
    "reset \x1bc\x1b[!p.",
    "bytes \x00\x07\x08\x0b\x0c\x7f.",
    "bidi \u202egnp\u2066x\u200f.",
    "half \ud83d.",
    "markup [/] [@click=app.quit]x[/] [b]",
)


class Rows(Widget):
    """A list of lines, one chosen, drawn like the editor's grid."""

    DEFAULT_CSS = "Rows { width: 85; height: 1fr; }"
    chosen = 0

    def render_line(self, y: int) -> Strip:
        text = f"{'segment' if y % 5 == 0 else '':<18}• Neutral ground across institutions {y}"
        style = Style(reverse=True) if y == self.chosen else Style()
        head = Segment(text[:18], Style())
        rest = Segment(text[18:].ljust(45), style)
        return Strip([head, rest]).adjust_cell_length(self.size.width, Style())

    def choose(self, row: int) -> None:
        before, self.chosen = self.chosen, row % max(self.size.height, 1)
        for line in (before, self.chosen):
            self.refresh(Region(0, line, self.size.width, 1))


class Question(ModalScreen[None]):
    """A dialog over the dimmed list."""

    CSS = "Question { align: center middle; } #ask { width: 40; height: 9; border: round $accent; }"

    def compose(self) -> ComposeResult:
        yield Static("Delete “水道事業”? ❤️ 👩‍🚒", id="ask", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if self.is_current:  # a second key may come before it is gone
            self.dismiss()


class Tee(QuietDriver):
    """The driver, noting what goes in and what comes out."""

    def write(self, data: str) -> None:
        with self._lock:
            self._fit()
            answer = self._wire.frame(data, later=self._outflow.held_up)
            name = next(word for word in sys.argv if word.startswith("tee="))
            with Path(name[4:]).open("a", encoding="utf-8") as notes:
                notes.write(json.dumps((self._drawn_size, data, answer)) + "\n")
            self._outflow.send(answer)


class Tiny(App[None]):
    """Shows what arrived, newest last."""

    CSS = "Screen { layout: horizontal; } #log { width: 1fr; }"

    def __init__(self, words: list[str]) -> None:
        quiet = Tee if any(word.startswith("tee=") for word in words) else QuietDriver
        plain = "plain" in words
        super().__init__(driver_class=None if plain else quiet, ansi_color="colour" not in words)
        self.words = words
        self.seen: list[str] = []

    def compose(self) -> ComposeResult:
        if "hostile" in self.words:
            yield Static("\n".join(HOSTILE), markup=False)
        else:
            yield Rows()
            yield Static("ready", id="log", markup=False)

    def show(self, words: str) -> None:
        self.seen.append(words)
        if log := self.query("#log"):
            log.first(Static).update(Content("\n".join(["ready", *self.seen[-30:]])))

    def on_key(self, event: events.Key) -> None:
        if event.key in ("j", "k"):
            rows = self.screen_stack[0].query_one(Rows)  # a question may just have come over it
            rows.choose(rows.chosen + (1 if event.key == "j" else -1))
        elif event.key == "m":
            self.push_screen(Question())
        elif event.key == "ctrl+x":
            self.exit(return_code=7)
        elif event.key == "ctrl+l":
            self.driver_().repaint()
        elif event.key == "ctrl+e":
            with self.suspend():
                subprocess.run(["sh", "-c", "echo outside; read answer"], check=False)
            self.show("back")
        elif event.key == "ctrl+z":
            self.action_suspend_process()
        else:
            self.show(f"key {event.key} {event.character!r}")

    def driver_(self) -> QuietDriver:
        assert isinstance(self._driver, QuietDriver)
        return self._driver

    def on_paste(self, event: events.Paste) -> None:
        kind = "burst" if isinstance(event, BurstText) else "paste"
        refused = event.refused if isinstance(event, PastedText) else "?"
        shown = event.text if len(event.text) < 60 else f"{len(event.text)} characters"
        self.show(f"{kind} {shown!r} {refused}")


if __name__ == "__main__":
    app = Tiny(sys.argv[1:])
    app.run()
    sys.exit(app.return_code)

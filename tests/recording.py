"""Records the program in a terminal: `python -m tests.recording` writes the cast and the film.

The keys go to the real program, in a terminal and a home of its own. What it sends is written down
at the times of the script, not of the clock, so that a slow machine records the same film.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyte
from rich.style import Style

from tests.pty.terminal import KEYS, Paper, Terminal
from tests.svg import PAPERS, Frame, Line, film

ROOT = Path(__file__).parents[1]
COLUMNS, ROWS = 80, 24
CAST, FILM = ROOT / "samples/recording.cast", ROOT / "samples/recording.svg"
THEME = "dark"
LETTER, KEY, LOOK = 0.045, 0.35, 0.95
"""Seconds that a typed letter, a key, and a screen worth reading take."""
END = 1.5
"""Seconds that the last screen stays."""
PROMPT = "\x1b[1m$\x1b[0m "


class Recorder:
    """What came at which time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.events: list[tuple[float, str]] = []

    def tell(self, text: str, seconds: float = 0.0) -> None:
        """Something that the terminal shows, and for how long."""
        if text:
            self.events.append((round(self.now, 2), text))
        self.now += seconds

    def type(self, text: str) -> None:
        """A command typed at a prompt."""
        for letter in text:
            self.tell(letter, LETTER)
        self.now += KEY
        self.tell("\r\n")


class Scene:
    """The program with a recorder at its terminal."""

    def __init__(self, recorder: Recorder, terminal: Terminal) -> None:
        self.recorder, self.terminal = recorder, terminal
        self._told = 0

    def until(self, text: str, seconds: float = LOOK) -> None:
        """The program is awaited; what it has sent by then is shown at once, for so long."""
        self.terminal.wait_for(text)
        self.terminal.settle(0.3)
        self.note(seconds)

    def note(self, seconds: float) -> None:
        """What the program has sent since then, as one event."""
        sent = bytes(self.terminal.raw[self._told :])
        self._told += len(sent)
        self.recorder.tell(sent.decode("utf-8", "ignore"), seconds)

    def press(self, key: str, text: str, seconds: float = KEY) -> None:
        """A key, and the text that answers it."""
        self.terminal.send(KEYS.get(key, key))
        self.until(text, seconds)

    def type(self, text: str) -> None:
        """Letters at the pace of a hand."""
        for letter in text:
            self.terminal.mark()
            self.terminal.send(letter)
            self.terminal.wait_bytes(letter.encode())
            self.terminal.settle(0.1)
            self.note(LETTER)
        self.recorder.now += KEY


def record(folder: Path) -> list[tuple[float, str]]:
    """The whole recording, as (seconds, what the terminal shows)."""
    home = folder / "home"
    (home / ".config/copvalue").mkdir(parents=True)
    (home / ".config/copvalue/config.toml").write_text(f'theme = "{THEME}"\n', encoding="utf-8")
    shutil.copyfile(ROOT / "samples/water.toml", folder / "water.toml")
    env = {"HOME": str(home), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TMPDIR": str(folder)}
    env |= {"XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""}
    recorder = Recorder()

    def started(*words: str) -> Terminal:
        recorder.tell(PROMPT, KEY)
        recorder.type(" ".join(("copvalue", *words)))
        program = [sys.executable, "-m", "copvalue_tui", *words]
        return Terminal(program, COLUMNS, ROWS, env, cwd=str(folder))

    with started("demo") as terminal:
        scene = Scene(recorder, terminal)
        scene.until("Help with challenges")
        scene.press("1", "unsaved", LOOK)
        scene.press("m", "type to filter")
        scene.type("bank")
        scene.press("enter", "Moved “", LOOK)
        scene.press("u", "Undone: ", LOOK)
        scene.press("r", "All but the retired")
        scene.press("c", "1 of 37")
        scene.press("c", "2 of 37")
        scene.press("c", "3 of 37")
        scene.press("5", "4 of 37", LOOK)
        scene.press("u", "Undone: ", LOOK)
        scene.press("esc", "Record the review")
        scene.press("l", "Not recorded yet")
        terminal.send("q")
        assert terminal.wait() == 0
        scene.note(KEY)
    with started("water.toml") as terminal:
        scene = Scene(recorder, terminal)
        scene.until("Help with challenges", KEY)
        scene.press("a", "Esc")
        scene.type("A colleague to call at ni")
        terminal.hang_up()
        terminal.wait()
        recorder.tell("\x1b[?1049l\x1b[?25h\x1b[0m\r\nConnection lost.\r\n", LOOK)
    with started("water.toml") as terminal:
        scene = Scene(recorder, terminal)
        scene.until("Unsaved work", LOOK)
        scene.press("c", "Continued.", LOOK)
        scene.type("ght")
        scene.press("enter", "unsaved")
        scene.press("esc", "night")
        recorder.tell("")
    return recorder.events


def cast(events: Sequence[tuple[float, str]]) -> str:
    """The recording as an asciicast, version 2: a head, then one event a line."""
    head = {"version": 2, "width": COLUMNS, "height": ROWS, "title": "copvalue"}
    lines = [json.dumps(head)]
    lines += [json.dumps([at, "o", text], ensure_ascii=False) for at, text in events]
    return "\n".join(lines) + "\n"


def frames(events: Sequence[tuple[float, str]]) -> Iterator[Frame]:
    """What a terminal shows after each event; several at one time are one frame."""
    usual, other = Paper(COLUMNS, ROWS), Paper(COLUMNS, ROWS)
    screen = usual
    for number, (at, text) in enumerate(events):
        # The emulator has no other screen, to which an editor goes and from which it returns.
        for part in re.split(r"(\x1b\[\?1049[hl])", text):
            if part.startswith("\x1b[?1049"):
                screen = other if part.endswith("h") else usual
                other.reset()
            else:
                pyte.Stream(screen).feed(part)
        if number + 1 == len(events) or events[number + 1][0] > at:
            yield Frame(at, [_line(screen, row) for row in range(ROWS)])


def _line(screen: pyte.Screen, row: int) -> Line:
    cells = screen.buffer[row]
    runs: list[tuple[str, Style]] = []
    for column in range(COLUMNS):
        cell = cells[column]
        letters, ground = (None if c == "default" else f"#{c}" for c in (cell.fg, cell.bg))
        here = not screen.cursor.hidden and (screen.cursor.y, screen.cursor.x) == (row, column)
        if cell.reverse or here:
            paper = PAPERS[THEME]
            letters, ground = ground or paper.ground, letters or paper.ink
        style = Style(
            color=letters,
            bgcolor=ground,
            bold=cell.bold,
            underline=cell.underscore,
            strike=cell.strikethrough,
        )
        runs.append((cell.data or " ", style))
    return runs


def main() -> None:
    """Record, and write both."""
    with tempfile.TemporaryDirectory(prefix="rec") as folder:
        events = record(Path(folder))
    CAST.write_text(cast(events), encoding="utf-8")
    end = events[-1][0] + END
    shown = list(frames(events))
    picture = film(shown, end, COLUMNS, "copvalue", PAPERS[THEME])
    FILM.write_text(picture, encoding="utf-8")
    print(f"{len(events)} events, {end:.1f} seconds, {len(picture)} bytes of film")


if __name__ == "__main__":
    main()

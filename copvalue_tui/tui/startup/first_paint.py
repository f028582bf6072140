"""The first screen, painted before the toolkit is loaded: loading it takes most of the start."""

from __future__ import annotations

import os
import termios
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from rich.style import Style

from copvalue_tui.editor.commands import COMMANDS
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.session.open import Startup, first_state
from copvalue_tui.editor.state.state import State
from copvalue_tui.suggest.pack_format.read import shipped_packs
from copvalue_tui.tui.bars.bar_lines import foot_line, status_lines, title_line
from copvalue_tui.tui.composition import composed, panel_drawer
from copvalue_tui.tui.drawing.line import Pieces
from copvalue_tui.tui.drawing.themes import Theme, theme_named
from copvalue_tui.tui.grid.lines import LOWEST, NARROWEST, draw
from copvalue_tui.tui.grid.view import GridOptions
from copvalue_tui.tui.side.offer_lines import key_for
from copvalue_tui.tui.terminal.screen_diff import (
    ASK_WIDTH,
    LAST_LINE,
    SYNC_END,
    SYNC_START,
    ScreenDiff,
)

_MARKED_PASTES, _UNMARKED_PASTES = "\x1b[?2004h", "\x1b[?2004l"
"""From the first paint on: what is pasted while the toolkit loads must not come as keys."""
_STDIN, _STDERR = 0, 2
_OLD = ("vt", "ansi")
"""Terminals that the driver draws on in its own careful way."""
Settings = list[int | list[bytes | int]]
"""As termios lists them."""


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """What the session begins with."""

    state: State
    keymap: Keymap
    look: Theme


class FirstPaint:
    """A first screen that is on the terminal until the driver takes it over."""

    def __init__(self, wire: ScreenDiff, size: tuple[int, int], settings: Settings) -> None:
        self.wire = wire
        """Knows what the terminal shows."""
        self.size = size
        """Columns and rows it was painted for."""
        self.settings = settings
        """The terminal's settings from before."""
        self.taken = False
        """Whether the driver has it; then the driver gives the terminal back."""

    def undo(self) -> None:
        """Gives the terminal back, unless the driver does, or it is given back already."""
        if not self.taken:
            self.taken = True
            # In this order: a terminal that takes nothing would hold up the sending for ever.
            with suppress(termios.error):
                termios.tcsetattr(_STDIN, termios.TCSANOW, self.settings)
            _send(f"{LAST_LINE}{_UNMARKED_PASTES}\x1b[?1049l\x1b[?25h")


def beginning_of(opening: Startup, term: str) -> FirstScreen:
    """The first state, the keys, and the look for a kind of terminal."""
    language = opening.matrix.language or opening.settings.language
    state, keymap = first_state(opening, COMMANDS, shipped_packs(language))
    return FirstScreen(state, keymap, chosen_look(opening, term))


def chosen_look(opening: Startup, term: str) -> Theme:
    """The look that the settings name, as far as the terminal and the person let it be drawn."""
    ascii = opening.settings.ascii or term.startswith(("vt", "linux"))
    if not opening.color or term.startswith("vt"):
        return theme_named("mono", ascii)
    try:
        return theme_named(opening.settings.theme or "terminal", ascii)
    except LookupError:
        return theme_named("terminal", ascii)


def look_with_theme(opening: Startup, term: str, name: str) -> Theme:
    """The look of another theme, chosen while the editor runs."""
    settings = replace(opening.settings, theme=name)
    return chosen_look(replace(opening, settings=settings), term)


def paint(beginning: FirstScreen, term: str) -> FirstPaint | None:
    """Paints the first screen; nothing where the toolkit had better do it.

    From now on keys are not shown as they are typed; they wait for the editor.
    """
    try:
        columns, rows = os.get_terminal_size(_STDERR)
        settings = termios.tcgetattr(_STDIN)
    except (OSError, termios.error):
        return None
    small = columns < NARROWEST or rows < LOWEST
    if small or term.startswith(_OLD) or not beginning.look.own_colours:
        return None
    wire = ScreenDiff(columns, rows)
    parts = [wire.frame("\x1b[?1049h"), wire.frame("\x1b[?25l"), wire.frame(_MARKED_PASTES)]
    parts.append(ASK_WIDTH)
    parts.append(wire.frame(SYNC_START))
    parts.append(wire.frame(_written(first_lines(beginning, columns, rows), beginning.look)))
    parts.append(wire.frame(SYNC_END))
    try:
        termios.tcsetattr(_STDIN, termios.TCSANOW, _raw(settings))
    except termios.error:
        return None
    painted = FirstPaint(wire, (columns, rows), settings)
    try:
        _send("".join(parts))
    except BaseException:  # a signal, while the terminal takes nothing
        painted.undo()
        raise
    return painted


def _raw(settings: Settings) -> Settings:
    """The settings under which every key is only a key: not shown, no line, no signal."""
    off = {
        0: termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR,
        3: termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN,
    }
    return [
        flags & ~off.get(index, 0) if isinstance(flags, int) else flags
        for index, flags in enumerate(settings)
    ]


def first_lines(beginning: FirstScreen, width: int, height: int) -> list[Pieces]:
    """Every line of the screen, top to bottom, each exactly `width` cells."""
    state, keymap, glyphs = beginning.state, beginning.keymap, beginning.look.glyphs
    places = composed(state, width, height)
    options = GridOptions(glyphs, beside=places.beside, add_key=key_for(keymap, "add-below"))
    board: Sequence[Pieces] = draw(state, places.grid.width, places.grid.height, options).lines
    if places.panel is not None:
        draw_panel = panel_drawer(state, places.beside)
        size = places.panel.width, places.panel.height
        panel = draw_panel(state, keymap, *size, 0, glyphs).lines
        if places.beside:
            board = [left + right for left, right in zip(board, panel, strict=True)]
        else:
            board = [*board, *panel]
    return [
        title_line(state, width, glyphs),
        *board,
        foot_line(state, keymap, width, glyphs),
        *status_lines(state, keymap, width, glyphs),
    ]


def _written(lines: Sequence[Pieces], look: Theme) -> str:
    """The lines as a terminal is told them."""
    # The toolkit's own filter spells it out that nothing has a colour; so must this, to be equal.
    plain = Style.parse("default on default" if "NO_COLOR" in os.environ else "")
    parts = []
    for row, line in enumerate(lines, 1):
        parts.append(f"\x1b[{row};1H")
        parts += [(look.styles[tone] + plain).render(look.spelled(text)) for text, tone in line]
    return "".join(parts)


def _send(text: str) -> None:
    rest = memoryview(text.encode("utf-8", "replace"))
    with suppress(OSError):
        while rest:
            rest = rest[os.write(_STDERR, rest) :]

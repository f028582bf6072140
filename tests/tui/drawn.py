"""The grid and its neighbours as plain strings, to be compared with what a story draws."""

from __future__ import annotations

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS, Glyphs
from copvalue_tui.tui.drawing.line import Pieces, Tone, text_of
from copvalue_tui.tui.grid.lines import draw
from copvalue_tui.tui.grid.view import Drawing, GridOptions
from copvalue_tui.tui.grid.zoom_lines import zoom_kept, zoom_layout, zoom_lines
from copvalue_tui.tui.side.panel_lines import panel_lines
from copvalue_tui.tui.side.strip_lines import strip_lines


def plain(lines: tuple[Pieces, ...]) -> str:
    """The letters of all lines, blanks at their ends left out, blank lines at the end too."""
    return "\n".join(text_of(line).rstrip() for line in lines).rstrip("\n")


def grid(
    state: State, width: int, height: int, glyphs: Glyphs = UNICODE_GLYPHS, top: int = 0
) -> str:
    """The grid as letters."""
    return plain(draw(state, width, height, GridOptions(glyphs), top).lines)


def zoom(state: State, width: int, height: int) -> Drawing:
    """The zoomed cell."""
    layout, options = zoom_layout(state, width), GridOptions(UNICODE_GLYPHS)
    top = zoom_kept(state, layout, height, options, 0)
    return zoom_lines(state, layout, height, top, options)


def side(state: State, width: int = 32, height: int = 20) -> str:
    """The side panel as letters."""
    return plain(panel_lines(state, shipped_keymap(), width, height, 0, UNICODE_GLYPHS).lines)


def strip(state: State, width: int = 80, height: int = 5) -> str:
    """The strip as letters."""
    return plain(strip_lines(state, shipped_keymap(), width, height, 0, UNICODE_GLYPHS).lines)


def toned(lines: tuple[Pieces, ...], tone: Tone) -> list[str]:
    """The pieces of a tone, top to bottom."""
    return [text for line in lines for text, other in line if other == tone]


def block(text: str) -> str:
    """A drawing written in a test: the bars at its left mark where lines begin."""
    return "\n".join(line.strip().removeprefix("|") for line in text.strip().splitlines())

"""How the editor is painted: a table of tones for each look, and its signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rich.style import Style

from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS, Glyphs
from copvalue_tui.tui.drawing.line import Tone

_TONES: dict[Tone, tuple[str, str, str, str]] = {
    # tone: the terminal's own colours, dark, light, no colour at all
    "plain": ("", "#d8dee9", "#22272e", ""),
    "name": ("bold", "bold #eceff4", "bold #14181d", "bold"),
    "here": ("bold cyan", "bold #7fd1e0", "bold #00647a", "bold"),
    "dim": ("dim", "#8089a0", "#6a7280", "dim"),
    "rule": ("dim", "#3b4457", "#c3c9d2", "dim"),
    "edge": ("cyan", "#7fd1e0", "#00748c", "bold"),
    "mark": ("", "#b8c2d6", "#3f4854", ""),
    "picked": ("bold cyan", "bold #7fd1e0", "bold #00647a", "bold"),
    "fresh": ("green", "#a9cf8f", "#2c6a2f", "bold"),
    "retired": ("dim strike", "strike #8089a0", "strike #6a7280", "dim strike"),
    "hit": ("underline", "underline #eceff4", "underline #14181d", "underline"),
    "cursor": ("reverse", "#14181d on #d8dee9", "#ffffff on #2f3640", "reverse"),
    "cursor-hit": (
        "reverse underline",
        "underline #14181d on #d8dee9",
        "underline #ffffff on #2f3640",
        "reverse underline",
    ),
    "cursor-retired": (
        "reverse strike",
        "strike #14181d on #d8dee9",
        "strike #ffffff on #2f3640",
        "reverse strike",
    ),
    "resting": ("bold", "bold #eceff4", "bold #14181d", "bold"),
    "caret": ("reverse", "#14181d on #7fd1e0", "#ffffff on #00748c", "reverse"),
    "key": ("bold", "bold #eceff4", "bold #14181d", "bold"),
    "warning": ("bold yellow", "bold #ebcb8b", "bold #8a5a00", "bold reverse"),
}
"""What each tone looks like; a new tone is one more line."""
_LOOKS = ("terminal", "dark", "light", "mono")
"""Names of the looks, in the order of the table's columns."""
_GROUNDS = {"dark": "#14181d", "light": "#fbfbf9"}
"""The background of the looks that do not take the terminal's own."""
_PLAIN_MARKS = str.maketrans("“”‘’…·–—", "\"\"''.---")
"""Marks that not every terminal has, one for one; letters stay what people wrote."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One way to paint the editor."""

    name: str
    styles: Mapping[Tone, Style]
    background: str
    """For the screen, as Textual's styles want it."""
    glyphs: Glyphs = UNICODE_GLYPHS

    @property
    def own_colours(self) -> bool:
        """Whether only the terminal's own colours are used: `App(ansi_color=…)` must be told."""
        return self.name not in _GROUNDS

    def style(self, tone: Tone) -> Style:
        """How a tone is painted."""
        return self.styles[tone]

    def spelled(self, text: str) -> str:
        """A text as this look writes it, as wide as before: in ASCII without curly quotes."""
        return text.translate(_PLAIN_MARKS) if self.glyphs is ASCII_GLYPHS else text


def look_named(name: str, ascii: bool = False) -> Theme:
    """A look by its name, with `ascii` drawn with signs that every terminal has.

    Raises:
        LookupError: There is no look of this name; `look_names()` are all.
    """
    if name not in _LOOKS:
        raise LookupError(name)
    column = _LOOKS.index(name)
    # Textual lays no background under lines that a widget paints itself.
    ground = f" on {_GROUNDS[name]}" if name in _GROUNDS else ""
    styles = {
        tone: Style.parse(paints[column] + ("" if " on " in paints[column] else ground))
        for tone, paints in _TONES.items()
    }
    look = Theme(name, styles, _GROUNDS.get(name, "ansi_default"))
    return replace(look, glyphs=ASCII_GLYPHS) if ascii else look


def look_names() -> tuple[str, ...]:
    """The names of all looks, the usual one first."""
    return _LOOKS

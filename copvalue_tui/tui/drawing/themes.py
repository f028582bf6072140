"""How the editor is painted: a table of tones for each look, and its signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.color import Color, ColorType
from rich.style import Style

from copvalue_tui.files.user.settings import OURS, THEMES
from copvalue_tui.tui.drawing.glyphs import (
    ASCII_GLYPHS,
    SHADED_GLYPHS,
    SURFACE_GLYPHS,
    UNICODE_GLYPHS,
    Glyphs,
)
from copvalue_tui.tui.drawing.line import Tone

_TONES: dict[Tone, tuple[str, str, str, str]] = {
    # tone: the terminal's own colours, dark, light, no colour at all
    "plain": ("", "#d8dee9", "#22272e", ""),
    "name": ("bold", "bold #eceff4", "bold #14181d", "bold"),
    "here": ("bold underline", "bold #7fd1e0", "bold #00647a", "bold underline"),
    "dim": ("dim", "#8089a0", "#6a7280", "dim"),
    "rule": ("dim", "#3b4457", "#c3c9d2", "dim"),
    "edge": ("bold", "#7fd1e0", "#00748c", "bold"),
    "mark": ("", "#b8c2d6", "#3f4854", ""),
    "picked": ("bold", "bold #7fd1e0", "bold #00647a", "bold"),
    "fresh": ("bold", "#a9cf8f", "#2c6a2f", "bold"),
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
    "warning": ("bold reverse", "bold #ebcb8b", "bold #8a5a00", "bold reverse"),
    "on-track": ("bright_blue", "#81a1c1", "#2b5d9b", ""),
    "at-risk": ("bold color(172)", "bold #ebcb8b", "bold #8a5a00", "bold"),
    "overdue": ("bold red", "bold #e88388", "bold #b3261e", "bold"),
    "realized": ("green", "bold #a9cf8f", "bold #2c6a2f", "bold"),
}
"""What each tone looks like; a new tone is one more line."""
_BANDS: Mapping[Tone, Tone] = {"band": "name", "band-dim": "dim", "band-rule": "rule"}
"""Tone on the surface of a band → what it looks like beside it."""
_SURFACE = 0.1
"""How far the surface of a band is from the ground, on the way to the text's colour."""
_GROUNDS = {"dark": "#14181d", "light": "#fbfbf9"}
"""The background of the looks that do not take the terminal's own."""
READABLE = 4.5
"""The contrast that text needs (WCAG 2, level AA)."""
_PLAIN_MARKS = str.maketrans("“”‘’…·–—→", "\"\"''.--->")
"""Marks that not every terminal has, one for one; letters stay what people wrote."""


def _css_colour(colour: Color | None) -> str:
    """A colour as Textual's styles want it; empty for the terminal's own."""
    if colour is None or colour.is_default:
        return ""
    named = colour.type is ColorType.STANDARD
    return f"ansi_{colour.name}" if named else colour.get_truecolor().hex


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
        return self.background == "ansi_default"

    def style(self, tone: Tone) -> Style:
        """How a tone is painted."""
        return self.styles[tone]

    @property
    def is_dark(self) -> bool:
        """Whether its background is dark, as far as that is known."""
        return self.own_colours or contrast(self.background, "#ffffff") > READABLE

    @property
    def css_variables(self) -> dict[str, str]:
        """The tones for Textual's own widgets, in CSS: `$tone-NAME`, its ground, its style."""
        variables: dict[str, str] = {}
        for tone, style in self.styles.items():
            text, ground = map(_css_colour, (style.color, style.bgcolor))
            attributes = ("bold", "dim", "underline", "reverse", "strike")
            variables |= {
                f"tone-{tone}": text or "ansi_default",
                f"tone-{tone}-ground": ground or self.background,
                f"tone-{tone}-style": " ".join(name for name in attributes if getattr(style, name))
                or "none",
            }
        return variables

    def spelled(self, text: str) -> str:
        """A text as this look writes it, as wide as before: in ASCII without curly quotes."""
        return text.translate(_PLAIN_MARKS) if self.glyphs is ASCII_GLYPHS else text


def theme_named(name: str, ascii: bool = False) -> Theme:
    """A theme by its name, with `ascii` drawn with signs that every terminal has.

    Raises:
        LookupError: There is no theme of this name; `THEMES` are all.
    """
    if name not in THEMES:
        raise LookupError(name)
    ground = _GROUNDS.get(name, "")
    if name in OURS:
        column = OURS.index(name)
        paints = {tone: columns[column] for tone, columns in _TONES.items()}
    else:
        paints, ground = _textual_paints(name)
    glyphs = UNICODE_GLYPHS if name == "mono" else SHADED_GLYPHS
    if ascii:
        glyphs = ASCII_GLYPHS
    elif ground:
        glyphs = SURFACE_GLYPHS
    surface = mixed(paints["plain"], ground, _SURFACE) if glyphs is SURFACE_GLYPHS else ""
    for tone, beside in _BANDS.items():
        paints[tone] = _on_surface(paints[beside], surface) if surface else paints[beside]
    # Textual lays no background under lines that a widget paints itself.
    below = f" on {ground}" if ground else ""
    styles = {
        tone: Style.parse(paint if " on " in paint else paint + below)
        for tone, paint in paints.items()
    }
    return Theme(name, styles, ground or "ansi_default", glyphs)


def _on_surface(paint: str, surface: str) -> str:
    """What is painted on the surface of a band, as readable as beside it."""
    attributes, _, colour = paint.rpartition(" ")
    return f"{attributes} {readable(colour, surface)} on {surface}"


def _textual_paints(name: str) -> tuple[dict[Tone, str], str]:
    """The tones of a theme that comes with Textual, and its background."""
    # Only here: most people use the terminal's own colours.
    from copvalue_tui.tui.drawing.textual_themes import COLOURS

    ground, text, *others = COLOURS[name]
    here, fresh, warning, error = (readable(one, ground) for one in others)
    dim = readable(mixed(text, ground, 0.55), ground)
    paints: dict[Tone, str] = {
        **{"plain": text, "name": f"bold {text}", "key": f"bold {text}", "resting": f"bold {text}"},
        **{"here": f"bold {here}", "edge": here, "picked": f"bold {here}", "fresh": fresh},
        **{
            "dim": dim,
            "retired": f"strike {dim}",
            "mark": readable(mixed(text, ground, 0.8), ground),
        },
        **{"rule": mixed(text, ground, 0.3), "hit": f"underline {text}"},
        **{"cursor": f"{ground} on {text}", "cursor-hit": f"underline {ground} on {text}"},
        **{"cursor-retired": f"strike {ground} on {text}", "caret": f"{ground} on {here}"},
        **{"warning": f"bold {warning}", "at-risk": f"bold {warning}"},
        **{"overdue": f"bold {error}"},
        **{"realized": f"bold {fresh}", "on-track": here},
    }
    return paints, ground


def readable(colour: str, ground: str) -> str:
    """The colour, as near to white or black as it must be to be read on this ground."""
    farthest = max("#000000", "#ffffff", key=lambda end: contrast(end, ground))
    shares = (share / 10 for share in range(10, 0, -1))
    moved = (mixed(colour, farthest, share) for share in shares)
    return next((one for one in moved if contrast(one, ground) >= READABLE), farthest)


def contrast(one: str, other: str) -> float:
    """How far apart two colours are in brightness, 1 to 21, as WCAG 2 counts it."""
    light, dark = sorted((_brightness(one), _brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of it the first one."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


def _brightness(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (one / 255 for one in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

"""The colours of the themes that come with Textual, as a module of ours: made by `refresh`."""

from __future__ import annotations

from textual.color import Color
from textual.theme import BUILTIN_THEMES

PARTS = ("background", "foreground", "primary", "success", "warning", "error")
_HEAD = '''"""The themes that come with Textual, by name: made by `python -m tests.house.refresh`.

The first screen is painted before Textual is loaded, so it cannot ask Textual for them.
"""

COLOURS: dict[str, tuple[str, str, str, str, str, str]] = {
    # background, foreground, and the colours of what is here, new, doubtful and wrong
'''


def shipped() -> list[str]:
    """The names of Textual's themes that have colours of their own, in Textual's order."""
    return [name for name in BUILTIN_THEMES if not name.startswith("ansi-")]


def colours_module() -> str:
    """The text of `tui/drawing/textual_themes.py`."""
    lines = []
    for name in shipped():
        found = BUILTIN_THEMES[name].to_color_system().generate()
        colours = ", ".join(f'"{Color.parse(found[part]).hex6.lower()}"' for part in PARTS)
        lines.append(f'    "{name}": ({colours}),\n')
    return _HEAD + "".join(lines) + "}\n"

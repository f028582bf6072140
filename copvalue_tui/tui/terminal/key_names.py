"""The terminal's names for keys made ours: a character is itself, and Esc is never lost."""

from __future__ import annotations

_SAME = {
    "ctrl+m": "enter",
    "ctrl+i": "tab",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+backspace": "backspace",
    "shift+backspace": "backspace",
    "shift+delete": "delete",
    "shift+enter": "enter",
    "ctrl+enter": "enter",
    "ctrl+shift+enter": "enter",
    "return": "enter",
    "newline": "ctrl+j",
    "shift+space": "space",
    "backtab": "shift+tab",
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "decimal": ".",
    "separator": ",",
    "equal": "=",
}
"""Keys that some terminals tell apart and others do not: they must mean the same everywhere."""
_DEAD = ("super+", "hyper+", "meta+")
"""Keys of the window system, which some terminals pass on."""
_SILENT = ("_lock", "_shift", "_control", "_alt", "_super", "_hyper", "_meta")
_UNSAID = ("print_screen", "pause", "menu", "kp_begin", "ignore")
"""Keys that say nothing by themselves: modifiers, and what the library could not read."""


def keys_of(key: str, character: str | None) -> tuple[str, ...]:
    """What a key of the terminal means to us: mostly one key, two for Esc merged with another.

    Args:
        key: The name as the terminal library gives it, such as `question_mark` or `alt+x`.
        character: What it would type, if anything.
    """
    if key.startswith("alt+"):
        return _after_escape(key.removeprefix("alt+"), character)
    if key.endswith(_SILENT) or key in _UNSAID or any(part in key for part in _DEAD):
        return ()
    if key in _SAME:
        return (_SAME[key],)
    if key == "space" or character == " ":
        return ("space",)
    if character is not None and character.isprintable() and "ctrl+" not in key:
        return (character,)
    return (key,) if character is None or len(character) == 1 else ()


def _after_escape(key: str, character: str | None) -> tuple[str, ...]:
    """Esc, then the key: within a tenth of a second terminals cannot tell them apart."""
    if key in ("up", "down", "left", "right", "enter", "backspace", "delete", "home", "end"):
        # Alt with these is a habit, and never Esc followed by them by chance alone.
        return (key,)
    if character is None and len(key) > 1 and "+" not in key and key not in ("space", "tab"):
        character = _NAMED.get(key)
        if character is None:
            return ("escape", key)
    return ("escape", *keys_of(key, character))


_NAMED = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
}
"""Names of the library for the characters that are keys here, for when it gives no character."""

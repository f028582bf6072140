"""The terminal's names for keys made ours: a character is itself, one key has one name."""

from __future__ import annotations

from unicodedata import category

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
    """What a key of the terminal means to us: one key, or none.

    Args:
        key: The name as the terminal library gives it, such as `question_mark` or `alt+x`.
        character: What it would type, if anything.
    """
    if key.startswith("alt+"):
        return _with_alt(key.removeprefix("alt+"), character)
    silent = character is None and key.endswith(_SILENT)
    if silent or key in _UNSAID or any(part in key for part in _DEAD):
        return ()
    if key in _SAME:
        return (_SAME[key],)
    if character is not None and len(character) == 1 and "ctrl+" not in key:
        if category(character) == "Zs":
            return ("space",)
        if character.isprintable() or character > "\x9f":
            return (character,)  # joiners too: what becomes of them is not the terminal's affair
    if key == "space":
        return ("space",)
    return (key,) if character is None or len(character) == 1 else ()


def _with_alt(key: str, character: str | None) -> tuple[str, ...]:
    if character is None:
        character = _NAMED.get(key)
    return tuple(f"alt+{name}" for name in keys_of(key, character))


def without_alt(key: str) -> str:
    """What a key held with Alt means where that has no meaning of its own."""
    plain = key.removeprefix("alt+")
    return plain if plain in _HABITS else key


_HABITS = frozenset(("up", "down", "left", "right", "enter", "backspace", "delete", "home", "end"))
"""Keys that some people hold Alt with and mean the plain ones."""


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

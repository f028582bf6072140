"""Other keyboards and habits: letters of other scripts by their place, and presets of keys."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

AUTO, OFF = "auto", "off"
_ROWS = ("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "QWERTYUIOP{}", 'ASDFGHJKL:"', "ZXCVBNM<>?")
"""The keys of a US keyboard, row by row, plain and with Shift."""
_LAYOUTS = (
    # Greek; the first key of the first row gives signs of ASCII.
    (" ςερτυθιοπ  ", "ασδφγηξκλ  ", "ζχψωβνμ   ", "  ΕΡΤΥΘΙΟΠ  ", "ΑΣΔΦΓΗΞΚΛ  ", "ΖΧΨΩΒΝΜ   "),
    ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю ", "ЙЦУКЕНГШЩЗХЪ", "ФЫВАПРОЛДЖЭ", "ЯЧСМИТЬБЮ "),
    # What Ukrainian, Belarusian and Persian have in place of Russian and Arabic letters.
    ("        ў  ї", " і        є", "          ", "        Ў  Ї", " І        Є", "          "),
    ("           چ", "  ی      کگ", "      پ   ", "            ", "           ", "          "),
    ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر ىةوزظ", "     إ ÷×؛  ", "     أـ،   ", "     آ   ؟"),
    ("  קראטוןםפ  ", "שדגכעיחלךף ", "זסבהנמצתץ ", "            ", "           ", "          "),
)
_SIGNS = {
    **{"。": ".", "、": ",", "・": "/", "《": "<", "》": ">", "「": "[", "」": "]"},
    "\u3000": "space",
}
"""What input methods give for signs."""
_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
_FULL_WIDTH = range(0xFF01, 0xFF5F)
"""The printable characters of ASCII once more, as wide as ideographs."""


def _built_in() -> Mapping[str, str]:
    found = {
        typed: key
        for layout in _LAYOUTS
        for row, keys in zip(layout, _ROWS, strict=True)
        for typed, key in zip(row, keys, strict=True)
        if typed != " "
    }
    found |= _SIGNS
    for digits in _DIGITS:
        found |= {digit: str(number) for number, digit in enumerate(digits)}
    return MappingProxyType(found | {chr(code): chr(code - 0xFEE0) for code in _FULL_WIDTH})


BUILT_IN = _built_in()
"""Character typed → the key in its place: Greek, Cyrillic, Arabic, Hebrew, and input methods."""


def positions(langmap: str) -> Mapping[str, str]:
    """What a `langmap` of the settings stands for: character typed → the key in its place.

    `auto` is what is built in, `off` nothing; pairs such as `жx яq` are added to what is built in.
    """
    if langmap == OFF:
        return MappingProxyType({})
    own = {pair[0]: pair[1] for pair in langmap.split() if langmap != AUTO}
    return MappingProxyType({**BUILT_IN, **own})


PLAIN: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "copy": ("ctrl+c",),
    "undo": ("ctrl+z", "u"),
    "redo": ("ctrl+y", "U"),
    "to-panel": ("ctrl+g",),
    "set-status": ("ctrl+t",),
    "edit-details": ("ctrl+d", "i"),
    "share": ("ctrl+e",),
    "open-file": ("ctrl+o",),
    "save-as": ("f12",),
    "review": ("ctrl+r",),
    "add-row": ("ctrl+n",),
    "next-hit": ("f3",),
    "move-down": ("ctrl+down",),
    "move-up": ("ctrl+up",),
    "move-left": ("ctrl+left",),
    "move-right": ("ctrl+right",),
    "room": ("f5",),
    "timeline": ("f8",),
})  # fmt: skip
"""Command id → its keys where letters write. Other commands keep their keys that are no letters."""
NANO: Mapping[str, tuple[str, ...]] = MappingProxyType({
    **PLAIN,
    "save": ("ctrl+o", "ctrl+s"),
    "quit-editor": ("ctrl+x", "ctrl+q"),
    "cut": ("ctrl+k",),
    "paste": ("ctrl+u", "ctrl+v"),
    "search": ("ctrl+w", "ctrl+f"),
    "show-help": ("ctrl+g", "f1", "?"),
    "open-file": ("ctrl+r",),
    "review": (),
    "to-panel": ("ctrl+t",),
    "set-status": (),
})  # fmt: skip
"""As plain, with the keys of nano where it has a command of the kind."""
PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"vim": MappingProxyType({}), "nano": NANO, "plain": PLAIN}
)
"""Name of a preset → command id → its keys. In all but the first, letters write in the grid."""

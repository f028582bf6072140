"""No text of a person commands the terminal: what is shown, and what is taken in."""

import re
from functools import cache
from typing import NamedTuple

_PICTOGRAPHS = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf"
    "\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf"
    "\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
)
_JOINING_SCRIPTS = (
    "\u0620-\u06ff\u0710-\u077f\u07ca-\u07fa\u0840-\u085b\u08a0-\u08ff\u0900-\u0dff"
    "\u0e80-\u109f\u1780-\u17b3\u17b6-\u17e9\u1820-\u18aa\ua840-\ua877\ua8e0-\ua8ff\uaa60-\uaa7f"
    "\ufb50-\ufdff\ufe70-\ufefc\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
"""Arabic and its kin, the scripts of India and its neighbours, Mongolian, Adlam."""
_KILLERS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u1039\u17d2"
"""Vowel killers: a joiner after one chooses the form of the consonant, also at a word's end."""
_IDEOGRAPHS = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_PART = f"[{_PICTOGRAPHS}](?:[\ufe0e\ufe0f]|[\U0001f3fb-\U0001f3ff])?"
_WELL_USED = "|".join(
    (
        "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f",  # the flag of a region
        f"{_PART}(?:\u200d{_PART})*",
        "[0-9#*]\ufe0f\u20e3?",
        f"(?<=[{_JOINING_SCRIPTS}])[\u200c\u200d](?=[{_JOINING_SCRIPTS}])",
        f"(?<=[{_KILLERS}])\u200d",
        f"(?<=[{_IDEOGRAPHS}])[\ufe00-\ufe02\U000e0100-\U000e01ef]",
        "(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]",
    )
)
"""Invisible characters where they do their work; tried first, so that they pass as they are."""

_SUSPECT = (
    "\x00-\x1f\x7f-\x9f"  # commands to the terminal
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # the order of letters turned
    "\u2028\u2029"  # line and paragraph separators
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # invisible
    "\ud800-\udfff"  # half a character, left over from bad input
)
_REFUSED = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]"
_LINE_BREAK = "\r\n?|[\x85\u2028\u2029]"
_HALVES = "[\ud800-\udfff]"


def safe(text: str) -> str:
    """The text with nothing in it that a terminal would obey or hide; every sink shows this.

    Control characters become their pictures (`␛`), a line break `⏎`, other invisible characters
    and those that turn the order of letters their number (`⟦U+202E⟧`), half characters `�`.
    Joiners and selectors stay where an emoji or a script needs them. Twice is as good as once.
    """
    if text.isascii():
        return text if text.isprintable() else _well_used_or_suspect().sub(_visible, text)
    if _any_suspect().search(text) is None:
        return text
    return _well_used_or_suspect().sub(_visible, text)


# Compiled when first needed: plain texts, and all commands without a screen, never need them.
@cache
def _any_suspect() -> re.Pattern[str]:
    return re.compile(f"[{_SUSPECT}]")


@cache
def _well_used_or_suspect() -> re.Pattern[str]:
    return re.compile(f"({_WELL_USED})|[{_SUSPECT}]")


def _visible(found: re.Match[str]) -> str:
    if found[1] is not None:
        return found[1]
    letter = found[0]
    code = ord(letter)
    if letter == "\n":
        return "⏎"
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"⟦U+{code:04X}⟧"


class Sanitized(NamedTuple):
    """What of a typed or pasted text is taken in."""

    text: str
    """Lines end in a line feed; tabs stay; nothing else in it is a control character."""
    refused: int
    """How many characters were left out."""


def acceptable(text: str) -> Sanitized:
    """The text without the characters that may not be typed or pasted, and how many those were.

    Control characters (C0, C1), bidirectional overrides and byte order marks are refused; half
    characters become `�`; every kind of line break becomes a line feed.
    """
    if text.isascii() and text.isprintable():
        return Sanitized(text, 0)
    kept, refused = re.subn(_REFUSED, "", re.sub(_LINE_BREAK, "\n", text))
    return Sanitized(re.sub(_HALVES, "\ufffd", kept), refused)

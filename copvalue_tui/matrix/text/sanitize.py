"""Make text safe to print, and clean up text that is typed or pasted."""

import re
from functools import cache
from typing import NamedTuple
from unicodedata import category

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
"""Arabic and related scripts, the scripts of India and its neighbours, Mongolian, Adlam."""
_KILLERS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u1039\u17d2"
"""Vowel killers: a joiner after one selects the consonant's form, also at the end of a word."""
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
"""Invisible characters in their proper place; matched first, so that they stay as they are."""

_SUSPECT = (
    "\x00-\x1f\x7f-\x9f"  # commands to the terminal
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # the order of letters turned
    "\u2028\u2029"  # line and paragraph separators
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # invisible
    "\ud800-\udfff"  # half a character, left over from bad input
)
_CUT = "⟦…⟧"
MOST_MARKS = 30
"""The most marks accepted and drawn on a letter; no script needs more than a handful."""


def _cut_marks(text: str, sign: str = "", *, drawn: bool = False) -> str:
    """The text with at most `MOST_MARKS` marks on a letter, and a sign where some were cut.

    `drawn` counts everything that is drawn in the cells of a letter: joined emoji, skin tones, the
    parts of a Hangul syllable.
    """
    # A quick check first, because hardly any text has so many.
    if len(text) <= MOST_MARKS or text.isascii() or _many_signs().search(text) is None:
        return text
    parts, count, cut, before = [], 0, False, ""
    for letter in text:
        mark = category(letter)[0] == "M"
        clings = mark or (drawn and _clings(letter, before))
        # Parts that are not marks count twice: an emoji has at most ten, of four bytes each.
        count = count + (1 if mark else 2) if clings else 0
        if cut and not clings:
            parts.append(sign)
        cut = count > MOST_MARKS
        if not cut:
            parts.append(letter)
        before = letter
    return "".join([*parts, sign] if cut else parts)


def _clings(letter: str, before: str) -> bool:
    """Whether a character that is not a mark is still drawn in the cells of the one before it."""
    joined = letter == "\u200d" or before == "\u200d"
    part = "\u1160" <= letter <= "\u11ff" or "\ud7b0" <= letter <= "\ud7fb"
    return joined or part or "\U0001f3fb" <= letter <= "\U0001f3ff" or letter > "\U000e0000"


@cache
def _many_signs() -> re.Pattern[str]:
    many = f"{{{MOST_MARKS + 1}}}"
    joined = f"(?:\\w\u200d){{{MOST_MARKS // 2}}}"
    return re.compile(f"[^\\w\\s\x00-\x7f]{many}|[\u1160-\u11ff\ud7b0-\ud7fb]{many}|{joined}")


def safe(text: str) -> str:
    """The text without anything that a terminal would obey or hide; all output goes through this.

    Control characters become their pictures (`␛`), a line break `⏎`, other invisible characters
    and those that reverse the order of letters their number (`⟦U+202E⟧`), half characters `�`.
    Joiners and selectors stay where an emoji or a script needs them. A letter shows at most
    `MOST_MARKS` marks, and a sign if there are more. The function is idempotent.
    """
    if text.isascii():
        return text if text.isprintable() else _well_used_or_suspect().sub(_visible, text)
    text = _cut_marks(text, _CUT, drawn=True)
    if _any_suspect().search(text) is None:
        return text
    return _well_used_or_suspect().sub(_visible, text)


# Compiled on first use: plain texts and commands without a screen never need them.
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
    """The accepted part of a typed or pasted text."""

    text: str
    """Lines end with a line feed; tabs stay, and vertical tabs, which break a line within a bullet.
    There are no other control characters, and every other blank is a plain space."""
    refused: int
    """How many characters were left out that the user should know about."""

    @property
    def refusal(self) -> str:
        """A sentence about the characters left out; empty if there were none."""
        if not self.refused:
            return ""
        what = "character was" if self.refused == 1 else "characters were"
        return f"{self.refused:,} control {what} left out."


def acceptable(text: str) -> Sanitized:
    """Clean up a pasted text; typed text follows the same table of characters.

    Blanks become spaces, and every kind of line break a line feed. Invisible characters are
    removed, but joiners and selectors stay where they are needed. Control characters (C0, C1),
    characters that reverse the order of letters, and half characters are refused.
    """
    if text.isascii() and text.isprintable():
        return Sanitized(text, 0)
    return _taken(re.sub(_LINE_BREAK, "\n", text), 0, more=False)


def acceptable_line(text: str, before: str = "", *, more: bool = False) -> Sanitized:
    """The same for a text in a single line: each break and tab becomes a space.

    Args:
        text: The typed or pasted text.
        before: The text before it in the line.
        more: Whether the line goes on: then a joiner may still get the letter it joins.
    """
    if text.isascii() and text.isprintable():
        return Sanitized(text, 0)
    near = before[-_NEAR:]
    line = re.sub(f"{_LINE_BREAK}|[\t\n\v\f]", " ", text)
    return _taken(near + line, len(near), more=more)


def without_loose_joiners(text: str) -> str:
    """A typed text without the joiners and selectors that found nothing to join.

    What else it holds was there before, and stays.
    """
    if text.isascii():
        return text
    become = _out_of_place(False)

    def joined(found: re.Match[str]) -> str:
        works = become.match(text, found.start())
        return found[0] if works is not None and works.lastgroup == "kept" else ""

    return re.sub("[\u200c\u200d\ufe0e\ufe0f]", joined, text)


_NEAR = 2 * MOST_MARKS
"""How many characters before a typed one can affect it."""
_LINE_BREAK = "\r\n?|[\x85\u2028\u2029]"


def _taken(text: str, start: int, *, more: bool) -> Sanitized:
    """The accepted part of a text from an offset on."""
    parts, refused, at = [], 0, start
    become = _out_of_place(more)
    while (suspect := _not_as_it_is().search(text, at)) is not None:
        found = become.match(text, suspect.start())
        if found is None:  # never: one of the alternatives is the suspect itself
            break
        parts.append(text[at : suspect.start()])
        at = found.end()
        if found.lastgroup == "kept":
            parts.append(found[0])
        else:
            refused += found.lastgroup == "refused"
            parts.append({"blank": " ", "soft": "\v"}.get(found.lastgroup or "", ""))
    taken = "".join([*parts, text[at:]])
    cut = _cut_marks(text[:start] + taken)
    return Sanitized(cut[start:], refused)


_LETTER = "[^\\W\\d_]"
_SIGN = (
    "[^\\w\\s\x00-\xbf\u061c\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f\ufe0e\ufe0f\ufeff\ufffc"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""A sign, an emoji or a combining mark."""
_JOINED = f"{_LETTER}|{_SIGN}|[\xa9\xae]"
"""What a joiner can join: letters, emoji, and marks on either."""


_BLANKS = "\x1c-\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NOTHING = "\xad\u061c\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff\ufffc\U000e0001-\U000e007f"
_REFUSED = "\x00-\x08\x0e-\x1b\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"


@cache
def _not_as_it_is() -> re.Pattern[str]:
    return re.compile(f"[{_BLANKS}\v\f{_NOTHING}{_REFUSED}\U0001f3f4]")


@cache
def _out_of_place(more: bool) -> re.Pattern[str]:
    """The characters that are not accepted as they are, grouped by their replacement."""
    end = "|\\Z" if more else ""
    flag = "\U000e0020-\U000e007e"
    kept = (
        f"\U0001f3f4(?:[{flag}]+\U000e007f)?",
        *([f"(?<=[\U0001f3f4{flag}])[{flag}\U000e007f]"] if more else ()),
        f"(?:(?<={_LETTER})|(?<={_SIGN})|(?<=[\xa9\xae])|(?<=[{_PICTOGRAPHS}]\ufe0f))"
        f"[\u200c\u200d](?={_JOINED}{end})",
        f"(?<=[{_KILLERS}])\u200d",
        f"(?<=[{_PICTOGRAPHS}\U0001f3fb-\U0001f3ff])[\ufe0e\ufe0f]",
        f"(?<=[0-9#*])\ufe0f(?=\u20e3{end})",
    )
    becomes = {
        "kept": "|".join(kept),
        "blank": f"[{_BLANKS}]",
        "soft": "[\v\f]",
        "nothing": f"[{_NOTHING}]",
        "refused": f"[{_REFUSED}]",
    }
    return re.compile("|".join(f"(?P<{name}>{words})" for name, words in becomes.items()))

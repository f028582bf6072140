"""Escape people’s words for other programs: formulas for spreadsheets, signs for Markdown."""

from __future__ import annotations

import re

from copvalue_tui.matrix.text.bullets import BULLETS, CIRCLED, SYMBOLS
from copvalue_tui.matrix.text.sanitize import safe

_SPECIAL = r"[\\`*_{}\[\]<>#|~$&!^@]"
"""What can start emphasis, code, a link, an image, HTML, an entity, a heading, a table cell,
and for pandoc a superscript or a citation."""
_LETTER = r"(?:[^\W\d_]|[ivxIVX]{2,6})"
_LINE_STARTS = rf"^([-+=]|\((?=(?:\d{{1,3}}|{_LETTER})\))|\d{{1,9}}(?=[.)])|{_LETTER}(?=[.)] ))"
"""What starts a list, a rule or an underlined heading at the start of a line, or in people’s lists
an item with a letter."""
_SIGN = re.compile(
    rf"(?:(?![\x00-\x7f])[{BULLETS}{CIRCLED}{SYMBOLS}（…]|\d(?=\ufe0f?\u20e3|\d{{0,2}}[．、]))[\ufe0e\ufe0f\u20e3]*"
)
"""A sign at the start that is no Markdown, but begins a line in people’s lists, or stands for
nothing."""


def escaped(text: str) -> str:
    """The text as one line of Markdown that renders as the text itself.

    It is safe in a paragraph, a list, a heading and a table cell.
    """
    words = re.sub(_SPECIAL, r"\\\g<0>", safe(text))
    if sign := _SIGN.match(words):
        return "".join(f"&#{ord(letter)};" for letter in sign[0]) + words[sign.end() :]
    return re.sub(_LINE_STARTS, _escaped_start, words)


def escaped_sentence(text: str) -> str:
    """The same for a line of its own, in which no colon stands behind a label."""
    return escaped(text).replace(": ", "\\: ", 1)


def _escaped_start(match: re.Match[str]) -> str:
    # A digit or letter cannot be escaped, so the sign after it is.
    return f"{match[1]}\\" if match[1].isalnum() else f"\\{match[1]}"


_DISARMED = r"'|[\s\x00-\x1f]*[=+\-@\t\r\n\x00＝＋－＠]"
"""The start of a text that gets a `'`: a sign of a formula, with blanks before it, or a `'`."""


def escape_formula(text: str) -> str:
    """The text, with a `'` before it if a spreadsheet would read it as a formula."""
    return f"'{text}" if re.match(_DISARMED, text) else text


def unescape_formula(text: str) -> str:
    """The text without the `'` that `escape_formula` added."""
    return text[1:] if text[:1] == "'" and re.match(_DISARMED, text[1:]) else text

"""Tidy a text to one line, and fold its accents and case for comparison."""

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
_BREAKS = "\t\n\v\f\r\x85\u2028\u2029"
_SPACES = (
    " \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_RUN = f"[{_BREAKS} ]+"
_UNSEEN = frozenset(
    "\xad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
    "\ufe0e\ufe0f\ufeff\ufffc"
)
"""Characters that nobody sees and that no typed or pasted text has; a file may have them."""


def tidy(text: str) -> str:
    """The text as one line: each run of white space is one space, with none at the ends."""
    return _BLANKS.sub(" ", text).strip()


def one_line(text: str) -> str:
    """The text with each run of line breaks, tabs and spaces as one space, and none at its ends.

    Other control characters stay, so that the screen can show them, and so do the spaces of a
    language's typography inside the text.
    """
    # The space is the only printable blank, so most texts pass this quick check.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return re.sub(_RUN, " ", text).strip(_SPACES)


def fold(text: str) -> str:
    """The text for comparisons: without accents, case and characters that nobody sees.

    The result may be longer or shorter than the text.
    """
    if text.isascii():
        return text.casefold()
    # Decomposed twice: a letter like ℍ has a case only once it is an H.
    folded = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(
        letter for letter in apart if not unicodedata.combining(letter) and letter not in _UNSEEN
    )

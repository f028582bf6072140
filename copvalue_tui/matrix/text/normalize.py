"""Texts made one tidy line, and made comparable: accents and case hide nothing."""

import re
import unicodedata

_BLANKS = re.compile(r"\s+")


def tidy(text: str) -> str:
    """The text as one line: every run of white space is one space, none stands at either end."""
    return _BLANKS.sub(" ", text).strip()


def fold(text: str) -> str:
    """The text as comparisons see it: no accents, no case.

    The result may be longer or shorter than the text.
    """
    if text.isascii():
        return text.casefold()
    # Taken apart twice: a letter like ℍ has a case only once it is an H.
    folded = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))

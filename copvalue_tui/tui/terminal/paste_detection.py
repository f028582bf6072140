"""Text that came in one burst of keys: when it was pasted, and when a program meant keys."""

import re

_LEAST = 6
"""Fewer characters at once are keys: a hand rolling over the keyboard, a repeating key."""
_LONG = 12
_ENTER = re.compile("[\r\n]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}[,;:.!?)]* +[(“\"'‘«]*[^\W\d_]{2,}")
_KEYS_THEN_TEXT = re.compile(
    r"[hjklgGuUJKHL\t]*(?:[aoO][A-Z0-9À-ÖØ-Þ\u0370-\U0010ffff]|e[A-Z][a-z]|[/:])"
)


def is_burst(text: str) -> bool:
    """Whether characters that came within 30 ms are a paste a terminal did not mark as one.

    Everything the keyboard sends at once while a key repeats, two fingers roll, or a test types
    `jjjj` or `ggdd` stays keys. A burst has at least six characters and reads like language: two
    words with a space between them, a word of three letters not all alike and an Enter, or twelve
    characters of which six differ and most are letters.
    """
    if len(text) < _LEAST or not text.strip():
        return False
    if _TWO_WORDS.search(text) and _has_word(text):
        return True
    if _ENTER.search(text) and _has_word(text):
        return True
    letters = sum(letter.isalpha() for letter in text)
    return len(text) >= _LONG and letters * 2 > len(text) and len(set(text)) >= _LEAST


def _has_word(text: str) -> bool:
    """Whether three letters stand together that are not one repeating key or two taking turns."""
    return any(len(set(word[0].casefold())) >= 3 for word in _WORD.finditer(text))


def meant_as_keys(text: str) -> bool:
    """Whether a burst that reaches the grid reads as commands with a text after them.

    Programs send `jjaHelp with maths` or `/maths` at once where a person would pause. A key that
    opens typing (`a o O`, or `e`), then a capital, a digit or another script, is no English word;
    what follows it is typed, so nothing else is commanded but moves before it. Anything else that
    comes as a burst is a paste: `Help with maths` must never go left, edit and paste.
    """
    return _KEYS_THEN_TEXT.match(text) is not None

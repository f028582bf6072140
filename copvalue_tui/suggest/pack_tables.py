"""A pack's text as plain tables, behind guards; what cannot be a pack is refused in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.suggest.plain_packs import plain_tables

MOST_LETTERS = 1 << 22
"""A pack of 10,000 entries with all their keys takes about half of this."""
_LIMIT = f"{MOST_LETTERS >> 20} MiB"
_ENDLESS_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){40}""")
"""A dotted key of many parts: such a key of 40 kB takes tomllib eight seconds."""
_WHERE = re.compile(r"(?s)(.*) \(at (?:line (\d+), column \d+|end of document)\)\Z")


class PackTrouble(ValueError):
    """A text that cannot be read as a suggestion pack."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences
        """One a fault, in the order of the text: file, line, place, what stands there."""


def tables_of(text: str, name: str) -> dict[str, object]:
    """The tables of a TOML text that may be a pack.

    Raises:
        PackTrouble: It is no TOML, or larger or deeper than a pack can be.
    """
    if len(text) > MOST_LETTERS:
        raise PackTrouble((f"{name}: too large for a pack (the limit is {_LIMIT}).",))
    text = text.removeprefix("\ufeff")
    table = plain_tables(text)
    if table is not None:
        return table
    if _ENDLESS_KEY.search(text):
        raise PackTrouble((f"{name}: holds a key of more than 40 parts, which no pack needs.",))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise PackTrouble((f"{name}: lists stand in lists too many times.",)) from None
    except ValueError as trouble:
        raise PackTrouble((_not_toml(text, name, str(trouble)),)) from None


def _not_toml(text: str, name: str, said: str) -> str:
    """The parser's complaint with the line where an editor can jump to it."""
    found = _WHERE.match(said)
    if found is None:
        return f"{name}: not readable as TOML: {safe(said)}."
    line = int(found[2] or text.rstrip().count("\n") + 1)
    words = shown(text.split("\n")[line - 1].strip())
    return f"{name}:{line}: not readable as TOML: {safe(found[1])}; the line says {words}."


def shown(found: object) -> str:
    """What stands there, short enough for a sentence, with nothing that a terminal obeys."""
    if isinstance(found, str):
        return f"“{safe(found if len(found) <= 58 else found[:57] + '…')}”"
    if isinstance(found, list | dict) and len(found) > 20:
        return "a long list" if isinstance(found, list) else "a large table"
    plain: Callable[[object], str] = str
    text = safe(plain(found))
    return text if len(text) <= 60 else text[:59] + "…"

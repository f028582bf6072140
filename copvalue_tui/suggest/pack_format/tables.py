"""A pack's text as plain tables, behind guards; what cannot be a pack is refused in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

from copvalue_tui.matrix.text.sanitize import safe

MOST_LETTERS = 1 << 22
"""A pack of 10,000 entries with all their keys takes about half of this."""
_LIMIT = f"{MOST_LETTERS >> 20} MiB"
_ENDLESS_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){40}""")
"""A dotted key of many parts: such a key of 40 kB takes tomllib eight seconds."""
_WHERE = re.compile(r"(?s)(.*) \(at (?:line (\d+), column \d+|end of document)\)\Z")


class PackError(ValueError):
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
        raise PackError((f"{name}: too large for a pack (the limit is {_LIMIT}).",))
    text = text.removeprefix("\ufeff")
    table = plain_tables(text)
    if table is not None:
        return table
    if _ENDLESS_KEY.search(text):
        raise PackError((f"{name}: holds a key of more than 40 parts, which no pack needs.",))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise PackError((f"{name}: lists stand in lists too many times.",)) from None
    except ValueError as trouble:
        raise PackError((_not_toml(text, name, str(trouble)),)) from None


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


_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*entries[ \t]*\]\]", re.MULTILINE)


def line_of(text: str, path: str, key: str) -> int:
    """The line of a key, or of its entry's header; 0 when it cannot be told.

    `path` names the entry, such as `entries[3]`, and is empty for the pack's own keys.
    """
    start, end = 0, len(text)
    headers = [found.start() for found in _HEADER.finditer(text)]
    number = re.search(r"\[(\d+)\]", path or key)
    if number is not None:
        if int(number[1]) > len(headers):
            # Written as one list in brackets: at least where that begins.
            return _found(text, "entries", 0, end)
        start, end = (*headers, len(text))[int(number[1]) - 1 : int(number[1]) + 1]
    elif headers:
        end = headers[0]
    line = _found(text, key, start, end)
    return line or (text.count("\n", 0, start) + 1 if number else 0)


def _found(text: str, key: str, start: int, end: int) -> int:
    found = re.compile(rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*=""", re.MULTILINE).search(
        text, start, end
    )
    return text.count("\n", 0, found.start()) + 1 if found else 0


_PLAIN = r'"([^"\\\x00-\x1f\x7f]*)"'
_LIST = r'\[((?:"[^"\\\x00-\x1f\x7f]*"(?:, (?="))?)*)\]'
_ENTRY = re.compile(
    rf"\[\[entries\]\]\nid = {_PLAIN}\ntext = {_PLAIN}\naudience = {_PLAIN}\nhorizon = {_PLAIN}\n"
    rf"(?:tags = {_LIST}\n)?(?:cycle = {_PLAIN}\n)?(?:source = {_PLAIN}\n)?"
    r"(?:\n|#[^\x00-\x08\x0a-\x1f\x7f]*\n)*"
)
_KEYS = ("id", "text", "audience", "horizon", "tags", "cycle", "source")
_FIRST = "\n[[entries]]\n"


def plain_tables(text: str) -> dict[str, object] | None:
    """What a TOML parser gives for a pack in the usual layout; nothing when it is any other text.

    Usual is: every entry under its own header, its keys in the order of the shipped packs, each on
    a line, in plain quotes without escapes. What stands above the first entry may be any TOML.
    """
    text = text.replace("\r\n", "\n")
    if not text.endswith("\n"):
        text += "\n"
    start = 0 if text.startswith(_FIRST[1:]) else text.find(_FIRST) + 1
    if not start and not text.startswith(_FIRST[1:]):
        return None
    entries = _entries(text, start)
    if entries is None:
        return None
    try:
        # Whole by itself: so no text and no list that began above reaches into the entries.
        table = tomllib.loads(text[:start])
    except (ValueError, RecursionError):
        return None
    if "entries" in table:
        return None
    table["entries"] = entries
    return table


def _entries(text: str, at: int) -> list[dict[str, object]] | None:
    """The entries from here to the end of the text, when there is nothing else."""
    entries = []
    while at < len(text):
        found = _ENTRY.match(text, at)
        if found is None:
            return None
        entry: dict[str, object] = {
            key: words
            for key, words in zip(_KEYS, found.groups(), strict=True)
            if words is not None
        }
        if "tags" in entry:
            tags = found[5]
            entry["tags"] = tags[1:-1].split('", "') if tags else []
        entries.append(entry)
        at = found.end()
    return entries

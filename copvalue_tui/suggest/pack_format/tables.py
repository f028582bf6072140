"""Parse a pack's TOML into plain tables, with limits on size and depth."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import shorten

MAX_LETTERS = 1 << 22
"""A pack of 10,000 entries with all their keys takes about half of this."""
_LIMIT = f"{MAX_LETTERS >> 20} MiB"
_ENDLESS_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){40}""")
"""A dotted key of many parts; 40 kB of them would take tomllib eight seconds."""
_WHERE = re.compile(r"(?s)(.*) \(at (?:line (\d+), column \d+|end of document)\)\Z")


class PackError(ValueError):
    """A text that cannot be read as a suggestion pack."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences
        """One per error, in the order of the text: file, line, key, what is wrong."""


def tables_of(text: str, name: str) -> dict[str, object]:
    """The tables of a TOML text that may be a pack.

    Raises:
        PackError: It is not TOML, or larger or deeper than a pack can be.
    """
    if len(text) > MAX_LETTERS:
        raise PackError((f"{name}: too large for a pack (the limit is {_LIMIT}).",))
    text = text.removeprefix("\ufeff")
    table = plain_tables(text)
    if table is not None:
        return table
    if _ENDLESS_KEY.search(text):
        raise PackError((f"{name}: a key has more than 40 parts, which no pack needs.",))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise PackError((f"{name}: lists are nested too deeply.",)) from None
    except ValueError as error:
        raise PackError((_not_toml(text, name, str(error)),)) from None


def _not_toml(text: str, name: str, message: str) -> str:
    """The parser's message, with file and line first so that an editor can jump there."""
    where = _WHERE.match(message)
    if where is None:
        return f"{name}: not valid TOML: {safe(message)}."
    line = int(where[2] or text.rstrip().count("\n") + 1)
    words = quoted_value(text.split("\n")[line - 1].strip())
    return f"{name}:{line}: not valid TOML: {safe(where[1])}; the line is {words}."


def quoted_value(value: object) -> str:
    """The value quoted and shortened for a sentence, made safe for a terminal."""
    if isinstance(value, str):
        return f"“{safe(value if len(value) <= 58 else value[:57] + '…')}”"
    if isinstance(value, list | dict) and len(value) > 20:
        return "a long list" if isinstance(value, list) else "a large table"
    plain: Callable[[object], str] = str
    text = safe(plain(value))
    return shorten(text, 60)


_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*entries[ \t]*\]\]", re.MULTILINE)


def line_of(text: str, path: str, key: str) -> int:
    """The line of a key, or of its entry's header; 0 if unknown.

    `path` names the entry, such as `entries[3]`, and is empty for the pack's own keys.
    """
    start, end = 0, len(text)
    headers = [match.start() for match in _HEADER.finditer(text)]
    number = re.search(r"\[(\d+)\]", path or key)
    if number is not None:
        if int(number[1]) > len(headers):
            # Written as one list in brackets, so use the line where it starts.
            return _line_of_key(text, "entries", 0, end)
        start, end = (*headers, len(text))[int(number[1]) - 1 : int(number[1]) + 1]
    elif headers:
        end = headers[0]
    line = _line_of_key(text, key, start, end)
    return line or (text.count("\n", 0, start) + 1 if number else 0)


def _line_of_key(text: str, key: str, start: int, end: int) -> int:
    match = re.compile(rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*=""", re.MULTILINE).search(
        text, start, end
    )
    return text.count("\n", 0, match.start()) + 1 if match else 0


_PLAIN = r'"([^"\\\x00-\x1f\x7f]*)"'
_LIST = r'\[((?:"[^"\\\x00-\x1f\x7f]*"(?:, (?="))?)*)\]'
_ENTRY = re.compile(
    rf"\[\[entries\]\]\nid = {_PLAIN}\ntext = {_PLAIN}\naudience = {_PLAIN}\nhorizon = {_PLAIN}\n"
    rf"(?:tags = {_LIST}\n)?(?:not_for = {_LIST}\n)?(?:cycle = {_PLAIN}\n)?(?:source = {_PLAIN}\n)?"
    r"(?:\n|#[^\x00-\x08\x0a-\x1f\x7f]*\n)*"
)
_KEYS = ("id", "text", "audience", "horizon", "tags", "not_for", "cycle", "source")
_FIRST = "\n[[entries]]\n"


def plain_tables(text: str) -> dict[str, object] | None:
    """The tables of a pack in the usual layout, much faster than a TOML parser; else None.

    In the usual layout every entry has its own header and its keys in the order of the shipped
    packs, each on its own line, in plain quotes without escapes. Above the first entry any TOML
    may be.
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
        # It parses by itself, so no text or list from above extends into the entries.
        table = tomllib.loads(text[:start])
    except (ValueError, RecursionError):
        return None
    if "entries" in table:
        return None
    table["entries"] = entries
    return table


def _entries(text: str, at: int) -> list[dict[str, object]] | None:
    """The entries from `at` to the end of the text; None if there is anything else."""
    entries = []
    while at < len(text):
        match = _ENTRY.match(text, at)
        if match is None:
            return None
        entry: dict[str, object] = {
            key: words
            for key, words in zip(_KEYS, match.groups(), strict=True)
            if words is not None
        }
        for key, words in (("tags", match[5]), ("not_for", match[6])):
            if key in entry:
                entry[key] = words[1:-1].split('", "') if words else []
        entries.append(entry)
        at = match.end()
    return entries

"""Reading suggestion packs from their texts; all faults told at once, each with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable, safe
from copvalue_tui.matrix.values import (
    AUDIENCES,
    HORIZONS,
    Audience,
    Horizon,
)
from copvalue_tui.matrix.values import (
    MOST_LETTERS as MOST_LETTERS_OF_A_VALUE,
)
from copvalue_tui.matrix.vocabulary import VALUE_CYCLES
from copvalue_tui.suggest.pack_format.tables import (
    MOST_LETTERS,
    PackError,
    line_of,
    shown,
    tables_of,
)
from copvalue_tui.suggest.packs import FIRST_PACK, Pack, Suggestion, closest_language

__all__ = ["MOST_LETTERS", "PackError", "read_pack", "shipped_packs"]

MOST_TOLD = 50
"""A pack with more faults than this has one fault that is not in the list."""
TOP_KEYS = ("id", "title", "language", "credit", "licence", "entries")
"""The keys of a pack itself."""
ENTRY_KEYS = ("id", "text", "audience", "horizon", "tags", "cycle", "source")
"""The keys of one suggestion."""
_MATRIX_KEYS = frozenset({"members", "organizations"})
_FOLDER = Path(__file__).parents[1] / "packs"
_ORDER = (FIRST_PACK, "classic", "vcf", "km", "development", "public-service", "online")
"""Those for every community first, then those for a sector; a new pack comes after them."""


def read_pack(text: str, name: str = "pack.toml") -> Pack:
    """The pack in a TOML text; keys that are not known are passed over.

    Raises:
        PackTrouble: Everything in it that is not as it should be.
    """
    return _Reader(text, safe(name)).pack(tables_of(text, safe(name)))


def shipped_packs(language: str = "") -> tuple[Pack, ...]:
    """The packs that come with the program, the toolkit's first; translated where they can be.

    Each file is read once; those in languages that nobody asks for are not read.

    Raises:
        PackTrouble: A shipped pack does not read, which the tests rule out.
        OSError: The installation is damaged.
    """
    packs = []
    for name, languages in shipped_names().items():
        index = closest_language(language, languages)
        packs.append(shipped_pack(name, "" if index is None else languages[index]))
    return tuple(packs)


@cache
def shipped_names() -> Mapping[str, tuple[str, ...]]:
    """The ids of the shipped packs in their order, each with the languages it is translated to."""
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted(_FOLDER.glob("*.toml"), key=lambda file: (file.stem.count("."), file.stem)):
        name, _, language = file.stem.partition(".")
        found[name] = (*found.get(name, ()), language) if language else ()
    order = {name: number for number, name in enumerate(_ORDER)}
    names = sorted(found, key=lambda name: (order.get(name, len(order)), name))
    return MappingProxyType({name: found[name] for name in names})


@cache
def shipped_pack(name: str, language: str = "") -> Pack:
    """One of the shipped packs, as it was written or in one of its other languages.

    Raises:
        OSError: There is none.
    """
    file = _FOLDER / f"{name}{language and f'.{language}'}.toml"
    return read_pack(file.read_text(encoding="utf-8"), file.name)


class _Reader:
    """Walks the tables of one pack and collects the complaints."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.complaints: list[str] = []
        self.untold = 0

    def pack(self, table: dict[str, object]) -> Pack:
        """The pack, when nothing in it is wrong."""
        if _MATRIX_KEYS & table.keys() and "entries" not in table:
            said = "this is a value matrix and no suggestion pack; open it with copvalue"
            raise PackError((f"{self.name}: {said}, or make a pack of it there.",))
        if "id" not in table and "entries" not in table:
            raise PackError((f"{self.name}: not a suggestion pack: it has no id and no entries.",))
        name = self.word(table, "id", "", needed=True)
        title, language, credit, licence = (self.word(table, key, "") for key in TOP_KEYS[1:5])
        entries = self.entries(table.get("entries", []))
        if self.untold:
            self.complaints.append(f"{self.name}: {self.untold:,} more things are wrong.")
        if self.complaints:
            raise PackError(tuple(self.complaints))
        return Pack(name, title, language, credit, licence, entries)

    def entries(self, found: object) -> tuple[Suggestion, ...]:
        """The suggestions; each id once."""
        if not isinstance(found, list):
            self.complain("", "entries", found, "tables, each under a line [[entries]]")
            return ()
        entries = []
        seen: set[str] = set()
        for number, table in enumerate(found, 1):
            path = f"entries[{number}]"
            if not isinstance(table, dict):
                self.complain("", path, table, "a table with id, text, audience and horizon")
                continue
            entry = self.entry(table, path)
            if entry.id and entry.id in seen:
                self.complain(path, "id", entry.id, "an id that no other entry has")
            seen.add(entry.id)
            entries.append(entry)
        return tuple(entries)

    def entry(self, table: dict[str, object], path: str) -> Suggestion:
        """One suggestion; a faulty one is only good for going on with the rest."""
        word = self.word
        audience: Audience = "members"
        horizon: Horizon = "short_term"
        told = self.untold + len(self.complaints)
        kind = word(table, "audience", path), word(table, "horizon", path)
        name, text = word(table, "id", path, True), word(table, "text", path, True)
        cycle, source = word(table, "cycle", path), word(table, "source", path)
        if self.known(kind[0], AUDIENCES, path, "audience"):
            audience = "organizations" if kind[0] == "organizations" else "members"
        if self.known(kind[1], HORIZONS, path, "horizon"):
            horizon = "long_term" if kind[1] == "long_term" else "short_term"
        if cycle:
            self.known(cycle, VALUE_CYCLES, path, "cycle")
        tags = self.tags(table.get("tags", ["any"]), path)
        if len(self.complaints) > told + 1:
            # In the order of the lines, whatever was asked for first.
            self.complaints[told:] = sorted(self.complaints[told:], key=_line_told)
        return Suggestion(name, text, audience, horizon, tags, cycle, source)

    def tags(self, found: object, path: str) -> tuple[str, ...]:
        """Audience tags; none means any."""
        tags = found if isinstance(found, list) else [None]
        words = [tidy(tag) for tag in tags if isinstance(tag, str) and not acceptable(tag).refused]
        if len(words) < len(tags):
            self.complain(path, "tags", found, 'a list of words, such as ["newcomer"]')
        return tuple(word for word in words if word) or ("any",)

    def word(self, table: dict[str, object], key: str, path: str, needed: bool = False) -> str:
        """A tidy string, empty when it is missing and may be."""
        found = table.get(key, "")
        if not isinstance(found, str):
            self.complain(path, key, found, "a text in quotes")
            return ""
        text = tidy(found)
        if needed and not text:
            self.complain(path, key, found if key in table else None, "a text that is not empty")
        elif len(text) > MOST_LETTERS_OF_A_VALUE:
            most = f"{MOST_LETTERS_OF_A_VALUE:,}"
            self.complain(path, key, found, f"a text of at most {most} letters")
        elif not text.isprintable() and acceptable(text).refused:
            self.complain(path, key, found, "a text without control characters")
        return text

    def known(self, found: str, words: tuple[str, ...], path: str, key: str) -> bool:
        """Whether the word is one of those allowed; else it is complained about."""
        if found in words:
            return True
        if len(self.complaints) >= MOST_TOLD:
            self.untold += 1
            return False
        near = nearest(found, words)
        expected = f"did you mean {near}" if near else f"one of {', '.join(words)}"
        self.complain(path, key, found or None, expected, near=bool(near))
        return False

    def complain(
        self, path: str, key: str, found: object, expected: str, near: bool = False
    ) -> None:
        """Keep one sentence: where it stands, what stands there, what is expected."""
        if len(self.complaints) >= MOST_TOLD:
            self.untold += 1
            return
        place = ".".join(part for part in (path, key) if part)
        line = line_of(self.text, path, key)
        where = f"{self.name}:{line}" if line else self.name
        stands = "is missing" if found is None else f"is {shown(found)}"
        wanted = f"; {expected}?" if near else f"; expected is {expected}."
        self.complaints.append(f"{where}: {place} {stands}{wanted}")


def _line_told(sentence: str) -> int:
    found = re.search(r":(\d+): ", sentence)
    return int(found[1]) if found else 0


def nearest(word: str, known: tuple[str, ...]) -> str:
    """The known word most like this one, or nothing."""
    if len(word) > 60:
        return ""
    # Good packs never come here, and the editor starts without it.
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1)
    return near[0] if near else ""

"""Read suggestion packs from TOML, reporting all errors at once with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
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
from copvalue_tui.resources import package_folder, toml_names
from copvalue_tui.suggest.pack_format.tables import (
    PackError,
    line_of,
    quoted_value,
    tables_of,
)
from copvalue_tui.suggest.packs import FIRST_PACK, Pack, Suggestion, closest_language

__all__ = ["PackError", "read_pack", "shipped_packs"]

MAX_COMPLAINTS = 50
"""The most errors to list; a pack with more probably has one cause, which is not in the list."""
TOP_KEYS = ("id", "title", "language", "credit", "licence", "entries")
"""The keys of a pack itself."""
ENTRY_KEYS = ("id", "text", "audience", "horizon", "tags", "not_for", "cycle", "source")
"""The keys of one suggestion."""
_MATRIX_KEYS = frozenset({"members", "organizations"})
_FOLDER = package_folder("copvalue_tui.suggest") / "packs"
_ORDER = (
    *(FIRST_PACK, "classic", "vcf", "km", "development", "public-service", "online"),
    "people-served",
)
"""The packs for every community first, then those for a sector; a new pack comes last."""


def read_pack(text: str, name: str = "pack.toml") -> Pack:
    """The pack in a TOML text, ignoring unknown keys.

    Raises:
        PackError: It has errors; the exception lists them all.
    """
    return _Reader(text, safe(name)).pack(tables_of(text, safe(name)))


def shipped_packs(language: str = "") -> tuple[Pack, ...]:
    """The shipped packs, the toolkit's first, in `language` where there is a translation.

    Each file is read once, and only when its language is needed.

    Raises:
        PackError: A shipped pack has errors, which the tests rule out.
        OSError: The installation is damaged.
    """
    packs = []
    for name, languages in shipped_names().items():
        index = closest_language(language, languages)
        packs.append(shipped_pack(name, "" if index is None else languages[index]))
    return tuple(packs)


@cache
def shipped_names() -> Mapping[str, tuple[str, ...]]:
    """The ids of the shipped packs in their order, each with the languages of its translations."""
    languages: dict[str, tuple[str, ...]] = {}
    for stem in sorted(toml_names(_FOLDER), key=lambda stem: stem.count(".")):
        name, _, language = stem.partition(".")
        languages[name] = (*languages.get(name, ()), language) if language else ()
    order = {name: number for number, name in enumerate(_ORDER)}
    names = sorted(languages, key=lambda name: (order.get(name, len(order)), name))
    return MappingProxyType({name: languages[name] for name in names})


@cache
def shipped_pack(name: str, language: str = "") -> Pack:
    """A shipped pack, in the original or in another of its languages.

    Raises:
        OSError: It does not exist.
    """
    file = _FOLDER / f"{name}{language and f'.{language}'}.toml"
    return read_pack(file.read_text(encoding="utf-8"), file.name)


class _Reader:
    """Walks the tables of one pack and collects the complaints."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.complaints: list[str] = []
        self.unlisted = 0

    def pack(self, table: dict[str, object]) -> Pack:
        """The pack, if it has no errors."""
        if _MATRIX_KEYS & table.keys() and "entries" not in table:
            said = "this is a value matrix, not a suggestion pack"
            raise PackError((f"{self.name}: {said}. Open it with copvalue to make a pack of it.",))
        if "id" not in table and "entries" not in table:
            raise PackError((f"{self.name}: not a suggestion pack: it has no id and no entries.",))
        name = self.word(table, "id", "", needed=True)
        title, language, credit, licence = (self.word(table, key, "") for key in TOP_KEYS[1:5])
        entries = self.entries(table.get("entries", []))
        if self.unlisted:
            self.complaints.append(f"{self.name}: {self.unlisted:,} more errors.")
        if self.complaints:
            raise PackError(tuple(self.complaints))
        return Pack(name, title, language, credit, licence, entries)

    def entries(self, tables: object) -> tuple[Suggestion, ...]:
        """The suggestions; a repeated id is an error."""
        if not isinstance(tables, list):
            self.complain("", "entries", tables, "tables, each under a [[entries]] header")
            return ()
        entries = []
        seen: set[str] = set()
        for number, table in enumerate(tables, 1):
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
        """One suggestion; if it has errors, the result only serves to continue with the rest."""
        word = self.word
        audience: Audience = "members"
        horizon: Horizon = "short_term"
        count = self.unlisted + len(self.complaints)
        kind = word(table, "audience", path), word(table, "horizon", path)
        name, text = word(table, "id", path, True), word(table, "text", path, True)
        cycle, source = word(table, "cycle", path), word(table, "source", path)
        if self.known(kind[0], AUDIENCES, path, "audience"):
            audience = "organizations" if kind[0] == "organizations" else "members"
        if self.known(kind[1], HORIZONS, path, "horizon"):
            horizon = "long_term" if kind[1] == "long_term" else "short_term"
        if cycle:
            self.known(cycle, VALUE_CYCLES, path, "cycle")
        tags = self.tags(table, "tags", path) or ("any",)
        not_for = self.tags(table, "not_for", path)
        if len(self.complaints) > count + 1:
            # Sorted by line, whatever was read first.
            self.complaints[count:] = sorted(self.complaints[count:], key=_line_number)
        return Suggestion(name, text, audience, horizon, tags, not_for, cycle, source)

    def tags(self, table: dict[str, object], key: str, path: str) -> tuple[str, ...]:
        """The audience tags under this key; empty if there are none."""
        value = table.get(key, [])
        tags = value if isinstance(value, list) else [None]
        words = [tidy(tag) for tag in tags if isinstance(tag, str) and not acceptable(tag).refused]
        if len(words) < len(tags):
            self.complain(path, key, value, 'a list of words, such as ["newcomer"]')
        return tuple(word for word in words if word)

    def word(self, table: dict[str, object], key: str, path: str, needed: bool = False) -> str:
        """A tidy string; empty if it is missing."""
        value = table.get(key, "")
        if not isinstance(value, str):
            self.complain(path, key, value, "a text in quotes")
            return ""
        text = tidy(value)
        if needed and not text:
            self.complain(path, key, value if key in table else None, "a text that is not empty")
        elif len(text) > MOST_LETTERS_OF_A_VALUE:
            most = f"{MOST_LETTERS_OF_A_VALUE:,}"
            self.complain(path, key, value, f"a text of at most {most} letters")
        elif not text.isprintable() and acceptable(text).refused:
            self.complain(path, key, value, "a text without control characters")
        return text

    def known(self, word: str, words: tuple[str, ...], path: str, key: str) -> bool:
        """True if the word is allowed; else add a complaint."""
        if word in words:
            return True
        if len(self.complaints) >= MAX_COMPLAINTS:
            self.unlisted += 1
            return False
        near = nearest(word, words)
        expected = f"did you mean {near}" if near else f"one of {', '.join(words)}"
        self.complain(path, key, word or None, expected, near=bool(near))
        return False

    def complain(
        self, path: str, key: str, value: object, expected: str, near: bool = False
    ) -> None:
        """Add a complaint: the key, its value, and what is expected."""
        if len(self.complaints) >= MAX_COMPLAINTS:
            self.unlisted += 1
            return
        place = ".".join(part for part in (path, key) if part)
        line = line_of(self.text, path, key)
        where = f"{self.name}:{line}" if line else self.name
        problem = "is missing" if value is None else f"is {quoted_value(value)}"
        wanted = f"; {expected}?" if near else f"; expected is {expected}."
        self.complaints.append(f"{where}: {place} {problem}{wanted}")


def _line_number(sentence: str) -> int:
    match = re.search(r":(\d+): ", sentence)
    return int(match[1]) if match else 0


def nearest(word: str, known: tuple[str, ...]) -> str:
    """The known word most similar to this one, or an empty text."""
    if len(word) > 60:
        return ""
    # Imported here, because valid packs never need it.
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1)
    return near[0] if near else ""


_RESERVED = ("indicator", "question")
"""Keys that packs may have for their readers; this version does not show them."""


def remarks_on(pack: Pack, text: str, name: str) -> tuple[str, ...]:
    """Remarks on the pack with this text, as sentences with file and line."""
    name = safe(name)
    doubts = list(islice(_doubts(pack, text, name), MAX_COMPLAINTS + 1))
    sentences = [
        f"{name}:{line}: {sentence}" if line else f"{name}: {sentence}"
        for line, sentence in sorted(doubts[:MAX_COMPLAINTS])
    ]
    more = (f"{name}: there are more remarks.",) if len(doubts) > MAX_COMPLAINTS else ()
    return (*sentences, *more)


def _doubts(pack: Pack, text: str, name: str) -> Iterator[tuple[int, str]]:
    """The line and sentence of each remark, entry by entry; line 0 if unknown."""
    table = tables_of(text, name)
    if not pack.entries:
        yield line_of(text, "", "id"), "this pack has no entries yet."
    for key in table:
        if key not in TOP_KEYS:
            yield line_of(text, "", key), _unknown(key, "", TOP_KEYS)
    entries = table.get("entries")
    tables = entries if isinstance(entries, list) else []
    seen: dict[tuple[str, str, str], int] = {}
    for number, (entry, words) in enumerate(zip(pack.entries, pack.keys, strict=True), 1):
        path = f"entries[{number}]"
        for key in tables[number - 1]:
            if key not in ENTRY_KEYS and key not in _RESERVED:
                yield line_of(text, path, key), _unknown(key, path, ENTRY_KEYS)
        for tag in entry.tags:
            near = "" if tag in known_tags() else nearest(tag, known_tags())
            if near:
                sentence = f"{path}.tags has {quoted_value(tag)}; did you mean {near}?"
                yield line_of(text, path, "tags"), sentence
        before = seen.setdefault((entry.audience, entry.horizon, words), number)
        if before != number:
            sentence = f"{path}.text repeats entries[{before}]: {quoted_value(entry.text)}."
            yield line_of(text, path, "text"), sentence


def _unknown(key: str, path: str, known: tuple[str, ...]) -> str:
    near = nearest(key, known)
    hint = f"did you mean {near}?" if near else "it is ignored."
    place = f"{path}.{key}" if path else key
    return f"{quoted_value(place)[1:-1]} is not a key of packs; {hint}"


@cache
def known_tags() -> tuple[str, ...]:
    """The audience tags of the shipped packs."""
    return tuple(
        sorted({tag for pack in shipped_packs() for entry in pack.entries for tag in entry.tags})
    )

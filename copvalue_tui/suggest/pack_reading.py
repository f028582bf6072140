"""Reading suggestion packs, those that come with the program too; all faults told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from copvalue_tui.matrix.statuses import VALUE_CYCLES
from copvalue_tui.matrix.texts import tidy
from copvalue_tui.matrix.values import AUDIENCES, HORIZONS, Audience, Horizon
from copvalue_tui.suggest.packs import FIRST_PACK, Pack, Suggestion

MOST_LETTERS = 1 << 20
"""A pack of 10,000 entries takes about half of this."""
_ENDLESS_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){40}""")
"""A dotted key of many parts: such a key of 40 kB takes tomllib eight seconds."""
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*entries[ \t]*\]\]", re.MULTILINE)
_WORDS_OF_ENTRY = ("id", "text", "audience", "horizon", "cycle", "source")


class PackTrouble(ValueError):
    """A text that cannot be read as a suggestion pack."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences
        """One a fault, in the order of the text: file, line, place, what stands there."""


def read_pack(text: str, name: str = "pack.toml") -> Pack:
    """The pack in a TOML text; keys that are not known are passed over.

    Raises:
        PackTrouble: Everything in it that is not as it should be.
    """
    if len(text) > MOST_LETTERS:
        raise PackTrouble((f"{name}: too large for a pack (the limit is 1 MiB).",))
    if _ENDLESS_KEY.search(text):
        raise PackTrouble((f"{name}: holds a key of more than 40 parts, which no pack needs.",))
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise PackTrouble((f"{name}: lists stand in lists too many times.",)) from None
    except ValueError as trouble:
        raise PackTrouble((f"{name}: not readable as TOML: {trouble}.",)) from None
    return _Reader(text, name).pack(table)


def shipped_packs() -> tuple[Pack, ...]:
    """The packs that come with the program, the toolkit's first, then by file name.

    Reads the disk each time: keep what it gives.

    Raises:
        PackTrouble: A shipped pack does not read, which the tests rule out.
        OSError: The installation is damaged.
    """
    files = sorted(
        (Path(__file__).parent / "packs").glob("*.toml"),
        key=lambda file: (file.stem != FIRST_PACK, file.name),
    )
    return tuple(read_pack(file.read_text(encoding="utf-8"), file.name) for file in files)


class _Reader:
    """Walks the tables of one pack and collects the complaints."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.complaints: list[str] = []

    def pack(self, table: dict[str, object]) -> Pack:
        """The pack, when nothing in it is wrong."""
        if "id" not in table and "entries" not in table:
            raise PackTrouble(
                (f"{self.name}: not a suggestion pack: it has no id and no entries.",)
            )
        top = {
            word: self.word(table, word, "", needed=word == "id")
            for word in ("id", "title", "language", "credit", "licence")
        }
        entries = self.entries(table.get("entries", []))
        if self.complaints:
            raise PackTrouble(tuple(self.complaints))
        return Pack(**top, entries=entries)

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
        words = {
            word: self.word(table, word, path, needed=word in ("id", "text"))
            for word in _WORDS_OF_ENTRY
        }
        audience: Audience = "members"
        horizon: Horizon = "short_term"
        if self.known(words["audience"], AUDIENCES, path, "audience"):
            audience = next(name for name in AUDIENCES if name == words["audience"])
        if self.known(words["horizon"], HORIZONS, path, "horizon"):
            horizon = next(name for name in HORIZONS if name == words["horizon"])
        if words["cycle"]:
            self.known(words["cycle"], VALUE_CYCLES, path, "cycle")
        return Suggestion(
            id=words["id"],
            text=words["text"],
            audience=audience,
            horizon=horizon,
            tags=self.tags(table.get("tags", ["any"]), path),
            cycle=words["cycle"],
            source=words["source"],
        )

    def tags(self, found: object, path: str) -> tuple[str, ...]:
        """Audience tags; none means any."""
        tags = found if isinstance(found, list) else [None]
        words = [tidy(tag) for tag in tags if isinstance(tag, str)]
        if len(words) < len(tags):
            self.complain(path, "tags", found, 'a list of words, such as ["newcomer"]')
        return tuple(word for word in words if word) or ("any",)

    def word(self, table: dict[str, object], key: str, path: str, needed: bool) -> str:
        """A tidy string, empty when it is missing and may be."""
        found = table.get(key, "")
        if not isinstance(found, str):
            self.complain(path, key, found, "a text in quotes")
            return ""
        if needed and not tidy(found):
            self.complain(path, key, found if key in table else None, "a text that is not empty")
        return tidy(found)

    def known(self, found: str, words: tuple[str, ...], path: str, key: str) -> bool:
        """Whether the word is one of those allowed; else it is complained about."""
        if found in words:
            return True
        near = get_close_matches(found, words, n=1)
        expected = f"did you mean {near[0]}" if near else f"one of {', '.join(words)}"
        self.complain(path, key, found or None, expected, near=bool(near))
        return False

    def complain(
        self, path: str, key: str, found: object, expected: str, near: bool = False
    ) -> None:
        """Keep one sentence: where it stands, what stands there, what is expected."""
        place = ".".join(part for part in (path, key) if part)
        line = self.line(path, key)
        where = f"{self.name}:{line}" if line else self.name
        stands = "is missing" if found is None else f"is {_shown(found)}"
        wanted = f"; {expected}?" if near else f"; expected is {expected}."
        self.complaints.append(f"{where}: {place} {stands}{wanted}")

    def line(self, path: str, key: str) -> int:
        """The line of a key, or of its entry's header; 0 when it cannot be told."""
        start, end = 0, len(self.text)
        headers = [found.start() for found in _HEADER.finditer(self.text)]
        number = re.search(r"\[(\d+)\]", path or key)
        if number is not None:
            if int(number[1]) > len(headers):
                return 0
            start, end = (*headers, len(self.text))[int(number[1]) - 1 : int(number[1]) + 1]
        elif headers:
            end = headers[0]
        found = re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=", re.MULTILINE).search(
            self.text, start, end
        )
        at = found.start() if found else start
        return self.text.count("\n", 0, at) + 1 if found or number else 0


def _shown(found: object) -> str:
    """What stands there, short enough for a sentence."""
    plain: Callable[[object], str] = str
    text = f"“{found}”" if isinstance(found, str) else plain(found)
    return text if len(text) <= 60 else text[:59] + "…"

"""What a suggestion is, and a pack of suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from copvalue_tui.matrix.text.search import Prepared, key, prepare
from copvalue_tui.matrix.values import Audience, Horizon, Matrix

FIRST_PACK = "toolkit"
"""The pack that always comes first: the template's own values."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One value that a community might give, in the words of a pack."""

    id: str
    """Names it within its pack; the same in every translation of the pack."""
    text: str
    """One tidy line."""
    audience: Audience
    horizon: Horizon
    tags: tuple[str, ...] = ("any",)
    """For which kinds of segment or organization; `any` for all."""
    cycle: str = ""
    """One of `statuses.VALUE_CYCLES`, or empty."""
    source: str = ""


@dataclass(frozen=True)
class Pack:
    """A list of suggestions from one source, in the order its author chose."""

    id: str
    title: str = ""
    language: str = ""
    """A language code such as `en`; empty when the pack does not say."""
    credit: str = ""
    """Whom to thank, as one line."""
    licence: str = ""
    """The terms, as the pack words them."""
    entries: tuple[Suggestion, ...] = ()
    others: tuple[Pack, ...] = ()
    """The same pack in its other languages, with the same ids of entries."""

    # Worked out once and kept, because they are asked for at every key.

    @cached_property
    def prepared(self) -> Prepared:
        """The texts of the entries, ready to be searched."""
        return prepare(entry.text for entry in self.entries)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What each entry's text has in common with all texts that say the same."""
        return tuple(key(entry.text) for entry in self.entries)

    def cell(self, audience: Audience, horizon: Horizon) -> tuple[int, ...]:
        """Indexes of the entries that belong in such a cell, in the pack's order."""
        return self._cells.get((audience, horizon), ())

    @cached_property
    def _cells(self) -> dict[tuple[Audience, Horizon], tuple[int, ...]]:
        kinds = dict.fromkeys((entry.audience, entry.horizon) for entry in self.entries)
        return {
            kind: tuple(
                index
                for index, entry in enumerate(self.entries)
                if (entry.audience, entry.horizon) == kind
            )
            for kind in kinds
        }


def closest_language(wanted: str, languages: Sequence[str]) -> int | None:
    """Which of the languages is the one wanted: the very code, else one of the same language.

    `es-MX` finds `es` and `es` finds `es-MX`; nothing is found for a language that is not there.
    """
    known = [language_code(language) for language in languages]
    code = language_code(wanted)
    if not code:
        return None
    if code in known:
        return known.index(code)
    plain = [one.partition("-")[0] for one in known]
    start = code.partition("-")[0]
    return plain.index(start) if start in plain else None


def language_code(language: str) -> str:
    """The code as it is compared: `pt_BR` and `PT-br` are one."""
    return language.strip().casefold().replace("_", "-").partition(".")[0]


def in_order(packs: Sequence[Pack], preferred: Sequence[str]) -> tuple[Pack, ...]:
    """The toolkit's pack, then those whose ids are preferred, in that order, then the others."""
    known = {name: number for number, name in enumerate(preferred, 1)} | {FIRST_PACK: 0}
    return tuple(sorted(packs, key=lambda pack: known.get(pack.id, len(known) + 1)))


def credit_lines(matrix: Matrix, packs: Sequence[Pack]) -> tuple[str, ...]:
    """A line for each pack that worded some of the values, in the packs' order.

    A text that several packs have is the first one's; own wordings owe nobody anything.
    """
    rows = matrix.rows
    texts = [value.text for row in rows for value in (*row.short_term, *row.long_term)]
    left = [key(text) for text in (*texts, *(value.text for value in matrix.parking_lot))]
    lines = []
    for pack in packs:
        known = {one for wording in (pack, *pack.others) for one in wording.keys}
        count = sum(one in known for one in left)
        left = [one for one in left if one not in known]
        if count:
            values = "1 value" if count == 1 else f"{count:,} values"
            thanks = f": {pack.credit}" if pack.credit else ""
            lines.append(f"{values} worded as in “{pack.title or pack.id}”{thanks}")
    return tuple(lines)

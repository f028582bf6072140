"""The data model: a suggestion, and a pack of suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from copvalue_tui.matrix.text.search import Prepared, key, prepare
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Audience, Horizon, Matrix

FIRST_PACK = "toolkit"
"""The pack that always comes first: the template's own values."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that a community might give, as worded in a pack."""

    id: str
    """Unique in its pack, and the same in every translation of the pack."""
    text: str
    """One tidy line."""
    audience: Audience
    horizon: Horizon
    tags: tuple[str, ...] = ("any",)
    """The kinds of segment or organization it suits; `any` for all."""
    not_for: tuple[str, ...] = ()
    """The kinds of segment or organization it is never offered to: a career is not for patients."""
    cycle: str = ""
    """One of `vocabulary.VALUE_CYCLES`, or empty."""
    source: str = ""


@dataclass(frozen=True)
class Pack:
    """A list of suggestions from one source, in its author's order."""

    id: str
    title: str = ""
    language: str = ""
    """A language code such as `en`, or empty."""
    credit: str = ""
    """Whom to credit, in one line."""
    licence: str = ""
    """The terms of use, as the pack states them."""
    entries: tuple[Suggestion, ...] = ()
    others: tuple[Pack, ...] = ()
    """The same pack in other languages, with the same ids of entries."""

    # Cached, because they are needed at every key press.

    @cached_property
    def prepared(self) -> Prepared:
        """The texts of the entries, prepared for searching."""
        return prepare(entry.text for entry in self.entries)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The search key of each entry's text; the same for equal wordings."""
        return tuple(key(entry.text) for entry in self.entries)

    def cell(self, audience: Audience, horizon: Horizon) -> tuple[int, ...]:
        """The indexes of the entries for such a cell, in the pack's order."""
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
    """The index of the language with this code, else of a variant of it, else None.

    `es-MX` matches `es`, and `es` matches `es-MX`.
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
    """The code in the form for comparing: `pt_BR` and `PT-br` are the same."""
    return language.strip().casefold().replace("_", "-").partition(".")[0]


def in_order(packs: Sequence[Pack], preferred: Sequence[str]) -> tuple[Pack, ...]:
    """The toolkit's pack, then those with a preferred id, in that order, then the others."""
    known = {name: number for number, name in enumerate(preferred, 1)} | {FIRST_PACK: 0}
    return tuple(sorted(packs, key=lambda pack: known.get(pack.id, len(known) + 1)))


def credit_lines(matrix: Matrix, packs: Sequence[Pack]) -> tuple[str, ...]:
    """A line for each pack whose wording some values use, in the packs' order.

    A text in several packs counts for the first; wordings of one's own count for none.
    """
    rows = matrix.rows
    texts = [value.text for row in rows for value in (*row.short_term, *row.long_term)]
    uncredited = [key(text) for text in (*texts, *(value.text for value in matrix.parking_lot))]
    lines = []
    for pack in packs:
        known = {one for wording in (pack, *pack.others) for one in wording.keys}
        count = sum(one in known for one in uncredited)
        uncredited = [one for one in uncredited if one not in known]
        if count:
            values = plural(count, "value")
            thanks = f": {pack.credit}" if pack.credit else ""
            lines.append(f"{values} worded as in “{pack.title or pack.id}”{thanks}")
    return tuple(lines)

"""What a suggestion is, and a pack of suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from copvalue_tui.matrix.matching import Prepared, key, prepare
from copvalue_tui.matrix.values import Audience, Horizon

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

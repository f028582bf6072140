"""Which value cycle a text speaks of, as the suggestion packs know it: for checks and balances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from copvalue_tui.matrix.by_id import Same
from copvalue_tui.suggest.gaps import known_cycles
from copvalue_tui.suggest.packs import Pack
from copvalue_tui.suggest.twins import forms, lookups


class TwinCycles(Mapping[str, str]):
    """Text → its value cycle, for every text that is a twin of a suggestion.

    A text may be asked for as it is or by its `matching.key`; of other words none is guessed.
    """

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self._known = known_cycles(Same(packs))
        self._asked: dict[str, str] = {}
        """What was found for texts so far: a balance asks for each of its values twice."""

    def __getitem__(self, text: str) -> str:
        found = self._asked.get(text)
        if found is None:
            there = (self._known[key] for key in lookups(forms(text)) if key in self._known)
            found = self._asked[text] = next(there, "")
        if not found:
            raise KeyError(text)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

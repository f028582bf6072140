"""Rank and filter the suggestions for a cell; ARCHITECTURE.md explains the order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from copvalue_tui.matrix.text.search import INSIDE, key, match
from copvalue_tui.matrix.values import ById, Matrix, Place, cell_at
from copvalue_tui.matrix.vocabulary import VALUE_CYCLES
from copvalue_tui.suggest.audiences import ANYBODY, audiences_of
from copvalue_tui.suggest.coverage import Occurrences, covered_cycles, holds, lookup_keys_of
from copvalue_tui.suggest.packs import FIRST_PACK, Pack, Suggestion, closest_language

MAX_OFFERS = 100
"""More than anyone pages through; each one costs time at every key press."""


class Offer(NamedTuple):
    """A suggestion as seen from one cell."""

    suggestion: Suggestion
    pack: Pack
    used: bool = False
    """True if the cell has this text, a near-duplicate or a translation."""
    elsewhere: Place | None = None
    """A place in another cell with such a text, if any."""
    fits: bool = True
    """True if it was written for this kind of cell."""
    closes: bool = False
    """True if its value cycle is one that the row does not cover yet."""
    audiences: tuple[str, ...] = ()
    """The audience tags it shares with the row."""


class Rank(NamedTuple):
    """The sort key: compared field by field, smaller first."""

    used: bool
    """What the cell already has comes last, so that the digits choose something new."""
    foreign: bool
    """True if its language differs from the matrix's, so that languages are not mixed unasked."""
    whose: int
    """0 if it is for the people of the row, 1 for anyone, 2 for others; always 0 if the row's
    audience is unknown."""
    tagged: int
    """Minus the number of its audiences in the row's tags."""
    named: int
    """Minus the number of its audiences in the row's name."""
    pack: int
    """The toolkit's first, then the packs named in the matrix, then the others."""
    no_gap: bool
    """True if the row already covers its value cycle."""
    entry: int
    """Its index in the pack."""


class CellView:
    """A matrix seen from one of its cells, for ranking and marking suggestions."""

    def __init__(
        self, matrix: Matrix, place: Place, packs: tuple[Pack, ...], language: str = ""
    ) -> None:
        self._language = language
        self._occurrences = Occurrences(matrix, place)
        row = matrix.rows[place.row]
        self._audience = matrix.audience(place.row)
        self._horizon = place.horizon
        self._audiences = audiences_of(row, self._audience)
        self._known = self._audiences.tagged | self._audiences.named
        # If no cycle is known to be covered, every suggestion is new and none closes a gap.
        covered = covered_cycles(row, packs)
        self.open = frozenset(VALUE_CYCLES) - covered if covered else frozenset()

    def serves(self, entry: Suggestion) -> bool:
        """False if the row is only about audiences for whom the entry is out of place."""
        return not self._known or not self._known <= frozenset(entry.not_for)

    def offer(self, pack: Pack, index: int) -> Offer:
        """The entry at `index` of the pack, with its occurrences and audiences."""
        entry = pack.entries[index]
        keys = lookup_keys_of(wordings(pack, entry))
        return Offer(
            suggestion=entry,
            pack=pack,
            used=self._occurrences.here(keys) is not None,
            elsewhere=self._occurrences.elsewhere(keys),
            fits=entry.audience == self._audience and entry.horizon == self._horizon,
            closes=entry.cycle in self.open,
            audiences=tuple(tag for tag in entry.tags if tag in self._known),
        )

    def rank(self, pack: Pack, number: int, index: int) -> Rank:
        """The rank of the entry at `index` of the pack with this number."""
        entry = pack.entries[index]
        keys = lookup_keys_of(wordings(pack, entry))
        tagged, named = self._audiences
        tags = frozenset(entry.tags)
        return Rank(
            used=self._occurrences.here(keys) is not None,
            foreign=_is_foreign(pack.language, self._language),
            whose=_whose(tags, self._known),
            tagged=-len(tags & tagged),
            named=-len(tags & named),
            pack=number,
            no_gap=entry.cycle not in self.open,
            entry=index,
        )


def suggestions_for(
    matrix: Matrix,
    place: Place,
    packs: tuple[Pack, ...],
    *,
    as_of: Matrix | None = None,
    gaps: bool = False,
    language: str = "",
) -> tuple[Offer, ...]:
    """The offers for the cell at `place`, best first, `MAX_OFFERS` at most.

    Their order follows the matrix `as_of`, if it has this row; their marks follow `matrix`. With
    `gaps`, only offers with a value cycle that the row does not cover are included. With
    `language`, offers in other languages come last. The result is empty if there is no such row.
    """
    if not 0 <= place.row < len(matrix.rows):
        return ()
    view = CellView(matrix, place, packs)
    basis = as_of if as_of is not None and place.row < len(as_of.rows) else matrix
    ranked = _ranked(basis, place, packs, gaps, language)
    return tuple(view.offer(pack, index) for pack, index in ranked)


def preferred(matrix: Matrix, packs: tuple[Pack, ...]) -> tuple[Pack, ...]:
    """The packs: the toolkit's, then those named in the matrix, in its order, then the others."""
    named = {name: number for number, name in enumerate((FIRST_PACK, *matrix.packs))}
    named[FIRST_PACK] = 0
    return tuple(sorted(packs, key=lambda pack: named.get(pack.id, len(named))))


def wordings(pack: Pack, entry: Suggestion) -> tuple[str, ...]:
    """The text of an entry and its translations."""
    if not pack.others:
        return (entry.text,)
    return (entry.text, *_translations(ById(pack)).get(entry.id, ()))


def holds_all(matrix: Matrix, place: Place, offers: Sequence[Offer]) -> bool:
    """True if the cell at `place` has all of these, or near-duplicates of them."""
    if place.row >= len(matrix.rows):
        return False
    cell = cell_at(matrix, place)
    return all(holds(cell, lookup_keys_of(wordings(one.pack, one.suggestion))) for one in offers)


def _ranked(
    matrix: Matrix, place: Place, packs: tuple[Pack, ...], gaps: bool, language: str
) -> tuple[tuple[Pack, int], ...]:
    """The entries for the cell at `place`, best first: each as pack and index."""
    audience = matrix.audience(place.row)
    view = CellView(matrix, place, packs, language)
    candidates = (
        (view.rank(pack, number, index), pack)
        for number, pack in enumerate(preferred(matrix, packs))
        for index in pack.cell(audience, place.horizon)
        if view.serves(pack.entries[index])
    )
    if gaps and view.open:
        candidates = (one for one in candidates if not (one[0].no_gap or one[0].used))
    # A rank includes pack and entry, so no two are equal and packs are never compared.
    best = nsmallest(2 * MAX_OFFERS, candidates)
    return without_repeats(((pack, rank.entry) for rank, pack in best), MAX_OFFERS)


def without_repeats(entries: Iterable[tuple[Pack, int]], most: int) -> tuple[tuple[Pack, int], ...]:
    """The first `most` entries, without those that repeat the words of an earlier one.

    The person's own packs repeat what was adopted from others.
    """
    by_key: dict[str, tuple[Pack, int]] = {}
    for pack, index in entries:
        by_key.setdefault(key(pack.entries[index].text), (pack, index))
    return tuple(islice(by_key.values(), most))


@lru_cache(maxsize=64)
def _is_foreign(of_pack: str, wanted: str) -> bool:
    """True if both languages are known and differ."""
    return bool(of_pack and wanted) and closest_language(wanted, (of_pack,)) is None


def _whose(tags: frozenset[str], audiences: frozenset[str]) -> int:
    if not audiences or tags & audiences:
        return 0
    return 1 if ANYBODY in tags else 2


@lru_cache(maxsize=64)
def _translations(pack: ById[Pack]) -> Mapping[str, tuple[str, ...]]:
    """The texts of each entry in the pack's other languages, by id."""
    texts: dict[str, tuple[str, ...]] = {}
    for other in pack.thing.others:
        for entry in other.entries:
            texts[entry.id] = (*texts.get(entry.id, ()), entry.text)
    return texts


class FilteredOffer(NamedTuple):
    """An offer that matches a query."""

    offer: Offer
    positions: tuple[int, ...]
    """The indexes of the matched letters in the suggestion's text, ascending."""


def filter_offers(
    query: str,
    matrix: Matrix,
    place: Place,
    packs: tuple[Pack, ...],
    most: int = MAX_OFFERS,
    *,
    together: bool = False,
) -> tuple[FilteredOffer, ...]:
    """The first `most` offers for the cell at `place` that match `query`; a blank one matches all.

    Best first: matches at the start of words, then inside words, then scattered letters; among
    equals those that fit the cell, then in pack order. With `together`, scattered letters do not
    count as a match.
    """
    if not 0 <= place.row < len(matrix.rows):
        return ()
    ordered = preferred(matrix, packs)
    matches = _matches(query, matrix, place, ordered, together=True)
    # Scattered letters are the slowest to search, and rank last.
    if len(matches) < most and not together:
        matches = _matches(query, matrix, place, ordered, together=False)
    view = CellView(matrix, place, packs)
    best = ((ordered[number], index) for *_, number, index in nsmallest(2 * most, matches))
    return tuple(_filtered(query, view, *entry) for entry in without_repeats(best, most))


def _matches(
    query: str, matrix: Matrix, place: Place, packs: Sequence[Pack], together: bool
) -> list[tuple[int, int, int, int, int]]:
    """The matches: kind of match, different kind of cell, rest of the score, pack, index."""
    kind = (matrix.audience(place.row), place.horizon)
    matches: list[tuple[int, int, int, int, int]] = []
    for number, pack in enumerate(packs):
        mismatch = [0 if (entry.audience, entry.horizon) == kind else 1 for entry in pack.entries]
        indexes, scores = pack.prepared.search(query, together=together)
        matches += [
            (score // INSIDE, mismatch[index], score % INSIDE, number, index)
            for index, score in zip(indexes, scores, strict=True)
        ]
    return matches


def _filtered(query: str, view: CellView, pack: Pack, index: int) -> FilteredOffer:
    hit = match(query, pack.entries[index].text)
    return FilteredOffer(view.offer(pack, index), hit.positions if hit else ())

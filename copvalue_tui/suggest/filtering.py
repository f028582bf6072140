"""Filter the suggestions of all packs by what is typed, best match first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from copvalue_tui.matrix.by_id import ById
from copvalue_tui.matrix.text.search import INSIDE, match
from copvalue_tui.matrix.values import Audience, Horizon, Matrix, Place
from copvalue_tui.suggest.packs import Pack
from copvalue_tui.suggest.ranking import MAX_OFFERS, CellView, Offer, preferred, without_repeats

_GRADE_BITS = -INSIDE
"""The bits of a score for the kind of match; doubling them makes room for one more grade."""
_INDEX, _SCORE = 20, 32
"""The bit positions of the pack's number and the score; a pack has less than 2^20 letters."""
_INDEX_MASK, _PACK_MASK = (1 << _INDEX) - 1, (1 << _SCORE - _INDEX) - 1


class FilteredOffer(NamedTuple):
    """An offer that matches a query."""

    offer: Offer
    positions: tuple[int, ...]
    """The indexes of the matched letters in the suggestion's text, ascending."""


class Filtered(NamedTuple):
    """The result of a query."""

    offers: tuple[FilteredOffer, ...]
    """Best first: matches at the start of words, then inside words, then scattered letters; among
    equals those that fit the cell, then in pack order."""
    total: int
    """The number of matches, listed or not; scattered letters count only if there is room to list
    them."""


def filter_offers(
    query: str,
    matrix: Matrix,
    place: Place,
    packs: tuple[Pack, ...],
    most: int = MAX_OFFERS,
    *,
    together: bool = False,
) -> Filtered:
    """The first `most` offers for the cell at `place` that match `query`; a blank one matches all.

    With `together`, scattered letters do not count as a match.
    """
    if not 0 <= place.row < len(matrix.rows):
        return Filtered((), 0)
    ordered = preferred(matrix, packs)
    matches = _matches(query, matrix, place, ordered, together=True)
    # Scattered letters are the slowest to search, and rank last.
    if len(matches) < most and not together:
        matches = _matches(query, matrix, place, ordered, together=False)
    view = CellView(matrix, place, packs)
    best = (
        (ordered[score >> _INDEX & _PACK_MASK], score & _INDEX_MASK)
        for score in nsmallest(2 * most, matches)
    )
    offers = tuple(_filtered(query, view, *entry) for entry in without_repeats(best, most))
    return Filtered(offers, len(matches))


def _matches(
    query: str, matrix: Matrix, place: Place, packs: Sequence[Pack], together: bool
) -> list[int]:
    """Each match as one number: its score, then the number of its pack, then its index.

    The kind of match has the most weight, then a different kind of cell, then the rest.
    """
    kind = (matrix.audience(place.row), place.horizon)
    matches: list[int] = []
    for number, pack in enumerate(packs):
        mismatch = _mismatch(ById(pack), *kind)
        offset = number << _INDEX
        indexes, scores = pack.prepared.search(query, together=together)
        matches += [
            (score + (score & _GRADE_BITS) + mismatch[index] << _SCORE) + offset + index
            for index, score in zip(indexes, scores, strict=True)
        ]
    return matches


@lru_cache(maxsize=64)
def _mismatch(pack: ById[Pack], audience: Audience, horizon: Horizon) -> tuple[int, ...]:
    """For each entry, the penalty for being written for another kind of cell."""
    kind = (audience, horizon)
    return tuple(
        0 if (entry.audience, entry.horizon) == kind else INSIDE for entry in pack.thing.entries
    )


def _filtered(query: str, view: CellView, pack: Pack, index: int) -> FilteredOffer:
    hit = match(query, pack.entries[index].text)
    return FilteredOffer(view.offer(pack, index), hit.positions if hit else ())

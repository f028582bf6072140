"""Suggestions of all packs that fit what is being typed, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from copvalue_tui.matrix.by_id import ById
from copvalue_tui.matrix.text.search import INSIDE, match
from copvalue_tui.matrix.values import Audience, Horizon, Matrix, Place
from copvalue_tui.suggest.packs import Pack
from copvalue_tui.suggest.ranking import MOST_OFFERS, CellView, Offer, preferred, said_once

_GRADES = -INSIDE
"""The bits of a score that say how the words were found; counted twice, they leave room below
them for one more."""
_INDEX, _FAR = 20, 32
"""Where in such a number the pack stands and how far it is; a pack has less than 2^20 letters."""
_MANY, _FEW = (1 << _INDEX) - 1, (1 << _FAR - _INDEX) - 1


class FilteredOffer(NamedTuple):
    """An offer that a query finds."""

    offer: Offer
    positions: tuple[int, ...]
    """Indexes of the matched letters in the suggestion's text, rising."""


class Filtered(NamedTuple):
    """What a query finds in the packs."""

    offers: tuple[FilteredOffer, ...]
    """Nearest first: found at the start of words, then inside words, then letter after letter;
    among equals those that fit the cell, then in pack order."""
    total: int
    """How many entries it finds, also those not listed; without scattered letters where all are
    listed that there is room for."""


def filter_offers(
    query: str,
    matrix: Matrix,
    place: Place,
    packs: tuple[Pack, ...],
    most: int = MOST_OFFERS,
    *,
    together: bool = False,
) -> Filtered:
    """The first `most` offers that `query` finds for the cell at `place`; a blank one finds all.

    With `together` those are left out whose letters only stand one after another.
    """
    if not 0 <= place.row < len(matrix.rows):
        return Filtered((), 0)
    ordered = preferred(matrix, packs)
    found = _found(query, matrix, place, ordered, together=True)
    # Letters that only stand one after another take longest to find, and come last.
    if len(found) < most and not together:
        found = _found(query, matrix, place, ordered, together=False)
    view = CellView(matrix, place, packs)
    nearest = ((ordered[far >> _INDEX & _FEW], far & _MANY) for far in nsmallest(2 * most, found))
    offers = tuple(_filtered(query, view, *entry) for entry in said_once(nearest, most))
    return Filtered(offers, len(found))


def _found(
    query: str, matrix: Matrix, place: Place, packs: Sequence[Pack], together: bool
) -> list[int]:
    """What is found, each as one number: how far, then the number of its pack, then its index.

    How it is found weighs most; then whether it is for another kind of cell; then the rest.
    """
    kind = (matrix.audience(place.row), place.horizon)
    found: list[int] = []
    for number, pack in enumerate(packs):
        foreign = _foreign(ById(pack), *kind)
        ours = number << _INDEX
        indexes, scores = pack.prepared.search(query, together=together)
        found += [
            (score + (score & _GRADES) + foreign[index] << _FAR) + ours + index
            for index, score in zip(indexes, scores, strict=True)
        ]
    return found


@lru_cache(maxsize=64)
def _foreign(pack: ById[Pack], audience: Audience, horizon: Horizon) -> tuple[int, ...]:
    """For each entry what it counts that it was written for another kind of cell."""
    kind = (audience, horizon)
    return tuple(
        0 if (entry.audience, entry.horizon) == kind else INSIDE for entry in pack.thing.entries
    )


def _filtered(query: str, view: CellView, pack: Pack, index: int) -> FilteredOffer:
    hit = match(query, pack.entries[index].text)
    return FilteredOffer(view.offer(pack, index), hit.positions if hit else ())

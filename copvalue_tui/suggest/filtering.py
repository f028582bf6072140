"""Suggestions of all packs that fit what is being typed, the nearest first."""

from __future__ import annotations

from heapq import merge, nsmallest
from itertools import islice
from typing import NamedTuple

from copvalue_tui.matrix.matching import INSIDE, SCATTERED, match
from copvalue_tui.matrix.values import Matrix, Place
from copvalue_tui.suggest.packs import Pack
from copvalue_tui.suggest.ranking import MOST_OFFERS, Offer, View, preferred

_GRADES = -INSIDE
"""The bits of a score that say how the words were found; counted twice, they leave room below
them for one more."""


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
    """How many the query finds, also those not listed."""


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
    found = [_found(query, matrix, place, pack, together) for pack in ordered]
    nearest = merge(
        *(
            ((far, number, index) for far, index in nsmallest(most, hits))
            for number, hits in enumerate(found)
        )
    )
    view = View(matrix, place, packs)
    offers = tuple(
        _filtered(query, view, ordered[number], index) for _, number, index in islice(nearest, most)
    )
    return Filtered(offers, sum(map(len, found)))


def _found(
    query: str, matrix: Matrix, place: Place, pack: Pack, together: bool
) -> list[tuple[int, int]]:
    """How far each entry found is, and its index.

    How it is found weighs most; then whether it is for another kind of cell; then the rest.
    """
    fitting = frozenset(pack.cell(matrix.audience(place.row), place.horizon))
    indexes, scores = pack.prepared.search(query)
    return [
        (score + (score & _GRADES) + (0 if index in fitting else INSIDE), index)
        for index, score in zip(indexes, scores, strict=True)
        if score < SCATTERED or not together
    ]


def _filtered(query: str, view: View, pack: Pack, index: int) -> FilteredOffer:
    hit = match(query, pack.entries[index].text)
    return FilteredOffer(view.offer(pack, index), hit.positions if hit else ())

"""Suggestions of all packs that fit what is being typed, those for this kind of cell first."""

from __future__ import annotations

from heapq import merge, nsmallest
from itertools import islice
from typing import NamedTuple

from copvalue_tui.matrix.matching import match
from copvalue_tui.matrix.values import Matrix, Place
from copvalue_tui.suggest.packs import Pack
from copvalue_tui.suggest.ranking import Offer, Uses, preferred

MOST_OFFERS = 100
"""More than anybody pages through; each one costs time at every key."""


class FilteredOffer(NamedTuple):
    """An offer that a query finds."""

    offer: Offer
    positions: tuple[int, ...]
    """Indexes of the matched letters in the suggestion's text, rising."""


class Filtered(NamedTuple):
    """What a query finds in the packs."""

    offers: tuple[FilteredOffer, ...]
    """Those that fit the cell first, each part nearest first, then in pack order."""
    total: int
    """How many the query finds, also those not listed."""


def filter_offers(
    query: str, matrix: Matrix, place: Place, packs: tuple[Pack, ...], most: int = MOST_OFFERS
) -> Filtered:
    """The first `most` offers that `query` finds for the cell at `place`; a blank one finds all."""
    if not 0 <= place.row < len(matrix.rows):
        return Filtered((), 0)
    ordered = preferred(matrix, packs)
    ranked = [_ranked(query, matrix, place, pack) for pack in ordered]
    uses = Uses(matrix, place)
    nearest = merge(
        *(
            ((foreign, score, number, index) for foreign, score, index in nsmallest(most, found))
            for number, found in enumerate(ranked)
        )
    )
    offers = tuple(
        _filtered(query, uses.offer(ordered[number], index, fits=not foreign))
        for foreign, _, number, index in islice(nearest, most)
    )
    return Filtered(offers, sum(map(len, ranked)))


def _ranked(query: str, matrix: Matrix, place: Place, pack: Pack) -> list[tuple[bool, int, int]]:
    """Whether it is for another kind of cell, how far, and the index of each entry found."""
    fitting = frozenset(pack.cell(matrix.audience(place.row), place.horizon))
    indexes, scores = pack.prepared.search(query)
    return [
        (index not in fitting, score, index) for index, score in zip(indexes, scores, strict=True)
    ]


def _filtered(query: str, offer: Offer) -> FilteredOffer:
    hit = match(query, offer.suggestion.text)
    return FilteredOffer(offer, hit.positions if hit else ())

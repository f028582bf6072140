"""Which suggestions a cell is offered, in which order, and why; ARCHITECTURE.md explains it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from copvalue_tui.matrix.by_id import ById
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import Matrix, Place, cell_at
from copvalue_tui.matrix.vocabulary import VALUE_CYCLES
from copvalue_tui.suggest.audiences import ANYBODY, audiences_of
from copvalue_tui.suggest.coverage import covered_cycles
from copvalue_tui.suggest.occurrences import Occurrences, holds, keys_of
from copvalue_tui.suggest.packs import FIRST_PACK, Pack, Suggestion, closest_language

MOST_OFFERS = 100
"""More than anybody pages through; each one costs time at every key."""


class Offer(NamedTuple):
    """A suggestion as one cell sees it."""

    suggestion: Suggestion
    pack: Pack
    used: bool = False
    """Whether the cell holds the same text, or a twin of it, or a translation."""
    elsewhere: Place | None = None
    """A place in another cell that holds such a text, if any."""
    fits: bool = True
    """Whether it was written for this kind of cell."""
    closes: bool = False
    """Whether its value cycle is one that the row says nothing about yet."""
    audiences: tuple[str, ...] = ()
    """Those of its audience tags that are the row's."""


class Rank(NamedTuple):
    """What decides the order: the smaller one comes first, compared part by part."""

    used: bool
    """What the cell holds already comes last, so that the digits stand before something new."""
    foreign: bool
    """Whether it is in another language than the matrix, which mixes none without being asked."""
    whose: int
    """0 when it is for the people of the row, 1 when it is for anybody, 2 when it is for others;
    0 for all where nobody knows whom the row is about."""
    tagged: int
    """Less for each of its audiences that the row's tags name."""
    named: int
    """Less for each of its audiences that the row's name tells."""
    pack: int
    """The toolkit's first, then the packs that the matrix names, then the others."""
    no_gap: bool
    """Whether the row has something of its value cycle already."""
    entry: int
    """In the order of its pack."""


class CellView:
    """A matrix as one of its cells sees it, for ranking and for marking suggestions."""

    def __init__(
        self, matrix: Matrix, place: Place, packs: tuple[Pack, ...], language: str = ""
    ) -> None:
        self._language = language
        self._standing = Occurrences(matrix, place)
        row = matrix.rows[place.row]
        self._audience = matrix.audience(place.row)
        self._horizon = place.horizon
        self._audiences = audiences_of(row, self._audience)
        self._known = self._audiences.tagged | self._audiences.named
        # Where nothing is covered that we know of, all of it would be new, and nothing is a gap.
        covered = covered_cycles(row, packs)
        self.open = frozenset(VALUE_CYCLES) - covered if covered else frozenset()

    def offer(self, pack: Pack, index: int) -> Offer:
        """The entry at `index` of the pack, with where it stands and whom it is for."""
        entry = pack.entries[index]
        keys = keys_of(wordings(pack, entry))
        return Offer(
            suggestion=entry,
            pack=pack,
            used=self._standing.here(keys) is not None,
            elsewhere=self._standing.elsewhere(keys),
            fits=entry.audience == self._audience and entry.horizon == self._horizon,
            closes=entry.cycle in self.open,
            audiences=tuple(tag for tag in entry.tags if tag in self._known),
        )

    def rank(self, pack: Pack, number: int, index: int) -> Rank:
        """Where the entry at `index` of the pack, the pack being the one of that number, comes."""
        entry = pack.entries[index]
        keys = keys_of(wordings(pack, entry))
        tagged, named = self._audiences
        tags = frozenset(entry.tags)
        return Rank(
            used=self._standing.here(keys) is not None,
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
    """The offers written for the cell at `place`, best first, `MOST_OFFERS` at most.

    Their order is that of the matrix `as_of`, when it has this row; their marks are those of
    `matrix`. With `gaps` only those are offered that would bring a value cycle which the row says
    nothing about. What is in another `language` than this comes after the rest; without one, none
    is another. Nothing is offered where the matrix has no such row.
    """
    if not 0 <= place.row < len(matrix.rows):
        return ()
    view = CellView(matrix, place, packs)
    basis = as_of if as_of is not None and place.row < len(as_of.rows) else matrix
    ranked = _ranked(basis, place, packs, gaps, language)
    return tuple(view.offer(pack, index) for pack, index in ranked)


def preferred(matrix: Matrix, packs: tuple[Pack, ...]) -> tuple[Pack, ...]:
    """The packs: the toolkit's, then those the matrix names, in its order, then the others."""
    named = {name: number for number, name in enumerate((FIRST_PACK, *matrix.packs))}
    named[FIRST_PACK] = 0
    return tuple(sorted(packs, key=lambda pack: named.get(pack.id, len(named))))


def wordings(pack: Pack, entry: Suggestion) -> tuple[str, ...]:
    """The text of an entry of the pack, and its translations."""
    if not pack.others:
        return (entry.text,)
    return (entry.text, *_translations(ById(pack)).get(entry.id, ()))


def holds_all(matrix: Matrix, place: Place, offers: Sequence[Offer]) -> bool:
    """Whether the cell at `place` holds all of these, in these words or nearly so."""
    if place.row >= len(matrix.rows):
        return False
    cell = cell_at(matrix, place)
    return all(holds(cell, keys_of(wordings(one.pack, one.suggestion))) for one in offers)


def _ranked(
    matrix: Matrix, place: Place, packs: tuple[Pack, ...], gaps: bool, language: str
) -> tuple[tuple[Pack, int], ...]:
    """The entries for the cell at `place`, best first: each as its pack and its index there."""
    audience = matrix.audience(place.row)
    view = CellView(matrix, place, packs, language)
    found = (
        (view.rank(pack, number, index), pack)
        for number, pack in enumerate(preferred(matrix, packs))
        for index in pack.cell(audience, place.horizon)
    )
    if gaps and view.open:
        found = (one for one in found if not (one[0].no_gap or one[0].used))
    # A rank names the pack and the entry, so no two are equal and packs are never compared.
    nearest = nsmallest(2 * MOST_OFFERS, found)
    return said_once(((pack, rank.entry) for rank, pack in nearest), MOST_OFFERS)


def said_once(entries: Iterable[tuple[Pack, int]], most: int) -> tuple[tuple[Pack, int], ...]:
    """The first `most` entries, each as its pack and its index there, without those that say in
    the same words what one before them says: own packs repeat what was adopted from others."""
    once: dict[str, tuple[Pack, int]] = {}
    for pack, index in entries:
        once.setdefault(_key(pack.entries[index].text), (pack, index))
    return tuple(islice(once.values(), most))


@lru_cache(maxsize=1 << 12)
def _key(text: str) -> str:
    return key(text)


@lru_cache(maxsize=64)
def _is_foreign(of_pack: str, wanted: str) -> bool:
    """Whether both languages are known and not the same."""
    return bool(of_pack and wanted) and closest_language(wanted, (of_pack,)) is None


def _whose(tags: frozenset[str], audiences: frozenset[str]) -> int:
    if not audiences or tags & audiences:
        return 0
    return 1 if ANYBODY in tags else 2


@lru_cache(maxsize=64)
def _translations(pack: ById[Pack]) -> Mapping[str, tuple[str, ...]]:
    """Id of each entry → its texts in the other languages of the pack."""
    texts: dict[str, tuple[str, ...]] = {}
    for other in pack.thing.others:
        for entry in other.entries:
            texts[entry.id] = (*texts.get(entry.id, ()), entry.text)
    return texts

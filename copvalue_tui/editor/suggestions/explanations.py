"""What is said of suggestions: why one is offered, whose words it is, what a row still lacks."""

from __future__ import annotations

from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.matrix.values import HORIZON_WORDS, HORIZONS, Matrix, Place, cell_name
from copvalue_tui.matrix.vocabulary import CYCLE_WORDS
from copvalue_tui.suggest.audiences import ANYBODY, audience_names, audiences_of
from copvalue_tui.suggest.coverage import covered_cycles, empty_cells, open_cycles
from copvalue_tui.suggest.packs import Pack
from copvalue_tui.suggest.ranking import Offer

MOST_NAMED = 4
"""Kinds of value that are named before the rest are only counted."""


def why(matrix: Matrix, offer: Offer) -> tuple[str, ...]:
    """Why it is offered, in few words: where it already is, for whom, what it fills, its pack."""
    stands = "already in this cell" if offer.used else ""
    if offer.elsewhere and not offer.used:
        stands = f"already in {cell_name(matrix, offer.elsewhere)}"
    parts = (stands, _for_whom(offer), _kind(offer), _fills(offer), _pack(offer))
    return tuple(part for part in parts if part)


def about(matrix: Matrix, offer: Offer) -> HelpPage:
    """Everything about a suggestion, credit and source included."""
    entry, pack = offer.suggestion, offer.pack
    stands = [cell_name(matrix, offer.elsewhere)] if offer.elsewhere else []
    if offer.used:
        stands.insert(0, "this cell")
    lines = (
        ("Offered", ", ".join(part for part in (_for_whom(offer), _fills(offer)) if part)),
        ("Written for", f"{HORIZON_WORDS[entry.horizon]} of {entry.audience}"),
        ("Already in", "; ".join(stands)),
        ("Pack", _pack(offer)),
        ("Idea from", entry.source),
        ("Thanks to", pack.credit),
        ("Terms", pack.licence),
    )
    return HelpPage(entry.text, tuple(line for line in lines if line[1]))


def whom_first(matrix: Matrix, place: Place) -> str:
    """Whose suggestions come first in this row, such as “officials first”; empty when unknown."""
    audience = matrix.audience(place.row)
    found = audiences_of(matrix.rows[place.row], audience)
    known = sorted(found.tagged) + sorted(found.named)
    return f"{audience_names(known, audience)} first" if known else ""


def lacking(matrix: Matrix, place: Place, packs: tuple[Pack, ...]) -> str:
    """What the row of the cell at `place` does not cover yet; empty for none.

    Of a row whose values are all in other words than the packs' nothing is claimed.
    """
    row = matrix.rows[place.row]
    other = HORIZONS[1 - place.column]
    if row.cell(place.horizon) and not row.cell(other):
        return f"Not covered yet: {HORIZON_WORDS[other]}"
    missing = [CYCLE_WORDS[cycle] for cycle in open_cycles(row, packs)]
    if not missing or not covered_cycles(row, packs):
        return ""
    if len(missing) > MOST_NAMED:
        named = ", ".join(missing[: MOST_NAMED - 1])
        return f"Not covered yet: {named} and {len(missing) - MOST_NAMED + 1} more"
    return f"Not covered yet: {', '.join(missing)}"


def empty_words(matrix: Matrix, place: Place) -> str:
    """How many cells are empty, for those who look for gaps."""
    count = len([cell for cell in empty_cells(matrix) if cell != place.cell])
    return {0: "", 1: "1 other cell is empty"}.get(count, f"{count} other cells are empty")


def _for_whom(offer: Offer) -> str:
    entry = offer.suggestion
    tags = offer.audiences or tuple(tag for tag in entry.tags if tag != ANYBODY)
    return f"for {audience_names(tags, entry.audience)}" if tags else "for everyone"


def _kind(offer: Offer) -> str:
    """For which kind of cell it was written, when that is not this one."""
    entry = offer.suggestion
    return "" if offer.fits else f"{HORIZON_WORDS[entry.horizon]} of {entry.audience}"


def _fills(offer: Offer) -> str:
    kind = CYCLE_WORDS.get(offer.suggestion.cycle, "")
    return f"not covered yet: {kind}" if offer.closes and not offer.used else kind


def _pack(offer: Offer) -> str:
    return offer.pack.title or offer.pack.id

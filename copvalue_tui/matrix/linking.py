"""Linking values of both sides under a shared theme: the edits, and what to offer for them."""

from __future__ import annotations

from collections.abc import Iterable

from copvalue_tui.matrix.details import detail_text, set_shared
from copvalue_tui.matrix.doubles import words_of
from copvalue_tui.matrix.matching import key
from copvalue_tui.matrix.sharing import Theme, sharing
from copvalue_tui.matrix.values import Matrix, Place, cells, value_there


def link(matrix: Matrix, places: Iterable[Place], theme: str) -> Matrix:
    """The matrix with the values at `places` under one theme, spelled as it already is if it is.

    A blank theme changes nothing; `unlink` takes themes away.
    """
    text = detail_text(theme)
    if not text:
        return matrix
    known = next((each.name for each in sharing(matrix).themes if key(each.name) == key(text)), "")
    return set_shared(matrix, places, known or text)


def unlink(matrix: Matrix, places: Iterable[Place]) -> Matrix:
    """The matrix with the values at `places` under no theme."""
    return set_shared(matrix, places, "")


def rename_theme(matrix: Matrix, theme: Theme, name: str) -> Matrix:
    """The matrix with a theme under another name; under that of another theme the two join."""
    return link(matrix, theme.places, name)


def suggested_theme(matrix: Matrix, places: Iterable[Place]) -> str:
    """A name to offer for the theme of these values, to be accepted or reworded.

    The theme that one of them has; else the words they have in common, as the first of them says
    them; else the wording of an organization's value, which is the more general one; else nothing.
    """
    stood = [(place, value_there(matrix, place)) for place in sorted(set(places))]
    values = [(place, value) for place, value in stood if value is not None]
    if not values:
        return ""
    for _, value in values:
        if value.shared:
            return value.shared
    common = frozenset.intersection(*[words_of(value.text) for _, value in values])
    said = [word for word in values[0][1].text.split() if words_of(word) & common]
    if len(values) > 1 and said:
        phrase = " ".join(said)
        return phrase[:1].upper() + phrase[1:]
    theirs = [value for place, value in values if matrix.audience(place.row) == "organizations"]
    return (theirs or [value for _, value in values])[0].text


def partners(matrix: Matrix, place: Place) -> tuple[Place, ...]:
    """Every value of the other side, those with the most words in common first, to link with it.

    Retired values are left out; nothing when no value stands at `place`.
    """
    value = value_there(matrix, place)
    if value is None:
        return ()
    side = matrix.audience(place.row)
    words = words_of(value.text)
    found = [
        (-len(words & words_of(other.text)), Place(cell.row, cell.column, slot))
        for cell, values in cells(matrix)
        if matrix.audience(cell.row) != side
        for slot, other in enumerate(values)
        if other.status != "retired"
    ]
    return tuple(there for _, there in sorted(found))

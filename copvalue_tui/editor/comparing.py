"""Two versions of a matrix as pages to read: what one has that the other has not, cell by cell."""

from __future__ import annotations

from copvalue_tui.editor.host import HelpPage
from copvalue_tui.matrix.values import HORIZON_WORDS, Matrix, cells

SAME_WORDS = HelpPage("The words are the same", (("", "Only order or details differ."),))


def differences(old: Matrix, new: Matrix) -> tuple[HelpPage, ...]:
    """A page for each cell whose words differ: what came with `+`, what went with `−`."""
    before, after = _texts(old), _texts(new)
    pages = []
    for where in dict.fromkeys((*before, *after)):
        mine, other = before.get(where, ()), after.get(where, ())
        lines = [("+", text) for text in other if text not in mine]
        lines += [("−", text) for text in mine if text not in other]
        if lines:
            pages.append(HelpPage(where, tuple(lines)))
    return tuple(pages)


def _texts(matrix: Matrix) -> dict[str, tuple[str, ...]]:
    return {
        f"{matrix.rows[place.row].name} · {HORIZON_WORDS[place.horizon]}": tuple(
            value.text for value in cell
        )
        for place, cell in cells(matrix)
    }

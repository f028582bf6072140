"""Make the next text of a file: an earlier one, or one with restored values as they were."""

from __future__ import annotations

from itertools import takewhile

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.files.storage.encoding import Source
from copvalue_tui.files.text_history.history import TextHistory
from copvalue_tui.files.text_history.lost_blocks import LostBlocks
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.matrix.values import Matrix


def rewritten(source: Source, matrix: Matrix, history: TextHistory) -> Source:
    """The text of the file with the matrix in place of the one it says.

    Raises:
        CannotWrite: The text does not read, or no other would read back as this matrix.
    """
    if not history.earlier:
        return source._replace(text=write(matrix, source.text))
    known = _had_before(source, matrix, history)
    if known is not None:
        return source if _says(source, matrix) else known
    try:
        lost = LostBlocks(history, source)
        return source._replace(text=write(matrix, source.text, lost))
    except CannotWrite:
        # What was kept may be of no use; the rest is as safe to write as ever.
        return source._replace(text=write(matrix, source.text))


def _had_before(source: Source, matrix: Matrix, history: TextHistory) -> Source | None:
    """The last text that said this matrix, when only this program has written since."""
    run = list(takewhile(lambda earlier: earlier.ours, history.earlier))
    places = [at for at, earlier in enumerate(run) if earlier.matrix == matrix]
    if not places:
        return None
    for at, (_, found) in enumerate(history.sources(source)):
        if at == places[0]:
            return found if _says(found, matrix) else None
    return None


def _says(source: Source, matrix: Matrix) -> bool:
    try:
        return read(source.text) == matrix
    except NotReadable:
        return False

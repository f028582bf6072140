"""Write a matrix as TOML: change only the lines that differ, and read the result back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.read import matrix_of
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable, printable
from copvalue_tui.files.toml.parse import Table, parse
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.values import Matrix, cells

if TYPE_CHECKING:
    from copvalue_tui.files.session.patch import LostText


def write(matrix: Matrix, text: str = "", lost: LostText | None = None) -> str:
    """The text with this matrix in place of its own; every other byte stays as it was.

    Restored values look as they did in the earlier texts that `lost` knows.

    Raises:
        CannotWrite: The text cannot be read, or the result would not read back as this matrix.
    """
    try:
        before = parse(text)
        old = matrix_of(before, text)
    except NotReadable as error:
        said = f"The file has an error, so it was not overwritten: {error.complaints[0].sentence}"
        raise CannotWrite(said) from None
    if old == matrix:
        return text
    # Imported here, because only a save needs it.
    from copvalue_tui.files.session.patch import NOTHING_LOST, drafted
    from copvalue_tui.files.toml.scan import Unscanned

    whole = text if not text or text.endswith("\n") else text + "\n"
    try:
        result = drafted(whole, before, old, matrix, lost or NOTHING_LOST)
    except Unscanned as error:
        said = (
            "This file is laid out in a way that cannot be edited safely; save under another name."
        )
        raise CannotWrite(said) from error
    if before and whole != text:
        # If the last line has no line break, it stays without.
        result = result.removesuffix("\n").removesuffix("\r")
    _prove(result, matrix, before)
    return result


def _prove(result: str, matrix: Matrix, before: Table) -> None:
    """Read the result back, as the next program will."""
    try:
        after = parse(result)
        same = matrix_of(after, result) == matrix
    except NotReadable as error:
        raise CannotWrite(f"Nothing was written: {error.complaints[0].message}") from None
    if not same:
        raise CannotWrite(f"Nothing was written: {_odd(matrix)} would not read back the same.")
    if _strange(after) != _strange(before):
        said = "Nothing was written: a key that copvalue does not know would be lost."
        raise CannotWrite(said)


def _odd(matrix: Matrix) -> str:
    """The text that a file cannot hold, if a single one is to blame."""
    texts = [value.text for _, cell in cells(matrix) for value in cell]
    texts += [value.text for value in matrix.parking_lot]
    odd = next((text for text in texts if not text or one_line(text) != text), None)
    return "something in this matrix" if odd is None else f"the value “{printable(odd)}”"


def _strange(tables: Table) -> dict[str, str]:
    return {key: repr(found) for key, found in tables.items() if key not in fields.TOP_NAMES}

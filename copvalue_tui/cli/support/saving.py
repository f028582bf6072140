"""Write what a command made to the file that `-o` names, never over another one unasked."""

from __future__ import annotations

import os
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import print_message, print_result
from copvalue_tui.files.storage.errors import (
    CannotSave,
    ChangedOnDisk,
    FileTrouble,
    reason,
    shown_path,
)
from copvalue_tui.files.storage.file import new_file, save_new
from copvalue_tui.matrix.values import MOST_VALUES, Matrix, count_values

STDOUT = "-"


def save_output(name: str, content: str | bytes, *, force: bool, source: str) -> None:
    """Write a new file as `write_output` does, and say so."""
    notes = write_output(name, content, force=force, source=source)
    print_message(" ".join((f"Wrote {shown_path(name)}.", *notes)))


def write_output(name: str, content: str | bytes, *, force: bool, source: str) -> tuple[str, ...]:
    """Write a new file; return notes for the person, usually none.

    Args:
        name: The file to write.
        content: What it will hold, all of it or nothing.
        force: Whether an existing file is replaced.
        source: The session file that it was made from, which is never replaced.

    Raises:
        Refusal: The name is taken, or the disk refused.
    """
    if _same(name, source):
        sentence = f"“{shown_path(name)}” is the matrix itself. Choose another name."
        raise exits.Refusal(exits.WRONG_USE, sentence)
    taken = _taken(name, " --force replaces it.")
    if not force and _is_taken(name):
        # Asked here too: a file that holds the same words already would count as saved.
        raise taken
    try:
        return save_new(Path(name), content, overwrite=force)
    except ChangedOnDisk:
        raise taken from None
    except FileTrouble as trouble:
        raise exits.Refusal(exits.UNWRITABLE, write_error(name, trouble)) from None


def write_new(name: str, matrix: Matrix, text: str = "") -> None:
    """Write a matrix to a new session file, or to stdout for `-`.

    `text` is the text of a template, whose comments and layout are kept.

    Raises:
        Refusal: The name is taken, or the disk refused.
    """
    from dataclasses import replace

    from copvalue_tui.files.session.save import save
    from copvalue_tui.files.session.write import write

    if name == STDOUT:
        print_result(write(matrix, text))
        return
    try:
        file = new_file(Path(name))
        save(replace(file, source=file.source._replace(text=text)), matrix)
    except ChangedOnDisk:
        raise _taken(name) from None
    except FileTrouble as error:
        raise exits.Refusal(exits.UNWRITABLE, write_error(name, error)) from None
    print_message(f"Created {shown_path(name)}. To open it: copvalue {shown_path(name)}")


def refuse_taken(name: str) -> None:
    """Refuse if an output would replace something; stdout never does."""
    if _is_taken(name):
        raise _taken(name)


def _taken(name: str, advice: str = "") -> exits.Refusal:
    sentence = f"“{shown_path(name)}” already exists and was not changed.{advice}"
    return exits.Refusal(exits.UNWRITABLE, sentence)


def write_error(name: str, error: FileTrouble) -> str:
    """Why the file was not written, without advice that only helps in the editor."""
    if isinstance(error, CannotSave) and error.error is not None:
        return f"“{shown_path(name)}” was not written: {reason(error.error)}."
    return str(error)


def _is_taken(name: str) -> bool:
    return name != STDOUT and os.path.lexists(name)


def refuse_too_large(matrix: Matrix) -> None:
    """Refuse if a matrix holds more values than a file may."""
    if count_values(matrix) + len(matrix.parking_lot) > MOST_VALUES:
        sentence = f"A matrix holds {MOST_VALUES:,} values at most. Nothing was written."
        raise exits.Refusal(exits.UNREADABLE, sentence)


def _same(name: str, source: str) -> bool:
    try:
        return Path(name).samefile(source)
    except (OSError, ValueError):
        return False

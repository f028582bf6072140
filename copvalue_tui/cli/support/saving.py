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


class NotWritten(Exception):
    """An output was not written; the text is a sentence."""

    def __init__(self, sentence: str, code: int = exits.UNWRITABLE) -> None:
        super().__init__(sentence)
        self.code = code
        """The exit code."""


def save_output(name: str, content: str | bytes, *, force: bool, source: str) -> int:
    """Write a new file as `write_output` does, and say so; the result is the exit code."""
    try:
        notes = write_output(name, content, force=force, source=source)
    except NotWritten as refusal:
        print_message(str(refusal))
        return refusal.code
    print_message(" ".join((f"Wrote {shown_path(name)}.", *notes)))
    return exits.DONE


def write_output(name: str, content: str | bytes, *, force: bool, source: str) -> tuple[str, ...]:
    """Write a new file; return notes for the person, usually none.

    Args:
        name: The file to write.
        content: What it will hold, all of it or nothing.
        force: Whether an existing file is replaced.
        source: The session file that it was made from, which is never replaced.

    Raises:
        NotWritten: The name is taken, or the disk refused.
    """
    if _same(name, source):
        sentence = f"“{shown_path(name)}” is the matrix itself. Choose another name."
        raise NotWritten(sentence, exits.WRONG_USE)
    taken = f"{exists_already(name)} --force replaces it."
    if not force and is_taken(name):
        # Asked here too: a file that holds the same words already would count as saved.
        raise NotWritten(taken)
    try:
        return save_new(Path(name), content, overwrite=force)
    except ChangedOnDisk:
        raise NotWritten(taken) from None
    except FileTrouble as trouble:
        raise NotWritten(write_error(name, trouble)) from None


def write_new(name: str, matrix: Matrix, text: str = "") -> int:
    """Write a matrix to a new session file, or to stdout for `-`; the result is the exit code.

    `text` is the text of a template, whose comments and layout are kept.
    """
    from dataclasses import replace

    from copvalue_tui.files.session.save import save
    from copvalue_tui.files.session.write import write

    if name == STDOUT:
        print_result(write(matrix, text))
        return exits.DONE
    try:
        file = new_file(Path(name))
        save(replace(file, source=file.source._replace(text=text)), matrix)
    except ChangedOnDisk:
        print_message(exists_already(name))
        return exits.UNWRITABLE
    except FileTrouble as error:
        print_message(write_error(name, error))
        return exits.UNWRITABLE
    print_message(f"Created {shown_path(name)}. To open it: copvalue {shown_path(name)}")
    return exits.DONE


def exists_already(name: str) -> str:
    """The sentence that a file is there already."""
    return f"“{shown_path(name)}” already exists and was not changed."


def write_error(name: str, error: FileTrouble) -> str:
    """Why the file was not written, without advice that only helps in the editor."""
    if isinstance(error, CannotSave) and error.error is not None:
        return f"“{shown_path(name)}” was not written: {reason(error.error)}."
    return str(error)


def is_taken(name: str) -> bool:
    """Whether an output would replace something; stdout never does."""
    return name != STDOUT and os.path.lexists(name)


def is_too_large(matrix: Matrix) -> bool:
    """Whether a matrix holds more values than a file may; then a message says so."""
    if count_values(matrix) + len(matrix.parking_lot) <= MOST_VALUES:
        return False
    print_message(f"A matrix holds {MOST_VALUES:,} values at most. Nothing was written.")
    return True


def _same(name: str, source: str) -> bool:
    try:
        return Path(name).samefile(source)
    except (OSError, ValueError):
        return False

"""What outside editors saved of a cell and no session took in: listed, restored, put away."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import print_message, print_result
from copvalue_tui.editor.session.outside_words import outside_sentence, words_in
from copvalue_tui.files.journal.outside_edits import OutsideEdit, put_away
from copvalue_tui.files.journal.retention import DAYS
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage.errors import ChangedOnDisk, FileTrouble, shown_path
from copvalue_tui.files.storage.file import load, new_file
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.matrix.text.sanitize import safe


def list_outside(number: int, name: str, edit: OutsideEdit) -> None:
    """Print one of them as an entry of the list of unsaved work."""
    file = shown_path(name or edit.real) or "a matrix without a name"
    print_result(f"{number}. {file}\n   {safe(outside_sentence(edit, time.time()))}\n")
    for line in (edit.changed_text() or "").splitlines():
        if line.strip() and line not in edit.before:
            print_result(f"   - {safe(line)}\n")
    print_result(f"   stored in {shown_path(edit.file)}\n")


def compare_outside(edit: OutsideEdit) -> int:
    """Print what it would change in its cell, line by line."""
    import difflib

    new = (edit.changed_text() or "").splitlines()
    names = (f"{edit.row} as it was", "with the text of the editor")
    for line in difflib.unified_diff(list(edit.before), new, *names, lineterm=""):
        print_result(f"{safe(line)}\n")
    return exits.FINDINGS


def restore_outside(name: str, output: str | None, edit: OutsideEdit) -> int:
    """Write the file with the text taken in: to a new file, or to the one it belongs to."""
    target = output or name
    try:
        file = load(Path(name))
        matrix = words_in(read(file.source.text), edit, edit.text())
        if output is not None:
            file = replace(new_file(Path(output)), source=file.source)
        save(file, matrix)
    except ChangedOnDisk:
        print_message(f"“{shown_path(target)}” already exists and was not changed.")
        return exits.UNWRITABLE
    except (FileTrouble, NotReadable, CannotWrite) as error:
        print_message(str(error))
        return exits.UNWRITABLE
    if output is None:
        edit.remove()
    print_message(f"Restored: {target}.")
    return exits.DONE


def discard_outside(edit: OutsideEdit) -> int:
    """Stop offering it, keeping a copy for `DAYS` days."""
    try:
        path = put_away(edit)
    except FileTrouble as error:
        print_message(str(error))
        return exits.UNWRITABLE
    print_message(f"Discarded. A copy stays for {DAYS} days in {shown_path(path)}.")
    return exits.DONE

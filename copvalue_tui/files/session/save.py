"""Saving a matrix over its file: only what surely reads back as the same matrix."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.files.session.write import write
from copvalue_tui.files.storage.encoding import Source, decode, encode
from copvalue_tui.files.storage.errors import CannotSave
from copvalue_tui.files.storage.file import OpenFile, Saved, save_text
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.matrix.values import Matrix


def save(file: OpenFile, matrix: Matrix, *, overwrite: bool = False, keep: bool = True) -> Saved:
    """Writes the matrix over the file, whole or not at all, as `save_text` writes a text.

    Raises:
        ChangedOnDisk: Someone else wrote, deleted or made the file; nothing was written.
        CannotSave: The disk refused, or the text would not read back; nothing was written.
    """
    source = _proven(file.source, matrix)
    return save_text(replace(file, source=source), source.text, overwrite=overwrite, keep=keep)


def _proven(source: Source, matrix: Matrix) -> Source:
    """What to write, once it is sure that its bytes read back as the same matrix.

    `write` has read its text again; what is left to prove is that the bytes say that text.
    """
    try:
        text = write(matrix, source.text)
        found = decode(encode(replace(source, text=text)))
        # When the last bare line end goes, a file of both kinds becomes one of the other kind.
        if found.text == text or found.text == text.replace("\r\n", "\n"):
            return found
    except CannotWrite as error:
        raise CannotSave(str(error)) from error
    except NotReadable as error:
        why = error.complaints[0].message
        raise CannotSave(f"Not saved: {why} Nothing was changed.") from error
    except UnicodeError:
        pass
    what = "what would be written does not read back as what you see"
    raise CannotSave(f"Not saved: {what}. Nothing was changed; undo the last deed and try again.")

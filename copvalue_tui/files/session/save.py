"""Saving a matrix over its file: only what surely reads back as the same matrix."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.files.storage.encoding import Source, decode, encode
from copvalue_tui.files.storage.errors import CannotSave
from copvalue_tui.files.storage.file import OpenFile, Saved, save_text
from copvalue_tui.files.text_history.history import TextHistory
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.matrix.values import Matrix


def save(
    file: OpenFile,
    matrix: Matrix,
    *,
    overwrite: bool = False,
    keep: bool = True,
    history: TextHistory | None = None,
) -> Saved:
    """Writes the matrix over the file, whole or not at all, as `save_text` writes a text.

    What comes back looks as it did in the texts of the `history` of this file.

    Raises:
        ChangedOnDisk: Someone else wrote, deleted or made the file; nothing was written.
        CannotSave: The disk refused, or the text would not read back; nothing was written.
    """
    source = _proven(file.source, matrix, history)
    wanted = replace(file, source=source)
    saved = save_text(wanted, source.text, overwrite=overwrite, keep=keep)
    return replace(saved, file=replace(saved.file, made_of=file.source))


def _proven(source: Source, matrix: Matrix, history: TextHistory | None) -> Source:
    """What to write, once it is sure that its bytes read back as the same matrix.

    `rewritten` has read its text again; what is left to prove is that the bytes say that text.
    """
    # Here, not above: the first paint needs nothing of it.
    from copvalue_tui.files.text_history.rewrite import rewritten

    try:
        wanted = rewritten(source, matrix, history or TextHistory())
        found = decode(encode(wanted))
        # When the last bare line end goes, a file of both kinds becomes one of the other kind.
        if found.text in (wanted.text, wanted.text.replace("\r\n", "\n")):
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

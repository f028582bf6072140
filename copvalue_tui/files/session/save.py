"""Save a matrix to its file, if the text reads back as the same matrix."""

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
    """Save the matrix, completely or not at all, as `save_text` saves a text.

    Restored values look as they did in the texts of the `history` of this file.

    Raises:
        ChangedOnDisk: Someone else wrote, deleted or created the file; nothing was written.
        CannotSave: The disk refused, or the text would not read back; nothing was written.
    """
    source = _proven(file.source, matrix, history)
    target = replace(file, source=source)
    saved = save_text(target, source.text, overwrite=overwrite, keep=keep)
    return replace(saved, file=replace(saved.file, made_of=file.source))


def _proven(source: Source, matrix: Matrix, history: TextHistory | None) -> Source:
    """The source to write, after checking that its bytes read back as the same matrix.

    `rewritten` has read the text back; this checks that the bytes decode to that text.
    """
    # Here, not above: the first paint needs nothing of it.
    from copvalue_tui.files.text_history.lost_blocks import rewritten

    try:
        source_to_write = rewritten(source, matrix, history or TextHistory())
        decoded = decode(encode(source_to_write))
        # A file with mixed line endings may have lost its last bare LF, and so count as CRLF.
        if decoded.text in (source_to_write.text, source_to_write.text.replace("\r\n", "\n")):
            return decoded
    except CannotWrite as error:
        raise CannotSave(str(error)) from error
    except NotReadable as error:
        why = error.complaints[0].message
        raise CannotSave(f"Not saved: {why} Nothing was changed.") from error
    except UnicodeError:
        pass
    what = "the text to write does not read back as the matrix you see"
    raise CannotSave(f"Not saved: {what}. Nothing was changed; undo the last change and try again.")

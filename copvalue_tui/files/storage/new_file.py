"""Writing texts that are no matrices, such as packs and minutes, as safely as a matrix."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from copvalue_tui.files.storage.encoding import Source, encode
from copvalue_tui.files.storage.errors import CannotSave, FileMissing, not_saved
from copvalue_tui.files.storage.file import OpenFile, load, new_file
from copvalue_tui.files.storage.open import spot_of
from copvalue_tui.files.toml.errors import NotReadable


def save_new(path: Path, text: str, *, overwrite: bool = False) -> tuple[str, ...]:
    """Writes a new file, whole or not at all; notes for the person, mostly none.

    With `overwrite` a file that stands there is replaced, and kept as a version.

    Raises:
        ChangedOnDisk: A file stands there already; nothing was written.
        FileTrouble: The disk refused; nothing was written.
    """
    try:
        file = load(path) if overwrite else new_file(path)
    except FileMissing:
        file = new_file(path)
    except NotReadable:
        # Not text at all, but the person wants it replaced; it is kept as it is.
        file = replace(new_file(path), sha256="")
    return written(replace(file, source=Source()), text, overwrite=overwrite)


def written(file: OpenFile, text: str, *, overwrite: bool = False) -> tuple[str, ...]:
    """The text in place of what was read of the file; notes for the person, mostly none.

    Raises:
        ChangedOnDisk: Something else stands there than was read; nothing was written.
        FileTrouble: The disk refused; nothing was written.
    """
    # Here, not above: the commands that only read need none of it.
    from copvalue_tui.files.storage import save as saving

    try:
        content = encode(replace(file.source, text=text))
        with spot_of(file.path) as spot:
            return saving.write(spot, saving.SaveRequest(file.sha256, content, overwrite))[1]
    except UnicodeEncodeError as error:
        raise CannotSave("Not saved: half a character stands in it.") from error
    except OSError as error:
        raise not_saved(error) from error

"""Office documents are archives: what they are, and whether it is safe to open them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from copvalue_tui.imports.registry import CannotImport, LibraryMissing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from docx.document import Document

Part = TypeVar("Part")
MOST_UNPACKED = 100 * 2**20
"""The most bytes that an archive may unpack to."""
MOST_PARTS = 5_000
_ZIP = b"PK\x03\x04"


def has_part(content: bytes, name: str) -> bool:
    """Whether a file is an archive with this part."""
    if not content.startswith(_ZIP):
        return False
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(content)) as archive:
            return name in archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        return False


def check_archive(content: bytes) -> None:
    """Check that an archive is whole, not encrypted, and not larger unpacked than any document.

    Raises:
        CannotImport: It is not.
    """
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile
    from zlib import error as zlib_error

    with ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise CannotImport("It unpacks to more than any document holds.")
        if any(part.flag_bits & 1 for part in parts):
            raise CannotImport("It is protected by a password. Save it without one.")
        try:
            # The sizes above are only what the archive says of itself.
            left = MOST_UNPACKED
            for part in parts:
                with archive.open(part) as unpacked:
                    while chunk := unpacked.read(2**20):
                        left -= len(chunk)
                        if left < 0:
                            raise CannotImport("It unpacks to more than any document holds.")
        except (BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, zlib_error):
            raise CannotImport("It is damaged.") from None


def read_word(content: bytes, read: Callable[[Document], Iterator[Part]]) -> list[Part]:
    """What is read from a Word document.

    Raises:
        CannotImport: It is damaged, protected or too large, or its library is not installed.
    """
    from io import BytesIO

    check_archive(content)
    try:
        from docx import Document as open_document
    except ImportError:
        raise LibraryMissing("docx") from None
    try:
        return list(read(open_document(BytesIO(content))))
    except Exception:
        # The library lets through whatever its parsers meet in a damaged file.
        raise CannotImport("It is no Word document, or a damaged one.") from None

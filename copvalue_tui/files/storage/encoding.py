"""Decode a file's bytes to text and encode it again: UTF-8, byte order mark, line endings."""

from __future__ import annotations

import os
from typing import NamedTuple

from copvalue_tui.files.toml import limits as guards
from copvalue_tui.files.toml.errors import Complaint, NotReadable
from copvalue_tui.matrix.text.sanitize import safe

_BOM = b"\xef\xbb\xbf"
_WIDE = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class Source(NamedTuple):
    """A file's text, its line ending and its byte order mark."""

    text: str = ""
    r"""With "\n" between lines when the file uses one line end throughout."""
    newline: str = "\n"
    r""""\n", or "\r\n" when every line ends so; a mixed file keeps its "\r" in the text."""
    bom: bool = False
    """Whether the file begins with a UTF-8 byte order mark."""


def decode(content: bytes) -> Source:
    """Decode a file; `encode` gives the same bytes again.

    Raises:
        NotReadable: The bytes are not UTF-8, hold NUL, or are more than `guards.BYTES`.
    """
    if len(content) > guards.BYTES:
        raise guards.too_large(len(content))
    bom = content.startswith(_BOM)
    try:
        text = str(content[len(_BOM) :] if bom else content, "utf-8")
    except UnicodeDecodeError as error:
        at = error.start + (len(_BOM) if bom else 0)
        raise _not_text(content, at) from None
    if "\0" in text:
        raise _not_text(content, content.index(0))
    ends = text.count("\r\n")
    if ends and ends == text.count("\n"):
        return Source(text.replace("\r\n", "\n"), "\r\n", bom)
    return Source(text, "\n", bom)


def encode(source: Source) -> bytes:
    """Encode a text with its line ending and byte order mark.

    Raises:
        UnicodeEncodeError: The text holds a lone surrogate, which no text read from a file does.
    """
    text = source.text if source.newline == "\n" else source.text.replace("\n", source.newline)
    return (_BOM if source.bom else b"") + text.encode()


def _not_text(content: bytes, at: int) -> NotReadable:
    line = content.count(b"\n", 0, at) + 1
    guess, encoding = _guess(content, at)
    said = f"this file is not UTF-8 text ({guess}); save it as UTF-8 and open it again."
    complaint = Complaint(line, None, "", f"byte {content[at]:#04x}", said)
    return NotReadable([complaint], "not-utf8", encoding if _fits(content, encoding) else "")


def _guess(content: bytes, at: int) -> tuple[str, str]:
    """The probable encoding, in words and as converters call it; empty texts if unknown."""
    for mark, name in _WIDE:
        if content.startswith(mark):
            return f"it looks like {name}", name
    head = content[:400]
    zeros = head.count(0)
    high, low = head[::2].count(0), head[1::2].count(0)
    if zeros and zeros in (high, low) and zeros * 3 > len(head):
        return "it looks like UTF-16", "UTF-16BE" if high else "UTF-16LE"
    if 0 in content[: at + 1] or zeros:
        return "it holds NUL bytes", ""
    latin = "WINDOWS-1252" if _fits(content, "WINDOWS-1252") else "ISO-8859-1"
    mixed = content.startswith(_BOM) or not content.decode("utf-8", "ignore").isascii()
    # If there are UTF-8 characters too, converting would spoil them.
    return "it looks like Latin-1 or Windows-1252", "" if mixed else latin


def _fits(content: bytes, encoding: str) -> bool:
    try:
        return bool(encoding) and "\0" not in content.decode(encoding)
    except UnicodeDecodeError:
        return False


_PROGRAM = "iconv"
_MOST = 99
"""How many names to try for the copy."""


def copying(path: str | os.PathLike[str], faults: NotReadable) -> str:
    """A shell command that makes a copy in UTF-8, under a free name.

    It is only a suggestion: the encoding is a guess. Empty if there is no guess, if there is no
    converter here, or if the name cannot be typed.
    """
    name = os.fspath(path)
    # Imported here, because only files in other encodings need them.
    import shlex
    import shutil

    if not faults.encoding or safe(name) != name or shutil.which(_PROGRAM) is None:
        return ""
    # A name that begins with a hyphen would look like an option.
    name = f"./{name}" if name.startswith("-") else name
    stem, ending = os.path.splitext(name)  # noqa: PTH122
    copies = (f"{stem}-utf8{again}{ending}" for again in ("", *(f"-{n}" for n in range(2, _MOST))))
    free = next((copy for copy in copies if not os.path.lexists(copy)), None)
    if free is None:
        return ""
    return f"{_PROGRAM} -f {faults.encoding} -t UTF-8 {shlex.quote(name)} > {shlex.quote(free)}"

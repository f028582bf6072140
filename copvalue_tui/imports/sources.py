"""From the bytes of a file to its values: its format, its encoding, its limits."""

from __future__ import annotations

import re

from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import (
    CannotImport,
    Importer,
    importer_for,
    importer_of,
    importers,
)
from copvalue_tui.matrix.text.labels import LANGUAGES, labels_for
from copvalue_tui.matrix.values import HORIZONS

MOST_BYTES = 16 * 2**20
"""The largest file that is imported."""
LONGEST_LINE = 2_000_000
_ANY_TEXT = (".txt",)
_ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_REFUSED = (
    (
        b"%PDF",
        "It is a PDF. Save its source as DOCX, HTML or text, or copy the table and paste it.",
    ),
    (b"{\\rtf", "It is an RTF document. Save it as DOCX or as text."),
    (b"\x89PNG", "It is a picture."),
    (b"\xff\xd8\xff", "It is a picture."),
    (b"GIF8", "It is a picture."),
    (b"\x1f\x8b", "It is a compressed file. Unpack it first."),
)
"""How files begin that nobody can import, and what to do."""
_DOCUMENTS = (
    (rb"\xd0\xcf\x11\xe0", "It is a document of an older Office program. Save it as DOCX or XLSX."),
    (
        rb"PK.{28}mimetypeapplication/vnd\.oasis\.opendocument\.text",
        "It is an ODT document. Save it as DOCX.",
    ),
    (
        rb"PK\x03\x04",
        "It is an archive, or a document such as slides. Copy its text and paste it.",
    ),
)
"""How others begin that are neither text nor one of the documents that can be imported."""
_OWN_TABLE = re.compile(r"(?m)^(─{20,})\n(?:.*\n)+?\1$")
"""Rules as our table of plain text has them, all of one width."""
_OWN_TABLE_REFUSED = (
    "It is a table as copvalue show prints it, whose wrapped lines cannot be told apart again. "
    "Ask for the file itself, or for an export as docx, csv, html or --outline."
)


def import_bytes(content: bytes, ending: str = "", name: str = "") -> Imported:
    """The values of a file: in the format `name`, in that of its ending, or as its content looks.

    Raises:
        CannotImport: It is in no format that can be read; the text says why.
    """
    if len(content) > MOST_BYTES:
        raise CannotImport(f"It is larger than {MOST_BYTES // 2**20} MiB.")
    for start, sentence in _REFUSED:
        if content.startswith(start):
            raise CannotImport(sentence)
    wanted = _named(name) if name else _meant(ending)
    binary = next((each for each in importers() if each.is_file and each.is_file(content)), None)
    if binary is not None and binary.read_file is not None:
        return binary.read_file(content)
    if wanted is not None and wanted.read_file is not None:
        raise CannotImport(f"It is no {wanted.name} file, or a damaged one.")
    for begins, sentence in _DOCUMENTS:
        if re.match(begins, content, re.DOTALL):
            raise CannotImport(sentence)
    text, remark = decoded(content)
    if _is_own_table(text):
        raise CannotImport(_OWN_TABLE_REFUSED)
    found = (wanted or importer_of(text)).read(text)
    return found._replace(remarks=(*found.remarks, remark)) if remark else found


def _is_own_table(text: str) -> bool:
    """Whether it is a matrix as a table of plain text: rules below a line with both horizons."""
    rule = _OWN_TABLE.search(text)
    heads = text[: rule.start()].split("\n") if rule else ()
    for language in LANGUAGES:
        labels = labels_for(language)
        short, long = (re.escape(labels(horizon)) for horizon in HORIZONS)
        if any(re.fullmatch(rf" *{short} +{long}", line) for line in heads):
            return True
    return False


def _meant(ending: str) -> Importer | None:
    """The format an ending means; none if a text of any format may have it."""
    found = importer_for(ending)
    return found if found is not None and ending not in _ANY_TEXT else None


def _named(name: str) -> Importer:
    found = next((each for each in importers() if each.name == name), None)
    if found is None:
        raise LookupError(name)
    return found


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, and a remark if its encoding is only a guess.

    Raises:
        CannotImport: It is no text.
    """
    encoding = next((name for mark, name in _ENCODINGS if content.startswith(mark)), "")
    encoding = encoding or _wide(content)
    remark = ""
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding:
            raise CannotImport("Its text is damaged, or it is no text.") from None
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            text = content.decode("latin-1")
        remark = "The text was read as Windows-1252, a guess; check its accents."
    text = text.removeprefix("\ufeff")
    if "\0" in text or _is_binary(text):
        raise CannotImport("It is no text, and no document that can be imported.")
    if len(text) > LONGEST_LINE and max(map(len, re.split("[\r\n]", text))) > LONGEST_LINE:
        raise CannotImport(f"It has a line of over {LONGEST_LINE:,} characters.")
    return text, remark


def _wide(content: bytes) -> str:
    """UTF-16 without a mark, as some programs write it; empty if it is something else."""
    head = content[:400]
    high, low = head[::2].count(0), head[1::2].count(0)
    if len(content) % 2 or len(head) < 4 or not (high or low):
        return ""
    if low * 3 > len(head) and not high:
        return "utf-16-le"
    return "utf-16-be" if high * 3 > len(head) and not low else ""


def _is_binary(text: str) -> bool:
    head = text[:4000]
    odd = sum(letter < "\t" or "\x0e" <= letter < " " for letter in head)
    return odd * 10 > len(head)

"""Markdown and plain outlines: tables and lists under headings that say where values belong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from html import unescape

from copvalue_tui.imports.formats.bullets import bullets
from copvalue_tui.imports.formats.html import blocks_of
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.pipes import may_have_tables
from copvalue_tui.imports.registry import Importer
from copvalue_tui.imports.structure.labels import may_name_places
from copvalue_tui.imports.structure.outline import read_blocks, read_outline
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.values import Matrix

_LIKELY = 4
_SIGNS = re.compile(
    r"(?m)^#{1,6} |^[ \t]*\|.*\|[ \t]*$|\*\*|^[ \t]*\+[-=+:]{3,}\+[ \t]*$|\\[|*_#\[]|&#\d"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SIGN = re.compile(r"(?:&#\d{2,6};)+")
_PRIVATE = 0x10F000
"""Where an escaped sign is while the text is read, so that it is no sign of Markdown."""
_BESIDE = chr(_PRIVATE + 0x80)
"""What stands before a sign that was written by its number, so that it begins no list."""


def markdown(text: str) -> Imported:
    """The values of a text with headings or tables; of any other text, its lines."""
    if re.search(r"<table\b", text, re.IGNORECASE):
        return _restored(read_blocks(blocks_of(_hidden(text), markdown=True)))
    return _read(text) or _restored(bullets(_hidden(text)))


def _read(text: str) -> Imported | None:
    accepted = acceptable(text)
    found = read_outline(_hidden(accepted.text))
    if found is None:
        return None
    return _restored(found)._replace(refused=found.refused + accepted.refused)


def _hidden(text: str) -> str:
    """Markdown with its escaped signs hidden, and its entities resolved."""
    if not _SIGNS.search(text):
        return text
    hidden = _ESCAPE.sub(lambda found: chr(_PRIVATE + ord(found[1])), text)
    hidden = _SIGN.sub(lambda found: f"{_BESIDE}{unescape(found[0])}", hidden)
    return unescape(hidden) if "&" in hidden else hidden


def _shown(text: str) -> str:
    if text.isascii() or not re.search("[\U0010f000-\U0010f080]", text):
        return text
    shown = text.replace(_BESIDE, "")
    return re.sub("[\U0010f000-\U0010f07f]", lambda found: chr(ord(found[0]) - _PRIVATE), shown)


def _restored(found: Imported) -> Imported:
    """What was read, with the hidden signs as themselves."""
    matrix = _mapped(found.matrix, _shown)
    return found._replace(
        texts=tuple(map(_shown, found.texts)),
        matrix=matrix if isinstance(matrix, Matrix) else found.matrix,
        remarks=tuple(map(_shown, found.remarks)),
        guessed=tuple(map(_shown, found.guessed)),
    )


def _mapped(thing: object, change: Callable[[str], str]) -> object:
    """The same record with each text in it changed."""
    if isinstance(thing, str):
        return change(thing)
    if isinstance(thing, tuple):
        return tuple(_mapped(part, change) for part in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        parts = {each.name: getattr(thing, each.name) for each in fields(thing)}
        return replace(thing, **{name: _mapped(part, change) for name, part in parts.items()})
    return thing


def _likeness(text: str) -> int:
    """Sure when headings or tables name cells; else the lines are a list."""
    drawn = may_have_tables(text) or "--" in text
    if not drawn and not may_name_places(text):
        return 0
    return _LIKELY if _read(text) is not None else 0


IMPORTER = Importer("markdown", (".md", ".markdown"), _likeness, markdown)

"""Suggestion packs as text and JSON: the list of all, and one pack in full."""

from __future__ import annotations

import json

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, clip
from copvalue_tui.matrix.values import AUDIENCES, HORIZON_WORDS, HORIZONS
from copvalue_tui.suggest.library import Library, LibraryPack
from copvalue_tui.suggest.packs import Pack

_MAX_WIDTH = 48
"""The widest column; longer texts are cut, but never a path."""
_HEADINGS = ("id", "title", "language", "values", "where")


def text_list(library: Library) -> str:
    """The packs as a table, one per line."""
    lines = [_HEADINGS, *(_line(one) for one in library.listed)]
    widths = [max(cell_width(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "".join(
        "  ".join(
            words + " " * (width - cell_width(words))
            for words, width in zip(line, widths, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def _line(one: LibraryPack) -> tuple[str, ...]:
    pack = one.pack
    languages = [pack.language, *(other.language for other in pack.others)]
    codes = " ".join(language for language in languages if language)
    where = "built in" if one.path is None else str(one.path)
    clipped = (clip(safe(words), _MAX_WIDTH) for words in (pack.id, pack.title, codes))
    return (*clipped, str(len(pack.entries)), safe(where))


def json_list(library: Library) -> str:
    """The packs as a JSON list of objects."""
    listed = [
        {
            "id": one.pack.id,
            "title": one.pack.title,
            "language": one.pack.language,
            "other_languages": [other.language for other in one.pack.others],
            "values": len(one.pack.entries),
            "credit": one.pack.credit,
            "licence": one.pack.licence,
            "path": None if one.path is None else str(one.path),
        }
        for one in library.listed
    ]
    # Escaped to ASCII, so that nothing in it controls a terminal.
    return json.dumps(listed, indent=2) + "\n"


def pack_outline(pack: Pack) -> str:
    """The whole pack as text, cell by cell."""
    lines = [f"{safe(pack.title or pack.id)} ({safe(pack.id)})"]
    for name, words in (
        ("Language", pack.language),
        ("Credit", pack.credit),
        ("Licence", pack.licence),
    ):
        lines += [f"{name}: {safe(words)}"] if words else []
    for audience in AUDIENCES:
        for horizon in HORIZONS:
            indexes = pack.cell(audience, horizon)
            if indexes:
                lines += ["", f"{audience.capitalize()}, {HORIZON_WORDS[horizon]}"]
            for index in indexes:
                entry = pack.entries[index]
                about = [" ".join(entry.tags), entry.cycle, entry.source]
                more = "; ".join(safe(words) for words in about if words)
                lines.append(f"- {safe(entry.text)}")
                lines.append(f"    {safe(entry.id)}: {more}")
    return "\n".join(lines) + "\n"

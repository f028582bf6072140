"""Suggestion packs as text and as JSON: all of them in a list, and one of them in full."""

from __future__ import annotations

import json

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, clip
from copvalue_tui.matrix.values import AUDIENCES, HORIZON_WORDS, HORIZONS
from copvalue_tui.suggest.library import Library, LibraryPack
from copvalue_tui.suggest.packs import Pack

_WIDEST = 48
"""Columns for one thing about a pack; what is longer is cut, but never a path."""
_HEADS = ("id", "title", "language", "values", "where")


def text_list(shelf: Library) -> str:
    """A line for each pack, in columns."""
    lines = [_HEADS, *(_line(one) for one in shelf.shelved)]
    widths = [max(cell_width(line[column]) for line in lines) for column in range(len(_HEADS))]
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
    said = " ".join(language for language in languages if language)
    where = "comes with copvalue" if one.path is None else str(one.path)
    clipped = (clip(safe(words), _WIDEST) for words in (pack.id, pack.title, said))
    return (*clipped, str(len(pack.entries)), safe(where))


def json_list(shelf: Library) -> str:
    """A list of objects, one a pack, for programs."""
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
        for one in shelf.shelved
    ]
    # Programs read it: escapes keep it ASCII, so nothing in it commands a terminal either.
    return json.dumps(listed, indent=2) + "\n"


def pack_outline(pack: Pack) -> str:
    """Everything a pack says, cell by cell."""
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

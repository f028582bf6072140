"""Turn pasted lines into a list of values: strip bullets, numbers and blanks."""

from __future__ import annotations

import re
from collections.abc import Collection

from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.lines import entries
from copvalue_tui.imports.registry import Importer
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.values import MOST_LETTERS


def bullets(text: str) -> Imported:
    """The values in a text: its lines, the cells of its tables, its wrapped lines as one."""
    accepted = acceptable(text)
    found = entries(accepted.text)
    plain = [entry.text for entry in found if entry.heading != "heading"]
    if not plain:
        plain = [entry.written for entry in found]
    short = tuple(line for line in plain if len(line) <= MOST_LETTERS)
    return Imported(short, accepted.refused, len(plain) - len(short))


def bullets_besides(text: str, known: Collection[str]) -> Imported:
    """The same, but lines that are known values come back exactly, whatever they look like."""
    read: list[Imported] = []
    new: list[str] = []
    for line in re.split("\r?\n", text):
        if line in known:
            read += [bullets("\n".join(new)), Imported((line,))]
            new = []
        else:
            new.append(line)
    read.append(bullets("\n".join(new)))
    texts = tuple(text for one in read for text in one.texts)
    return Imported(texts, sum(one.refused for one in read), sum(one.too_long for one in read))


def _any_text(text: str) -> int:
    return 1


IMPORTER = Importer("bullets", (".txt",), _any_text, bullets)

"""Turn pasted lines into a list of values: strip bullets, numbers and blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.lines import entries
from copvalue_tui.imports.marks import lead_of
from copvalue_tui.imports.registry import Importer
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.text.sentences import plural, quote
from copvalue_tui.matrix.values import MOST_LETTERS


def bullets(text: str) -> Imported:
    """The values in a text: its lines, the cells of its tables, its wrapped lines as one."""
    accepted = acceptable(text)
    found = entries(accepted.text)
    headings = [entry.text for entry in found if entry.heading == "heading"]
    plain = [entry.text for entry in found if entry.heading != "heading"]
    if not plain:
        headings, plain = [], [entry.written for entry in found]
    short = tuple(line for line in plain if len(line) <= MOST_LETTERS)
    remarks = (_left_out(headings),) if headings else ()
    return Imported(short, accepted.refused, len(plain) - len(short), remarks=remarks)


def _left_out(headings: Sequence[str]) -> str:
    were = "was" if len(headings) == 1 else "were"
    more = f" and {len(headings) - 1:,} more" if len(headings) > 1 else ""
    return f"{plural(len(headings), 'heading')} {were} left out: {quote(headings[0], 40)}{more}."


def edited_lines(text: str, known: Sequence[str]) -> Imported:
    """The values in a text that a person edited, one a line.

    A line that is a known value comes back exactly, whatever it looks like. Other lines may be
    known values in other words, so they keep a mark that one which is gone began with.
    """
    exact, lines = frozenset(known), re.split("\r?\n", text)
    own = {_mark_of(value) for value in exact.difference(lines)} - {""}
    accepted = acceptable(text)
    texts: list[str] = []
    new: list[str] = []
    for line in [*lines, None]:
        if line is None or line in exact or _mark_of(acceptable(line).text) in own:
            texts += (entry.text for entry in entries("\n".join(new), markup=False))
            new = []
            if line is not None:
                texts.append(line if line in exact else tidy(acceptable(line).text))
        else:
            new.append(acceptable(line).text)
    short = tuple(line for line in texts if len(line) <= MOST_LETTERS or line in exact)
    return Imported(short, accepted.refused, len(texts) - len(short))


def _mark_of(line: str) -> str:
    """What a line begins with that might be a mark: its sign, or the style of its number."""
    lead = lead_of(line)
    number = lead.numbering.style if lead.numbering else ""
    return line[lead.mark : lead.text].strip() or number


def _any_text(text: str) -> int:
    return 1


IMPORTER = Importer("bullets", (".txt",), _any_text, bullets)

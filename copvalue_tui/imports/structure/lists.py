"""A list of values with the details below each, as in a cell or below a heading."""

from __future__ import annotations

from collections.abc import Sequence

from copvalue_tui.imports.formats.bullets import bullets
from copvalue_tui.imports.marks import lead_of
from copvalue_tui.imports.structure.details import details_of, is_placeholder
from copvalue_tui.imports.structure.labels import LONGEST_LABEL
from copvalue_tui.imports.structure.placing import Placing
from copvalue_tui.matrix.fields.table import with_contents
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.values import Value


def listed_values(placing: Placing, lines: Sequence[str], *, cell: bool = True) -> list[Value]:
    """The values of a list; outside a `cell` only lines with a mark are values."""
    values: list[Value] = []
    waiting: list[str] = []
    under: int | None = None
    listed = any(is_marked(line) for line in lines)
    for line in lines:
        lead = lead_of(line)
        marked = lead.text > lead.mark
        details = None
        if under is not None and lead.mark > under:
            details = details_of(line[lead.text :])
        if details:
            values += _taken(placing, waiting)
            waiting = []
            if values:
                contents = {detail.field.name: detail.content for detail in details}
                values[-1] = with_contents(values[-1], contents)
        elif not line.strip():
            waiting.append("")
        elif is_placeholder(line):
            continue
        elif not marked and under is None and (not cell or (listed and is_prose(line))):
            placing.leave_out(tidy(line))
        else:
            waiting.append(line)
            under = lead.mark if marked else under
    return [*values, *_taken(placing, waiting)]


def _taken(placing: Placing, lines: Sequence[str]) -> tuple[Value, ...]:
    placing.note_numbers(lines)
    return placing.take(bullets("\n".join(lines)))


def is_marked(line: str) -> bool:
    """Whether a line begins with a mark or a number."""
    lead = lead_of(line)
    return lead.text > lead.mark or lead.numbering is not None


def is_prose(line: str) -> bool:
    """Whether a line is a sentence, such as the question of a worksheet, or a long text."""
    return len(line) > LONGEST_LABEL or line.rstrip("*_ ")[-1:] in (".", ":", "?")

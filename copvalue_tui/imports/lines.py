"""Read plain text as entries: lines, table cells, wrapped lines, several bullets in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from copvalue_tui.imports.marks import (
    Lead,
    Numbering,
    bold_of,
    heading_of,
    in_order,
    is_rule,
    lead_of,
    without_emphasis,
)
from copvalue_tui.imports.pipes import may_begin_table, may_have_tables, table_at
from copvalue_tui.matrix.text.bullets import TIGHT
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import MOST_LETTERS

_QUOTED = r'"([^"]*+(?:""[^"]*+)*+)"'
_QUOTED_CELL = re.compile(rf"(?:(?<=[\t\n])|\A){_QUOTED}(?=[\t\n]|\Z)")
_CELL_AND_COMMA = re.compile(rf"{_QUOTED}([,;]?)")
_ALL_QUOTED = re.compile(rf"(?:{_QUOTED}(?:[,;]{_QUOTED})++(?:\n+|\Z))++")
"""A table in CSV with all its cells in quotes."""
_INNER_BREAK = "\x1e"
"""A line break inside a quoted cell; control characters were taken out before."""
_INSIDE = f"\v(?![ \t]*[{TIGHT}])"
"""A soft break inside a list item."""
_MARK = re.compile(r"[^ \t]+[ \t]+")
_MAIL = re.compile(r"[ \t]*(?:>[ \t]?)+")
_WRAPPED = 60
"""From how many columns on a line may have been wrapped by a mail program."""
_SHORT_RULE = 3
_NO_LETTERS = frozenset("-=_*~─━═#|+:│┼├┤")
_STOPS = tuple(".!?…。！？")


class Entry(NamedTuple):
    """What one line or cell says, or several that were one line before they were wrapped."""

    text: str
    """One tidy line, without marks."""
    heading: Literal["", "maybe", "heading"] = ""
    """Whether it is a heading: a line in bold letters, or above a rule, may be one."""
    written: str = ""
    """A heading as it was written."""


class _Part(NamedTuple):
    """A line, or one cell of a line."""

    text: str
    lead: Lead
    column: int = 0
    """Which cell of its line it is; 0 also for a line without tabs."""
    in_table: bool = False
    marked: bool = False
    start: int = 0
    """Where its text begins, behind the marks that count."""

    @property
    def is_text(self) -> bool:
        """Whether it says something: it is neither blank nor a rule."""
        return not self.lead.blank and not is_rule(self.text)


def entries(text: str, *, markup: bool = True) -> list[Entry]:
    """The entries of a text that was made acceptable, in reading order; none is empty.

    Without `markup` what looks like Markdown or a quoted cell is taken as it is.
    """
    text = _unquoted(text) if markup else text
    lines = text.split("\n")
    if ">" in text:
        lines = _without_mail_quotes(lines)
    if "\v" in text:
        lines = _soft_broken(lines)
    if markup and may_have_tables(text):
        lines = _with_tabs(lines)
    groups = _joined(_marked(_parts(lines)))
    found: list[Entry] = []
    for at, group in enumerate(groups):
        part = group[0]
        if _INNER_BREAK in part.text:
            found += entries(part.text.replace(_INNER_BREAK, "\n"), markup=markup)
        elif part.is_text:
            heading = _heading(part, groups, at) if markup and len(group) == 1 else None
            texts = map(_plain if markup else tidy, _texts(group))
            found += [heading] if heading else map(Entry, filter(None, texts))
    return found


def _unquoted(text: str) -> str:
    """The text with the quoted cells of a spreadsheet's clipboard as single cells of one line."""
    if '"' not in text:
        return text
    if text[0] == '"' and _ALL_QUOTED.fullmatch(text):
        return _CELL_AND_COMMA.sub(lambda found: _flat(found[1]) + "\t" * bool(found[2]), text)
    return _QUOTED_CELL.sub(_plain_cell, text)


def _plain_cell(found: re.Match[str]) -> str:
    return _flat(found[1]) if re.search('[\n\v\t"]', found[1]) else found[0]


def _flat(cell: str) -> str:
    """The content of a quoted cell without line ends and tabs."""
    return re.sub("[\n\v]", _INNER_BREAK, cell.replace('""', '"').replace("\t", " "))


def _without_mail_quotes(lines: list[str]) -> list[str]:
    """The lines without the marks of a quoted mail; a single `>` may mean “more than”."""
    begins = [line.lstrip(" \t")[:1] for line in lines]
    if begins.count(">") < 2 or begins.count(">") + begins.count("") < len(lines):
        return lines
    return [_MAIL.sub("", line, count=1) for line in lines]


def _with_tabs(lines: Sequence[str]) -> list[str]:
    """The lines with the cells of drawn tables parted by tabs."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        table = table_at(lines, at) if may_begin_table(lines, at) else None
        if table is None:
            found.append(lines[at])
            at += 1
            continue
        for row in table.grid:
            cells = (cell.replace("\t", " ").replace("\n", _INNER_BREAK) for cell in row)
            found.append("\t".join(cells))
        at += table.lines
    return found


def _soft_broken(lines: Iterable[str]) -> list[str]:
    """The lines with soft breaks resolved: in a list item a blank, as slides mean it."""
    found = []
    for line in lines:
        lead = lead_of(line)
        if lead.text > lead.mark or lead.numbering is not None:
            found += re.sub(_INSIDE, " ", line).split("\v")
        else:
            found += line.split("\v")
    return found


def _parts(lines: Iterable[str]) -> list[_Part]:
    """The lines, each row of a table as its cells."""
    parts = []
    for line in lines:
        lead = lead_of(line)
        if "\t" not in line[lead.text :]:
            parts.append(_Part(line, lead))
            continue
        first, *cells = line[lead.text :].rstrip("\t").split("\t")
        head = line[: lead.text] + first
        parts.append(_Part(head, lead_of(head), 0, in_table=bool(cells)))
        for column, cell in enumerate(cells, 1):
            parts.append(_Part(cell, lead_of(cell), column, in_table=True))
    return parts


def _marked(parts: Sequence[_Part]) -> list[_Part]:
    """The parts with the marks that count; a number counts among others that run in order.

    Among bullets it counts too when it may be that of its line.
    """
    running = in_order(_numbered(parts))
    listed = bool(running)
    for text, lead, *_ in parts:
        if lead.text > lead.mark:
            listed = True
        elif lead.mark == 0 and text and lead.numbering is None:
            listed = False
            break
    found = []
    number = 0
    for at, (text, lead, column, in_table, *_) in enumerate(parts):
        start, numbering = lead.text, lead.numbering
        number += start > lead.mark or numbering is not None
        if numbering is not None and (
            at in running or (listed and start == lead.mark and numbering.may_be(number))
        ):
            start = lead.after_number
        found.append(_Part(text, lead, column, in_table, start > lead.mark, start))
    return found


def _numbered(parts: Sequence[_Part]) -> Iterator[tuple[int, Numbering]]:
    for at, part in enumerate(parts):
        numbering = part.lead.numbering
        if numbering is not None:
            yield at, numbering._replace(style=f"{part.column} {numbering.style}")


def _joined(parts: Sequence[_Part]) -> list[list[_Part]]:
    """The parts, each with the lines below it that belong to it."""
    groups: list[list[_Part]] = []
    group: list[_Part] = []
    under = deep = 0
    for part in parts:
        if group and group[0].marked and _goes_on(group, part, under, deep):
            group.append(part)
            continue
        group = [part]
        groups.append(group)
        under = _columns(part.text[: part.lead.mark])
        deep = _columns(part.text[: _first_mark(part)])
    return groups


def _first_mark(part: _Part) -> int:
    """Where the words behind the first mark begin: below a `-`, Markdown hangs those of `- [ ]`."""
    found = _MARK.match(part.text, part.lead.mark, part.start)
    return found.end() if found else part.start


def _goes_on(group: Sequence[_Part], part: _Part, under: int, deep: int) -> bool:
    """Whether a line goes on with the list item above it.

    Args:
        group: The lines of the item.
        part: The line below them.
        under: The column of the item's mark.
        deep: The column of its text.
    """
    text, lead, _, in_table, marked, _ = part
    last = group[-1].text
    if marked or lead.blank or in_table or group[0].in_table or _INNER_BREAK in text + last:
        return False
    if text[lead.mark] in _NO_LETTERS and is_rule(text):
        return False
    if text[0] == "\t":
        return True
    indent = _columns(text[: lead.mark]) if "\t" in text[: lead.mark] else lead.mark
    if indent >= deep:
        return True
    if (indent and indent != under) or cell_width(last[:_WRAPPED]) < _WRAPPED:
        return False
    return bool(indent) or not last.rstrip(" \t").endswith(_STOPS)


def _columns(text: str) -> int:
    return cell_width(text.expandtabs(8))


def _heading(part: _Part, groups: Sequence[Sequence[_Part]], at: int) -> Entry | None:
    """The line as a heading, if it is one or may be one."""
    if part.marked or part.in_table:
        return None
    below = groups[at + 1][0] if at + 1 < len(groups) else None
    written = tidy(part.text)
    if words := heading_of(part.text):
        return Entry(_plain(words), "heading", written)
    if below is not None and below.text.strip()[:1] in ("-", "=") and is_rule(below.text):
        after = groups[at + 2][0] if at + 2 < len(groups) else None
        # A line may also part values: then it is short, or the next value follows at once.
        over_text = below.text.strip()[0] == "=" or len(below.text.strip()) > _SHORT_RULE
        sure = over_text and after is not None and (after.marked or after.lead.blank)
        return Entry(_plain(part.text), "heading" if sure else "maybe", written)
    if words := bold_of(part.text):
        following = (
            groups[at + 2][0] if below and below.lead.blank and at + 2 < len(groups) else below
        )
        over_list = following is not None and following.marked
        return Entry(_plain(words), "heading" if over_list else "maybe", written)
    return None


def _texts(group: Sequence[_Part]) -> Iterator[str]:
    """The values of a list item or line."""
    first = group[0]
    text = " ".join([first.text[first.start :], *(part.text for part in group[1:])])
    sign = first.text[first.lead.mark : first.lead.mark + 1]
    if first.marked and sign in TIGHT and sign in text:
        return (piece.lstrip("\ufe0e\ufe0f") for piece in text.split(sign))
    return iter((text,))


def _plain(text: str) -> str:
    text = tidy(text)
    return without_emphasis(text) if len(text) <= MOST_LETTERS else text

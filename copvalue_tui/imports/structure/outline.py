"""Texts with headings: Markdown and plain outlines whose headings say where the values belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from copvalue_tui.imports.formats.bullets import bullets
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.marks import bold_of, heading_of, is_rule, lead_of
from copvalue_tui.imports.pipes import TextTable, table_at
from copvalue_tui.imports.structure.details import (
    detail_of,
    fact_of,
    is_placeholder,
    no_name,
    tags_of,
)
from copvalue_tui.imports.structure.grid import all_cells, place_grid
from copvalue_tui.imports.structure.headings import BOLD, LISTED, PLAIN, HeadingLine, Levels
from copvalue_tui.imports.structure.heads import Grid
from copvalue_tui.imports.structure.labels import LONGEST_LABEL, Label, label_and_value, read_label
from copvalue_tui.imports.structure.lists import is_prose, listed_values
from copvalue_tui.imports.structure.placing import Placing
from copvalue_tui.imports.structure.records import place_records
from copvalue_tui.imports.structure.review_text import ReviewReader, review_day
from copvalue_tui.matrix.text.normalize import one_line, tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.text.sentences import plural, quote

_WRAPPED = 60
"""From how many letters on a line may go on in the next one."""


def read_outline(text: str) -> Imported | None:
    """The values under headings that say where they belong; None if there are no such headings.

    `text` is acceptable, with a line feed at each line end.
    """
    return _Outline(text.split("\n"), {}).read()


def read_blocks(blocks: Sequence[str | Grid]) -> Imported:
    """The values of a document: its lines and tables, in their order."""
    return place_blocks(blocks) or _listed(blocks)


def place_blocks(blocks: Sequence[str | Grid]) -> Imported | None:
    """The same in their cells; None if nothing says where they belong."""
    accepted = [acceptable(block) if isinstance(block, str) else None for block in blocks]
    lines = ["" if line is None else line.text for line in accepted]
    tables = {
        at: TextTable(block, 1) for at, block in enumerate(blocks) if not isinstance(block, str)
    }
    refused = sum(line.refused for line in accepted if line)
    found = _Outline(lines, tables).read()
    return found and found._replace(refused=found.refused + refused)


def _listed(blocks: Sequence[str | Grid]) -> Imported:
    """All values in reading order."""
    read: list[Imported] = []
    for is_line, group in groupby(blocks, key=lambda block: isinstance(block, str)):
        if is_line:
            read.append(bullets("\n".join(str(line) for line in group)))
        else:
            read += (all_cells(grid) for grid in group if not isinstance(grid, str))
    return Imported(
        tuple(text for each in read for text in each.texts),
        sum(each.refused for each in read),
        sum(each.too_long for each in read),
    )


class _Outline:
    """One pass over the lines."""

    def __init__(self, lines: Sequence[str], tables: Mapping[int, TextTable]) -> None:
        self._lines = lines
        self._tables = tables
        self._placing = Placing()
        self._levels = Levels()
        self._chunk: list[str] = []
        self._under = ""
        """The last heading that is no label, if it ended all labels."""
        self._homeless: dict[str, int] = {}
        self._reviews = ReviewReader()
        self._told = False
        self._last_signs: dict[int, int] | None = None
        """For each number of `#` the last heading that has as many; made when it is asked for."""

    def read(self) -> Imported | None:
        """The values in their cells, or None."""
        at = 0
        while at < len(self._lines):
            table = self._tables.get(at) or table_at(self._lines, at)
            heading = None if table else self._heading(at)
            if table is not None:
                self._flush()
                self._take_table(table.grid)
                at += table.lines
            elif heading is not None:
                self._flush()
                self._open(heading, at)
                self._chunk += filter(None, (heading.value,))
                at += heading.lines
            else:
                if not is_rule(self._lines[at]):
                    self._chunk.append(self._lines[at])
                at += 1
        self._flush()
        if not self._told:
            return None
        for name, count in self._homeless.items():
            where = f"under {quote(name)}" if name else "without a horizon"
            self._placing.remark(f"{plural(count, 'value')} {where} went to the parking lot.")
        self._placing.facts = self._reviews.added(self._placing.facts)
        return self._placing.imported()

    def _take_table(self, grid: Grid) -> None:
        label = self._levels.label
        if place_records(grid, self._placing) or place_grid(grid, self._placing, label):
            self._told = True
            return
        values = self._placing.take(all_cells(grid))
        self._count_homeless(label, len(values))
        self._placing.add(label, values)

    def _count_homeless(self, label: Label, count: int) -> None:
        if count and not label.horizon and not label.parked:
            name = self._under if not self._levels else ""
            self._homeless[name] = self._homeless.get(name, 0) + count

    def _heading(self, at: int) -> HeadingLine | None:
        """The heading that this line is, if it is one."""
        line = self._lines[at]
        if not line.strip() or is_rule(line):
            return None
        if words := heading_of(line):
            return HeadingLine(_signs(line), words, read_label(_words(words)))
        if self._reviews.inside or review_day(line) is not None:
            ends = review_day(line) is not None
            return HeadingLine(PLAIN, line.strip(), None) if ends else None
        below = self._lines[at + 1] if at + 1 < len(self._lines) else ""
        lead = lead_of(line)
        marked = lead.text > lead.mark
        if not marked and len(below.strip()) > 2 and below.strip()[0] in "=-" and is_rule(below):
            level = 1 if below.strip()[0] == "=" else 2
            return HeadingLine(level, line.strip(), read_label(line), 2)
        if words := bold_of(line):
            return HeadingLine(BOLD, words, read_label(_words(words)))
        if lead.numbering is not None:
            # Over deeper lines a number is the mark of a list, else it may count headings.
            marked = marked or lead_of(self._next(at)).mark > lead.mark
            if not marked and not (read_label(_words(line)) or label_and_value(_words(line))):
                return None
        return self._plain_heading(at, marked, lead.mark, _words(line))

    def _plain_heading(self, at: int, marked: bool, indent: int, words: str) -> HeadingLine | None:
        """A heading without signs: a label, or the name of a row above its first horizon."""
        line = self._lines[at]
        if len(words) > LONGEST_LABEL or tags_of(line) or fact_of(line) or detail_of(line):
            return None
        if said := self._said_at_once(at, marked, indent, words):
            return said
        label = read_label(words)
        if label is not None and (not label.says_where or self._ends_sentence(at)):
            label = None
        if marked:
            level = LISTED + indent
            below = self._next(at)
            if lead_of(below).mark <= indent or detail_of(below[lead_of(below).text :]):
                return None
            named = label or self._horizon_in(below) or self._levels.beside_row(level)
            return HeadingLine(level, words, label) if named else None
        if label is not None:
            return HeadingLine(PLAIN + indent, words, label)
        if self._is_row_name(at, indent):
            return HeadingLine(PLAIN + indent, words.rstrip(":"), None)
        return None

    def _said_at_once(self, at: int, marked: bool, indent: int, words: str) -> HeadingLine | None:
        """A horizon and its value on one line, with nothing below that belongs to it."""
        said = label_and_value(words)
        if said is None or self._levels.label.parked:
            return None
        level = (LISTED if marked else PLAIN) + indent
        if marked and self._levels.horizon_level not in (None, level):
            return None
        below = self._lines[at + 1] if at + 1 < len(self._lines) else ""
        named = read_label(_words(below)) or label_and_value(_words(below))
        if below.strip() and (named is None or lead_of(below).mark > indent):
            return None
        return HeadingLine(level, words.partition(":")[0], said[0], value=said[1])

    def _ends_sentence(self, at: int) -> bool:
        """Whether a line is the end of a paragraph above it."""
        line = self._lines[at].strip()
        above = self._lines[at - 1].strip() if at else ""
        return line.endswith(".") or (line[:1].islower() and len(above) >= _WRAPPED)

    def _next(self, at: int) -> str:
        after = range(at + 1, len(self._lines))
        return next((self._lines[below] for below in after if self._lines[below].strip()), "")

    def _horizon_in(self, line: str) -> bool:
        label = read_label(_words(line))
        return label is not None and label.horizon is not None

    def _is_row_name(self, at: int, indent: int) -> bool:
        """Whether the lines below a plain line lead to a horizon, with no value before it."""
        if self._levels.ends_in_row and not self._lines[at].startswith("#"):
            return False
        if is_prose(self._lines[at]) and not self._lines[at].rstrip().endswith(":"):
            return False
        below = 0 < self._levels.last < PLAIN + indent
        current = self._levels.horizon_level
        inside = current is not None and PLAIN + indent >= current
        spoken = 0
        for after in range(at + 1, len(self._lines)):
            line = self._lines[after]
            if not line.strip() or tags_of(line):
                continue
            lead = lead_of(line)
            label = read_label(line)
            if label is not None and label.horizon and not label.name and not label.audience:
                if below and lead.mark == indent:
                    return False  # It says more about the row above, beside its horizons.
                # Inside a cell a line is a value, unless what follows begins a row anew.
                return not inside or (spoken == 0 and label.horizon in self._levels.horizons)
            spoken += 1
            if lead.text > lead.mark or spoken > 2 or heading_of(line) or label is not None:
                return False
        return False

    def _open(self, heading: HeadingLine, at: int) -> None:
        """Put a heading in force, and end those that it replaces."""
        label = heading.label
        if label is not None and label.name and heading.level < PLAIN and not label.horizon:
            # Below the title of an audience a heading is a name, brackets and all.
            inner = self._levels.label.audience == label.audience and not label.parked
            label = label._replace(name=tidy(heading.words)) if inner else label
        if self._reviews.open(
            heading.level, heading.words, self._lines[at + heading.lines : at + 5]
        ):
            self._levels.end(0)
            return
        if label is None and self._names_row(heading, at):
            label = Label(name="" if no_name(heading.words) else tidy(heading.words))
        if label is None:
            self._other_heading(heading)
            return
        self._under = ""
        self._levels.put(heading.level, label)
        self._told |= label.horizon is not None or label.parked
        whole = self._levels.label
        self._placing.name_horizon(whole)
        # The parking lot may have the level of an audience, but it has no rows.
        names_row = (whole.name and not label.audience) or (label.audience and label.horizon)
        if names_row and not whole.parked:
            self._placing.row(whole)

    def _names_row(self, heading: HeadingLine, at: int) -> bool:
        """Whether a heading that is no label is the name of a row."""
        if heading.level >= PLAIN or self._levels.beside_row(heading.level):
            return True
        if not self._told and not self._levels and self._is_alone(heading, at):
            return False  # It is the title.
        if self._levels.only_horizons:
            return heading.level > self._levels.last
        for after in range(at + heading.lines, len(self._lines)):
            below = self._heading(after)
            if below is not None:
                deeper = below.level > heading.level
                label = below.label
                return bool(deeper and label and label.horizon and not label.audience)
        return False

    def _is_alone(self, heading: HeadingLine, at: int) -> bool:
        """Whether no other heading has the signs of this one."""
        if self._last_signs is None:
            signs = ((_signs(line), at) for at, line in enumerate(self._lines) if heading_of(line))
            self._last_signs = dict(signs)
        return self._last_signs.get(heading.level, -1) < at + heading.lines

    def _other_heading(self, heading: HeadingLine) -> None:
        words = tidy(heading.words)
        first = not self._levels and not self._told and heading.level <= 1
        self._levels.end(heading.level)
        if first and not self._placing.facts.title:
            self._placing.title(words)
        elif not self._levels:
            self._under = words
            self._placing.leave_out(words)
        else:
            self._placing.leave_out(words)

    def _flush(self) -> None:
        """Read the lines since the last heading."""
        chunk, self._chunk = self._chunk, []
        if self._reviews.take(chunk):
            return
        label = self._levels.label
        if not self._levels and not self._told:
            chunk = self._facts(chunk)
        elif label.name and not label.horizon and not label.parked:
            chunk = self._about_row(label, chunk)
        cell = bool(label.horizon or label.parked)
        values = listed_values(self._placing, chunk, cell=cell)
        self._count_homeless(label, len(values))
        if values:
            self._placing.add(label, values)

    def _facts(self, chunk: Sequence[str]) -> list[str]:
        """The lines above the first heading without the title and the facts."""
        rest: list[str] = []
        for line in chunk:
            fact = fact_of(line)
            plain = line.strip() and lead_of(line).text == lead_of(line).mark
            if fact is not None:
                self._placing.set_fact(*fact)
            elif plain and not rest and not self._placing.facts.title and _is_title(line):
                self._placing.title(line)
            elif line.strip() or rest:
                rest.append(line)
        return rest

    def _about_row(self, label: Label, chunk: Sequence[str]) -> list[str]:
        """The lines below the name of a row without its persona and tags."""
        rest: list[str] = []
        persona: list[str] = []
        for line in chunk:
            tags = tags_of(line)
            if tags:
                self._placing.set_row(label, tags=tags)
            elif line.strip() and is_placeholder(line):
                continue
            elif line.strip() and not rest and lead_of(line).text == lead_of(line).mark:
                persona.append(line)
            elif line.strip() or rest:
                rest.append(line)
        if persona:
            self._placing.set_row(label, persona=one_line(" ".join(persona)))
        return rest


def _words(line: str) -> str:
    """The words of a line, behind its marks and its number."""
    lead = lead_of(line)
    return line[lead.text if lead.numbering is None else lead.after_number :].strip()


def _signs(line: str) -> int:
    """How many `#` a heading has."""
    return len(line.strip()) - len(line.strip().lstrip("#"))


def _is_title(line: str) -> bool:
    # A line to write on, such as a name on a worksheet, ends in its dots or underscores.
    ends = line.rstrip()[-1:]
    return len(line) <= LONGEST_LABEL and (ends.isalnum() or ends in ")]!?”’'\"")

"""What begins a line or a table cell: bullets, check boxes, numbers, letters, Markdown signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from copvalue_tui.matrix.text.bullets import BULLETS, CIRCLED, SYMBOLS, TIGHT

_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+(?=\S)(.*?)[ \t]*#*[ \t]*\Z", re.DOTALL)
_BOLD = re.compile(
    r"[ \t]*(?:\*\*([^*]+)\*\*|__([^_]+)__)[ \t]*:?[ \t]*|[ \t]*(?:\*\*([^*]+):\*\*)"
)
_RULE = re.compile(r"([-=_*~─━═#])(?:[ \t]*+\1){2,}|[|+:─━│┼├┤-][-|+:─━│┼├┤ \t]{2,}")
_RULE_SIGNS = frozenset("-=_*~─━═#|+:│┼├┤")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*\*(?=[^\s*])([^*]+)(?<=\S)\*\*(?![\w*])"
    r"|(?<![\w_])(__?)(?=[^\s_])([^_]+)(?<=\S)\2(?![\w_])"
    r"|(?<![\w`])`(?=[^\s`])([^`]+)(?<=\S)`(?![\w`])"
)


def is_rule(line: str) -> bool:
    """Whether a line or cell only parts others: `---`, `* * *`, `|---|---|`."""
    line = line.strip(" \t")
    return line[:1] in _RULE_SIGNS and _RULE.fullmatch(line) is not None


def heading_of(line: str) -> str | None:
    """The words of a line that begins with `#` as headings do; None of any other."""
    found = _HEADING.match(line) if "#" in line else None
    return found[1] if found else None


def bold_of(line: str) -> str | None:
    """The words of a line that is bold from end to end; None of any other."""
    found = _BOLD.fullmatch(line) if "**" in line or "__" in line else None
    return next((words for words in found.groups() if words), None) if found else None


def without_emphasis(line: str) -> str:
    """The line without the pairs of signs around whole words: `**bold**`, `_italic_`, code."""
    if "*" not in line and "_" not in line and "`" not in line:
        return line
    return _EMPHASIS.sub(lambda found: found[1] or found[3] or found[4], line)


_JAPANESE = "[・･](?=[\u3040-\u30ff\u3400-\u9fff])"
"""A middle dot, which needs no blank before Japanese."""
_FONT = "o§üØvq"
"""What the symbol fonts of a word processor become, before a tab, or in a mail several blanks."""
_REPEATED = 8
"""How many bullets may follow each other without a blank, such as `--`."""
_END = "(?=[ \t]|$)"
_ROMAN = "[ivxIVX]{1,6}"


def _bullet(*, first: bool) -> str:
    # After a mark, a sign before a digit belongs to the number: “- – 15 % downtime”.
    sign = "(?!>[ \t]+\\d)" if first else "(?![-–—−+>][ \t]+\\d)"
    return f"{sign}(?:[{BULLETS}][\ufe0e\ufe0f]?){{1,{_REPEATED}}}{_END}"


_OTHERS = "|".join(
    (
        f"[{TIGHT}☐☑☒][\ufe0e\ufe0f]?",
        f"[{SYMBOLS}]|{_JAPANESE}",
        f"\\[[ xX✓✔]?\\]{_END}",
        "[0-9#*]\ufe0f?\u20e3|🔟",
        f"[{CIRCLED}]{_END}",
        f"[(（]?\\d{{1,3}}[)）]{_END}",
        f"[{_FONT}](?:\t| {{2}}(?! *\\d))",
        f"\\(?(?:\\d{{1,3}}(?:\\.\\d{{1,2}})*|[a-zA-Z]|{_ROMAN})[.)]\t",
    )
)
_NUMBER = "|".join(
    (
        f"(?P<level>\\d{{1,3}}(?:\\.\\d{{1,2}})*)"
        f"(?:\\.[)-]?{_END}|(?:(?<=\\.\\d)|(?<=\\.\\d\\d))(?=[ \t])|[．、](?!\\d))",
        f"\\(?(?P<letter>[^\\W\\d_]|{_ROMAN})[.)]{_END}",
        f"(?P<circled>[{CIRCLED}])",
    )
)
_LEAD = re.compile(
    f"(?P<indent>[ \t]*)"
    f"(?P<marks>(?:(?:{_bullet(first=True)}|{_OTHERS})[ \t]*"
    f"(?:(?:{_bullet(first=False)}|{_OTHERS})[ \t]*)*)?)"
    f"(?P<number>(?:{_NUMBER})[ \t]*)?"
)


class Numbering(NamedTuple):
    """A number or letter that is a mark where another line goes on with the next."""

    style: str
    """Only what is written alike can run in order."""
    counts: tuple[tuple[int, ...], ...]
    """What it may count: `i` is the ninth letter and the first numeral."""

    @property
    def is_first(self) -> bool:
        """Whether it may begin a list."""
        return not {(1,), (ord("a"),), (ord("A"),)}.isdisjoint(self.counts)

    def may_be(self, line: int) -> bool:
        """Whether it is a number up to that of its line, or of one more that came before."""
        first, *deeper = self.counts[0]
        return self.style == "1" and not deeper and 1 <= first <= line + 1


class Lead(NamedTuple):
    """How a line or cell begins."""

    mark: int
    """Where the mark begins: how many blanks are before it."""
    text: int
    """Where the text begins, behind the marks."""
    blank: bool
    """Whether nothing is on the line."""
    numbering: Numbering | None = None
    """A number at the beginning of the text that may be a mark."""
    after_number: int = 0
    """Where the text begins when that number is a mark."""


def lead_of(text: str) -> Lead:
    """How a line or cell begins."""
    found = _LEAD.match(text)
    if found is None:  # never: all of it may be missing
        return Lead(0, 0, not text)
    # Read without a call for each group: a clipboard may have 100,000 lines.
    end, mark, start = found.regs[0][1], found.regs[1][1], found.regs[2][1]
    blank = mark == found.endpos
    if start == end:
        return Lead(mark, start, blank)
    again = _LEAD.match(text, end)
    return Lead(mark, start, blank, _numbering(found), again.end("marks") if again else end)


def _numbering(found: re.Match[str]) -> Numbering:
    if found["level"]:
        return Numbering("1", (tuple(map(int, found["level"].split("."))),))
    if found["circled"]:
        return Numbering("①", ((ord(found["circled"]),),))
    letter = found["letter"]
    written = found["number"].strip().replace(letter, "a" if letter.islower() else "A")
    counts = [(ord(letter),)] if len(letter) == 1 else []
    if roman := _roman(letter.casefold()):
        counts.append((roman,))
    return Numbering(written, tuple(counts))


def _roman(letters: str) -> int:
    """The number that Roman numerals mean, up to 39; 0 when they mean none."""
    found = re.fullmatch("(x{0,3})(ix|iv|v?i{0,3})", letters)
    if found is None:
        return 0
    ones = {"ix": 9, "iv": 4}.get(found[2], 5 * ("v" in found[2]) + found[2].count("i"))
    return 10 * len(found[1]) + ones


def in_order(numbers: Iterable[tuple[int, Numbering]]) -> set[int]:
    """Which numbered lines, by line number, are one of at least two that run in order."""
    last: dict[str, tuple[int, Numbering]] = {}
    running: set[int] = set()
    for line, number in numbers:
        before = last.get(number.style)
        if before is not None and any(
            _follows(one, other) for one in before[1].counts for other in number.counts
        ):
            running |= {before[0], line}
        last[number.style] = line, number
    return running


def _follows(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether a number comes after another: 2 after 1, 1.1 after 1, 2 after 1.3, 1 after 1."""
    if one == other == (1,):  # as Markdown may number a list
        return True
    if len(other) > len(one):
        return (*one, 1) == tuple(other) or (_follows(one, other[:-1]) and other[-1] == 1)
    depth = len(other) - 1
    return one[:depth] == other[:depth] and other[depth] == one[depth] + 1

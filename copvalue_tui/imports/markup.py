"""Markdown in plain text: headings, rules, and the signs around bold, italic and code words."""

from __future__ import annotations

import re

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

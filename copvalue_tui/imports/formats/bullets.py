"""Several lines from somewhere else, made a list of values: bullets, numbers and blanks go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copvalue_tui.imports.registry import Imported, Importer
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.values import MOST_LETTERS

_BULLET = r"""(?x)^(?:
        [-*+•◦▪▫‣⁃●○■□–—·✓✔☐☑☒►▶➢➣➤➔→⇒❖◆◇★☆✅✗✘]+(?=\s|$)  # a bullet, a dash, a check mark
      | [\uf000-\uf0ff]                          # one of a word processor's own letters
      | [•◦▪●○■□☐☑☒►▶]                         # one that stands for itself without a blank
      | \(?\d{1,3}[.)](?=\s|$)                   # 1. 1) (1)
      | \(?[a-zA-Z]\)(?=\s\S)                     # a) (b), but not the A. of a name
      | \[[ xX✓]?\](?=\s|$)                      # a check box
    )\s*"""


_MARK = r"(?:[^\w\s]{1,2}|[oqvuØü§\uf000-\uf0ff]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])"
_TABBED = re.compile(rf"\s*{_MARK}\t+(?=[^\t])")
"""How word processors copy a list: the mark, which may be a letter of another font, and a tab."""
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_QUOTED_BULLET = re.compile(rf"{_QUOTE.pattern}(?=[-*+•]\s)")


def bullets(text: str) -> Imported:
    """The values in a text, one a line; a table's columns, tab between them, are values too.

    A line that stands under the words of a bullet goes on with them, as mail programs wrap.
    """
    accepted = acceptable(text)
    lines = _whole(_unquoted(accepted.text.split("\n")))
    parts = (part for line in lines for part in _TABBED.sub("", line, count=1).split("\t"))
    plain = [line for part in parts if (line := _stripped(tidy(part)))]
    short = tuple(line for line in plain if len(line) <= MOST_LETTERS)
    return Imported(short, accepted.refused, len(plain) - len(short))


def _stripped(line: str) -> str:
    """The line without its bullets, however many stand before it: `- [ ] 1. Help` is `Help`."""
    while (rest := re.sub(_BULLET, "", line, count=1)) != line:
        line = rest
    return line


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the marks of a quoted mail; one `>` alone may mean “more than”."""
    said = [line for line in lines if line.strip()]
    quoted = len(said) > 1 and all(line.lstrip().startswith(">") for line in said)
    mark = _QUOTE if quoted else _QUOTED_BULLET
    return [mark.sub("", line, count=1) for line in lines]


def _whole(lines: list[str]) -> Iterator[str]:
    """The lines, each with those that stand under its words, a bullet being before them."""
    whole: list[str] = []
    under = 0
    for line in lines:
        words = line.lstrip(" ")
        indent, said = len(line) - len(words), _stripped(words)
        if under and indent == under and said == words != "":
            whole.append(words)
            continue
        yield " ".join(whole)
        whole = [line]
        under = len(line) - len(said) if len(said) < len(words) else 0
    yield " ".join(whole)


def _any_text(text: str) -> int:
    return 1


IMPORTER = Importer("bullets", (".txt",), _any_text, bullets)

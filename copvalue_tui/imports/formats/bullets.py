"""Turn pasted lines into a list of values: strip bullets, numbers and blanks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import Importer
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.values import MOST_LETTERS

_BULLET = r"""(?x)^(?:
        [-*+•◦▪▫‣⁃●○■□–—·✓✔☐☑☒►▶➢➣➤➔→⇒❖◆◇★☆✅✗✘]+(?=\s|$)  # a bullet, a dash, a check mark
      | [\uf000-\uf0ff]                          # one of a word processor's own letters
      | [•◦▪●○■□☐☑☒►▶]                         # a bullet that needs no blank after it
      | \(?\d{1,3}[.)](?=\s|$)                   # 1. 1) (1)
      | \(?[a-zA-Z]\)(?=\s\S)                     # a) (b), but not the A. of a name
      | \[[ xX✓]?\](?=\s|$)                      # a check box
    )\s*"""


_MARK = r"(?:[^\w\s]{1,2}|[oqvuØü§\uf000-\uf0ff]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])"
_TABBED = re.compile(rf"\s*{_MARK}\t+(?=[^\t])")
"""A list item from a word processor: the bullet, perhaps a letter of a symbol font, and a tab."""
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_QUOTED_BULLET = re.compile(rf"{_QUOTE.pattern}(?=[-*+•]\s)")


def _soft_broken(text: str) -> str:
    """The text with soft breaks resolved: in a bullet a blank, as slides mean it, else a line."""
    if "\v" not in text:
        return text
    return "\n".join(
        line.replace("\v", " " if _marked(line) else "\n") for line in text.split("\n")
    )


def _marked(line: str) -> bool:
    return bool(_TABBED.match(line) or re.match(_BULLET, line.lstrip()))


def bullets(text: str) -> Imported:
    """The values in a text, one per line; tab-separated columns are values too.

    A line indented to the words of the bullet above continues it, as mail programs wrap.
    """
    accepted = acceptable(text)
    lines = _joined(_unquoted(_soft_broken(accepted.text).split("\n")))
    parts = (part for line in lines for part in _TABBED.sub("", line, count=1).split("\t"))
    plain = [line for part in parts if (line := _stripped(tidy(part)))]
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


def _stripped(line: str) -> str:
    """The line without its bullets, however many: `- [ ] 1. Help` becomes `Help`."""
    while (rest := re.sub(_BULLET, "", line, count=1)) != line:
        line = rest
    return line


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without mail quote marks; a single `>` may mean “more than”."""
    filled = [line for line in lines if line.strip()]
    quoted = len(filled) > 1 and all(line.lstrip().startswith(">") for line in filled)
    mark = _QUOTE if quoted else _QUOTED_BULLET
    return [mark.sub("", line, count=1) for line in lines]


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines, each joined with the continuation lines below its bullet."""
    whole: list[str] = []
    under = 0
    for line in lines:
        words = line.lstrip(" ")
        indent, stripped = len(line) - len(words), _stripped(words)
        if under and indent == under and stripped == words != "":
            whole.append(words)
            continue
        yield " ".join(whole)
        whole = [line]
        under = len(line) - len(stripped) if len(stripped) < len(words) else 0
    yield " ".join(whole)


def _any_text(text: str) -> int:
    return 1


IMPORTER = Importer("bullets", (".txt",), _any_text, bullets)

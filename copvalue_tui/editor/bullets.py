"""Several lines from somewhere else, made a list of values: bullets, numbers and blanks go."""

from __future__ import annotations

import re
from typing import NamedTuple

from copvalue_tui.matrix.safety import acceptable
from copvalue_tui.matrix.texts import tidy
from copvalue_tui.matrix.values import MOST_LETTERS

_BULLET = r"""(?x)^(?:
        [-*+•◦▪▫‣⁃●○■□–—·✓✔☐☑☒►▶]+(?=\s|$)  # a bullet, a dash, a check mark
      | [•◦▪●○■□☐☑☒►▶]                         # one that stands for itself without a blank
      | \(?\d{1,3}[.)](?=\s|$)                   # 1. 1) (1)
      | \(?[a-zA-Z]\)(?=\s\S)                     # a) (b), but not the A. of a name
      | \[[ xX✓]?\](?=\s|$)                      # a check box
    )\s*"""


class Bullets(NamedTuple):
    """What a pasted text says."""

    texts: tuple[str, ...]
    """Each one tidy line, in order."""
    refused: int = 0
    """How many control characters were dropped."""
    too_long: int = 0
    """How many lines were left out because they are no bullets any more."""

    @property
    def refusal(self) -> str:
        """What to tell about what was left out, as the end of a message; mostly nothing."""
        told = ""
        if self.refused:
            told += f" {self.refused} control characters in it were left out."
        if self.too_long:
            told += f" {self.too_long} lines of over {MOST_LETTERS:,} letters were left out."
        return told


def bullets(text: str) -> Bullets:
    """The values in a text, one a line; a table's columns, tab between them, are values too."""
    accepted = acceptable(text)
    parts = (part for line in accepted.text.split("\n") for part in line.split("\t"))
    plain = [line for part in parts if (line := _stripped(tidy(part)))]
    short = tuple(line for line in plain if len(line) <= MOST_LETTERS)
    return Bullets(short, accepted.refused, len(plain) - len(short))


def _stripped(line: str) -> str:
    """The line without its bullets, however many stand before it: `- [ ] 1. Help` is `Help`."""
    while (rest := re.sub(_BULLET, "", line, count=1)) != line:
        line = rest
    return line

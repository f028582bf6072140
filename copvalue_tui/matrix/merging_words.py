"""Whether one value is another one reworded."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.matrix.texts import fold
from copvalue_tui.matrix.values import Value

_HEAD = 400
"""How many letters are looked at: a bullet has fewer, and a whole book must not take minutes."""


def alike(old: Value, new: Value) -> bool:
    """Whether `new` may be `old` in other words: half of its words or of its letters stayed.

    Details of the value that are the same, and more than a new value has, say so too.
    """
    if old != Value(old.text) and replace(new, text=old.text) == old:
        return True
    one, other = fold(old.text[:_HEAD]), fold(new.text[:_HEAD])
    longest = max(len(one), len(other))
    if 2 * _ends(one, other) >= longest:
        return True
    words, others = set(one.split()), set(other.split())
    return 2 * len(words & others) >= max(len(words), len(others))


def _ends(one: str, other: str) -> int:
    """How many letters both begin with, and end with, the same."""
    short = min(len(one), len(other))
    head = 0
    while head < short and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < short - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head + tail

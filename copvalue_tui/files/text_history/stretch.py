"""The one stretch in which two texts or two tuples differ."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")

_SLICE = 256


def stretch(old: tuple[T, ...] | str, new: tuple[T, ...] | str) -> tuple[int, int, int]:
    """From where to where `old` differs, and to where `new` does: `at`, `to`, `end`.

    By slices, whose comparison runs in C and sees at once that a thing is itself.
    """
    most = min(len(old), len(new))
    at = 0
    while at < most and old[at : at + _SLICE] == new[at : at + _SLICE]:
        at += _SLICE
    at = min(at, most)
    while at < most and (old[at] is new[at] or old[at] == new[at]):
        at += 1
    to, end = len(old), len(new)
    while to - _SLICE >= at <= end - _SLICE and old[to - _SLICE : to] == new[end - _SLICE : end]:
        to, end = to - _SLICE, end - _SLICE
    while to > at < end and (old[to - 1] is new[end - 1] or old[to - 1] == new[end - 1]):
        to, end = to - 1, end - 1
    return at, to, end

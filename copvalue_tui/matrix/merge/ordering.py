"""Merge two orders, and lists in which each side may have added, removed and moved entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def arranged(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> list[T]:
    """The entries of `ours` and `theirs` in one order; each is unique in every list.

    Ours wins, unless only theirs changed the order. An entry of only one side follows the same
    neighbour as there; after the same neighbour, ours comes first.
    """
    common = set(base).intersection(ours).intersection(theirs)
    was = [mark for mark in base if mark in common]
    ours_stayed = was == [mark for mark in ours if mark in common]
    theirs_stayed = was == [mark for mark in theirs if mark in common]
    if ours_stayed and not theirs_stayed:
        return _woven(theirs, ours, other_first=True)
    return _woven(ours, theirs, other_first=False)


def _woven(lead: Sequence[T], other: Sequence[T], other_first: bool) -> list[T]:
    """The lead, and after each common entry the entries that follow it only in the other."""
    known, shared = set(lead), set(other)
    followers: dict[T | None, list[T]] = {}
    anchor: T | None = None
    for mark in other:
        if mark in known:
            anchor = mark
        else:
            followers.setdefault(anchor, []).append(mark)
    if not followers:
        return list(lead)
    result: list[T] = []
    waiting = followers.get(None, [])
    for mark in lead:
        if other_first or mark in shared:
            result += waiting
            waiting = []
        result.append(mark)
        if mark in shared:
            waiting = followers.get(mark, [])
    return result + waiting


def united(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> tuple[T, ...]:
    """Merge a list that two sides changed: keep common additions once, apply deletions.

    Equal entries are the same entry; duplicates are counted.
    """
    if ours in (base, theirs):
        return tuple(theirs)
    if theirs == base:
        return tuple(ours)
    marks = [_numbered(entries) for entries in (base, ours, theirs)]
    was, mine, other = (set(one) for one in marks)
    kept = {mark for mark in mine | other if (mark in mine and mark in other) or mark not in was}
    lists = [[mark for mark in one if mark in kept] for one in marks]
    return tuple(entry for entry, _ in arranged(lists[0], lists[1], lists[2]))


def _numbered(entries: Sequence[T]) -> list[tuple[T, int]]:
    """Each entry with the number of equal entries before it."""
    seen: Counter[T] = Counter()
    result: list[tuple[T, int]] = []
    for entry in entries:
        result.append((entry, seen[entry]))
        seen[entry] += 1
    return result

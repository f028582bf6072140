"""Which new entry is which old one: equal ones first, then reworded ones, however they moved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from copvalue_tui.files.toml import scan as scanning
from copvalue_tui.files.toml import tables
from copvalue_tui.matrix.values import Matrix, Review, Row

T = TypeVar("T", bound=Hashable)
Origin = tuple[int, int]
"""Which list, and which old entry of it."""

_FEW = 2_000
"""New times old entries of one run, up to which words are compared."""


@dataclass(slots=True)
class Lists(Generic[T]):
    """The old and the new entries of one list, and what is known of them so far."""

    old: Sequence[T | None]
    """None for an entry that the model does not have; it is nobody's origin."""
    new: Sequence[T]
    origins: list[Origin | None] = field(default_factory=list)
    """For each new entry the old one it comes from."""
    free: set[int] = field(default_factory=set)
    """The old entries that nobody comes from."""


def align(
    lists: Sequence[tuple[Sequence[T | None], Sequence[T]]],
    text_of: Callable[[T], str],
    places: bool = True,
) -> list[list[Origin | None]]:
    """For each list, the origin of each new entry, or None for one that was typed anew.

    Equal entries come first, in the same list and then from any other; then entries with the same
    text; then, when `places` says so, entries that stand where an old one stood, between neighbours
    that are known.
    """
    sheets = [
        Lists(
            old, new, [None] * len(new), {at for at, entry in enumerate(old) if entry is not None}
        )
        for old, new in lists
    ]
    for number, sheet in enumerate(sheets):
        _same_ends(number, sheet)
        _same(sheets, [number], lambda entry: entry)
    everywhere = list(range(len(sheets)))
    _same(sheets, everywhere, lambda entry: entry)
    for number in everywhere:
        _same(sheets, [number], text_of)
    _same(sheets, everywhere, text_of)
    for number, sheet in enumerate(sheets if places else []):
        _same_place(number, sheet, text_of)
    return [sheet.origins for sheet in sheets]


def _same_ends(number: int, sheet: Lists[T]) -> None:
    """What both begin with and end with stays where it is; so twins keep their own lines."""
    real = sorted(sheet.free)
    short = min(len(real), len(sheet.new))
    head = 0
    while head < short and sheet.old[real[head]] == sheet.new[head]:
        _settle(sheet, head, (number, real[head]))
        head += 1
    for back in range(1, short - head + 1):
        if sheet.old[real[-back]] != sheet.new[-back]:
            return
        _settle(sheet, len(sheet.new) - back, (number, real[-back]))


def _settle(sheet: Lists[T], at: int, origin: Origin) -> None:
    sheet.origins[at] = origin
    sheet.free.discard(origin[1])


def _same(sheets: list[Lists[T]], numbers: list[int], mark: Callable[[T], Hashable]) -> None:
    """New entries of these lists take the free old entries of these lists with the same mark."""
    waiting: defaultdict[Hashable, deque[Origin]] = defaultdict(deque)
    for number in numbers:
        for at in sorted(sheets[number].free):
            entry = sheets[number].old[at]
            if entry is not None:
                waiting[mark(entry)].append((number, at))
    if not waiting:
        return
    for number in numbers:
        sheet = sheets[number]
        for at, entry in enumerate(sheet.new):
            if sheet.origins[at] is None and (line := waiting.get(mark(entry))):
                origin = line.popleft()
                sheet.origins[at] = origin
                sheets[origin[0]].free.discard(origin[1])


def _same_place(number: int, sheet: Lists[T], text_of: Callable[[T], str]) -> None:
    """Reworded entries: new ones take the free old ones between the same known neighbours."""
    if not sheet.free:
        return
    free = sorted(sheet.free)
    left, run = -1, list[int]()
    for at in range(len(sheet.new) + 1):
        origin = sheet.origins[at] if at < len(sheet.new) else (number, len(sheet.old))
        if origin is None:
            run.append(at)
        elif origin[0] == number:
            between = free[bisect_right(free, left) : bisect_left(free, origin[1])] if run else []
            between = [old for old in between if old in sheet.free]
            for new, old in _paired(sheet, run, between, text_of):
                _settle(sheet, new, (number, old))
            left, run = origin[1], []


def _paired(
    sheet: Lists[T], news: list[int], olds: list[int], text_of: Callable[[T], str]
) -> list[tuple[int, int]]:
    """New and old entries of one run, in order; when their counts differ, the most alike."""
    spare = abs(len(news) - len(olds))
    if not spare or not news or not olds or len(news) * len(olds) > _FEW:
        return list(zip(news, olds, strict=False))
    new_words = [set(text_of(sheet.new[at]).casefold().split()) for at in news]
    old_words = [
        set(text_of(entry).casefold().split())
        for at in olds
        if (entry := sheet.old[at]) is not None
    ]
    swapped = len(news) > len(olds)
    few, many = (old_words, new_words) if swapped else (new_words, old_words)
    pairs: list[tuple[int, int]] = []
    first = 0
    for at, words in enumerate(few):
        last = at + spare
        best = max(range(first, last + 1), key=lambda other: len(words & many[other]))
        pairs.append((news[best], olds[at]) if swapped else (news[at], olds[best]))
        first = best + 1
    return pairs


def paired_rows(old: Sequence[Row], new: Sequence[Row]) -> list[int | None]:
    """For each new row the index of the old one, or None for a row that was added.

    Equal rows first, then rows of the same name, then those that share most values; at last, where
    as many are left between the same neighbours, each is the one at its place: better a comment
    over a row that has nothing else in common than an unknown key lost.
    """
    found = [origin and origin[1] for origin in align([(old, new)], _name, places=False)[0]]
    for at, row in enumerate(new):
        if found[at] is None:
            found[at] = _most_shared(old, row, set(found))
    left, run = -1, list[int]()
    for at in range(len(new) + 1):
        origin = found[at] if at < len(new) else len(old)
        if origin is None:
            run.append(at)
            continue
        free = [other for other in range(left + 1, origin) if other not in found]
        if len(free) == len(run):
            for place, other in zip(run, free, strict=True):
                found[place] = other
        left, run = origin, []
    return found


def paired_reviews(old: Sequence[Review], new: Sequence[Review]) -> list[int | None]:
    """For each new review the index of the old one, or None for one that was added."""
    return [origin and origin[1] for origin in align([(old, new)], _day)[0]]


def _most_shared(old: Sequence[Row], row: Row, taken: set[int | None]) -> int | None:
    mine = _texts(row)
    counts = [(len(mine & _texts(other)), -at) for at, other in enumerate(old) if at not in taken]
    count, place = max(counts, default=(0, 0))
    return -place if count else None


def _texts(row: Row) -> set[str]:
    return {value.text for value in row.short_term + row.long_term}


def _name(row: Row) -> str:
    return row.name


def _day(review: Review) -> str:
    return f"{review.date} {review.facilitator}"


OTHER = {"members": "organizations", "organizations": "members"}
"""The two tables of rows, each with the one its rows can come from."""
_Crossings = dict[tuple[str, int], int]


def crossed(old: Matrix, new: Matrix, texts: dict[str, dict[int, str]]) -> _Crossings:
    """For each row that came from the other side, by its table and index, the index it had there.

    A row is known by its name, which only it may have. `texts` are those of the old tables.
    """
    before = {"members": old.members, "organizations": old.organizations}
    after = {"members": new.members, "organizations": new.organizations}
    found: _Crossings = {}
    for name, other in OTHER.items():
        stood, gone = Counter(_names(before[name])), Counter(_names(after[other]))
        there, now = _names(before[other]), _names(after[name])
        once = Counter(there) | Counter(now)
        for at, row in enumerate(now):
            alone = once[row] == 1 and row in there and not stood[row] and not gone[row]
            if (
                alone
                and reheaded(texts[other][there.index(row)], other, name)
                and _fits(texts[name])
            ):
                found[name, at] = there.index(row)
    return found


def reheaded(text: str, old: str, new: str) -> str:
    """A table's text under headers of the other name; empty when it has none that can be named."""
    if tables.is_inline(text):
        return ""
    said, at = "", 0
    for statement in scanning.statements(text):
        if statement.value is not None:
            continue
        header = text[statement.start : statement.end].replace(old, new, 1)
        if next(iter(scanning.statements(header))).key[0] != new:
            # A name spelled with escapes, and nothing to be replaced in it.
            return ""
        said += text[at : statement.start] + header
        at = statement.end
    return said + text[at:]


def _fits(texts: dict[int, str]) -> bool:
    """Whether tables with headers can stand among these."""
    return not any(map(tables.is_inline, texts.values()))


def _names(rows: tuple[Row, ...]) -> list[str]:
    return [row.name for row in rows]

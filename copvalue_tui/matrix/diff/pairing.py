"""Which row and which value of one version of a matrix is which of another version."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.values import HORIZONS, Audience, Matrix, Row, Value

T = TypeVar("T")

PARKING = -1
"""The number of the parking lot among the cells; others are twice the row, plus the column."""
_COMMON = 20
"""A text that stands in more rows than this says nothing about which row is which."""
_OTHER: dict[Audience, Audience] = {"members": "organizations", "organizations": "members"}
_FEW = 2_000
"""Old times new values of one run, up to which every one is compared with every other."""


@dataclass(frozen=True, slots=True)
class FlatValues:
    """All values of a matrix in one list, in reading order; the parking lot comes last."""

    values: tuple[Value, ...]
    cells: dict[int, range]
    """The number of a cell → the indexes of its values; only of cells that hold any."""

    def cell_numbers(self) -> list[int]:
        """For each value the number of its cell."""
        return [cell for cell, indexes in self.cells.items() for _ in indexes]


@dataclass(slots=True)
class Pairs:
    """What of the old version is what of the new one; nothing has two partners."""

    rows: dict[int, int] = field(default_factory=dict)
    """Index into the old `Matrix.rows` → index into the new."""
    values: dict[int, int] = field(default_factory=dict)
    """Index into the old `FlatValues.values` → index into the new."""
    replaced: dict[int, int] = field(default_factory=dict)
    """Old values → new ones that stand in their place and say something else altogether."""


def spread(matrix: Matrix) -> FlatValues:
    """The matrix as one list of values."""
    values: list[Value] = []
    numbered: dict[int, range] = {}
    for number, row in enumerate(matrix.rows):
        for column, horizon in enumerate(HORIZONS):
            if cell := row.cell(horizon):
                numbered[2 * number + column] = range(len(values), len(values) + len(cell))
                values += cell
    if matrix.parking_lot:
        numbered[PARKING] = range(len(values), len(values) + len(matrix.parking_lot))
        values += matrix.parking_lot
    return FlatValues(tuple(values), numbered)


def paired(old: Matrix, new: Matrix) -> Pairs:
    """The pairs of two versions.

    A value is first sought in its own cell, then everywhere (it was moved), the same before the
    same text; doubles pair in order. What is left stands for each other when it stands between the
    same neighbours and the words are `alike` (it was reworded).
    """
    before, after = spread(old), spread(new)
    pairs = Pairs(paired_rows(old, new))
    runs: list[tuple[range, range]] = []
    for cell, olds in before.cells.items():
        row = PARKING if cell == PARKING else pairs.rows.get(cell // 2)
        if row is None:
            continue
        there = PARKING if cell == PARKING else 2 * row + cell % 2
        runs.append((olds, after.cells.get(there, range(0))))
    for olds, news in runs:
        _pair_within(pairs.values, before.values, after.values, (olds, news))
    taken = set(pairs.values.values())
    left = [at for at in range(len(before.values)) if at not in pairs.values]
    free = [at for at in range(len(after.values)) if at not in taken]
    _pair_within(pairs.values, before.values, after.values, (left, free))
    taken = set(pairs.values.values())
    for olds, news in runs:
        _pair_reworded(pairs, before.values, after.values, olds, [(at, at in taken) for at in news])
    return pairs


def matched(
    olds: Iterable[int],
    news: Iterable[int],
    old_mark: Callable[[int], Hashable],
    new_mark: Callable[[int], Hashable],
) -> list[tuple[int, int]]:
    """Pairs of an old and a new index with the same mark; of doubles the first with the first."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for at in olds:
        waiting[old_mark(at)].append(at)
    if not waiting:
        return []
    found: list[tuple[int, int]] = []
    for at in news:
        line = waiting.get(new_mark(at))
        if line:
            found.append((line.popleft(), at))
    return found


def pair_values(
    olds: Sequence[int], news: Sequence[int], before: Sequence[Value], after: Sequence[Value]
) -> list[tuple[int, int]]:
    """Pairs of the same values, then of those left that have the same text."""
    pairs = matched(olds, news, before.__getitem__, after.__getitem__)
    if len(pairs) == len(olds):
        return pairs
    done, gone = {old for old, _ in pairs}, {new for _, new in pairs}
    return pairs + matched(
        [at for at in olds if at not in done],
        [at for at in news if at not in gone],
        lambda at: before[at].text,
        lambda at: after[at].text,
    )


def _pair_within(
    pairs: dict[int, int],
    before: Sequence[Value],
    after: Sequence[Value],
    run: tuple[Sequence[int], Sequence[int]],
) -> None:
    pairs.update(pair_values(*run, before, after))


def _pair_reworded(
    pairs: Pairs,
    before: Sequence[Value],
    after: Sequence[Value],
    olds: range,
    news: Sequence[tuple[int, bool]],
) -> None:
    """Values of one cell that nobody knows yet, between the same known neighbours."""
    if all(at in pairs.values for at in olds) or all(known for _, known in news):
        return
    back = {pairs.values[at]: at for at in olds if at in pairs.values}
    left, run = olds.start - 1, list[int]()
    for at, known in [*news, (-1, True)]:
        if not known:
            run.append(at)
            continue
        origin = olds.stop if at < 0 else back.get(at)
        if origin is None:  # it came from another cell, and is no neighbour to go by
            continue
        free = [old for old in range(left + 1, origin) if old not in pairs.values] if run else []
        for old, new, near in _rewordings(free, run, before, after):
            (pairs.values if near else pairs.replaced)[old] = new
        left, run = max(left, origin), []


def _rewordings(
    olds: list[int], news: list[int], before: Sequence[Value], after: Sequence[Value]
) -> list[tuple[int, int, bool]]:
    """Pairs of one run, each with whether the two are alike."""
    if len(olds) == len(news):
        return [
            (old, new, alike(before[old], after[new])) for old, new in zip(olds, news, strict=True)
        ]
    if len(olds) * len(news) > _FEW:
        return []
    found: list[tuple[int, int, bool]] = []
    free = list(news)
    for old in olds:
        at = next((at for at, new in enumerate(free) if alike(before[old], after[new])), None)
        if at is not None:
            found.append((old, free[at], True))
            del free[: at + 1]
    return found


def paired_rows(old: Matrix, new: Matrix) -> dict[int, int]:
    """Rows of the same name, then those that keep half of their values, then empty ones by place.

    Among rows of one name, equal ones go first. At last those that went from the members to the
    organizations, or back, under their name and with half of their values at least.
    """
    pairs = _rows_of_one(old.members, new.members)
    start, other = len(old.members), len(new.members)
    for at, there in _rows_of_one(old.organizations, new.organizations).items():
        pairs[start + at] = other + there
    taken = set(pairs.values())
    found = matched(
        [at for at in range(len(old.rows)) if at not in pairs],
        [at for at in range(len(new.rows)) if at not in taken],
        lambda at: (old.audience(at), old.rows[at].name),
        lambda at: (_OTHER[new.audience(at)], new.rows[at].name),
    )
    for at, there in found:
        was, now = _texts(old.rows[at]), _texts(new.rows[there])
        if was and 2 * len(was & now) >= len(was):
            pairs[at] = there
    return pairs


def _rows_of_one(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    counts = Counter(row.name for row in (*old, *new))
    twins = {name for name, count in counts.items() if count > 2}

    def unpaired() -> tuple[list[int], list[int]]:
        taken = set(pairs.values())
        return (
            [at for at in range(len(old)) if at not in pairs],
            [at for at in range(len(new)) if at not in taken],
        )

    if twins:
        olds = [at for at in range(len(old)) if old[at].name in twins]
        news = [at for at in range(len(new)) if new[at].name in twins]
        pairs.update(matched(olds, news, old.__getitem__, new.__getitem__))
    pairs.update(matched(*unpaired(), lambda at: old[at].name, lambda at: new[at].name))
    pairs.update(_renamed(*unpaired(), old, new))
    pairs.update(_empty_by_place(pairs, old, new))
    return pairs


def _renamed(
    olds: list[int], news: list[int], old: Sequence[Row], new: Sequence[Row]
) -> dict[int, int]:
    """Rows that keep at least half of their values under another name."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at in news:
        for text in _texts(new[at]):
            holders[text].append(at)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for at in olds:
        texts = _texts(old[at])
        counts = Counter(
            there
            for text in texts
            if len(holders.get(text, ())) <= _COMMON
            for there in holders.get(text, ())
            if there not in taken
        )
        best = max(counts, key=lambda there: (counts[there], -abs(there - at)), default=None)
        if best is not None and 2 * counts[best] >= len(texts):
            pairs[at] = best
            taken.add(best)
    return pairs


def _empty_by_place(
    pairs: dict[int, int], old: Sequence[Row], new: Sequence[Row]
) -> dict[int, int]:
    """Rows without values that stand between the same neighbours: a template given real names."""
    back = {there: at for at, there in pairs.items()}
    found: dict[int, int] = {}
    left, run = -1, list[int]()
    for there in range(len(new) + 1):
        at = back.get(there) if there < len(new) else len(old)
        if at is None:
            run.append(there)
            continue
        free = [other for other in range(left + 1, at) if other not in pairs] if run else []
        if len(free) == len(run):
            found.update(
                (one, other)
                for one, other in zip(free, run, strict=True)
                if not (old[one].short_term or old[one].long_term)
            )
        left, run = max(left, at), []
    return found


def _texts(row: Row) -> set[str]:
    return {value.text for value in row.short_term + row.long_term}


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

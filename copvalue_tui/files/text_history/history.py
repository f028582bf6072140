"""The earlier texts of a file, each stored as its difference to the next."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.encoding import Source
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.diff.matching import stretch
from copvalue_tui.matrix.values import Matrix, Row

MOST_TEXTS = 1000
"""The most earlier texts that are kept of a file: as many as steps can be undone."""
MOST_CHARACTERS = 4 * 2**20
"""And so many characters of them, where they differ from the texts after them."""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text that the file had before another one."""

    at: int
    """Where the difference to the next text begins."""
    end: int
    """Where the difference ends in the next text."""
    was: str
    """The part of this text that differs."""
    crc: int
    """Of the whole text: only what fits is made of it."""
    newline: str
    bom: bool
    matrix: Matrix | None
    """Its matrix, if known."""
    gone: frozenset[str]
    """The values and rows that the text after it lacks; see `gone_between`."""
    ours: bool
    """Whether the text after it was made of it here, so that nothing in that is of others."""

    def of(self, after: Source) -> Source | None:
        """This text, made of the one after it; nothing when that is another one."""
        text = after.text[: self.at] + self.was + after.text[self.end :]
        return Source(text, self.newline, self.bom) if crc_of(text) == self.crc else None


@dataclass(frozen=True, slots=True)
class TextHistory:
    """What a file held before it was as it is now."""

    earlier: tuple[EarlierText, ...] = ()
    """The latest first."""
    matrix: Matrix | None = None
    """What the file says now, as far as that is known."""

    def followed_by(
        self, old: Source, new: Source, matrix: Matrix | None, *, ours: bool
    ) -> TextHistory:
        """The history once the file holds `new`, which says `matrix`, in place of `old`.

        `ours`: it was made of `old` here, so nothing in it is of others.
        """
        if old == new:
            return replace(self, matrix=matrix)
        earlier = earlier_text((old, self.matrix), (new, matrix), ours=ours)
        return TextHistory(bounded((earlier, *self.earlier)), matrix)

    def after(self, before: TextHistory) -> TextHistory:
        """The same with what the file held before the first of these texts."""
        return replace(self, earlier=bounded(self.earlier + before.earlier))

    def sources(self, now: Source) -> Iterator[tuple[EarlierText, Source]]:
        """Each earlier text, the latest first; `now` is what the file holds."""
        for earlier in self.earlier:
            found = earlier.of(now)
            if found is None:
                return
            now = found
            yield earlier, now


def earlier_text(
    old: tuple[Source, Matrix | None], new: tuple[Source, Matrix | None], *, ours: bool
) -> EarlierText:
    """What is kept of `old`, when the file holds `new` after it."""
    source, matrix = old
    at, to, end = stretch(source.text, new[0].text)
    return EarlierText(
        at,
        end,
        source.text[at:to],
        crc_of(source.text),
        source.newline,
        source.bom,
        matrix,
        gone_between(matrix, new[1]),
        ours,
    )


def crc_of(text: str) -> int:
    """The checksum of a text."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def row_word(name: str) -> str:
    """How a row is named among values that are gone; no value has a line end."""
    return f"\n{name}"


def gone_between(old: Matrix | None, new: Matrix | None) -> frozenset[str]:
    """The texts of values, and the words for rows, of which `new` has fewer."""
    if old is None:
        return frozenset()
    if new is None:
        return frozenset(_words(old.rows, old))
    kept = {id(row) for row in new.rows}
    were = {id(row) for row in old.rows}
    gone = _words(tuple(row for row in old.rows if id(row) not in kept), old)
    gone -= _words(tuple(row for row in new.rows if id(row) not in were), new)
    return frozenset(gone)


def _words(rows: tuple[Row, ...], matrix: Matrix) -> Counter[str]:
    words = Counter(value.text for value in matrix.parking_lot)
    words.update(row_word(str(review.date)) for review in matrix.reviews)
    for row in rows:
        words[row_word(row.name)] += 1
        words.update(value.text for value in row.short_term)
        words.update(value.text for value in row.long_term)
    return words


def bounded(earlier: tuple[EarlierText, ...]) -> tuple[EarlierText, ...]:
    """As many of these texts, the latest first, as are kept."""
    room = MOST_CHARACTERS
    for number, text in enumerate(earlier):
        room -= len(text.was)
        if room < 0 or number == MOST_TEXTS:
            return earlier[:number]
    return earlier


class NextText(NamedTuple):
    """A text that the file has after another one."""

    source: Source
    matrix: Matrix | None
    """What it says, as far as that is known."""
    ours: bool
    """Whether it was made here, of the one before it."""


def texts_between(now: Source, file: OpenFile, matrix: Matrix | None) -> list[NextText]:
    """How a file came from the text it had to the one it has, which says `matrix`."""
    made_of = file.made_of
    if file.source == now:
        return []
    last = NextText(file.source, matrix, ours=made_of is not None)
    if made_of in (None, now):
        return [last]
    # Others wrote, and a save took that in, all between two looks.
    return [NextText(made_of, matrix_of_text(made_of.text), ours=False), last]


def matrix_of_text(text: str) -> Matrix | None:
    """What the text says; nothing when it says none."""
    try:
        return read(text)
    except NotReadable:
        return None


class TextMemory:
    """Remembers each text that the open file had, and those of sessions before.

    A save may ask in a thread of its own what is remembered while the session goes on: what is
    told is never changed.
    """

    def __init__(self, file: OpenFile, matrix: Matrix) -> None:
        self._start = self._now = file.source
        self._history = TextHistory(matrix=matrix)
        self._older = TextHistory()

    def told(self, *, whole: bool) -> TextHistory:
        """What a new journal has to tell; `whole`: with what sessions before held."""
        return self._history.after(self._older) if whole else self._history

    def holds(self, file: OpenFile, matrix: Matrix) -> None:
        """The file holds this text now, which says this matrix."""
        for source, said, ours in texts_between(self._now, file, matrix):
            self._history = self._history.followed_by(self._now, source, said, ours=ours)
            self._now = source

    def remember(self, older: TextHistory, last: Source) -> None:
        """Sessions before this one left the file with the text `last`, after these."""
        start = self._history.earlier[-1].matrix if self._history.earlier else self._history.matrix
        self._older = older.followed_by(last, self._start, start, ours=False)

    def before(self, file: OpenFile) -> TextHistory:
        """What the file held before the text that a save is about to change."""
        history = self._history
        for source, said, ours in texts_between(self._now, file, None):
            history = history.followed_by(self._now, source, said, ours=ours)
        return history.after(self._older)

"""Reviews written out in an outline, as our own exports have them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import get_args, get_type_hints

from copvalue_tui.matrix.diff.words import DOT
from copvalue_tui.matrix.fields.table import ARROW
from copvalue_tui.matrix.text.labels import LANGUAGES, Labels
from copvalue_tui.matrix.text.normalize import fold, one_line
from copvalue_tui.matrix.values import HORIZON_WORDS, Action, Matrix, Review

_LINE = re.compile(r"(?P<mark>[-*+•] )?(?P<word>[^:]{1,40}): *(?P<rest>.*)\Z")
_ABOUT = re.compile(f"{re.escape(ARROW)}(.+{DOT}(?:{'|'.join(HORIZON_WORDS.values())}){DOT}.+)\\Z")
"""What stands behind an action that is about a value."""


class ReviewReader:
    """Collects the reviews of an outline while it is read."""

    def __init__(self) -> None:
        self._reviews: list[Review] = []
        self._level: int | None = None
        self._list = ""
        """The field whose lines follow."""

    @property
    def inside(self) -> bool:
        """Whether the lines that follow are of a review."""
        return self._level is not None

    def open(self, level: int, words: str, below: Sequence[str]) -> bool:
        """Take a heading: true if it begins a review or is a part of one."""
        day = review_day(words)
        if day == "" and not _says_field(below):
            day = None
        if day is not None and (self._level is None or level <= self._level):
            self._reviews.append(Review(None if day == "" else date.fromisoformat(day)))
            self._level, self._list = level, ""
            return True
        if self._level is None or level <= self._level:
            self._level = None
            return False
        self._list = _field_words().get(fold(words), "")
        return True

    def take(self, lines: Sequence[str]) -> bool:
        """Take lines: true if they are of a review."""
        if self._level is None:
            return False
        for line in filter(None, map(str.strip, lines)):
            self._take(line)
        return True

    def _take(self, line: str) -> None:
        if self._list and line.startswith(("- ", "* ", "• ")):
            self._set(self._list, line[2:])
            return
        found = _LINE.match(line)
        name = _field_words().get(fold(found["word"])) if found else None
        if found is None or name is None:
            return
        if found["rest"]:
            self._set(name, found["rest"])
        else:
            self._list = name

    def _set(self, name: str, text: str) -> None:
        kind = get_type_hints(Review)[name]
        content: object = one_line(text)
        if kind is int:
            content = int(text) if text.isdigit() and len(text) < 10 else 0
        elif kind == tuple[str, ...]:
            parts = (text,) if self._list == name else tuple(re.split(r",\s", text))
            content = (*getattr(self._reviews[-1], name), *map(one_line, parts))
        elif kind == tuple[Action, ...]:
            content = (*self._reviews[-1].actions, _action(one_line(text)))
        elif str not in (kind, *get_args(kind)):
            return
        contents = {name: content}
        self._reviews[-1] = replace(self._reviews[-1], **contents)  # type: ignore[arg-type]  # the field has this type

    def added(self, matrix: Matrix) -> Matrix:
        """The matrix with the reviews that were read."""
        return replace(matrix, reviews=(*matrix.reviews, *self._reviews))


def _action(text: str) -> Action:
    """An action from those of its parts that are set: what, who, by when, done when, about what."""
    found = _ABOUT.search(text)
    about = found[1] if found else ""
    what, *rest = text[: found.start() if found else None].split(" · ")
    days = [date.fromisoformat(part) for part in rest if _is_day(part)]
    who = " · ".join(part for part in rest if not _is_day(part))
    by, done = (*days, None, None)[:2]
    return Action(what, who, by, done, about)


def _says_field(lines: Sequence[str]) -> bool:
    """Whether the next line is one of a review, so that a bare “Review” is not somebody's own."""
    line = next((line.strip() for line in lines if line.strip()), "")
    found = _LINE.match(line.lstrip("# "))
    words = found["word"] if found else line.lstrip("# ")
    return fold(words) in _field_words()


def review_day(words: str) -> str | None:
    """The day of a review that begins here, empty without one; None if none begins."""
    plain = fold(words.strip())
    for before, after, bare in _review_words():
        day = plain.removeprefix(before).removesuffix(after)
        if plain != day and re.fullmatch(r"\d{4}-\d\d-\d\d", day) and _is_day(day):
            return day
        if plain == bare:
            return ""
    return None


@lru_cache(maxsize=1)
def _review_words() -> tuple[tuple[str, str, str], ...]:
    """In each language what is before and after the day of a review, and its heading without."""
    found = []
    for labels in map(Labels, LANGUAGES):
        before, _, after = fold(labels("review.titled")).partition("{}")
        found.append((before, after, fold(labels("review"))))
    return tuple(found)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


@lru_cache(maxsize=1)
def _field_words() -> Mapping[str, str]:
    """The field that each label of a review means."""
    names = [name for name in get_type_hints(Review) if name != "date"]
    return {
        fold(word): name
        for name in names
        for word in (
            name.replace("_", " "),
            *(Labels(each)(f"review.{name}", name) for each in LANGUAGES),
        )
    }

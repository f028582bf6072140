"""Match a query against texts, rank and highlight them; ignore accents, case and -is-/-iz-."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from copvalue_tui.matrix.text.normalize import fold, tidy

Rank = tuple[int, int, int, int]
"""Smaller is better: query words matched only as scattered letters; query words matched only
inside a word; 0 if the text begins with the first word, else 1; letters skipped."""

SCATTERED = 1 << 45
INSIDE = 1 << 25
_NOT_FIRST = 1 << 24
_MOST_SKIPPED = 255
"""Weights that turn a rank into one number, to sort ten thousand of them quickly. Below `INSIDE`
every query word starts a word; below `SCATTERED` the letters of each are together."""
_NOWHERE = -1

_SEPARATORS = str.maketrans(dict.fromkeys("-‐‑‒–—_/\\.,;:!?()[]{}\"'“”„‘’‚«»…·•&", " "))
"""After any of these a word starts; replaced one for one, so that indexes stay."""
_Word = tuple[str, str]
"""A word of a query, with every `iz` as `is`, and as typed."""


class Match(NamedTuple):
    """A text that a query matches."""

    rank: Rank
    positions: tuple[int, ...]
    """Indexes of the matched letters in the text, ascending; with separate accents."""


class Hits(NamedTuple):
    """The texts that a query matches, out of many."""

    indexes: list[int]
    """Indexes of the prepared texts, in their order."""
    scores: list[int]
    """One for each of them; smaller is better, in the order of `Rank`."""


def match(query: str, text: str) -> Match | None:
    """Match a text: every word of the query must match; a blank query matches everything.

    Takes time linear in the letters of the text times the words of the query.
    """
    words = _words(query)
    forms = _forms(text)
    score = _score(words, forms)
    if score == _NOWHERE:
        return None
    indexes = {index for word in words for index in _indexes(word, forms)}
    return Match(_as_rank(score), _positions(indexes, text))


def find(query: str, text: str) -> bool:
    """Whether `text` contains `query`; a blank query matches nothing."""
    wanted = fold(tidy(query))
    if not wanted:
        return False
    there = fold(text)
    return wanted in there or _spelled(wanted) in _spelled(there)


def same(one: str, other: str) -> bool:
    """Whether two texts are the same except for blanks, accents, case and -is-/-iz-."""
    return one == other or key(one) == key(other)


def key(text: str) -> str:
    """A key that is equal for texts that are the `same`, for sets and dictionaries."""
    return _spelled(fold(tidy(text)))


class Prepared:
    """Many texts, prepared once to search them on each keypress: 10,000 in a few milliseconds."""

    __slots__ = ("_doubles", "_forms")

    def __init__(self, texts: Iterable[str]) -> None:
        every = [_forms(text) for text in texts]
        self._forms = [forms[0] for forms in every]
        self._doubles = {index: forms for index, forms in enumerate(every) if len(forms) > 1}

    def __len__(self) -> int:
        return len(self._forms)

    def search(self, query: str, *, together: bool = False) -> Hits:
        """The texts that match: every word of the query must match; a blank query matches all.

        With `together`, scattered letters do not count as a match, which is faster.
        """
        words = _words(query)
        scores = self._scores(words, together)
        indexes = [index for index, score in enumerate(scores) if score != _NOWHERE]
        return Hits(indexes, [scores[index] for index in indexes])

    def nearest(self, query: str) -> tuple[int, ...]:
        """Indexes of the texts that match, best first; equals in their order."""
        return self._best(query, together=False)

    def nearest_together(self, query: str) -> tuple[int, ...]:
        """As `nearest`, without scattered letters: what only looks alike is not to be chosen."""
        return self._best(query, together=True)

    def _best(self, query: str, together: bool) -> tuple[int, ...]:
        indexes, scores = self.search(query, together=together)
        order = sorted(range(len(indexes)), key=scores.__getitem__)
        return tuple([indexes[place] for place in order])

    def _scores(self, words: tuple[_Word, ...], together: bool) -> list[int]:
        """The `_score` of each text, computed word by word for the whole list, which is faster."""
        if not words:
            return [0] * len(self)
        texts = self._forms
        start = " " + words[0][0]
        scores = [0 if text.startswith(start) else _NOT_FIRST for text in texts]
        last = _apart if together else _scattered
        for letters, _ in words:
            start = " " + letters
            grades = [
                0 if start in text else INSIDE if letters in text else last(letters, text)
                for text in texts
            ]
            scores = [
                score + grade if score >= 0 and grade >= 0 else _NOWHERE
                for score, grade in zip(scores, grades, strict=True)
            ]
        for index, forms in self._doubles.items():
            score = _score(words, forms)
            scores[index] = _NOWHERE if together and score >= SCATTERED else score
        return scores


def prepare(texts: Iterable[str]) -> Prepared:
    """Prepare texts for searching."""
    return Prepared(texts)


def _spelled(folded: str) -> str:
    """One spelling for `organization` and `organisation`, of the same length."""
    return folded.replace("iz", "is") if "iz" in folded else folded


def _words(query: str) -> tuple[_Word, ...]:
    """The words of a query, each once, in order."""
    typed = fold(query).translate(_SEPARATORS).split()
    return tuple((_spelled(word), word) for word in dict.fromkeys(typed))


def _forms(text: str) -> tuple[str, ...]:
    """The folded text in one spelling, and as written where that differs.

    Index 0 is a blank, so that the first word has one before it too; letters start at 1.
    """
    literal = " " + fold(text).translate(_SEPARATORS)
    spelled = _spelled(literal)
    return (spelled,) if spelled == literal else (spelled, literal)


def _score(words: tuple[_Word, ...], forms: tuple[str, ...]) -> int:
    """The score of the words in the text, or `_NOWHERE` if one of them does not match."""
    if not words:
        return 0
    begins = any(text.startswith(" " + words[0][form]) for form, text in enumerate(forms))
    score = 0 if begins else _NOT_FIRST
    for word in words:
        grade, _ = _best(word, forms)
        if grade == _NOWHERE:
            return _NOWHERE
        score += grade
    return score


def _best(word: _Word, forms: tuple[str, ...]) -> tuple[int, int]:
    """The best match of the word, and the form of the text with that match."""
    best, where = _NOWHERE, 0
    for form, text in enumerate(forms):
        grade = _grade(word[form], text)
        if grade != _NOWHERE and (best == _NOWHERE or grade < best):
            best, where = grade, form
    return best, where


def _grade(letters: str, text: str) -> int:
    if " " + letters in text:
        return 0
    return INSIDE if letters in text else _scattered(letters, text)


def _scattered(letters: str, text: str) -> int:
    """The score of a match with other letters between its letters."""
    steps = _steps(letters, text)
    if not steps:
        return _NOWHERE
    skipped = steps[-1] - steps[0] + 1 - len(steps)
    return SCATTERED + min(skipped, _MOST_SKIPPED)


def _apart(letters: str, text: str) -> int:
    """Replaces `_scattered` where scattered letters are not a match."""
    return _NOWHERE


def _as_rank(score: int) -> Rank:
    """The parts of a score."""
    scattered, rest = divmod(score, SCATTERED)
    inside, rest = divmod(rest, INSIDE)
    return scattered, inside, *divmod(rest, _NOT_FIRST)


def _steps(letters: str, text: str) -> list[int]:
    """The positions of the letters in order, each as early as possible; None if one is missing."""
    steps: list[int] = []
    index = 0
    for letter in letters:
        index = text.find(letter, index) + 1
        if not index:
            return []
        steps.append(index - 1)
    return steps


def _indexes(word: _Word, forms: tuple[str, ...]) -> Iterable[int]:
    """The indexes of a matched word's letters in the matching form."""
    grade, form = _best(word, forms)
    letters, text = word[form], forms[form]
    if grade >= SCATTERED:
        return _steps(letters, text)
    start = text.index(letters) if grade else text.index(" " + letters) + 1
    return range(start, start + len(letters))


def _positions(indexes: set[int], text: str) -> tuple[int, ...]:
    """Convert indexes of a form to indexes of its text, with the accents that follow them."""
    if text.isascii():
        return tuple(index - 1 for index in sorted(indexes))
    positions: list[int] = []
    index = 1
    taken = False
    for position, letter in enumerate(text):
        after = index + len(fold(letter))
        if after > index:
            taken = not indexes.isdisjoint(range(index, after))
        # A character that folds to an empty text is an accent, and belongs to the letter before it.
        if taken:
            positions.append(position)
        index = after
    return tuple(positions)

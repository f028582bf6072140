"""Help with the wording of a value: an activity, several in one, too long, too vague."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import Matrix, Place, cells

LONGEST = 80
"""A bullet of more letters is not taken in at a glance."""
_LONGEST_WORD = 14
"""A single word that is longer may be one of a language that joins its words."""
_READ = 400
"""Letters that are looked at: whatever is longer is told to be too long anyway."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ACTIVITIES = _set(
    "webinar newsletter workshop meeting conference website portal wiki podcast seminar forum "
    "blog chat call session training course webinario boletin taller reunion seminario jornada "
    "infolettre bulletin atelier seminaire formation oficina reuniao boletim encontro curso "
)
"""What a community does or runs, in the singular; its worth is another thing."""
_OFTEN = _set(
    "monthly weekly quarterly yearly annual daily biweekly fortnightly regular mensual semanal "
    "trimestral anual regulares mensuel hebdomadaire trimestriel annuel regulier mensal regular "
)
_DOING = _set(
    "organize organise hold run publish host send create launch conduct offer provide arrange "
    "organizar realizar publicar crear organiser tenir publier creer realizar criar "
)
_VERBS = _set(
    "find save get learn share reduce improve build make have know keep see use develop gain meet "
    "solve avoid increase strengthen receive give become cut raise show help work find "
)
_MORE = _set(
    "better improved more increased enhanced greater stronger good effective closer mejor mas "
    "meilleure meilleur plus melhor mais "
)
_ANYTHING = _set(
    "communication collaboration cooperation coordination networking visibility awareness "
    "engagement understanding knowledge synergy synergie efficiency effectiveness alignment "
    "teamwork information involvement interaction comunicacion colaboracion cooperacion "
    "visibilidad comunicacao colaboracao cooperacao visibilidade visibilite "
)
_PHRASES = (
    *("knowledge sharing", "knowledge management", "knowledge exchange", "best practices"),
    *("lessons learned", "capacity building", "value creation", "win win", "added value"),
)
"""What everybody says and nobody could review."""
_LANGUAGES = ("", "en", "es", "fr", "pt")


class Remark(NamedTuple):
    """One thing that could be worded better."""

    kind: str
    """`activity`, `several`, `long` or `vague`."""
    advice: str
    """What is seen and what to do, to stand behind the value's text: `says …; say …`."""


# As many as a large matrix has: they are asked for at every look at what is doubtful.
@lru_cache(maxsize=1 << 14)
def remarks(text: str, language: str = "") -> tuple[Remark, ...]:
    """What could be worded better in a value's text; most often nothing. It never stops anybody."""
    head = text[:_READ]
    words = re.findall(r"[^\W_]+", fold(head))
    found: list[Remark] = []
    if _several(head, words):
        found.append(Remark("several", "says more than one value; give each a bullet of its own"))
    if _activity(words):
        found.append(Remark("activity", "says what is done; say what it is worth to them"))
    if len(text) > LONGEST:
        said = f"has {len(text):,} letters; up to {LONGEST} are read at a glance"
        found.append(Remark("long", f"{said}, and a note can hold the rest"))
    if not found and _vague(words, language):
        found.append(Remark("vague", "may mean anything; say what, and for whom"))
    return tuple(found)


def _activity(words: list[str]) -> bool:
    held = [_of(word, _ACTIVITIES) for word in words]
    listed = words[-2:] in (["mailing", "list"], ["discussion", "list"])
    if not any(held) and not listed:
        return False
    alone = len(words) <= 2 and (held[-1] or listed)
    return alone or words[0] in _DOING or any(_of(word, _OFTEN) for word in words)


def _several(text: str, words: list[str]) -> bool:
    parts = text.replace("•", ";").replace(" / ", ";").split(";")
    if len(parts) > 1 and sum(bool(part.strip()) for part in parts) > 1:
        return True
    sentences = text.split(". ")
    if len(sentences) > 1 and all(" " in part and part[:1].isupper() for part in sentences):
        return True
    commas = text.split(", ")
    if len(commas) > 2 and all(len(part.split()) > 1 for part in commas):
        return True
    for at, word in enumerate(words if "and" in words else ()):
        left, right = words[:at], words[at + 1 :]
        if word == "and" and len(left) > 1 and len(right) > 1 and _deeds(left[0], right[0]):
            return True
    return False


def _deeds(one: str, other: str) -> bool:
    """Whether both words begin a phrase about doing something."""
    if one in _VERBS and other in _VERBS:
        return True
    return all(word.endswith("ing") and len(word) > 5 for word in (one, other))


def _vague(words: list[str], language: str) -> bool:
    if language[:2] not in _LANGUAGES or not all(word.isascii() for word in words):
        return False
    if len(words) == 1:
        return words[0].isalpha() and len(words[0]) <= _LONGEST_WORD
    if " ".join(words) in _PHRASES:
        return True
    stem = words[-1].removesuffix("s").removesuffix("ie") if words else ""
    general = bool(words) and (words[-1] in _ANYTHING or f"{stem}y" in _ANYTHING)
    return len(words) == 2 and general and words[0] in _MORE


def _of(word: str, words: frozenset[str]) -> bool:
    """Whether the word is one of these, in the singular or the plural."""
    if word in words:
        return True
    return word[-1] == "s" and (word[:-1] in words or word.removesuffix("es") in words)


_SMALL = (
    " a an and at by for from i in into is it my of on or our that the their them they to we what "
    "when who with your "
)
"""Words between blanks that two values may have in common and yet say nothing alike."""
_WORD = r"[^\W_]+"


def words_of(text: str) -> frozenset[str]:
    """The words of a text that mean something: no accents, no case, no plural endings."""
    return frozenset(_stems(text))


@lru_cache(maxsize=1 << 14)
def double_key(text: str) -> str:
    """What texts that say the same words have in common, in whatever order they say them."""
    return " ".join(sorted(_stems(text))) or key(text)


def doubles(matrix: Matrix, *, within_rows: bool) -> tuple[tuple[Place, ...], ...]:
    """Groups of values that say the same words, each in reading order, the first group first.

    With `within_rows` only values of one row are compared: two segments may want the same. Without
    it only the first one of each row counts, so that each group is a value of several rows of one
    audience. Retired values are left out.
    """
    groups: dict[tuple[object, str], list[Place]] = {}
    for cell, values in cells(matrix):
        home: object = cell.row if within_rows else matrix.audience(cell.row)
        for slot, value in enumerate(values):
            if value.claimed:
                group = groups.setdefault((home, double_key(value.text)), [])
                if within_rows or not group or group[-1].row != cell.row:
                    group.append(Place(cell.row, cell.column, slot))
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _stems(text: str) -> list[str]:
    words = re.findall(_WORD, key(text))
    return [
        word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word
        for word in words
        if f" {word} " not in _SMALL
    ]

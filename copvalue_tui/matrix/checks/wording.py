"""Advice on the wording of a value: an activity, several in one, too long, too vague."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from copvalue_tui.matrix.text.near_duplicates import forms
from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import Matrix, Place, Value, cells

LONGEST = 80
"""A longer bullet cannot be read at a glance."""
_LONGEST_WORD = 14
"""A longer single word may be a compound."""
_READ = 400
"""The number of letters to examine; a longer text is too long anyway."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ACTIVITIES = _set(
    "webinar newsletter workshop meeting conference website portal wiki podcast seminar forum "
    "blog chat call session training course webinario boletin taller reunion seminario jornada "
    "infolettre bulletin atelier seminaire formation oficina reuniao boletim encontro curso "
)
"""What a community does or runs, in the singular, as opposed to what it is worth."""
_MEALS = _set(
    "lunch breakfast coffee cafe almuerzo desayuno tertulia charla encuentro dejeuner apero "
    "causerie rencontre almoco palestra "
)
"""What is an activity only with a time: “Coffee on Mondays”, but “Time for coffee together”."""
_OFTEN = _set(
    "monthly weekly quarterly yearly annual daily biweekly fortnightly regular mensual semanal "
    "trimestral anual regulares mensuel hebdomadaire trimestriel annuel regulier mensal regular "
    "mensuelle trimestrielle annuelle reguliere quincenal quinzenal bimensuel bimensuelle "
    "monday tuesday wednesday thursday friday saturday sunday "
    "lunes martes miercoles jueves viernes sabado domingo "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "segunda terca quarta quinta sexta "
)
_EVERY = re.compile(
    r"\b(?:every|each|once an?|twice an?|times an?|per|cada|al|por|chaque|par|tou(?:s|tes) les"
    r"|tod[oa]s?(?: [lo]?[ao]s)?)"
    r" (?:\w+ )?(?:day|week|fortnight|month|quarter|year|dia|semana|quincena|mes|trimestre|ano"
    r"|jour|semaine|quinzaine|mois|an|annee|quinzena)(?:e?s)?\b"
)
"""How often, in several words without accents: every month, cada mes, tous les mois, todo mês."""
_WHEN = _set("every each once twice on in at with of for per") | {""}
"""What may follow a meeting; before anything else, “meeting” is a verb."""
_NEAR = 3
"""An activity so near to the beginning is what the text is about: not “hours saved in meetings”."""
_LESS = _set(
    "less fewer shorter smaller lighter rarer no not without none never avoid stop cut end zero "
    "reduced halved brief briefer skip "
    "menos sin ningun ninguna nunca nada cortas cortos corta corto breves breve evitar cero fin "
    "pocas pocos reducir "
    "moins sans pas aucun aucune jamais courtes courts courte court eviter brefs breves reduire "
    "sem nenhum nenhuma curtas curtos curta curto poucas poucos fim reduzir "
)
"""Words with which an activity is what people want less of: that is a worth."""
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
"""Common phrases that nobody could review."""
_LANGUAGES = ("", "en", "es", "fr", "pt")


def remarks(text: str, language: str = "") -> tuple[str, ...]:
    """The weaknesses of a value's wording; usually none.

    Each is a kind of finding: `several`, `activity`, `long` or `vague`.
    """
    head = text[:_READ]
    words = re.findall(r"[^\W_]+", fold(head))
    kinds = {
        "several": _several(head, words),
        "activity": _activity(words),
        "long": len(text) > LONGEST,
    }
    found = tuple(kind for kind, holds in kinds.items() if holds)
    return found or (("vague",) if _vague(words, language) else ())


def _activity(words: list[str]) -> bool:
    # “Someone to call” is no call, and “meeting targets” no meeting.
    named = [
        _of(word, _ACTIVITIES) and before != "to" and (word, after in _WHEN) != ("meeting", False)
        for before, word, after in zip(("", *words), words, (*words[1:], ""), strict=False)
    ]
    listed = words[-2:] in (["mailing", "list"], ["discussion", "list"])
    meal = not any(named) and not listed
    if meal:
        named = [_of(word, _MEALS) for word in words]
    if (not any(named) and not listed) or not _LESS.isdisjoint(words):
        return False
    alone = len(words) <= 2 and (named[-1] or listed)
    if not meal and (alone or words[0] in _DOING):
        return True
    if any(_of(word, _OFTEN) for word in words):
        return True
    return any(named[:_NEAR]) and _EVERY.search(" ".join(words)) is not None


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
        if word == "and" and len(left) > 1 and len(right) > 1 and _are_actions(left[0], right[0]):
            return True
    return False


def _are_actions(one: str, other: str) -> bool:
    """True if both words start a phrase about doing something."""
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
    """True if the word is one of these, in the singular or the plural."""
    if word in words:
        return True
    return word[-1] == "s" and (word[:-1] in words or word.removesuffix("es") in words)


_STOP_WORDS = (
    " a an and at by for from i in into is it my of on or our that the their them they to we what "
    "when who with your "
)
"""Words to ignore when comparing two values, each between blanks."""
_ROMANCE = ("es", "fr", "pt")
_TO = re.compile(r"\b[aàAÀ]\b")
"""A preposition in those languages, and an article in English."""
_WORD = r"[^\W_]+"


def words_of(text: str) -> frozenset[str]:
    """The significant words of a text, without accents, case and plural endings."""
    return frozenset(_stems(text))


def duplicate_key(text: str) -> str:
    """The same key for all texts with the same words, in any order and of any inflection."""
    return forms(text).flat


def _keys(texts: Iterable[str], language: str) -> dict[str, str]:
    """Text → a key that it shares with all texts of the same words.

    The prepositions between them count: feedback from members is none to members. Only a text
    without any (expert access) is the same as one that has some (access to experts).
    """
    every = {
        text: forms(_TO.sub(" to ", text) if language[:2] in _ROMANCE else text) for text in texts
    }
    bare = {
        words.flat
        for text, words in every.items()
        if words.flat == words.ordered and len(words.flat.split()) == len(text.split())
    }
    return {
        text: words.flat if words.flat in bare else words.ordered for text, words in every.items()
    }


def duplicates(matrix: Matrix, *, within_rows: bool) -> tuple[tuple[Place, ...], ...]:
    """Groups of values with the same words, all in reading order.

    With `within_rows`, only values of one row are compared, because two segments may want the
    same. Without it only the first one of each row counts, so that each group is a value in
    several rows of one audience. Retired values are left out.
    """
    groups: dict[tuple[object, str], list[Place]] = {}
    keys = _keys((value.text for _, cell in cells(matrix) for value in cell), matrix.language)
    for cell, values in cells(matrix):
        home: object = cell.row if within_rows else matrix.audience(cell.row)
        for slot, value in enumerate(values):
            if value.claimed:
                group = groups.setdefault((home, keys[value.text]), [])
                if within_rows or not group or group[-1].row != cell.row:
                    group.append(Place(cell.row, cell.column, slot))
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


Claimed = Sequence[tuple[Place, Value]]
"""The values of a matrix that are not retired, with their places in reading order."""


def on_both_sides(
    matrix: Matrix, claimed: Claimed
) -> Iterator[tuple[tuple[Place, ...], tuple[Place, ...]]]:
    """The places of each value that members and organizations word alike and no theme links.

    Where both sides have a theme, they were told apart on purpose.
    """
    count = len(matrix.members)
    keys = _keys((value.text for _, value in claimed), matrix.language)
    of_members = {keys[value.text] for place, value in claimed if place.row < count}
    groups: dict[str, tuple[list[Place], list[Place]]] = {}
    themed: set[tuple[str, bool]] = set()
    for place, value in claimed:
        words = keys[value.text]
        if words in of_members:
            theirs = place.row >= count
            groups.setdefault(words, ([], []))[theirs].append(place)
            if value.shared:
                themed.add((words, theirs))
    for words, (members, organizations) in groups.items():
        if organizations and not {(words, False), (words, True)} <= themed:
            yield tuple(members), tuple(organizations)


def _stems(text: str) -> list[str]:
    words = re.findall(_WORD, key(text))
    return [
        word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word
        for word in words
        if f" {word} " not in _STOP_WORDS
    ]

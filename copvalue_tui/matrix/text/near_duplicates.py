"""Near-duplicates: texts that say the same in nearly the same words, compared by word stems."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.matrix.text.normalize import fold, tidy

_WORD = re.compile(r"[^\W_]+[+#]*")
_JOINED = re.compile(r"\b(?:l|d|qu|j|m|t|c|s|n)['’`](?=\w)|['’`]s?\b")
"""What an apostrophe joins to a word: l'équipe, d'experts, an expert's."""


def _words_of(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_STOP_WORDS = _words_of(
    "a an the of and my our your their its his her own is are be being do as",
    "el los las un una unos unas del de y e lo mi mis su sus nuestro nuestra nuestros nuestras",
    "le la les une des du et ma mes mon notre nos votre vos leur leurs son sa ses ce",
    "o os um uma uns umas da das dos meu minha meus minhas nosso nossa nossos nossas",
    "seu sua seus suas",
)
"""Words to ignore, in the four languages of the packs; folded, like all words here."""

_PREPOSITIONS = _words_of(
    "to with for in on at about across among through",
    "con para en al sobre entre avec pour au aux sur dans parmi com em na nos nas ao aos",
)
"""Prepositions that are interchangeable, but separate what is before them from what is after:
“mentors for newcomers” is no near-duplicate of “newcomers for mentors”."""

_DIRECTED_PREPOSITIONS = _words_of(
    "from by without into than before after over under beyond against instead outside",
    "desde por sin contra antes despues tras hacia par sans contre avant apres depuis vers",
    "pelo pela sem depois",
)
"""Words that change the meaning: feedback from members is not feedback to members."""

_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "news": "news",
}
_PLURALS = (
    ("eaux", "eau"),
    ("aux", "al"),
    ("coes", "cao"),
    ("soes", "sao"),
    ("ioes", "iao"),
    ("lhoes", "lhao"),
    ("droes", "drao"),
    ("troes", "trao"),
    ("eses", "es"),
    ("ais", "al"),
    ("eis", "el"),
)
"""Irregular plural endings of French, Portuguese and Spanish that no English word has."""
_MIN_PLURAL = 5
"""The least letters of a word to look up there."""
_ENDS = (("our", "or"), ("tr", "ter"), ("ogu", "og"), ("il", "el"))
"""British and French endings of stems (behaviour, centre, dialogue), and the one of ágil, whose
plural is ágeis."""
_PARTICIPLES = ("ado", "ada", "ido", "ida")
_MIN_PARTICIPLE = 8
"""Shorter words with these endings are mostly no participles: partido, medida, entrada."""
_NASAL = re.compile(r"[eio]m$")
_HISSED = re.compile(r"[aeiou]z$|[aeou]ze$")
_VOWEL = re.compile(r"[aeiouy]")


class Forms(NamedTuple):
    """The normalized forms of a text; near-duplicates have one of them in common."""

    ordered: str
    """The stems of its words, sorted between the prepositions."""
    flat: str
    """All stems sorted, ignoring prepositions; but `ordered` if one changes the meaning."""


@lru_cache(maxsize=1 << 14)
def forms(text: str) -> Forms:
    """The text without accents, case, word order, inflections and stop words."""
    words = _words(text)
    parts: list[list[str]] = [[]]
    stems: set[str] = set()
    directed = False
    for word in words:
        if word in _DIRECTED_PREPOSITIONS:
            parts += [[f"<{word}>"], []]
            directed = True
        elif word in _PREPOSITIONS:
            parts.append([])
        elif word not in _STOP_WORDS:
            parts[-1].append(stem(word))
            stems.add(parts[-1][-1])
    if not stems:
        # Without a word that counts, a text is only a near-duplicate of its equals.
        alike = " ".join(words) or fold(tidy(text))
        return Forms(f"={alike}", f"={alike}")
    ordered = "|".join(" ".join(sorted(set(part))) for part in parts if part)
    return Forms(ordered, ordered if directed else " ".join(sorted(stems)))


def index_keys(words: Forms) -> tuple[str, ...]:
    """The keys to file a text under in an index that is searched with `lookup_keys`."""
    if words.flat == words.ordered:
        return (words.ordered,)
    return (words.ordered, f"~{words.flat}")


def lookup_keys(words: Forms) -> tuple[str, str]:
    """The keys that find the near-duplicates of a text: expertise access, access to expertise."""
    return (words.ordered, f"~{words.ordered}" if words.flat == words.ordered else words.flat)


@lru_cache(maxsize=1 << 13)
def stem(word: str) -> str:
    """A folded word without plural, -ing and -ed, in a single spelling; only for comparing."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.isascii() or not word.isalpha():
        return word
    result = _singular(word)
    if _HISSED.search(result):
        result = result.removesuffix("e")[:-1] + "c"
    result = _without_ending(result.replace("iz", "is").replace("yz", "ys"))
    for ending in ("ing", "ed"):
        rest = result.removesuffix(ending)
        if rest != result and len(rest) > 1 and _VOWEL.search(rest) and not result.endswith("eed"):
            result = _without_ending(rest)
            break
    for long, short in _ENDS:
        if result.endswith(long) and len(result) > len(long) + 1:
            result = result.removesuffix(long) + short
    if len(result) >= _MIN_PARTICIPLE and result.endswith(_PARTICIPLES):
        result = result[:-1]
    if len(result) >= _MIN_PLURAL and _NASAL.search(result):
        result = result[:-1] + "n"
    return result[:-1] + "i" if result.endswith("y") else result


def _singular(word: str) -> str:
    """The word in the singular, as far as its ending tells."""
    if len(word) >= _MIN_PLURAL:
        for plural, singular in _PLURALS:
            if word.endswith(plural):
                word = word.removesuffix(plural) + singular
                break
    if len(word) < 4 or word.endswith(("ss", "us", "sis")) or not word.endswith("s"):
        return word
    short = word.endswith("is") and len(word) <= _MIN_PLURAL
    return word if short else word[:-1]


def _without_ending(word: str) -> str:
    """The word without a final e and without a doubled last letter."""
    shorter = word.rstrip("e")
    word = shorter if len(shorter) > 1 else word
    return word[:-1] if len(word) > 2 and word[-1] == word[-2] else word


def _words(text: str) -> list[str]:
    return _WORD.findall(_JOINED.sub(" ", fold(text)))

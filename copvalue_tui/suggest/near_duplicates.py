"""Which texts say the same in nearly the same words: twins, told by what is left of their words."""

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


_SILENT = _words_of(
    "a an the of and my our your their its his her own is are be being do as",
    "el los las un una unos unas del de y e lo mi mis su sus nuestro nuestra nuestros nuestras",
    "le la les une des du et ma mes mon notre nos votre vos leur leurs son sa ses ce",
    "o os um uma uns umas da das dos meu minha meus minhas nosso nossa nossos nossas",
    "seu sua seus suas",
)
"""Words that say nothing here, in the four languages of the packs; folded, as all of these."""

_TURNS = _words_of(
    "to with for in on at about across among through",
    "con para en al sobre entre avec pour au aux sur dans parmi com em na nos nas ao aos",
)
"""Words that join: which one it is matters little, but “mentors for newcomers” is no twin of
“newcomers for mentors”, so words are not taken across them out of their order."""

_SHARP_TURNS = _words_of(
    "from by without into than before after over under beyond against instead outside",
    "desde por sin contra antes despues tras hacia par sans contre avant apres depuis vers",
    "pelo pela sem depois",
)
"""Words that turn what is said around: feedback from members is not feedback to members."""

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
"""Plurals of French, Portuguese and Spanish that are more than an s, and no English words."""
_LEAST_PLURAL = 5
"""Letters of a word whose end is looked up there."""
_ENDS = (("our", "or"), ("tr", "ter"), ("ogu", "og"), ("il", "el"))
"""British and French ends of stems (behaviour, centre, dialogue), and ágil, whose plural is
ágeis."""
_PARTICIPLES = ("ado", "ada", "ido", "ida")
_LEAST_PARTICIPLE = 8
"""Shorter words of those ends are mostly others: partido, medida, entrada."""
_NASAL = re.compile(r"[eio]m$")
_HISSED = re.compile(r"[aeiou]z$|[aeou]ze$")
_VOWEL = re.compile(r"[aeiouy]")


class Forms(NamedTuple):
    """What is left of a text; two texts are twins when one of these is equal, as `twins` says."""

    ordered: str
    """The stems of its words, sorted between the words that join or turn."""
    flat: str
    """All of them sorted, as if no word joined any; `ordered` again where one turns."""


@lru_cache(maxsize=1 << 14)
def forms(text: str) -> Forms:
    """What is left of a text without accents, case, order, inflections and silent words."""
    words = _words(text)
    parts: list[list[str]] = [[]]
    stems: set[str] = set()
    sharp = False
    for word in words:
        if word in _SHARP_TURNS:
            parts += [[f"<{word}>"], []]
            sharp = True
        elif word in _TURNS:
            parts.append([])
        elif word not in _SILENT:
            parts[-1].append(stem(word))
            stems.add(parts[-1][-1])
    if not stems:
        # Nothing but joints, or no letter at all: such a text is only a twin of its equals.
        alike = " ".join(words) or fold(tidy(text))
        return Forms(f"={alike}", f"={alike}")
    ordered = "|".join(" ".join(sorted(set(part))) for part in parts if part)
    return Forms(ordered, ordered if sharp else " ".join(sorted(stems)))


def twins(one: str, other: str) -> bool:
    """Whether two texts say the same in nearly the same words.

    Accents, case, -isation and -ization, word order, plurals, -ing and -ed, and words such as
    “the” or “of” hide nothing; what turns the meaning (from, without, less, not) makes two.
    """
    entered = entries(forms(other))
    return any(wanted in entered for wanted in lookups(forms(one)))


def entries(left: Forms) -> tuple[str, ...]:
    """Under which keys a text is entered in a table that is asked with `lookups`."""
    if left.flat == left.ordered:
        return (left.ordered,)
    return (left.ordered, f"~{left.flat}")


def lookups(left: Forms) -> tuple[str, str]:
    """Under which keys the twins of a text are found: expertise access, access to expertise."""
    return (left.ordered, f"~{left.ordered}" if left.flat == left.ordered else left.flat)


@lru_cache(maxsize=1 << 13)
def stem(word: str) -> str:
    """A folded word without plural, -ing, -ed, and in one of its spellings.

    Not a word of any language any more; it is only compared with others.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.isascii() or not word.isalpha():
        return word
    left = _one(word)
    if _HISSED.search(left):
        left = left.removesuffix("e")[:-1] + "c"
    left = _bare(left.replace("iz", "is").replace("yz", "ys"))
    for ending in ("ing", "ed"):
        rest = left.removesuffix(ending)
        if rest != left and len(rest) > 1 and _VOWEL.search(rest) and not left.endswith("eed"):
            left = _bare(rest)
            break
    for long, short in _ENDS:
        if left.endswith(long) and len(left) > len(long) + 1:
            left = left.removesuffix(long) + short
    if len(left) >= _LEAST_PARTICIPLE and left.endswith(_PARTICIPLES):
        left = left[:-1]
    if len(left) >= _LEAST_PLURAL and _NASAL.search(left):
        left = left[:-1] + "n"
    return left[:-1] + "i" if left.endswith("y") else left


def _one(word: str) -> str:
    """The word in the singular, or what is left of it."""
    if len(word) >= _LEAST_PLURAL:
        for many, one in _PLURALS:
            if word.endswith(many):
                word = word.removesuffix(many) + one
                break
    if len(word) < 4 or word.endswith(("ss", "us", "sis")) or not word.endswith("s"):
        return word
    short = word.endswith("is") and len(word) <= _LEAST_PLURAL
    return word if short else word[:-1]


def _bare(left: str) -> str:
    """Without e at its end, and without a doubled last letter."""
    bare = left.rstrip("e")
    left = bare if len(bare) > 1 else left
    return left[:-1] if len(left) > 2 and left[-1] == left[-2] else left


def _words(text: str) -> list[str]:
    return _WORD.findall(_JOINED.sub(" ", fold(text)))
